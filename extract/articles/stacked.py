"""Tables of which each line holds one cell, as tables of web pages are copied: 项目 | above 预算数 | above 合计 |.

The bar stands behind each cell or on a line of its own. Where the rows begin is told by the columns: there is a number
of columns with which the first row holds no number and each column below it numbers alone or none.
"""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.text.rows import is_number

__all__ = ["stacked_rows"]

_MOST_COLUMNS = 12
_FEWEST_ROWS = 2


def stacked_rows(lines: Sequence[str]) -> dict[int, int]:
    """For each line of a table with a cell a line, the line with which its row begins; empty where there is no table.

    >>> stacked_rows(["单位:万元", "项目 |", "金额 |", "工资 |", "120 |", "水费 |", "7.5 |"])
    {1: 1, 2: 1, 3: 3, 4: 3, 5: 5, 6: 5}
    >>> stacked_rows(["乡镇", "|", "户数", "|", "柳湾", "|", "96", "|"])
    {0: 0, 1: 0, 2: 0, 3: 0, 4: 4, 5: 4, 6: 4, 7: 4}
    >>> stacked_rows(["首页 |", "新闻 |", "专题 |"])
    {}
    """
    rows: dict[int, int] = {}
    at = 0
    while at < len(lines):
        cells, after = _cells(lines, at)
        width = _columns([words for _, words in cells])
        if width:
            starts = [line for line, _ in cells]
            for number, line in enumerate(starts):
                end = starts[number + 1] if number + 1 < len(starts) else after
                rows |= dict.fromkeys(range(line, end), starts[number - number % width])
        at = max(after, at + 1)
    return rows


def _cells(lines: Sequence[str], first: int) -> tuple[list[tuple[int, str]], int]:
    """The cells that stand one a line from a line on, each with the number of its line, and the first line behind."""
    cells: list[tuple[int, str]] = []
    at = first
    while at < len(lines):
        words = lines[at].strip()
        behind = at + 1 < len(lines) and lines[at + 1].strip() == "|"
        if not words or "|" in words[:-1] or (words[-1] != "|" and not behind):
            break
        if words != "|":
            cells.append((at, words.rstrip("| ")))
        elif at == first:
            break
        at += 1 if words[-1] == "|" else 2
    return cells, at


def _columns(cells: Sequence[str]) -> int:
    """How many columns the cells have, row after row; 0 where they are no table."""
    for width in range(2, min(_MOST_COLUMNS, len(cells) // _FEWEST_ROWS) + 1):
        if len(cells) % width or any(map(is_number, cells[:width])):
            continue
        columns = [list(map(is_number, cells[width + number :: width])) for number in range(width)]
        if (
            not columns[0][0]
            and any(column[0] for column in columns)
            and all(len(set(c)) == 1 for c in columns)
        ):
            return width
    return 0
