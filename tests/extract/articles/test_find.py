from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.articles import find_articles, read_article
from shilu.schemas import Article, Page


def articles_of(text: str) -> tuple[Article, ...]:
    return find_articles(Page(id="p", text=text))


def outline(text: str) -> list[list[tuple[str, str]]]:
    """The blocks of each article: their roles, and how they begin."""
    return [[(block.role, text[block.start :][:4]) for block in a.blocks] for a in articles_of(text)]


TWO = """旧粮仓变成书屋

本报讯(记者 王海燕)旧粮仓修好了,里面摆上了三千册图书。

街坊们都说好,孩子们放学就来。

渔港添了新码头

本报讯(通讯员 李红)渔港的新码头昨日启用,可停船六十艘。

渔民郑阿水第一个靠了岸。"""


def test_titles_with_reports_below_them_are_articles() -> None:
    first, second = articles_of(TWO)
    assert (first.title, first.byline, first.kind) == ("旧粮仓变成书屋", ("王海燕",), "news")
    assert (second.title, second.byline, second.article) == ("渔港添了新码头", ("李红",), 2)
    assert [block.role for block in second.blocks] == ["title", "body", "body"]


def test_a_title_keeps_its_spaces_and_loses_its_marks() -> None:
    (article,) = articles_of("## 果农  增收有道\n\n静宁县的果农今年卖出苹果三万吨,收入比去年多了一成。")
    assert article.title == "果农  增收有道"
    assert article.blocks[0].start == 0


def test_a_kicker_stands_above_the_title_and_a_deck_below() -> None:
    head = "## 三代人守着一条江\n\n# 渡口迎来最后一班船\n\n### 大桥明天通车\n\n□ 王海燕"
    text = head + "\n\n清晨的渡口起了雾,船工解开了缆绳。"
    (article,) = articles_of(text)
    assert [block.role for block in article.blocks] == ["kicker", "title", "subhead", "byline", "body"]
    assert article.title == "渡口迎来最后一班船"


def test_a_heading_that_goes_on_with_the_same_names_is_a_subhead() -> None:
    text = """渡口迎来最后一班船

□ 王海燕

黎芝渡口的船工田茂林解开缆绳,这是他在乌江上的最后一天。

从木船到铁船

田茂林的父亲撑的是木船,黎芝渡口后来才有了铁船,乌江涨水的日子照样停航。

从渡口到桥头

乌江大桥通车以后,黎芝渡口要改成公园,田茂林当了讲解员。"""
    (article,) = articles_of(text)
    assert [block.role for block in article.blocks].count("subhead") == 2


def test_a_sentence_is_read_across_a_caption() -> None:
    text = """旧粮仓变成书屋

□ 王海燕

老街的旧粮仓去年修好,县里又请来木匠打了书架,昨天,街坊们来到粮



孩子们在老街书屋里看书

仓里看书。粮仓的门口还摆上了长凳。"""
    page = Page(id="p", text=text)
    (article,) = find_articles(page)
    assert [block.role for block in article.blocks] == ["title", "byline", "body", "body", "caption"]
    assert "街坊们来到粮仓里看书。" in read_article(page, article).text


def test_a_repeated_paragraph_points_at_its_original() -> None:
    body = "渔港的新码头昨日启用,可停船六十艘,渔民郑阿水第一个靠了岸,把一筐筐带鱼抬上了冷藏车。"
    text = f"渔港添了新码头\n\n本报讯 {body}\n\n码头边的冷库也开了门。\n\n{body[3:]}"
    (article,) = articles_of(text)
    assert [block.role for block in article.blocks] == ["title", "body", "body", "duplicate"]
    assert article.blocks[3].duplicate_of == article.blocks[1].start


def test_news_told_by_a_picture_is_an_article_of_its_own() -> None:
    text = (
        TWO
        + "\n\n\n\n初冬时节,晒楼上铺满了辣椒和玉米,引来八方游客。\n\n江小琴 摄\n\n"
        + TWO.replace("旧", "老")
    )
    kinds = [(article.kind, article.byline) for article in articles_of(text)]
    assert ("photo", ("江小琴",)) in kinds


def test_a_byline_between_paragraphs_begins_an_article_that_lost_its_title() -> None:
    text = TWO + "\n\n□ 郝建军\n\n沙丘上的光伏板一直铺到天边,板下种着甘草。\n\n牧民把草场租给电站。"
    assert [article.title for article in articles_of(text)] == ["旧粮仓变成书屋", "渔港添了新码头", None]


