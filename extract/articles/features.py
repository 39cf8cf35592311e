"""What can be seen of each unit by itself, before articles are formed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.articles.bylines import Byline, closing_byline, parse_byline
from extract.articles.openings import Opening, furniture_role, has_caption_cue, is_enumerated, match_opening
from extract.articles.repeats import find_repeats
from extract.articles.units import Unit, is_open
from schemas import Role

__all__ = ["Feature", "features_of"]

_HEADING_SHORTEST, _HEADING_LONGEST, _MARKED_LONGEST = 3, 40, 80
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOT_LAST = "。,;:、(“‘《-"
_SPOKEN = re.compile(r"[。!?…][”’]$")
_NOT_FIRST = ",。;:、!?)”’》%"


@dataclass(frozen=True, slots=True)
class Feature:
    """A unit with what its own characters say about its part on the page."""

    unit: Unit
    byline: Byline | None
    closing: Byline | None
    opening: Opening | None
    furniture: Role | None
    caption_cue: bool
    enumerated: bool
    heading: bool
    open: bool
    repeat_of: int | None

    @property
    def text(self) -> str:
        """The folded text of the unit."""
        return self.unit.text

    @property
    def body(self) -> bool:
        """Whether the unit is running text: neither heading, byline, furniture nor repeat."""
        return not (self.heading or self.byline or self.furniture) and self.repeat_of is None


def features_of(units: Sequence[Unit]) -> list[Feature]:
    """The features of each unit, in the same order."""
    repeats = find_repeats(units)
    return [_feature(unit, repeats.get(unit.index)) for unit in units]


def _feature(unit: Unit, repeat_of: int | None) -> Feature:
    text = unit.text
    furniture = None if unit.level else furniture_role(text)
    byline = None if furniture or unit.level else parse_byline(text)
    opening = None if furniture or byline else match_opening(text)
    return Feature(
        unit=unit,
        byline=byline,
        closing=closing_byline(text) if not byline else None,
        opening=opening,
        furniture=furniture,
        caption_cue=has_caption_cue(text),
        enumerated=is_enumerated(text),
        heading=not (furniture or byline or opening) and _is_heading(unit),
        open=is_open(text),
        repeat_of=repeat_of,
    )


def _is_heading(unit: Unit) -> bool:
    """Whether the unit has the form of a heading: short, with words, and neither cut off nor a whole
    sentence.
    """
    text = unit.text
    if not _HAN.search(text) or text[0] in _NOT_FIRST:
        return False
    if unit.level:
        return unit.size <= _MARKED_LONGEST
    if unit.lines > 1 or text[-1] in _NOT_LAST or _SPOKEN.search(text):
        return False
    return _HEADING_SHORTEST <= unit.size <= _HEADING_LONGEST
