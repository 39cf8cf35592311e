"""What is joined, what is kept apart, and what documents add to each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from shilu.schemas import Observation
from tests.extract.series.building import Paper, joined, labels

ENGINES = ("duckdb", "sqlite")


def observed(papers: list[Paper]) -> list[Observation]:
    (linked,) = joined(papers)
    return list(linked.observations)


def test_names_of_one_indicator_are_one_variable() -> None:
    papers = [
        Paper("a", "2020").add("152亿元", "15200000000", "全县地区生产总值", "2019"),
        Paper("b", "2021").add("160亿元", "16000000000", "GDP", "2020"),
    ]
    assert labels(joined(papers)) == {"白鹿县 · 地区生产总值 · 元": 2}


def test_units_are_turned_with_a_note() -> None:
    first, second = observed(
        [
            Paper("a", "2020").add("45万亩", "450000", "粮食播种面积", "2019"),
            Paper("b", "2021").add("3.05万公顷", "30500", "粮食播种面积", "2020"),
        ]
    )
    assert (first.value, first.note) == (Decimal(450000), None)
    assert (second.value, second.note) == (Decimal(457500), "3.05万公顷 = 457500亩")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"item": "固定资产投资"}, {"item": "全社会固定资产投资"}),
        ({"item": "规模以上工业增加值"}, {"item": "工业增加值"}),
        ({"item": "城镇居民人均可支配收入"}, {"item": "农村居民人均可支配收入"}),
        ({"item": "农民人均纯收入"}, {"item": "农村居民人均可支配收入"}),
        ({"item": "GDP"}, {"item": "GDP", "change": "increase", "surface": "9%", "value": "9"}),
        ({"item": "GDP", "place": "全县"}, {"item": "GDP", "place": "全市"}),
        ({"item": "GDP", "place": "全县"}, {"item": "GDP", "place": "新埭镇"}),
        ({"item": "出口总额"}, {"item": "出口总额", "surface": "9美元", "value": "9"}),
        ({"item": "公路", "action": "新建"}, {"item": "公路", "action": "养护"}),
        ({"item": "停车位", "action": "新增", "change": "increase"}, {"item": "停车位", "action": "达到"}),
    ],
)
def test_what_differs_is_never_joined(one: dict[str, str], other: dict[str, str]) -> None:
    papers = []
    for page, more in (("a", one), ("b", other)):
        told = {"surface": "9元", "value": "9", "period": "2019"} | more
        papers.append(Paper(page, f"202{len(papers)}").add(**told))  # type: ignore[arg-type]
    assert len(joined(papers)) == 2


def test_near_definitions_are_a_doubt_with_its_reason() -> None:
    papers = [
        Paper("a", "2020").add("88亿元", "8800000000", "固定资产投资", "2019"),
        Paper("b", "2021").add("99亿元", "9900000000", "全社会固定资产投资", "2020"),
    ]
    found = joined(papers)
    assert [(doubt.reason, doubt.note) for one in found for doubt in one.variable.doubts] == [
        ("definition", "固定资产投资"),
        ("definition", "全社会固定资产投资"),
    ]


def test_the_same_again_is_a_witness_and_another_later_a_revision() -> None:
    roles = observed(
        [
            Paper("a", "2020-01").add("152.6亿元", "15260000000", "GDP", "2019"),
            Paper("b", "2020-03").add("152.58亿元", "15258000000", "GDP", "2019"),
            Paper("c", "2021-01").add("149.9亿元", "14990000000", "GDP", "2019"),
            Paper("d", "2021-01").add("150.8亿元", "15080000000", "GDP", "2019"),
            Paper("e", "2022-01").add("149.9亿元", "14990000000", "GDP", "2019"),
        ]
    )
    assert [(one.role, one.against) for one in roles] == [
        ("first", None),
        ("witness", "a#0"),
        ("revision", "a#0"),
        ("contradiction", "c#0"),
        ("witness", "c#0"),
    ]


def test_a_document_may_contradict_itself() -> None:
    paper = Paper("a", "2020").add("152.6亿元", "15260000000", "GDP", "2019")
    paper.add("162.6亿元", "16260000000", "GDP", "2019")
    assert [one.role for one in observed([paper])] == ["first", "contradiction"]
    assert all("亿元" in one.sentence for one in observed([paper]))


def test_without_a_date_nothing_is_later() -> None:
    roles = observed(
        [
            Paper("a", None).add("152.6亿元", "15260000000", "GDP", "2019"),
            Paper("b", "2021").add("149.9亿元", "14990000000", "GDP", "2019"),
        ]
    )
    assert sorted(one.role or "" for one in roles) == ["contradiction", "first"]


def test_counts_are_exact_and_bounds_hold_what_lies_within() -> None:
    def role(surface: str, value: str, **more: str) -> str | None:
        first = Paper("a", "2020").add("86个", "86", "停车场", "2019", action="新建")
        return observed(
            [first, Paper("b", "2020").add(surface, value, "停车场", "2019", action="新建", **more)]
        )[1].role

    assert role("86个", "86") == "witness"
    assert role("87个", "87") == "contradiction"
    assert role("80多个", "80", bound="over", lower="80") == "witness"
    assert role("近90个", "90", bound="under", upper="90") == "witness"
    assert role("近60个", "60", bound="under", upper="60") == "contradiction"


def test_a_generic_item_is_not_known_again() -> None:
    papers = [Paper(page, "2020").add("5亿元", "500000000", "资金", "2019") for page in ("a", "b")]
    found = joined(papers)
    assert len(found) == 2
    assert all(one.observations[0].doubts[-1].reason == "generic" for one in found)


def test_a_named_programme_makes_a_generic_item_known_again() -> None:
    papers = [
        Paper(page, "2020").add("5亿元", "500000000", "资金", "2019", programme="春风行动")
        for page in ("a", "b")
    ]
    assert labels(joined(papers)) == {"白鹿县 · 春风行动 · 资金 · 元": 2}


@pytest.mark.parametrize("engine", ENGINES)
def test_names_are_learned_by_equal_values_of_two_periods(engine: str) -> None:
    papers = [
        Paper("a", "2020")
        .add("1234吨", "1234", "优质稻谷产量", "2018")
        .add("1321吨", "1321", "优质稻谷产量", "2019"),
        Paper("b", "2021")
        .add("1234吨", "1234", "稻谷产量", "2018")
        .add("1321吨", "1321", "稻谷产量", "2019"),
    ]
    (linked,) = joined(papers, engine=engine)
    assert linked.variable.names == ("优质稻谷产量", "稻谷产量")
    assert [one.role for one in linked.observations] == ["first", "witness"] * 2


def test_equal_values_once_are_a_doubt_and_a_difference_keeps_apart() -> None:
    one = Paper("a", "2020").add("1234吨", "1234", "优质稻谷产量", "2018")
    other = Paper("b", "2021").add("1234吨", "1234", "稻谷产量", "2018")
    found = joined([one, other])
    assert [doubt.reason for each in found for doubt in each.variable.doubts] == ["same_values"] * 2
    one.add("1321吨", "1321", "优质稻谷产量", "2019").add("4000吨", "4000", "稻谷产量", "2019")
    other.add("1321吨", "1321", "稻谷产量", "2019")
    assert len(joined([one, other])) == 2


def test_both_engines_give_the_same_whatever_the_order() -> None:
    def papers() -> list[Paper]:
        return [
            Paper(f"p{year}", str(year + 1))
            .add(f"{year}吨", str(year), "粮食产量", str(year))
            .add("9%", "9", "GDP", str(year), change="increase")
            for year in range(2010, 2016)
        ]

    forth, back = joined(papers(), engine="duckdb"), joined(papers()[::-1], engine="sqlite")
    assert forth == back
    assert len(forth) == 2
