"""Tables within a text: the cell in which an amount stands, and the heads of its row and of its column.

A table is at least two lines, one under the other, that are parted alike: by bars (Markdown), tabs, two blanks and
more (a table kept by columns), commas (CSV), or single blanks between numbers (copied from a page). Its head is the
last of the lines that it begins with in which no cell but the first is a number; a line of years alone is a head too.
What a cell is an amount of is told by a head, never by the text before the table.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from shilu.extract.text.rows import Way, cell_spans, is_number, way_of

__all__ = ["Cell", "Span", "Tables"]

Span = tuple[int, int]
"""Bounds in the text."""

_RULE = re.compile(r"[\s|:+=-]*-[\s|:+=-]*")
"""The line under a Markdown head."""

_AMOUNT = re.compile(r"[-+±−—(（]?\d[\d,.，]{0,24} ?[\u4e00-\u9fff%℃]{1,4}[)）]?")
_DATES = re.compile(r"[年月日季周旬期号级线类]|以[上下]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"\s*[(（\[【][^()（）\[\]【】]{1,10}[)）\]】]\s*$")
_TITLE = re.compile(
    r"[\s#*|]*(?:附?[表图]\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*|\d{1,2}[-–.]\d{1,2}\s+)?"
    r"(?P<words>[^\t\n(（|\s][^\t\n(（|]*?)\s*(?:单位.*|[\t(（|].*)?"
)
"""The line above a table: its title, between its number and its unit or date in brackets."""

_PROSE = re.compile(r"[。；！？]")
_FEWEST_LINES = {"bar": 2, "tab": 2, "blanks": 3, "comma": 3, "blank": 3}
"""Lines that make a table: blanks and commas stand in prose too."""

_FEWEST_NUMBERS = {"blank": 2, "comma": 1}
"""Cells that are numbers or amounts, in each line below the first of a table between single blanks or commas: headlines
have blanks, and lines of prose commas, too."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the bounds of the head of its row, of its column, and the title above the table; None where
    there is none. Heads are given without the unit in brackets at their end."""

    row: Span | None
    column: Span | None
    caption: Span | None
    bounds: Span
    """Its own."""
    printed: Span | None
    """The head of its column with its unit."""
    unit: Span | None
    """The cell of its row that stands under the head 单位."""

    @property
    def heads(self) -> tuple[tuple[str, Span], ...]:
        """The heads that it has, its row's first, each with the name of the sign that tells which one it is."""
        named = (("row_head", self.row), ("column_head", self.column))
        return tuple((by, head) for by, head in named if head)


@dataclass(frozen=True, slots=True)
class _Table:
    head: tuple[Span, ...]
    caption: Span | None
    units: int | None
    """The column headed 单位."""


class Tables:
    """The tables of a text. `lines` are the bounds of its lines, in order."""

    def __init__(self, text: str, lines: Sequence[Span]) -> None:
        self.text, self.lines = text, lines

    def at(self, line: int, offset: int) -> Cell | None:
        """The cell in which an offset of a line stands; None where the line is no row of a table."""
        known = self._rows.get(line)
        if known is None:
            return None
        table, cells = known
        place = bisect_right(cells, (offset, len(self.text))) - 1
        if place < 0 or offset >= cells[place][1]:
            return None
        row = cells[0] if place and not is_number(self.text[slice(*cells[0])]) else None
        column = table.head[place] if place < len(table.head) else None
        unit = table.units if table.units not in {None, place} else None
        return Cell(
            self._named(row), self._named(column), table.caption, cells[place], column,
            cells[unit] if unit is not None and unit < len(cells) else None,
        )  # fmt: skip

    def holding(self, offset: int) -> Cell | None:
        """The cell in which an offset of the text stands."""
        return self.at(bisect_right(self.lines, (offset, len(self.text))) - 1, offset)

    def _named(self, cell: Span | None) -> Span | None:
        """A head without its unit; None for an empty one."""
        if cell is None:
            return None
        words = _UNIT.sub("", self.text[slice(*cell)])
        return (cell[0], cell[0] + len(words)) if words else None

    @cached_property
    def _rows(self) -> dict[int, tuple[_Table, tuple[Span, ...]]]:
        """The rows of all tables by the number of their line, heads left out."""
        found: dict[int, tuple[_Table, tuple[Span, ...]]] = {}
        first = 0
        while first < len(self.lines):
            way = self._parted(first)
            last = first + 1
            while way and last < len(self.lines) and self._follows(way, first, last):
                last += 1
            if way and last - first >= _FEWEST_LINES[way] and self._counts(way, first + 1, last):
                found |= self._read(way, first, last)
            first = last
        return found

    def _parted(self, line: int) -> Way | None:
        """What parts the cells of a line; None where it is no row, as a line of prose between anything but bars."""
        text = self.text[slice(*self.lines[line])]
        way = way_of(text)
        return None if way != "bar" and _PROSE.search(text) else way

    def _follows(self, way: Way, first: int, line: int) -> bool:
        if self._parted(line) != way:
            return False
        if way not in {"comma", "blanks", "blank"}:
            return True
        return len(self._cells(way, line)) == len(self._cells(way, first))

    def _counts(self, way: Way, first: int, last: int) -> bool:
        """Whether each of some lines holds as many numbers or amounts, each in a cell, as its way asks for."""
        fewest = _FEWEST_NUMBERS.get(way, 0)
        return not fewest or all(
            sum(_is_counted(self.text[slice(*cell)]) for cell in self._cells(way, line)) >= fewest
            for line in range(first, last)
        )

    def _cells(self, way: Way, line: int) -> tuple[Span, ...]:
        return cell_spans(way, self.text, *self.lines[line])

    def _read(self, way: Way, first: int, last: int) -> dict[int, tuple[_Table, tuple[Span, ...]]]:
        ruled = {line for line in range(first, last) if _RULE.fullmatch(self.text, *self.lines[line])}
        rows = [(line, self._cells(way, line)) for line in range(first, last) if line not in ruled]
        first_rule = min(ruled, default=first)
        above = [row for row in rows if row[0] < first_rule]
        heads = above if len(above) == 1 else list(takewhile(lambda row: self._heads(row[1]), rows))
        title = self._title(heads[-2][0]) if len(heads) > 1 else self._caption(first)
        head = heads[-1][1] if heads else ()
        units = next((n for n, cell in enumerate(head) if "单位" in self.text[slice(*cell)]), None)
        table = _Table(head, title, units)
        return {line: (table, cells) for line, cells in rows[len(heads) :]}

    def _heads(self, cells: tuple[Span, ...]) -> bool:
        """Whether a row is a head: without a number, its first cell apart, or of years alone."""
        printed = [self.text[slice(*cell)].strip() for cell in cells[1:] or cells]
        return not any(map(_is_counted, printed)) or all(map(_YEAR.fullmatch, printed))

    def _caption(self, first: int) -> Span | None:
        """The title of a table in the nearest line above it that is not empty."""
        for line in range(first - 1, max(first - 4, -1), -1):
            if self.text[slice(*self.lines[line])].strip():
                return self._title(line)
        return None

    def _title(self, line: int) -> Span | None:
        start, end = self.lines[line]
        words = self.text[start:end]
        found = None if _PROSE.search(words) else _TITLE.fullmatch(words)
        return (start + found.start("words"), start + found.end("words")) if found else None


def _is_counted(words: str) -> bool:
    """Whether a cell is a number, alone or with its unit (32.5万吨); what dates or ranks a column (2021年, 50万元以上)
    is its head."""
    words = words.strip()
    return is_number(words) or bool(_AMOUNT.fullmatch(words) and not _DATES.search(words))
