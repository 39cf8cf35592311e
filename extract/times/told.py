"""What an article has told of time so far, while it is read from left to right."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from shilu.extract.times.edtf import Date, Interval, Unit, Value, first_date, last_date, span_of

__all__ = ["REVIEW_MONTHS", "Frame", "Side"]

Side = Literal["past", "open", "coming"]

REVIEW_MONTHS = 3
"""So long into a year its papers still speak of the last."""


@dataclass
class Frame:
    """The state of one article while it is read from left to right."""

    published: Date | None
    last: Value | None = None
    last_in_sentence: Value | None = None
    known: list[Value] = field(default_factory=list)
    day: Date | None = None
    """The last day named, while its sentence and the next are read: what 下午 alone belongs to."""
    named_day: Date | None = None
    """The last day named anywhere before: what 当日 is, though 今年 has been named since."""
    sent: Date | None = None
    """The day of the dateline, which dates nothing that is told, unless no other day is named."""
    whole_year: Date | None = None
    """The year named last as such: 2025年工作回顾."""
    head: Date | None = None
    """What the last sentence that named a time named first: 102年度 of 102年度预算参酌101年度编列."""
    era: int | None = None
    """The year before the first of the reign or republic that the article counts by: 三十一年 after 民国三十年."""
    minguo: bool = False
    """Whether its short years are those of the Republic of China (99年 is 2010), as in Taiwan and before 1950."""
    lunar: bool = False
    """Whether its months and days are those of the old calendar, as in papers before 1912."""
    chronicle: bool = False
    """Whether the text is a chronicle, whose entries begin with their date."""
    entry: Date | None = None
    """The date that its entry began with."""
    _day_is_new: bool = False

    def say(self, value: Value) -> None:
        """Remember a value as the last one in force."""
        if self.last_in_sentence is None:
            self.head = first_date(value)
        self.last = self.last_in_sentence = value
        last = last_date(value)
        self.named_day = last if last and last.day else self.named_day
        if isinstance(value, Date):
            self.day, self._day_is_new = (value if value.day else None), True
            self.whole_year = value if value.grain == "year" else self.whole_year

    @property
    def under_way(self) -> Value | None:
        """What dates the clauses that tell no year, where nobody knows when the text came out."""
        return None if self.published else self.whole_year or self.last

    def begin_entry(self, value: Value) -> None:
        """Remember the date at the head of an entry."""
        self.entry = first_date(value) or self.entry

    def period_of(self, count: int, unit: Unit, side: Side) -> Interval | None:
        """A period named in the article that lasts just so many units: one that had begun by the publication
        and was not long over (past), that was not over (open), or that was still to come (coming).

        So 三年内 after 三年整治计划(2021—2023年) means those three years.
        """
        months = {"year": 12 * count, "month": count}.get(unit)
        for value in self.known:
            if (
                isinstance(value, Interval)
                and months
                and _months(value) == months
                and self._fits(value, side)
            ):
                return value
        return None

    def rest_of_year(self, months: int) -> Interval | None:
        """后7个月 behind 前5个月: what is left of the year whose first months were named last."""
        told = self.last
        first, last = (told.start, told.end) if isinstance(told, Interval) else (None, None)
        if not first or not last or first.month != 1 or (last.month or 12) + months != 12:
            return None
        same = first.year == last.year
        return Interval(Date(last.year, 13 - months), Date(last.year, 12)) if same else None

    def _fits(self, value: Interval, side: Side) -> bool:
        if self.published is None or not value.start or not value.end:
            return False
        if side == "coming":
            return value.start.year >= self.published.year
        if side == "open":
            return value.end.last() > self.published.last()
        if value.end.first() > self.published.last():
            return False  # 五年来 is not the plan that still runs
        reviewed = self.published.year - ((self.published.month or 12) <= REVIEW_MONTHS)
        return value.end.year >= reviewed or value == self.last

    def end_sentences(self, count: int) -> None:
        """Forget what only the sentence just read had in force; a line's end counts as one more."""
        if count:
            self.last_in_sentence = None
            self.day = self.day if self._day_is_new and count == 1 else None
            self._day_is_new = False


def _months(value: Interval) -> int | None:
    span = span_of(value)
    if span is None:
        return None
    (year, month, _), (last_year, last_month, _) = span
    return (last_year - year) * 12 + last_month - month + 1
