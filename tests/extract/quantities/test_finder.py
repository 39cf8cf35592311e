"""Reading by the finder: traces, normal forms, denominators, what a caller relies on."""

from decimal import Decimal

import pytest

from shilu.extract.quantities import find_denominators, find_quantities


def only(text):
    (quantity,) = find_quantities(text).quantities
    return quantity


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("近4500万元", {"numeral.mixed", "currencies.元", "approximators.近"}),
        ("102座书屋", {"numeral.arabic", "classifiers.座"}),
        ("10—12个", {"shape.range", "classifiers.个"}),
        ("打七五折", {"share.tenths", "units.折"}),
    ],
)
def test_an_amount_names_the_rules_that_made_it(text, rules):
    assert rules <= set(only(text).rules)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("3斤", "1.5", "kg"),
        ("18公里", "18000", "m"),
        ("1.5亿元", "150000000", "CNY"),
        ("六斤八两", "3.4", "kg"),
        ("20℃", "20", "Cel"),
    ],
)
def test_the_normal_form_stands_beside_the_printed_one(text, value, unit):
    normal = only(text).normal
    assert normal is not None
    assert (normal.value, normal.unit) == (Decimal(value), unit)


def test_spans_are_those_of_the_text_as_given():
    text = "𠮷村销售４．６８亿元"
    quantity = only(text)
    assert text[quantity.span.start : quantity.span.end] == quantity.span.surface == "４．６８亿元"


def test_an_approximator_is_kept_as_printed():
    assert only("不少于200万元").approximator == "不少于"
    assert only("最高可同时容纳300辆车").approximator == "最高"


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("每亩1100元", ["亩"]),
        ("每年每亩110元", ["年", "亩"]),
        ("亩均增收800元，户均3000元", ["亩", "户"]),
        ("每个小网格由1名网格员组成", ["小网格"]),
        ("人均可支配收入", ["人"]),
        ("均衡发展", []),
    ],
)
def test_denominators_beside_the_amount(text, units):
    found = find_denominators(text)
    assert [one.unit for one in found] == units
    assert all(text[one.start : one.end] for one in found)


def test_a_date_has_a_row_for_each_number():
    found = find_quantities("2022年12月1日")
    assert [(one.role, one.span.surface) for one in found.others] == [
        ("time", "2022年"),
        ("time", "12月"),
        ("time", "1日"),
    ]


def test_an_ordinal_carries_its_number():
    (other,) = find_quantities("第十批").others
    assert (other.role, other.kind, other.amount.value) == ("ordinal", "ordinal", 10)
