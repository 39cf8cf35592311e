"""What `make attack` found once, each as the kind that it is of."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from shilu.extract.articles import bylines
from shilu.extract.extractor import Extractor
from shilu.schemas import RatioFact
from tests.attack.growth import Calls

CREDITS = ("记者", "通讯员", "摄影", "记者通讯员", "王小明记者", "本报记者李生通讯员赵明", "文/", "图")


def calls_of(work: Callable[[], object]) -> int:
    counted = Calls()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted.count


@pytest.mark.parametrize("unit", CREDITS)
def test_words_of_credit_in_a_row_are_read_in_a_moment(unit: str) -> None:
    """15 of them took minutes, one more three times as long."""
    bylines.parse_byline(unit)  # loads the tables
    for end in ("", "王", "王小明", "很热闹"):
        line = (unit * 60)[: 60 - len(end)] + end
        bylines._kinds.cache_clear()
        assert calls_of(lambda line=line: bylines.parse_byline(line)) < 20_000  # type: ignore[misc]


def test_names_that_ocr_ran_together_are_parted_still() -> None:
    assert bylines.parse_byline("本报记者李生通讯员赵明") == bylines.Byline(("李生", "赵明"), "text", True)


@pytest.mark.parametrize("amounts", ["6:1320:2734:4148", "4148:55", "1:2", "3:2", "9:8:7"])
def test_a_ratio_whose_item_is_a_heading_far_off(extractor: Extractor, amounts: str) -> None:
    """The words of a heading need be no chunks of the passage: the list that leads to them is empty."""
    records = extractor.page(f"柳河县今年工作情况\n\n{amounts}{amounts}")
    for fact in records.facts:
        assert not isinstance(fact, RatioFact) or all(fact.sides) or not fact.sides
