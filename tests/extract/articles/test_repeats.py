from __future__ import annotations

import pytest

from shilu.extract.articles.repeats import find_repeats
from shilu.extract.articles.units import units_of

FIRST = "渔港的新码头昨日启用,可停船六十艘,渔民郑阿水第一个靠了岸,把一筐筐带鱼抬上了冷藏车。"
SECOND = "果农给果子套上了纸袋,又雇来十二名帮工,每人一天能挣一百八十元,预计亩产两千八百公斤。"


@pytest.mark.parametrize(
    ("repeat", "original"),
    [
        (FIRST, 0),
        (FIRST[4:], 0),
        (FIRST[:35], 0),
        (SECOND[2:40], 1),
        (FIRST[20:] + SECOND, 1),
    ],
    ids=["whole", "without its beginning", "without its end", "from within", "two at once"],
)
def test_what_was_read_before_is_a_repeat(repeat: str, original: int) -> None:
    assert find_repeats(units_of(f"{FIRST}\n\n{SECOND}\n\n{repeat}")) == {2: original}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (FIRST[:20], "too short to tell from a phrase that recurs"),
        (
            "本镇今年新修水渠26公里,投资3.2亿元,惠及农户860户,全部由村民自己动手,不收一分钱。",
            "the words of another, with figures of its own",
        ),
        (FIRST[:18] + "开进了内河,船上装的是刚从外海捕来的鱿鱼和墨鱼,一共四十箱。", "half of it is new"),
    ],
)
def test_what_is_no_repeat(text: str, why: str) -> None:
    other = "本镇今年新修水渠15公里,投资2.7亿元,惠及农户310户,全部由村民自己动手,不收一分钱。"
    assert find_repeats(units_of(f"{FIRST}\n\n{other}\n\n{text}")) == {}, why
