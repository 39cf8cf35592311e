"""Which paragraphs the OCR gave twice, whole or as a fragment."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shilu.extract.articles.units import Unit

__all__ = ["find_repeats"]

_SHINGLE, _STEP = 12, 4
_SHORTEST = 30
_SHARE = 0.8

_BLANK = re.compile(r"\s+")


def find_repeats(units: Sequence[Unit]) -> dict[int, int]:
    """For each unit that earlier text contains, the earlier unit that has most of it, by index.

    A repeat has at least 30 characters, four fifths of them in runs of 12 or more that were read before.
    Earlier text is kept as every fourth shingle of 12 characters, so time and memory grow with the page and
    no faster.
    """
    seen: dict[str, int] = {}
    repeats: dict[int, int] = {}
    for unit in units:
        text = _BLANK.sub("", unit.text)
        if len(text) >= _SHORTEST and (original := _original(text, seen)) is not None:
            repeats[unit.index] = original
            continue
        for start in range(0, len(text) - _SHINGLE + 1, _STEP):
            seen.setdefault(text[start : start + _SHINGLE], unit.index)
    return repeats


def _original(text: str, seen: dict[str, int]) -> int | None:
    """The unit that holds most of the text, if enough of the text was seen."""
    # at either end of the repeat up to a step less one character lies outside the shingles that were kept
    enough = len(text) * _SHARE - 2 * (_STEP - 1)
    latest = int(len(text) - enough)  # a repeat that began later would be too short
    first = next((start for start in range(latest + 1) if text[start : start + _SHINGLE] in seen), None)
    if first is None:  # almost every text
        return None
    covered, reached = 0, 0
    votes: dict[int, int] = {}
    for start in range(first, len(text) - _SHINGLE + 1):
        unit = seen.get(text[start : start + _SHINGLE])
        if unit is None:
            if covered + len(text) - max(reached, start) < enough:
                return None  # were all the rest seen, it would be too little
            continue
        new = start + _SHINGLE - max(reached, start)
        covered, reached = covered + new, start + _SHINGLE
        votes[unit] = votes.get(unit, 0) + new
    if covered < enough:
        return None
    return max(votes, key=lambda unit: (votes[unit], -unit))
