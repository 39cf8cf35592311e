"""A record made anew so that it says what a person decided."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from pydantic import TypeAdapter

from shilu.extract.decisions.fields import AMOUNT, SLOTS, AnyRow, state_of
from shilu.extract.quantities import find_quantities
from shilu.schemas import (
    AnyFact,
    Article,
    Bounded,
    Exact,
    Name,
    PageRecords,
    Period,
    Quantity,
    Range,
    Slot,
    Span,
    Time,
    bound_of,
    bounds_of,
    plain,
    value_of,
)
from shilu.schemas.decision import Answer, RowSort, RowState

__all__ = ["RULE", "changed_fields", "changed_record", "new_record", "quantity_at", "sentence_at"]

RULE = "decision"
"""The rule of whatever a person decided."""

_FACT: TypeAdapter[AnyFact] = TypeAdapter(AnyFact)
_STOPS = "。！？!?；\n"
_LINE = 200
"""Characters before and after a selected amount that are read with it, for what depends on what stands around."""

N = TypeVar("N", Name, Time)

_OF_KIND = {"classifier", "currency", "points", "terms", "sides", "scope", "field", "iso"}
"""The fields that only some kinds have."""


def changed_fields(one: RowState, other: RowState) -> tuple[str, ...]:
    """The fields in which two states differ; `span` among them where the place differs. Where an answer stands does
    not count, only what it says."""
    names = dict.fromkeys([*one.fields, *other.fields])
    found = [name for name in names if _told(one.fields.get(name)) != _told(other.fields.get(name))]
    return (*(["span"] if one.span != other.span else []), *found)


def _told(value: Any) -> Any:
    return value.text if isinstance(value, Answer) else value


def changed_record(record: AnyRow, state: RowState, records: PageRecords) -> AnyRow:
    """The record with the fields of the state. Raises `ValueError` where no record can say that."""
    changed = changed_fields(state_of(record), state)
    if not changed:
        return record
    if isinstance(record, Name):
        return _checked(Name, record, state, changed)
    if isinstance(record, Time):
        found = _checked(Time, record, state, changed)
        return (
            found.model_copy(update={"resolution": "stated", "reason": None}) if "value" in changed else found
        )
    return _changed_fact(record, state, records, changed)


def _checked(model: type[N], record: N, state: RowState, changed: tuple[str, ...]) -> N:
    old = record.model_dump()
    told = {name: state.fields.get(name) for name in changed if name != "span"}
    new = old | told | {"span": state.span.model_dump(), "rules": (*record.rules, RULE)}
    return model.model_validate(new)


def _changed_fact(fact: AnyFact, state: RowState, records: PageRecords, changed: tuple[str, ...]) -> AnyFact:
    old = {name: getattr(fact, name) for name in type(fact).model_fields}
    if {"span", *AMOUNT} & set(changed):
        quantity = quantity_at(records.page.text, state)
        old |= {"quantity": quantity, "kind": quantity.kind, "confidence": None}
        if state.span != fact.span:
            old["sentence"] = sentence_at(records.page.text, state.span, old["sentence"])
    for name in SLOTS:
        if name in changed:
            old[name] = _slot(name, state.fields.get(name))
    for name in ("change", "per", "status", "cumulative"):
        if name in changed:
            old[name] = state.fields.get(name)
    return _fact(old, fact.quantity, trace=(*fact.trace, RULE))


def _slot(name: str, answer: Any) -> Slot | Period | None:
    if not isinstance(answer, Answer):
        return None
    if name == "period":
        return Period(value=answer.text, span=answer.span, rule=RULE)
    return Slot(text=answer.text, span=answer.span, rule=RULE)


def _fact(fields: Mapping[str, Any], before: Quantity | None, trace: tuple[str, ...]) -> AnyFact:
    """A fact of the type that its kind asks for; what only another kind had is left out."""
    quantity: Quantity = fields["quantity"]
    kept = {name: value for name, value in fields.items() if name not in _OF_KIND}
    own = {name: fields[name] for name in _OF_KIND & set(fields)} if before == quantity else _own(quantity)
    kind = "other" if quantity.kind == "ratio" and len(quantity.terms) < 2 else quantity.kind
    whole = kept | own | {"kind": kind, "trace": trace}
    return _FACT.validate_python({name: _dumped(value) for name, value in whole.items()})


def _dumped(value: Any) -> Any:
    return value.model_dump() if hasattr(value, "model_dump") else value


def _own(quantity: Quantity) -> dict[str, Any]:
    """What a kind needs besides."""
    match quantity.kind:
        case "count":
            return {"classifier": quantity.unit}
        case "money":
            return {"currency": quantity.unit_code}
        case "percent":
            return {"points": bool(quantity.unit and quantity.unit.endswith("百分点"))}
        case "ratio" if len(quantity.terms) >= 2:
            return {"terms": quantity.terms}
        case _:
            return {}


def quantity_at(text: str, state: RowState) -> Quantity:
    """The amount of a state: as it is read at that place, where that says the same; else as the person says.

    Raises `ValueError` where kind, number and bound make no amount.
    """
    span, fields = state.span, state.fields
    start = max(0, span.start - _LINE)
    around = text[start : span.end + _LINE]
    for place, base in ((around, start), (span.surface, span.start)):
        for read in find_quantities(place).quantities:
            if (read.span.start + base, read.span.end + base) == (span.start, span.end):
                moved = read.model_copy(update={"span": span})
                if _says(moved, fields):
                    return moved
    return Quantity.model_validate(
        {
            "span": span.model_dump(),
            "kind": fields.get("kind") or "other",
            "amount": _amount(fields).model_dump(),
            "unit": fields.get("unit"),
            "rules": (RULE,),
        }
    )


def _says(quantity: Quantity, fields: Mapping[str, Any]) -> bool:
    found = amount_fields(quantity)
    return all(name not in fields or fields[name] == found[name] for name in AMOUNT)


def amount_fields(quantity: Quantity) -> dict[str, Any]:
    """The fields of an amount, as a state has them."""
    numbers = (value_of(quantity.amount), *bounds_of(quantity.amount))
    value, lower, upper = (None if one is None else plain(one) for one in numbers)
    several = len(quantity.terms) > 2
    return {
        "kind": quantity.kind, "value": None if several else value, "lower": lower, "upper": upper,
        "bound": bound_of(quantity.amount), "unit": quantity.unit,
    }  # fmt: skip


def _amount(fields: Mapping[str, Any]) -> Exact | Bounded | Range:
    bound = fields.get("bound") or "exact"
    value, lower, upper = (_number(fields.get(name)) for name in ("value", "lower", "upper"))
    if bound == "range" or (value is None and (lower is not None or upper is not None)):
        return Range(lower=lower, upper=upper)
    if value is None:
        raise ValueError("an amount needs a number")
    if bound == "exact":
        return Exact(value=value)
    return Bounded.model_validate({"bound": bound, "value": value, "lower": lower, "upper": upper})


def _number(digits: Any) -> Decimal | None:
    try:
        return None if digits is None else Decimal(digits)
    except (InvalidOperation, TypeError):
        raise ValueError(f"{digits!r:.40} is no number in plain digits") from None


def sentence_at(text: str, span: Span, known: Span | None = None) -> Span:
    """The sentence around a place: the one known, where it covers it."""
    if known is not None and known.covers(span):
        return known
    start = max((text.rfind(stop, 0, span.start) for stop in _STOPS), default=-1) + 1
    ends = [at for stop in _STOPS if (at := text.find(stop, span.end)) >= 0]
    end = min(ends) + (text[min(ends)] != "\n") if ends else len(text)
    return Span.of(text, start, max(end, span.end))


def new_record(sort: RowSort, state: RowState, records: PageRecords) -> AnyRow:
    """The record of a row that the run has not. Raises `ValueError` where no record can say that."""
    told = state.fields
    place = state.span.model_dump()
    if sort == "name":
        canonical = told.get("canonical") or state.span.surface
        return Name.model_validate(
            {"span": place, "type": told.get("type"), "canonical": canonical, "rules": (RULE,)}
        )
    if sort == "time":
        resolution = "stated" if told.get("value") else "unresolved"
        own = {"type": told.get("type") or "date", "value": told.get("value"), "resolution": resolution}
        return Time.model_validate({"span": place, **own, "rules": (RULE,)})
    quantity = quantity_at(records.page.text, state)
    article = _article_at(records, state.span)
    fields: dict[str, Any] = {
        "id": f"{records.page.id}#{state.span.start}-{state.span.end}.{quantity.kind}",
        "page": records.page.id,
        "article": article.article if article else None,
        "quantity": quantity,
        "sentence": sentence_at(records.page.text, state.span, _known_sentence(records, state.span)),
        **{name: _slot(name, told.get(name)) for name in SLOTS},
        "change": told.get("change"),
        "per": told.get("per"),
        "status": told.get("status") or "actual",
        "cumulative": bool(told.get("cumulative")),
    }
    return _fact(fields, None, trace=(*quantity.rules, RULE))


def _article_at(records: PageRecords, span: Span) -> Article | None:
    for article in records.articles:
        if any(block.start <= span.start < block.end for block in article.blocks):
            return article
    return None


def _known_sentence(records: PageRecords, span: Span) -> Span | None:
    return next((fact.sentence for fact in records.facts if fact.sentence.covers(span)), None)
