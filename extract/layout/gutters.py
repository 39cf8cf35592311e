"""Whether the white between two words of a line is a gutter: whether the lines above or below have it too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

__all__ = ["Clearance", "Placed"]

Placed = tuple[float, float, float, float]
"""A word in the frame: u0, u1, v0, v1."""

_SURE = 3.0
"""White of three sizes of the type parts words whatever stands around."""
_LEAST, _WHITE = 0.55, 0.35
_LIKE, _WIDEST = 0.6, 1.5
"""The white of the lines around is at least six tenths as wide, one and a half sizes counting as the widest: some
programs draw the boxes of words so narrow that white is everywhere."""
_WIDE = 1.2
"""White of so many sizes of the type is a gutter where only one line stands above or below and has it."""
_NARROW, _MANY = 1.0, 4
"""A comma or full stop leaves two thirds of a size of white, and stands below another now and then: white narrower
than a whole size is a gutter where four lines around have it, above and below together, or three where there is
nothing on one side."""
_EDGE = 0.3
_NEAR, _ROWS = 8.0, 3
_CELL, _LONGEST = 4.0, 400


class Clearance:
    """The words of a page, to be asked what is clear around a place. They are kept by cells of the page, so that a
    question takes no longer on a large page."""

    def __init__(self, lines: Iterable[Sequence[Placed]], em: float) -> None:
        self.em = em
        self.cells: dict[tuple[int, int], list[tuple[float, float, float]]] = defaultdict(list)
        for u0, u1, v0, v1 in (word for line in lines for word in line):
            middle = (v0 + v1) / 2
            for cell in range(self._across(u0), min(self._across(u1), self._across(u0) + _LONGEST) + 1):
                self.cells[int(middle // em), cell].append((middle, u0, u1))

    def _across(self, u: float) -> int:
        return int(u // (_CELL * self.em))

    def is_gutter(self, start: float, end: float, at: float) -> bool:
        """Whether the white from `start` to `end` along the line at height `at` goes on in the next three lines above
        it or below it."""
        if end - start > _SURE * self.em:
            return True
        near = sorted(self._near(start, end, at))
        below = [one for one in near if one[0] > at + 0.6 * self.em]
        above = [one for one in reversed(near) if one[0] < at - 0.6 * self.em]
        narrow = end - start < _NARROW * self.em
        most = _MANY if narrow else _ROWS
        seen = [self._clear_rows(words, start, end, most) for words in (above, below)]
        if narrow:
            return sum(seen) >= _MANY - (not above or not below)
        return max(seen) > 1 or (max(seen) == 1 and end - start > _WIDE * self.em)

    def is_bridged(self, start: float, end: float, at: float) -> bool:
        """Whether the next line above and the next below both run over the white, or that one which there is."""
        near = sorted(self._near(start, end, at))
        below = [one for one in near if one[0] > at + 0.6 * self.em]
        above = [one for one in reversed(near) if one[0] < at - 0.6 * self.em]
        rows = [next(self._rows(words)) for words in (above, below) if words]
        return bool(rows) and all(_white(row, start, end) < _WHITE * self.em for row in rows)

    def _near(self, start: float, end: float, at: float) -> set[tuple[float, float, float]]:
        row, reach = int(at // self.em), int(_NEAR)
        left, right = start - 2 * self.em, end + 2 * self.em
        return {
            word
            for one in range(row - reach, row + reach + 1)
            for cell in range(self._across(left), self._across(right) + 1)
            for word in self.cells.get((one, cell), ())
            if word[2] >= left and word[1] <= right
        }

    def _clear_rows(
        self, words: Sequence[tuple[float, float, float]], start: float, end: float, most: int
    ) -> int:
        """Through how many of the next rows, `most` at most, part of the white goes on, of words in order of their
        distance: rows that have words on either side of it, or end or begin right at its edge, as the last lines of a
        column beside a shorter one do; a row that ends before or begins after says nothing."""
        whites = [(start, end)]
        least = max(_LEAST, _LIKE * min((end - start) / self.em, _WIDEST)) * self.em
        seen = 0
        for row in self._rows(words):
            left = [white for one in whites for white in _whites(row, *one) if white[1] - white[0] > least]
            if not left:
                break
            whites = left
            seen += any(self._parts(row, white, start, end) for white in whites)
            if seen == most:
                break
        return seen

    def _parts(
        self, row: Sequence[tuple[float, float]], white: tuple[float, float], start: float, end: float
    ) -> bool:
        left = max((u1 for _, u1 in row if u1 <= white[0] + 1), default=None)
        right = min((u0 for u0, _ in row if u0 >= white[1] - 1), default=None)
        if left is None:
            return right is not None and right - end < _EDGE * self.em
        return right is not None or start - left < _EDGE * self.em

    def begins_below(self, edge: float, at: float) -> bool:
        """Whether two of the next three rows below the height `at` begin at an edge, with white before it: a column
        begins there."""
        words = [one for one in sorted(self._near(edge, edge, at)) if one[0] > at + 0.6 * self.em]
        rows = islice(self._rows(words), _ROWS)
        return sum(self._begins(row, edge) for row in rows) > 1

    def _begins(self, row: Sequence[tuple[float, float]], edge: float) -> bool:
        near = _EDGE * self.em
        white = all(u1 < edge - near or u0 > edge - near for u0, u1 in row)
        return white and any(abs(u0 - edge) < near for u0, _ in row)

    def _rows(self, words: Sequence[tuple[float, float, float]]) -> Iterator[list[tuple[float, float]]]:
        row: list[tuple[float, float]] = []
        last = words[0][0] if words else 0.0
        for middle, u0, u1 in words:
            if abs(middle - last) > 0.6 * self.em:
                yield row
                row, last = [], middle
            row.append((u0, u1))
        if row:
            yield row


def _whites(words: Iterable[tuple[float, float]], start: float, end: float) -> Iterator[tuple[float, float]]:
    """The stretches between `start` and `end` that none of the words covers."""
    at = start
    for u0, u1 in sorted(words):
        if u0 > at:
            yield at, min(u0, end)
        at = max(at, u1)
        if at >= end:
            return
    yield at, end


def _white(words: Iterable[tuple[float, float]], start: float, end: float) -> float:
    """The longest of them."""
    return max((last - first for first, last in _whites(words, start, end)), default=0.0)
