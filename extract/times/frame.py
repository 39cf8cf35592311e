"""What a time is reckoned from: the publication date, and what the article has said before it."""

from __future__ import annotations

from dataclasses import dataclass

from shilu.extract.times.edtf import Date, Interval, Unit, Value, first_date, last_date
from shilu.extract.times.told import REVIEW_MONTHS, Frame, Side

__all__ = ["Anchors", "Unreckoned", "existing", "single"]


_NEAR_YEARS, _RECENT_MONTHS = 2, 6
"""How far from the publication the year or month that is told of may lie, for 上年 and 上月 to count from it."""

_DAYS_ON_THE_WAY = 20
"""So long at most a dispatch was on its way to the paper."""

_MONTHS_AHEAD = 6
"""A month without a year that lies further ahead of the publication was in the year before: it is nearer."""

_DAYS_AHEAD = 16
"""A bare 28日 in a paper of the 3rd is that of the month before; one less far ahead is still to come."""


_REPORTED: dict[int, tuple[int, int | None]] = {
    **dict.fromkeys((1, 2, 3, 4, 5, 6), (1, None)), **dict.fromkeys((7, 8, 9), (0, 40)), 10: (0, 35),
}  # fmt: skip
"""How many years ago, and which part of it, a report of that month is on: the year before, the half, the quarter."""


_YEAR_ENDS = (11, 12)
_LATE, _EARLY = 10, 3
"""An entry of January behind one of December is of the next year, though no line names it."""


class Unreckoned(Exception):  # noqa: N818  (not an error: it carries the reason why a time has no value)
    """The text does not tell this date; the message says why."""


