"""Whether the text layer of a page of a PDF can be trusted: what the page shows is held against what the layer says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import create_string_buffer
from typing import Any

from shilu.extract.layout import Line
from shilu.extract.pages.pdfchars import SCALE, Layer
from shilu.schemas.page import Box

__all__ = ["MOST_PIXELS", "bounded", "has_content", "inked", "lacking", "strange_fonts"]

MOST_PIXELS = 60_000_000
"""Of the picture of a page; what a file says of the size of its page may be anything."""

_MOST_OBJECTS, _DEEPEST, _MOST_FONTS = 2000, 4, 8
_LOOKED_AT = 240
_INK = 24
_FEWEST = 8
_SURE = 0.9
_DIGIT = re.compile(r"\d")
_DRAWN = re.compile(r"[^\W_]")
"""A letter, figure or character of a script: a dash or comma may be too thin to be seen."""


def has_content(page: Any, raw: Any) -> bool:
    """Whether anything is drawn on the page."""
    return bool(raw.FPDFPage_CountObjects(page) > 0)


def bounded(page: Any, scale: float) -> float:
    """The scale, or the largest at which the picture of the page has no more than `MOST_PIXELS`."""
    width, height = page.get_size()
    return float(min(scale, (MOST_PIXELS / max(1.0, width * height)) ** 0.5))


def inked(page: Any, layer: Layer) -> float:
    """The share of some characters of the layer at whose place the page shows any ink; 1 where there are none."""
    boxes = [word.box for line in layer.lines for word in line.words if word.box and _DRAWN.match(word.text)]
    boxes = boxes[:: max(1, len(boxes) // _LOOKED_AT)]
    if not boxes:
        return 1.0
    scale = bounded(page, 1.0)
    grey = page.render(scale=scale, grayscale=True).to_numpy()
    grey = grey.reshape(grey.shape[:2])
    return sum(_has_ink(grey, box, scale / SCALE) for box in boxes) / len(boxes)


def _has_ink(grey: Any, box: Box, by: float) -> bool:
    part = grey[
        max(0, int(box.y * by)) : int((box.y + box.height) * by) + 1,
        max(0, int(box.x * by)) : int((box.x + box.width) * by) + 1,
    ]
    return bool(part.size and int(part.max()) - int(part.min()) > _INK)


def strange_fonts(page: Any, raw: Any) -> tuple[str, ...]:
    """The names of the fonts that the page uses and the file does not hold, of eight at most: what they show depends on
    the fonts of this computer."""
    found: dict[str, None] = {}
    for thing in _text_objects(page, raw):
        font = raw.FPDFTextObj_GetFont(thing)
        if font and raw.FPDFFont_GetIsEmbedded(font) == 0:
            found.setdefault(_font_name(font, raw))
            if len(found) == _MOST_FONTS:
                break
    return tuple(sorted(found))


def _font_name(font: Any, raw: Any) -> str:
    name = create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(font, name, len(name))
    return name.value.decode("utf-8", "replace") or "?"


def _text_objects(page: Any, raw: Any) -> Iterator[Any]:
    """Some objects of the page that hold text, those within forms too."""
    left = [
        (raw.FPDFPage_GetObject(page, number), 0)
        for number in range(min(_MOST_OBJECTS, raw.FPDFPage_CountObjects(page)))
    ][::-1]
    seen = 0
    while left and seen < _MOST_OBJECTS:
        thing, depth = left.pop()
        seen += 1
        kind = raw.FPDFPageObj_GetType(thing)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            yield thing
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(_MOST_OBJECTS, raw.FPDFFormObj_CountObjects(thing))
            left += [(raw.FPDFFormObj_GetObject(thing, number), depth + 1) for number in range(count)][::-1]


def lacking(layer: Sequence[Line], seen: Sequence[Line]) -> float:
    """The share of the digits that are surely seen and that the layer has not, each counted as often as it stands."""
    shown = Counter(
        digit for line in seen if (line.confidence or 0) >= _SURE for digit in _DIGIT.findall(line.text)
    )
    have = Counter(digit for line in layer for digit in _DIGIT.findall(line.text))
    total = sum(shown.values())
    return sum((shown - have).values()) / total if total >= _FEWEST else 0.0
