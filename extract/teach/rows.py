"""Rows as a run would write them, from what was chosen, and how many of them are right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shilu.extract.choice import Weights
from shilu.extract.evaluate import Counts, in_core, in_full, judged
from shilu.extract.facts.choose import Answers, choose
from shilu.extract.facts.taught import TaughtWeights
from shilu.extract.teach.articles import MarkedArticle
from shilu.extract.teach.examples import Example
from shilu.schemas import bound_of, bounds_of, plain, value_of

__all__ = ["Counted", "count", "row_of"]


def row_of(article: MarkedArticle, place: int, answers: Mapping[str, str | None]) -> dict[str, Any]:
    """The row of an amount of an article as `facts.csv` has it, with the answers to its slots."""
    view = article.views[place]
    quantity = view.scene.quantity
    start, end = article.reading.ground(view.chunk.start, view.chunk.end)
    lower, upper = bounds_of(quantity.amount)
    row: dict[str, Any] = {
        "page": article.page.id, "start": start, "end": end, "surface": article.page.text[start:end],
        "kind": quantity.kind, "value": _number(value_of(quantity.amount)), "lower": _number(lower),
        "upper": _number(upper), "bound": bound_of(quantity.amount), "unit": quantity.unit or None, **answers,
    }  # fmt: skip
    if quantity.kind in {"rank", "ratio"}:
        row["change"] = None
    return row


def _number(value: Any) -> str | None:
    return None if value is None else plain(value)


@dataclass
class Counted:
    """How many of the marked rows are right at their core and in full, and of their answers, by slot. `whole` tells of
    each row whether it is right in full, `answers` which of its slots are. `corrected` of the rows are of pages on
    which corrections held."""

    core: Counts = field(default_factory=Counts)
    full: Counts = field(default_factory=Counts)
    slots: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    whole: list[bool] = field(default_factory=list)
    answers: list[dict[str, bool]] = field(default_factory=list)
    corrected: int = 0


def count(
    articles: Sequence[MarkedArticle],
    examples: Iterable[Example],
    weights: Mapping[str, Weights],
    taught: TaughtWeights | None = None,
) -> Counted:
    """Choose with these weights, corrected on the pages that the corrections are for, and hold the rows of the examples
    against their marks."""
    told, chosen = Counted(), dict[int, list[Answers]]()
    corrected = taught.over(weights) if taught else weights
    holding: dict[str, bool] = {}
    for one in examples:
        article = articles[one.article]
        page = article.page
        if page.id not in holding:
            holding[page.id] = taught is not None and taught.holds(page.text)
        told.corrected += holding[page.id]
        if one.article not in chosen:
            chosen[one.article] = choose(article.views, corrected if holding[page.id] else weights)
        answers = {slot: choice.best.value for slot, choice in chosen[one.article][one.view].items()}
        right = judged(one.mark, row_of(article, one.view, answers))
        told.core.tell(in_core(right))
        told.full.tell(in_full(right))
        told.whole.append(in_full(right))
        of_slots = {slot: bool(right.get(f"{slot}~", right[slot])) for slot in answers if slot in right}
        told.answers.append(of_slots)
        for slot, one_right in of_slots.items():
            told.slots[slot].tell(one_right)
    return told
