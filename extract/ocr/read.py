"""A picture of a page to its lines: found in tiles, set upright, cut at gutters, read."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from shilu.extract.layout import Line, box_of, is_tall, print_width, turned_box
from shilu.extract.ocr.engine import Engine, Quad
from shilu.extract.ocr.fuse import as_printed, fused, is_whole
from shilu.extract.ocr.look import are_tall, box_around, closer, look
from shilu.extract.ocr.pieces import cut_at_gutters
from shilu.extract.ocr.vertical import as_row, cells_of
from shilu.schemas.page import Box

__all__ = ["Reading", "read_picture"]

_FAINT_TYPE = 16.0
"""Pixels of type in the picture below which figures are misread."""
_COMMA = re.compile(r"(?<=[\u4e00-\u9fff%％”）)]),|,(?=[\u4e00-\u9fff])")
"""A comma beside Chinese is a full-width one, whatever the model makes of it."""
_LEAST_LEAN, _MOST_LEAN = 0.004, 0.12
"""Slopes of the lines between which a scan is set upright."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_HIGH, _LONG = 1.5, 2.5
"""A box without Chinese is part of a picture where it is so many times as high as the type, and so many times as long
as what it reads as would take."""
_SURE = 0.5
"""A line that is read less surely is dropped, and counted."""
_SURER = 0.12
"""A page is turned where its lines are read so much more surely then."""
_MARGIN = 0.12
"""The margin around a line that is read, in shares of its thickness."""
_LONGEST, _FEW = 8, 10
"""The lines that tell how a page lies, and the characters of each that are read for it."""
_TURNS = {90: 0, 180: 1, 270: 2}
"""What OpenCV calls turning by so many degrees clockwise."""
_UPRIGHT, _WIDER = 0.85, 1.4
"""Characters set side by side are read at least so surely where they stand upright. Measured, the second best of eight
lines: 1.00 on pages of vertical text, worn ones too, 0.26 to 0.64 on pages that lie. A row read as less than half of
its characters is not read."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a picture reads. `em` is the size of its type in pixels, `lean` the slope that was taken out, `turned` the
    degrees by which the page was turned to be read, `dropped` counts the lines that were too unsure."""

    lines: tuple[Line, ...]
    em: float
    lean: float = 0.0
    turned: int = 0
    dropped: int = 0

    @property
    def is_small(self) -> bool:
        """Whether the type is so small that figures may be misread: the page should be scanned anew, at 300 dpi."""
        return bool(self.lines) and self.em < _FAINT_TYPE


def read_picture(picture: Any, engine: Engine) -> Reading:
    """The lines of a picture with their places on it. `picture` is an array as `array_of` gives it."""
    import cv2

    seen = look(picture, engine)
    if not seen.quads:
        return Reading((), 0.0)
    turned = _turned(picture, seen.quads, engine)
    if turned:
        picture = cv2.rotate(picture, _TURNS[turned])
        seen = look(picture, engine)
    lean = _lean(seen.quads)
    upright = _without_lean(picture, lean)
    del picture  # a large one takes much memory
    em = seen.room
    if lean or not seen.is_fine:
        seen = closer(upright, seen, engine)
    grey = cv2.cvtColor(upright, cv2.COLOR_BGR2GRAY)
    boxes = cut_at_gutters(grey, [box for quad in seen.quads if (box := box_around(quad)) is not None])
    said = _said(upright, grey, boxes, engine)
    lines = [
        Line(_COMMA.sub("，", text), _back(box, lean, turned, upright.shape), round(min(1.0, sure), 4))
        for box, (text, sure) in zip(boxes, said, strict=True)
        if text.strip() and sure >= _SURE and not _is_picture(text, box, em)
    ]
    return Reading(tuple(lines), em, lean, turned, len(boxes) - len(lines))


def _is_picture(text: str, box: Box, em: float) -> bool:
    """Whether a box holds no line but part of a picture: higher than the type, and much longer than the few signs that
    it reads as."""
    thick, long = min(box.width, box.height), max(box.width, box.height)
    return not _HAN.search(text) and thick > _HIGH * em and long > _LONG * thick * print_width(text)


def _said(picture: Any, grey: Any, boxes: Sequence[Box], engine: Engine) -> list[tuple[str, float]]:
    """What each line reads. A vertical one is read turned, and where that may lack something character by character
    too."""
    import cv2

    tall = [is_tall(box) for box in boxes]
    parts = [_part(picture, box) for box in boxes]
    turn = cv2.ROTATE_90_COUNTERCLOCKWISE
    said = engine.read([cv2.rotate(part, turn) if up else part for part, up in zip(parts, tall, strict=True)])
    rows: dict[int, Any] = {}
    for number, (text, sure) in enumerate(said):
        if tall[number]:
            own = _part(grey, boxes[number])
            cells = cells_of(own)
            if not is_whole(text, sure, len(cells)):
                rows[number] = as_row(parts[number], own, cells)
    for number, (row, row_sure) in zip(rows, engine.read(list(rows.values())), strict=True):
        text, sure = said[number]
        if sure < _SURE:
            said[number] = row, row_sure
        elif row_sure >= _SURE:
            said[number] = fused(text, row), sure
    return [(as_printed(text) if up else text, sure) for (text, sure), up in zip(said, tall, strict=True)]


