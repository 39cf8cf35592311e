"""The fitted choice: what a span is, by its signs. One hidden layer, read by numpy."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shilu.extract.language.product import product
from shilu.extract.names.learned.signs import FINDERS, SIZE, TYPES

__all__ = ["Weights", "shares", "weights"]

Floats = NDArray[np.float32]


class Weights(NamedTuple):
    """The fitted numbers; the file holds them rounded to 16 bits, so that fitting again gives the same bytes."""

    hidden: Floats
    """(signs, units)"""
    letters: Floats
    """(3, characters, units): for the last character, the last two, the first"""
    shift: Floats
    """(units,)"""
    out: Floats
    """(units, 1 + types): no name, then the types"""
    out_shift: Floats
    prior: Floats
    """(1,): what the finders' choice adds to the score of its type"""
    least: Floats
    """(types,): what a name of the type must be surer of than no name; below 0, less sure"""


@cache
def weights() -> Weights:
    """The weights that are shipped. Signs that were added behind the others since they were fitted weigh nothing."""
    with resources.files("shilu.extract.names.learned").joinpath("weights.npz").open("rb") as file:
        held = np.load(file)
        fitted = Weights(*(held[name].astype(np.float32) for name in Weights._fields))
    new = SIZE - len(fitted.hidden)
    return fitted._replace(hidden=np.pad(fitted.hidden, ((0, new), (0, 0))))


def shares(fitted: Weights, signs: Floats, letters: NDArray[np.int64]) -> Floats:
    """The logarithm of the chance of no name and of each type, for each span."""
    hidden = product(signs, fitted.hidden) + fitted.shift
    for number in range(letters.shape[1]):
        hidden += fitted.letters[number, letters[:, number]]
    scores = product(np.maximum(hidden, 0), fitted.out) + fitted.out_shift
    scores[:, 1:] += fitted.prior * signs[:, FINDERS[: len(TYPES)]]
    scores -= scores.max(axis=1, keepdims=True)
    found: Floats = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return found
