"""Lines found in a large picture, tile by tile: each tile overlaps the next, so that no line is cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shilu.extract.ocr.engine import Finder, Quad

__all__ = ["find_in_tiles"]

_SIDE, _OVERLAP = 1280, 160
_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class _Found:
    """A line with the tile that it was found in, and whether the edge of that tile cuts it."""

    quad: Quad
    tile: int
    cut: bool
    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)


def find_in_tiles(picture: Any, engine: Finder, *, scale: float) -> list[Quad]:
    """The lines in the picture, looked at with `scale` dots for each of its dots; places are those of the picture."""
    import cv2

    small = (
        cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    )
    height, width = small.shape[:2]
    places = [(x, y) for y in _starts(height) for x in _starts(width)]
    found: list[_Found] = []
    tiles = (small[y : y + _SIDE, x : x + _SIDE] for x, y in places)
    for number, quads in enumerate(engine.find(list(tiles))):
        x, y = places[number]
        found += (_placed(quad, number, x, y, width, height) for quad in quads)
    return [tuple((x / scale, y / scale) for x, y in quad) for quad in _once(found)]


def _starts(length: int) -> Iterator[int]:
    """Where tiles begin along a side; the last one ends with it."""
    if length <= _SIDE:
        yield 0
        return
    count = -(-(length - _OVERLAP) // (_SIDE - _OVERLAP))
    for number in range(count):
        yield round(number * (length - _SIDE) / (count - 1))


def _placed(quad: Quad, tile: int, x: int, y: int, width: int, height: int) -> _Found:
    xs, ys = [p for p, _ in quad], [q for _, q in quad]
    right, bottom = min(_SIDE, width - x), min(_SIDE, height - y)
    cut = (
        (min(xs) < _EDGE and x > 0)
        or (min(ys) < _EDGE and y > 0)
        or (max(xs) > right - _EDGE and x + right < width)
        or (max(ys) > bottom - _EDGE and y + bottom < height)
    )
    moved = tuple((p + x, q + y) for p, q in quad)
    return _Found(moved, tile, cut, min(xs) + x, min(ys) + y, max(xs) + x, max(ys) + y)


def _once(found: Sequence[_Found]) -> list[Quad]:
    """Each line once: whole ones before cut ones, and pieces that overlap along a line as one."""
    kept: list[_Found] = []
    for one in sorted(found, key=lambda each: (each.cut, -each.area)):
        same = next((place for place, other in enumerate(kept) if _is_same(one, other)), None)
        if same is None:
            kept.append(one)
        elif one.cut and kept[same].cut:
            kept[same] = _union(one, kept[same])
    return [one.quad for one in sorted(kept, key=lambda each: (each.top, each.left))]


def _is_same(one: _Found, other: _Found) -> bool:
    """Whether two boxes of different tiles are of one line: they share most of the smaller one, or go on with each
    other at the edge of a tile."""
    if one.tile == other.tile:
        return False
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    if wide <= 0 or high <= 0:
        return False
    if wide * high > 0.5 * min(one.area, other.area):
        return True
    thin = min(one.right - one.left, other.right - other.left, one.bottom - one.top, other.bottom - other.top)
    return one.cut and other.cut and min(wide, high) > 0.6 * thin


def _union(one: _Found, other: _Found) -> _Found:
    left, top = min(one.left, other.left), min(one.top, other.top)
    right, bottom = max(one.right, other.right), max(one.bottom, other.bottom)
    quad = ((left, top), (right, top), (right, bottom), (left, bottom))
    return _Found(quad, one.tile, False, left, top, right, bottom)
