"""What LAC's encoder knows of each character, made small enough to be kept for a whole page."""

from __future__ import annotations

from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from shilu.extract.language.product import product

__all__ = ["States", "condensed"]

States = NDArray[np.float16]
"""A row of 64 numbers for each character."""


@cache
def _projection() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The directions in which the encoder's 256 numbers differ most, with what they are at rest."""
    with resources.files("shilu.extract.language").joinpath("states.npz").open("rb") as file:
        held = np.load(file)
        directions, mean = held["directions"].astype(np.float32), held["mean"].astype(np.float32)
    return directions, mean @ directions


def condensed(hidden: NDArray[np.float32]) -> States:
    """The encoder's last hidden states (characters, 256) in 64 numbers of two bytes each."""
    directions, rest = _projection()
    return (product(hidden, directions) - rest).astype(np.float16)
