"""Work grows with the text: rows of years, which a search for cells could part in as many ways as they have blanks."""

from __future__ import annotations

import sys
import time

import pytest

from shilu.extract.times import find_times
from tests.attack.growth import MOST, Calls
from tests.benchmarks.shapes import shape

_SMALL, _TIMES = 700, 3
_SHAPES = ("cells of years", "row of years", "tabs of years", "year, counted", "tabs, counted")


def _calls(text: str) -> float:
    calls = Calls()
    sys.setprofile(calls)
    try:
        find_times(text, published="2022-12-01")
    finally:
        sys.setprofile(None)
    return calls.count / len(text)


@pytest.mark.parametrize("name", _SHAPES)
def test_calls_grow_with_the_text(name: str) -> None:
    find_times(shape(name, 400), published="2022-12-01")  # tables and patterns that are made once
    few, more = (_calls(shape(name, _SMALL * times)) for times in (1, _TIMES))
    assert more <= few * MOST, f"calls for a character: {few:.1f}, then {more:.1f}"


@pytest.mark.parametrize(
    "row",
    [
        "2020\t" + "2021    " * 40 + "增长",
        "".join(f"| {year} " for year in range(1980, 2022)) + "| 合计 |",
        "| 2020 " + "| 2021年   " * 200 + "| 增长 |",
        "2020 " * 4000,
    ],
    ids=["blanks", "bars", "many bars", "one line"],
)
def test_no_row_is_parted_in_every_way(row: str) -> None:
    """A search that goes back is one call, however long it takes: ten cells took twelve seconds, forty never end."""
    start = time.process_time()
    find_times(row, published="2022-12-01")
    assert time.process_time() - start < 2
