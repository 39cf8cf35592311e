"""Lunar days of India, against printed calendars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.times.moon import tithi


@pytest.mark.parametrize(
    ("month", "day", "hour", "dates"),
    [
        (7, 30, 18, ["2013-11-03", "2015-11-11", "2018-11-07", "2020-11-14", "2023-11-12", "2024-10-31"]),
        (12, 15, 18.75, ["2013-03-26", "2018-03-01", "2020-03-09", "2021-03-28", "2025-03-13"]),
        (5, 15, 8.3, ["2012-08-02", "2015-08-29", "2017-08-07", "2020-08-03", "2023-08-30", "2025-08-09"]),
        (7, 1, 6.2, ["2014-09-25", "2018-10-10", "2020-10-17", "2022-09-26", "2023-10-15"]),
        (6, 4, 12.5, ["2012-09-19", "2016-09-05", "2020-08-22", "2023-09-19"]),
        (1, 9, 12.5, ["2015-03-28", "2018-03-25", "2020-04-02", "2023-03-30"]),
        (11, 29, 24, ["2012-02-20", "2018-02-13", "2020-02-21", "2025-02-26"]),
    ],
)
def test_days_of_feasts(month: int, day: int, hour: float, dates: list[str]) -> None:
    assert [str(tithi(int(date[:4]), month, day, hour=hour)) for date in dates] == dates


def test_outside_the_tables() -> None:
    assert tithi(1850, 7, 30, hour=18) is None


@given(st.integers(1901, 2100), st.integers(1, 12), st.integers(1, 30), st.floats(0, 24))
def test_every_lunar_day_has_a_day(year: int, month: int, day: int, hour: float) -> None:
    found = tithi(year, month, day, hour=hour)
    assert found
    assert found.exists()
    assert found.year == year or month in (9, 10)
