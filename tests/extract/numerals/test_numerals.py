"""Numerals by themselves: what they are worth, how far they reach, what bounds them inside."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.numerals import (
    NUMERAL_CHARACTERS,
    is_numeral_character,
    read_arabic,
    read_numeral,
    read_open,
)
from shilu.extract.text.fold import fold
from tests.extract.numerals import render, roundtrip

VALUES = {
    "25万6千": 256000, "1亿2千万": 120000000, "4.68亿": 468000000, "3万4000": 34000, "1千零20": 1020,
    "7 万5 千4 百": 75400, "二十万亿": 20 * 10**12, "4.78万亿": 4780000000000, "10万万": 10**9,
    "三十六兆二十四亿七万八千三": 36002400078300, "三百五": 350, "一万三": 13000, "两千四百五": 2450,
    "一百零四万": 1040000, "三千两百": 3200, "廿三": 23, "卅": 30, "百二万": 1200000, "万九": 19000,
    "二〇二二": 2022, "二○二二": 2022, "一九八七": 1987, "二〇〇〇万": 20000000, "零十": 10,
    "肆佰叁拾万": 4300000, "十万柒仟捌佰伍拾肆": 107854, "七十八万五佰零六": 780506,
    "十5": 15, "三十7": 37, "三点五": Decimal("3.5"), "零点77": Decimal("0.77"), "两千万点五五": Decimal("20000000.55"),
    "2.7890e-1": Decimal("0.2789"), ".5": Decimal("0.5"), "1,280.50": Decimal("1280.5"),
    "2,035.6万": 20356000, "四百亿点零五零": Decimal("40000000000.05"), "参萬肆仟": 34000,
}  # fmt: skip

BOUNDS = {
    "200多名": (200, 300), "150余场": (150, 160), "12000余名": (12000, 13000), "2500多元": (2500, 2600),
    "1.3万多人": (13000, 14000), "30余万张": (300000, 400000), "1万余名": (10000, 20000),
    "10万余笔": (100000, 110000), "60万余条": (600000, 610000), "一千多万元": (10**7, 2 * 10**7),
    "十几家": (10, 20), "三十几万": (300000, 400000), "一百零几人": (100, 110), "百余家": (100, 200),
    "千余户": (1000, 2000), "五六十家": (50, 60), "十五六岁": (15, 16), "一百二三十个": (120, 130),
    "三五百块": (300, 500), "八九亿元": (8 * 10**8, 9 * 10**8), "两三百人": (200, 300),
    "四亿三千多万": (430_000_000, 440_000_000), "1亿2000余万": (120_000_000, 130_000_000),
    "12亿3千多万": (1_230_000_000, 1_240_000_000), "两万三千多亿": (23 * 10**11, 24 * 10**11),
    "七亿零600多万": (706_000_000, 707_000_000), "三万多亿": (3 * 10**12, 4 * 10**12),
    "500万余亿": (5 * 10**14, 501 * 10**12),
}  # fmt: skip

ENDS = {
    "八点三十分": "八", "5千米": "5", "一百千瓦": "一百", "三千两百两": "三千两百", "流量300兆": None,
    "300余额": "300", "二百来自": "二百", "3.5.2": "3.5", "12多样": "12", "2,0000": "2",
}  # fmt: skip


@pytest.mark.parametrize(("text", "value"), VALUES.items())
def test_value(text, value):
    numeral = read_numeral(fold(text), 0)
    assert numeral is not None
    assert numeral.value == value
    assert numeral.end == len(text)


@pytest.mark.parametrize(("text", "bounds"), BOUNDS.items())
def test_bounds(text, bounds):
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert (numeral.lower, numeral.upper) == bounds


@pytest.mark.parametrize(("text", "taken"), ENDS.items())
def test_where_it_ends(text, taken):
    numeral = read_numeral(text, 0)
    assert (text[: numeral.end] if numeral else None) == taken


@pytest.mark.parametrize("text", ["陆地", "伍先生", "拾取", "参加", "点", "元", "", "多"])
def test_no_number_begins_here(text):
    assert read_numeral(text + "了", 0) is None


@pytest.mark.parametrize(
    ("text", "value", "repair"),
    [
        ("3OO名", 300, "look-alike digits"),
        ("l00户", 100, "look-alike digits"),
        ("2〇22年", 2022, "look-alike digits"),
        ("1 000 000元", 10**6, "spaces in a number"),
        ("7 2折", 72, "spaces in a number"),
        ("3\n00名", 300, "line break in a number"),
        ("19\n万人", 190000, "line break in a number"),
        ("3.\n5亿元", 350000000, "line break in a number"),
        ("两千 四 百 五", 2450, "spaces in a number"),
    ],
)
def test_repairs_are_recorded(text, value, repair):
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert (numeral.value, numeral.repairs) == (value, (repair,))


@pytest.mark.parametrize("text", ["5l水", "3\n12个", "5O", "2 3号", "1.\n5月", "3\n\n00名", "3\n00后"])
def test_nothing_is_repaired_that_has_a_plain_reading(text):
    numeral = read_numeral(text, 0)
    assert numeral is not None
    assert numeral.repairs == ()


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("数十名", 10, 100),
        ("几百万元", 10**6, 10**7),
        ("好几千人", 1000, 10000),
        ("数千瓦", None, None),
        ("数据", None, None),
    ],
)
def test_open_numbers(text, lower, upper):
    numeral = read_open(text, 0)
    assert (numeral.lower, numeral.upper) == (lower, upper) if numeral else lower is None


SMALL_NUMBERS = {
    render.chinese(number).removeprefix("一" if 9 < number < 20 else ""): number for number in range(1, 100)
}


@pytest.mark.parametrize("after", ["名", "届", "分之", ""])
def test_numbers_below_a_hundred(after):
    for word, value in (SMALL_NUMBERS | {"两": 2}).items():
        numeral = read_numeral(word + after, 0)
        assert numeral is not None
        assert (numeral.value, numeral.end, numeral.rules) == (value, len(word), ("numeral.chinese",))
        assert (numeral.chinese, numeral.bare, numeral.digits, numeral.marker) == (True, False, False, None)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [("十四五岁", 14, 15), ("三十余名", 30, 40), ("二十多名", 20, 30), ("四十几", 40, 50)],
)
def test_numbers_below_a_hundred_go_on(text, lower, upper):
    numeral = read_numeral(text, 0)
    assert (numeral.lower, numeral.upper) == (lower, upper)


def test_a_run_of_digits_without_units():
    found = read_arabic("1,234人", 0)
    assert found is not None
    assert (found.value, found.end) == (1234, 5)
    assert read_arabic("1" * 500, 0) is None


def test_numeral_characters():
    assert all(is_numeral_character(one) for one in "09〇零一九十百千万亿兆两廿卅壹玖拾佰仟")
    assert "参" not in NUMERAL_CHARACTERS


WRITERS = (render.chinese, render.financial, render.grouped, render.mixed, str)


def read_back(text):
    folded = fold(text)
    numeral = read_numeral(folded, 0, alone=True)
    assert numeral is not None, text
    assert numeral.end == len(text), text
    return numeral.value


@given(st.integers(min_value=0, max_value=10**16 - 1), st.sampled_from(WRITERS))
def test_a_whole_number_is_read_back_exactly(number, write):
    assert read_back(write(number)) == number


@given(st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False), st.booleans())
def test_a_decimal_is_read_back_exactly(number, arabic):
    assert read_back(format(number, "f") if arabic else render.chinese_decimal(number)) == number


@given(st.integers(min_value=1000, max_value=10**9))
def test_digits_one_by_one_and_in_full_width(number):
    assert read_back(render.digit_string(number)) == number
    assert read_back(render.full_width(str(number))) == number


def test_thousands_of_random_numbers_in_every_style():
    chance = random.Random(20221201)
    for _ in range(3000):
        number = chance.randrange(10 ** chance.randrange(1, 17))
        for write in WRITERS:
            assert read_back(write(number)) == number


@given(st.text(alphabet="0123456789〇零一二三四五六七八九十百千万亿兆两点多余几,. \n半", max_size=40))
def test_any_run_of_numeral_characters(text):
    for start in range(len(text)):
        numeral = read_numeral(text, start)
        if numeral is not None:
            assert start < numeral.end <= len(text)
            assert numeral == read_numeral(text, start)


def test_thousands_of_random_decimals_in_every_style():
    assert list(roundtrip.failures(7000)) == []


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("simplified", "一千二百八十点五"), ("financial", "壹仟贰佰捌拾点伍"), ("traditional", "一千二百八十點五"),
        ("plain", "1280.5"), ("separated", "1,280.5"), ("shortened", "1280.5"), ("full width", "１，２８０．５"),
    ],
)  # fmt: skip
def test_what_the_styles_look_like(style, text):
    assert render.STYLES[style](Decimal("1280.5")) == text
