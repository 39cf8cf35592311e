"""Dates told twice, by a word and by the number in brackets: 今(22)日, 昨(21日), 本(8)月, 去(112)年, as in Taiwan's
papers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as day_of

from shilu.extract.times.edtf import Date, Value
from shilu.extract.times.frame import Anchors, Unreckoned, existing
from shilu.extract.times.numbers import CHINESE, read_number
from shilu.extract.times.relative import shifted_unit
from shilu.extract.times.rows import RelativeWord, relative_words
from shilu.extract.times.short_years import MINGUO
from shilu.extract.times.step import Hit, Rank, Reader

__all__ = ["readers"]

_RANKS = {"日": Rank.DAY, "月": Rank.MONTH, "年": Rank.YEAR}
_BRACKETED = re.compile(
    rf"(?P<w>[今昨明前后本当翌次上下去])[ ]?\((?P<n>[0-9]{{1,4}}|{CHINESE}{{1,4}})"
    r"(?:\)[ ]?(?P<u>日|天|月|年)|(?P<in>日|月|年)\)(?![日天月年]))"
)


@dataclass(frozen=True)
class Bracketed:
    """A relative word with the day, month or year that it means: the number decides, the word tells of which month."""

    row: RelativeWord
    number: int
    unit: str
    rank: Rank
    stated: bool = False

    def narrow(self, _within: Value | None, anchors: Anchors) -> Value:
        """The date that the number names, about where the word points to."""
        if self.unit == "年":
            return Date(self.number if self.number >= 1000 else self.number + MINGUO)
        if self.row.anchor == "said":
            said = anchors.said()
            base = said if isinstance(said, Date) else anchors.published()
        else:
            base = anchors.published()
        if self.unit == "月":
            return _nearest_month(base.year, self.number, base.month)
        if base.month is None or base.month > 12:
            raise Unreckoned("the month is not stated")
        if base.day is None:
            return existing(Date(base.year, base.month, self.number))
        pointed = shifted_unit(base, "day", self.row.offset)
        return _nearest_day(pointed if isinstance(pointed, Date) else base, self.number)


def _nearest_month(year: int, month: int, about: int | None) -> Date:
    if about is None or about > 12:
        return Date(year, month)
    ahead = month - about
    return Date(year + (ahead < -6) - (ahead > 6), month)


def _nearest_day(about: Date, day: int) -> Date:
    """The day of that number nearest to a day: the 31st from the 1st is that of the month before."""
    months = [about.only("month").shift(step, "month") for step in (-1, 0, 1)]
    days = [Date(one.year, one.month, day) for one in months if one]
    near = [one for one in days if one.exists()]
    if not near:
        raise Unreckoned("there is no such day")
    return min(near, key=lambda one: abs(_ordinal(one) - _ordinal(about)))


def _ordinal(date: Date) -> int:
    return day_of(*date.first()).toordinal()


_MOST = {"日": 31, "月": 12, "年": 2200}


def _read_bracketed(text: str, at: int, rank: Rank) -> Hit | None:
    """今(22)日: only where the word and its unit are a word for a date, 今日."""
    found = _BRACKETED.match(text, at) if rank == Rank.START else None
    number = read_number(found["n"]) if found else None
    if not found or not number:
        return None
    unit = (found["u"] or found["in"]).replace("天", "日")
    rows = relative_words().by_surface.get(found["w"] + unit)
    if rows is None or number > _MOST[unit] or not rows[0].stands(text, at, at + 1):
        return None
    if unit == "年" and 200 < number < 1000:
        return None
    return Hit(found.end(), Bracketed(rows[0], number, unit, _RANKS[unit]), "bracketed")


def readers() -> tuple[Reader, ...]:
    """All readers of this file, in the order in which they are tried."""
    first = frozenset(word + mark for word in "今昨明前后本当翌次上下去" for mark in ("(", " "))
    return (Reader(first, _read_bracketed),)
