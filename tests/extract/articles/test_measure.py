"""Pages that the OCR read line for line: narrow columns, titles with a figure left over, who gives a report."""

from __future__ import annotations

import pytest

from shilu.extract.articles import find_articles
from shilu.extract.articles.measure import continued_lines
from shilu.extract.articles.units import units_of
from shilu.schemas import Article, Page

ORCHARD = """本报讯 10月8日，记者从南山县果业
局获悉，全县今年苹果产量达到12.6
万吨，同比增长8.5%，果农户均增收
3200元。其中，早熟品种占三成，销
往省外的有五万吨，比去年多了一
百二十车。"""
FERRY = """通讯员 王海燕
清早的渡口停着六十艘渔船，郑阿水
把一筐筐带鱼抬上了冷藏车。他告诉
我们，新码头启用以后，每天能多卖
两千斤鱼，一年下来可以增收三
万元。“码头近了，鱼也新鲜了。”"""


def found(*lines: str) -> tuple[Article, ...]:
    return find_articles(Page(id="p", text="\n".join(lines)))


def roles(article: Article) -> list[str]:
    return [block.role for block in article.blocks]


def test_a_narrow_column_is_one_paragraph() -> None:
    (article,) = found("南山苹果又丰收", ORCHARD)
    assert (article.title, roles(article)) == ("南山苹果又丰收", ["title", "body"])


def test_an_amount_cut_by_the_column_is_whole() -> None:
    assert any("早熟品种占三成,销往省外的有五万吨,比去年多了一百二十车" in u.text for u in units_of(ORCHARD))


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "apart"])
@pytest.mark.parametrize("title", ["渔港镇：清早码头“鲜”起来", "渡口迎客不停歇"])
def test_a_title_between_columns_begins_an_article(title: str, gap: str) -> None:
    text = gap.join(["南山苹果又丰收", ORCHARD, title, FERRY])
    articles = find_articles(Page(id="p", text=text))
    assert [one.title for one in articles] == ["南山苹果又丰收", title]
    assert articles[1].byline == ("王海燕",)


def test_a_figure_left_over_belongs_to_the_title() -> None:
    (article,) = found("南山县今年苹果产量同比增长", "8.5%", ORCHARD)
    assert (article.title, roles(article)) == ("南山县今年苹果产量同比增长8.5%", ["title", "body"])


def test_a_figure_above_other_text_is_no_part_of_a_title() -> None:
    assert len(units_of("苹果产量\n8.5%\n全县果农都来了。")) == 3


@pytest.mark.parametrize(
    "lines",
    [
        ["引水上山浇灌果园", "修路进村打通茶山", "建桥过河连通渡口"],
        ["山前有一座果园，", "山后有一片茶山。", "河上有一条渡船，", "船上有一位老人。"],
    ],
    ids=["headings of one length", "a poem"],
)
def test_lines_of_one_length_are_not_always_a_column(lines: list[str]) -> None:
    folded = [line.replace("，", ",") for line in lines]
    assert continued_lines(folded, [len(line) for line in folded]) == set()


def test_who_gives_a_report_is_no_title() -> None:
    (article,) = found(
        "关于南山县2021年预算执行情况的报告（摘要）",
        "——2021年1月8日在县第九届人民代表大会第一次会议上",
        "县财政局局长　王海燕",
        "一、2021年预算执行情况",
        "（一）收入平稳增长。全县一般公共预算收入6.4亿元，增长5.1%，为年初预算的102%。",
    )
    assert article.title == "关于南山县2021年预算执行情况的报告（摘要）"
    assert article.byline == ("王海燕",)
    assert roles(article)[:4] == ["title", "subhead", "byline", "subhead"]


def test_a_title_after_a_byline_in_brackets_begins_an_article() -> None:
    articles = found(
        "南山水泥厂新窑点火",
        "本报讯　总投资800万元的南山水泥厂二号窑昨日点火，年产水泥可由5万吨增至9万吨。",
        "（王海燕　李小红）",
        "县医院添置新救护车",
        "　　县医院最近添置了三辆救护车，山里的病人一小时就能送到，已接送病人四十多人次。",
    )
    assert [one.title for one in articles] == ["南山水泥厂新窑点火", "县医院添置新救护车"]


def test_who_publishes_the_paper_is_furniture() -> None:
    (article,) = found("南山县融媒体中心主办　2021年10月9日　第12期", "南山苹果又丰收", ORCHARD)
    assert (article.title, roles(article)) == ("南山苹果又丰收", ["note", "title", "body"])
