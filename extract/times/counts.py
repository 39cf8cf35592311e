"""What counting from now means: the periods and dates that so many units before or after the publication are."""

from __future__ import annotations

from dataclasses import dataclass

from shilu.extract.times.durations import Duration
from shilu.extract.times.edtf import Date, Interval, Unit, Value, first_date, last_date
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.relative import shifted_unit
from shilu.extract.times.told import REVIEW_MONTHS

__all__ = [
    "Count", "ago", "count_of", "elapsed", "from_now", "last_ones", "later", "next_ones", "onward", "told_to", "until",
    "until_now", "within",
]  # fmt: skip

_OF_LETTER: dict[str, Unit] = {"Y": "year", "M": "month", "W": "week", "D": "day"}


@dataclass(frozen=True)
class Count:
    """So many units, and days over: 两个半月 is two months and fifteen days."""

    number: int
    unit: Unit
    days: int = 0


def count_of(duration: Duration) -> Count | None:
    """A duration as a whole number of one unit: 半年 is six months, 三年零两个月 38; of 两个半月 with days over."""
    amounts = dict(duration.parts)
    if any(amount.denominator != 1 or letter not in _OF_LETTER for letter, amount in amounts.items()):
        return None
    if set(amounts) == {"Y", "M"}:
        return Count(int(12 * amounts["Y"] + amounts["M"]), "month")
    if set(amounts) == {"M", "D"}:
        return Count(int(amounts["M"]), "month", int(amounts["D"]))
    return Count(int(duration.parts[0][1]), _OF_LETTER[duration.parts[0][0]]) if len(amounts) == 1 else None


def until_now(count: Count, anchors: Anchors) -> Value:
    """The last units until the publication, from a date that the article names just so long ago, if any."""
    period = anchors.period_of(count.number, count.unit, side="past")
    if period:
        return period
    now = anchors.published() if count.unit in ("day", "week") else anchors.now()
    begun = _begun(count, now, anchors)
    few = count.unit == "year" and 1 < count.number <= _FEW_YEARS
    if few and _is_early(now) and not (begun and begun.month):
        return Interval(Date(now.year - count.number), Date(now.year - 1))
    if count.days:
        begun = _moved(anchors.published(), count, -1)
    if count == Count(1, "year") and (reviewed := _reviewed(now, anchors)):
        return reviewed
    if begun is None and count.unit == "year":
        now = now.only("year")  # 三年来 is told to the year
    start = begun or told_to(now, -count.number, count.unit)
    interval = Interval.between(start, now)
    if interval is None:
        raise Unreckoned("it ends before it begins")
    return interval


_FEW_YEARS = 10
"""More than the years of any office or plan: 近150年来 ends now."""


def _is_early(now: Date) -> bool:
    """Whether the years counted up to now end with the last: 五年来 of a paper of February 2026 are 2021/2025."""
    return now.month is not None and now.month <= REVIEW_MONTHS


def _reviewed(now: Date, anchors: Anchors) -> Date | None:
    """The year that a report of February 2026 is about, once it has named 2025: 一年来, 过去一年."""
    named = Date(now.year - 1) if _is_early(now) else anchors.frame.whole_year
    if named is None or named.year != now.year - 1 or (now.month or 12) > REVIEW_MONTHS:
        return None
    anchors.used = ("context", str(named))
    return named


def elapsed(count: Count, anchors: Anchors) -> Value:
    """过去一年 of a paper of the first months of a year is the year before; later on, the year until now."""
    published = anchors.published()
    early = published.month is not None and published.month <= REVIEW_MONTHS
    return Date(published.year - 1) if early else until_now(count, anchors)


