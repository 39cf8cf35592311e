"""Dates and intervals of EDTF level 1 (ISO 8601-2:2019), and reckoning with them.

Quarters (33-36) and halves (40-41) are codes of level 2; inside an interval they become their months.

A date knows how precise it is, and no reckoning makes it more precise than it was.
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["CLOSED_MONTHS", "Date", "Day", "Interval", "Unit", "Value", "first_date", "last_date", "span_of"]

Unit = Literal[
    "century",
    "decade",
    "year",
    "half",
    "quarter",
    "season",
    "month",
    "week",
    "day",
    "hour",
    "minute",
    "second",
]

Day = tuple[int, int, int]
"""Year, month, day: also before the year 1, which `datetime` does not know."""

CLOSED_MONTHS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),  # seasons; winter runs into February of the next year
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),  # quarters
    40: (1, 6), 41: (7, 12),  # halves
}  # fmt: skip
"""First and last month of the groups of months that EDTF numbers; 13 and 14 belong to the next year."""

_MONTHS = {"century": 1200, "decade": 120, "year": 12, "half": 6, "quarter": 3, "season": 3, "month": 1}
_DAYS = {"week": 7, "day": 1}


def _month_end(year: int, month: int) -> int:
    return calendar.monthrange(2000 + year % 400, month)[1]  # the Gregorian calendar repeats every 400 years


def _carry(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


@dataclass(frozen=True)
class Date:
    """A date of any precision. `month` may be a season (21-24), quarter (33-36) or half (40-41).

    `unknown` counts the last digits of the year that are not told (1 in 198X); `about` marks an approximate
    date.

    >>> str(Date(2022, 11)), str(Date(1980, unknown=1)), str(Date(-220)), str(Date(2022, 33))
    ('2022-11', '198X', '-0220', '2022-33')
    """

    year: int
    month: int | None = None
    day: int | None = None
    clock: str | None = None
    unknown: int = 0
    about: bool = False

    @classmethod
    def parse(cls, text: str) -> Date | None:
        """The date of a plain EDTF string: a year, month or day; None for anything else."""
        found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
        if not found:
            return None
        year, month, day = (int(part) if part else None for part in found.groups())
        date = cls(year or 0, month, day)
        return date if date.exists() else None

    def exists(self) -> bool:
        """Whether there is such a day: not 30 February, and no year that four digits do not hold."""
        if not -9999 <= self.year <= 9999:
            return False
        if self.month is None or self.month in CLOSED_MONTHS:
            return self.day is None
        if not 1 <= self.month <= 12:
            return False
        return self.day is None or 1 <= self.day <= _month_end(self.year, self.month)

    @property
    def grain(self) -> Unit:
        """The unit that it is precise to."""
        if self.unknown:
            return "decade" if self.unknown == 1 else "century"
        if self.month is None:
            return "year"
        if self.month > 12:
            return "half" if self.month >= 40 else "quarter" if self.month >= 33 else "season"
        return "month" if self.day is None else "day"

    def first(self) -> Day:
        """Its first day."""
        if self.month is None:
            return self.year, 1, 1
        if self.month in CLOSED_MONTHS:
            return self.year, CLOSED_MONTHS[self.month][0], 1
        return self.year, self.month, self.day or 1

    def last(self) -> Day:
        """Its last day."""
        if self.month is None:
            return self.year + 10**self.unknown - 1, 12, 31
        if self.month in CLOSED_MONTHS:
            year, month = _carry(self.year, CLOSED_MONTHS[self.month][1])
            return year, month, _month_end(year, month)
        return self.year, self.month, self.day or _month_end(self.year, self.month)

    def only(self, unit: Unit) -> Date:
        """The same date, no more precise than the unit (year, month or day)."""
        if unit == "year":
            return replace(self, month=None, day=None, clock=None)
        if unit == "month":
            month = self.first()[1] if self.month in CLOSED_MONTHS else self.month
            return replace(self, month=month, day=None, clock=None)
        return self.without_clock()

    def without_clock(self) -> Date:
        """The same date, no more precise than the day."""
        return self if self.clock is None else replace(self, clock=None)

    def shift(self, count: int, unit: Unit) -> Date | None:
        """Moved by so many units. None where it is less precise than that needs: 三天前 of a month.

        The 31st moved to a month without one falls on its last day.
        """
        if unit in _DAYS:
            return self._shift_days(count * _DAYS[unit]) if self.day else None
        if unit not in _MONTHS:
            return None
        months = count * _MONTHS[unit]
        if self.month is None or self.month > 12:
            moved = replace(self, year=self.year + months // 12) if months % 12 == 0 else None
        else:
            year, month = _carry(self.year, self.month + months)
            day = min(self.day, _month_end(year, month)) if self.day else None
            moved = replace(self, year=year, month=month, day=day)
        return moved if moved and moved.exists() else None

    def _shift_days(self, count: int) -> Date | None:
        year, month, day = self.first()
        ordinal = datetime.date(2000 + year % 400, month, day).toordinal()
        ordinal += count % 146097  # days in 400 years
        moved = datetime.date.fromordinal(ordinal)
        years = year - 2000 - year % 400 + count // 146097 * 400
        date = replace(self, year=moved.year + years, month=moved.month, day=moved.day)
        return date if date.exists() else None

    def weekday(self) -> int:
        """Day of the week, Monday 0, of its first day."""
        year, month, day = self.first()
        return calendar.weekday(2000 + year % 400, month, day)

    def __str__(self) -> str:
        """In EDTF."""
        if self.unknown:
            digits = f"{abs(self.year):04d}"
            text = ("-" if self.year < 0 else "") + digits[: -self.unknown] + "X" * self.unknown
        else:
            text = f"-{-self.year:04d}" if self.year < 0 else f"{self.year:04d}"
        if self.month:
            text += f"-{self.month:02d}"
        if self.day:
            text += f"-{self.day:02d}"
        return text + (self.clock or "") + ("~" if self.about else "")


@dataclass(frozen=True)
class Interval:
    """From one date through another, both included; None is an open side.

    >>> str(Interval(Date(2022, 1), Date(2022, 11))), str(Interval(Date(2019), None))
    ('2022-01/2022-11', '2019/..')
    """

    start: Date | None
    end: Date | None

    @classmethod
    def between(cls, start: Date | Interval | None, end: Date | Interval | None) -> Interval | None:
        """From the beginning of the one to the end of the other; None where that would end before it begins.

        EDTF allows neither seasons nor quarters at the ends of an interval: they become their months.
        """
        first = first_date(start) if start else None
        last = last_date(end) if end else None
        if first and last and last.last() < first.first():
            return None
        return cls(first, last) if first or last else None

    def shift(self, count: int, unit: Unit) -> Interval | None:
        """Moved by so many units; None where one end cannot be."""
        if not self.start or not self.end:
            return None
        start, end = self.start.shift(count, unit), self.end.shift(count, unit)
        return Interval(start, end) if start and end else None

    def __str__(self) -> str:
        """In EDTF."""
        return f"{self.start or '..'}/{self.end or '..'}"


Value = Date | Interval


def first_date(value: Value) -> Date | None:
    """The date that an interval from this value starts with: 一季度 gives its January."""
    if isinstance(value, Interval):
        return value.start
    return _edge(value, value.first())


def last_date(value: Value) -> Date | None:
    """The date that an interval up to this value ends with: 一季度 gives its March."""
    if isinstance(value, Interval):
        return value.end
    return _edge(value, value.last())


def _edge(date: Date, day: Day) -> Date:
    if date.unknown:
        return Date(day[0])
    if date.month in CLOSED_MONTHS:
        return Date(day[0], day[1])
    return date.without_clock()


def span_of(value: Value) -> tuple[Day, Day] | None:
    """First and last day of a value; None for one that is open."""
    start, end = first_date(value), last_date(value)
    return (start.first(), end.last()) if start and end else None
