"""Numbers of dates and clock times: the times of the text own them, here they are accounted for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from decimal import Decimal

from shilu.extract.lexicon.calendar import eras
from shilu.extract.lexicon.ranges import JOINERS, JOINT
from shilu.extract.numerals import read_numeral
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Dated, Other, Source
from shilu.extract.quantities.measure_words import match_measure
from shilu.schemas import Exact, Time

__all__ = ["begins_time", "dated_spans", "read_time"]

_LENGTHS = frozenset({"duration", "vague", "once_in"})
_COUNTED = "count_"
"""Shapes of times that are told by a length (三年来, 近24小时): it is an amount first, and then dates."""

_BARE_YEAR = re.compile(rf"(?:19[0-9]|20[0-4])\d(?![\d.,%]|[{JOINERS}/]\d)")
_CLASS_OF = re.compile(rf"(?:19|20)\d{{2}}(?:[{JOINERS}、,和](?:19|20)?\d{{2}}){{0,6}} ?(?=届|级[^别])")
_DOT_DATE = re.compile(r"(?:1[0-2]|[1-9])[·•](?:3[01]|[12]\d|[1-9])(?![\d万亿%‰])")
_RUN = re.compile(r"[\dOoIl]+|[〇零○一二三四五六七八九十廿卅两]+")
_LOOKS_LIKE = str.maketrans("OoIl", "0011")
_LAST_DIGITS = re.compile(r"(?<![\d:])\d+$")
_FOUR_DIGITS = re.compile(r"\d{4}")
_BARE = re.compile(rf"\d{{4}}(?: ?{JOINT} ?\d{{4}})?")
_LUNAR_DAYS = re.compile(r"(?<=初)[一二三四五六七八九十廿卅]{1,3}(?![个名只座家月日号])")
"""按月初三十八开彩: on the third and the eighteenth."""

_EACH = ("每", "隔", "毎")
_PLAN = re.compile(
    rf"(?:[一二三四五六七八九]|十[一二三四五六七八九]?)五(?=[”\"’』」,、]|{cue('plan periods')})"
)
_LEADING = re.compile(rf"(?:周|星期|礼拜|初|{eras().pattern})\Z")
"""What belongs to the number behind it: 周一, 初八, 民国三十一年."""

_LISTED = re.compile(r"(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、和及]){1,12}")
_MOST = {"月": 12, "日": 31, "号": 31, "时": 24, "点": 24, "季": 4, "年": 99}
"""The greatest number that the unit behind a list can share: no 45、8月."""

_LAST_LISTED = re.compile(r"(?P<n>\d{1,2}(?!\d)|[一二三四五六七八九十]{1,3}) ?(?P<u>[月日号时点季年])")
_HOUR = ("时", "点")


def dated_spans(times: Iterable[Time]) -> tuple[Dated, ...]:
    """The phrases of time whose numbers are no amounts, in order."""
    return tuple(
        Dated(one.span.start, one.span.end, one.rules[0])
        for one in times
        if one.rules[0] not in _LENGTHS and not one.rules[0].startswith(_COUNTED)
    )


def read_time(source: Source, at: int) -> list[Other]:
    """Rows for the numbers, from `at` on, of the date or clock time that holds it; empty where none does."""
    place = _place(source, at)
    dated = source.dated[place] if place >= 0 else None
    if dated and at < dated.end and (end := _end_of_time(source, dated, at)) > at:
        led = _LEADING.search(source.folded, max(dated.start, source.floor), at)
        return _rows(source, led.start() if led else at, end, dated.rule)
    if (listed := _LISTED.match(source.folded, at)) and _leads_to_date(source, listed):
        return _rows(source, at, listed.end(), "list of dates")
    for pattern, name, is_time in (
        (_DOT_DATE, "day of remembrance", _is_remembered),
        (_CLASS_OF, "year of a class", _always),
        (_BARE_YEAR, "year without 年", _is_bare_year),
        (_PLAN, "five-year plan", _always),
        (_LUNAR_DAYS, "lunar day", _always),
    ):
        if (match := pattern.match(source.folded, at)) and is_time(source, match):
            return _rows(source, at, match.end(), name)
    return []


def begins_time(source: Source, at: int) -> bool:
    """Whether a phrase of time begins at `at`: its unit is that of no list of amounts."""
    place = _place(source, at)
    return place >= 0 and source.dated[place].start == at


def _place(source: Source, at: int) -> int:
    """The index of the last phrase of time that begins no later than `at`; -1 where there is none."""
    return bisect_right(source.dated, at, key=lambda one: one.start) - 1


def _leads_to_date(source: Source, listed: re.Match[str]) -> bool:
    """Whether the list shares the unit of the phrase of time behind it: 3、5 of 3、5、9月; not 45 of 45、8月."""
    at = listed.end()
    last = _LAST_LISTED.match(source.folded, at)
    if last is None or not begins_time(source, at):
        return False
    most = _MOST[last["u"]]
    numbers = (_amount(run[0]) for run in _RUN.finditer(f"{listed[0]}{last['n']}"))
    return all(one is not None and one.value <= most for one in numbers)


def _end_of_time(source: Source, dated: Dated, at: int) -> int:
    """Where the numbers of a phrase of time end: 15 of 9时15名 counts people, and 2020 of 2000至2020公斤 weighs."""
    folded = source.folded
    printed = folded[dated.start : dated.end]
    if _FOUR_DIGITS.fullmatch(printed) and source.is_all(dated.start, dated.end):
        return dated.start
    if dated.rule == "every" and folded[at - 1] in _EACH and _is_length(source, at):
        return dated.start
    longer = match_measure(source, dated.end - 1, number_start=at)
    if longer is not None and len(longer.surface) > 1:
        return dated.start  # 6月龄, 5日本钱
    digits = _LAST_DIGITS.search(printed)
    minutes = digits is not None and printed[: digits.start()].endswith(_HOUR)
    if digits is None or not (minutes or _BARE.fullmatch(printed)):
        return dated.end
    first = dated.start + digits.start()
    gap = folded[dated.end : dated.end + 1] == " "
    measure = match_measure(source, dated.end + gap, number_start=first)
    if measure is None or (gap and measure.source != "classifiers"):
        return dated.end
    return first if minutes else dated.start


def _is_length(source: Source, at: int) -> bool:
    """每10分钟, 每两年: what a rate is stated per."""
    numeral = read_numeral(source.folded, at)
    measure = match_measure(source, numeral.end, number_start=at) if numeral else None
    return measure is not None and measure.kind == "duration"


def _always(_source: Source, _match: re.Match[str]) -> bool:
    return True


_REMEMBERED = re.compile(rf"(?:{cue('dotted days')})\Z")
_REMEMBERED_AS = re.compile(rf"[”\"』」]?(?:{cue('dotted events')})")


def _is_remembered(source: Source, match: re.Match[str]) -> bool:
    """7·23事故 and 3·15 are days; 1·5万亩 and 1·5元 are numbers with a point that the print has put too high."""
    if _REMEMBERED_AS.match(source.folded, match.end()):
        return True
    measured = match_measure(source, match.end(), number_start=match.start())
    return measured is None and bool(_REMEMBERED.match(match[0]))


def _is_bare_year(source: Source, match: re.Match[str]) -> bool:
    after = source.folded[match.end() : match.end() + 1]
    before = source.context(match.start(), 1)
    if match_measure(source, match.end(), number_start=match.start()):
        return False
    return (
        bool(after)
        and after not in "个名家户亩人元米吨件台万亿多余辆套项座次条只头株棵位吨 \n号平公千百斤所"
        and before not in tuple("近约超达逾共增第-./:+、")
    )


def _amount(run: str) -> Exact | None:
    """What digits state, Arabic ones or Chinese; None where they make no number (○○○)."""
    digits = run.translate(_LOOKS_LIKE)
    if digits.isdigit():
        return Exact(value=Decimal(digits))
    numeral = read_numeral(run, 0)
    return Exact(value=numeral.value) if numeral and numeral.value is not None else None


def _rows(source: Source, start: int, end: int, name: str) -> list[Other]:
    """One row a number, each with what stands up to the next; together they cover the whole expression."""
    folded = source.folded
    runs = list(_RUN.finditer(folded, start, end))
    rows = []
    for index, run in enumerate(runs):
        first = run.start() if index else start
        last = runs[index + 1].start() if index + 1 < len(runs) else end
        rows.append(Other(first, max(last, first + 1), "time", f"times.{name}", amount=_amount(run[0])))
    for row in rows[:-1]:
        while row.end - row.start > 1 and folded[row.end - 1] in f"{JOINERS} 、,和及或周":
            row.end -= 1
    return rows
