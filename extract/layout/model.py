"""What a file of OCR gives: lines and words with their places on the image of a page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shilu.schemas.page import Box

__all__ = [
    "Line",
    "Scan",
    "Word",
    "are_characters",
    "around",
    "box_of",
    "is_tall",
    "line_of",
    "spell",
    "turned_box",
    "turned_line",
]

_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_FEWEST_CHARACTERS = 15
_TALL = 1.5
_FARTHEST = 10_000_000
"""Pixels. A coordinate beyond is no place on a page, whatever the file says."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word or character of a line; `spaced` says that the file has a space before it."""

    text: str
    box: Box | None = None
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the OCR gave it; `confidence` from 0 to 1, `words` those of the line where the file tells
    their places, `angle` how far the line leans, as a slope (down by so much to the right), where it is told."""

    text: str
    box: Box | None = None
    confidence: float | None = None
    words: tuple[Word, ...] = ()
    angle: float | None = None


@dataclass(frozen=True, slots=True)
class Scan:
    """One page of a file of OCR: its blocks of lines in the order of the file, and the name of its image. `turned` says
    by how many degrees clockwise (0, 90, 180, 270) the page must be turned to be read; its places are those of the page
    as it lies."""

    blocks: tuple[tuple[Line, ...], ...]
    image: str | None = None
    turned: int = 0


def spell(words: Sequence[str], spaces: Iterable[int]) -> str:
    """The words of a line as one string; `spaces` tells before which of them the file has a space.

    Most OCR puts a space between any two words, Chinese ones too. Where it stands in half the gaps or more between
    Chinese characters it means nothing there and is left out; where it is rarer it was printed.

    >>> spell(["全县", "建成", "102", "座"], [1, 2, 3]), spell(["书", "屋", "开", "门"], [2])
    ('全县建成102座', '书屋 开门')
    """
    spaced = frozenset(spaces)
    kept = [(word, index in spaced) for index, word in enumerate(words) if word]
    gaps = [(one[0], *other, _is_wide(one[0], other[0])) for one, other in pairwise(kept)]
    chinese = [has_space for _, _, has_space, wide in gaps if wide]
    idle = sum(chinese) * 2 >= len(chinese)
    void = idle and bool(chinese)  # here a space within a number means nothing either: 136 . 5
    rest = (
        " " + word
        if has_space and not (wide and idle) and not (void and _within_number(before, word))
        else word
        for before, word, has_space, wide in gaps
    )
    return "".join([kept[0][0], *rest]) if kept else ""


def _is_wide(before: str, after: str) -> bool:
    """Whether a Chinese character stands at either side of a gap."""
    return bool(_WIDE.match(before[-1]) or _WIDE.match(after[0]))


def _within_number(before: str, after: str) -> bool:
    """Whether a gap stands before or after a point or comma within a number, or before a per cent sign."""
    return bool(
        (before[-1].isdigit() and after[0] in ".,%‰:")
        or (before[-1] in ".," and after[0].isdigit() and (len(before) == 1 or before[-2].isdigit()))
    )


def line_of(
    words: Sequence[Word], box: Box | None, confidence: float | None = None, angle: float | None = None,
    *, characters: bool = False,
) -> Line:  # fmt: skip
    """A line from its words. `characters` says that the file gives each character by itself (`are_characters`): then a
    space is there only where the boxes are apart. Places of words that are not within the line are left out."""
    kept = [word for word in words if word.text]
    if characters:
        kept = [replace(word, spaced=_is_apart(before, word)) for before, word in pairwise([Word(""), *kept])]
        text = "".join(" " * (word.spaced and number > 0) + word.text for number, word in enumerate(kept))
    else:
        text = spell([word.text for word in kept], [i for i, word in enumerate(kept) if word.spaced])
    whole = around(word.box for word in kept)
    box = box or whole
    if box is None or whole is None or not _is_within(whole, box) or any(word.box is None for word in kept):
        kept = []
    return Line(text, box, confidence, tuple(kept), angle)


def are_characters(words: Iterable[Word]) -> bool:
    """Whether the words of a page are single characters, figures too: all of fifteen and more, but for one in fifty."""
    sizes = [len(word.text) for word in words if word.text]
    return len(sizes) >= _FEWEST_CHARACTERS and sum(size > 1 for size in sizes) * 50 <= len(sizes)


def _is_apart(before: Word, word: Word) -> bool:
    """Whether there is a printed space between two characters: between Latin letters and figures a third of their
    height, elsewhere one and a half times."""
    if before.box is None or word.box is None:
        return False
    gap = max(word.box.x - before.box.x - before.box.width, word.box.y - before.box.y - before.box.height)
    size = max(1, min(max(before.box.height, before.box.width), max(word.box.height, word.box.width)))
    return gap > size * (1.5 if _is_wide(before.text, word.text) else 0.34)


def _is_within(inner: Box, outer: Box) -> bool:
    """Whether most of a box lies within another, and it is not a mere point there."""
    wide = min(inner.x + inner.width, outer.x + outer.width) - max(inner.x, outer.x)
    high = min(inner.y + inner.height, outer.y + outer.height) - max(inner.y, outer.y)
    return wide * 2 > max(inner.width, outer.width) and high * 2 > max(inner.height, outer.height) / 2


def around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box that holds all of them; None where there is none."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    x, y = min(box.x for box in known), min(box.y for box in known)
    right = max(box.x + box.width for box in known)
    bottom = max(box.y + box.height for box in known)
    return Box(x=x, y=y, width=right - x, height=bottom - y)


def box_of(left: float, top: float, right: float, bottom: float) -> Box | None:
    """The box between two corners, in whole pixels; None where a number is none or lies beyond any page.

    >>> box_of(10.2, 20, 30, 41.7)
    Box(x=10, y=20, width=20, height=22)
    >>> box_of(0, 0, float("nan"), 1)
    """
    sides = (left, top, right, bottom)
    if not all(math.isfinite(side) and abs(side) <= _FARTHEST for side in sides):
        return None
    x, y = round(left), round(top)
    return Box(x=x, y=y, width=max(0, round(right) - x), height=max(0, round(bottom) - y))


def is_tall(box: Box) -> bool:
    """Whether a box is that of a line of vertical text: half as high again as it is wide, which one character is not.

    >>> is_tall(Box(x=0, y=0, width=20, height=60)), is_tall(Box(x=0, y=0, width=20, height=24))
    (True, False)
    """
    return box.height > _TALL * box.width


def turned_box(box: Box, degrees: int, width: int = 0, height: int = 0) -> Box:
    """The box on the page after that was turned clockwise by 0, 90, 180 or 270 degrees. `width` and `height` are those
    of the page as it lies then; without them it is turned about its upper left corner, and turned on to 360 it is
    where it was.

    >>> turned_box(Box(x=10, y=20, width=30, height=5), 90, width=100)
    Box(x=75, y=10, width=5, height=30)
    """
    x, y, wide, high = box.x, box.y, box.width, box.height
    if degrees == 90:
        return Box(x=width - (y + high), y=x, width=high, height=wide)
    if degrees == 180:
        return Box(x=width - (x + wide), y=height - (y + high), width=wide, height=high)
    if degrees == 270:
        return Box(x=y, y=height - (x + wide), width=high, height=wide)
    return box


def turned_line(line: Line, degrees: int, width: int = 0, height: int = 0) -> Line:
    """The line with its places after the page was turned so (`turned_box`)."""
    if not degrees:
        return line

    def place(box: Box | None) -> Box | None:
        return box and turned_box(box, degrees, width, height)

    words = tuple(replace(word, box=place(word.box)) for word in line.words)
    return replace(line, box=place(line.box), words=words, angle=None)
