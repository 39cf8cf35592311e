"""A line of a page in two, each with its share of the place."""

from __future__ import annotations

from itertools import accumulate

from shilu.schemas.page import Box, PageLine

__all__ = ["line_in_two"]


def line_in_two(line: PageLine, text: str, at: int) -> tuple[PageLine, PageLine | None]:
    """A line in two, before and after its character `at`, each with its share of the box."""
    if at >= len(text) or line.box is None:
        return line, None
    widths = list(accumulate(1 if one > "\u1fff" else 0.5 for one in text))
    wide = round(line.box.width * widths[at - 1] / widths[-1])
    box = line.box
    left = Box(x=box.x, y=box.y, width=wide, height=box.height)
    right = Box(x=box.x + wide, y=box.y, width=box.width - wide, height=box.height)
    cut = line.start + at
    return line.with_fields(end=cut, box=left), line.with_fields(start=cut, box=right, runs_on=None)