def _turned(picture: Any, quads: Sequence[Quad], engine: Engine) -> int:
    """By how many degrees clockwise the page must be turned: the way in which a few of its longest lines are read the
    surest. Vertical text counts as upright."""

    longest = sorted(quads, key=lambda quad: -_length(quad))[:_LONGEST]
    boxes = [_begin(box) for quad in longest if (box := box_around(quad)) is not None]
    crops = [crop for box in boxes if (crop := _part(picture, box)).size]
    if not crops:
        return 0
    tall = are_tall(longest)
    if tall:
        ways: dict[int, int | None] = {0: _TURNS[270], 90: _TURNS[90]}
    else:
        ways = {0: None, 180: _TURNS[180]}
    sure = {way: _sure(engine, _all_turned(crops, turn)) for way, turn in ways.items()}
    best = max(sure, key=lambda way: (sure[way], -way))
    turned = best if sure[best] > sure[0] + _SURER else 0
    if not tall:
        return turned
    if turned:  # the lines run upwards
        return 90 if _lies(picture, quads, engine, upside_down=True) else 180
    return 270 if _lies(picture, quads, engine, upside_down=False) else 0


def _lies(picture: Any, quads: Sequence[Quad], engine: Engine, *, upside_down: bool) -> bool:
    """Whether tall lines are those of horizontal text on a page that was turned, and not vertical text, the characters
    of which stand upright, on a page that is not `upside_down` or when it is turned about. The models read a vertical
    line turned as a whole just as surely, but characters set side by side only where they are upright: two such rows
    tell."""
    import cv2

    if upside_down:
        picture = cv2.rotate(picture, _TURNS[180])
        quads = [_upside_down(quad, picture.shape) for quad in quads]
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    tall = [box for quad in quads if (box := box_around(quad)) is not None and is_tall(box)]
    usual = median(box.width for box in tall) if tall else 0
    text = [box for box in cut_at_gutters(grey, tall) if box.width < _WIDER * usual]
    rows, counts = [], []
    for box in sorted(text, key=lambda box: -box.height)[:_LONGEST]:
        part, own = _part(picture, box), _part(grey, box)
        cells = cells_of(own)[:_FEW]
        rows.append(as_row(part, own, cells))
        counts.append(len(cells))
    said = zip(engine.read(rows), counts, strict=True)
    sure = sorted(score if 2 * len(words) >= count else 0.0 for (words, score), count in said)
    return len(sure) > 1 and sure[-2] < _UPRIGHT


def _upside_down(quad: Quad, shape: tuple[int, ...]) -> Quad:
    """Where a line is on a page that was turned on its head."""
    height, width = shape[:2]
    return tuple((width - x, height - y) for x, y in (*quad[2:], *quad[:2]))


def _all_turned(pictures: Sequence[Any], turn: int | None) -> list[Any]:
    import cv2

    return list(pictures) if turn is None else [cv2.rotate(one, turn) for one in pictures]


def _sure(engine: Engine, pictures: Sequence[Any]) -> float:
    """How surely the pictures are read, in the mean."""
    return sum(score for _, score in engine.read(pictures)) / len(pictures)


def _begin(box: Box) -> Box:
    """The first dozen characters of a line: one of many is read worse, and may run over gutters."""
    most = _FEW * min(box.width, box.height)
    return Box(x=box.x, y=box.y, width=min(box.width, most), height=min(box.height, most))


def _length(quad: Quad) -> float:
    box = box_around(quad)
    return float(max(box.width, box.height)) if box is not None else 0.0


def _lean(quads: Sequence[Quad]) -> float:
    """The slope of the lines, from the upper edges of the long ones."""
    slopes = []
    for quad in quads:
        (x0, y0), (x1, y1), _, (x3, y3) = quad
        if abs(x1 - x0) > 6 * abs(y3 - y0):
            slopes.append((y1 - y0) / (x1 - x0))
        elif abs(y3 - y0) > 6 * abs(x1 - x0):
            slopes.append(-(x3 - x0) / (y3 - y0))
    if len(slopes) < 5:
        return 0.0
    lean = median(slopes)
    return lean if _LEAST_LEAN < abs(lean) < _MOST_LEAN else 0.0


def _without_lean(picture: Any, lean: float) -> Any:
    import cv2

    if not lean:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(math.atan(lean)), 1.0)
    return cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255), flags=cv2.INTER_LINEAR)


def _part(picture: Any, box: Box) -> Any:
    """The part of a picture in a box, with a margin."""
    margin = round(_MARGIN * min(box.width, box.height))
    top, left = max(0, box.y - margin), max(0, box.x - margin)
    return picture[top : box.y + box.height + margin, left : box.x + box.width + margin]


def _back(box: Box, lean: float, turned: int, shape: tuple[int, ...]) -> Box | None:
    """The box on the picture as it was given, before it was turned and set upright. The thickness of a leaning line's
    box says nothing, so that of the upright one is kept."""
    height, width = shape[:2]
    found: Box | None = box
    if lean:
        angle = math.atan(lean)
        sine, cosine = math.sin(angle), math.cos(angle)
        x, y = box.x + box.width / 2 - width / 2, box.y + box.height / 2 - height / 2
        u, v = width / 2 + x * cosine - y * sine, height / 2 + x * sine + y * cosine
        found = box_of(u - box.width / 2, v - box.height / 2, u + box.width / 2, v + box.height / 2)
    if found is None or not turned:
        return found
    lies = (width, height) if turned == 180 else (height, width)
    return turned_box(found, 360 - turned, *lies)
