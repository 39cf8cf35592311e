"""Tables within a text: the cell in which an amount stands, and the heads of its row and of its column.

A table is at least two lines, one under the other or with an empty line between each two, that are parted alike: by
bars (Markdown), tabs, two blanks and more (a table kept by columns), commas (CSV), or single blanks between numbers
(copied from a page). Its head is the
last of the lines that it begins with in which no cell but the first is a number; a line of years alone is a head too.
What a cell is an amount of is told by a head, never by the text before the table. A table printed as two side by side
has its first head twice: 乡镇 户数 乡镇 户数.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from shilu.extract.text import fold
from shilu.extract.text.rows import Way, cell_spans, is_number, respaced, way_of

__all__ = ["Cell", "Span", "Tables"]

Span = tuple[int, int]
"""Bounds in the text."""

_Row = tuple[int, tuple[Span, ...]]
"""The number of a line, and the bounds of its cells."""

_WIDE_BLANK = "\u3000"
_RULE = re.compile(r"[\s|:+=─━═-]*[─━═-][\s|:+=─━═-]*")
"""The line under a Markdown head, or of a frame."""

_AMOUNT = re.compile(r"[-+±−—(（]?\d[\d,.，]{0,24} ?[\u4e00-\u9fff%℃]{1,4}[)）]?")
_DATES = re.compile(r"[年月日季周旬期号级线类]|以[上下]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_UNIT = re.compile(r"\s*[(（\[【][^()（）\[\]【】]{1,10}[)）\]】]\s*$")
_LEAD = re.compile(
    r"(?:\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:[)、]|\.(?!\d))|[①-⑳●○■◆·•-])?\s*(?:其中 ?:?|加:|减:)?\s*"
)
"""What numbers a row or ranks it below another: 1.工资, (二)水费, 其中:绩效."""

_TITLE = re.compile(
    r"[\s#*|]*(?:附?[表图]\s*[\d一二三四五六七八九十]*\s*[:：.、]?\s*|\d{1,2}[-–.]\d{1,2}\s+)?"
    r"(?P<words>[^\t\n(（|\s][^\t\n(（|]*?)\s*(?:单位.*|[\t(（|].*)?"
)
"""The line above a table: its title, between its number and its unit or date in brackets."""

_PROSE = re.compile(r"[。；！？]")
_FEWEST_LINES = {"bar": 2, "tab": 2, "blanks": 3, "comma": 3, "blank": 3}
"""Lines that make a table: blanks and commas stand in prose too."""

_COUNTED = frozenset({"comma", "blanks", "blank"})
"""Ways in which the rows of a table have one number of cells."""

_WIDEST_GAP = 2
"""From the line of a row to that of the next, where an empty line stands between them."""

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
    panels: tuple[int, ...] = (0,)
    """The columns that hold the heads of the rows: several where tables stand side by side."""

    def panel(self, place: int) -> int:
        """The column with the head of the row for the column `place`."""
        return self.panels[bisect_right(self.panels, place) - 1]


class Tables:
    """The tables of a text. `lines` are the bounds of its lines, in order.

    It is read folded, but for wide blanks: one alone parts two cells.
    """

    def __init__(self, text: str, lines: Sequence[Span]) -> None:
        folded = fold(text)
        if _WIDE_BLANK in text:
            pairs = zip(text, folded, strict=True)
            folded = "".join(one if one == _WIDE_BLANK else other for one, other in pairs)
        self.text, self.lines = folded, lines

    def at(self, line: int, offset: int) -> Cell | None:
        """The cell in which an offset of a line stands; None where the line is no row of a table."""
        known = self._rows.get(line)
        if known is None:
            return None
        table, cells = known
        place = bisect_right(cells, (offset, len(self.text))) - 1
        if place < 0 or offset >= cells[place][1]:
            return None
        panel = table.panel(place)
        row = cells[panel] if place > panel and not is_number(self.text[slice(*cells[panel])]) else None
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
        """A head without its unit and its number in a list; None for an empty one."""
        if cell is None:
            return None
        words = _UNIT.sub("", self.text[slice(*cell)])
        lead = _LEAD.match(words)
        start = cell[0] + (lead.end() if lead and lead.end() < len(words) else 0)
        return (start, cell[0] + len(words)) if words else None

    @cached_property
    def _rows(self) -> dict[int, tuple[_Table, tuple[Span, ...]]]:
        """The rows of all tables by the number of their line, heads left out."""
        found: dict[int, tuple[_Table, tuple[Span, ...]]] = {}
        printed = [line for line, bounds in enumerate(self.lines) if self.text[slice(*bounds)].strip()]
        first = 0
        while first < len(printed):
            run = self._run(printed, first)
            found |= self._read(run) if run else {}
            first += max(1, len(run))
        return found

    def _run(self, printed: Sequence[int], first: int) -> list[_Row]:
        """The rows of the table that begins with a printed line; none where no table does."""
        way = self._parted(printed[first])
        if way is None:
            return []
        cells = cell_spans(way, self.text, *self.lines[printed[first]])
        runs = [
            self._alike(way, printed, first, width)
            for width in dict.fromkeys((len(cells), len(respaced(self.text, cells))))
        ]
        run = max(runs, key=len)
        return run if len(run) >= _FEWEST_LINES[way] and self._counts(way, run[1:]) else []

    def _alike(self, way: Way, printed: Sequence[int], first: int, width: int) -> list[_Row]:
        """The printed lines from the first on that are parted alike, into `width` cells where blanks or commas part
        them; an empty line may stand between all of them."""
        run: list[_Row] = []
        for number in range(first, len(printed)):
            line = printed[number]
            if run and line - run[-1][0] > _WIDEST_GAP:
                break
            if self._parted(line) != way:
                break
            cells = cell_spans(way, self.text, *self.lines[line])
            if way in _COUNTED:
                if len(cells) != width and way != "comma":
                    cells = respaced(self.text, cells)
                if len(cells) != width:
                    break
            run.append((line, cells))
        return run

    def _parted(self, line: int) -> Way | None:
        """What parts the cells of a line; None where it is no row, as a line of prose between anything but bars."""
        text = self.text[slice(*self.lines[line])]
        way = way_of(text)
        return None if way != "bar" and _PROSE.search(text) else way

    def _counts(self, way: Way, rows: Sequence[_Row]) -> bool:
        """Whether each of some rows holds as many numbers or amounts, each in a cell, as its way asks for."""
        fewest = _FEWEST_NUMBERS.get(way, 0)
        return not fewest or all(
            sum(_is_counted(self.text[slice(*cell)]) for cell in cells) >= fewest for _, cells in rows
        )

    def _read(self, run: Sequence[_Row]) -> dict[int, tuple[_Table, tuple[Span, ...]]]:
        first = run[0][0]
        ruled = {line for line, _ in run if _RULE.fullmatch(self.text, *self.lines[line])}
        rows = [row for row in run if row[0] not in ruled]
        first_rule = min(ruled, default=first)
        above = [row for row in rows if row[0] < first_rule]
        heads = above if len(above) == 1 else list(takewhile(lambda row: self._heads(row[1]), rows))
        title = self._title(heads[-2][0]) if len(heads) > 1 else self._caption(first)
        head = heads[-1][1] if heads else self._parted_head(first, len(rows[0][1]))
        printed = [self.text[slice(*cell)] for cell in head]
        units = next((n for n, words in enumerate(printed) if "单位" in words), None)
        panels = tuple(n for n, words in enumerate(printed) if words and words == printed[0])
        table = _Table(head, title, units, panels or (0,))
        return {line: (table, cells) for line, cells in rows[len(heads) :]}

    def _parted_head(self, first: int, width: int) -> tuple[Span, ...]:
        """The head above the rows of which the last column is parted by years, in a line of their own: 地区 户数 比重
        above 2020年 2010年."""
        above = [
            line for line in range(max(first - 4, 0), first) if self.text[slice(*self.lines[line])].strip()
        ]
        if len(above) < 2:
            return ()
        upper, years = (cell_spans("blank", self.text, *self.lines[line]) for line in above[-2:])
        upper = respaced(self.text, upper)
        if not all(
            _YEAR.fullmatch(self.text[slice(*cell)].rstrip("年")) for cell in years
        ) or not self._heads(upper):
            return ()
        return (*upper[:-1], *(upper[-1:] * len(years))) if len(upper) + len(years) - 1 == width else ()

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
