"""Where lines are on a picture, at whatever size it comes: looked at as a whole, and again closer where its type is too
small for that."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from shilu.extract.layout import box_of
from shilu.extract.ocr.engine import Finder, Quad
from shilu.extract.ocr.tiles import find_in_tiles
from shilu.schemas.page import Box

__all__ = ["Seen", "are_tall", "box_around", "closer", "look", "thickness"]

_AREA = 1400 * 930
"""Pixels of a page when it is looked at for the first time."""
_ENLARGED = 736
"""A small picture is made so large that its shorter side has so many pixels, as long as it stays within the area."""
_TYPE, _SMALL_TYPE = 16.0, 13.0
"""Pixels of a line at which lines are found best, and as small as they may be without another look."""
_ROOM = 0.5
"""Columns of vertical text stand close, and are looked at larger."""
_LARGE, _PROBE, _SIDE = 0.45, 0.4, 1280
"""A picture that is made smaller than 0.45 is large; a part of it, 1280 pixels square, is looked at 0.4 as large."""
_EDGE, _LEAST_EDGES = 30, 0.004
_FEWEST, _FINER, _LOOKS = 6, 0.7, 2


@dataclass(frozen=True, slots=True)
class Seen:
    """Lines, in pixels of the picture, with the size at which they were found."""

    quads: list[Quad]
    scale: float

    @property
    def room(self) -> float:
        """How thick the lines are, the middle one of them; 0 without lines."""
        return median(map(thickness, self.quads)) if self.quads else 0.0

    @property
    def tall(self) -> bool:
        """Whether most lines are those of vertical text."""
        return are_tall(self.quads)

    @property
    def is_fine(self) -> bool:
        """Whether the type was large enough to be seen well."""
        return self.tall or self.room * self.scale >= _SMALL_TYPE


def look(picture: Any, engine: Finder) -> Seen:
    """The lines of a picture. On a page that was made small, type of the size of a newspaper's may vanish while its
    titles are found; where much is printed on which no line was found, a part of that is looked at closely, and tells
    the size. Columns of vertical text look like one in a small picture, so that they are looked at twice."""
    seen = _at_first(picture, engine)
    close = _probed(picture, seen, engine)
    if close is not None:
        return closer(picture, close, engine)
    return closer(picture, seen, engine) if seen.quads and seen.tall else seen


def closer(picture: Any, seen: Seen, engine: Finder) -> Seen:
    """The lines of the picture at the size that suits those that were seen, and once more where the type turns out
    to be much smaller: lines that were found as one."""
    for _ in range(_LOOKS):
        room = seen.room
        scale = min(1.0, _TYPE / (_ROOM * room if seen.tall else room))
        seen = Seen(find_in_tiles(picture, engine, scale=scale) or seen.quads, scale)
        if seen.room > _FINER * room:
            break
    return seen


def _at_first(picture: Any, engine: Finder) -> Seen:
    long, short = max(picture.shape[:2]), min(picture.shape[:2])
    scale = math.sqrt(_AREA / (long * short))  # a strip may be longer than a page
    if scale > 1:
        scale = min(scale, max(1.0, _ENLARGED / short))
    (found,) = engine.find([_small(picture, scale)])
    return Seen([tuple((x / scale, y / scale) for x, y in quad) for quad in found], scale)


def _small(picture: Any, scale: float) -> Any:
    import cv2

    if scale == 1:
        return picture
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(picture, None, fx=scale, fy=scale, interpolation=how)


def _probed(picture: Any, seen: Seen, engine: Finder) -> Seen | None:
    """The lines of the part of a large picture where most is printed that was not seen; None where they are not finer
    than what was seen."""
    place = _unseen(picture, seen) if seen.scale < _LARGE else None
    if place is None:
        return None
    (x, y), side = place, round(_SIDE / _PROBE)
    (found,) = engine.find([_small(picture[y : y + side, x : x + side], _PROBE)])
    close = Seen([tuple((u / _PROBE + x, v / _PROBE + y) for u, v in quad) for quad in found], _PROBE)
    finer = not seen.quads or close.room < _FINER * seen.room
    return close if len(close.quads) >= _FEWEST and finer else None


def _unseen(picture: Any, seen: Seen) -> tuple[int, int] | None:
    """The upper left corner of the part with most edges outside the lines that were found; None where there are few."""
    import cv2

    grey = cv2.cvtColor(_small(picture, seen.scale), cv2.COLOR_BGR2GRAY)
    edges = (cv2.absdiff(grey, cv2.GaussianBlur(grey, (0, 0), 3)) > _EDGE).astype("float32")
    for box in filter(None, map(box_around, seen.quads)):
        left, top = max(0, int(box.x * seen.scale)), max(0, int(box.y * seen.scale))
        right, bottom = int((box.x + box.width) * seen.scale) + 1, int((box.y + box.height) * seen.scale) + 1
        edges[top:bottom, left:right] = 0
    side = max(8, round(_SIDE / _PROBE * seen.scale))
    share = cv2.boxFilter(edges, -1, (side, side), borderType=cv2.BORDER_CONSTANT)
    row, column = divmod(int(share.argmax()), share.shape[1])
    if share[row, column] < _LEAST_EDGES:
        return None
    height, width = picture.shape[:2]
    whole = round(_SIDE / _PROBE)
    x = min(max(0, round(column / seen.scale) - whole // 2), max(0, width - whole))
    y = min(max(0, round(row / seen.scale) - whole // 2), max(0, height - whole))
    return x, y


def box_around(quad: Quad) -> Box | None:
    """The upright box around a line."""
    xs, ys = [x for x, _ in quad], [y for _, y in quad]
    return box_of(min(xs), min(ys), max(xs), max(ys))


def thickness(quad: Quad) -> float:
    """How thick a line is, in pixels."""
    box = box_around(quad)
    return float(min(box.width, box.height)) if box is not None else 1.0


def are_tall(quads: Sequence[Quad]) -> bool:
    """Whether most of the lines run down the page."""
    boxes = [box_around(quad) for quad in quads]
    return sum(box is not None and box.height > 2 * box.width for box in boxes) * 2 > len(boxes)