def _begun(count: Count, now: Date, anchors: Anchors) -> Date | None:
    """A stated date of the article just so long before now: to the month, else within the years counted."""
    if count.unit != "year":
        return None
    dates = [first for value in anchors.frame.known if (first := first_date(value))]
    for date in dates:
        if (
            date.month
            and now.month
            and 12 * (now.year - date.year) + now.month - date.month == 12 * count.number
        ):
            return date
    for back in (count.number - 1, count.number):
        for date in dates:
            if not date.month and not date.unknown and now.year - date.year == back and back > 0:
                return date
    return None


def told_to(base: Date, count: int, unit: Unit) -> Date:
    """The date so many units away. Raises `Unreckoned` where the base is not told to that unit."""
    moved = base.shift(count, unit)
    if moved is None:
        raise Unreckoned(f"the publication date is not told to the {unit}")
    return moved


def from_now(count: Count, anchors: Anchors) -> Interval:
    """The coming units, after the one of the publication: 未来三年 of a paper of 2022-12 is 2023/2025.

    Where that has only just begun it is the first of them: 未来两个月 of a paper of 1 July is July and August,
    and the work reports of the first months of a year count 今后五年 from that year.
    """
    period = anchors.period_of(count.number, count.unit, side="coming")
    if period:
        return period
    published = anchors.published()
    if count.days:
        return Interval(published.only("month"), _moved(published, count, 1))
    first = 0 if _has_just_begun(published, count.unit) else 1
    return _run(published, count.unit, first, first + count.number - 1)


def _has_just_begun(date: Date, unit: Unit) -> bool:
    if unit == "year":
        return date.month is not None and date.month <= REVIEW_MONTHS
    if unit == "week":
        return bool(date.day) and date.weekday() == 0
    return unit == "month" and date.day == 1


def _run(base: Date, unit: Unit, first: int, last: int) -> Interval:
    run = Interval.between(shifted_unit(base, unit, first), shifted_unit(base, unit, last))
    if run is None:
        raise Unreckoned("it ends before it begins")
    return run


def within(count: Count, anchors: Anchors) -> Interval:
    """From the publication on: 三年内."""
    period = anchors.period_of(count.number, count.unit, side="open")
    return period or _run(anchors.published(), count.unit, 0, count.number)


def ago(count: Count, anchors: Anchors) -> Value:
    """So many units before the publication, to the unit: 两年前 of 2022-12 is 2020."""
    if count.days:
        return _moved(anchors.published(), count, -1)
    return shifted_unit(anchors.published(), count.unit, -count.number)


def later(count: Count, anchors: Anchors) -> Value:
    """So many units after the date that its sentence names, else after the publication."""
    said = anchors.frame.last_in_sentence
    base = last_date(said) if said else None
    if base:
        anchors.used = ("context", str(said))
    base = base or anchors.published()
    return _moved(base, count, 1) if count.days else shifted_unit(base, count.unit, count.number)


def _moved(base: Date, count: Count, sign: int) -> Date:
    """Months and days away, told to the month: 两个半月前."""
    moved = told_to(base, sign * count.number, count.unit).shift(sign * count.days, "day")
    if moved is None:
        raise Unreckoned("the date that it is reckoned from is not told to the day")
    return moved.only("month")


def until(count: Count, anchors: Anchors) -> Interval:
    """All time until so long ago: 两年以前. 前 and 之前 name the year itself."""
    return Interval(None, last_date(ago(count, anchors)))


def onward(count: Count, anchors: Anchors) -> Interval:
    """All time from so much later on: 三年以后. 后 and 之后 name the year itself."""
    return Interval(first_date(later(count, anchors)), None)


def last_ones(count: Count, anchors: Anchors) -> Interval:
    """The whole units before that of the publication: 上两周."""
    return _run(anchors.published(), count.unit, -count.number, -1)


def next_ones(count: Count, anchors: Anchors) -> Interval:
    """The whole units after it; months of the rest of a year, where those are so many: 后三个月."""
    rest = anchors.frame.rest_of_year(count.number) if count.unit == "month" else None
    return rest or _run(anchors.published(), count.unit, 1, count.number)
