"""Facts, names and times that lie across a break of the page, and what the OCR printed twice."""

import pytest

from shilu import Extractor

PAGE = """柳河县做强果业

本报讯（记者 王建国）今年以来，柳河县投入产业资金3

200万元，扶持果农改造老果园，建成“云上果园”数字服务平

台，服务果农1.2万余人次。

果农在分拣车间里装箱。 李小明 摄

2023年1

1月5日，柳河县农业农村局在临江镇召开现场会，全县推广节水滴灌技术8.6万亩。

2023年1

1月5日，柳河县农业农村局在临江镇召开现场会，全县推广节水滴灌技术8.6万亩。
"""


@pytest.fixture(scope="module")
def records(extractor: Extractor):
    return extractor.page(PAGE, published="2023-11-10")


def test_an_amount_cut_by_a_break_is_one_fact(records) -> None:
    fact = next(fact for fact in records.facts if fact.kind == "money")
    assert fact.span.surface == "3\n\n200万元"
    assert fact.quantity.amount.value == 32_000_000
    assert fact.item.text == "产业资金"


def test_a_name_cut_by_a_break_is_one_name(records) -> None:
    names = {name.span.surface for name in records.names}
    assert "“云上果园”数字服务平\n\n台" in names or "云上果园" in names


def test_a_date_cut_by_a_break_is_one_time(records) -> None:
    dates = [time for time in records.times if time.value == "2023-11-05"]
    assert dates
    assert dates[0].span.surface == "2023年1\n\n1月5日"


def test_what_is_printed_twice_is_kept_and_tied_to_the_first(records) -> None:
    areas = [fact for fact in records.facts if fact.kind == "area"]
    assert [fact.duplicate for fact in areas] == [False, True]
    assert areas[1].same_as == areas[0].id
    assert areas[0].same_as is None
