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

__all__ = ["Contest", "fit_correction", "fit_path", "likelihood"]

Floats = npt.NDArray[np.float64]

_STEPS = 200
_NEAR = 1e-4
"""Step of a weight, for a sign of unit spread, below which the search ends: a change in no score that counts, and far
above what numpy's sums may differ by with another number of threads, which must not decide when it ends."""

_HALVINGS = 25

_LEAST = 1e-300


@dataclass(frozen=True)
class Contest:
    """One question that a person answered: the shipped score of each candidate, its signs (a row each), and how far it
    says what was signed: 1 or True exactly, less where it is near, 0 where it is wrong."""

    scores: Floats
    signs: Floats
    right: npt.NDArray[np.bool_] | Floats


class _Stack:
    """Contests one under the other, so that each step is a few operations on whole tables."""

    def __init__(self, contests: Sequence[Contest]) -> None:
        self.scores = np.concatenate([one.scores for one in contests])
        self.signs: Floats = np.concatenate([one.signs for one in contests])
        self.right = np.concatenate([np.asarray(one.right, dtype=np.float64) for one in contests])
        sizes = [len(one.scores) for one in contests]
        self.starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        self.owner = np.repeat(np.arange(len(sizes)), sizes)

    def scale(self) -> Floats:
        """Bring each sign to a spread of one within the contests, and give what it was: only differences there decide
        anything. One that is the same for all candidates of every contest tells nothing; it becomes zero."""
        means = np.add.reduceat(self.signs, self.starts) / np.bincount(self.owner)[:, None]
        self.signs = self.signs - means[self.owner]
        found: Floats = self.signs.std(axis=0)
        found[found < 1e-9] = np.inf
        self.signs /= found
        return found

    def chances(self, weights: Floats) -> Floats:
        """The chance of each candidate."""
        scores = self.scores + self.signs @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, self.starts)[self.owner])
        found: Floats = powers / np.add.reduceat(powers, self.starts)[self.owner]
        return found

    def likelihood(self, weights: Floats) -> float:
        """The sum of the logarithms of the chances of right answers."""
        held = np.add.reduceat(self.chances(weights) * self.right, self.starts)
        return float(np.log(np.maximum(held, _LEAST)).sum())

    def slopes(self, weights: Floats, strength: float) -> tuple[Floats, Floats]:
        """The gradient of the objective, and a curvature that is positive everywhere: that of the chances of all
        candidates, without what the right ones among themselves take from it."""
        chances = self.chances(weights)
        wanted = chances * self.right
        wanted /= np.maximum(np.add.reduceat(wanted, self.starts), _LEAST)[self.owner]
        slope: Floats = (wanted - chances) @ self.signs - strength * weights
        weighed = self.signs * chances[:, None]
        means = np.add.reduceat(weighed, self.starts)
        curve: Floats = weighed.T @ self.signs - means.T @ means + strength * np.eye(len(weights))
        return slope, curve


def likelihood(contests: Sequence[Contest], correction: Floats) -> float:
    """The mean logarithm of the chance of a right answer; contests in which none is right are left aside."""
    told = [one for one in contests if one.right.any()]
    return _Stack(told).likelihood(correction) / len(told) if told else 0.0


def fit_correction(contests: Sequence[Contest], *, strength: float) -> Floats:
    """The correction, a number for each sign; zeros where no contest has a right answer.

    `strength` is how many contests the prior weighs, for a sign of unit spread: the larger, the nearer to the shipped
    weights. The same contests give the same correction. Raises `ValueError` for contests of different signs.
    """
    return fit_path(contests, (strength,))[0]


def fit_path(contests: Sequence[Contest], strengths: Sequence[float]) -> list[Floats]:
    """The correction for each strength. Each is sought from where the one before was found, so they come quickest from
    the strongest to the weakest."""
    told = [one for one in contests if one.right.any() and not one.right.all()]
    if len({one.signs.shape[1] for one in contests}) > 1:
        raise ValueError("the contests of one fit have the same signs")
    if not told:
        return [np.zeros(contests[0].signs.shape[1] if contests else 0) for _ in strengths]
    stack = _Stack(told)
    spread = stack.scale()
    weights = np.zeros(len(spread))
    found = []
    for strength in strengths:
        weights = _sought(stack, weights, strength)
        found.append(weights / spread)
    return found


def _sought(stack: _Stack, weights: Floats, strength: float) -> Floats:
    """The likeliest weights under a prior, from some that are near."""
    value = _objective(stack, weights, strength)
    for _ in range(_STEPS):
        slope, curve = stack.slopes(weights, strength)
        step: Floats = np.linalg.solve(curve, slope).astype(np.float64)
        better = _halved(stack, weights, step, value, strength)
        if better is None:
            break
        moved = float(np.abs(better[0] - weights).max())
        weights, value = better
        if moved < _NEAR:
            break
    return weights


def _objective(stack: _Stack, weights: Floats, strength: float) -> float:
    return stack.likelihood(weights) - strength * float(weights @ weights) / 2


def _halved(
    stack: _Stack, weights: Floats, step: Floats, value: float, strength: float
) -> tuple[Floats, float] | None:
    """The point along a step that is better than where it begins, and its value; None where none is."""
    for _ in range(_HALVINGS):
        tried = weights + step
        found = _objective(stack, tried, strength)
        if found > value:
            return tried, found
        step = step / 2
    return None
