"""What a page tells of all its facts: when it is known from, its title, its home, and the years that it can tell of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shilu.extract.series.home import Home
from shilu.extract.times import Days, days_of

__all__ = ["Document"]

_SPRING = ("01", "02", "03", "04")
_QUARTER = re.compile("季度|[1-3一二三]月份?$|1[-—~至][23]月")
_YEARLY = re.compile("工作报告|公报|预算|决算|执行情况|统计")


@dataclass(frozen=True)
class Document:
    """What a page tells of all its facts."""

    page: str
    known: str | None
    title: str | None
    home: Home

    @property
    def told(self) -> str:
        """The last whole year of which the document can tell, where it is of the first months of a year: the year
        before; else empty."""
        known = self.known or ""
        title = self.title or ""
        early = known[5:7] in _SPRING and not _QUARTER.search(title)
        early = early or bool(len(known) == 4 and _YEARLY.search(title))
        return f"{int(known[:4]) - 1:04d}" if early and known[:4].isdigit() else ""

    def so_far(self, days: Days) -> Days:
        """A whole year that is told as done, up to the date of the document where that is in the midst of the year: of
        2016 a paper of July 2016 cannot tell more. In December a year is taken for done.

        >>> from shilu.extract.times import year_of
        >>> Document("a", "2016-07-21", None, Home()).so_far(year_of("2016"))
        Days(begin='2016-01-01', end='2016-07-21')
        """
        known = self.known or ""
        if known[:4] != days.year or not "01" <= known[5:7] < "12":
            return days
        return Days(days.begin, known if len(known) == 10 else days_of(known[:7]).end)  # type: ignore[union-attr]
