"""Lines turned into the frame that a reader has: along the line, and across the lines.

In the frame a page of vertical text lies as one of horizontal text does: a line runs from left to right, the next
stands below it, the next column (the next tier, in vertical text) to the right. A scan that leans is set upright.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from shilu.extract.layout.gutters import Clearance, Placed
from shilu.extract.layout.model import Line, Word, around, is_tall, spell
from shilu.schemas.page import Box

__all__ = ["JOINT", "Frame", "Item", "frame_of", "items_of", "print_width"]

_LEAST_LEAN, _MOST_LEAN = 0.003, 0.14
"""Slopes; 0.14 is eight degrees."""

_COUNTED = 6
"""Characters of a line from which on their room is a measure of the type."""
_ROOM = 1.04
_PAUSE = 0.8
"""White that a comma or a full stop leaves behind it, at most."""
JOINT = 0.9
"""White of so many sizes of the type within a row is kept as a wide space."""
_HALF = re.compile(r"[\x00-\u1fff]")

_SPLIT_BODY, _SPLIT_HEAD, _HEAD = 0.6, 1.8, 1.3
"""A line is cut at gaps between its words: of 0.6 of the type's size in running text, of 1.8 in headings, where a wide
space is a printed one unless a column begins below what follows it. Pieces that belong together are joined again when
a column is read."""


def print_width(text: str) -> float:
    """How wide a line is in print, in Chinese characters; half-width characters take half the room.

    >>> print_width("增长5.8%，")
    5.0
    """
    return max(1.0, len(text) - 0.5 * len(_HALF.findall(text)))


@dataclass(slots=True)
class Item:
    """A line, or a piece of one, in the frame: `u0`, `u1` along the line, `v0`, `v1` across; `size` is that of the
    type. `number` is the line's place in the file."""

    line: Line
    number: int
    u0: float
    u1: float
    v0: float
    v1: float
    size: float

    @property
    def middle(self) -> float:
        """The middle across the line."""
        return (self.v0 + self.v1) / 2


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page lies: whether its text is vertical, the size of its running text in pixels, and how it leans."""

    vertical: bool
    em: float
    lean: float = 0.0

    def place(self, box: Box) -> tuple[float, float, float, float]:
        """A box as (u0, u1, v0, v1), not yet set upright."""
        if self.vertical:
            return box.y, box.y + box.height, -(box.x + box.width), -box.x
        return box.x, box.x + box.width, box.y, box.y + box.height


def frame_of(lines: Sequence[Line]) -> Frame:
    """How the page lies, from its lines that have a box."""
    boxed = [line for line in _spread(lines) if line.box is not None and line.text.strip()]
    tall = sum(_votes(line) for line in boxed if line.box is not None and is_tall(line.box))
    vertical = tall * 2 > sum(map(_votes, boxed))
    first = Frame(vertical, _em(Frame(vertical, 1.0), boxed))
    told = _told_lean(boxed) if not vertical else None
    leaning = replace(first, lean=told if told is not None else _drift(first, boxed))
    return replace(leaning, em=_em(leaning, boxed)) if leaning.lean else first


def _em(frame: Frame, lines: Sequence[Line]) -> float:
    """The size of the running text: that of the middle character of the page."""
    return _weighted_median(sorted((_item(line, 0, frame).size, _votes(line)) for line in lines))


def _votes(line: Line) -> int:
    return max(0, len(line.text) - 1)


def _weighted_median(sizes: Sequence[tuple[float, int]]) -> float:
    half = sum(weight for _, weight in sizes) / 2
    for size, weight in sizes:
        half -= weight
        if half <= 0:
            return size
    return sizes[-1][0] if sizes else 1.0


def _told_lean(lines: Sequence[Line]) -> float | None:
    """The lean of the page from what the lines themselves tell: their baseline, or the places of their words."""
    slopes = [slope for line in lines if len(line.text) > 4 and (slope := _slope(line)) is not None]
    return _sure(slopes) if len(slopes) >= 5 else None


def _slope(line: Line) -> float | None:
    if line.angle is not None:
        return line.angle
    words = [word.box for word in line.words if word.box is not None and len(word.text) > 1]
    if len(words) < 2 or line.box is None or not line.box.width:
        return None
    first, last = words[0], words[-1]
    run = (last.x + last.width / 2) - (first.x + first.width / 2)
    if run < 4 * max(1, first.height):
        return None
    return ((last.y + last.height / 2) - (first.y + first.height / 2)) / run


def _sure(slopes: Sequence[float]) -> float:
    lean = median(slopes)
    return lean if _LEAST_LEAN <= abs(lean) <= _MOST_LEAN else 0.0


def _drift(frame: Frame, lines: Sequence[Line]) -> float:
    """The lean of the page from how the beginnings of the lines of a column drift aside."""
    placed = sorted((frame.place(line.box) for line in lines if line.box is not None), key=lambda one: one[2])
    slopes: list[float] = []
    recent: list[tuple[float, float, float, float]] = []
    for one in placed:
        for above in recent[::-1]:
            fall = one[2] - above[2]
            if (
                4 * frame.em < fall
                and abs(one[0] - above[0]) < 0.14 * fall
                and abs(one[1] - above[1]) < 0.16 * fall
            ):
                slopes.append(-(one[0] - above[0]) / fall)
                break
        recent = [*recent[-60:], one]
    return _sure(slopes) if len(slopes) >= 8 and abs(median(slopes)) > 0.006 else 0.0


def items_of(lines: Sequence[Line], frame: Frame) -> list[Item]:
    """The lines with a box and words, cut where a gutter runs through them, in the frame and upright."""
    kept = [
        (number, line)
        for number, line in enumerate(_spread(lines))
        if line.box is not None and line.text.strip()
    ]
    words = [_placed_words(line, frame) for _, line in kept]
    clear = Clearance(words, frame.em)
    found: list[Item] = []
    for (number, line), placed in zip(kept, words, strict=True):
        own = lines[number] if line.box != lines[number].box else None
        found += (_item(piece, number, frame, own) for piece in _pieces(line, placed, frame, clear))
    return _joined(found, frame, clear)


def _spread(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that were all given the box of their block with equal parts of it."""
    found: list[Line] = []
    for box, group in groupby(lines, key=lambda line: line.box):
        same = list(group)
        if box is None or len(same) == 1:
            found += same
            continue
        tops = [box.y + box.height * number // len(same) for number in range(len(same) + 1)]
        found += (
            replace(line, box=Box(x=box.x, y=top, width=box.width, height=bottom - top), words=())
            for line, (top, bottom) in zip(same, pairwise(tops), strict=True)
        )
    return found


def _joined(items: Iterable[Item], frame: Frame, clear: Clearance) -> list[Item]:
    """The items, those put together that the OCR tore apart: on one row, of one type, with white between them that the
    lines around run over."""
    found: list[Item] = []
    for item in sorted(items, key=lambda one: (round(one.middle / frame.em), one.u0)):
        home = next((one for one in reversed(found[-6:]) if _is_torn(one, item, clear)), None)
        if home is None:
            found.append(item)
        else:
            found[found.index(home)] = _item(_whole(home, item), home.number, frame)
    return found


def _is_torn(one: Item, other: Item, clear: Clearance) -> bool:
    left, right = (one, other) if one.u0 <= other.u0 else (other, one)
    size = min(one.size, other.size)
    shared = min(one.v1, other.v1) - max(one.v0, other.v0)
    gap = right.u0 - left.u1
    if shared < 0.6 * size or max(one.size, other.size) > 1.3 * size or not -0.5 * size < gap < 3 * size:
        return False
    at = (one.middle + other.middle) / 2
    if gap < _PAUSE * clear.em and not clear.is_gutter(left.u1, right.u0, at):
        return True
    return gap < 0 or clear.is_bridged(left.u1, right.u0, at)


def _whole(one: Item, other: Item) -> Line:
    left, right = (one, other) if one.u0 <= other.u0 else (other, one)
    joint = "\u3000" if right.u0 - left.u1 > JOINT * min(one.size, other.size) else ""
    sure = [line.confidence for line in (left.line, right.line) if line.confidence is not None]
    return Line(
        left.line.text + joint + right.line.text,
        around((left.line.box, right.line.box)),
        min(sure, default=None),
        (*left.line.words, *right.line.words) if left.line.words and right.line.words else (),
    )


def _item(line: Line, number: int, frame: Frame, own: Line | None = None) -> Item:
    """A line in the frame; `own` stands for it where its box was made up."""
    assert line.box is not None
    u0, u1, v0, v1 = frame.place(line.box)
    if frame.lean:
        thick = max((v1 - v0) * 0.4, (v1 - v0) - abs(frame.lean) * (u1 - u0))
        u, v = (u0 + u1) / 2, (v0 + v1) / 2
        shift = frame.lean * v
        v -= frame.lean * u
        u0, u1, v0, v1 = u0 + shift, u1 + shift, v - thick / 2, v + thick / 2
    return Item(own or line, number, u0, u1, v0, v1, _size(line.text, u1 - u0, v1 - v0))


def _size(text: str, along: float, across: float) -> float:
    """The size of the type: how thick the line is, or in a line of some characters how much room each takes, if
    less."""
    if len(text) < _COUNTED:
        return max(1.0, across)
    return max(1.0, min(across, _ROOM * along / print_width(text)))


def _placed_words(line: Line, frame: Frame) -> list[Placed]:
    """The words of a line in the frame, upright; the line as one word where the file has none."""
    parts = [Word(line.text, line.box)] if len(line.words) < 2 else line.words
    found = []
    for word in parts:
        if word.box is None:
            return _placed_words(replace(line, words=()), frame)
        item = _item(Line(word.text, word.box), 0, frame)
        found.append((item.u0, item.u1, item.v0, item.v1))
    return found


def _pieces(line: Line, placed: Sequence[Placed], frame: Frame, clear: Clearance) -> Iterable[Line]:
    """The line cut where the space between two words is wider than any within a column and the lines around have it."""
    if len(placed) < 2:
        return [line]
    size = _size(line.text, placed[-1][1] - placed[0][0], max(one[3] - one[2] for one in placed))
    heading = size > _HEAD * frame.em
    groups: list[list[Word]] = [[line.words[0]]]
    end = placed[0][1]
    for word, one in zip(line.words[1:], placed[1:], strict=True):
        white, at = one[0] - end, (one[2] + one[3]) / 2
        if white > _SPLIT_BODY * size and clear.is_gutter(end, one[0], at):
            apart = not heading or white > _SPLIT_HEAD * size or clear.begins_below(one[0], at)
            if apart:
                groups.append([])
        groups[-1].append(word)
        end = max(end, one[1])
    return [line] if len(groups) == 1 else [_piece(line, group) for group in groups]


def _piece(line: Line, words: Sequence[Word]) -> Line:
    text = spell([word.text for word in words], [i for i, word in enumerate(words) if word.spaced])
    return Line(text, around(word.box for word in words), line.confidence, tuple(words), line.angle)
