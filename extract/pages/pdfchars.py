"""The text layer of a page of a PDF: its characters with their places, as lines."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import byref, c_double, c_int
from dataclasses import dataclass
from typing import Any

from shilu.extract.layout import Line, Word, around, box_of, spell, turned_line
from shilu.schemas.page import Box

__all__ = ["SCALE", "Layer", "layer_of"]

SCALE = 2.0
"""Pixels of a place for each point of the PDF: places are those on a picture of 144 dots an inch."""

_MOST = 400_000
"""Characters of one page."""
_CID = re.compile(r"\(cid:\d+\)")
_VOID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\ufeff]")
_UNMAPPED = re.compile(r"[\ufffd\ufffe\uffff\ue000-\uf8ff]")
_FINE = 20
_ASKED = 200
"""Characters that are asked how they lie."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The lines of a text layer. `unmapped` is the share of its characters that are none: without a map to Unicode, in
    the private area, or written as `(cid:12)`; `cut` says that the page has more characters than are read; `turned` by
    how many degrees clockwise the page must be turned to be read, with the places of the page as it lies."""

    lines: tuple[Line, ...]
    characters: int
    unmapped: float
    cut: bool = False
    turned: int = 0


def layer_of(page: Any, raw: Any) -> Layer:
    """The text layer of a pypdfium2 page; `raw` is `pypdfium2.raw`. A page that lies on its side or head is turned for
    it, since PDFium gives the characters of one that lies on its head in reverse."""
    own, turned = page.get_rotation(), _turned(page, raw)
    width, height = (round(side * SCALE) for side in page.get_size())
    if turned:
        page.set_rotation((own + turned) % 360)
    try:
        words, cut = _words(page, raw)
    finally:
        if turned:
            page.set_rotation(own)
    back = -turned % 360
    lines = tuple(turned_line(_line(group), back, width, height) for group in _groups(words))
    text = "".join(word.text for word in words)
    bad = len(_UNMAPPED.findall(text)) + sum(len(match) for match in _CID.findall(text))
    return Layer(lines, len(words), bad / len(words) if words else 0.0, cut, turned)


def _turned(page: Any, raw: Any) -> int:
    """By how many degrees clockwise the page must be turned for most of its characters to stand upright."""
    angles: Counter[int] = Counter()
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        for number in range(0, count, max(1, count // _ASKED)):
            angle = raw.FPDFText_GetCharAngle(textpage, number)
            if math.isfinite(angle) and angle >= 0:
                angles[round(math.degrees(angle) / 90) * 90 % 360] += 1
    finally:
        textpage.close()
    lies = max(angles, key=lambda angle: (angles[angle], -angle), default=None)
    return 0 if lies is None else int(-(lies + page.get_rotation()) % 360)


def _words(page: Any, raw: Any) -> tuple[list[Word], bool]:
    """The characters of the page, and whether it has more than are read."""
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        return list(_characters(page, textpage, raw, min(count, _MOST))), count > _MOST
    finally:
        textpage.close()


def _characters(page: Any, textpage: Any, raw: Any, count: int) -> Iterator[Word]:
    """The characters that print something; a space is told by the next one."""
    width, height = (round(side * SCALE * _FINE) for side in page.get_size())
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    x, y = c_int(), c_int()

    def place(u: float, v: float) -> tuple[float, float]:
        raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, u, v, byref(x), byref(y))
        return x.value / _FINE, y.value / _FINE

    spaced = False
    for number in range(count):
        code = raw.FPDFText_GetUnicode(textpage, number)
        if code in (9, 10, 13, 32, 0xA0) or _VOID.match(chr(min(code, 0x10FFFF))):
            spaced = spaced or code in (9, 32, 0xA0)
            continue
        if not raw.FPDFText_GetCharBox(
            textpage, number, byref(left), byref(right), byref(bottom), byref(top)
        ):
            continue
        (x0, y0), (x1, y1) = place(left.value, top.value), place(right.value, bottom.value)
        box = box_of(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        size = raw.FPDFText_GetFontSize(textpage, number) * SCALE
        text = chr(code) if not 0xD800 <= code < 0xE000 and code <= 0x10FFFF else "\ufffd"
        yield Word(text, box and _grown(box, size), spaced)
        spaced = False


def _grown(box: Box, size: float) -> Box:
    """The box of a character with the height of its type: a dash and 一 have little of their own."""
    if not 4 <= size <= 2000 or box.height >= 0.7 * size:
        return box
    middle = box.y + box.height / 2
    return box_of(box.x, middle - 0.4 * size, box.x + box.width, middle + 0.4 * size) or box


def _groups(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Characters that follow each other along a line, across the page or down it."""
    group: list[Word] = []
    for word in words:
        if group and not _follows(group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _follows(group: Sequence[Word], word: Word) -> bool:
    one, other = group[-1].box, word.box
    if one is None or other is None:
        return one is other
    size = max(one.height, one.width, other.height, 1)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    along = other.x - one.x - one.width
    if high > 0.3 * min(one.height, other.height) and -0.6 * size < along < 3 * size:
        return True
    down = other.y - one.y - one.height
    vertical = len(group) == 1 or _is_vertical(group)
    return (
        vertical
        and wide > 0.3 * min(one.width, other.width)
        and -0.6 * size < down < 1.2 * size
        and high <= 0
    )


def _is_vertical(group: Sequence[Word]) -> bool:
    first, last = group[0].box, group[-1].box
    return first is not None and last is not None and abs(last.y - first.y) > abs(last.x - first.x)


def _line(words: Sequence[Word]) -> Line:
    text = spell([word.text for word in words], [])
    spaces = [number for number, word in enumerate(words) if word.spaced and number]
    if spaces:
        text = "".join(
            (" " if word.spaced and number else "") + word.text for number, word in enumerate(words)
        )
    return Line(text, around(word.box for word in words), None, tuple(words))
