"""Slots with a few fixed values: a candidate for each value, with signs of the amount's clause and sentence."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.choice import NONE, Candidate
from shilu.extract.facts.amount import AMOUNT_SIGNS, AmountView
from shilu.extract.facts.article import ARTICLE_SIGNS
from shilu.extract.facts.modality import clause_verdict, cue_signs, cumulative_signs
from shilu.extract.facts.slots.base import SlotChoice, Suggestions, capped
from shilu.extract.grammar.rows import ChangeWord, changes, word_class
from shilu.extract.grammar.scene import find_change
from shilu.extract.grammar.timing import is_ahead, year_of
from shilu.schemas import Quantity

__all__ = ["CHANGE", "CUMULATIVE", "REACHED", "STATUS"]

_SHARED = (*ARTICLE_SIGNS, *AMOUNT_SIGNS)
_DIRECTIONS = {"increase": 1, "decrease": 2}

# ---- change, and the direction in which a level was reached

_CHANGE_SIGNS = (
    "value", "shares", "linked_change", "linked_level", "found_change", "adds", "noun", "nearest_word",
    "nearest_distance", "behind_word", "behind_distance", "item_word", "surface_word", "source_before",
    "amount_and_source", "from_to", "previous_same_clause", "previous_linked", "item_behind", "points",
)  # fmt: skip


def _suggest_change(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    if view.changes is None:  # both slots weigh the same
        view.changes = _change_told(view, amounts)
    return [
        Candidate(value, NONE, NONE, rule, [code, 0, *view.changes])
        for value, code, rule in ((None, 0, "no_change"), ("increase", 1, "rises"), ("decrease", 2, "falls"))
    ]


def _change_told(view: AmountView, amounts: Sequence[AmountView]) -> list[float]:
    scene, item = view.scene, view.item
    within = (item.start, item.end) if item and item.value is not None else None
    linked, level = scene.change, scene.linked_by("level")
    found = find_change(scene, within)
    nearest = next(
        ((place, row) for place, one in enumerate(scene.left) if (row := changes().get(one.text))), None
    )
    behind = next(
        ((place, row) for place, one in enumerate(scene.right) if (row := changes().get(one.text))), None
    )
    inside = scene.passage.chunks_between(*within) if within else ()
    of_item = next((row for one in reversed(inside) if (row := changes().get(one.text))), None) or _of_head(
        view
    )
    own = changes().get(scene.chunk.text[:1]) or changes().get(scene.chunk.text[:2])
    before = amounts[view.number - 1] if view.number else None
    together = before is not None and before.chunk.clause == view.chunk.clause
    return [
        _DIRECTIONS[linked[0].change] if linked else 0, level is not None,
        _DIRECTIONS[found.change] if found else 0, bool(found and found.adds), bool(found and found.noun),
        _DIRECTIONS[nearest[1].change] if nearest else 0, capped(nearest[0]) if nearest else 99,
        _DIRECTIONS[behind[1].change] if behind else 0, capped(behind[0]) if behind else 99,
        _DIRECTIONS[of_item.change] if of_item else 0, _DIRECTIONS[own.change] if own else 0,
        any(one.text in word_class("sources") for one in scene.left[:6]),
        together and any(one.text in word_class("sources") for one in scene.left),
        any(one.text[-1:] in word_class("level ends") for one in scene.left[:2]), together,
        bool(together and before and before.scene.change), bool(item and item.start >= view.chunk.end),
        bool(scene.quantity.unit and "点" in scene.quantity.unit),
    ]  # fmt: skip


def _of_head(view: AmountView) -> ChangeWord | None:
    """What the head of its column ends with, where it tells a change: 2021年比2020年[增长]."""
    if not view.cell or not view.cell.column:
        return None
    head = view.scene.passage.text[slice(*view.cell.column)]
    return next((row for size in (3, 2) if (row := changes().get(head[-size:]))), None)


CHANGE = SlotChoice("change", _CHANGE_SIGNS, _suggest_change, _SHARED)
REACHED = SlotChoice("reached", _CHANGE_SIGNS, _suggest_change, _SHARED)

# ---- status

_STATUS_VALUES = ("actual", "planned", "expected", "capacity")
_STATUS_SIGNS = (
    "value", "own_cue", "own_distance", "own_force", "earlier_cue", "earlier_force", "later_cue", "sentence_first",
    "section", "title_cue", "period_future", "period_years", "period_source", "bounded", "done_before",
    "done_right", "will", "may", "share_planned", "previous_same_sentence", "paragraph_cue", "verdict", "own_verdict",
    "section_verdict",
)  # fmt: skip


def _suggest_status(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    told = _status_told(view, amounts)
    mood = view.article.mood_at(view.chunk.start)
    cued = clause_verdict(view.scene)
    future = told[_STATUS_SIGNS.index("period_future") - 1]
    verdict = cued or ("planned" if future else mood.value if mood else "actual")
    return [
        Candidate(
            value, NONE, NONE, value,
            [code, *told, value == verdict, value == cued, bool(mood) and value == mood.value],  # type: ignore[union-attr]
        )
        for code, value in enumerate(_STATUS_VALUES)
    ]  # fmt: skip


def _status_told(view: AmountView, amounts: Sequence[AmountView]) -> list[float]:
    scene, article, quantity = view.scene, view.article, view.scene.quantity
    cues = cue_signs(scene, article.title_status)
    mood = article.mood_at(view.chunk.start)
    period = view.period.value if view.period else None
    told, published = year_of(period), year_of(article.context.published)
    years = max(-5, min(8, published - told)) if told and published else 9
    left = [one.text for one in scene.left]
    before = amounts[view.number - 1] if view.number else None
    return [
        *cues[:7],
        0 if mood is None else 1 + _STATUS_VALUES.index(mood.value), cues[7],
        is_ahead(period, article.context.published), years,
        0 if view.period is None else 1 + (view.period.start == NONE), _bounded(quantity),
        any(word in word_class("done") or word.startswith("已") for word in left),
        any(one.text in {"了", "过"} for one in scene.right[:3]),
        not word_class("to be done").isdisjoint(left),
        any(word in word_class("able") or word.startswith("可") for word in left[:5]),
        cues[8], before is not None and before.chunk.sentence == view.chunk.sentence, cues[9],
    ]  # fmt: skip


def _bounded(quantity: Quantity) -> int:
    shape = quantity.amount.shape
    bound = getattr(quantity.amount, "bound", "")
    return {"at_least": 1, "over": 2, "at_most": 3, "under": 4, "about": 5}.get(
        bound, 6 if shape == "range" else 0
    )


STATUS = SlotChoice("status", _STATUS_SIGNS, _suggest_status, _SHARED)

# ---- running totals

_CUMULATIVE_SIGNS = (
    "value", "own_cue", "own_distance", "sentence_cue", "series_cue", "title_cue", "total_word", "until", "rate",
    "period_interval", "item_total", "previous_same_clause", "verb_first", "amounts_since", "surface_total",
)  # fmt: skip


def _suggest_cumulative(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    item = view.item.value if view.item and view.item.value else ""
    period = view.period.value if view.period and view.period.value else ""
    before = amounts[view.number - 1] if view.number else None
    found = cumulative_signs(view.scene)
    told = [
        *found[:8], "/" in period, item.startswith(("总", "總", "累计", "合计")),
        before is not None and before.chunk.clause == view.chunk.clause,
        bool(view.scene.left) and view.scene.left[-1].tag == "v", found[8], found[9],
    ]  # fmt: skip
    return [
        Candidate(value, NONE, NONE, rule, [code, *told])
        for value, code, rule in ((None, 0, "no_total"), ("true", 1, "running_total"))
    ]


CUMULATIVE = SlotChoice("cumulative", _CUMULATIVE_SIGNS, _suggest_cumulative, _SHARED)
