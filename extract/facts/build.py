"""From answers to a typed record."""

from __future__ import annotations

from typing import Any

from extract.facts.context import ArticleContext
from extract.facts.draft import Draft
from schemas import (
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
    plain,
    value_of,
)

__all__ = ["build_fact"]

_ISO = {
    "年": "P{}Y", "周年": "P{}Y", "载": "P{}Y", "个月": "P{}M", "月": "P{}M", "周": "P{}W", "星期": "P{}W",
    "个星期": "P{}W", "天": "P{}D", "日": "P{}D", "小时": "PT{}H", "个小时": "PT{}H", "钟头": "PT{}H",
    "个钟头": "PT{}H", "分钟": "PT{}M", "分": "PT{}M", "秒": "PT{}S", "秒钟": "PT{}S",
}  # fmt: skip


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
        "per": draft.per, "programme": draft.programme, "place": draft.place, "period": draft.period,
        "status": draft.status, "cumulative": draft.cumulative, "sentence": draft.sentence,
        "speaker": draft.speaker, "duplicate": context.role_at(span.start) == "duplicate",
        "trace": (*quantity.rules, *draft.trace),
    }  # fmt: skip
    return _typed(quantity, common)


def _typed(quantity: Quantity, common: dict[str, Any]) -> AnyFact:
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
        return RatioFact(**common, terms=quantity.terms)
    if kind == "multiple":
        return MultipleFact(**common)
    if kind == "rank":
        return RankFact(**common)
    if kind == "score":
        return ScoreFact(**common)
    if kind == "age":
        return AgeFact(**common)
    return MeasureFact(**common, kind=kind if kind != "ratio" else "other")


def _iso(quantity: Quantity) -> str | None:
    value, form = value_of(quantity.amount), _ISO.get(quantity.unit or "")
    return (
        form.format(plain(value)) if value is not None and form and quantity.amount.shape == "exact" else None
    )
