"""A vertical line as a horizontal one: its characters, which stand upright one below the other, set side by side.

The models know vertical text only a little, and lines of upright characters well.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from shilu.extract.ocr.pieces import FAINT, ink_of

__all__ = ["as_row", "cells_of"]

_DARK = 0.5
_SMALL, _RIGHT = 0.45, 0.45
_LOW, _WIDE, _STRAIGHT, _BENT, _CORNER = 0.5, 0.38, 0.1, 0.05, 0.06
_PITCH, _LEAST, _MOST = 1.04, 0.45, 1.4
"""The room of a character, in widths of the line's ink, and its least and most in such rooms."""
_STOP = 0.2
"""The least room of a full stop at the end of the line."""
_STRAY = 1.5
"""What a room that is off by itself costs, against a cut through ink all across the line."""


def as_row(part: Any, grey: Any, cells: Sequence[tuple[int, int]]) -> Any:
    """The picture of a line of vertical text, rows of characters made one row. `grey` is the same without colour, and
    `cells` are those of it."""
    import cv2
    import numpy as np

    side = part.shape[1]
    squares = []
    for start, end in cells:
        cell = part[start:end]
        height = end - start
        if height < side:
            white = np.full((side, side, 3), 255, dtype=part.dtype)
            above = (side - height) // 2
            white[above : above + height] = cell[:side]
            cell = white
        elif height > side:
            cell = cv2.resize(cell, (side, side), interpolation=cv2.INTER_AREA)
        squares.append(_turned(cell) if _is_bracket(grey[start:end]) else _as_stop(cell, grey[start:end]))
    return np.ascontiguousarray(np.concatenate(squares, axis=1)) if squares else part


def _is_bracket(grey: Any) -> bool:
    """Whether a cell holds a bracket or quotation mark of vertical text (︵ ︶ ﹁ ﹂): wide, low, and at the upper or
    lower edge. 一 is wide and low too, but straight and in the middle."""
    import numpy as np

    ink = _ink_of(grey)
    rows, columns = ink.any(axis=1).nonzero()[0], ink.any(axis=0).nonzero()[0]
    side = grey.shape[1]
    if not len(rows):
        return False
    high, wide = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
    if high > _LOW * side or wide < _WIDE * side or high < _STRAIGHT * side:
        return False
    left, right = int(columns[0]), int(columns[-1]) + 1
    third = max(1, (right - left) // 3)
    heights = np.arange(ink.shape[0])[:, None]

    def middle(start: int, end: int) -> float:
        part = ink[:, start:end]
        return float((part * heights).sum() / max(1, part.sum()))

    ends, centre = (
        (middle(left, left + third), middle(right - third, right)),
        middle(left + third, right - third),
    )
    bent = min(abs(end - centre) for end in ends) > _BENT * side and (ends[0] > centre) == (ends[1] > centre)
    corner = abs(ends[0] - ends[1]) > _CORNER * side
    return bent or corner


def _turned(cell: Any) -> Any:
    import cv2

    return cv2.rotate(cell, cv2.ROTATE_90_COUNTERCLOCKWISE)


def _ink_of(grey: Any) -> Any:
    lightest, darkest = int(grey.max()), int(grey.min())
    return grey < darkest + (lightest - darkest) * _DARK if lightest - darkest > 40 else grey < 0


def _as_stop(cell: Any, grey: Any) -> Any:
    """A cell, or where it holds a small sign in its upper right corner, the same sign in the lower left one: there a
    comma or full stop of horizontal text stands, and the model knows it there only."""
    import numpy as np

    ink = _ink_of(grey)
    rows, columns = ink.any(axis=1).nonzero()[0], ink.any(axis=0).nonzero()[0]
    side = cell.shape[1]
    if not len(rows) or rows[-1] - rows[0] > _SMALL * side or columns[-1] - columns[0] > _SMALL * side:
        return cell
    if columns[0] < _RIGHT * side or rows[0] > _SMALL * side:
        return cell
    top, bottom, left, right = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    moved = np.full((side, side, 3), 255, dtype=cell.dtype)
    above = (side - grey.shape[0]) // 2 if grey.shape[0] < side else 0
    part = cell[above + top : above + bottom, left:right]
    low, edge = round(0.92 * side), round(0.1 * side)
    moved[low - part.shape[0] : low, edge : edge + part.shape[1]] = part
    return moved


def cells_of(grey: Any) -> list[tuple[int, int]]:
    """Where characters stand down the line: each takes about as much room as the line is wide, a comma too, and they
    are parted where there is little ink. The cuts are those that fit both best, all together."""
    lightest, darkest = int(grey.max()), int(grey.min())
    if lightest - darkest <= 40:
        return []
    ink = grey < darkest + (lightest - darkest) * _DARK
    rows, columns = ink.any(axis=1).nonzero()[0], ink.any(axis=0).nonzero()[0]
    faint = ink_of(grey, FAINT).any(axis=1).nonzero()[0]
    first, last = int(rows[0]), max(int(rows[-1]), int(faint[-1]) if len(faint) else 0) + 1
    pitch = max(4.0, _PITCH * float(columns[-1] - columns[0] + 1))
    weight = (ink.sum(axis=1) / pitch).tolist()
    cuts = _cuts(weight, first, last, pitch)
    return list(pairwise(cuts))


def _cuts(ink: Sequence[float], first: int, last: int, pitch: float) -> list[int]:
    """The rows to cut at, from `first` to `last`; the last cell may be short, as it may be a comma."""
    low, high, stop = max(2, round(_LEAST * pitch)), round(_MOST * pitch), max(2, round(_STOP * pitch))
    best: dict[int, tuple[float, int]] = {first: (0.0, first)}
    for row in range(first + low, last + 1):
        here = ink[row] if row < last else 0.0
        found = [
            (best[before][0] + here + _STRAY * _off(row - before, pitch, row == last) ** 2, before)
            for before in range(max(first, row - high), row - (low if row < last else stop) + 1)
            if before in best
        ]
        if found:
            best[row] = min(found)
    end = last if last in best else max(best)
    if end != last:
        best[last] = (0.0, end)
    cuts = [last]
    while cuts[-1] != first:
        cuts.append(best[cuts[-1]][1])
    return cuts[::-1]


def _off(room: int, pitch: float, at_end: bool) -> float:
    """How far a room is off; one at the end of the line may be short, as a full stop there is."""
    return max(0.0, room / pitch - 1) if at_end else room / pitch - 1
