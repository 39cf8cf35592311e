"""Periods as days: what an EDTF date or interval covers."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Days", "days_of", "year_of"]

_DATE = re.compile(r"[Yy]?(\d{1,4})(X{0,3})(?:-(\d\d|XX))?(?:-(\d\d|XX))?[~?%]*$")
_PARTS = {
    **{33 + at: (1 + 3 * at, 3 + 3 * at) for at in range(4)},  # quarters
    40: (1, 6),
    41: (7, 12),
    **{37 + at: (1 + 4 * at, 4 + 4 * at) for at in range(3)},  # thirds of a year
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
}
"""Parts of a year as months, by their numbers in EDTF; winter (24) runs into the next year."""


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day of a period, each empty where it is open."""

    begin: str
    end: str

    @property
    def year(self) -> str:
        """The year, where the period is one whole year; else empty."""
        whole = self.begin[4:] == "-01-01" and self.end[4:] == "-12-31" and self.begin[:4] == self.end[:4]
        return self.begin[:4] if whole else ""

    @property
    def last_year(self) -> str:
        """The year in which it ends; empty where that is open."""
        return self.end[:4]


@lru_cache(1 << 16)
def days_of(period: str | None) -> Days | None:
    """What a period covers; None for none and for one that cannot be read.

    >>> days_of("2019"), days_of("2020-34"), days_of("2019-12/2022")
    (Days(begin='2019-01-01', end='2019-12-31'), Days(begin='2020-04-01', end='2020-06-30'), \
Days(begin='2019-12-01', end='2022-12-31'))
    >>> days_of("../2025"), days_of("2020-05-06T17:00")
    (Days(begin='', end='2025-12-31'), Days(begin='2020-05-06', end='2020-05-06'))
    """
    if not period:
        return None
    first, slash, last = period.partition("/")
    begin, end = _range(first), _range(last if slash else first)
    if begin is None or end is None:
        return None
    return Days(begin.begin, end.end) if begin.begin or end.end else None


def _range(date: str) -> Days | None:
    if date in ("", ".."):
        return Days("", "")
    match = _DATE.match(date.partition("T")[0])
    if match is None or len(match[1] + match[2]) != 4:
        return None
    first, last = match[1] + match[2].replace("X", "0"), match[1] + match[2].replace("X", "9")
    if match[3] is None or match[3] == "XX":
        return Days(f"{first}-01-01", f"{last}-12-31")
    return _within_year(first, int(match[3]), match[4])


def _within_year(year: str, month: int, day: str | None) -> Days | None:
    if month == 24:
        after = f"{int(year) + 1:04d}"
        return Days(f"{year}-12-01", f"{after}-02-{_last(after, 2):02d}")
    begin, end = _PARTS.get(month, (month, month))
    if not 1 <= begin <= 12:
        return None
    if day and day != "XX":
        return Days(f"{year}-{month:02d}-{day}", f"{year}-{month:02d}-{day}")
    return Days(f"{year}-{begin:02d}-01", f"{year}-{end:02d}-{_last(year, end):02d}")


def _last(year: str, month: int) -> int:
    return calendar.monthrange(max(int(year), 1), month)[1]


def year_of(year: str) -> Days:
    """A whole year.

    >>> year_of("2019")
    Days(begin='2019-01-01', end='2019-12-31')
    """
    return Days(f"{year}-01-01", f"{year}-12-31")
