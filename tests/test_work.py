"""How much work a page is, in calls of Python functions: that does not depend on how busy the machine is."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType
from typing import Any

import pytest

from shilu import Extractor

CALLS_FOR_AN_AMOUNT = 2000
"""They were 1,728 on Python 3.11 when this was written; most are of the contests of its fifteen slots."""

LINE = "柳河县今年新建书屋{0}座，投资{0}万元，同比增长{1}%，带动村民{0}人就业。\n"


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    made = Extractor()
    made.page(_page(2), published="2022-12-30")  # tables and models are loaded now
    return made


def _page(lines: int) -> str:
    return "".join(LINE.format(100 + number, 3 + number % 9) for number in range(lines))


def _calls(extractor: Extractor, text: str) -> Counter[str]:
    """Calls of our own functions, by file."""
    found: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _: Any) -> None:
        if event == "call":
            name = frame.f_code.co_filename
            if "/extract/" in name or "/schemas/" in name:
                found[name.rpartition("/extract/")[2]] += 1

    sys.setprofile(count)
    try:
        extractor.page(text, published="2022-12-30")
    finally:
        sys.setprofile(None)
    return found


def test_an_amount_takes_no_more_calls_than_it_did(extractor: Extractor) -> None:
    calls = _calls(extractor, _page(20))
    assert sum(calls.values()) / 80 < CALLS_FOR_AN_AMOUNT, calls.most_common(12)


def test_twice_the_amounts_take_twice_the_calls(extractor: Extractor) -> None:
    once, twice = (sum(_calls(extractor, _page(lines)).values()) for lines in (20, 40))
    assert twice < 2.2 * once
