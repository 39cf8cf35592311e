"""Holidays, solar terms and days of the lunar calendar: 春节, 冬至, 农历正月初一."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from shilu.extract.times.dispatch import before, prefixes
from shilu.extract.times.edtf import Date, Day, Interval, Value, first_date, last_date
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.moon import tithi
from shilu.extract.times.numbers import read_number
from shilu.extract.times.rows import Holiday, guard, holidays
from shilu.extract.times.sky import (
    LUNAR_YEARS,
    easter,
    hebrew,
    islamic,
    lunar,
    lunar_month_days,
    sankranti,
    solar_term,
)
from shilu.extract.times.step import Hit, Rank, Reader

__all__ = ["Feast", "LunarDay", "holiday_of", "readers"]


def _fixed(row: Holiday, year: int) -> Date | None:
    return Date(year, row.month, row.day)


def _weekday(row: Holiday, year: int) -> Date | None:
    first = Date(year, row.month, 1)
    return first.shift((row.weekday - 1 - first.weekday()) % 7 + 7 * (row.nth - 1), "day")


def _tithi(row: Holiday, year: int) -> Date | None:
    date = tithi(year, row.month, row.day, hour=row.hour)
    return replace(date, about=True) if date else None


_RULES: dict[str, Callable[[Holiday, int], Date | None]] = {
    "fixed": _fixed,
    "weekday": _weekday,
    "lunar": lambda row, year: lunar(year, row.month, row.day),
    "easter": lambda _, year: easter(year),
    "orthodox": lambda _, year: easter(year, orthodox=True),
    "term": lambda row, year: solar_term(year, row.day % 360),
    "sankranti": lambda row, year: sankranti(year, row.day),
    "hebrew": lambda row, year: hebrew(year, row.month, row.day),
    "islamic": lambda row, year: replace(islamic(year, row.month, row.day), about=True),
    "tithi": _tithi,
}


def holiday_of(row: Holiday, year: int) -> Value | None:
    """The holiday of that year: a day, or an interval where it lasts longer; None outside its tables.

    A lunar holiday belongs to the lunar year of that number: 除夕 of 2022 is 21 January 2023.
    """
    if not 1 <= year <= 9000:
        return None
    date = _RULES[row.calendar](row, year)
    offset = row.offset + (dict(row.moves).get(date.weekday() + 1, 0) if date and row.moves else 0)
    date = date.shift(offset, "day") if date and offset else date
    if date is None or row.days == 1:
        return date
    return Interval(date, date.shift(row.days - 1, "day"))


def _close(at: Callable[[int], Value | None], anchors: Anchors, *, ahead: bool) -> Value:
    """The occurrence that a newspaper means: that of its year, or the one just across the turn of the year.

    春节 of a paper from December is the coming one; 圣诞节 of one from January the last. Where the words look
    ahead, the next from the publication on.
    """
    year = anchors.year()
    published = anchors.frame.published
    choices = [value for value in (at(year - 1), at(year), at(year + 1)) if value]
    if not choices:
        raise Unreckoned("its date in that year is not known")
    in_year = [value for value in choices if _year(value) == year]
    if published is None or published.month is None or published.year != year:
        return in_year[0] if in_year else choices[0]
    if ahead:
        return next((value for value in choices if _ends(value) >= published.first()), choices[-1])
    month = published.year * 12 + (published.first()[1])
    if in_year and (first := first_date(in_year[0])) and anchors.likely_year(first) != year:
        return choices[0]
    near = [value for value in choices if _year(value) != year and abs(_months(value) - month) <= 1]
    if near and (not in_year or abs(_months(near[0]) - month) < abs(_months(in_year[0]) - month)):
        return near[0]
    return in_year[0] if in_year else choices[0]


def _year(value: Value) -> int:
    first = first_date(value)
    return first.year if first else 0


def _ends(value: Value) -> Day:
    last = last_date(value)
    return last.last() if last else (0, 0, 0)


def _months(value: Value) -> int:
    first = first_date(value)
    return first.year * 12 + (first.month or 1) if first else 0


@dataclass(frozen=True)
class Feast:
    """A holiday or solar term."""

    row: Holiday
    nth: int = 1
    leave: bool = False
    """Whether the day is counted within the days off: 国庆假期第三天."""
    rank: Rank = Rank.DAY
    stated: bool = False

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        """The day, or the so many-th of those that it lasts."""
        value = self._itself(within, anchors)
        if self.nth == 1 and not self.leave:
            return value
        if self.leave and self.row.calendar != "fixed":
            raise Unreckoned("the first day off is not the same every year")
        day = first_date(value)
        moved = day.shift(self.nth - 1 - self.row.eve, "day") if day else None
        if moved is None:
            raise Unreckoned("there is no such day")
        return moved

    def _itself(self, within: Value | None, anchors: Anchors) -> Value:
        if within is None:
            ahead = anchors.future or (anchors.alone and not self.leave)
            return _close(lambda year: holiday_of(self.row, year), anchors, ahead=ahead)
        value = holiday_of(self.row, _year(within))
        if value is None:
            raise Unreckoned("its date in that year is not known")
        return value


@dataclass(frozen=True)
class LunarDay:
    """A month or day of the Chinese calendar: 农历正月初一, 腊月, 闰四月."""

    month: int
    day: int | None
    leap: bool
    rank: Rank
    stated: bool = False

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        """The day or month of that year, or the one that the paper means."""
        if within is not None:
            year = _year(within)
            value = (
                self._in(year) if year in LUNAR_YEARS else Date(year)
            )  # of older ones no tables are at hand
        elif anchors.frame.lunar:
            value = self._nearest(anchors.published())
        else:
            value = _close(self._in, anchors, ahead=anchors.future)
        if value is None:
            raise Unreckoned("there is no such day in the lunar calendar of that year")
        return value

    def _nearest(self, published: Date) -> Value | None:
        """The one nearest to the paper: those that count by the old calendar leave the year out."""
        choices = [one for year in (-1, 0, 1) if (one := self._in(published.year + year))]
        now = published.year * 12 + published.first()[1]
        return min(choices, key=lambda one: abs(_months(one) - now), default=None)

    def _in(self, year: int) -> Value | None:
        start = lunar(year, self.month, self.day or 1, leap=self.leap)
        if start is None or self.day:
            return start
        return Interval(start, start.shift(lunar_month_days(year, self.month, leap=self.leap) - 1, "day"))


@cache
def _words() -> re.Pattern[str]:
    return re.compile(holidays().pattern)


_CLOSING, _OPENING = ("”", "》"), ("“", "《", "年", "")

_NEW_YEAR = re.compile(r"新年(?!$|[,。、的夜钟音晚假期贺到来伊快临前后第献团愿首])")


def _read_feast(text: str, at: int, rank: Rank) -> Hit | None:
    if rank not in (Rank.START, Rank.YEAR):
        return None
    found = _words().match(text, at)
    if not found or _NEW_YEAR.match(text, at):
        return None
    if text.startswith(_CLOSING, found.end()) and text[at - 1 : at] not in _OPENING:
        return None  # the end of a name: “欢乐春节”活动
    row = holidays().by_surface[found[0]][0]
    if not row.stands(text, at, found.end()) or (rank == Rank.START and not row.alone):
        return None
    if rank == Rank.START and len(found[0]) == 2 and _is_given_name(text, at):
        return None
    if row.weather and len(found[0]) == 2 and rank == Rank.START and not _as_term(text, found.end()):
        return None
    end = found.end()
    end += (
        1 if text[end : end + 1] == "日" and found[0][-1] not in "日" and text[end : end + 2] != "日本" else 0
    )
    nth = _NTH_DAY.match(text, end)
    if nth:
        number = read_number(nth["n"]) or 1
        return Hit(nth.end(), Feast(row, number, bool(nth["leave"])), holidays().rule(row))
    return Hit(end, Feast(row), holidays().rule(row))


_NTH_DAY = re.compile(r"(?P<leave>节?(?:小长假|长假|假期|黄金周))?的?第(?P<n>[一二三四五六七八1-8])[天日]")
"""国庆假期第三天, 春节第二天."""


def _is_given_name(text: str, at: int) -> bool:
    """Whether a surname stands before it that begins a name itself: 记者 许国庆, 村民李中秋."""
    if _BYLINE.search(text, max(0, at - 8), at):
        return True
    if not text.endswith(guard("surname"), max(0, at - 1), at):
        return False
    return at == 1 or not _HAN.match(text, at - 2) or text[at - 2] in "员者长民师授记任生人手农户叫"


_HAN = re.compile(r"[一-鿿]")
_BYLINE = re.compile(r"(?:记者|通讯员|实习生|编辑|摄影|撰文|供稿|文/|图/)[ :]{0,2}[一-鿿]\Z")
_AS_TERM = re.compile(r"节气|时节|时分|节|这天|当天|当日|假期|小长假|期间|前后|前夕|过后|至|到|[,。、”]|$")


def _as_term(text: str, end: int) -> bool:
    """大雪 and 雨水 alone are mostly weather: as terms they end a clause or stand before 节气, 时节, 时分."""
    return bool(_AS_TERM.match(text, end))


_LUNAR = re.compile(
    r"(?P<calendar>(?:农历|阴历|旧历|夏历|中历|华历|废历)(?P<leap0>闰)?)?(?P<leap>闰)?(?P<m>[正冬腊]|[一二三四五六七八九十]{1,2}|[0-9]{1,2})月"
    r"(?P<d>初[一二三四五六七八九十]|朔(?=[日,。、起至]|$|[ ])|廿[一二三四五六七八九]?|[二三]?十[一二三四五六七八九]?"
    r"|[一二三四五六七八九](?=日)"
    r"|[0-9]{1,2}(?=[日号])|[0-9]{1,2})?(?P<u>[日号])?"
)
_MONTH_NAMES = {"正": 1, "冬": 11, "腊": 12}


def _read_lunar(text: str, at: int, rank: Rank) -> Hit | None:
    if rank not in (Rank.START, Rank.YEAR):
        return None
    found = _LUNAR.match(text, at)
    if not found or not _is_lunar(found, text, rank):
        return None
    month = _MONTH_NAMES.get(found["m"]) or read_number(found["m"])
    day = 1 if found["d"] == "朔" else read_number(found["d"].removeprefix("初")) if found["d"] else None
    if not month or month > 12 or (day is not None and not 1 <= day <= 30):
        return None
    leap = bool(found["leap"] or found["leap0"])
    step = LunarDay(month, day, leap, Rank.DAY if day else Rank.MONTH)
    return Hit(found.end(), step, "lunar")


_SPELT_YEAR = re.compile(
    r"(?:[一二][〇零○一二三四五六七八九]{3}|[一两二]千[〇零○一二三四五六七八九十]{0,4})年\Z"
)
"""Behind a year of the Gregorian calendar in the same numerals (一九四五年八月十五) the day is one of it; the
lunar day stands out by its numerals (2004年八月十五), as GB/T 15835 has it."""


_LUNAR_ENDS = re.compile(r"\Z|[\s,。、;!?)”]|[的是当前晚中]")


def _is_lunar(found: re.Match[str], text: str, rank: Rank) -> bool:
    """By its own words (农历, 闰, 正月, 初一, 廿三), or a day spelt without 日: 八月十五."""
    if found["calendar"] or found["leap"]:
        return True
    if found["m"] in _MONTH_NAMES:
        return found["m"] != "冬" or bool(found["d"])
    day = found["d"] or ""
    if day[:1] in ("初", "朔"):
        return True
    if day[:1] == "廿":
        return found["u"] is None
    if rank == Rank.YEAR and _SPELT_YEAR.search(text, max(0, found.start() - 9), found.start()):
        return False
    spelt = (
        day and not day[0].isdigit() and not found["u"] and found["m"] != "一" and not found["m"][0].isdigit()
    )
    ends = _LUNAR_ENDS.match(text, found.end())
    return bool(spelt and ends and read_number(day) and (rank == Rank.START or day in ("十五", "十六")))


_LUNAR_STARTS = frozenset("闰正冬腊") | {one + "历" for one in "农阴旧夏中华废"}


def readers() -> tuple[Reader, ...]:
    """All readers of this file, in the order in which they are tried."""
    return (
        Reader(prefixes(holidays().by_surface), _read_feast),
        Reader(_LUNAR_STARTS | before("月"), _read_lunar),
    )
