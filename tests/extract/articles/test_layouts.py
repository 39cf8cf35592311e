"""Ways of setting a page that mislead: titles on two lines, columns of briefs, pictures, pages of other places."""

from __future__ import annotations

import time

import pytest

from shilu.extract.articles import find_articles
from shilu.schemas import Article, Page

BODY = "渔港的新码头昨日启用,可停船六十艘,渔民郑阿水第一个靠了岸,把一筐筐带鱼抬上了冷藏车。"
OTHER = "静宁县的果农给苹果套上了纸袋,雇来十二名帮工,每人一天能挣一百八十元,果园里一派忙碌。"


def articles_of(*units: str) -> tuple[Article, ...]:
    return find_articles(Page(id="p", text="\n\n".join(units)))


def roles(article: Article) -> list[str]:
    return [block.role for block in article.blocks]


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("渔港添了\n新码头和冷库", "渔港添了 新码头和冷库"),
        ("引水上山浇灌果园\n\n修路进村打通茶山", "引水上山浇灌果园 修路进村打通茶山"),
        ("# 渔港添了\n# 新码头和冷库", "渔港添了 新码头和冷库"),
    ],
    ids=["lines close to each other", "a couplet", "two marks of one rank"],
)
def test_a_title_on_two_lines_is_one_title(head: str, title: str) -> None:
    (article,) = articles_of(head, "本报讯(记者 王海燕)" + BODY)
    assert (article.title, roles(article)) == (title, ["title", "title", "body"])


@pytest.mark.parametrize(
    ("head", "title", "expected"),
    [
        (
            "走向明天的脚步\n\n村医的出诊账本\n\n——南山县乡村医疗纪实",
            "村医的出诊账本",
            ["kicker", "title", "subhead"],
        ),
        ("产业兴旺看南山\n\n南山苹果走俏市场 全县果农户均增收五千元", None, ["kicker", "title"]),
        (
            "渡口迎来最后一班船\n\n乌江大桥明日通车两岸群众往来从此不用等船",
            "渡口迎来最后一班船",
            ["title", "subhead"],
        ),
        ("## 三代人守着一条江\n\n# 渡口迎来最后一班船", "渡口迎来最后一班船", ["kicker", "title"]),
    ],
    ids=["kicker, title, deck", "kicker above a title of two parts", "title above a deck", "marks"],
)
def test_which_line_is_the_title(head: str, title: str | None, expected: list[str]) -> None:
    (article,) = articles_of(head, "本报记者 王海燕", BODY)
    assert roles(article) == [*expected, "byline", "body"]
    assert article.title == (title or head.rpartition("\n")[2])


def test_a_title_longer_than_titles_are() -> None:
    title = "同心同德把各乡各村的一件件实事办到群众心坎里——论落实全县经济工作会议精神系列评论之一"
    assert len(title) > 40
    assert articles_of("果农忙", "本报讯 " + OTHER, title, "本报讯 " + BODY)[1].title == title


@pytest.mark.parametrize("label", ["简讯", "一句话新闻", "【短讯】"])
def test_a_column_of_briefs(label: str) -> None:
    items = ("△县邮电局新增电话3024门。", "△县棉麻公司收购新棉1.8万担。", "△县工商局办了知识竞赛。")
    first, second = articles_of("果农忙起来", "本报讯 " + OTHER, label, *items)
    assert (second.title, roles(second)) == (label, ["title", "body", "body", "body"])
    assert roles(first) == ["title", "body"]


def test_the_name_of_a_column_above_a_title_is_furniture() -> None:
    (article,) = articles_of("简讯", "渔港添了新码头", "本报讯 " + BODY)
    assert (roles(article), article.section) == (["note", "title", "body"], "简讯")


def test_one_marked_line_is_under_a_picture() -> None:
    (article,) = articles_of("渔港添了新码头", "本报讯 " + BODY, "▲新码头上的冷库", "码头边的冷库也开了门。")
    assert "caption" in roles(article)


@pytest.mark.parametrize("title", ["冬训", "晒秋", "螢光步道"])
def test_news_told_by_a_picture_has_its_own_title(title: str) -> None:
    text = "连日来,县消防救援大队的队员们在河滩上练习绳索救援,十二个项目练了一整天,手套磨破了三副。王小明 摄"
    units = ("果农忙起来", "□ 李红", OTHER, title, text, "把孩子留在家乡,把希望留给土地", BODY)
    first, second, third = articles_of(*units)
    assert (second.title, second.kind, second.byline) == (title, "photo", ("王小明",))
    assert (first.title, third.title) == ("果农忙起来", "把孩子留在家乡,把希望留给土地")


@pytest.mark.parametrize("word", ["平安", "高考", "时评"])
def test_two_characters_between_paragraphs_are_no_byline(word: str) -> None:
    found = articles_of("果农忙起来", "□ 李红", OTHER, word, BODY)
    assert all(word not in article.byline for article in found)


def test_two_characters_below_a_title_are_a_byline() -> None:
    assert articles_of("渔港添了新码头", "王珂", BODY)[0].byline == ("王珂",)


def test_a_page_of_taiwan() -> None:
    text = (
        "鯖魚季開鑼 蘇澳漁港人潮湧動", "記者黃志豪／蘇澳報導", "鯖魚節8日在南方澳漁港登場，兩天湧入三萬人，帶動商機",
        "遊客在南方澳漁港選購鯖魚。（記者黃志豪攝）", "上看兩千萬元。",
        "百年書塾化身社區圖書室", "記者林佩君、張文傑／綜合報導", "走進林美村，一棟紅磚老屋飄出朗朗讀書聲，村民說好。",
    )  # fmt: skip
    first, second = articles_of(*text)
    assert (first.title, first.byline) == (text[0], ("黃志豪",))
    assert roles(first) == ["title", "byline", "body", "body", "caption"]
    assert (second.byline, second.script) == (("林佩君", "張文傑"), "traditional")
    assert first.dateline is not None
    assert first.dateline.place == "蘇澳"
    assert second.dateline is None


@pytest.mark.parametrize("end", ["(王海燕)", "(下转A3版)", "第3版"])
def test_text_after_an_end_begins_an_article_without_a_head(end: str) -> None:
    apple = (OTHER, "静宁县的果农说,纸袋要套到九月,苹果才会红透,帮工的工钱也跟着涨。")
    port = (BODY, "渔港的冷库也开了门,渔民郑阿水说,带鱼再也不怕放坏了,渔船多跑了两趟。")
    found = articles_of("果农忙起来", "本报讯 " + apple[0], apple[1], end, *port)
    assert [article.title for article in found] == ["果农忙起来", None]


def test_what_continues_from_another_page_is_an_article() -> None:
    found = articles_of("果农忙起来", "本报讯 " + OTHER, "(上接A1版)", BODY)
    assert [roles(article) for article in found] == [["title", "body"], ["continuation", "body"]]


def test_pages_of_very_many_short_lines_take_linear_time() -> None:
    def seconds(lines: int) -> float:
        text = "\n\n".join(f"山水{number}田林" for number in range(lines))
        begun = time.process_time()
        articles_of(text)
        return time.process_time() - begun

    seconds(500)
    assert seconds(8000) < 10 * max(0.05, seconds(2000))
