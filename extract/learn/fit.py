"""The correction of a choice: linear in the signs of its candidates, fitted by numpy alone.

The chance of a candidate is the softmax of its shipped score plus the correction's; the right ones are those that say
what a person signed. The most likely correction is sought under a normal prior around zero, so that the shipped weights
decide where there are few decisions, and the person's where there are many. The problem is smooth, and convex where one
candidate is right; it is solved by Newton's steps, each halved until it helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Contest", "fit_correction", "likelihood"]

Floats = npt.NDArray[np.float64]

_STEPS = 60
_NEAR = 1e-7
"""Change of the objective, a contest, below which the search ends."""

_HALVINGS = 25


@dataclass(frozen=True)
class Contest:
    """One question that a person answered: the shipped score of each candidate, its signs (a row each), and which of
    them say what was signed."""

    scores: Floats
    signs: Floats
    right: npt.NDArray[np.bool_]

    def chances(self, correction: Floats) -> Floats:
        """The chance of each candidate under a correction."""
        scores = self.scores + self.signs @ correction
        found: Floats = np.exp(scores - scores.max())
        found /= found.sum()
        return found


def likelihood(contests: Sequence[Contest], correction: Floats) -> float:
    """The mean logarithm of the chance of a right answer; contests in which none is right are left aside."""
    told = [one for one in contests if one.right.any()]
    if not told:
        return 0.0
    return float(np.mean([np.log(max(one.chances(correction)[one.right].sum(), 1e-300)) for one in told]))


def fit_correction(contests: Sequence[Contest], *, strength: float) -> Floats:
    """The correction, a number for each sign; zeros where no contest has a right answer.

    `strength` is how many contests the prior weighs, for a sign of unit spread: the larger, the nearer to the shipped
    weights. The same contests give the same correction. Raises `ValueError` for contests of different signs.
    """
    told = [one for one in contests if one.right.any() and not one.right.all()]
    if len({one.signs.shape[1] for one in contests}) > 1:
        raise ValueError("the contests of one fit have the same signs")
    if not told:
        return np.zeros(contests[0].signs.shape[1] if contests else 0)
    spread = _spread(told)
    scaled = [Contest(one.scores, one.signs / spread, one.right) for one in told]
    weights = np.zeros(len(spread))
    value = _objective(scaled, weights, strength)
    for _ in range(_STEPS):
        slope, curve = _slopes(scaled, weights, strength)
        step: Floats = np.linalg.solve(curve, slope).astype(np.float64)
        better = _halved(scaled, weights, step, value, strength)
        if better is None:
            break
        weights, gained, value = better[0], better[1] - value, better[1]
        if gained < _NEAR * len(scaled):
            break
    return weights / spread


def _spread(contests: Sequence[Contest]) -> Floats:
    """How far each sign spreads within the contests: only differences there decide anything. One that is the same for
    all candidates of every contest tells nothing and keeps its correction of zero."""
    inside = np.concatenate([one.signs - one.signs.mean(axis=0) for one in contests])
    found: Floats = inside.std(axis=0)
    found[found < 1e-9] = np.inf
    return found


def _objective(contests: Sequence[Contest], weights: Floats, strength: float) -> float:
    return likelihood(contests, weights) * len(contests) - strength * float(weights @ weights) / 2


def _slopes(contests: Sequence[Contest], weights: Floats, strength: float) -> tuple[Floats, Floats]:
    """The gradient of the objective, and a curvature that is positive everywhere: that of the chances of all
    candidates, without what the right ones among themselves take from it."""
    slope, curve = -strength * weights, strength * np.eye(len(weights))
    for one in contests:
        chances = one.chances(weights)
        wanted = np.where(one.right, chances, 0.0)
        slope = slope + (wanted / wanted.sum() - chances) @ one.signs
        centred = one.signs - chances @ one.signs
        curve += (centred * chances[:, None]).T @ centred
    return slope, curve


def _halved(
    contests: Sequence[Contest], weights: Floats, step: Floats, value: float, strength: float
) -> tuple[Floats, float] | None:
    """The point along a step that is better than where it begins, and its value; None where none is."""
    for _ in range(_HALVINGS):
        tried = weights + step
        found = _objective(contests, tried, strength)
        if found > value:
            return tried, found
        step = step / 2
    return None
