"""Calendars that follow sun and moon: solar terms, the Chinese, Hebrew and Islamic calendars, Easter."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from importlib import resources
from math import radians, sin
from types import MappingProxyType

from shilu.extract.times.edtf import Date

__all__ = [
    "DYNAMICAL_TIME",
    "LUNAR_YEARS",
    "easter",
    "hebrew",
    "islamic",
    "lunar",
    "lunar_month_days",
    "sankranti",
    "solar_longitude",
    "solar_term",
    "sun_enters_sign",
]

DYNAMICAL_TIME = 65 / 86400
"""By which the even time of astronomy is ahead of the clocks, in days: about 2000, and near enough for a century.
"""


_JULIAN, _JULIAN_DAY = datetime.date(2000, 1, 1), 2451545
"""A day, and its number among the Julian days, at noon."""

LUNAR_YEARS = range(1645, 2100)
"""The lunar years whose days are known: those of the calendar that follows the true sun."""


def lunar(year: int, month: int, day: int, *, leap: bool = False) -> Date | None:
    """The day of the lunar calendar (农历; day -1 is the last of the month), for lunar years 1645-2099.

    >>> str(lunar(2022, 1, 1)), str(lunar(2022, 12, -1)), str(lunar(1878, 3, 5))
    ('2022-02-01', '2023-01-21', '1878-04-07')
    """
    if year not in LUNAR_YEARS or not 1 <= month <= 12:
        return None
    first, days = _lunar_month(year, -month if leap else month)
    if day == -1:
        day = days
    return _date(first + datetime.timedelta(day - 1)) if first and 1 <= day <= days else None


def lunar_month_days(year: int, month: int, *, leap: bool = False) -> int:
    """How many days the lunar month has: 29 or 30. Raises `ValueError` where there is no such month."""
    first, days = _lunar_month(year, -month if leap else month)
    if first is None:
        raise ValueError(f"no lunar month {month} in {year}")
    return days


@cache
def _lunar_month(year: int, month: int) -> tuple[datetime.date | None, int]:
    """The first day of a lunar month (a leap month below 0) and how many it has; None and 0 where there is none."""
    from lunar_python import LunarMonth  # a twentieth of a start, and few pages ask

    found = LunarMonth.fromYm(year, month)
    if found is None:
        return None, 0
    return _JULIAN + datetime.timedelta(round(found.getFirstJulianDay() - _JULIAN_DAY)), found.getDayCount()


def _date(day: datetime.date) -> Date:
    return Date(day.year, day.month, day.day)


def solar_longitude(days: float) -> float:
    """Apparent longitude of the sun in degrees, days after noon of 1 January 2000 (Meeus, ch. 25)."""
    t = days / 36525
    mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t
    anomaly = radians(357.52911 + 35999.05029 * t - 0.0001537 * t * t)
    centre = (
        (1.914602 - 0.004817 * t) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2 * anomaly)
        + 0.000289 * sin(3 * anomaly)
    )
    node = radians(125.04 - 1934.136 * t)
    return (mean + centre - 0.00569 - 0.00478 * sin(node)) % 360


def solar_term(year: int, longitude: int) -> Date | None:
    """The day (Beijing time) of that year on which the sun reaches the longitude: 0 is 春分, 90 夏至.

    For 1901-2100; a term within a quarter of an hour of midnight could fall on the neighbouring day.

    >>> str(solar_term(2024, 270)), str(solar_term(2022, 315))
    ('2024-12-21', '2022-02-04')
    """
    if not 1901 <= year <= 2100:
        return None
    return _day_of(_sun_reaches(year, longitude), hours=8)


def _sun_reaches(year: int, longitude: float) -> float:
    """Days after noon of 1 January 2000 (civil time of Greenwich) at which the sun stands there in that year."""
    start = (datetime.date(year, 3, 20) - datetime.date(2000, 1, 1)).days
    turn = (
        longitude - 360 if longitude > 280 else longitude
    )  # 小寒 to 惊蛰 stand at the beginning of the year
    days = start + turn * 365.2422 / 360
    for _ in range(6):
        gap = (longitude - solar_longitude(days) + 180) % 360 - 180
        days += gap * 365.2422 / 360
    return days - DYNAMICAL_TIME


def _day_of(days: float, *, hours: float) -> Date:
    """The day at that moment in the zone so many hours east of Greenwich."""
    return _date(datetime.date(2000, 1, 1) + datetime.timedelta(days=int((days + 0.5 + hours / 24) // 1)))


_AYANAMSA, _AYANAMSA_A_YEAR = 23.853, 0.013969
"""How far the zodiac of India (Lahiri) lay behind the tropical one in 2000, in degrees, and grows each year."""
_INDIA, _AFTER_SUNSET = 5.5, 6


def sankranti(year: int, longitude: int) -> Date | None:
    """The day in India on which the sun enters the sidereal sign; after sunset it counts for the next day.

    >>> [str(sankranti(year, 270)) for year in (2014, 2016, 2018, 2019)]
    ['2014-01-14', '2016-01-15', '2018-01-14', '2019-01-15']
    """
    enters = sun_enters_sign(year, longitude)
    return None if enters is None else _day_of(enters, hours=_INDIA + _AFTER_SUNSET)


def sun_enters_sign(year: int, longitude: int) -> float | None:
    """Days after noon of 1 January 2000 (Greenwich) at which the sun stands at that longitude of the zodiac of
    India in that year; None outside 1901-2100."""
    if not 1901 <= year <= 2100:
        return None
    tropical = (longitude + _AYANAMSA + _AYANAMSA_A_YEAR * (year - 2000)) % 360
    return _sun_reaches(year, tropical)


def easter(year: int, *, orthodox: bool = False) -> Date:
    """Easter Sunday, by the Gregorian or the Julian reckoning, as a Gregorian date (Meeus, ch. 8).

    >>> str(easter(2013)), str(easter(2013, orthodox=True))
    ('2013-03-31', '2013-05-05')
    """
    if orthodox:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        julian = Date(year, month, day + 1)
        return julian.shift(year // 100 - year // 400 - 2, "day") or julian
    a, (b, c) = year % 19, divmod(year, 100)
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return Date(year, month, day + 1)


_HEBREW_EPOCH, _ISLAMIC_EPOCH = -1373427, 227014
"""The day before the first of each calendar, as proleptic Gregorian ordinals (Reingold and Dershowitz)."""


def _hebrew_leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _hebrew_new_year(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _hebrew_correction(year: int) -> int:
    before, this, after = (_hebrew_new_year(one) for one in (year - 1, year, year + 1))
    return 2 if after - this == 356 else 1 if this - before == 382 else 0


def _hebrew_first(year: int) -> int:
    return _HEBREW_EPOCH + _hebrew_new_year(year) + _hebrew_correction(year)


def hebrew(year: int, month: int, day: int) -> Date:
    """The day of the Hebrew calendar that falls into the Gregorian year; Nisan is 1, Adar (the second) 12.

    >>> str(hebrew(2018, 7, 1)), str(hebrew(2018, 1, 15)), str(hebrew(2014, 11, 15))
    ('2018-09-10', '2018-03-31', '2014-01-16')
    """
    own = year + 3760 + (month >= 7 and month not in (11, 12) and month != 10)
    start = _hebrew_first(own)
    long = _hebrew_first(own + 1) - start
    lengths = {7: 30, 8: 30 if long % 10 == 5 else 29, 9: 29 if long % 10 == 3 else 30, 10: 29, 11: 30}
    order = [7, 8, 9, 10, 11, *([13] if _hebrew_leap(own) else []), 12, 1, 2, 3, 4, 5, 6]
    lengths |= {13: 30, 12: 29, 1: 30, 2: 29, 3: 30, 4: 29, 5: 30, 6: 29}
    before = sum(lengths[one] for one in order[: order.index(month)])
    return _date(datetime.date.fromordinal(start + before + day - 1))


@cache
def _umm_al_qura() -> Mapping[int, tuple[datetime.date, str]]:
    """First day and lengths of the months of the years of the Hijra that the official calendar covers."""
    lines = (
        resources.files("shilu.extract.times")
        .joinpath("umm_al_qura.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return MappingProxyType(
        {int(y): (datetime.date.fromisoformat(first), months) for y, first, months in rows}
    )


def islamic(year: int, month: int, day: int) -> Date:
    """The day of the Islamic calendar in the Gregorian year; sightings of the moon differ from it by a day.

    By the official calendar of Saudi Arabia for 1343-1500 after the Hijra (1924-2077), else by the tabular one.

    >>> str(islamic(2013, 10, 1)), str(islamic(2014, 3, 12))
    ('2013-08-08', '2014-01-13')
    """
    for own in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        date = _date(_islamic_day(own, month, day))
        if date.year == year:
            return date
    return date


def _islamic_day(own: int, month: int, day: int) -> datetime.date:
    official = _umm_al_qura().get(own)
    if official:
        first, lengths = official
        return first + datetime.timedelta(sum(28 + int(one) for one in lengths[: month - 1]) + day - 1)
    days = (own - 1) * 354 + (3 + 11 * own) // 30 + 29 * (month - 1) + month // 2 + day
    return datetime.date.fromordinal(_ISLAMIC_EPOCH + days)
