"""The names of an article by what was learned from marked pages, the finders' suggestions among its signs."""

from __future__ import annotations

import numpy as np

from shilu.extract.names.learned.best import best_set
from shilu.extract.names.learned.candidates import candidates, stems
from shilu.extract.names.learned.model import shares, weights
from shilu.extract.names.learned.signs import TYPES, Finds, signs_of
from shilu.extract.names.source import Found, Source

__all__ = ["choose_learned"]


def choose_learned(source: Source, finds: Finds) -> list[Found]:
    """The best set of names among all candidates. Without the states of LAC's encoder the finders' choice stands."""
    if source.states is None:
        return list(finds.chosen)
    short = stems(source, finds.chosen)
    suggested = [(one.start, one.end) for one in (*finds.chosen, *finds.offered, *finds.refused)]
    spans = candidates(source, suggested, short)
    if not spans:
        return []
    fitted = weights()
    signs, letters = signs_of(source, spans, finds, source.states.astype(np.float32), short)
    chances = shares(fitted, signs, letters)
    gains = chances[:, 1:] - chances[:, :1] - fitted.least
    kinds = gains.argmax(axis=1)
    best = gains[np.arange(len(spans)), kinds].tolist()
    at = {span: TYPES[kind] for span, kind in zip(spans, kinds.tolist(), strict=True)}
    known = {(one.start, one.end): one for one in finds.chosen}
    chosen: list[Found] = []
    for start, end, _ in best_set((start, end, gain) for (start, end), gain in zip(spans, best, strict=True)):
        one = known.get((start, end))
        rules = one.rules if one and one.type == at[start, end] else ("learned",)
        marked = bool(one and one.marked)
        chosen.append(Found(start, end, at[start, end], rules, marked))
    return chosen
