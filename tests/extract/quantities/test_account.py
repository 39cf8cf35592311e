"""The account is complete: every numeral character of any text lies in a row, and every row is grounded."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shilu.extract.numerals import is_numeral_character
from shilu.extract.quantities import find_quantities
from shilu.extract.text.fold import fold

SHARED = Path(__file__).parents[4] / "shared"
PAGES = sorted((*SHARED.glob("gold/*.txt"), *SHARED.glob("corpus/*/*.txt")))

TOKENS = st.sampled_from(
    [
        *"0123456789一二三四五六七八九十百千万亿兆两廿零〇壹拾陆参点多余来几半第前首约近超",
        *"-—~至到、，。:：%％（）“” \nkGA",
        *("年", "月", "日", "时", "分", "秒", "元", "角", "个", "名", "家", "亩", "公里", "分之", "成"),
        *("折", "倍"),
        *("翻番", "以上", "左右", "不少于", "最高可", "人次", "单位：万元", "平方米", "℃", "度"),
        *("/", "吨", "比"),
        *("一个半小时", "号", "楼", "届"),
    ]
)


def check(text):
    found = find_quantities(text)
    rows = (*found.quantities, *found.others)
    covered = set()
    for row in rows:
        row.span.check(text)
        covered.update(range(row.span.start, row.span.end))
    missed = [at for at, one in enumerate(fold(text)) if is_numeral_character(one) and at not in covered]
    assert missed == []
    for rows_of_one_sort in (found.quantities, found.others):
        starts = [row.span.start for row in rows_of_one_sort]
        assert starts == sorted(starts)
    assert all(row.reason for row in found.others)
    assert all(row.rules for row in found.quantities)
    return found


@settings(deadline=None)  # the first text loads the tables
@given(st.lists(TOKENS, max_size=30).map("".join))
def test_any_mixture_of_numeral_words(text):
    assert check(text) == find_quantities(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text(text):
    check(text)


@pytest.mark.skipif(not PAGES, reason="the shared pages are not on this machine")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_of_the_corpus(page):
    check(page.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", ["", " ", "没有数字。", "\n\n"])
def test_a_text_without_numbers(text):
    found = find_quantities(text)
    assert (found.quantities, found.others) == ((), ())


@pytest.mark.parametrize(
    "unit",
    [
        "9",
        "一",
        "-",
        "1,",
        "十",
        "万",
        "1-",
        "“一",
        "第",
        "3:",
        "一一",
        "1 ",
        "、一",
        "年1",
        "0.",
        "约",
        "(((",
    ],
)
def test_hostile_runs_end_in_time_and_complete(unit):
    check(unit * 4000)
    check("共" + unit * 500 + "个")


def test_what_cannot_be_an_amount_is_unread():
    found = check("编号" + "9" * 500)
    assert [row.role for row in found.others] in (["unread"], ["name"])
