"""Titles whose last figure went over to a line of its own: 全县外贸同比增长 / 12.6%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from shilu.extract.articles.bylines import parse_byline
from shilu.extract.articles.openings import furniture_role, match_opening
from shilu.extract.articles.units import Unit, is_open

__all__ = ["join_titles"]

_FIGURE = re.compile(r"(?:约|近|超|逾)?\d[\d.,]*(?:个?百分点|[%‰多余]?[万亿]?[\u4e00-\u9fff]{0,2})")
_LONGEST = 30
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
_NOT_LAST = re.compile(r"[\d,、;:。(]$")


def join_titles(units: Sequence[Unit]) -> list[Unit]:
    """The units, with a figure between a heading and the head of its report put to the heading."""
    found: list[Unit] = []
    for number, unit in enumerate(units):
        if found and _is_rest(units, number):
            unit = _joined(found.pop(), unit)
        moved = unit.index != len(found)
        found.append(replace(unit, index=len(found)) if moved else unit)
    return found


def _is_rest(units: Sequence[Unit], number: int) -> bool:
    """Whether the unit is the figure that a title above it ends with: a report or its byline follows."""
    above, unit = units[number - 1], units[number]
    if unit.gap or unit.lines > 1 or not _FIGURE.fullmatch(unit.text) or not _is_title(above):
        return False
    if furniture_role(unit.text) and not unit.text.endswith(("%", "‰")):
        return False
    after = units[number + 1] if number + 1 < len(units) else None
    return after is not None and bool(match_opening(after.text) or parse_byline(after.text))


def _is_title(unit: Unit) -> bool:
    if unit.lines > 1 or unit.level or unit.size > _LONGEST or not _WORDS.search(unit.text):
        return False
    if _NOT_LAST.search(unit.text) or not is_open(unit.text):
        return False
    return not (furniture_role(unit.text) or parse_byline(unit.text) or match_opening(unit.text))


def _joined(title: Unit, rest: Unit) -> Unit:
    return replace(
        title,
        end=rest.end,
        text=title.text + rest.text,
        lines=title.lines + rest.lines,
        wrapped_title=True,
    )
