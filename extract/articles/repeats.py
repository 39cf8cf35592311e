"""Which paragraphs the OCR gave twice, whole or as a fragment."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from shilu.extract.articles.units import Unit

__all__ = ["find_repeats"]

_SHINGLE, _STEP = 12, 4
_SHORTEST = 30
_SHARE = 0.8
_OTHER = 3
"""Where a third of its figures are other ones a text only uses the words of another, as a form or a bulletin does."""

_BLANK = re.compile(r"\s+")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def find_repeats(units: Sequence[Unit]) -> dict[int, int]:
    """For each unit that earlier text contains, the earlier unit that has most of it, by index.

    A repeat has at least 30 characters, four fifths of them in runs of 12 or more that were read before, and its
    figures are those that were read. Earlier text is kept as every fourth shingle of 12 characters, so time and memory
    grow with the page and no faster.
    """
    seen: dict[str, int] = {}
    repeats: dict[int, int] = {}
    figures: dict[int, frozenset[str]] = {}
    for unit in units:
        text = _BLANK.sub("", unit.text)
        votes = _originals(text, seen) if len(text) >= _SHORTEST else {}
        if votes and not _tells_others(text, (figures[one] for one in votes)):
            repeats[unit.index] = max(votes, key=lambda one: (votes[one], -one))
            continue
        figures[unit.index] = frozenset(_FIGURE.findall(text))
        for start in range(0, len(text) - _SHINGLE + 1, _STEP):
            seen.setdefault(text[start : start + _SHINGLE], unit.index)
    return repeats


def _tells_others(text: str, known: Iterable[frozenset[str]]) -> bool:
    """Whether a third of the figures of a text are none of those that were read; one that its edge may have cut says
    nothing."""
    own = [match.group() for match in _FIGURE.finditer(text) if match.start() and match.end() < len(text)]
    read = frozenset[str]().union(*known)
    return sum(one not in read for one in own) * _OTHER >= max(1, len(own))


def _originals(text: str, seen: dict[str, int]) -> dict[int, int]:
    """The units that hold the text, with how much of it each has; none where too little of it was seen."""
    # at either end of the repeat up to a step less one character lies outside the shingles that were kept
    enough = len(text) * _SHARE - 2 * (_STEP - 1)
    latest = int(len(text) - enough)  # a repeat that began later would be too short
    first = next((start for start in range(latest + 1) if text[start : start + _SHINGLE] in seen), None)
    if first is None:  # almost every text
        return {}
    covered, reached = 0, 0
    votes: dict[int, int] = {}
    for start in range(first, len(text) - _SHINGLE + 1):
        unit = seen.get(text[start : start + _SHINGLE])
        if unit is None:
            if covered + len(text) - max(reached, start) < enough:
                return {}  # were all the rest seen, it would be too little
            continue
        new = start + _SHINGLE - max(reached, start)
        covered, reached = covered + new, start + _SHINGLE
        votes[unit] = votes.get(unit, 0) + new
    return votes if covered >= enough else {}
