"""What the page tells of each mention: its row in the table, and the details of its panel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from shilu.extract.decisions import rows_of
from shilu.extract.show.marks import Layer, Mention
from shilu.extract.show.told import told_date, told_rules
from shilu.schemas import (
    AnyFact,
    Check,
    Name,
    NumberAccount,
    PageRecords,
    Period,
    Quantity,
    Record,
    Review,
    Slot,
    Span,
    Time,
    bound_of,
    bounds_of,
    plain,
    value_of,
)

__all__ = ["Entry", "entries_of", "joined"]

Line = dict[str, Any]
"""One line of a panel: `l` key of its label, `v` its words, `w` its words in Chinese and English or `k` the key of a
word; where it has them, `s` the place on the page that it came from, `p` the printed words there, `c` how sure it is,
`m` another mention."""

_SLOTS = (
    "item",
    "subject",
    "action",
    "base",
    "field",
    "programme",
    "place",
    "period",
    "speaker",
    "office",
    "purpose",
)
_NAMING = ("item", "subject", "programme", "place", "speaker")
_TOLD_ELSEWHERE = frozenset(
    {"sureness", "id", "page", "boxes", "article", "quantity", "kind", "sentence", "trace", *_SLOTS}
)
_DATES = frozenset({"period", "value", "anchor", "iso"})
_KEYED = {"status": "status", "change": "change", "reached": "change"}


@dataclass(frozen=True)
class Entry:
    """A record ready to be shown: `kind`, `status` and `names` are what the filters ask for."""

    mention: Mention
    span: Span
    record: Any
    kind: str
    status: str | None
    names: tuple[str, ...]
    details: Mapping[str, Any]
    sure: float | None = None
    review: Review | None = None

    def data(self) -> dict[str, Any]:
        """What the script knows of it."""
        filters: dict[str, Any] = {"k": self.kind, "st": self.status, "n": list(self.names)}
        if self.sure is not None:
            filters["c"] = round(self.sure, 3)
        if self.review is not None:
            filters["rv"] = f"review.{self.review.status}"
        return {**filters, "o": [self.span.start, self.span.end], **self.details}


def entries_of(records: PageRecords) -> tuple[Entry, ...]:
    """Everything found on a page, in order within each layer; the numbers are those that are no facts."""
    numbers = [one for one in records.numbers if one.role != "fact"]
    keys = {fact.id: f"f{index}" for index, fact in enumerate(records.facts)}
    listed = (
        *(_fact(f"f{index}", fact, keys) for index, fact in enumerate(records.facts)),
        *(_time(f"t{index}", time) for index, time in enumerate(records.times)),
        *(_name(f"n{index}", name) for index, name in enumerate(records.names)),
        *(_number(f"o{index}", number) for index, number in enumerate(numbers)),
        *(_check(f"c{index}", check, keys) for index, check in enumerate(records.checks)),
    )
    return tuple(_reviewed(listed, records)) if records.reviews else listed


def _reviewed(entries: Sequence[Entry], records: PageRecords) -> Iterator[Entry]:
    """The entries, with what people decided on them."""
    reviews = {(one.sort, one.row): one for one in records.reviews}
    ids = {id(row.record): (row.sort, row.id) for row in rows_of(records)}
    for entry in entries:
        review = reviews.get(ids.get(id(entry.record), ("fact", "")))
        yield replace(entry, review=review, details=_signed(entry.details, review)) if review else entry


def _signed(details: Mapping[str, Any], review: Review) -> dict[str, Any]:
    """The details with who decided what, and when."""
    told: list[Line] = [{"l": "field.review", "k": f"review.{review.status}"}]
    told.append({"l": "field.reviewed_by", "v": f"{review.by}, {review.at[:16].replace('T', ' ')} UTC"})
    if review.note:
        told.append({"l": "field.note", "v": review.note})
    return {**details, "signed": told}


def _mention(key: str, layer: Layer, span: Span) -> Mention:
    return Mention(key, layer, span.start, span.end)


def _fact(key: str, fact: AnyFact, keys: Mapping[str, str]) -> Entry:
    slots = [getattr(fact, name) for name in _NAMING]
    return Entry(
        mention=_mention(key, "f", fact.span),
        span=fact.span,
        record=fact,
        kind=f"kind.{fact.kind}",
        status=f"status.{fact.status}",
        names=tuple(dict.fromkeys(slot.text for slot in slots if slot)),
        details={
            "slots": [*_slots(fact), *_others(fact, keys)],
            "amount": list(_amount(fact.quantity)),
            "sentence": [fact.sentence.start, fact.sentence.end, joined(fact.sentence.surface)],
            "trace": list(told_rules((*fact.trace, *fact.quantity.rules))),
            "id": fact.id,
        },
        sure=_sure(fact),
    )


def _sure(fact: AnyFact) -> float | None:
    """How sure its least sure slot is, where that was weighed; else its confidence."""
    slots = getattr(fact, "sureness", None)
    return min(slots.values()) if isinstance(slots, dict) and slots else fact.confidence


def _time(key: str, time: Time) -> Entry:
    return Entry(
        mention=_mention(key, "t", time.span),
        span=time.span,
        record=time,
        kind=f"time.{time.type}",
        status=f"resolution.{time.resolution}",
        names=(),
        details={
            "slots": list(_fields(time, type="time", resolution="resolution")),
            "trace": list(told_rules(time.rules)),
        },
    )


def _name(key: str, name: Name) -> Entry:
    return Entry(
        mention=_mention(key, "n", name.span),
        span=name.span,
        record=name,
        kind=f"name.{name.type}",
        status=None,
        names=tuple(dict.fromkeys((name.canonical, joined(name.span.surface)))),
        details={"slots": list(_fields(name, type="name")), "trace": list(told_rules(name.rules))},
    )


def _number(key: str, number: NumberAccount) -> Entry:
    return Entry(
        mention=_mention(key, "o", number.span),
        span=number.span,
        record=number,
        kind=f"number.{number.role}",
        status=None,
        names=(),
        details={"slots": list(_fields(number, role="number", kind="kind")), "trace": []},
    )


def _slots(fact: AnyFact) -> Iterator[Line]:
    for name in _SLOTS:
        slot: Slot | Period | None = getattr(fact, name, None)  # only a rank has a field
        if slot is not None:
            words = slot.text if isinstance(slot, Slot) else slot.value
            sure = (getattr(fact, "sureness", None) or {}).get(name)
            yield {
                **_line(name, words, None), **_source(slot.span, words),
                **({} if sure is None else {"c": round(sure, 3)}),
            }  # fmt: skip


def _check(key: str, check: Check, keys: Mapping[str, str]) -> Entry:
    ends = [
        {"l": "field.evidence", "v": joined(one.surface), "s": [one.start, one.end]} for one in check.evidence
    ]
    told = ((name, getattr(check, name)) for name in ("found", "expected", "difference", "tolerance"))
    facts = [keys[one] for one in (check.fact, *check.others) if one in keys]
    return Entry(
        mention=_mention(key, "c", check.span),
        span=check.span,
        record=check,
        kind=f"relation.{check.relation}",
        status=f"verdict.{check.verdict}",
        names=(),
        details={
            "slots": [*ends, *(_line(name, number, None) for name, number in told), *_of_facts(facts)],
            "trace": [],
        },
    )


def _of_facts(keys: Sequence[str]) -> Iterator[Line]:
    """The first fact of a check, to go to."""
    if keys:
        yield {"l": "field.fact", "k": "ui.show_fact", "m": keys[0]}


def _source(span: Span, words: str) -> Line:
    printed = joined(span.surface)
    return {"s": [span.start, span.end], **({} if printed == words else {"p": printed})}


def _others(fact: AnyFact, keys: Mapping[str, str]) -> Iterator[Line]:
    """The fields that are no slots, those of later versions among them."""
    for name, value in _given(fact):
        if name in _TOLD_ELSEWHERE or value is False:
            continue
        if isinstance(value, str) and value in keys:
            yield {"l": f"field.{name}", "v": value, "m": keys[value]}
        else:
            yield _line(name, value, _KEYED.get(name))


def _fields(record: Record, **keyed: str) -> Iterator[Line]:
    """The fields of a record, one line each; `keyed` names the group of labels of a field."""
    for name, value in _given(record):
        if name not in ("span", "rules", "fact") and value is not False:
            yield _line(name, value, keyed.get(name))


def _given(record: Record) -> Iterator[tuple[str, Any]]:
    for name in type(record).model_fields:
        value = getattr(record, name)
        if value is not None and value != ():
            yield name, value


def _line(name: str, value: Any, group: str | None) -> Line:
    label = f"field.{name}"
    if group:
        return {"l": label, "k": f"{group}.{value}"}
    if name in _DATES and isinstance(value, str):
        zh, en = told_date(value)
        return {"l": label, "v": zh} if zh == en else {"l": label, "w": [zh, en]}
    if name == "reason":
        told = told_rules([str(value)])
        return {"l": label, "v": told[0]} if told else {"l": label, "k": "ui.by_shape"}
    return {"l": label, "v": "✓" if value is True else _words(value)}


def _amount(quantity: Quantity) -> Iterator[Line]:
    yield {"l": "field.kind", "k": f"kind.{quantity.kind}"}
    lower, upper = bounds_of(quantity.amount)
    for name, number in (("value", value_of(quantity.amount)), ("lower", lower), ("upper", upper)):
        if number is not None:
            yield _line(name, number, None)
    yield {"l": "field.bound", "k": f"bound.{bound_of(quantity.amount)}"}
    for name in ("unit", "unit_code", "normal", "approximator", "repairs"):
        value = getattr(quantity, name)
        if value:
            yield _line(name, value, None)


def _words(value: Any) -> str:
    """A value as a person reads it: long numbers in groups of three."""
    if isinstance(value, Decimal):
        return grouped(value)
    if isinstance(value, Span):
        return joined(value.surface)
    if isinstance(value, tuple):
        return ", ".join(map(_words, value))
    if isinstance(value, Record):
        return _record_words(value)
    return str(value)


def _record_words(value: Record) -> str:
    given = dict(_given(value))
    number = given.get("value")
    if number is None and ("lower" in given or "upper" in given):
        ends = [_words(given[end]) if end in given else "" for end in ("lower", "upper")]
        return f"{'–'.join(ends)} {given.get('unit', '')}".strip()
    if number is not None:
        return f"{_words(number)} {given.get('unit', '')}".strip()
    return "; ".join(f"{name} {_words(one)}" for name, one in given.items())


def grouped(number: Decimal) -> str:
    """Plain digits, the whole part in groups of three by thin spaces.

    >>> grouped(Decimal("-150000000.5")).replace("\\u2009", "_")
    '-150_000_000.5'
    """
    whole, _, rest = plain(number).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    head = len(digits) % 3
    groups = [digits[:head]] * (head > 0) + [digits[at : at + 3] for at in range(head, len(digits), 3)]
    return sign + "\u2009".join(groups if len(digits) > 4 else [digits]) + (f".{rest}" if rest else "")


def joined(printed: str) -> str:
    """Printed words without the line breaks within them."""
    return "".join(line.strip() for line in printed.splitlines()) or printed
