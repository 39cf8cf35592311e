"""From answers to a typed record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shilu.extract.choice import Candidate
from shilu.extract.facts.amount import AmountView
from shilu.extract.facts.choose import Answers
from shilu.extract.facts.comparison import find_sides
from shilu.extract.facts.modality import cumulative_rule, status_rule
from shilu.extract.facts.sureness import row_sureness
from shilu.extract.grammar.ranks import rank_scope
from shilu.extract.grammar.rows import changes
from shilu.extract.grammar.scene import find_change
from shilu.extract.text import fold
from shilu.extract.times.durations import read_duration
from shilu.schemas import (
    SLOTS,
    AgeFact,
    AnyFact,
    CountFact,
    DurationFact,
    MeasureFact,
    MoneyFact,
    MultipleFact,
    PercentFact,
    Period,
    Quantity,
    RankFact,
    RatioFact,
    ScoreFact,
    Slot,
)

__all__ = ["build_fact"]

_WITHOUT_CHANGE = frozenset({"rank", "ratio"})


def build_fact(view: AmountView, answers: Answers) -> AnyFact:
    """The record of an amount with its answers, of the type that its kind asks for."""
    context, quantity = view.article.context, view.scene.quantity
    span = quantity.span
    fields: dict[str, Any] = {
        slot.name: _field(view, slot.name, answers[slot.name].best, printed=slot.printed) for slot in SLOTS
    }
    if quantity.kind in _WITHOUT_CHANGE:
        fields["change"] = None
    common: dict[str, Any] = {
        **fields,
        "id": f"{context.page}#{span.start}-{span.end}.{quantity.kind}",
        "page": context.page,
        "article": context.article,
        "quantity": quantity,
        "sentence": view.scene.passage.printed(view.chunk),
        "duplicate": context.role_at(span.start) == "duplicate",
        "trace": (*quantity.rules, *_rules(view, answers)),
    }
    if context.calibrated:
        row = row_sureness(answers)
        common |= {
            "sureness": row.slots, "confidence": row.confidence, "confidence_core": row.confidence_core
        }  # fmt: skip
    return _typed(view, common)


def _rules(view: AmountView, answers: Answers) -> Iterator[str]:
    """The rows of tables that stand behind the answers that are codes: words that link, of change, status and total."""
    scene, item = view.scene, view.found_item
    word = find_change(scene, (item.start, item.end) if item else None)
    if word and answers["change"].best.value == word.change:
        yield changes().rule(word)
    for rule in (
        status_rule(scene, answers["status"].best.value or "actual"),
        cumulative_rule(scene) if answers["cumulative"].best.value else None,
        answers["per"].best.by if answers["per"].best.value else None,
    ):
        if rule:
            yield rule
    yield from (link.rule for link in scene.links)


def _field(view: AmountView, slot: str, best: Candidate, *, printed: bool) -> object:
    """The value of a slot's field."""
    if slot == "cumulative":
        return best.value is not None
    if not printed or best.value is None:
        return best.value
    if slot == "period":
        start, end = (best.start, best.end) if best.start >= 0 else (view.chunk.start, view.chunk.end)
        return Period.made_of(value=best.value, span=view.scene.passage.span(start, end), rule=best.by)
    return Slot.made_of(text=best.value, span=view.scene.passage.span(best.start, best.end), rule=best.by)


def _typed(view: AmountView, common: dict[str, Any]) -> AnyFact:
    quantity = view.scene.quantity
    kind = quantity.kind
    if kind == "count":
        return CountFact(**common, classifier=quantity.unit)
    if kind == "money":
        return MoneyFact(**common, currency=quantity.unit_code)
    if kind == "percent":
        return PercentFact(**common, points=bool(quantity.unit and quantity.unit.endswith("百分点")))
    if kind == "duration":
        return DurationFact(**common, iso=_iso(quantity))
    if kind == "ratio" and len(quantity.terms) >= 2:
        return RatioFact(**common, terms=quantity.terms, sides=find_sides(view.scene, view.found_item))
    if kind == "multiple":
        return MultipleFact(**common)
    if kind == "rank":
        return RankFact(**common, scope=rank_scope(view.scene), field=common["item"])
    if kind == "score":
        return ScoreFact(**common)
    if kind == "age":
        return AgeFact(**common)
    return MeasureFact(**common, kind=kind if kind != "ratio" else "other")


def _iso(quantity: Quantity) -> str | None:
    """The ISO 8601 form of an exact duration."""
    if quantity.amount.shape != "exact":
        return None
    printed = fold(quantity.span.surface)
    read = read_duration(printed, 0)
    return read.iso if read and read.end == len(printed) else None
