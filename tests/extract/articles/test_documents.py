"""Texts that are no newspaper pages: notices, reports, annals, tables, questions and answers. One text is one article,
and its sections do not begin others."""

from __future__ import annotations

import pytest

from shilu.extract.articles import find_articles
from shilu.schemas import Article, Page

LEDE = "1月8日,清源市召开发布会,通报去年民生实事完成情况。"
WORKS = "计划改建农村公路320公里,实际完成356.8公里,完成投资4.2亿元。"
SCHOOL = "全校有12名学生、2间土坯房,老师每月工资36元。"
FLOOD = "8月,遭遇特大洪水,冲毁堤防1.7公里,淹没农田9300亩。"


def article_of(text: str) -> Article:
    (article,) = find_articles(Page(id="p", text=text))
    return article


def roles(text: str) -> list[str]:
    return [block.role for block in article_of(text).blocks]


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        pytest.param("清源市民生实事完成情况公布", ("一、农村公路", "二、老旧小区改造"), id="numbers of sections"),
        pytest.param("清源市民生实事完成情况公布", ("（一）农村公路", "（二）老旧小区改造"), id="numbers in brackets"),
        pytest.param("石桥镇志·水利篇（节选）", ("1958年", "1998年"), id="years"),
        pytest.param("石桥镇大事记", ("一九五八年", "1998年8月"), id="years in characters"),
        pytest.param("她把青春留在大山", ("扎根", "坚守"), id="single words"),
    ],
)  # fmt: skip
def test_sections_are_parts_of_the_text(title: str, heads: tuple[str, str]) -> None:
    text = "\n\n".join((title, LEDE, heads[0], WORKS, heads[1], FLOOD, SCHOOL))
    assert article_of(text).title == title
    assert roles(text) == ["title", "body", "subhead", "body", "subhead", "body", "body"]


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(("乡镇\t人口\t收入", "青石镇\t32105\t4521", "白水乡\t9876\t865"), id="tabs"),
        pytest.param(("品种    本周    上周", "大蒜    4.70    3.92", "白菜    0.92    0.88"), id="gaps"),
        pytest.param(("乡镇,面积,产量", "桥市乡,4180,602", "尺八镇,3975,578"), id="commas"),
        pytest.param(("单位:万元", "青石镇\t32105\t4521", "白水乡\t9876\t865"), id="the unit of a table"),
    ],
)
def test_rows_of_a_table_are_no_headings(rows: tuple[str, ...]) -> None:
    text = "\n".join(("全县各乡镇主要指标", "", *rows, "", "另据了解,全县投入抢险人员1200人次。"))
    article = article_of(text)
    assert article.title == "全县各乡镇主要指标"
    assert article.byline == ()
    assert roles(text) == ["title", *["body"] * (len(rows) + 1)]


def test_labels_one_under_another_are_no_headings() -> None:
    labels = (
        "项目名称:湖滨污水处理厂二期",
        "招标人:湖滨城市建设公司",
        "中标价:12,860.55万元",
        "工期:540日历天",
    )
    text = "中标公告\n\n" + "\n".join(labels)
    assert article_of(text).title == "中标公告"
    assert roles(text) == ["title", *["body"] * len(labels)]


def test_a_title_may_be_built_like_a_label() -> None:
    text = f"女排联赛:江城力克滨海\n\n本报讯 {SCHOOL}"
    assert article_of(text).title == "女排联赛:江城力克滨海"


def test_questions_are_parts_of_the_text() -> None:
    text = "\n\n".join(
        ("市民热线问答", "问:贴息政策是什么?", "答:" + WORKS, "问:哪些企业可以申请?", "答:" + LEDE)
    )
    assert roles(text) == ["title", "subhead", "body", "subhead", "body"]


def test_numbered_news_of_a_round_stay_apart() -> None:
    items = ("1、渔港添了新码头", "本报讯 " + SCHOOL, "2、果农忙起来", "本报讯 " + FLOOD)
    found = find_articles(Page(id="p", text="\n\n".join(items)))
    assert len(found) == 2


def test_what_a_web_page_says_of_itself_is_furniture() -> None:
    told = "发布时间:2023-04-18 09:32 来源:青山县融媒体中心 浏览次数:1356次 字号:大 中 小"
    text = "\n".join(("青山县一季度招商引资提速", told, WORKS, LEDE, "上一篇:春耕现场会召开"))
    assert roles(text) == ["title", "note", "body", "body", "note"]


def test_rows_between_single_blanks_are_no_headings() -> None:
    rows = ("指标 单位 2020年 2021年", "粮食 吨 186523 190236", "油料 吨 12356 12980")
    assert roles("\n".join(("主要农产品产量", "", *rows))) == ["title", "body", "body", "body"]


def test_ordinals_of_things_number_no_sections() -> None:
    text = "\n\n".join(("第一条地铁开工", "本报讯 " + WORKS, "第2条航线停运", "本报讯 " + SCHOOL))
    assert [one.title for one in find_articles(Page(id="p", text=text))] == [
        "第一条地铁开工",
        "第2条航线停运",
    ]


def test_a_title_like_a_label_above_a_note_stays_a_title() -> None:
    text = f"柳河镇:小茶叶做成大产业\n编者按:近日,县里修了桥。\n\n{WORKS}"
    assert article_of(text).title == "柳河镇:小茶叶做成大产业"
