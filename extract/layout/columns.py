"""A column read from top to bottom: its rows, which of them run on from the row above, and which are headings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from shilu.extract.layout.cuts import Leaf, Measures
from shilu.extract.layout.frame import JOINT, Item
from shilu.extract.layout.grids import rows_of
from shilu.extract.layout.model import Line, around

__all__ = ["Row", "ranked", "read_leaf", "runs_on"]

_SHORT, _INDENT, _LIKE = 1.3, 0.8, 1.18
"""A line that ends so far before the edge closes its paragraph; one that begins so far after it opens one; lines
whose type differs by more than a factor of 1.18 are not of one paragraph."""
_HEAD, _SURE_HEAD = 1.12, 1.35
_RANK, _LOWEST = 0.96, 6
_LONGEST_HEAD, _LONGEST_SUBHEAD = 60, 12
_COUNTED = 6
_APART = 0.4
_CUT = 0.3
_HELD = re.compile(r"[.,%％‰，。、；：！？）”』」》]")
_NUMBER_END = re.compile(r"[\d.]$")
_CLOSED = re.compile(r"[。！？!?…：:；;.][”’」』）)]*$")
_STOPS = re.compile(r"[。，、；,;：:][”’」』）)]*$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the text: its pieces with a tab or nothing between them. `u0`, `u1`, `v0`, `v1`, `size` as in `Item`;
    `left` and `right` are the edges of its column, `first` says that it begins a part of the page. `level` is the rank
    of a heading, `runs_on` says that it goes on with what stands above, `within` that a
    heading stands in running text with no more room above than a line has: a subhead."""

    pieces: tuple[Line, ...]
    joints: tuple[str, ...]
    u0: float
    u1: float
    v0: float
    v1: float
    size: float
    left: float
    right: float
    first: bool = False
    level: int | None = None
    runs_on: bool = False
    table: bool = False
    unsure: bool = False
    within: bool = False

    @property
    def text(self) -> str:
        """The words of the row."""
        return "".join(
            joint + piece.text for joint, piece in zip(("", *self.joints), self.pieces, strict=True)
        )


def read_leaf(leaf: Leaf, measures: Measures) -> list[Row]:
    """The rows of one part of the page."""
    left, right = _edges(leaf.items, measures.em)
    rows = [_row(items, left, right, leaf.table) for items in rows_of(leaf.items)]
    found: list[Row] = []
    for row in rows:
        apart = not found or row.v0 - found[-1].v1 > measures.leading + _APART * measures.em
        heading = not row.table and (
            _is_heading(row, apart or bool(found[-1].level), measures)
            or (bool(found) and not apart and _is_rest(row, found[-1], measures))
        )
        within = heading and not apart and not found[-1].level and row.size < _SURE_HEAD * measures.em
        found.append(
            replace(row, level=1 if heading else None, first=not found, unsure=not leaf.sure, within=within)
        )
    return found


