"""Parts of a date reckoned from an anchor: 去年, 昨日, 次年, 上周五, 目前."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shilu.extract.times.dispatch import prefixes
from shilu.extract.times.edtf import Date, Interval, Unit, Value, first_date, last_date
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.rows import RelativeWord, relative_words
from shilu.extract.times.step import Hit, Rank, Reader

__all__ = ["readers", "shifted_unit"]

_RANKS = {
    "century": Rank.CENTURY, "decade": Rank.DECADE, "year": Rank.YEAR, "half": Rank.PART,
    "season": Rank.PART,
    "quarter": Rank.PART,
    "month": Rank.MONTH, "week": Rank.WEEK, "day": Rank.DAY,
}  # fmt: skip


@dataclass(frozen=True)
class Relative:
    """A relative word."""

    row: RelativeWord
    rank: Rank
    stated: bool = False
    fiscal: bool = False
    """Whether it names a year of accounts: 上年度."""
    compared: bool = False
    """Whether something is compared with it: 比上月."""

    def narrow(self, _within: Value | None, anchors: Anchors) -> Value:
        if self.row.anchor == "now":
            return anchors.now()
        if self.row.anchor == "report":
            return anchors.reported()
        if self.row.anchor == "new_year":
            return anchors.new_year()
        if self.row.begins:
            return _year_from(anchors.published(), self.row)
        base = self._base(anchors)
        if self.row.season:
            return _season(base, self.row, anchors)
        value = shifted_unit(base, self.row.unit, self.row.offset)
        if self.row.count == 1:
            return value
        last = shifted_unit(base, self.row.unit, self.row.offset + self.row.count - 1)
        both = Interval.between(value, last)
        if both is None:
            raise Unreckoned("it ends before it begins")
        return both

    def _base(self, anchors: Anchors) -> Date:
        if self.row.anchor == "told":
            return anchors.told(self.row.unit, fiscal=self.fiscal, compared=self.compared)
        if self.row.anchor != "published":
            return _said(anchors, self.row)
        return anchors.today() if self.row.unit == "day" else anchors.published()


def _year_from(published: Date, row: RelativeWord) -> Value:
    """A year that begins in another month than January: 本学年 of March 2018 is 2017-09/2018-08."""
    if published.month is None:
        raise Unreckoned("the date that it is reckoned from is not told to the month")
    year = published.year + row.offset - (published.first()[1] < row.begins)
    return Interval(Date(year, row.begins), Date(year + 1, row.begins - 1))


_SPRING, _WINTER = 21, 24


def _season(base: Date, row: RelativeWord, anchors: Anchors) -> Date:
    """今春; in January and February 今冬 is the winter that began in the last December, and 明春 after it the next."""
    before = anchors.frame.last_in_sentence
    if row.season == _SPRING and row.offset > 0 and isinstance(before, Date) and before.month == _WINTER:
        return Date(before.year + 1, _SPRING)
    in_winter = row.season == _WINTER and base.month in (1, 2) and row.offset == 0
    return Date(base.year + row.offset - in_winter, row.season)


def _said(anchors: Anchors, row: RelativeWord) -> Date:
    value = anchors.said_day() if row.unit == "day" else anchors.said()
    date = last_date(value) if row.offset >= 0 else first_date(value)
    if date is None:
        raise Unreckoned("the period that the article named last is open")
    return date


def shifted_unit(base: Date, unit: Unit, offset: int) -> Value:
    """The year, month, week … that lies `offset` of them from the one of `base`.

    Raises `Unreckoned` where the base is less precise than the unit (昨日 of a paper dated 2022-12).
    """
    if unit in ("century", "decade"):
        size = 100 if unit == "century" else 10
        return Date(base.year // size * size + offset * size, unknown=2 if size == 100 else 1)
    if unit in ("year", "month", "day"):
        moved = base.only(unit)
        shifted = moved.shift(offset, unit) if moved.grain == unit else None
        return _told(shifted, unit)
    if unit == "week":
        start = base.shift(-base.weekday() + 7 * offset, "day") if base.day else None
        return Interval(_told(start, unit), _told(start.shift(6, "day") if start else None, unit))
    return _part_of_year(base, unit, offset)


def _told(date: Date | None, unit: Unit) -> Date:
    if date is None:
        raise Unreckoned(f"the date that it is reckoned from is not told to the {unit}")
    return date


def _part_of_year(base: Date, unit: Unit, offset: int) -> Date:
    if base.month is None or base.month > 12:
        raise Unreckoned(f"the date that it is reckoned from is not told to the {unit}")
    size, first = (3, 33) if unit == "quarter" else (6, 40)
    number = base.year * (12 // size) + (base.month - 1) // size + offset
    return Date(number // (12 // size), first + number % (12 // size))


@dataclass(frozen=True)
class Weekday:
    """A day of the week: of the week named before it, else of the week of publication (周五 is 本周五).

    Where the words look ahead (将于周一), a day that is over is that of the next week.
    """

    day: int
    rank: Rank = Rank.WEEKDAY
    stated: bool = False

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        if isinstance(within, Date) and within.day:
            return within  # 11月25日 星期五: the date says more than the weekday
        if within is None:
            published = anchors.published()
            today = published.weekday() + anchors.alone  # who means the day itself writes 今天
            over = anchors.ahead and published.day and self.day < today
            within = shifted_unit(published, "week", 1 if over else 0)
        if not isinstance(within, Interval) or not within.start:
            raise Unreckoned("the week is not stated")
        return _told(within.start.shift(self.day, "day"), "day")


@dataclass(frozen=True)
class NthWeekday:
    """第一个星期一 of a month."""

    nth: int
    day: int
    rank: Rank = Rank.DAY
    stated: bool = False

    def narrow(self, within: Value | None, _anchors: Anchors) -> Value:
        if not isinstance(within, Date) or not within.month or within.month > 12:
            raise Unreckoned("the month is not stated")
        first = Date(*within.first())
        date = first.shift((self.day - first.weekday()) % 7 + 7 * (self.nth - 1), "day")
        if date is None or date.month != within.month:
            raise Unreckoned("there is no such day")
        return date


_DAYS = "一二三四五六"
_WEEKDAY = re.compile(
    r"[(]?(?:星期|礼拜|周)(?P<d>[一二三四五六日天])[)]?(?![年岁期边报]|天(?![气空亮黑色津]))"
)
_AFTER_WEEK = re.compile(r"(?P<d>[一二三四五六日天])(?![个项条次家名共些直定般样年月周起十百千万、])")
_NTH = re.compile(r"(?:的)?第(?P<n>[一二三四五1-5])个(?:星期|礼拜|周)(?P<d>[一二三四五六日天])")


def _weekday_number(character: str) -> int:
    return _DAYS.find(character) if character in _DAYS else 6


def _read_weekday(text: str, at: int, rank: Rank) -> Hit | None:
    if rank == Rank.MONTH and (nth := _NTH.match(text, at)):
        number = "一二三四五".find(nth["n"]) + 1 or int(nth["n"])
        return Hit(nth.end(), NthWeekday(number, _weekday_number(nth["d"])), "nth_weekday")
    if rank not in (Rank.START, Rank.WEEK, Rank.DAY):
        return None
    found = _WEEKDAY.match(text, at)
    if (
        not found
        or (found[0][0] == "(") != (found[0][-1] == ")")
        or (found[0][0] == "(" and rank != Rank.DAY)
    ):
        return None
    return Hit(found.end(), Weekday(_weekday_number(found["d"])), "weekday")


def _read_day_of_week(text: str, at: int, rank: Rank) -> Hit | None:
    """The 五 of 上周五."""
    after_week = rank == Rank.WEEK and text[at - 1] in "周期拜"
    found = _AFTER_WEEK.match(text, at) if after_week else None
    return Hit(found.end(), Weekday(_weekday_number(found["d"])), "weekday") if found else None


@dataclass(frozen=True)
class Weekend:
    """The 末 of 本周末: Saturday and Sunday of the week named before it."""

    rank: Rank = Rank.WEEKDAY
    stated: bool = False

    def narrow(self, within: Value | None, _anchors: Anchors) -> Value:
        if not isinstance(within, Interval) or not within.start:
            raise Unreckoned("the week is not stated")
        return Interval(*(_told(within.start.shift(day, "day"), "day") for day in (5, 6)))


def _read_weekend(text: str, at: int, rank: Rank) -> Hit | None:
    named = rank == Rank.WEEK and text.startswith("末", at) and text[at - 1] in "周期拜"
    return Hit(at + 1, Weekend(), "weekend") if named else None


@dataclass(frozen=True)
class SamePeriod:
    """去年同期: the period named last in the article, a year earlier; the whole year where none was."""

    rank: Rank = Rank.DAYPART
    stated: bool = False

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        last = anchors.frame.last
        year = within if isinstance(within, Date) else None
        first = first_date(last) if last else None
        if year is None or last is None or first is None or first.month is None:
            if year is None:
                raise Unreckoned("the period is not named")
            return year
        moved = last.shift(year.year - first.year, "year")
        anchors.used = ("context", str(last))
        return moved or year


def _read_same_period(text: str, at: int, rank: Rank) -> Hit | None:
    if rank == Rank.YEAR and text.startswith(("同期", "同月"), at):
        return Hit(at + 2, SamePeriod(), "same_period")
    return None


@cache
def _words() -> re.Pattern[str]:
    return re.compile(relative_words().pattern)


def _read_relative(text: str, at: int, rank: Rank) -> Hit | None:
    found = _words().match(text, at) if rank == Rank.START else None
    if not found:
        return None
    row = relative_words().by_surface[found[0]][0]
    if not row.stands(text, at, found.end()):
        return None
    own = Rank.CLOCK if row.anchor == "now" else _RANKS[row.unit]
    fiscal, compared = found[0].endswith("年度"), bool(_COMPARED.search(text, max(0, at - 2), at))
    step = Relative(row, own, fiscal=fiscal, compared=compared)
    return Hit(found.end(), step, relative_words().rule(row))


_COMPARED = re.compile(r"[比较由从与和]\Z")


def readers() -> tuple[Reader, ...]:
    """All readers of this file, in the order in which they are tried."""
    return (
        Reader(prefixes(relative_words().by_surface), _read_relative),
        Reader(frozenset("(星礼周的第"), _read_weekday, frozenset("星礼周")),
        Reader(frozenset("一二三四五六日天"), _read_day_of_week, frozenset()),
        Reader(frozenset("末"), _read_weekend, frozenset()),
        Reader(frozenset("同"), _read_same_period, frozenset()),
    )
