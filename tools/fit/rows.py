"""A logistic regression over how sure the slots are: how sure the whole row is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["auc", "fit_logistic", "predict"]

Floats = npt.NDArray[np.float64]
_RIDGE = 2.0
_STEPS = 50


def fit_logistic(table: Floats, right: npt.NDArray[np.bool_]) -> Floats:
    """Bias and weights, by Newton's method with a ridge, rounded so that the same data give the same bytes."""
    rows = np.hstack([np.ones((len(table), 1)), table])
    weights: Floats = np.zeros(rows.shape[1])
    ridge = np.eye(rows.shape[1]) * _RIDGE
    ridge[0, 0] = 1e-6
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chance - right) + ridge @ weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        weights = weights - np.linalg.solve(curve, slope)
    rounded: Floats = np.round(weights, 4).astype(np.float64)
    return rounded


def predict(table: Floats, weights: Floats) -> Floats:
    """The chance of each row."""
    result: Floats = 1 / (1 + np.exp(-(weights[0] + table @ weights[1:])))
    return result


def auc(chance: Sequence[float] | Floats, right: Any) -> float:
    """The chance that a right row is surer than a wrong one."""
    order = np.argsort(np.asarray(chance), kind="stable")
    ranks = np.empty(len(order))
    ranks[order] = np.arange(1, len(order) + 1)
    told = np.asarray(right, dtype=bool)
    good, bad = told.sum(), (~told).sum()
    return float((ranks[told].sum() - good * (good + 1) / 2) / max(good * bad, 1))
