"""Rows of tables that begin with their year: what stands in their further cells are amounts, or years of a heading."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from shilu.extract.text.rows import Way, cell_spans, is_number

__all__ = ["is_amount_of_a_row"]

_YEAR = re.compile(r"(?P<y>(?:19|20)[0-9]{2})年?")
_OPENS = re.compile(r"[ \t|]*(?:19|20)[0-9]{2}年?[ \t]*[|\t]")
_LONGEST = 600
"""Characters of a row: a longer line is none of a table."""

_NEIGHBOURS = 5
"""Years between the columns of a heading: | 2015 | 2020 | 增长 |."""


def is_amount_of_a_row(text: str, at: int) -> bool:
    """Whether the row of a table begins with its year already: 1941 of | 2022 | 1941 | 1388 | is an amount.

    >>> row, heading = "| 2022 | 1941 | 1388 |", "| 2021 | 2022 | 增长 |"
    >>> is_amount_of_a_row(row, row.index("1941")), is_amount_of_a_row(heading, heading.index("2022"))
    (True, False)
    """
    line = text.rfind("\n", max(0, at - _LONGEST), at) + 1
    if not line and at > _LONGEST:
        return False
    opens, years = _years_of_row(text, line)
    return opens <= at and at not in years


_KEPT = 64


@lru_cache(_KEPT)
def _years_of_row(text: str, line: int) -> tuple[int, frozenset[int]]:
    """Where the cells behind the year of the row begin (the end of the text where it has none), and its years."""
    opens = _OPENS.match(text, line)
    if opens is None:
        return len(text) + 1, frozenset()
    end = text.find("\n", line, line + _LONGEST)
    end = len(text) if end < 0 else end
    if end - line > _LONGEST:
        return len(text) + 1, frozenset()
    way: Way = "tab" if opens[0].endswith("\t") else "bar"
    cells = cell_spans(way, text, line, end)
    return opens.end(), frozenset(_years([(start, text[start:end]) for start, end in cells]))


def _years(cells: list[tuple[int, str]]) -> list[int]:
    """Where the years stand: all where nothing else does; in a heading those that follow one another."""
    read = [(start, _YEAR.fullmatch(words), words) for start, words in cells if words]
    if all(year for _, year, _ in read):
        return [start for start, _, _ in read]
    if any(not year and is_number(words) and words.strip("-—–/…") for _, year, words in read):
        return []
    found: list[int] = []
    for (_, before, _), (start, year, _) in pairwise(read):
        if before is None or year is None or not 0 < abs(int(year["y"]) - int(before["y"])) <= _NEIGHBOURS:
            break
        found.append(start)
    return found
