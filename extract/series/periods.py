"""Whether two periods are one."""

from __future__ import annotations

from shilu.extract.times import Days

__all__ = ["same_period"]


def same_period(one: Days | None, other: Days | None, *, nature: str) -> bool:
    """Whether two periods are one: the same days, or, of a stock, the same last day or the same year at whose end it
    stands. A flow of half a year is none of the year.

    >>> from shilu.extract.times import days_of
    >>> same_period(days_of("2020"), days_of("2020-12-31"), nature="stock")
    True
    >>> same_period(days_of("2020"), days_of("2020-40"), nature="flow")
    False
    """
    if one is None or other is None:
        return False
    if one == other:
        return True
    if nature in ("flow", "rate", "unknown"):
        return bool(one.year) and one.year == other.year
    return bool(one.end) and one.end == other.end