def test_furniture_is_no_text() -> None:
    text = "A3 综合新闻\n\n" + TWO + "\n\n(下转A4版)\n\n责任编辑:王海燕 版式:李红"
    roles = [block.role for article in articles_of(text) for block in article.blocks]
    assert roles[0] == "note"
    assert roles[-2:] == ["continuation", "note"]


def test_a_report_with_numbered_sections_is_one_article() -> None:
    text = "各位代表:\n现在,我向大会报告工作。\n一、过去一年的工作\n全县生产总值增长6%。\n"
    text += "(一)产业兴旺\n建成果园三万亩。\n二、今年的任务\n造林两万亩。"
    assert len(articles_of(text)) == 1


def test_news_whose_paragraphs_follow_without_blank_lines() -> None:
    item = "{}\n\n央视网消息(新闻联播):{}的春耕开始了。\n农机下了田,种子也备足了。\n农技员走村串户。"
    text = "\n\n".join(
        item.format(title, place)
        for title, place in [("春耕忙", "河南"), ("茶山绿了", "福建"), ("渔船出海", "浙江")]
    )
    assert [article.title for article in articles_of(text)] == ["春耕忙", "茶山绿了", "渔船出海"]


@pytest.mark.parametrize("text", ["建成102座书屋", "建成102座书屋。", "# 建成102座书屋"])
def test_a_bare_phrase_is_one_article(text: str) -> None:
    (article,) = articles_of(text)
    assert [block.role for block in article.blocks] == ["body"]
    assert article.title is None


@pytest.mark.parametrize("text", ["", " \n\n\u3000\n"])
def test_a_page_without_words_has_no_article(text: str) -> None:
    assert articles_of(text) == ()


PIECES = st.sampled_from(
    [
        "本报讯(记者 王海燕)",
        "旧粮仓变成书屋",
        "\n",
        "\n\n",
        "\n\n\n\n",
        "# ",
        "□ 李红",
        "江小琴 摄",
        "。",
        ",",
        "一、",
        "(下转A3版)",
        "102座",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=30).map("".join)


@given(TEXTS)
def test_every_line_is_in_exactly_one_block(text: str) -> None:
    covered = [0] * len(text)
    for article in articles_of(text):
        for block in article.blocks:
            for place in range(block.start, block.end):
                covered[place] += 1
    assert all(count == 1 for count, character in zip(covered, text, strict=True) if not character.isspace())
    assert max(covered, default=0) <= 1


@given(TEXTS)
def test_the_same_page_gives_the_same_articles(text: str) -> None:
    assert articles_of(text) == articles_of(text)


@pytest.mark.parametrize(
    "unit",
    ["1", "一", "—", "(记者 ", "建 ", "# ", "本报讯", "图", "一\n", "乡村展新颜\n\n", "王小明 李红\n\n"],
)
def test_hostile_pages_take_linear_time(unit: str) -> None:
    assert articles_of(unit * (200_000 // len(unit)))


def test_gold_pages(shared: Path) -> None:
    right = lines = titles = 0
    for gold in sorted((shared / "gold").glob("*.articles.json")):
        text = gold.with_name(gold.name.replace(".articles.json", ".txt")).read_text(encoding="utf-8")
        found = articles_of(text)
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        role_at = {block.start: block.role for article in found for block in article.blocks}
        for article in json.loads(gold.read_text(encoding="utf-8")):
            titles += article["title"] is None or article["title"] in {one.title for one in found}
            for number, role in article["lines"].items():
                lines += 1
                right += role_at.get(starts[int(number) - 1]) == role
    assert right >= 0.95 * lines
    assert titles


def test_furniture_at_the_head_goes_with_the_first_article() -> None:
    (article,) = articles_of("江城日报\n\n2023年3月5日 星期日\n\n城南公园开园\n\n公园里的桃花开了,游人如织。")
    assert [block.role for block in article.blocks] == ["note", "note", "title", "body"]


def test_the_lines_of_a_poem_are_its_text() -> None:
    (article,) = articles_of("春雨(外二首)\n\n陈小树\n\n春雨落在瓦上\n\n落在去年的稻草上\n\n我听见种子醒来")
    assert [block.role for block in article.blocks] == ["title", "byline", "body", "body", "body"]
    assert (article.title, article.byline, article.kind) == ("春雨(外二首)", ("陈小树",), "other")
