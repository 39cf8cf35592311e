"""Headings and bylines set to the middle of an article, which stand over some of its columns and head them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from shilu.extract.layout.frame import Item

__all__ = ["Headed", "headed"]

_HEAD, _TEXT = 1.2, 1.12
_LEVEL, _CENTRE = 0.6, 1.5
"""Columns of one article begin within 0.6 sizes of the running text at one height; what is set to their middle lies
within one and a half of it, of which the sum of both sides is taken."""
_ROWS, _ROOM, _PICTURE = 4, 6.0, 12.0


@dataclass(frozen=True, slots=True)
class Headed:
    """The columns from the first to the last, both included, that stand under one heading, and the height at which
    their text begins."""

    first: int
    last: int
    top: float


def headed(columns: Sequence[Sequence[Item]], em: float) -> list[Headed]:
    """The groups of columns that what stands over one of them heads by its middle, the last one first: those that share
    no column and leave the fewest columns without a heading."""
    ordered = [sorted(column, key=lambda item: (item.v0, item.u0)) for column in columns]
    ending: dict[int, list[Headed]] = {}
    for number in range(len(ordered)):
        for one in _around(ordered, number, em):
            ending.setdefault(one.last, []).append(one)
    best: list[tuple[int, list[Headed]]] = [(0, [])]  # for the first columns, how many are headed, and how
    for number in range(len(ordered)):
        ways = [best[-1]]
        for one in ending.get(number, ()):
            count, others = best[one.first]
            ways.append((count + one.last - one.first + 1, [one, *others]))
        best.append(max(ways, key=lambda way: way[0]))
    return best[-1][1]


def _around(columns: Sequence[Sequence[Item]], number: int, em: float) -> list[Headed]:
    """The groups of columns of which what stands over one column is the middle."""
    for top in _tops(columns[number], em):
        head = [item for item in columns[number][:_ROWS] if _is_above(item, top, em)]
        title = any(item.size >= _HEAD * em for item in head)
        if title and _is_at_left(head, columns[number], em):
            return []
        bottom = max(item.v1 for item in head)
        first, last = number, number
        while first and _is_level(columns[first - 1], top, bottom, em):
            first -= 1
        while last + 1 < len(columns) and _is_level(columns[last + 1], top, bottom, em):
            last += 1
        if not title and first and _is_heading_of(columns[first - 1], head[0], top, em):
            first -= 1
        spans = [
            Headed(one, other, top)
            for one in range(first, number + 1)
            for other in range(number, last + 1)
            if other > one and _is_centred(head, columns[one], columns[other], em)
        ]
        if spans:
            return spans
    return []


def _is_at_left(head: Sequence[Item], column: Sequence[Item], em: float) -> bool:
    """Whether a heading begins where its column does, and so is that of what stands below it and to the right."""
    return min(item.u0 for item in head) - min(item.u0 for item in column) < _LEVEL * em


def _tops(column: Sequence[Item], em: float) -> list[float]:
    """Where the text of a column may begin, below the line or two at its head, which stand by themselves."""
    found = []
    for before, item in pairwise(column[:_ROWS]):
        if not _is_above(before, item.v0, em):
            break
        if item.size < _TEXT * em and item.v0 - column[0].v1 < _ROOM * em:
            found.append(item.v0)
    return found


def _is_above(item: Item, top: float, em: float) -> bool:
    """Whether a line ends above a height, or little below it, as boxes of neighbouring lines overlap."""
    return item.v1 <= top + 0.3 * em


def _is_level(column: Sequence[Item], top: float, bottom: float, em: float) -> bool:
    """Whether the text of a column begins at a height, below the heading, or a picture there and the text below it."""
    first = column[0]
    low = -_LEVEL * em < first.v0 - top < _PICTURE * em
    return low and first.size < _HEAD * em and first.v0 > bottom - 0.3 * em


def _is_heading_of(column: Sequence[Item], byline: Item, top: float, em: float) -> bool:
    """Whether a column, or several under a heading, begins with that above the byline and with text at the height."""
    first = column[0]
    if first.size < _HEAD * em or first.v1 > byline.v0 + 0.5 * em:
        return False
    return any(abs(item.v0 - top) < _LEVEL * em for item in column[1 : 2 * _ROWS])


def _is_centred(head: Sequence[Item], first: Sequence[Item], last: Sequence[Item], em: float) -> bool:
    own = min(item.u0 for item in head) + max(item.u1 for item in head)
    left, right = min(item.u0 for item in first), max(item.u1 for item in last)
    return abs((left + right) - own) < _CENTRE * em
