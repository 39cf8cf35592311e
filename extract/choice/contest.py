"""From scores to chances, and from chances to a choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from shilu.extract.choice.candidates import Candidate

__all__ = ["Choice", "chances_of", "settle"]

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


@dataclass(slots=True)
class _Weighed:
    candidate: Candidate
    chance: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """The answer to one question: the candidate that won; the chance of it and of what is the same in other words; and
    all that were weighed with their own chances, the winner first. An answer inherited from an earlier question appears
    as that question's candidate."""

    best: Candidate
    chance: float
    ranked: tuple[tuple[Candidate, float], ...] = field(repr=False)


def chances_of(scores: npt.NDArray[np.float64], sizes: Sequence[int]) -> list[npt.NDArray[np.float64]]:
    """The softmax of the scores of each contest; `sizes` tells how many candidates each has, in order."""
    chances = []
    start = 0
    for size in sizes:
        own = np.exp(scores[start : start + size] - scores[start : start + size].max())
        chances.append(own / own.sum())
        start += size
    return chances


def settle(contests: Sequence[Sequence[Candidate]], scores: npt.NDArray[np.float64]) -> list[Choice]:
    """Choose in each contest, in order. What says that an answer is shared with an earlier contest (`same_as`)
    hands its
    chance on to that contest's candidates, each in proportion.

    Of equal chances the one wins that stands earlier in its list, so that the result depends on nothing else.

    >>> own = [Candidate("书屋", 0, 2, "noun", ()), Candidate(None, -1, -1, "none", ())]
    >>> settle([own], np.array([2.0, 0.0]))[0].best.value
    '书屋'
    """
    choices: list[Choice] = []
    for candidates, chances in zip(contests, chances_of(scores, [len(one) for one in contests]), strict=True):
        choices.append(_choose(candidates, chances.tolist(), choices))
    return choices


def _choose(candidates: Sequence[Candidate], chances: Sequence[float], earlier: Sequence[Choice]) -> Choice:
    total: dict[tuple[str | None, int, int], _Weighed] = {}
    for candidate, chance in zip(candidates, chances, strict=True):
        if candidate.same_as is None:
            _add(total, candidate, chance)
            continue
        for handed, share in earlier[candidate.same_as].ranked:
            if share * chance > _KEPT:
                _add(total, handed, share * chance)
    ranked = sorted(total.values(), key=lambda one: -one.chance)  # stable: earlier ones first
    strongest = ranked[:_SUPPORTED]
    rivals = strongest[:1] if ranked[0].chance > _SURE else strongest
    support = [
        sum(_likeness(one.candidate, other.candidate) * other.chance for other in strongest) for one in rivals
    ]
    place = max(range(len(rivals)), key=lambda number: (round(support[number], 9), -number))
    best = ranked.pop(place)
    found = (best, *ranked)
    return Choice(
        best.candidate, min(support[place], 1.0), tuple((one.candidate, one.chance) for one in found)
    )


def _likeness(one: Candidate, other: Candidate) -> float:
    """How far two answers are one: the same words wherever they stand, other words for the same, a part and its
    whole."""
    if one is other or one.value == other.value or (one.kin and one.kin == other.kin):
        return 1.0
    if one.value is None or other.value is None or min(len(one.value), len(other.value)) < _SHORTEST_PART:
        return 0.0
    return _PART if one.value in other.value or other.value in one.value else 0.0


def _add(total: dict[tuple[str | None, int, int], _Weighed], one: Candidate, chance: float) -> None:
    """Candidates of one value and place are one answer, whoever suggested it."""
    known = total.setdefault((one.value, one.start, one.end), _Weighed(one))
    known.chance += chance
