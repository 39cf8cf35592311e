"""The names of an article by what was learned from marked pages, the finders' suggestions among its signs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from shilu.extract.names.learned.best import best_set
from shilu.extract.names.learned.candidates import candidates, stems
from shilu.extract.names.learned.model import Weights, shares, weights
from shilu.extract.names.learned.signs import BOOK, DIVISION, FINDERS, TABLED, TYPES, Finds, signs_of
from shilu.extract.names.source import Found, Source

__all__ = ["Suggested", "choose_learned", "gains", "suggest"]

_SURE = 4.0
"""Added to the gain of what the finders chose where it is a name of the tables, the full name of a division or
stands between 《 and 》: that need not be learned. A test fails when it is halved."""

_TOGETHER = 4096
"""Candidates that are weighed at once: what lies between more of them takes more memory than is quick to get."""


class Suggested(NamedTuple):
    """The candidates of an article with their signs and the numbers of their letters."""

    spans: list[tuple[int, int]]
    signs: NDArray[np.float32]
    letters: NDArray[np.int64]


def suggest(source: Source, finds: Finds) -> Suggested:
    """The candidates of an article that LAC has read."""
    assert source.states is not None
    short = stems(source, finds.chosen)
    suggested = [(one.start, one.end) for one in (*finds.chosen, *finds.offered)]
    suggested += [(one.start, one.end) for one in finds.refused]
    spans = candidates(source, suggested, short)
    return Suggested(spans, *signs_of(source, spans, finds, source.states, short))


def gains(fitted: Weights, signs: NDArray[np.float32], letters: NDArray[np.int64]) -> NDArray[np.float32]:
    """What each candidate is worth as a name of each type: how much likelier that is than no name."""
    firsts = range(0, len(signs), _TOGETHER)
    parts = [shares(fitted, signs[at : at + _TOGETHER], letters[at : at + _TOGETHER]) for at in firsts]
    chances = np.concatenate(parts) if parts else shares(fitted, signs, letters)
    found: NDArray[np.float32] = chances[:, 1:] - chances[:, :1] - fitted.least
    chosen = signs[:, FINDERS[: len(TYPES)]]
    found += (
        _SURE * chosen * np.maximum(signs[:, TABLED], signs[:, [BOOK, DIVISION]].max(axis=1, keepdims=True))
    )
    return found


def choose_learned(source: Source, finds: Finds) -> list[Found]:
    """The best set of names among all candidates. Without the states of LAC's encoder the finders' choice stands."""
    if source.states is None:
        return list(finds.chosen)
    spans, signs, letters = suggest(source, finds)
    if not spans:
        return []
    worth = gains(weights(), signs, letters)
    kinds = worth.argmax(axis=1)
    best = worth[np.arange(len(spans)), kinds].tolist()
    types = {span: TYPES[kind] for span, kind in zip(spans, kinds.tolist(), strict=True)}
    known = {(one.start, one.end, one.type): one for one in finds.chosen}
    chosen = best_set((start, end, gain) for (start, end), gain in zip(spans, best, strict=True))
    return [
        known.get((start, end, types[start, end])) or Found(start, end, types[start, end], ("learned",))
        for start, end, _ in chosen
    ]
