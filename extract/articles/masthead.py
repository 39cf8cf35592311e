"""What a page prints about itself: the name of the paper, the day of issue, the number of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from shilu.extract.articles.tables import furniture_words
from shilu.extract.articles.units import units_of
from shilu.extract.lexicon.table import alternation
from shilu.extract.text import fold
from shilu.schemas.page import Masthead
from shilu.schemas.span import Span

__all__ = ["find_masthead", "is_masthead"]

_HEAD, _FOOT = 12, 3
"""Short lines at the head and foot of a page among which a masthead is looked for."""

_REACH = 3000
"""Characters from either end in which they stand."""

_LONGEST = 80
_ROC_EPOCH = 1911
_DIGITS = {character: str(value) for value, character in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}

_HAN = r"[\u4e00-\u9fff]"
_FIGURES, _DIGIT = "[一二三四五六七八九十]", "[〇零○一二三四五六七八九]"
_DATE = rf"""(?P<year>(?:中华民国|民国)(?:\d{{2,3}}|{_DIGIT}{{2,3}})|\d{{4}}|{_DIGIT}{{4}})\s*年
            \s*(?P<month>\d{{1,2}}|{_FIGURES}{{1,2}})\s*月\s*(?P<day>\d{{1,2}}|{_FIGURES}{{1,3}})\s*日"""
_DASHED = r"""(?<![\d./-])(?P<dashed>(?:19|20)\d{2}(?P<mark>[-./])\d{1,2}(?P=mark)\d{1,2})(?![\d./-])"""
_SECTION = re.compile(rf"[\s\W_]*{_HAN}{{2,4}}[\s\W_]*")
"""The name of a section, whatever it is, where it stands behind the date and the number of a page: A05 城事."""

_NUMBER = rf"""第\s*(?:[A-Za-z]?\d{{1,3}}|{_FIGURES}{{1,3}})\s*[版面] | [A-Za-z]?\d{{1,3}}\s*版
            | [A-Z]\d{{1,2}} | (?<!\d)0\d(?!\d)"""
_PUBLISHER = rf"{_HAN}{{2,16}}(?:主办|主管|承办|出版)(?!{_HAN})"
_ASIDE = rf"""\(?(?:星期|周|礼拜)[一二三四五六日天]\)?
            | (?:农历|夏历)?{_HAN}{{0,5}}年?[正一二三四五六七八九十冬腊闰]{{1,3}}月[初十廿卅一二三四五六七八九]{{2,3}}
            | 农历[^\s,。]{{1,12}} | (?:总?第|今日)\s*\w{{1,8}}期 | 今日\s*\d{{1,3}}版 | \d{{1,2}}月\d{{1,2}}日"""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    part = {
        name: alternation(s for row in furniture_words() if row.part == name for s in row.surfaces)
        for name in ("masthead", "line", "column")
    }
    paper = rf"(?P<paper>《?{_HAN}{{2,6}}?(?:{part['masthead']})》?)(?!{_HAN})"
    label = rf"(?:{part['line']}|{part['column']})(?!{_HAN})"
    pieces = rf"{paper} | {_PUBLISHER} | {_DATE} | {_DASHED} | {_ASIDE} | (?P<number>{_NUMBER}) | {label}"
    piece = re.compile(pieces, re.VERBOSE)
    return piece, re.compile(r"[\s\W_]*")


def is_masthead(text: str) -> bool:
    """Whether the folded line is made of nothing but a paper's name, dates and a page number, two or more.

    >>> is_masthead("江城日报 2023年3月5日 星期日 第3版"), is_masthead("江城日报今日创刊")
    (True, False)
    """
    return len(text) <= _LONGEST and len(_pieces(text)) >= 2


def _pieces(text: str) -> list[re.Match[str]]:
    """The pieces that make up the line; none where it holds anything else."""
    piece, between = _patterns()
    found: list[re.Match[str]] = []
    place = _after(between, text, 0)
    while place < len(text):
        match = piece.match(text, place)
        if match is None or match.end() == place:
            return found if _is_section(found, text[place:]) else []
        found.append(match)
        place = _after(between, text, match.end())
    return found


def _is_section(before: list[re.Match[str]], rest: str) -> bool:
    dated = any(match["year"] or match["dashed"] for match in before)
    return dated and bool(before[-1]["number"] and _SECTION.fullmatch(rest))


def _after(pattern: re.Pattern[str], text: str, place: int) -> int:
    match = pattern.match(text, place)
    return match.end() if match else place


def find_masthead(text: str) -> Masthead | None:
    """The masthead of a page, from the lines at its head and foot that hold nothing else; None without one.

    >>> found = find_masthead("江城日报 2023年3月5日 第3版\\n\\n公园里的桃花开了,游人如织。")
    >>> found.paper.surface, found.day, found.number.surface
    ('江城日报', '2023-03-05', '第3版')
    """
    found: dict[str, Span | str] = {}
    for start, end in _edges(text):
        for match in _pieces(fold(text[start:end])):
            for key, span in _named(text, start, match).items():
                found.setdefault(key, span)
    return Masthead.model_validate(found) if found else None


def _edges(text: str) -> list[tuple[int, int]]:
    """Where the short lines at the head and the foot of the page stand."""
    cut = text.find("\n", _REACH)
    if cut < 0:
        units = list(_lines(text, 0))
        return units[:_HEAD] + units[max(_HEAD, len(units) - _FOOT) :]
    foot = text.rfind("\n", cut, max(cut, len(text) - _REACH)) + 1 or cut
    return list(_lines(text[:cut], 0))[:_HEAD] + list(_lines(text[foot:], foot))[-_FOOT:]


def _lines(text: str, offset: int) -> Iterator[tuple[int, int]]:
    for unit in units_of(text):
        if unit.lines == 1 and unit.size <= _LONGEST and not unit.level:
            yield offset + unit.start, offset + unit.end


def _named(text: str, start: int, match: re.Match[str]) -> dict[str, Span | str]:
    """What one piece gives: the paper, the number of the page, or the date with its day."""
    for key in ("paper", "number"):
        if match[key]:
            first, last = match.span(key)
            return {key: Span.of(text, start + first, start + last)}
    if not (match["year"] or match["dashed"]):
        return {}
    found: dict[str, Span | str] = {"date": Span.of(text, start + match.start(), start + match.end())}
    day = _day(match)
    return {**found, "day": day} if day else found


def _day(match: re.Match[str]) -> str | None:
    if match["dashed"]:
        numbers = [int(part) for part in match["dashed"].split(match["mark"])]
    else:
        year = match["year"].lstrip("中华民国")
        first = _figure(year) + (_ROC_EPOCH if year != match["year"] else 0)
        numbers = [first, _figure(match["month"]), _figure(match["day"])]
    try:
        return date(*numbers).isoformat()
    except ValueError:
        return None


def _figure(text: str) -> int:
    """A year or a day of the calendar in either kind of figures: 二〇二三, 十二, 三十一.

    Numerals in general are a later stage's affair; a masthead has only these.
    """
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * int(_DIGITS.get(tens, "1")) + int(_DIGITS.get(ones, "0"))
    return int("".join(_DIGITS.get(character, character) for character in text))
