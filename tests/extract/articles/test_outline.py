"""The outline of a page for a person."""

from __future__ import annotations

import pytest
from rich.console import Console

from shilu.extract.outline import outline, print_outline
from shilu.schemas import Page, Published

BODY = "渔港的新码头昨日启用,可停船六十艘,渔民郑阿水第一个靠了岸,把一筐筐带鱼抬上了冷藏车。"
TEXT = f"""江城日报 2023年3月5日 第3版

旧粮仓变成书屋

□ 王海燕

老街的旧粮仓去年修好,县里又请来木匠打了书架,昨天,街坊们来到粮



孩子们在老街书屋里看书

仓里看书。粮仓的门口还摆上了长凳。

渔港添了新码头

新华社海口3月4日电 {BODY}

{BODY}

(下转A4版)"""


def printed(page: Page) -> str:
    console = Console(width=140)
    with console.capture() as capture:
        print_outline(page, console)
    return capture.get()


@pytest.fixture
def page() -> Page:
    return Page(id="江城日报-03", text=TEXT, published=Published(value="2023-03-05", source="option"))


def test_the_blocks_of_each_article(page: Page) -> None:
    first, second = outline(page)
    assert [block.role for block in first.blocks] == ["note", "title", "byline", "body", "body", "caption"]
    assert [block.joined for block in first.blocks] == ["", "", "", "caption", "", ""]
    assert [block.role for block in second.blocks] == ["title", "body", "duplicate", "continuation"]
    assert second.blocks[2].repeats == second.blocks[1].start
    assert [block.furniture for block in second.blocks] == [False, False, False, True]
    assert second.characters == len("渔港添了新码头新华社海口3月4日电 ") + len(BODY)


def test_a_column_out_of_order() -> None:
    text = "可停船六十艘,渔民郑阿水第一个靠了岸。\n\n渔港添了新码头\n\n□ 王海燕\n\n渔港的新码头昨日启用,"
    joined = {block.joined for one in outline(Page(id="p", text=text)) for block in one.blocks}
    assert joined <= {"", "line break", "column out of order", "title, byline"}


def test_what_is_printed(page: Page) -> None:
    shown = printed(page)
    for words in (
        "江城日报-03 · 江城日报 2023年3月5日 第3版 · published 2023-03-05",
        "1. 旧粮仓变成书屋  news · 王海燕 · ",
        "2. 渔港添了新码头  news · 海口3月4日 · ",
        "runs on over: caption",
        f"repeats the block at {TEXT.index('新华社海口')}",
        "furniture of the page",
    ):
        assert words in shown


def test_a_page_without_words() -> None:
    assert outline(Page(id="p", text=" \n")) == ()


def test_markup_in_the_text_is_printed_as_it_stands() -> None:
    assert "[red]书屋[/red]" in printed(Page(id="[b]", text="[red]书屋[/red]开门了"))
