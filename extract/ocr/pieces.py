"""A box that the engine found, cut where a gutter runs through it, before anything is read: lines of two columns that
stand close are found as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shilu.extract.layout import Line, Word, around, box_of, frame_of, is_tall, items_of
from shilu.schemas.page import Box

__all__ = ["FAINT", "cut_at_gutters", "ink_of"]

FAINT = 0.75
"""How dark a full stop is at least that stands by itself at the end of a vertical line: its thin ring is grey."""

_DARK, _GREY = 0.6, 0.8
"""How dark ink is, from the darkest dot of the line to its paper, and how dark a thin rule is at least."""
_RULE, _THIN = 0.9, 6
"""A printed rule is dark over so much of the line's thickness, and thinner than so many dots."""

_LEAST = 0.12
"""The least gap between two runs of ink, in thicknesses of the line."""

_THINNEST = 0.4
"""Ink that is thinner than so much of its box is a dash or the one character 一, and keeps the box."""

_STOP = 0.6
"""Room of a full stop, in widths of its line."""


def cut_at_gutters(grey: Any, boxes: Sequence[Box]) -> list[Box]:
    """The boxes in the picture `grey`, those that two columns share as two."""
    lines = [_line(grey, box) for box in _with_stops(boxes, grey.shape[0])]
    known = [line for line in lines if line is not None]
    items = items_of(known, frame_of(known)) if known else []
    return [item.line.box for item in items if item.line.box is not None]


def _with_stops(boxes: Sequence[Box], height: int) -> list[Box]:
    """The boxes, those of vertical lines longer by the full stop at their end, which the engine leaves out: it is small
    and stands apart. None grows into another."""
    return [_grown(box, boxes, height) if is_tall(box) else box for box in boxes]


def _grown(box: Box, boxes: Sequence[Box], height: int) -> Box:
    bottom = box.y + box.height
    more = min(round(_STOP * box.width), height - bottom)
    near = (
        other.y
        for other in boxes
        if other is not box
        and min(other.x + other.width, box.x + box.width) > max(other.x, box.x)
        and other.y + other.height > bottom
        and other.y < bottom + 2 * more
    )
    more = min(more, (min(near, default=bottom + 4 * more) - bottom) // 2)
    return Box(x=box.x, y=box.y, width=box.width, height=box.height + max(0, more))


def _line(grey: Any, box: Box) -> Line | None:
    """A box, drawn in to its ink, with the runs of ink as words, so that the layout can cut it as it cuts the words of
    other programs. The engine gives boxes some room, in which gutters vanish."""
    left, top = max(0, box.x), max(0, box.y)
    part = grey[top : box.y + box.height, left : box.x + box.width]
    if not part.size or box.width < 4 or box.height < 4:
        return None
    vertical = is_tall(box)
    ink = _without_rules(ink_of(part, _DARK), ink_of(part, _GREY), vertical)
    rows, columns = ink.any(axis=1).nonzero()[0], ink.any(axis=0).nonzero()[0]
    if not len(rows):
        return None
    ends = _faint_end(part, int(rows[-1])) if vertical else ink
    first, last = (columns[0], columns[-1] + 1) if vertical else (rows[0], rows[-1] + 1)
    first, last = int(first), int(last)
    if last - first < _THINNEST * (box.width if vertical else box.height):
        first, last = 0, box.width if vertical else box.height  # a dash, or the one character 一
    words = tuple(
        Word(
            "字" * max(1, round((end - start) / (last - first))),
            _placed(left, top, (first, last), (start, end), vertical),
        )
        for start, end in _runs(ink | ends, vertical, last - first)
    )
    return Line("".join(word.text for word in words) or "字", around(word.box for word in words), None, words)


def _faint_end(part: Any, last: int) -> Any:
    """What is fainter than ink below the last of it in a vertical line."""
    faint = ink_of(part, FAINT)
    faint[: last + 1] = False
    return faint


def ink_of(part: Any, share: float) -> Any:
    """Which dots are ink, darker than a share of the way from the darkest to the paper: none where light and dark
    hardly differ. Light is what paper and ink have in between on a noisy scan, not the one brightest dot: thin strokes
    of small type are hardly darker than grey."""
    paper, darkest = _paper(part), float(part.min())
    return part < (darkest + (paper - darkest) * share if paper - darkest > 40 else 0)


def _paper(part: Any) -> float:
    """How light the paper is in the picture of a line, most of which is paper."""
    import numpy as np

    return float(np.percentile(part, 75))


def _placed(
    left: int, top: int, across: tuple[int, int], along: tuple[int, int], vertical: bool
) -> Box | None:
    (first, last), (start, end) = across, along
    if vertical:
        return box_of(left + first, top + start, left + last, top + end)
    return box_of(left + start, top + first, left + end, top + last)


def _without_rules(ink: Any, grey: Any, vertical: bool) -> Any:
    """The ink without printed rules between columns: thin strokes right across the line, with nothing to their sides.
    Such a rule is longer than the line is thick, and would make it thicker than its type. On a scan it is `grey`, and
    leans over two or three dots."""
    import numpy as np

    across = grey if vertical else grey.T
    near = np.pad(across, ((1, 1), (0, 0)))
    full = (near[:-2] | near[1:-1] | near[2:]).mean(axis=1) > _RULE
    thick = ink.shape[1 if vertical else 0]
    rules = [place for place in full.nonzero()[0] if _is_rule(full, int(place), thick)]
    if rules:
        ink = ink.copy()
        ink[(rules, slice(None)) if vertical else (slice(None), rules)] = False
    return ink


def _runs(ink: Any, vertical: bool, thick: int) -> Iterator[tuple[int, int]]:
    """Where there is ink along the line."""
    along = ink.any(axis=1 if vertical else 0)
    start, last = -1, -1
    for place in range(len(along)):
        if not along[place]:
            continue
        if start < 0:
            start = place
        elif place - last > _LEAST * thick:
            yield start, last + 1
            start = place
        last = place
    if start >= 0:
        yield start, last + 1


def _is_rule(full: Any, place: int, thick: int) -> bool:
    """Whether the place is part of a dark stroke across the line that is thin."""
    start = end = place
    while start and full[start - 1]:
        start -= 1
    while end + 1 < len(full) and full[end + 1]:
        end += 1
    return end - start < max(_THIN, 0.15 * thick)
