"""Made pages as an OCR program would give them: lines in one order or another, or run together over the gutters."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import Literal

from shilu.extract.layout import Line, Scan, Word, around, box_of
from shilu.schemas.page import Box
from tools.pages.render import Glyphs, Made

__all__ = ["Order", "scan_of"]

Order = Literal["true", "rows", "shuffled", "merged"]
"""True order; from top to bottom over all columns, as most programs give lines; at random; and lines of one height run
together over the gutters."""


def scan_of(made: Made, order: Order, *, lean: float = 0.0, noise: float = 0.0, words: bool = False) -> Scan:
    """The page as a scan. `lean` is in degrees; `noise` how far the edges of boxes are off, in pixels (one standard
    deviation); with `words` each character has its box."""
    chance = random.Random(1)
    lines = [_line(glyphs, made, lean, noise, words or order == "merged", chance) for glyphs in made.lines]
    vertical = made.design.vertical
    if order == "shuffled":
        chance.shuffle(lines)
    elif order in ("rows", "merged"):
        lines.sort(key=lambda line: _across(line.box, vertical))
    if order == "merged":
        lines = _merged(lines, vertical)
    return Scan((tuple(lines),), "made.png")


def _across(box: Box | None, vertical: bool) -> tuple[float, float]:
    assert box is not None
    return (-(box.x + box.width / 2), box.y) if vertical else (box.y + box.height / 2, box.x)


def _line(glyphs: Glyphs, made: Made, lean: float, noise: float, words: bool, chance: random.Random) -> Line:
    boxes = [_turned(one[1:], made, lean) for one in glyphs.characters]
    whole = around(boxes)
    assert whole is not None
    moved = [round(chance.gauss(0, noise)) if noise else 0 for _ in range(4)]
    box = Box(
        x=whole.x + moved[0],
        y=whole.y + moved[1],
        width=max(1, whole.width + moved[2] - moved[0]),
        height=max(1, whole.height + moved[3] - moved[1]),
    )
    parts = (
        [Word(one[0], place) for one, place in zip(glyphs.characters, boxes, strict=True)] if words else []
    )
    return Line(glyphs.text.strip(), box, 0.95, tuple(parts))


def _turned(place: Sequence[float], made: Made, lean: float) -> Box:
    """The box around a character after the page was turned about its middle."""
    x, y, width, height = place
    if not lean:
        found = box_of(x, y, x + width, y + height)
    else:
        sine, cosine = math.sin(math.radians(lean)), math.cos(math.radians(lean))
        a, b = made.width / 2, made.height / 2
        corners = [
            (a + (p - a) * cosine - (q - b) * sine, b + (p - a) * sine + (q - b) * cosine)
            for p in (x, x + width)
            for q in (y, y + height)
        ]
        xs, ys = [c[0] for c in corners], [c[1] for c in corners]
        found = box_of(min(xs), min(ys), max(xs), max(ys))
    assert found is not None
    return found


def _merged(lines: Sequence[Line], vertical: bool) -> list[Line]:
    """Lines whose middles lie at one height, within a fifth of their type, as one line."""
    groups: list[list[Line]] = []
    for line in lines:
        last = groups[-1][-1] if groups else None
        if last is not None and _level(line, last, vertical):
            groups[-1].append(line)
        else:
            groups.append([line])
    found = []
    for group in groups:
        ordered = sorted(group, key=lambda line: (line.box.y if vertical else line.box.x) if line.box else 0)
        words = [word for line in ordered for word in line.words]
        found.append(
            Line(
                "".join(line.text for line in ordered),
                around(line.box for line in ordered),
                0.95,
                tuple(words),
            )
        )
    return found


def _level(line: Line, last: Line, vertical: bool) -> bool:
    one, other = _across(line.box, vertical)[0], _across(last.box, vertical)[0]
    assert line.box is not None
    assert last.box is not None
    thick = [(box.width if vertical else box.height) for box in (line.box, last.box)]
    return abs(one - other) < 0.2 * min(thick) and max(thick) < 1.3 * min(thick)
