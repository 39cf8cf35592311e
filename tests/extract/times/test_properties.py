"""What holds for any text."""

from __future__ import annotations

import re
import time

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.extract.times import find_times, infer_published
from shilu.extract.times.edtf import Date, Interval
from shilu.extract.times.repair import legible
from shilu.extract.times.rows import relative_words

_ISO = re.compile(
    r"P(?=.)(?:[\d.]+[YMWD])*(?:T(?:[\d.]+[HMS])+)?|T\d\d:\d\d(?::\d\d)?(?:/T\d\d:\d\d(?::\d\d)?)?"
)
_PUBLISHED = st.sampled_from(
    [None, "2022", "2022-12", "2022-12-01", "2020-02-29", "2023-01-01", "1999-12-31"]
)
_VOCABULARY = """
0 1 2 3 11 12 29 31 2020 2022 一 二 三 十 廿 两 几 半 多 年 月 日 号 天 周 季度 世纪 年代 个 点 时 分 小时
今年 去年 明年 上 下 前 后 本 近 这 未来 过去 自 从 截至 到 至 — - 以来 起 来 内 期间 以前 之后 初 底
上旬 上半年 春节 冬至 农历 正月 初一 星期 每 逢 隔 第 上午 晚 半 , 。 “ ” 十四五 民国 公元前 目前 当天
次年 同期 将 . : / 年内 月内 今春 今冬 明春 去冬 半周 年底 末 起 止 再过 全年 甲辰 乾隆 年间 元旦 国庆 假期 第三天 之交
学年 财年 下午 之内 新一年 春夏
"""
_WORDS = st.lists(st.sampled_from(_VOCABULARY.split()), max_size=14).map("".join)


def _check(text: str, published: str | None) -> None:
    found = find_times(text, published=published)
    assert found == find_times(text, published=published)
    after = 0
    for one in found:
        one.span.check(text)
        assert one.span.start >= after
        after = one.span.end
        assert (one.value is None) == (one.reason is not None)
        if one.value is None:
            assert one.resolution in ("unresolved", "vague")
        elif one.type in ("duration", "recurring"):
            assert _ISO.fullmatch(one.value), one
        else:
            assert parse_edtf(one.value) is not None
            _check_order(one.value)


def _check_order(value: str) -> None:
    """The interval never ends before it begins, whatever its ends: year, month, day, season or decade."""
    start, _, end = value.partition("/")
    first, last = _any_date(start), _any_date(end)
    if first and last:
        assert first.first() <= last.last(), value


def _any_date(text: str) -> Date | None:
    plain = re.sub(r"T.*|[~?%]", "", text)
    season = re.fullmatch(r"(-?\d{4})-(2[1-4]|3[3-6]|4[01])", plain)
    unknown = plain.count("X")
    if season:
        return Date(int(season[1]), int(season[2]))
    return Date(int(plain.replace("X", "0")), unknown=unknown) if unknown else Date.parse(plain)


@settings(deadline=None)  # the first text loads the tables
@given(st.text(), _PUBLISHED)
def test_any_text(text: str, published: str | None) -> None:
    _check(text, published)


@settings(deadline=None)
@given(_WORDS, _PUBLISHED)
def test_any_words_of_time(text: str, published: str | None) -> None:
    _check(text, published)


@pytest.mark.parametrize("word", sorted(relative_words().by_surface))
@pytest.mark.parametrize(("published", "grain"), [("2022", 4), ("2022-12", 7), ("2022-12-01", 10)])
def test_no_more_precise_than_the_publication_date(word: str, published: str, grain: int) -> None:
    for one in find_times(word, published=published):
        assert one.value is None or all(_told(end) <= grain for end in one.value.split("/"))


def _told(end: str) -> int:
    """How many characters of a date are counted from the anchor: a season or a part says its own."""
    return 4 if re.fullmatch(r"\d{4}-(?:2[1-4]|3[3-6]|4[01])", end) else len(end)


@settings(deadline=None)
@given(st.text("今年去昨日来三2019O l〇,。", max_size=30), _PUBLISHED)
def test_any_spaced_or_misread_text(text: str, published: str | None) -> None:
    _check(text, published)


@given(st.lists(st.sampled_from("年月日来今去水库座人三五九,。"), min_size=5, max_size=40))
def test_blanks_between_all_characters_change_nothing(characters: list[str]) -> None:
    close, spaced = legible("".join(characters)), legible(" ".join(characters))
    assert spaced.text == close.text
    assert [spaced.place(at, at + 1)[0] for at in range(len(close.text))] == [
        2 * at for at in range(len(close.text))
    ]


@settings(deadline=None)
@given(st.text())
def test_masthead_of_any_text(text: str) -> None:
    found = infer_published(text)
    if found:
        value, start, end = found
        assert Date.parse(value)
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "一",
        "年",
        "—",
        "今",
        "每",
        "三年",
        "1月",
        "至",
        "2022-",
        "十",
        "“",
        "12:",
        " ",
        "三年来",
        "第一",
        "今冬",
        "甲辰",
        "1.2-",
        "起至",
        "一五",
        "3天内",
        "今晚(1日)8时",
        "自3月1日啊",
        "3月1日电",
        "年 ",
        "1 ",
        "O年",
        "l",
        "一O",
        "19年通",
        "2022、",
        "1/2-",
        "过去",
        "\n1月",
        "六月初",
        "两年一",
        "每周二、四、",
        "从19年到21年",
        "民国十九年至",
        "三年前的",
        "24小时内",
        "一周一",
    ],
)
def test_long_runs_take_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    find_times(text, published="2022-12-01")
    assert time.process_time() - start < 10


@given(
    st.dates().map(lambda day: Date(day.year, day.month, day.day)),
    st.integers(-5000, 5000),
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_shifts_exist(date: Date, count: int, unit: str) -> None:
    moved = date.shift(count, unit)  # type: ignore[arg-type]
    assert moved is None or moved.exists()
    if moved and unit in ("day", "week"):
        assert moved.shift(-count, unit) == date  # type: ignore[arg-type]


def test_an_interval_never_ends_before_it_begins() -> None:
    assert Interval.between(Date(2022, 11), Date(2022, 3)) is None
    assert str(Interval.between(Date(2022, 33), Date(2022, 35))) == "2022-01/2022-09"
