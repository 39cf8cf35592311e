"""Text of the other direction on a page: a box of vertical text among horizontal columns, or the reverse, which is read
for itself and stands in the order of the page as one block."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.layout.frame import Frame
from shilu.extract.layout.model import Line, around
from shilu.schemas.page import Box

__all__ = ["Parted", "block_of", "by_direction"]

Parted = tuple[list[Line], list[list[Line]]]
"""The lines of the direction of the page, and the groups of the other one."""

_LONG, _THIN = 3, 1.5
_NEAR = 2.0
_FEWEST_LINES, _FEWEST = 3, 24


def by_direction(lines: Sequence[Line], frame: Frame) -> Parted:
    """The lines of a page by their direction. Those of the other direction that stand by themselves (a title set
    upright beside its article, a column of figures) stay with the page: three lines and two dozen characters that
    stand together are a text."""
    across = [line for line in lines if _is_across(line, frame)]
    groups = [group for group in _groups(across, frame) if _is_text(group)]
    apart = {id(line) for group in groups for line in group}
    return [line for line in lines if id(line) not in apart], groups


def _is_text(group: Sequence[Line]) -> bool:
    return len(group) >= _FEWEST_LINES and sum(len(line.text) for line in group) >= _FEWEST


def _is_across(line: Line, frame: Frame) -> bool:
    if line.box is None or len(line.text.strip()) < _LONG:
        return False
    along, across = line.box.height, line.box.width
    if frame.vertical:
        along, across = across, along
    return along > _THIN * across and along > _LONG * 0.8 * across


def _groups(lines: Sequence[Line], frame: Frame) -> list[list[Line]]:
    """The lines that stand near each other."""
    groups: list[list[Line]] = []
    for line in lines:
        near = [group for group in groups if any(_is_near(line.box, other.box, frame.em) for other in group)]
        groups = [group for group in groups if not any(group is one for one in near)]
        groups.append([*(other for group in near for other in group), line])
    return groups


def _is_near(one: Box | None, other: Box | None, em: float) -> bool:
    if one is None or other is None:
        return False
    wide = max(one.x, other.x) - min(one.x + one.width, other.x + other.width)
    high = max(one.y, other.y) - min(one.y + one.height, other.y + other.height)
    return max(wide, high) < _NEAR * em


def block_of(group: Sequence[Line]) -> Line:
    """A group as one line, for its place among the others."""
    return Line("".join(line.text for line in group), around(line.box for line in group))
