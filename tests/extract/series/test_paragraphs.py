"""What stands around a fact: the head of its table, the targets of its paragraph, the date of its document."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from shilu.extract.series.cells import Sheet
from shilu.extract.series.document import Document
from shilu.extract.series.home import home_of
from shilu.extract.series.keyed import Keyed, keyed
from shilu.extract.series.plans import Plan
from shilu.extract.times import Days
from tests.extract.series.building import EMPTY

TABLE = (
    "附：2019年主要指标\n指标\t单位\t绝对数\t比上年增长（%）\n稻谷产量\t万吨\t3.52\t-1.4\n"
    "外贸出口\t万美元\t820\t7.1\n停车场\t座\t12\t\n"
)


def row(text: str, surface: str, **more: Any) -> dict[str, Any]:
    start = text.index(surface)
    return EMPTY | {
        "id": f"a#{start}", "page": "a", "start": start, "end": start + len(surface), "surface": surface,
        "kind": "other", "value": surface.lstrip("-"), "bound": "exact", "status": "actual", "cumulative": False,
        "duplicate": False, "sentence": text, "sentence_start": 0, "item": "停车场",
    } | more  # fmt: skip


def document(known: str, title: str = "白鹿县政府工作报告") -> Document:
    return Document("a", known, title, home_of(title))


@pytest.mark.parametrize(
    ("surface", "told"),
    [
        ("3.52", {"item": "稻谷产量", "kind": "mass", "unit": "吨", "value": "35200", "normal_unit": "kg"}),
        ("-1.4", {"item": "稻谷产量", "kind": "percent", "change": "decrease", "value": "1.4"}),
        (
            "820",
            {"item": "外贸出口", "kind": "money", "unit": "美元", "value": "8200000", "normal_unit": "USD"},
        ),
        ("7.1", {"item": "外贸出口", "kind": "percent", "change": "increase", "value": "7.1"}),
        ("12", {"item": "停车场", "kind": "count", "unit": "座", "value": "12"}),
    ],
)
def test_a_bare_number_is_told_by_the_head_of_its_table(surface: str, told: dict[str, str]) -> None:
    found = Sheet(TABLE).told(row(TABLE, surface))
    assert {key: str(found[key]).removesuffix(".00") for key in told} == told


def test_the_column_of_units_has_no_amounts() -> None:
    text = "指标\t单位\t绝对数\t比上年增长（%）\n接待游客\t万人次\t10.2\t-1.4\n"
    told = row(text, "万人次", kind="count", unit="人次", value="10000", item="游客")
    assert Sheet(text).told(told)["item"] is None
    assert Sheet(text).told(row(text, "10.2", item="游客"))["value"].removesuffix(".0") == "102000"


def test_what_stands_in_no_table_or_has_its_unit_stays() -> None:
    for text in ("全县停车场12座。", "停车场\t12", "停车场\t一\t12\n停车场\t二\t13"):
        told = row(text, "12")
        assert Sheet(text).told(told) == told
    told = row(TABLE, "12", unit="座", kind="count")
    assert Sheet(TABLE).told(told) == told


def read(text: str, known: str, *facts: dict[str, Any]) -> list[Keyed]:
    plan, paper, before, found = Plan(text), document(known), None, []
    for each in facts:
        before = keyed(plan.told(each, paper), paper, before)
        assert before is not None
        found.append(before)
    return found


def count(text: str, surface: str, period: str, **more: Any) -> dict[str, Any]:
    value = "".join(one for one in surface if one.isdigit())
    return row(text, surface, kind="count", unit="个", value=value, period=period, action="新建", **more)


def test_a_document_of_spring_tells_of_the_year_before() -> None:
    text = "全年新建停车场12个。"
    (fact,) = read(text, "2020-02-01", count(text, "12个", "2020"))
    assert (fact.status, fact.days and fact.days.year) == ("actual", "2019")
    (fact,) = read(text, "2020-10-01", count(text, "12个", "2020"))
    assert (fact.status, fact.days) == ("actual", Days("2020-01-01", "2020-10-01"))  # so far


def test_a_year_that_has_begun_and_is_named_is_planned() -> None:
    text = "2020年，新建停车场12个。"
    (fact,) = read(text, "2020-02-01", count(text, "12个", "2020"))
    assert (fact.status, fact.days and fact.days.year) == ("planned", "2020")


@pytest.mark.parametrize(
    ("text", "known", "status"),
    [
        ("今年一季度，新建停车场12个。", "2020-04-22", "actual"),
        ("今年一季度，计划新建停车场12个。", "2020-04-22", "planned"),
        ("今年一季度，新建停车场12个。", "2020-02-22", "planned"),
    ],
)
def test_a_quarter_that_is_over_is_not_planned(text: str, known: str, status: str) -> None:
    (fact,) = read(text, known, count(text, "12个", "2020-33", status="planned"))
    assert fact.status == status


def test_a_paragraph_of_targets_goes_on() -> None:
    text = "到2025年，主要目标是：新建停车场12个；新建公园15个。\n新建学校18个。"
    first = count(text, "12个", "2025", status="planned", sentence="到2025年，主要目标是：新建停车场12个；")
    second = count(text, "15个", "2020", item="公园", sentence="新建公园15个。")
    third = count(text, "18个", "2020", item="学校", sentence="新建学校18个。")
    facts = read(text, "2020-02-01", first, second, third)
    told = [(one.status, one.days.year if one.days else "") for one in facts]
    assert told == [("planned", "2025"), ("planned", "2025"), ("actual", "2019")]


def test_the_year_that_something_rose_from_is_not_that_of_what_follows() -> None:
    text = "停车场由2017年的12个增加到15个，新建公园18个。"
    facts = read(
        text,
        "2020-02-01",
        count(text, "12个", "2017"),
        count(text, "15个", "2017"),
        count(text, "18个", "2017", item="公园"),
    )
    assert [one.days.year if one.days else "" for one in facts] == ["2017", "2019", "2019"]


def test_the_whole_year_in_autumn_is_a_target_where_its_words_bind() -> None:
    text = "按照年初部署，全年新建停车场不低于12个。"
    (fact,) = read(text, "2020-10-01", count(text, "不低于12个", "2020", bound="at_least", lower="12"))
    assert fact.status == "planned"


def test_the_town_that_a_clause_begins_with_goes_before_the_place_found() -> None:
    text = "其中，沙河镇2019年新建停车场12个。"
    (fact,) = read(text, "2020-02-01", count(text, "12个", "2019", place="全县"))
    assert fact.place == "白鹿县/沙河镇"


def test_the_item_of_a_price_basis_is_that_before_it() -> None:
    text = "生产总值12亿元，按可比价格计算增长6%。"
    money = row(text, "12亿元", kind="money", unit="元", value="1200000000", item="生产总值", period="2019")
    growth = row(
        text, "6%", kind="percent", unit="%", value="6", item="可比价格", period="2019", change="increase"
    )
    facts = read(text, "2020-02-01", money, growth)
    assert [(one.item, one.measured) for one in facts] == [
        ("地区生产总值", "level"),
        ("地区生产总值", "growth"),
    ]


def test_an_item_is_lifted_to_the_statistic_that_it_is_part_of() -> None:
    text = "城镇新增就业5000个，失业人员再就业1600个。"
    facts = read(
        text,
        "2020-02-01",
        count(text, "5000个", "2019", item="就业"),
        count(text, "1600个", "2019", item="就业"),
    )
    assert [one.item for one in facts] == ["城镇新增就业", "失业人员再就业"]


def test_a_verb_beyond_a_semicolon_is_not_of_this_amount() -> None:
    text = "改造棚户区300个；高新技术企业达到12个。"
    (fact,) = read(text, "2020-02-01", count(text, "12个", "2019", item="高新技术企业") | {"action": "改造"})
    assert fact.deed == ""


def test_a_running_total_is_another_variable_than_the_year() -> None:
    text = "累计建成公园80个。今年建成公园8个。"
    facts = [
        keyed(
            count(text, one, "2019", item="公园", sentence=sentence) | {"action": "建成"},
            document("2020-02-01"),
        )
        for one, sentence in (("80个", "累计建成公园80个。"), ("8个", "今年建成公园8个。"))
    ]
    assert [one and (one.basis, one.nature) for one in facts] == [("total", "total"), ("", "flow")]


@pytest.mark.parametrize(
    ("title", "home"),
    [
        ("我市去年发展成绩亮眼", ""),
        ("一季度我区主要指标", ""),
        ("江苏省苏州市太仓市统计公报", "320585"),
        ("临安市2013年政府工作报告", "330185"),
    ],
)
def test_a_title_names_a_place_or_none(title: str, home: str) -> None:
    assert home_of(title).where.key == home


def test_values_keep_their_digits() -> None:
    found = Sheet(TABLE).told(row(TABLE, "3.52"))
    assert Decimal(found["normal_value"]) == 35_200_000
