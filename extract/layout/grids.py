"""Which part of a page is a table: short cells that stand in rows, not running text that happens to be aligned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shilu.extract.layout.frame import Item

__all__ = ["is_table", "rows_of", "table_runs"]

_FEWEST_ROWS = 3
_SHORT_CELL = 10
_LONGEST_CELL, _CELL_GAP, _ROW_GAP = 14, 0.8, 1.6
_FIGURE = re.compile(r"[-+±—–－−]?\(?[\d０-９][\d０-９,，.．]*\)?[%％‰]?|[-—–－…]+")


def rows_of(items: Sequence[Item]) -> list[list[Item]]:
    """The items in rows from top to bottom, each from left to right; those of a row overlap by half their height."""
    rows: list[list[Item]] = []
    for item in sorted(items, key=lambda one: (one.middle, one.u0)):
        last = rows[-1] if rows else None
        if last and min(_shared(item, one) for one in last[-3:]) > 0.5:
            last.append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda one: one.u0) for row in rows]


def _shared(one: Item, other: Item) -> float:
    shared = min(one.v1, other.v1) - max(one.v0, other.v0)
    return shared / min(one.size, other.size)


def is_table(items: Sequence[Item], columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a region that falls into columns is a table: rows of several cells, few of which are longer than words,
    and with nothing but a figure in a quarter of them."""
    rows = rows_of(items)
    several = [row for row in rows if len(row) > 1]
    if len(several) < _FEWEST_ROWS or len(several) * 4 < len(rows) * 3:
        return False
    if sum(map(len, several)) < 0.6 * len(columns) * len(several):
        return False
    short = sum(1 for item in items if len(item.line.text) <= _SHORT_CELL)
    figures = sum(1 for item in items if _FIGURE.fullmatch(item.line.text.strip()))
    return short * 5 >= len(items) * 4 and figures * 4 >= len(items)


def table_runs(strips: Sequence[Sequence[Item]], em: float) -> Iterator[tuple[int, int]]:
    """Which strips across a region are the rows of a table, as pairs of the first one and the one after the last.

    Heads of a table are often set to the middle of their columns and cells to one side, so that no gutter runs through
    all of it. But its rows tell it: each of one line, of short cells apart from each other, a quarter of them figures.
    """
    start = 0
    while start < len(strips):
        end = start
        while end < len(strips) and _may_go_on(strips, start, end, em):
            end += 1
        last = end
        while last > start and len(strips[last - 1]) < 2:
            last -= 1
        if _is_grid(strips[start:last]):
            yield start, last
        start = max(end, start + 1)


def _may_go_on(strips: Sequence[Sequence[Item]], start: int, end: int, em: float) -> bool:
    """Whether a strip is a row of the table that began at `start`: of several cells, or below the first row of one."""
    row = strips[end]
    if end == start:
        return _is_row(row, em)
    gap = min(item.v0 for item in row) - max(item.v1 for item in strips[end - 1])
    if gap > _ROW_GAP * em:
        return False
    alone = len(row) == 1 and len(row[0].line.text) <= _SHORT_CELL and len(strips[end - 1]) > 1
    return _is_row(row, em) or (alone and end + 1 < len(strips) and _is_row(strips[end + 1], em))


def _is_row(row: Sequence[Item], em: float) -> bool:
    cells = sorted(row, key=lambda item: item.u0)
    return (
        len(cells) > 1
        and all(len(cell.line.text) <= _LONGEST_CELL for cell in cells)
        and all(after.u0 - before.u1 > _CELL_GAP * em for before, after in pairwise(cells))
    )


def _is_grid(rows: Sequence[Sequence[Item]]) -> bool:
    cells = [item for row in rows for item in row]
    figures = sum(1 for item in cells if _FIGURE.fullmatch(item.line.text.strip()))
    return sum(len(row) > 1 for row in rows) >= _FEWEST_ROWS and figures * 4 >= len(cells)
