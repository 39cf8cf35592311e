"""What a fact is told by: its item, its place, its period, its value in the standard unit."""

from __future__ import annotations

import pytest

from shilu.extract.series.home import home_of
from shilu.extract.series.items import item_of
from shilu.extract.series.keyed import Keyed
from shilu.extract.series.periods import same_period
from shilu.extract.times import days_of
from tests.extract.series.building import Paper


def only(paper: Paper) -> Keyed:
    (fact,) = paper.read().facts
    return fact


@pytest.mark.parametrize(
    ("words", "name", "deed"),
    [
        ("农村公路建设", "农村公路", "build"),
        ("新增停车位", "停车位", "add"),
        ("全县科技特派员总数", "科技特派员", ""),
        ("白鹿县科技特派员", "科技特派员", ""),
        ("城乡污水管网", "城乡污水管网", ""),
    ],
)
def test_an_unknown_item_goes_by_its_own_words(words: str, name: str, deed: str) -> None:
    item = item_of(words, "白鹿县")
    assert item is not None
    assert (item.name, item.deed) == (name, deed)


@pytest.mark.parametrize(
    ("title", "region", "words", "key"),
    [
        ("白鹿县2020年政府工作报告", None, "全县", "白鹿县"),
        ("白鹿县2020年政府工作报告", None, None, "白鹿县"),
        ("白鹿县2020年政府工作报告", None, "全市", "白鹿县^市"),
        ("江苏省张家港市统计公报", None, "全市", "320582"),
        ("江苏省张家港市统计公报", None, "全省", "320000"),
        (None, "浙江省嘉兴市平湖市", "新埭镇", "330482/新埭镇"),
        (None, "浙江省嘉兴市平湖市", "城镇", "330482"),
        (None, "浙江省嘉兴市平湖市", "全国", "CN"),
        ("云岭省白鹿市青石区预算报告", None, "全市", "白鹿市"),
    ],
)
def test_a_place_is_told_by_the_home_of_its_page(
    title: str | None, region: str | None, words: str | None, key: str
) -> None:
    assert home_of(title, region=region).place(words).key == key


def test_periods_are_days() -> None:
    days = days_of("2020-36")
    assert days is not None
    assert (days.begin, days.end) == ("2020-10-01", "2020-12-31")
    assert days_of("garbled") is None
    assert days_of("2019-13") is None
    assert same_period(days_of("2020"), days_of("2020-01/2020-12"), nature="flow")
    assert not same_period(days_of("2020"), days_of("2020-12-31"), nature="flow")
    assert not same_period(None, days_of("2020"), nature="flow")


@pytest.mark.parametrize(
    ("sentence", "surface", "scope"),
    [
        ("城镇居民人均可支配收入31250元，农村居民14820元。", "14820元", "rural"),
        ("城乡居民人均可支配收入分别达到31250元和14820元。", "31250元", "urban"),
        ("城乡居民人均可支配收入分别达到31250元和14820元。", "14820元", "rural"),
        ("城乡居民人均可支配收入达到31250元。", "31250元", "everyone"),
        ("人均可支配收入达到31250元。", "31250元", ""),
    ],
)
def test_whose_an_income_is_stands_before_it(sentence: str, surface: str, scope: str) -> None:
    paper = Paper("a", "2020").add(surface, surface[:-1], "可支配收入", "2019", sentence=sentence, per="人")
    assert only(paper).scope == scope
    assert [reason for reason, _ in only(paper).doubts] == ([] if scope else ["scope"])


def test_a_subject_that_names_no_one_makes_no_variable() -> None:
    told = "企业新建厂房3个。"
    for subject, kept in (("主要预期目标", ""), ("全县", ""), ("红星公司", ""), ("企业", "企业")):
        fact = only(
            Paper("a", "2020").add("3个", "3", "厂房", "2019", subject=subject, action="新建", sentence=told)
        )
        assert fact.subject == kept, subject


def test_a_decrease_is_a_negative_growth() -> None:
    fact = only(Paper("a", "2020").add("3.2%", "3.2", "万元GDP能耗", "2019", change="decrease"))
    assert (fact.measured, str(fact.value), fact.better) == ("growth", "-3.2", "less")


@pytest.mark.parametrize(
    ("more", "basis"),
    [
        ({"base": "同比"}, ""),
        ({"base": "环比"}, "month"),
        ({"base": "2018年"}, ""),
        ({"base": "2015年"}, "2015年"),
        ({"sentence": "五年来年均增长8%。"}, "average"),
    ],
)
def test_what_a_growth_is_reckoned_from_tells_variables_apart(more: dict[str, str], basis: str) -> None:
    assert only(Paper("a", "2020").add("8%", "8", "GDP", "2019", change="increase", **more)).basis == basis


def test_half_a_unit_of_the_last_digit_is_left_open() -> None:
    paper = Paper("a", "2020").add("152.6亿元", "15260000000", "GDP", "2019")
    assert only(paper).slack == 5_000_000
    assert only(Paper("a", "2020").add("86个", "86", "停车场", "2019")).slack == 0


def test_what_tells_no_item_or_is_there_twice_is_left_out() -> None:
    paper = Paper("a", "2020").add("3个", "3", None, "2019")
    paper.add("3个", "3", "停车场", "2019", duplicate=True).add("3个", "3", "停车场", "2019", same_as="a#0")
    read = paper.read()
    assert (read.facts, read.left) == ([], 3)
