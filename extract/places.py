"""Where on the picture of its page a record stands: the boxes of its characters."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import TypeVar

from shilu.schemas import Page, Place, Record, Span
from shilu.schemas.page import Box, PageLine

__all__ = ["Places", "fragment"]

R = TypeVar("R", bound=Record)

_TALL = 1.5
"""A line is vertical where it is so many times as high as wide, and has two characters and more."""


class Places:
    """The places of the characters of a page, found from the boxes of its lines: within a line the characters share its
    length by their width in print, half of it for Latin letters and figures."""

    def __init__(self, page: Page) -> None:
        self._text = page.text
        self._lines = sorted(
            (line for line in page.lines if line.box is not None), key=lambda line: line.start
        )
        self._starts = [line.start for line in self._lines]

    def of(self, start: int, end: int) -> tuple[Place, ...]:
        """The places of a range of the page, one for each line that it touches; none where no place is known."""
        found = []
        for line in self._lines[max(0, bisect_right(self._starts, start) - 1) :]:
            if line.start >= end:
                break
            first, last = max(start, line.start), min(end, line.end)
            if first < last and line.box is not None:
                found.append(self._place(line, line.box, first, last))
        return tuple(found)

    def _place(self, line: PageLine, box: Box, first: int, last: int) -> Place:
        widths = [1 if character > "\u1fff" else 0.5 for character in self._text[line.start : line.end]]
        ends = [0.0, *accumulate(widths)]
        start, end = ends[first - line.start] / ends[-1], ends[last - line.start] / ends[-1]
        x, y, width, height = box.x, box.y, box.width, box.height
        if height > _TALL * width and len(widths) > 1:
            y, height = y + round(start * height), max(1, round((end - start) * height))
        else:
            x, width = x + round(start * width), max(1, round((end - start) * width))
        return Place(image=line.image, x=x, y=y, width=width, height=height)

    def give(self, records: Iterable[R]) -> tuple[R, ...]:
        """The records, each with its boxes; as they are where the page has no places."""
        if not self._lines:
            return tuple(records)
        return tuple(record.with_fields(boxes=self.of(*_range(record))) for record in records)


def _range(record: Record) -> tuple[int, int]:
    span: Span = record.span  # type: ignore[attr-defined]  # facts, names, times and numbers have one
    return span.start, span.end


def fragment(place: Place) -> str:
    """A place as a media fragment (W3C Media Fragments URI 1.0): `p3.png#xywh=120,300,90,32`; pixels of the image.

    >>> fragment(Place(image="p3.png", x=120, y=300, width=90, height=32))
    'p3.png#xywh=120,300,90,32'
    >>> fragment(Place(image="a.pdf#page=2", x=1, y=2, width=3, height=4))
    'a.pdf#page=2&xywh=1,2,3,4'
    """
    image = place.image or ""
    return f"{image}{'&' if '#' in image else '#'}xywh={place.x},{place.y},{place.width},{place.height}"
