"""Articles that go on on another page of a file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from shilu.extract.articles import find_articles, read_article
from shilu.extract.pages import turns
from shilu.extract.pages.turns import carried, turn_of
from shilu.schemas import Page
from shilu.schemas.page import Box, PageLine

ROWS = tomllib.loads(Path(turns.__file__).with_name("turns.toml").read_text(encoding="utf-8"))["turn"]


@pytest.mark.parametrize(("side", "line"), [(row["side"], one) for row in ROWS for one in row["examples"]])
def test_lines_of_turning(side: str, line: str) -> None:
    found = turn_of(line)
    assert found is not None
    assert found.to is (side == "to")


@pytest.mark.parametrize("line", [one for row in ROWS for one in row["counter"]])
def test_lines_that_only_look_so(line: str) -> None:
    assert turn_of(line) is None


def page(number: int, lines: Sequence[str], heads: Sequence[str] = ()) -> Page:
    places, at = [], 0
    for row, text in enumerate(lines):
        box = Box(x=100, y=100 + 40 * row, width=30 * len(text), height=30)
        level = 1 if text in heads else None
        places.append(
            PageLine(start=at, end=at + len(text), box=box, image=f"a.pdf#page={number}", level=level)
        )
        at += len(text) + 1
    return Page(id=f"a-p{number}", text="".join(f"{line}\n" for line in lines), lines=tuple(places))


FIRST = [
    "木桶铺修了新屋",
    "本报讯 街口的木桶铺上月动工，",
    "三兄弟一共花了",
    "（下转第3版）",
    "竹器行开门",
    "竹器行昨天开门。",
]
SECOND = ["草席也涨价", "草席每张涨了2元。"]
THIRD = [
    "老街新事",
    "（上接第1版）",
    "18万元，盖起5间屋。",
    "新屋月底开张。",
    "米店换了招牌",
    "米店招牌用了三块木板。",
]
HEADS = ("木桶铺修了新屋", "竹器行开门", "草席也涨价", "老街新事", "米店换了招牌")


def pages(*texts: Sequence[str]) -> list[Page]:
    found = list(carried(page(number, text, HEADS) for number, text in enumerate(texts, 1)))
    for one in found:
        assert isinstance(one, Page)
        ends = 0
        for line in one.lines:
            assert ends <= line.start < line.end <= len(one.text)
            ends = line.end
    return [one for one in found if isinstance(one, Page)]


def test_the_rest_goes_to_where_the_article_began_with_its_own_place() -> None:
    first, second, third = pages(FIRST, SECOND, THIRD)
    assert first.text.split("\n")[1:6] == [FIRST[1], FIRST[2], THIRD[2], THIRD[3], FIRST[3]]
    moved = first.lines[3]
    assert first.text[moved.start : moved.end] == THIRD[2]
    assert moved.image == "a.pdf#page=3"
    assert moved.runs_on
    assert second.text == page(2, SECOND).text
    assert third.text == "\n".join([*THIRD[:2], *THIRD[4:]]) + "\n"
    assert first.meta["continued"] == [{"from": "a.pdf#page=3", "characters": len(THIRD[2] + THIRD[3]) + 1}]
    article = read_article(first, find_articles(first)[0]).text
    assert "18万元，盖起5间屋" in article
    assert "竹器行昨天" not in article


def test_the_number_that_a_page_prints_goes_before_its_place_in_the_file() -> None:
    third = ["柳河日报 第3版", *THIRD]
    first, second = pages(["柳河日报 第1版", *FIRST], third)
    assert "盖起5间屋" in first.text
    assert "盖起5间屋" not in second.text


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param((FIRST, THIRD), id="another page by its number"),
        pytest.param((FIRST, SECOND, [line for line in THIRD if "上接" not in line]), id="nothing says so"),
        pytest.param((FIRST[:4] + FIRST[1:], SECOND, THIRD), id="two articles go on there"),
        pytest.param(
            (FIRST, SECOND, [*THIRD, THIRD[1], "另有10元。那是后来的事了。"]), id="two come from there"
        ),
        pytest.param((FIRST, SECOND, [*THIRD[:2], *THIRD[4:]]), id="no text below"),
    ],
)
def test_where_it_is_not_sure_all_stays(texts: tuple[list[str], ...]) -> None:
    assert [one.text for one in pages(*texts)] == [page(1, text).text for text in texts]


def test_turnings_within_lines_count_too() -> None:
    first = [*FIRST[:2], FIRST[2] + FIRST[3], *FIRST[4:]]
    third = [THIRD[0], THIRD[1] + THIRD[2], *THIRD[3:]]
    begun, _, left = pages(first, SECOND, third)
    assert begun.text.split("\n")[1:6] == [FIRST[1], FIRST[2], THIRD[2], THIRD[3], FIRST[3]]
    assert left.text.split("\n")[:2] == THIRD[:2]
    for line, text in zip(begun.lines[2:4], (FIRST[2], THIRD[2]), strict=True):
        assert line.box is not None
        assert abs(line.box.width - 30 * len(text)) < 20  # figures are half as wide


def test_no_more_than_two_dozen_pages_are_held() -> None:
    given = iter([page(1, FIRST, HEADS), *(page(number, SECOND, HEADS) for number in range(2, 100))])
    found = carried(given)
    assert isinstance(next(found), Page)
    assert len(list(given)) > 70
