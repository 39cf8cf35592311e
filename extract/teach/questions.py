"""The questions that marked rows answer, slot by slot, and the corrections fitted on them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from shilu.extract.choice import Weights, settle
from shilu.extract.facts.choose import answer, shared_signs, sign_table
from shilu.extract.facts.slots import CHOICES
from shilu.extract.facts.taught import TaughtWeights
from shilu.extract.learn import Contest, fit_kind, fit_path, other_pages, weights_of
from shilu.extract.teach.articles import MarkedArticle
from shilu.extract.teach.examples import Example, parted
from shilu.extract.teach.rows import count

__all__ = ["STRENGTHS", "Course", "Questions", "ask", "fit_weights"]

Floats = npt.NDArray[np.float64]

STRENGTHS = (300.0, 100.0, 30.0, 10.0, 3.0)
"""How many contests the prior may weigh, the strongest first."""

_FOLDS = 4
_FEWEST = 12
"""Questions of a slot below which nothing is learned for it."""

_BEYOND_CHANCE = 2.0
"""By how many times the spread of chance the rows whose slot becomes right must outnumber those in which it becomes
wrong, on parts that were not fitted on: several strengths are tried for each slot, and one of them is better by chance
often enough."""

_MOST_CODES = 12
"""A sign with up to so many whole numbers may be a code, of which each value has a weight of its own."""


@dataclass
class Questions:
    """The contests of one slot that an example answers, by the example's place in the list."""

    contests: dict[int, Contest] = field(default_factory=dict)

    def of(self, examples: Sequence[Example], wanted: Sequence[Example]) -> dict[int, Contest]:
        """The contests of some of the examples, by the identity of the example."""
        kept = set(map(id, wanted))
        return {
            id(one): self.contests[n]
            for n, one in enumerate(examples)
            if id(one) in kept and n in self.contests
        }


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
            table = sign_table(slot, shared, contests, weights[slot.name].habits)
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


@dataclass(frozen=True)
class Course:
    """What corrections are fitted from: marked articles, their examples, and the weights that are corrected. `others`
    are the pages of other kinds that the marked ones are held against; those that ship, if not given."""

    articles: Sequence[MarkedArticle]
    examples: Sequence[Example]
    weights: Mapping[str, Weights]
    others: Sequence[Floats] | None = None

    @cached_property
    def questions(self) -> Mapping[str, Questions]:
        """The questions of each slot."""
        return ask(self.articles, self.examples, self.weights)

    @cached_property
    def before(self) -> Mapping[int, Mapping[str, bool]]:
        """Which slots of each example, by its identity, are right without corrections."""
        found = count(self.articles, self.examples, self.weights)
        return {id(one): right for one, right in zip(self.examples, found.answers, strict=True)}


def fit_weights(course: Course, wanted: Sequence[Example]) -> TaughtWeights:
    """Corrections fitted on the questions of the wanted examples, for pages of the kind that theirs are. How strong the
    prior is, and whether a slot is corrected at all, is chosen by what holds for parts of them that were left out."""
    fits = {slot: one for slot in course.questions if (one := _Fit.of(course, slot, wanted))}
    slots = {
        slot: fits[slot].path(wanted, (strength,))[0]
        for slot, strength in _strengths(course, fits, wanted).items()
    }
    texts = [course.articles[one.article].page.text for one in wanted]
    others = other_pages() if course.others is None else course.others
    return TaughtWeights.of(slots, fit_kind(texts, others))


@dataclass(frozen=True)
class _Fit:
    """The questions of one slot with a column a term, by the identity of their example."""

    names: tuple[str, ...]
    contests: Mapping[int, Contest]

    @classmethod
    def of(cls, course: Course, slot: str, wanted: Sequence[Example]) -> _Fit | None:
        """Of some examples; None where too few of them were asked, or nothing differs in what they were asked."""
        asked = course.questions[slot].of(course.examples, wanted)
        terms = _terms(list(asked.values())) if len(asked) >= _FEWEST else []
        if not terms:
            return None
        signs = course.weights[slot].signs
        return cls(
            tuple(_name(signs, term) for term in terms),
            {number: _expanded(one, terms) for number, one in asked.items()},
        )

    def path(self, wanted: Sequence[Example], strengths: Sequence[float]) -> list[dict[str, float]]:
        """The corrections fitted on some of the examples, a term each, for each strength."""
        contests = [self.contests[id(one)] for one in wanted if id(one) in self.contests]
        if not contests:
            return [{} for _ in strengths]
        return [
            dict(zip(self.names, map(float, added), strict=True)) for added in fit_path(contests, strengths)
        ]


def _strengths(course: Course, fits: Mapping[str, _Fit], wanted: Sequence[Example]) -> dict[str, float]:
    """The strength for each slot under which the rows of parts that were left out are told best, chosen as a run
    chooses; slots in which under none of them they gain more than chance would give are left out."""
    best: dict[str, tuple[float, float]] = {}
    for strength, told in zip(STRENGTHS, _left_out(course, fits, wanted), strict=True):
        for slot, (gained, lost) in told.items():
            beyond = gained - lost - _BEYOND_CHANCE * math.sqrt(gained + lost)
            if gained > lost and beyond >= 0 and (slot not in best or beyond > best[slot][0]):
                best[slot] = beyond, strength
    return {slot: strength for slot, (_, strength) in best.items()}


def _left_out(
    course: Course, fits: Mapping[str, _Fit], wanted: Sequence[Example]
) -> list[dict[str, list[int]]]:
    """Under each strength, in how many rows of parts left out each slot becomes right, and in how many wrong."""
    told: list[dict[str, list[int]]] = [{} for _ in STRENGTHS]
    folds = [fold for fold in parted(wanted, [1.0] * _FOLDS) if fold]
    for held in folds if len(folds) > 1 else ():
        rest = [one for fold in folds if fold is not held for one in fold]
        paths = {slot: fit.path(rest, STRENGTHS) for slot, fit in fits.items()}
        for at, counts in enumerate(told):
            taught = TaughtWeights.of({slot: path[at] for slot, path in paths.items()})
            found = count(course.articles, held, course.weights, taught)
            for one, right in zip(held, found.answers, strict=True):
                for slot, now in right.items():
                    if now != course.before[id(one)][slot]:
                        counts.setdefault(slot, [0, 0])[0 if now else 1] += 1
    return told


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


def _expanded(contest: Contest, terms: Sequence[Term]) -> Contest:
    """The contest with a column a term."""
    columns = contest.signs[:, [column for column, _ in terms]]
    for at, (_, value) in enumerate(terms):
        if value is not None:
            columns[:, at] = columns[:, at] == value
    return Contest(contest.scores, columns, contest.right)
