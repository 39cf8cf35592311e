"""The reading order of a page from the places of its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shilu.extract.layout.columns import Row, ranked, read_leaf, runs_on
from shilu.extract.layout.cuts import Leaf, Measures, cut, measures_of
from shilu.extract.layout.frame import Frame, frame_of, items_of
from shilu.extract.layout.grids import is_table
from shilu.extract.layout.mixed import block_of, by_direction
from shilu.extract.layout.model import Line, Scan
from shilu.extract.layout.tangled import untangled

__all__ = ["Arranged", "arrange"]

_FEWEST = 2
_MISSING = 0.1


@dataclass(frozen=True, slots=True)
class Arranged:
    """The rows of a page in reading order. `columns` is the most that stand side by side; `unsure` counts the rows
    whose order the places leave open; `vertical` says how the text runs; `as_filed` that each row is a line of the
    file, in the file's order."""

    rows: tuple[Row, ...]
    columns: int
    unsure: int
    vertical: bool
    as_filed: bool = False


def arrange(scan: Scan) -> Arranged | None:
    """The page in reading order; None where the file tells too few places."""
    lines = [line for block in scan.blocks for line in block if line.text.strip()]
    if sum(line.box is not None and line.box.width * line.box.height > 0 for line in lines) < _FEWEST:
        return None
    if sum(line.box is None for line in lines) > _MISSING * len(lines):
        return None
    frame = frame_of(lines)
    own, groups = by_direction(lines, frame)
    blocks: dict[int, Arranged] = {}
    for group in groups:
        inner = arrange(Scan((tuple(group),)))
        block = block_of(group)
        own += group if inner is None else [block]
        if inner is not None:
            blocks[id(block)] = inner
    page = _with_blocks(_arranged(own, frame), blocks) if blocks else _arranged(lines, frame)
    return page if page.as_filed else _with_placeless(page, lines)


def _with_blocks(page: Arranged, blocks: Mapping[int, Arranged]) -> Arranged:
    """The page with the rows of each block of the other direction where it stands."""
    rows: list[Row] = []
    for row in page.rows:
        if not any(id(piece) in blocks for piece in row.pieces):
            rows.append(row)
            continue
        for piece in row.pieces:
            inner = blocks.get(id(piece))
            alone = replace(row, pieces=(piece,), joints=(), table=False, runs_on=False, first=True)
            own = (alone,) if inner is None else inner.rows
            rows += (replace(one, first=one.first or one is own[0]) for one in own)
    unsure = page.unsure + sum(inner.unsure for inner in blocks.values())
    return replace(page, rows=tuple(rows), unsure=unsure, as_filed=False)


def _with_placeless(page: Arranged, lines: Sequence[Line]) -> Arranged:
    """The page with the lines to which the file gives no place: each below the one that it follows in the file."""
    shown = {id(piece) for row in page.rows for piece in row.pieces}
    below: dict[int | None, list[Line]] = {}
    above = None
    for line in lines:
        if line.box is None:
            below.setdefault(above, []).append(line)
        elif id(line) in shown:
            above = id(line)
    if not below:
        return page
    rows = [_placeless(line, page.rows[0], within=False) for line in below.get(None, ())]
    for row, after in pairwise([*page.rows, None]):
        assert row is not None
        rows.append(row)
        within = after is not None and after.runs_on
        for piece in row.pieces:
            rows += (_placeless(line, row, within=within) for line in below.get(id(piece), ()))
    return replace(page, rows=tuple(rows), unsure=page.unsure + len(rows) - len(page.rows))


def _placeless(line: Line, beside: Row, *, within: bool) -> Row:
    """A line without a place as a row beside another, `within` a paragraph that goes on below it."""
    alone = replace(beside, pieces=(line,), joints=(), level=None, table=False, first=False, unsure=True)
    return replace(alone, runs_on=within)


def _arranged(lines: Sequence[Line], frame: Frame) -> Arranged:
    items = items_of(lines, frame)
    measures = measures_of(items, frame.em)
    leaves = cut(items, measures, is_table)
    leaves = [part for leaf in leaves for part in ([leaf] if leaf.sure else untangled(leaf, measures))]
    rows = _linked(ranked([row for leaf in leaves for row in read_leaf(leaf, measures)]), measures)
    unsure = sum(len(one.items) for one in leaves if not one.sure)
    filed = _is_as_filed(rows, lines, leaves)
    return Arranged(tuple(rows), _most_columns(leaves), unsure, frame.vertical, filed)


def _linked(rows: Sequence[Row], measures: Measures) -> list[Row]:
    linked = list(rows[:1])
    for before, row in pairwise(rows):
        if runs_on(before, row, measures):
            row = replace(row, runs_on=True, level=linked[-1].level)
        linked.append(row)
    return linked


def _most_columns(leaves: Sequence[Leaf]) -> int:
    bands = [leaf.band for leaf in leaves]
    return max((bands.count(band) for band in set(bands)), default=1)


def _is_as_filed(rows: Sequence[Row], lines: Sequence[Line], leaves: Sequence[Leaf]) -> bool:
    """Whether nothing is gained: every row is a line of the file, in its order."""
    if any(leaf.table for leaf in leaves):
        return False
    found = [row.pieces[0] for row in rows if len(row.pieces) == 1]
    filed = [line for line in lines if line.box is not None]
    return len(found) == len(rows) == len(filed) and all(
        one is other for one, other in zip(found, filed, strict=True)
    )
