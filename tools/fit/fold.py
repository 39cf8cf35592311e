"""Fits all slots in their order, with each group of genres left out, and with none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from shilu.extract.choice import Candidate, Choice, settle
from shilu.extract.facts.choose import answer, shared_signs, sign_table, signs_of
from shilu.extract.facts.slots import CHOICES, SlotChoice
from shilu.extract.learn import agrees, answers_of, weights_of
from shilu.extract.teach import MarkedArticle
from tools.fit.habits import Counted, count_habits, part_of
from tools.fit.marks import WRITTEN
from tools.fit.trees import (
    FAR_ROUNDS,
    ROUNDS,
    Contests,
    Floats,
    Trees,
    each_over_wrong,
    equal_shares,
    fit_trees,
)

__all__ = ["KEPT", "WEIGHTS", "SlotFit", "fit_slot", "left_out", "training", "unseen_table"]

KEPT = frozenset({"gold", "samples", "made"})
"""Groups that are never left out: pages that the product was made with."""


WEIGHTS = {"gold": 6.0, "samples": 4.0}
"""How much a mark counts, by group: those that two readers made, where fewer answers are taken for fair, count more."""

MEASURED = frozenset(WRITTEN)
"""Groups that nothing is fitted on: they only measure, and calibrate. Fitted on, they brought themselves nothing, and
cost `gold` and `gold-wide` some points (docs/choice.md)."""

MANY_WORDS = frozenset({"subject", "place"})
"""Slots fitted by equal shares (`tools/fit/trees.py`): whom and where a statement is about is mostly told by the whole
page, in several words (湖北, 全省, none) that readers take for equally fair."""

FAR = frozenset({"subject", "period", "place", "programme"})
"""Slots whose answers stand all over the page. With twice the trees and more they do no worse on genres left out, and
far better on pages like those that were fitted on."""

CAUTIONS = (-0.3, 0.0, 0.3, 0.6)
"""What may be added to the score of "no answer". How often a slot is elided is a habit of the genre; on a genre that
was not seen a wrong name is likelier than on those that were. More than 0.6 empties a slot wherever it is unsure, which
readers accept and users miss."""


_WANTED = 2
"""What a right answer counts where none would be wrong, beside one where none would do as well: an empty cell is fair
to readers who judge a row, and of no use to who asked for it."""


@dataclass
class SlotFit:
    """One slot over all articles: its contests, what is right in them, and the choice made of each with its group left
    out."""

    slot: SlotChoice
    contests: list[list[list[Candidate]]]
    right: list[list[list[float] | None]]
    habits: Counted
    choices: list[list[Choice]] = field(default_factory=list)
    models: dict[str | None, Trees] = field(default_factory=dict)


def _suggest(slot: SlotChoice, articles: Sequence[MarkedArticle], pages: frozenset[str] | None) -> SlotFit:
    contests, right, habits = [], [], Counted()
    for article in articles:
        own = [slot.suggest(view, article.views) for view in article.views]
        marks = {number: mark for number, mark in enumerate(article.marks) if mark}
        contests.append(own)
        right.append(
            [
                weights_of(slot.name, contest, mark, marks) if mark and not mark.get("optional") else None
                for contest, mark in zip(own, article.marks, strict=True)
            ]
        )
        if slot.habits and (pages is None or article.page.id in pages):
            habits.add(part_of(article, KEPT), count_habits(own, right[-1]))
    return SlotFit(slot, contests, right, habits)


def training(
    fit: SlotFit, articles: Sequence[MarkedArticle], without: str | None, pages: frozenset[str] | None = None
) -> Contests | None:
    """The marked contests of a slot, without a group of genres, and of some pages only; None where there are none."""
    tables, sizes, right, counts = [], [], [], []
    for article, contests, told in zip(articles, fit.contests, fit.right, strict=True):
        if article.group in MEASURED | {without} or (pages and article.page.id not in pages):
            continue
        kept = [
            (view, [one for one, weight in zip(contest, weights, strict=True) if weight == weight],
             [weight for weight in weights if weight == weight])
            for view, contest, weights in zip(article.views, contests, told, strict=True)
            if weights is not None
        ]  # fmt: skip
        if not kept:
            continue
        shared = shared_signs([view for view, _, _ in kept])
        habits = fit.habits.without(without, part_of(article, KEPT))
        tables.append(sign_table(fit.slot, shared, [contest for _, contest, _ in kept], habits))
        sizes += [len(contest) for _, contest, _ in kept]
        right += [weight for _, _, weights in kept for weight in weights]
        counts += [WEIGHTS.get(article.group, 1.0)] * len(kept)
    if not tables:
        return None
    return Contests(np.vstack(tables), sizes, np.asarray(right), np.asarray(counts))


def fit_slot(
    slot: SlotChoice,
    articles: Sequence[MarkedArticle],
    groups: Iterable[str],
    *,
    pages: frozenset[str] | None = None,
) -> SlotFit:
    """Choose a slot of every amount with weights that its group had no part in, and let later slots see the choice. The
    weights of all pages are fitted too, as the model of `None`. With `pages`, only these are learned from."""
    fit = _suggest(slot, articles, pages)
    objective = equal_shares if slot.name in MANY_WORDS else each_over_wrong
    for group in (*groups, None):
        contests = training(fit, articles, group, pages)
        if contests is not None:
            fit.models[group] = fit_trees(
                contests,
                signs_of(slot),
                objective=objective,
                rounds=FAR_ROUNDS if slot.name in FAR else ROUNDS,
            )
    if None in fit.models:
        measured = {article.group for article in articles} & MEASURED
        # the weights of all pages had no part of these; how cautious they are on each group, the others tell
        fit.models |= {group: replace(fit.models[None]) for group in measured}
    scored = [_unseen(fit, article, own) for article, own in zip(articles, fit.contests, strict=True)]
    _be_cautious(fit, articles, scored)
    for article, own, unseen in zip(articles, fit.contests, scored, strict=True):
        _, caution = _model_of(fit, article).caution or (0, 0.0)
        choices = settle(own, unseen.with_caution(caution), alike=slot.alike)
        fit.choices.append(choices)
        for view, choice in zip(article.views, choices, strict=True):
            answer(view, slot.name, choice)
    return fit


def _model_of(fit: SlotFit, article: MarkedArticle) -> Trees:
    """The weights that the group of an article had no part in."""
    model = fit.models.get(article.group, fit.models.get(None))
    assert model is not None, f"no marks for {fit.slot.name}"
    return model


@dataclass(frozen=True)
class _Unseen:
    """The scores of an article by weights that had no part in it, and which candidates say that there is no answer:
    for each candidate of all contests, one after the other."""

    scores: Floats
    is_none: npt.NDArray[np.float32] | None

    def with_caution(self, size: float) -> Floats:
        """The scores with a caution."""
        return self.scores if self.is_none is None else self.scores + self.is_none * size


def _unseen(fit: SlotFit, article: MarkedArticle, contests: Sequence[Sequence[Candidate]]) -> _Unseen:
    table = unseen_table(fit, article, contests)
    column = _column_of_none(fit)
    return _Unseen(_model_of(fit, article).score(table), None if column is None else table[:, column].copy())


def _column_of_none(fit: SlotFit) -> int | None:
    """The sign of the candidate that there is no answer; None for a slot that always has one."""
    return signs_of(fit.slot).index("is_none") if "is_none" in fit.slot.signs else None


def unseen_table(
    fit: SlotFit, article: MarkedArticle, contests: Sequence[Sequence[Candidate]]
) -> npt.NDArray[np.float32]:
    """The signs of all candidates of an article, as one that nothing was counted on."""
    habits = fit.habits.without(part_of(article, KEPT))
    return sign_table(fit.slot, shared_signs(article.views), contests, habits)


def _be_cautious(fit: SlotFit, articles: Sequence[MarkedArticle], scored: Sequence[_Unseen]) -> None:
    """Give each model the caution that is best for the genres that are left out, but its own; the model of all pages
    that which is best for all."""
    column = _column_of_none(fit)
    if column is None:
        return
    right = {size: _right_by_group(fit, articles, scored, size) for size in CAUTIONS}
    for group, model in fit.models.items():
        sums = {size: sum(n for one, n in counts.items() if one != group) for size, counts in right.items()}
        best = max(CAUTIONS, key=lambda size: (sums[size], -abs(size)))
        model.caution = (column, best) if best else None


def _right_by_group(
    fit: SlotFit, articles: Sequence[MarkedArticle], scored: Sequence[_Unseen], size: float
) -> Counter[str]:
    """How many choices are right in each group that is left out, with a caution; those that must not be empty count
    more."""
    found: Counter[str] = Counter()
    for article, own, unseen in zip(articles, fit.contests, scored, strict=True):
        if article.group not in fit.models or not any(article.marks):
            continue
        choices = settle(own, unseen.with_caution(size), alike=fit.slot.alike)
        for choice, mark in zip(choices, article.marks, strict=True):
            answers = answers_of(mark, fit.slot.name) if mark and not mark.get("optional") else None
            if answers is not None and agrees(fit.slot.name, answers, choice.best.value) > 0:
                found[article.group] += 1 if None in answers else _WANTED
    return found


def left_out(articles: Sequence[MarkedArticle], *, pages: frozenset[str] | None = None) -> dict[str, SlotFit]:
    """All slots, each group of genres left out in its turn; with `pages`, only these are learned from."""
    groups = sorted({article.group for article in articles} - KEPT - MEASURED)
    return {slot.name: fit_slot(slot, articles, groups, pages=pages) for slot in CHOICES}