def _edges(items: Sequence[Item], em: float) -> tuple[float, float]:
    """Where most lines of a column begin and where the full ones end."""
    body = [item for item in items if item.size < _HEAD * em] or list(items)
    starts = sorted(item.u0 for item in body)
    ends = sorted(item.u1 for item in body)
    return starts[len(starts) // 5], ends[-1 - len(ends) // 8]


def _row(items: Sequence[Item], left: float, right: float, table: bool) -> Row:
    joints = tuple(_joint(one, other, table) for one, other in pairwise(items))
    size = median(item.size for item in items)
    return Row(
        tuple(item.line for item in items), joints,
        min(item.u0 for item in items), max(item.u1 for item in items),
        min(item.v0 for item in items), max(item.v1 for item in items),
        size, left, right, table=table,
    )  # fmt: skip


def _joint(one: Item, other: Item, table: bool) -> str:
    if table:
        return "\t"
    gap = other.u0 - one.u1
    return "" if gap < JOINT * min(one.size, other.size) else "\u3000"


def _is_heading(row: Row, apart: bool, measures: Measures) -> bool:
    """Whether the type is larger than that of the running text.

    Boxes are loose, so that a little larger is not enough where the line fills its column right below another, as
    running text does, or closes a sentence; of a short line only its thickness is known, and it must be set in from the
    edge. `apart` says that more room than usual, or a heading, is above it.
    """
    ratio = row.size / measures.em
    if not 2 <= len(row.text) <= _LONGEST_HEAD or ratio < _HEAD:
        return False
    if ratio >= _SURE_HEAD:
        return True
    set_in = row.u0 - row.left > _SHORT * measures.em
    full = row.right - row.u1 < _SHORT * measures.em
    if _STOPS.search(row.text) or (full and not set_in and not apart):
        return False
    return set_in or apart or len(row.text) >= _COUNTED


def _is_rest(row: Row, before: Row, measures: Measures) -> bool:
    """Whether a single character is the end of the heading above, which was a character too long for its line."""
    return (
        bool(before.level)
        and len(row.text) == 1
        and _is_full(before, measures)
        and (_same_edge(before, row) or _same_centre(before, row, measures))
    )


def ranked(rows: Sequence[Row]) -> list[Row]:
    """The rows, their headings with the rank of their type on this page, 1 the largest; types that differ by less than
    a twenty-fifth are one. Subheads have the lowest rank, also at the head of a column, where their type tells them."""
    ranks: list[float] = []  # the smallest type of each rank so far
    levels: dict[float, int] = {}
    subheads = [row.size for row in rows if row.within]
    usual = median(subheads) if subheads else 0.0
    for size in sorted({row.size for row in rows if row.level and not _is_subhead(row, usual)}, reverse=True):
        if not ranks or size < ranks[-1] * _RANK:
            ranks.append(size)
        ranks[-1] = size
        levels[size] = min(len(ranks), _LOWEST - 1)
    return [
        replace(row, level=_LOWEST if _is_subhead(row, usual) else levels[row.size]) if row.level else row
        for row in rows
    ]


def _is_subhead(row: Row, usual: float) -> bool:
    """Whether a heading is a subhead, the type of which is `usual` on this page: within text, or short and set in at
    the head of a column."""
    if row.within:
        return True
    set_in = row.u0 - row.left > _SHORT * row.size
    return row.first and set_in and len(row.text) <= _LONGEST_SUBHEAD and abs(row.size - usual) < 0.12 * usual


def runs_on(before: Row, row: Row, measures: Measures) -> bool:
    """Whether a row goes on with the paragraph of the row before it, below it or at the head of the next column.

    A line short of the edge closes its paragraph, unless it is cut within a sentence and the next one is not set in: a
    number is not broken over lines.
    """
    loose = min(len(before.text), len(row.text)) < _COUNTED or (before.level and row.level)
    like = _LIKE * _LIKE if loose else _LIKE
    if before.table or row.table or not 1 / like < before.size / row.size < like:
        return False
    if not row.first and row.v0 - before.v1 > measures.leading + 0.6 * measures.em:
        return False
    if row.level:
        return bool(before.level) and (
            _is_full(before, measures) or _same_centre(before, row, measures) or _same_edge(before, row)
        )
    if before.level or row.u0 - row.left >= _INDENT * measures.em:
        return False
    if row.first and _CLOSED.search(before.text):
        return False  # the next column may be another article's
    return _is_full(before, measures) or _is_cut(before, row)


def _is_full(row: Row, measures: Measures) -> bool:
    return row.right - row.u1 <= _SHORT * measures.em


def _is_cut(before: Row, row: Row) -> bool:
    """Whether a line a little short of the edge breaks off within a number or a phrase."""
    if before.right - before.u1 > _CUT * (before.right - before.left) or len(before.text) < _COUNTED:
        return False
    return bool(_HELD.match(row.text) or _NUMBER_END.search(before.text)) or not _CLOSED.search(before.text)


def _same_edge(before: Row, row: Row) -> bool:
    """Whether two lines of one type begin at one edge, as those of a title do that was too long for its place."""
    like = 1 / _LIKE < before.size / row.size < _LIKE
    return like and not row.first and abs(before.u0 - row.u0) < 0.5 * row.size


def _same_centre(before: Row, row: Row, measures: Measures) -> bool:
    """Whether two lines of a heading are set to one middle."""
    if not before.level or row.first:
        return False
    return abs((before.u0 + before.u1) - (row.u0 + row.u1)) < measures.em


def joined(lines: Iterable[Line]) -> Line:
    """Several pieces as one line, for its place."""
    pieces = list(lines)
    return Line("".join(one.text for one in pieces), around(one.box for one in pieces))
