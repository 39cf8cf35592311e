"""The lunar days of India (tithi), by which the feasts of the Hindu calendar are set."""

from __future__ import annotations

import datetime
from math import radians, sin

from shilu.extract.times.edtf import Date
from shilu.extract.times.sky import DYNAMICAL_TIME, solar_longitude, sun_enters_sign

__all__ = ["moon_longitude", "tithi"]

# Amplitude in degrees, and multiples of the moon's elongation, the sun's anomaly, the moon's anomaly and its
# argument of latitude: the terms of Meeus, Astronomical Algorithms, table 47.A, above a hundredth of a degree.
_TERMS = (
    (6.288774, 0, 0, 1, 0), (1.274027, 2, 0, -1, 0), (0.658314, 2, 0, 0, 0), (0.213618, 0, 0, 2, 0),
    (-0.185116, 0, 1, 0, 0), (-0.114332, 0, 0, 0, 2), (0.058793, 2, 0, -2, 0), (0.057066, 2, -1, -1, 0),
    (0.053322, 2, 0, 1, 0), (0.045758, 2, -1, 0, 0), (-0.040923, 0, 1, -1, 0), (-0.034720, 1, 0, 0, 0),
    (-0.030383, 0, 1, 1, 0), (0.015327, 2, 0, 0, -2), (0.010980, 0, 0, 1, -2), (0.010675, 4, 0, -1, 0),
    (0.010034, 0, 0, 3, 0),
)  # fmt: skip


def moon_longitude(days: float) -> float:
    """Longitude of the moon in degrees, to a few hundredths, days after noon of 1 January 2000 (Meeus, ch. 47).

    >>> round(moon_longitude(-2820.5), 1)  # 12 April 1992, 0 h
    133.2
    """
    t = days / 36525
    mean = 218.3164477 + 481267.88123421 * t - 0.0015786 * t * t
    elongation = 297.8501921 + 445267.1114034 * t - 0.0018819 * t * t
    sun = 357.5291092 + 35999.0502909 * t
    moon = 134.9633964 + 477198.8675055 * t + 0.0087414 * t * t
    latitude = 93.2720950 + 483202.0175233 * t - 0.0036539 * t * t
    return (
        mean
        + sum(
            size * sin(radians(d * elongation + s * sun + m * moon + f * latitude))
            for size, d, s, m, f in _TERMS
        )
    ) % 360


_DEGREES_A_DAY = 12.190749
"""By which the moon gains on the sun."""


def _elongation(days: float) -> float:
    return (moon_longitude(days) - solar_longitude(days)) % 360


def _new_moon_before(days: float) -> float:
    found = days - _elongation(days) / _DEGREES_A_DAY
    for _ in range(4):
        found -= ((_elongation(found) + 180) % 360 - 180) / _DEGREES_A_DAY
    return found


def tithi(year: int, month: int, day: int, *, hour: float) -> Date | None:
    """The day of that year on which the lunar day (1 to 30, from the new moon) prevails at that hour in India.

    Months run from new moon to new moon, Chaitra 1, and are named after the sign that the sun enters in them.
    Where the lunar day prevails at that hour on two days, the first; where on none, the one on which it begins.

    >>> str(tithi(2022, 7, 30, hour=18)), str(tithi(2024, 12, 15, hour=18.75))
    ('2022-10-24', '2024-03-24')
    """
    enters = sun_enters_sign(year, 30 * (month - 1))
    if enters is None:
        return None
    new = _new_moon_before(enters)
    first = int((new + 0.5) // 1)
    for count in range(first, first + 33):
        told = _told(count - 0.5 + (hour - _INDIA) / 24 + DYNAMICAL_TIME, new)
        if told >= day:
            found = datetime.date(2000, 1, 1) + datetime.timedelta(count - (told > day))
            return Date(found.year, found.month, found.day)
    return None


_NEXT_MONTH = 31
"""More than the lunar days of any month."""


def _told(moment: float, new: float) -> int:
    """Which lunar day of the month that began with that new moon it is at the moment; 0 before, 31 after it."""
    if moment < new:
        return 0
    told = int(_elongation(moment) // 12) + 1
    return _NEXT_MONTH if moment > new + 25 and told < 15 else told


_INDIA = 5.5
"""Hours that its clocks are ahead of Greenwich."""
