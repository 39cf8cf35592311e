"""What can be seen of each unit by itself, before articles are formed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shilu.extract.articles.bylines import Byline, closing_byline, is_name, parse_byline
from shilu.extract.articles.listed import is_enumerated, is_label, is_row, is_section
from shilu.extract.articles.openings import (
    Opening,
    furniture_role,
    has_caption_cue,
    is_column_head,
    match_opening,
)
from shilu.extract.articles.repeats import find_repeats
from shilu.extract.articles.units import Unit, is_open
from shilu.extract.lexicon.levels import division_letters
from shilu.extract.text.rows import cells_of, is_row_alone, is_years
from shilu.schemas import Role

__all__ = ["Feature", "features_of"]

_HEADING_SHORTEST, _HEADING_LONGEST, _MARKED_LONGEST = 2, 40, 80
_FEWEST_FIELDS = 3
_LIST_MARKS = "▲△▼◀▶"
_HAN = re.compile(r"[\u3400-\u9fff]")
_NOT_LAST = "。,;:、(“‘《-"
_SPOKEN = re.compile(r"[。!?…][”’]$")
_SENTENCE = re.compile(r"[。;]|[!?…](?!$)")
_OFFICE = re.compile(
    rf"[\u4e00-\u9fff]{{2,24}}(?:主任|书记|[{division_letters()}厅局院校部处会]长|检察长|主席) +"
    r"(?P<name>[\u4e00-\u9fff](?: ?[\u4e00-\u9fff]){1,3})"
)
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
    column: bool = False

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
    alone = [_feature(unit, repeats.get(unit.index)) for unit in units]
    alone = _without_fields(alone)
    around = zip([None, *alone], alone, [*alone[1:], None], strict=False)
    return [_among(before, feature, after) for before, feature, after in around]


def _among(before: Feature | None, feature: Feature, after: Feature | None) -> Feature:
    """The feature, where its neighbours show that its own characters mislead."""
    if feature.caption_cue and _is_list_item(before, feature, after):
        return replace(feature, caption_cue=False)
    if feature.furniture == "note" and is_column_head(feature.text) and after is not None and after.body:
        return replace(feature, furniture=None, heading=True, column=True)
    if feature.heading and after is not None and _heads_table(feature.text, after.text):
        return replace(feature, heading=False)
    if feature.body and _is_long_title(before, feature, after):
        return replace(feature, heading=True)
    if feature.heading and (speaker := _speaker(before, feature, after)):
        return replace(feature, byline=speaker, heading=False)
    if feature.byline and _is_word(before, feature, after):
        return replace(feature, byline=None, heading=_is_heading(feature.unit))
    return feature


def _speaker(before: Feature | None, feature: Feature, after: Feature | None) -> Byline | None:
    """Who gives the report that the heading above names: an office and a name, and text or a numbered section below
    (县财政局局长 王小明)."""
    match = _OFFICE.fullmatch(feature.text)
    name = match["name"].replace(" ", "") if match else ""
    if before is None or after is None or not (before.heading and is_name(name)):
        return None
    if feature.unit.level or not (after.body or after.enumerated):
        return None
    return Byline((name,), "text", True)


def _without_fields(features: Sequence[Feature]) -> list[Feature]:
    """The features; of labels one under another, three and more, none is a heading. Two may be titles."""
    found = list(features)
    begun = 0
    for place in range(len(found) + 1):
        if place < len(found) and is_label(found[place].text):
            continue
        if place - begun >= _FEWEST_FIELDS:
            found[begun:place] = [replace(one, heading=False) for one in found[begun:place]]
        begun = place + 1
    return found


def _heads_table(text: str, below: str) -> bool:
    """Whether a line names the columns of the row below it, 乡镇,户数,人口 above 柳湾,1820,5630, or of a table the last
    column of which is parted by years: 地区 户数 比重 above 2020年 2010年."""
    if is_years(below):
        return cells_of(text) > 1 and not _SENTENCE.search(text)
    return is_row_alone(below) and cells_of(text) == cells_of(below) > 1


def _is_long_title(before: Feature | None, feature: Feature, after: Feature | None) -> bool:
    """Whether a line longer than titles are is one all the same: it stands above the head of a report, and is
    neither a sentence nor the rest of one."""
    if (
        after is None
        or after.opening is None
        or feature.unit.size > _MARKED_LONGEST
        or feature.unit.lines > 1
    ):
        return False
    text = feature.text
    if feature.opening or not _HAN.search(text) or text[0] in _NOT_FIRST or text[-1] in _NOT_LAST:
        return False
    return not _SENTENCE.search(text) and not (before is not None and before.body and before.open)


def _is_list_item(before: Feature | None, feature: Feature, after: Feature | None) -> bool:
    """Whether neighbours begin with the same mark: items of a list (△…, △…), not lines under pictures."""
    mark = feature.text[:1]
    if mark not in _LIST_MARKS or has_caption_cue(feature.text[1:]):
        return False
    return any(one is not None and one.text.startswith(mark) for one in (before, after))


def _is_word(before: Feature | None, feature: Feature, after: Feature | None) -> bool:
    """Whether two characters that might be a name (平安, 高考) head the text below them: they stand between
    paragraphs, or first on the page. A name so short is signed under a title, or with a space in it."""
    if len(feature.text) != 2 or after is None or not after.body:
        return False
    return before is None or before.body


def _feature(unit: Unit, repeat_of: int | None) -> Feature:
    text = unit.text
    marked = unit.level and not unit.sized
    furniture: Role | None = "note" if unit.note else None if marked else furniture_role(text)
    row = is_row(text)
    byline = None if furniture or marked or row else parse_byline(text)
    opening = None if furniture or byline else match_opening(text)
    closing = closing_byline(text) if not byline else None
    return Feature(
        unit=unit,
        byline=byline,
        closing=closing,
        opening=opening,
        furniture=furniture,
        caption_cue=has_caption_cue(text),
        enumerated=is_enumerated(text) or is_section(text),
        heading=not (furniture or byline or opening or row) and _is_heading(unit),
        open=is_open(text) and closing is None,
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
    if (unit.lines > 1 and not unit.wrapped_title) or text[-1] in _NOT_LAST or _SPOKEN.search(text):
        return False
    return _HEADING_SHORTEST <= unit.size <= _HEADING_LONGEST
