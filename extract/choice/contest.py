"""From scores to chances, and from chances to a choice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from shilu.extract.choice.candidates import Candidate

__all__ = ["Choice", "chances_of", "settle", "settle_in_all"]

_KEPT = 1e-4
"""Chance below which an inherited answer is not handed on: it can win no contest, and a list of amounts would hand on
ever more of them."""


_PART = 0.5
"""How far a part and its whole (销售 and 消费帮扶销售) are one answer: they support each other, but neither is the
other."""

_SUPPORTED = 8
"""Candidates of the most chance that can win and support each other. There may be twenty, of which the rest share a few
hundredths; all against all would cost more than their scores."""

_SURE = 2 / 3
"""Chance above which an answer stands without a look at the others' support: the rest of the chance and half of its own
could not outweigh it."""

_SHORTEST_PART = 2  # characters


_Key = tuple[str | None, int, int]
_Weighed = tuple[Candidate, float]


@dataclass(slots=True, eq=False)  # fifteen for each amount: a frozen one takes five times as long to make
class Choice:
    """The answer to one question: the candidate that won; the chance of it and of what is the same in other words; and
    all that were weighed with their own chances, the winner first. An answer inherited from an earlier question appears
    as that question's candidate."""

    best: Candidate
    chance: float
    ranked: tuple[tuple[Candidate, float], ...] = field(repr=False)


def chances_of(scores: npt.NDArray[np.float64], sizes: Sequence[int]) -> npt.NDArray[np.float64]:
    """The softmax of the scores of each contest, one after the other; `sizes` tells how many candidates each has, in
    order, at least one."""
    if not len(sizes):
        return scores
    firsts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    own = np.exp(scores - np.repeat(np.maximum.reduceat(scores, firsts), sizes))
    found: npt.NDArray[np.float64] = own / np.repeat(np.add.reduceat(own, firsts), sizes)
    return found


def settle(
    contests: Sequence[Sequence[Candidate]], scores: npt.NDArray[np.float64], *, alike: bool = True
) -> list[Choice]:
    """Choose in each contest, in order. What says that an answer is shared with an earlier contest (`same_as`)
    hands its chance on to that contest's candidates, each in proportion. Where `alike` is false, candidates do not
    support each other: the one with the most chance wins.

    Of equal chances the one wins that stands earlier in its list, so that the result depends on nothing else.

    >>> own = [Candidate("书屋", 0, 2, "noun", ()), Candidate(None, -1, -1, "none", ())]
    >>> settle([own], np.array([2.0, 0.0]))[0].best.value
    '书屋'
    """
    return next(settle_in_all([contests], scores, alike=alike))


def settle_in_all(
    groups: Iterable[Sequence[Sequence[Candidate]]], scores: npt.NDArray[np.float64], *, alike: bool = True
) -> Iterator[list[Choice]]:
    """What `settle` gives for each group of contests; `scores` are those of all candidates. What is shared is shared
    within a group."""
    parted = list(groups)
    chances: list[float] = chances_of(scores, [len(one) for group in parted for one in group]).tolist()
    start = 0
    for contests in parted:
        choices: list[Choice] = []
        for candidates in contests:
            end = start + len(candidates)
            choices.append(_choose(candidates, chances[start:end], choices, alike))
            start = end
        yield choices


def _choose(
    candidates: Sequence[Candidate], chances: Sequence[float], earlier: Sequence[Choice], alike: bool
) -> Choice:
    if len(candidates) == 1 and candidates[0].same_as is None:
        return Choice(candidates[0], chances[0], ((candidates[0], chances[0]),))
    ranked = _ranked(candidates, chances, earlier)
    if not alike:
        return Choice(ranked[0][0], min(ranked[0][1], 1.0), tuple(ranked))
    strongest = ranked[:_SUPPORTED]
    place, support = 0, _support(ranked[0][0], strongest)
    if ranked[0][1] <= _SURE:
        most = round(support, 9)
        for number, (rival, _) in enumerate(strongest[1:], 1):
            other = _support(rival, strongest)
            if round(other, 9) > most:
                place, support, most = number, other, round(other, 9)
    if place:
        ranked.insert(0, ranked.pop(place))
    return Choice(ranked[0][0], min(support, 1.0), tuple(ranked))


def _ranked(
    candidates: Sequence[Candidate], chances: Sequence[float], earlier: Sequence[Choice]
) -> list[_Weighed]:
    """All answers with their chances, the surest first. Candidates of one value and place are one answer, whoever
    suggested it: the first of them stands for all."""
    total: dict[_Key, float] = {}
    known: dict[_Key, Candidate] = {}
    for candidate, chance in zip(candidates, chances, strict=True):
        if candidate.same_as is None:
            _add(total, known, candidate, chance)
            continue
        for handed, share in earlier[candidate.same_as].ranked:
            if share * chance > _KEPT:
                _add(total, known, handed, share * chance)
    ranked = list(zip(known.values(), total.values(), strict=True))
    ranked.sort(key=_chance, reverse=True)  # stable: earlier ones first
    return ranked


def _add(total: dict[_Key, float], known: dict[_Key, Candidate], one: Candidate, chance: float) -> None:
    key = (one.value, one.start, one.end)
    if key in total:
        total[key] += chance
    else:
        total[key], known[key] = chance, one


_chance = itemgetter(1)


def _support(one: Candidate, strongest: Sequence[_Weighed]) -> float:
    """How much chance is behind an answer: that of the same words wherever they stand, of other words for the same,
    and half of that of its parts and its whole."""
    value, kin = one.value, one.kin
    size = len(value) if value is not None else 0
    found = 0.0
    for other, chance in strongest:
        told = other.value
        if told == value or (kin and kin == other.kin):
            found += chance
        elif value is None or told is None or min(size, len(told)) < _SHORTEST_PART:
            continue
        elif told in value or value in told:
            found += _PART * chance
    return found
