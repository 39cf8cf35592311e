"""The questions that marked rows answer, slot by slot, and the corrections fitted on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from shilu.extract.choice import Weights, settle
from shilu.extract.facts.choose import answer, shared_signs, sign_table
from shilu.extract.facts.slots import CHOICES
from shilu.extract.facts.taught import TaughtWeights
from shilu.extract.learn import Contest, fit_correction, likelihood, weights_of
from shilu.extract.teach.articles import MarkedArticle
from shilu.extract.teach.examples import Example, parted

__all__ = ["STRENGTHS", "Questions", "fit_weights"]

Floats = npt.NDArray[np.float64]

STRENGTHS = (100.0, 30.0, 10.0, 3.0)
"""How many contests the prior may weigh, the strongest first; weaker ones are tried while they are better."""

_FOLDS = 4
_FEWEST = 12
"""Questions of a slot below which nothing is learned for it."""

_GAIN = 0.002
"""What the mean logarithm of the chance of a right answer must gain on parts that were not fitted on."""

_MOST_CODES = 12
"""A sign with up to so many whole numbers may be a code, of which each value has a weight of its own."""


@dataclass
class Questions:
    """The contests of one slot that an example answers, by the example's place in the list."""

    contests: dict[int, Contest] = field(default_factory=dict)

    def of(self, examples: Sequence[Example], wanted: Sequence[Example]) -> list[Contest]:
        """The contests of some of the examples, in their order."""
        kept = set(map(id, wanted))
        return [self.contests[n] for n, one in enumerate(examples) if id(one) in kept and n in self.contests]


def ask(
    articles: Sequence[MarkedArticle], examples: Sequence[Example], weights: Mapping[str, Weights]
) -> dict[str, Questions]:
    """The questions of each slot, as the page is read with these weights: signs tell what was chosen before."""
    found = {slot.name: Questions() for slot in CHOICES}
    by_article: dict[int, list[int]] = {}
    for number, one in enumerate(examples):
        by_article.setdefault(one.article, []).append(number)
    for place, numbers in by_article.items():
        article = articles[place]
        marks = {number: mark for number, mark in enumerate(article.marks) if mark}
        shared = shared_signs(article.views)
        for slot in CHOICES:
            contests = [slot.suggest(view, article.views) for view in article.views]
            table = sign_table(slot, shared, contests)
            scores = weights[slot.name].score(table)
            starts = np.concatenate([[0], np.cumsum([len(one) for one in contests])])
            for number in numbers:
                one = examples[number]
                rows = slice(int(starts[one.view]), int(starts[one.view + 1]))
                right = weights_of(slot.name, contests[one.view], one.mark, marks)
                if right is not None:
                    told = _contest(scores[rows], table[rows].astype(np.float64), right)
                    found[slot.name].contests[number] = told
            for view, choice in zip(article.views, settle(contests, scores, alike=slot.alike), strict=True):
                answer(view, slot.name, choice)
    return found


def _contest(scores: Floats, signs: Floats, right: Sequence[float]) -> Contest:
    """The contest without candidates of which nobody told whether they are right."""
    told = np.asarray(right, dtype=np.float64)
    known = ~np.isnan(told)
    return Contest(scores[known], signs[known], told[known])


def fit_weights(
    questions: Mapping[str, Questions],
    examples: Sequence[Example],
    wanted: Sequence[Example],
    names: Mapping[str, Sequence[str]],
) -> TaughtWeights:
    """Corrections fitted on the questions of the wanted examples. How strong the prior is, and whether a slot is
    corrected at all, is chosen by what holds for parts of them that were left out; `names` are those of the signs."""
    folds = parted(wanted, [1.0] * _FOLDS)
    found = {}
    for slot, own in questions.items():
        contests = own.of(examples, wanted)
        if len(contests) < _FEWEST:
            continue
        terms = _terms(contests)
        spread = [_expanded(own.of(examples, fold), terms) for fold in folds]
        strength = _strength([one for one in spread if one])
        if strength is not None:
            added = fit_correction(_expanded(contests, terms), strength=strength)
            found[slot] = {_name(names[slot], term): value for term, value in zip(terms, added, strict=True)}
    return TaughtWeights.of(found)


Term = tuple[int, float | None]
"""A column of signs, and the value that it must have; None for the sign itself."""


def _terms(contests: Sequence[Contest]) -> list[Term]:
    """Every sign that differs within a contest; and of what may be a code, every value."""
    table = np.concatenate([one.signs for one in contests])
    inside = np.concatenate([one.signs - one.signs[:1] for one in contests])
    found: list[Term] = []
    for column in np.flatnonzero(np.abs(inside).max(axis=0) > 0):
        found.append((int(column), None))
        values = np.unique(table[:, column])
        if 2 < len(values) <= _MOST_CODES and (values == np.round(values)).all():
            found += [(int(column), float(value)) for value in values]
    return found


def _name(names: Sequence[str], term: Term) -> str:
    column, value = term
    return names[column] if value is None else f"{names[column]}={value:g}"


def _expanded(contests: Sequence[Contest], terms: Sequence[Term]) -> list[Contest]:
    """The contests with a column a term."""
    found = []
    for one in contests:
        columns = [
            one.signs[:, column] if value is None else (one.signs[:, column] == value).astype(np.float64)
            for column, value in terms
        ]
        signs = np.column_stack(columns) if columns else np.zeros((len(one.scores), 0))
        found.append(Contest(one.scores, signs, one.right))
    return found


def _strength(folds: Sequence[Sequence[Contest]]) -> float | None:
    """The strength under which parts that were left out are told best; None where under none of them right answers
    become likelier and more questions are answered right. Likelier alone would not do: an answer that is right
    already gains nothing by it, while others change."""
    best, strength = _GAIN, None
    everything = [one for fold in folds for one in fold]
    if len(folds) < 2 or not everything[0].signs.shape[1]:
        return None
    nothing = np.zeros(everything[0].signs.shape[1])
    before, hits = likelihood(everything, nothing), _hits(everything, nothing)
    for tried in STRENGTHS:
        total, right = 0.0, 0
        for held in folds:
            rest = [one for fold in folds if fold is not held for one in fold]
            added = fit_correction(rest, strength=tried)
            total += likelihood(held, added) * len(held)
            right += _hits(held, added)
        gained = total / len(everything) - before
        if gained <= best:
            break  # the weaker the prior from here on, the worse
        best = gained
        strength = tried if right > hits else strength
    return strength


def _hits(contests: Sequence[Contest], correction: Floats) -> int:
    """How many contests are won by a candidate that is right, or near it."""
    return sum(bool(one.right[int((one.scores + one.signs @ correction).argmax())]) for one in contests)
