"""All slots of all amounts of an article: suggested, weighed and chosen."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from struct import Struct
from typing import Protocol

import numpy as np
import numpy.typing as npt

from shilu.extract.choice import Candidate, Choice, Habits, Weights, load_weights, settle_in_all
from shilu.extract.facts.amount import AMOUNT_SIGNS, AmountView, amount_signs
from shilu.extract.facts.article import ARTICLE_SIGNS
from shilu.extract.facts.slots import CHOICES, SlotChoice
from shilu.extract.facts.slots.base import Suggestions

__all__ = [
    "SIGNS",
    "Answers",
    "Scorer",
    "answer",
    "choose",
    "choose_in_all",
    "shared_signs",
    "shipped_weights",
    "sign_table",
    "signs_of",
]

SIGNS = (*ARTICLE_SIGNS, *AMOUNT_SIGNS)
"""The signs of an amount and its article; each slot weighs some of them beside those of its candidates."""

Answers = dict[str, Choice]
"""The choice for each slot of one amount, by the slot's name."""

_TOGETHER = 512
"""Amounts whose candidates are weighed at once."""

_SEEN_LATER = frozenset({"item", "subject", "period", "speaker"})


class Scorer(Protocol):
    """What weighs the signs of a slot's candidates."""

    @property
    def habits(self) -> Habits:
        """What words usually are."""

    def score(self, table: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """A score for each row."""


def signs_of(slot: SlotChoice) -> tuple[str, ...]:
    """The names of all signs that a slot weighs, in the order of the columns."""
    habits = (f"{word}_{sign}" for word in slot.habits for sign in ("usual", "met"))
    return (*slot.shared, *slot.signs, *habits)


def shared_signs(views: Sequence[AmountView]) -> npt.NDArray[np.float32]:
    """The `SIGNS` of each amount, a row each: the same in the contests of all slots."""
    return np.array([view.article.signs + view.signs for view in views], dtype=np.float32)


def sign_table(
    slot: SlotChoice,
    shared: npt.NDArray[np.float32],
    contests: Sequence[Sequence[Candidate]],
    habits: Habits,
) -> npt.NDArray[np.float32]:
    """The signs of all candidates of all contests, a row each; `shared` are the `shared_signs` of their amounts,
    `habits` what their words usually are."""
    columns = _columns(slot.shared)
    own = np.frombuffer(b"".join(_packed(slot, contests)), np.float32).reshape(-1, len(slot.signs))
    first, last = len(columns), len(columns) + len(slot.signs)
    table = np.empty((len(own), last + 2 * len(slot.habits)), np.float32)
    table[:, :first] = np.repeat(shared[:, columns], list(map(len, contests)), axis=0)
    table[:, first:last] = own
    if slot.habits:
        table[:, last:] = [
            [sign for word in one.words for sign in habits.told(word)]
            for one in chain.from_iterable(contests)
        ]
    return table


def _packed(slot: SlotChoice, contests: Sequence[Sequence[Candidate]]) -> Iterator[bytes | array[float]]:
    """The signs of each candidate in numbers of 32 bits; numpy would take half as long again to make them of a list."""
    pack = Struct(f"{len(slot.signs)}f").pack
    for one in chain.from_iterable(contests):
        yield one.signs if isinstance(one.signs, array) else pack(*one.signs)


@cache
def _columns(names: tuple[str, ...]) -> list[int]:
    """Where some of the `SIGNS` stand."""
    return [SIGNS.index(name) for name in names]


@cache
def shipped_weights() -> Mapping[str, Weights]:
    """The weights of each slot, as they ship."""
    return {slot.name: load_weights("shilu.extract.facts.weights", slot.name) for slot in CHOICES}


def choose(
    views: Sequence[AmountView], weights: Mapping[str, Scorer] | None = None, *, ranked: bool = True
) -> list[Answers]:
    """The answers for each amount of one article, given in order of the text.

    Without `ranked` the choices hold the best candidate only, and that without its signs: of an article with thousands
    of amounts the others take hundreds of megabytes.
    """
    return choose_in_all([views], weights, ranked=ranked)[0]


def choose_in_all(
    articles: Sequence[Sequence[AmountView]],
    weights: Mapping[str, Scorer] | None = None,
    *,
    ranked: bool = True,
) -> list[list[Answers]]:
    """What `choose` gives for the amounts of each article. They are weighed together: most articles have a few amounts,
    and a call of the trees takes as long as ten candidates do."""
    answers: list[list[Answers]] = [[{} for _ in views] for views in articles]
    for views in articles:
        amounts = [view.chunk for view in views]
        for view in views:
            view.signs = amount_signs(view, amounts)
    every = [(view, views) for views in articles for view in views]
    if not every:
        return answers
    shared = shared_signs([view for view, _ in every])
    scorers = shipped_weights() if weights is None else weights
    for slot in CHOICES:
        contests, scores = _weighed(slot, every, shared, scorers[slot.name], ranked=ranked)
        choices = iter(settle_in_all(_parted(contests, articles), scores, alike=slot.alike))
        for views, found in zip(articles, answers, strict=True):
            for view, known, choice in zip(views, found, next(choices), strict=True):
                known[slot.name] = choice
                if not ranked:
                    choice.ranked = ()
                answer(view, slot.name, choice)
    return answers


def _parted(
    contests: Sequence[Suggestions], articles: Sequence[Sequence[AmountView]]
) -> Iterator[Sequence[Suggestions]]:
    """The contests of each article."""
    first = 0
    for views in articles:
        yield contests[first : first + len(views)]
        first += len(views)


def _weighed(
    slot: SlotChoice,
    every: Sequence[tuple[AmountView, Sequence[AmountView]]],
    shared: npt.NDArray[np.float32],
    scorer: Scorer,
    *,
    ranked: bool,
) -> tuple[list[Suggestions], npt.NDArray[np.float64]]:
    """The contests of all amounts about a slot, and the scores of their candidates; some amounts at a time, since the
    signs take far more room than the candidates. With each amount come those of its article."""
    contests: list[Suggestions] = []
    scores = []
    for first in range(0, len(every), _TOGETHER):
        some = [slot.suggest(view, views) for view, views in every[first : first + _TOGETHER]]
        scores.append(_scores(slot, shared[first : first + _TOGETHER], some, scorer))
        contests += some
        if not ranked:
            for one in chain.from_iterable(some):
                one.signs = ()
    return contests, np.concatenate(scores)


def _scores(
    slot: SlotChoice,
    shared: npt.NDArray[np.float32],
    contests: Sequence[Sequence[Candidate]],
    scorer: Scorer,
) -> npt.NDArray[np.float64]:
    """The scores of all candidates; one that is alone wins with any, and is not weighed."""
    contested = [number for number, contest in enumerate(contests) if len(contest) > 1]
    if len(contested) == len(contests):
        return scorer.score(sign_table(slot, shared, contests, scorer.habits))
    sizes = np.array(list(map(len, contests)))
    scores = np.zeros(sizes.sum())
    if contested:
        fought = [contests[number] for number in contested]
        table = sign_table(slot, shared[contested], fought, scorer.habits)
        scores[np.repeat(sizes > 1, sizes)] = scorer.score(table)
    return scores


def answer(view: AmountView, slot: str, choice: Choice) -> None:
    """Let later slots see what was chosen."""
    if slot in _SEEN_LATER:
        setattr(view, slot, choice.best)
