"""The lines of a text around an amount: rows of lists and tables, headings above them, cells."""

from __future__ import annotations

import re
from functools import cached_property

from shilu.extract.grammar.passage import Passage
from shilu.extract.quantities.cells import Cell, Tables

__all__ = ["PassageLines"]

_LONGEST_HEADING = 45  # characters of a line that may be a heading
_LONGEST_ROW, _MANY_ROWS = 60, 9
_LINES_ABOVE = 12  # lines looked back over for the heading of a list or table
_HEADING = re.compile(
    r"[\s#*•·●◆■▲-]*(?:第?[一二三四五六七八九十百\d]+[项項章节節款條条]?[、.．)）:：]?|[(（【][一二三四五六七八九十\d]+[)）】][、.．]?)?\s*"
    r"(?P<words>[^\s\d。；;!！?？,，:：][^\n。；;!！?？,，:：]{1,28}?)\s*[:：]?\s*$"
)


class PassageLines:
    """The lines of a passage, asked by an offset in one of them."""

    def __init__(self, passage: Passage) -> None:
        self._passage = passage
        self._headings: dict[int, tuple[int, int] | None] = {}

    @cached_property
    def _counting(self) -> frozenset[int]:
        """Numbers of the lines that hold an amount."""
        passage = self._passage
        return frozenset(passage.paragraph_index(chunk.start) for chunk in passage.chunks if chunk.tag == "Q")

    @cached_property
    def _row_lines(self) -> frozenset[int]:
        """Numbers of the lines that are rows: short, with an amount, without a verb and without a stop."""
        passage = self._passage
        rows = set()
        for line in self._counting:
            start, end = passage.paragraphs[line]
            if end - start <= _LONGEST_ROW:
                chunks = passage.chunks_between(start, end)
                if not any(one.tag == "v" or one.text in "。,;!?" for one in chunks):
                    rows.add(line)
        return frozenset(rows)

    def rows_at(self, offset: int) -> tuple[bool, int]:
        """Whether an offset stands in a row of a list or table, and how many rows stand right above it, nine at
        most."""
        line = self._passage.paragraph_index(offset)
        above = 0
        while above < _MANY_ROWS and line - 1 - above in self._row_lines:
            above += 1
        return line in self._row_lines, above

    def heading_above(self, offset: int) -> tuple[int, int] | None:
        """Bounds of the nearest short line above the line of an offset that makes no statement: a heading, the
        head of a list or of a table, without its number and its colon."""
        passage = self._passage
        index = passage.paragraph_index(offset)
        for place in range(index - 1, max(index - 1 - _LINES_ABOVE, -1), -1):
            if place in self._counting:
                continue
            if place not in self._headings:
                self._headings[place] = _heading(passage.text, *passage.paragraphs[place])
            if bounds := self._headings[place]:
                return bounds
        return None

    @cached_property
    def _tables(self) -> Tables:
        return Tables(self._passage.text, self._passage.paragraphs)

    def cell_at(self, offset: int) -> Cell | None:
        """The cell of a table in which an offset stands; None outside tables."""
        return self._tables.at(self._passage.paragraph_index(offset), offset)


def _heading(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Bounds of the words of a line that is a heading."""
    if end - start > _LONGEST_HEADING:
        return None
    found = _HEADING.match(text[start:end])
    return (start + found.start("words"), start + found.end("words")) if found else None
