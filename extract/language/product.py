"""Products of matrices on one thread."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["product"]

Floats = NDArray[np.float32]

_ROWS = 8
"""Rows multiplied at once. A product of more would be shared among threads, which wait for each other longer than
they work: on two cores it costs ten times the processor time. With so few, each row comes out the same whatever stands
beside it and however many cores there are."""


def product(rows: Floats, weights: Floats) -> Floats:
    """`rows @ weights`, for weights of at most some 60,000 numbers.

    >>> product(np.ones((9, 2), np.float32), np.ones((2, 1), np.float32)).shape
    (9, 1)
    """
    whole = len(rows) // _ROWS * _ROWS
    found = np.empty((len(rows), weights.shape[1]), np.float32)
    blocks = rows[:whole].reshape(-1, _ROWS, rows.shape[1])
    np.matmul(blocks, weights, out=found[:whole].reshape(-1, _ROWS, weights.shape[1]))
    if whole < len(rows):
        last = np.zeros((_ROWS, rows.shape[1]), np.float32)
        last[: len(rows) - whole] = rows[whole:]
        found[whole:] = (last @ weights)[: len(rows) - whole]
    return found
