"""From answers to a typed record."""

from __future__ import annotations

from typing import Any

from shilu.extract.facts.context import ArticleContext
from shilu.extract.facts.draft import Draft
from shilu.extract.text import fold
from shilu.extract.times.durations import read_duration
from shilu.schemas import (
    AgeFact,
    AnyFact,
    CountFact,
    DurationFact,
    MeasureFact,
    MoneyFact,
    MultipleFact,
    PercentFact,
    Quantity,
    RankFact,
    RatioFact,
    ScoreFact,
)

__all__ = ["build_fact"]


def build_fact(draft: Draft, context: ArticleContext) -> AnyFact:
    """The record of a draft, of the type that its kind asks for."""
    quantity = draft.quantity
    span = quantity.span
    common: dict[str, Any] = {
        "id": f"{context.page}#{span.start}-{span.end}.{quantity.kind}",
        "page": context.page,
        "article": context.article,
        "quantity": quantity,
        "item": draft.item, "subject": draft.subject, "action": draft.action, "change": draft.change,
        "base": draft.base, "reached": draft.reached,
        "per": draft.per, "programme": draft.programme, "place": draft.place, "period": draft.period,
        "status": draft.status, "cumulative": draft.cumulative, "sentence": draft.sentence,
        "speaker": draft.speaker, "office": draft.office,
        "duplicate": context.role_at(span.start) == "duplicate",
        "trace": (*quantity.rules, *draft.trace),
    }  # fmt: skip
    return _typed(draft, common)


def _typed(draft: Draft, common: dict[str, Any]) -> AnyFact:
    quantity = draft.quantity
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
        return RatioFact(**common, terms=quantity.terms, sides=draft.sides)
    if kind == "multiple":
        return MultipleFact(**common)
    if kind == "rank":
        return RankFact(**common, scope=draft.scope, field=draft.item)
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
