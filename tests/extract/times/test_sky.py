"""Dates of moving feasts, against printed almanacs."""

from __future__ import annotations

import datetime

import pytest

from shilu.extract.times.sky import _umm_al_qura, easter, hebrew, islamic, lunar, sankranti, solar_term


@pytest.mark.parametrize(
    ("year", "longitude", "date"),
    [
        (1949, 0, "1949-03-21"),
        (1984, 315, "1984-02-04"),
        (2000, 15, "2000-04-04"),
        (2017, 15, "2017-04-04"),
        (2018, 300, "2018-01-20"),
        (2021, 315, "2021-02-03"),
        (2022, 180, "2022-09-23"),
        (2024, 90, "2024-06-21"),
        (2024, 285, "2024-01-06"),
        (2025, 270, "2025-12-21"),
    ],
)
def test_solar_terms(year: int, longitude: int, date: str) -> None:
    assert str(solar_term(year, longitude)) == date


@pytest.mark.parametrize(
    ("year", "month", "day", "date"),
    [
        (2022, 1, 1, "2022-02-01"),
        (2022, 12, -1, "2023-01-21"),
        (2020, 8, 15, "2020-10-01"),
        (1949, 8, 10, "1949-10-01"),
        (1898, 8, 6, "1898-09-21"),
        (1851, 1, 1, "1851-02-01"),
    ],
)
def test_lunar_days(year: int, month: int, day: int, date: str) -> None:
    assert str(lunar(year, month, day)) == date


def test_leap_months() -> None:
    assert str(lunar(2020, 4, 1, leap=True)) == "2020-05-23"
    assert lunar(2021, 4, 1, leap=True) is None
    assert lunar(1600, 1, 1) is None
    assert solar_term(1850, 0) is None


def test_easter() -> None:
    assert str(easter(2024)) == "2024-03-31"
    assert str(easter(2024, orthodox=True)) == "2024-05-05"


def test_other_calendars() -> None:
    assert str(hebrew(2024, 7, 1)) == "2024-10-03"
    assert str(hebrew(2024, 1, 15)) == "2024-04-23"
    assert str(islamic(2022, 10, 1)) == "2022-05-02"
    assert str(islamic(2024, 12, 10)) == "2024-06-16"
    assert islamic(1900, 10, 1).year == 1900


def test_the_official_islamic_calendar_has_no_gap() -> None:
    years = sorted(_umm_al_qura())
    for own in years[:-1]:
        first, lengths = _umm_al_qura()[own]
        days = sum(28 + int(one) for one in lengths)
        assert first + datetime.timedelta(days) == _umm_al_qura()[own + 1][0]


def test_sankranti() -> None:
    assert sankranti(1850, 270) is None
    assert [str(sankranti(year, 270)) for year in (2020, 2021, 2023, 2024)] == [
        "2020-01-15",
        "2021-01-14",
        "2023-01-15",
        "2024-01-15",
    ]