@dataclass
class Anchors:
    """What one expression may be reckoned from. Notes in `used` what it took: (resolution, anchor)."""

    frame: Frame
    future: bool = False
    onward: bool = False
    """Whether it begins something that goes on (10月8日起), and so may lie ahead without a word that says so."""
    heads: bool = False
    """Whether it begins an entry of a chronicle."""
    alone: bool = False
    """The phrase is the whole text, as in a table: no tense tells whether it is past, and it looks ahead."""
    used: tuple[str, str] | None = None

    @property
    def ahead(self) -> bool:
        """Whether the coming one is meant of what recurs: 将于周一, and 元旦 as the whole of a text."""
        return self.future or self.alone

    def published(self) -> Date:
        """The publication date. Raises `Unreckoned` without one.

        In a chronicle without one it is the year of the entry.
        """
        date = self.frame.published
        if date is None and self.frame.chronicle and self.frame.entry:
            self.used = ("context", str(self.frame.entry))
            return self.frame.entry.only("year")
        if date is None:
            raise Unreckoned("no publication date is known to reckon it from")
        self.used = ("anchored", str(date))
        return date

    def today(self) -> Date:
        """The day that 今日 and 昨日 are counted from: that of the dispatch, else of the publication."""
        sent, published = self.frame.sent, self.frame.published
        if sent and sent.day and (published is None or self._was_sent_for(sent, published)):
            self.used = ("context", str(sent))
            return sent
        return self.published()

    @staticmethod
    def _was_sent_for(sent: Date, published: Date) -> bool:
        latest = sent.shift(_DAYS_ON_THE_WAY, "day")
        return latest is not None and sent.first() <= published.last() and latest.last() >= published.first()

    def now(self) -> Date:
        """The month of publication (the year, where only that is known): 目前 is never more precise."""
        return self.published().only("month")

    def said(self) -> Value:
        """The last time that the article named. Raises `Unreckoned` where it named none."""
        frame = self.frame
        last = frame.entry if self.heads and frame.entry else frame.last or frame.sent
        if last is None:
            raise Unreckoned("no earlier date in the article to reckon it from")
        self.used = ("context", str(last))
        return last

    def said_day(self) -> Value:
        """What 当日 and 次日 count from: the last time named, or the last day where that time holds it.

        20日开市。这是今年的第三场，当日成交: the day is the 20th, though 今年 stands between. Raises `Unreckoned` as
        `said` does.
        """
        said, day = self.said(), self.frame.named_day
        last = last_date(said)
        if self.heads or day is None or (last and last.day) or not _holds(said, day):
            return said
        self.used = ("context", str(day))
        return day

    def period_of(self, count: int, unit: Unit, *, side: Side) -> Interval | None:
        """The period named in the article that lasts just so many units (`Frame.period_of`), and notes that it counts
        from the context."""
        value = self.frame.period_of(count, unit, side)
        if value:
            self.used = ("context", str(value))
        return value

    def year(self) -> int:
        """The year that a date without one belongs to: that of its sentence, else of the publication.

        Where that is not known, the year under way in the article.
        """
        for within in (self.frame.last_in_sentence, self.frame.under_way):
            if within and (first := first_date(within)):
                self.used = ("context", str(within))
                return first.year
        return self.published().year

    def month_of_year(self, month: int, day: int | None = None) -> Date:
        """The 11月 or 11月25日 that is meant: in the year of its sentence, else nearest to the publication.

        A sentence that goes on to another year says so (次年3月), so the year of the sentence holds on. So
        does that of the publication, for a newspaper writes 去年 with a month of the last; only about the New
        Year a bare 11月 or 12月 is that of the year just gone, and 1月将 that of the next.
        """
        within = self.frame.last_in_sentence
        entry = self.frame.entry if self.frame.chronicle else None
        if entry and (self.heads or within is None):
            self.used = ("context", str(entry))
            turned = self.heads and (entry.month or 0) >= _LATE and month <= _EARLY
            return existing(Date(entry.year + turned, month, day))
        if within and (end := last_date(within)):
            date = Date(end.year, month, day)
            if date.exists() and not self._after(date):
                self.used = ("context", str(within))
                return date
        if self.frame.published is None and self.frame.last and (end := last_date(self.frame.last)):
            self.used = ("context", str(self.frame.last))
            return existing(Date(end.year, month, day))
        published = self.published()
        year = self.nearer_year(Date(published.year, month))
        if published.month and self.future and month < published.first()[1]:
            year += 1
        return existing(Date(year, month, day))

    def told(self, unit: Unit, *, fiscal: bool, compared: bool) -> Date:
        """What 上年 and 上月 are counted from: the year or month that is told of, where the text names one.

        上年 is the year before the one that its sentence is about, else before the year under review; 上年度 of a
        budget before the budget's own (`fiscal`); 上月 that before the month told of, where something is
        compared with it (8月指数为50.2%,比上月回升), else the one before the publication.
        """
        frame = self.frame
        if unit != "year":
            said = last_date(frame.last) if frame.last and compared else None
            return said if said and said.month and self._is_recent(said) else self.published()
        said = frame.head if fiscal else last_date(frame.last_in_sentence) if frame.last_in_sentence else None
        if frame.published is None:
            said = said or (last_date(frame.last) if frame.last else None)
        if said and (frame.published is None or abs(frame.published.year - said.year) <= _NEAR_YEARS):
            self.used = ("context", str(said))
            return said.only("year")
        named, published = frame.whole_year, self.published()
        return named if named and named.year == self.year_under_review() else published

    def _is_recent(self, date: Date) -> bool:
        """Whether the month lies in the half year up to the publication, and notes that it was taken."""
        published = self.frame.published
        months = 0 if published is None else 12 * (published.year - date.year) + published.first()[1]
        if published and published.month and not 0 <= months - (date.month or 1) <= _RECENT_MONTHS:
            return False
        self.used = ("context", str(self.frame.last))
        return True

    def new_year(self) -> Date:
        """The year that a paper calls the new one: the next in November and December, else its own."""
        published = self.published()
        return Date(published.year + (published.month in _YEAR_ENDS))

    def reported(self) -> Date:
        """The period that a company's report is on (报告期), by the month in which it came out.

        Raises `Unreckoned` in months in which none of them is due.
        """
        published = self.published()
        span = _REPORTED.get(published.month or 0)
        if span is None:
            raise Unreckoned("the period of the report is not told")
        back, part = span
        self.frame.whole_year = Date(published.year - back)
        return Date(published.year - back, part)

    def year_under_review(self) -> int:
        """The year that 全年 means: that of the publication; in its first months the year named last, or the last."""
        published = self.published()
        if published.month is None and (named := self.frame.whole_year) and named.year == published.year - 1:
            self.used = ("context", str(named))
            return named.year
        if not published.month or published.month > REVIEW_MONTHS or self.future:
            return published.year
        within = self.frame.last_in_sentence
        if within and (said := last_date(within)) and -_NEAR_YEARS <= said.year - published.year <= 1:
            self.used = ("context", str(within))
            return said.year
        named = self.frame.whole_year
        if named and published.year - 1 <= named.year <= published.year:
            self.used = ("context", str(named))
            return named.year
        return published.year - 1

    def likely_year(self, date: Date) -> int:
        """The year of publication, unless the date would lie ahead and the article speaks of the last.

        A report of February 2026 on 2025 means 2025 by 3月.
        """
        last = last_date(self.frame.last) if self.frame.last else None
        published = self.frame.published
        if (
            last
            and published
            and not self.future
            and not self.onward
            and last.year == published.year - 1
            and date.last() > published.last()
        ):
            self.used = ("context", str(self.frame.last))
            return last.year
        return date.year

    def nearer_year(self, date: Date) -> int:
        """The likely year, or the one before where that is nearer and nothing says that the date is still to come:
        news of January 2024 mean 2023 by 9月4日."""
        year, published, said = self.likely_year(date), self.frame.published, self.frame.last_in_sentence
        if not published or not published.month or self.future or year != published.year:
            return year
        told = last_date(said) if said else None
        still_to_come = told is not None and told.last() > published.last()
        ahead = date.first()[1] - published.first()[1]
        return year - 1 if ahead > _MONTHS_AHEAD and not still_to_come else year

    def day_of_month(self, day: int) -> Date:
        """The 22日 that is meant: in the month of the last day named, else nearest to the publication."""
        for value in (self.frame.last_in_sentence, self.frame.last):
            end = last_date(value) if value else None
            if end and end.month and (end.day or value is self.frame.last_in_sentence):
                date = Date(end.year, end.month, day)
                within = value is self.frame.last_in_sentence
                if date.exists() and (within or (not self._after(date) and self._is_near(date))):
                    self.used = ("context", str(value))
                    return date
        published = self.published()
        if published.month is None:
            raise Unreckoned("the month is not stated, and the publication date is only a year")
        month = published.only("month")
        if published.day and not self.future and day > published.day + _DAYS_AHEAD:
            month = month.shift(-1, "month") or month
        elif published.day and self.future and day < published.day:
            month = month.shift(1, "month") or month
        return existing(Date(month.year, month.month, day))

    def _is_near(self, date: Date) -> bool:
        """Whether a bare day may be of this month: the one about the publication, or the one just told of."""
        published = self.frame.published
        if published is None or self.frame.day:
            return True
        months = 12 * (published.year - date.year) + published.first()[1] - (date.month or 1)
        return published.month is None or abs(months) <= 1

    def _after(self, date: Date) -> bool:
        published = self.frame.published
        return (
            bool(published)
            and not self.future
            and date.first() > (published.last() if published else date.last())
        )


def _holds(value: Value, day: Date) -> bool:
    """Whether the day lies within a date or period that has both ends."""
    first, last = first_date(value), last_date(value)
    return first is not None and last is not None and first.first() <= day.first() <= last.last()


def existing(date: Date) -> Date:
    """The date itself. Raises `Unreckoned` where there is no such day.

    >>> str(existing(Date(2024, 2, 29)))
    '2024-02-29'
    """
    if not date.exists():
        raise Unreckoned("there is no such day")
    return date


def single(within: Value | None) -> Date | None:
    """The value so far where it is one date or none. Raises `Unreckoned` for a period of several.

    >>> single(None) is None
    True
    """
    if within is None or isinstance(within, Date):
        return within
    raise Unreckoned("it stands after a period of several")
