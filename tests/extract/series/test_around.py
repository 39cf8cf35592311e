"""What the words around an amount say of it, where what was found of it says otherwise."""

from __future__ import annotations

import pytest

from shilu.extract.series.document import Document
from shilu.extract.series.keyed import Keyed, keyed
from shilu.extract.series.plans import Plan
from tests.extract.series.building import Paper, joined


def fact(sentence: str, surface: str, item: str, *, known: str = "2020-02-01", **more: str) -> Keyed:
    """The fact of an amount in its sentence, in a report of 张家港市 of Suzhou."""
    paper = Paper("a", known, title="江苏省苏州市张家港市政府工作报告")
    value = "".join(one for one in surface if one.isdigit())
    paper.add(surface, value, item, more.pop("period", "2019"), sentence=sentence, **more)
    document = Document("a", known, paper.title, paper.home)
    found = keyed(Plan(sentence).told(paper.rows[0], document), document)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sentence", "more"),
    [
        ("2019年，苏州市GDP900亿元。", {"subject": "苏州市", "place": "张家港市"}),
        ("2019年苏州市GDP900亿元。", {"subject": "苏州市GDP", "place": "全市"}),
        ("苏州市全市GDP达900亿元。", {"subject": "苏州市", "place": ""}),
    ],
)
def test_a_statistic_is_of_the_division_that_it_is_said_of(sentence: str, more: dict[str, str]) -> None:
    assert fact(sentence, "900亿元", "GDP", **more).place == "320500"


@pytest.mark.parametrize(
    ("sentence", "item", "place"),
    [
        ("苏州市下达资金900万元。", "资金", "320582"),  # it gave the money; nothing is measured of it
        ("苏州市考核第一；全市GDP900万元。", "GDP", "320582"),
    ],
)
def test_a_division_that_only_acts_or_stands_elsewhere_is_not_the_place(
    sentence: str, item: str, place: str
) -> None:
    assert fact(sentence, "900万元", item, subject="苏州市", place="张家港市").place == place


@pytest.mark.parametrize(
    "sentence",
    [
        "规上工业增加值增长到40亿元；固定资产投资（不含农户）180亿元。",
        "规上工业增加值增长到40亿元；固定资产投资（不含农户）从2018年的172亿元提高到2019年的180亿元。",
    ],
)
def test_an_item_of_another_clause_yields_to_the_statistic_before_the_amount(sentence: str) -> None:
    assert fact(sentence, "180亿元", "规上工业增加值").item == "固定资产投资"


def test_an_item_of_its_own_clause_stays() -> None:
    assert fact("电子产业占GDP的30亿元。", "30亿元", "电子产业").item == "电子产业"


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("注：2011年全市全年粮食产量修订为900吨。", "2011"),
        ("2011年全市年末常住人口核定为900吨。", "2011"),
        ("比2011年全年粮食产量多900吨。", "2019"),
        ("2011年以来，全年粮食产量900吨。", "2019"),
    ],
)
def test_the_year_before_all_of_it_is_the_year(sentence: str, year: str) -> None:
    days = fact(sentence, "900吨", "粮食产量").days
    assert days is not None
    assert days.year == year


@pytest.mark.parametrize(
    ("sentence", "nature"),
    [
        ("五年共新建停车场9个。", "total"),
        ("五年来，累计完成投资3亿元，新建停车场9个。", "total"),
        ("“十二五”期间，全市共新建停车场9个。", "total"),
        ("规模扩大，五年新增停车场9个。", "total"),
        ("五年共新建公园6个；新建停车场9个。", "flow"),
        ("五年共新建公园6个，2019年新建停车场9个。", "flow"),
        ("2015年共新建停车场9个。", "flow"),
    ],
)
def test_the_sum_of_years_is_none_of_a_year(sentence: str, nature: str) -> None:
    assert fact(sentence, "9个", "停车场", action="新建").nature == nature


def test_what_was_added_over_years_is_none_of_a_year() -> None:
    told = fact("五年新增停车场9个。", "9个", "停车场", action="新增", change="increase")
    assert (told.measured, told.nature) == ("added", "total")


def test_what_was_added_is_said_once() -> None:
    paper = Paper("a", "2020").add("9个", "9", "停车场", "2019", action="新增", change="increase")
    assert [one.variable.label for one in joined([paper])] == ["白鹿县 · 停车场新增 · 个"]


@pytest.mark.parametrize(
    ("known", "status", "end"),
    [
        ("2020-07-21", "actual", "2020-07-21"),
        ("2020-07", "actual", "2020-07-31"),
        ("2020-12-28", "actual", "2020-12-31"),
        ("2021-01-28", "actual", "2020-12-31"),
        ("2020-07-21", "planned", "2020-12-31"),
    ],
)
def test_in_the_midst_of_a_year_nothing_is_told_of_all_of_it(known: str, status: str, end: str) -> None:
    days = fact("粮食产量900吨。", "900吨", "粮食产量", known=known, period="2020", status=status).days
    assert days is not None
    assert days.end == end


def test_a_figure_so_far_is_not_revised_by_that_of_the_year() -> None:
    papers = [
        Paper("a", "2020-07-21").add("500吨", "500", "粮食产量", "2020"),
        Paper("b", "2021-01-21").add("900吨", "900", "粮食产量", "2020"),
    ]
    (linked,) = joined(papers)
    assert [one.role for one in linked.observations] == ["first", "first"]


def test_a_verb_that_no_table_knows_makes_no_generic_item_known_again() -> None:
    def papers(action: str) -> list[Paper]:
        return [
            Paper(page, "2020").add(f"{value}亿元", f"{value}00000000", "资金", "2019", action=action)
            for page, value in (("a", "3"), ("b", "5"))
        ]

    assert len(joined(papers("进展"))) == 2
    assert len(joined(papers("发放"))) == 1
