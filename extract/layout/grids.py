"""Which part of a page is a table: short cells that stand in rows, not running text that happens to be aligned."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shilu.extract.layout.frame import Item

__all__ = ["is_table", "rows_of"]

_FEWEST_ROWS = 3
_SHORT_CELL = 10
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
