"""A vertical line as a horizontal one: its characters, which stand upright one below the other, set side by side.

The models know vertical text only a little, and lines of upright characters well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

__all__ = ["as_row"]

_DARK = 0.5
_LEAST, _MOST = 0.55, 1.3
"""The least and the most height of a character, in widths of the line."""


def as_row(part: Any, grey: Any) -> Any:
    """The picture of a line of vertical text, rows of characters made one row. `grey` is the same without colour."""
    import cv2
    import numpy as np

    cells = list(_cells(grey))
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
        squares.append(cell)
    return np.ascontiguousarray(np.concatenate(squares, axis=1)) if squares else part


def _cells(grey: Any) -> Iterator[tuple[int, int]]:
    """Where characters stand down the line. They are about as high as wide; they are parted at the whitest place between
    the least and the most height."""
    height, width = grey.shape[:2]
    lightest, darkest = int(grey.max()), int(grey.min())
    ink = (grey < darkest + (lightest - darkest) * _DARK).sum(axis=1)
    at = 0
    while at < height:
        while at < height and not ink[at]:
            at += 1
        if at >= height:
            return
        low, high = at + max(1, int(_LEAST * width)), at + int(_MOST * width) + 1
        if high >= height:
            yield at, height
            return
        end = min(range(low, high), key=lambda row: (ink[row], abs(row - at - width)))
        yield at, end
        at = end
