"""What was promised and what became of it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from shilu.schemas import Outcome, Promise
from tests.extract.series.building import Paper, joined

RATE = {"change": "increase"}
ABOUT: dict[str, Any] = {"bound": "about"}


def settled(promise: Paper, *later: Paper) -> tuple[Promise, Outcome]:
    found = [one for one in joined([promise, *later]) if one.promises]
    return found[0].promises[0], found[0].outcomes[0]


def outcome(surface: str, value: str | None, actual: str, *, item: str = "GDP", **more: Any) -> str:
    unit = "个" if actual.endswith("个") else "%" if actual.endswith("%") else "元"
    told = {"change": "increase"} if unit == "%" and item == "GDP" else {}
    first = Paper("a", "2020-01").add(
        surface, value, item, "2020", status="planned", unit=unit, **told, **more
    )
    number = str(Decimal(actual.rstrip("个%亿元")) * (100_000_000 if "亿" in actual else 1))
    kind = {"bound": "exact"} | {key: one for key, one in more.items() if key == "action"}
    second = Paper("b", "2021-01").add(actual, number, item, "2020", **told, **kind)
    return settled(first, second)[1].verdict


@pytest.mark.parametrize(
    ("surface", "value", "more", "actual", "verdict"),
    [
        ("6%", "6", {}, "6.0%", "met"),
        ("6%", "6", {}, "6.3%", "exceeded"),
        ("6%", "6", {}, "5.8%", "missed"),
        ("6%左右", "6", ABOUT, "5.6%", "within"),
        ("6%左右", "6", ABOUT, "6.5%", "within"),
        ("6%左右", "6", ABOUT, "6.8%", "exceeded"),
        ("6%左右", "6", ABOUT, "5.3%", "missed"),
        ("6%以上", "6", {"bound": "over", "lower": "6"}, "6.1%", "met"),
        ("6%以上", "6", {"bound": "over", "lower": "6"}, "5.9%", "missed"),
        ("不低于6%", "6", {"bound": "at_least", "lower": "6"}, "6%", "met"),
        ("5%至6%", None, {"bound": "range", "lower": "5", "upper": "6"}, "5.5%", "within"),
        ("5%至6%", None, {"bound": "range", "lower": "5", "upper": "6"}, "6.4%", "exceeded"),
        ("5%至6%", None, {"bound": "range", "lower": "5", "upper": "6"}, "4.1%", "missed"),
    ],
)
def test_rates_are_compared_in_points(
    surface: str, value: str | None, more: dict[str, Any], actual: str, verdict: str
) -> None:
    assert outcome(surface, value, actual, **more) == verdict


@pytest.mark.parametrize(
    ("surface", "value", "more", "actual", "verdict"),
    [
        ("100亿元", "10000000000", {}, "100.04亿元", "exceeded"),
        ("100亿元", "10000000000", {}, "100亿元", "met"),
        ("100亿元左右", "10000000000", ABOUT, "96亿元", "within"),
        ("100亿元左右", "10000000000", ABOUT, "94亿元", "missed"),
        ("100亿元以上", "10000000000", {"bound": "over", "lower": "10000000000"}, "101亿元", "met"),
    ],
)
def test_levels_are_compared_by_shares(
    surface: str, value: str, more: dict[str, Any], actual: str, verdict: str
) -> None:
    assert outcome(surface, value, actual, **more) == verdict


@pytest.mark.parametrize(("actual", "verdict"), [("20个", "met"), ("19个", "missed"), ("21个", "exceeded")])
def test_counts_are_compared_one_by_one(actual: str, verdict: str) -> None:
    assert outcome("20个", "20", actual, item="停车场", action="新建") == verdict


@pytest.mark.parametrize(
    ("surface", "more", "actual", "verdict"),
    [
        ("4%以内", {"bound": "under", "upper": "4"}, "3.6%", "met"),
        ("4%以内", {"bound": "under", "upper": "4"}, "4.2%", "missed"),
        ("4%", {"action": "控制在"}, "3.6%", "met"),
        ("4%", {}, "3.6%", "exceeded"),
        ("4%", {}, "4.4%", "missed"),
    ],
)
def test_less_is_better_of_what_should_be_small(
    surface: str, more: dict[str, Any], actual: str, verdict: str
) -> None:
    assert outcome(surface, "4", actual, item="城镇登记失业率", **more) == verdict


def test_a_promised_decrease_is_outdone_by_a_larger_one() -> None:
    told = {"change": "decrease"}
    first = Paper("a", "2020-01").add("3%", "3", "万元GDP能耗", "2020", status="planned", **told)
    for actual, verdict in (("3.5", "exceeded"), ("3.0", "met"), ("2.1", "missed")):
        later = Paper("b", "2021-01").add(f"{actual}%", actual, "万元GDP能耗", "2020", **told)
        assert settled(first, later)[1].verdict == verdict


def test_the_width_and_the_words_of_a_promise_are_told() -> None:
    promise = Paper("a", "2020-01").add(
        "6%左右", "6", "GDP", "2020", status="planned", bound="about", sentence="力争GDP增长6%左右。", **RATE
    )
    told, result = settled(promise)
    assert (told.target, told.lower, told.upper) == ("about", Decimal("5.5"), Decimal("6.5"))
    assert (told.width, told.words) == ("±0.5个百分点", "力争、左右")
    assert result.verdict == "open"


def test_a_report_does_not_settle_its_own_target() -> None:
    paper = Paper("a", "2020-01").add("6%", "6", "GDP", "2020", status="planned", **RATE)
    paper.add("5.1%", "5.1", "GDP", "2020", **RATE)
    assert settled(paper)[1].verdict == "open"


def test_half_a_year_does_not_settle_a_year() -> None:
    promise = Paper("a", "2020-01").add("6%", "6", "GDP", "2020", status="planned", **RATE)
    half = Paper("b", "2020-07").add("6%", "6", "GDP", "2020-01/2020-06", **RATE)
    assert settled(promise, half)[1].verdict == "open"


def test_silence_names_the_documents_that_were_looked_through() -> None:
    promise = Paper("a", "2020-01").add("20个", "20", "停车场", "2020", status="planned", action="新建")
    other = Paper("z", "2021-01", title="青石县政府工作报告").add("9%", "9", "GDP", "2020", **RATE)
    years = [
        Paper(page, known).add("9%", "9", "GDP", "2020", **RATE)
        for page, known in (("b", "2020-06"), ("c", "2021-01"), ("d", "2022-01"))
    ]
    result = settled(promise, other, *years)[1]
    assert (result.verdict, result.pages) == ("not_reported", ("c", "d"))


def test_another_definition_is_told_as_such() -> None:
    promise = Paper("a", "2020-01").add("8%", "8", "固定资产投资", "2020", status="planned", **RATE)
    later = Paper("b", "2021-01").add("9%", "9", "全社会固定资产投资", "2020", **RATE)
    result = settled(promise, later)[1]
    assert (result.verdict, result.reason, result.actual) == ("redefined", "definition", "b#0")


def test_an_item_that_is_told_on_was_not_defined_anew() -> None:
    promise = Paper("a", "2020-01").add("8%", "8", "固定资产投资", "2020", status="planned", **RATE)
    later = Paper("b", "2021-01").add("9%", "9", "全社会固定资产投资", "2020", **RATE)
    both = Paper("c", "2022-01").add("7%", "7", "固定资产投资", "2021", **RATE)
    assert settled(promise, later, both)[1].verdict == "not_reported"


def test_a_growth_that_is_told_as_a_level_only_says_so() -> None:
    promise = Paper("a", "2020-01").add("8%", "8", "GDP", "2020", status="planned", **RATE)
    later = Paper("b", "2021-01").add("160亿元", "16000000000", "GDP", "2020")
    result = settled(promise, later)[1]
    assert (result.verdict, result.reason) == ("not_reported", "level")


def test_a_target_is_restated_and_changed() -> None:
    def target(page: str, known: str, value: str) -> Paper:
        return Paper(page, known).add(f"{value}%", value, "GDP", "2020", status="planned", **RATE)

    (linked,) = joined(
        [target("a", "2020-01", "6"), target("b", "2020-02", "6"), target("c", "2020-07", "4")]
    )
    assert [(one.restates, one.changes) for one in linked.promises] == [
        (None, None),
        ("a#0", None),
        (None, "a#0"),
    ]


def test_a_revision_that_would_change_the_result_is_told() -> None:
    promise = Paper("a", "2020-01").add("100亿元", "10000000000", "GDP", "2020", status="planned")
    first = Paper("b", "2021-01").add("101亿元", "10100000000", "GDP", "2020")
    later = Paper("c", "2022-01").add("98亿元", "9800000000", "GDP", "2020")
    result = settled(promise, first, later)[1]
    assert (result.verdict, result.actual, result.revised) == ("exceeded", "b#0", True)
