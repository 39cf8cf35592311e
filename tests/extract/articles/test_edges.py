"""What stands at the edges of articles and pages: masthead, section, dateline, script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.articles import find_articles, find_masthead
from shilu.extract.articles.masthead import is_masthead
from shilu.schemas import Article, Page, Published, spans_of

BODY = "\n\n公园里的桃花开了,游人如织,县里昨天又加开了两趟班车。"


def article_of(text: str, published: str | None = None) -> Article:
    date = Published(value=published, source="option") if published else None
    return find_articles(Page(id="p", text=text, published=date))[0]


@pytest.mark.parametrize(
    ("head", "paper", "day", "number"),
    [
        ("江城日报 2023年3月5日 星期日 第3版", "江城日报", "2023-03-05", "第3版"),
        ("03\n\n综合新闻\n\n2023年11月8日 星期三\n\n江城晚报", "江城晚报", "2023-11-08", "03"),
        ("《江城日报》二〇二三年十二月三十一日 农历十一月十九 总第1234期", "江城日报", "2023-12-31", None),
        ("中華民國一○八年六月十日 星期一\n\n宜蘭時報 A3版", "宜蘭時報", "2019-06-10", "A3版"),
        ("中华民国112年3月5日", None, "2023-03-05", None),
        ("第十二版 副刊", None, None, "第十二版"),
        ("江城商报", "江城商报", None, None),
        ("2023年3月5日 星期日 A05 城事", None, "2023-03-05", "A05"),
        ("2023-03-05", None, "2023-03-05", None),
        ("江城商报 2023.3.5 星期日", "江城商报", "2023-03-05", None),
        ("2023年13月5日 A2", None, None, "A2"),
    ],
)
def test_mastheads(head: str, paper: str | None, day: str | None, number: str | None) -> None:
    text = head + BODY
    found = find_masthead(text)
    assert found is not None
    assert (found.paper.surface.strip("《》") if found.paper else None, found.day) == (paper, day)
    assert (found.number.surface if found.number else None) == number
    for span in spans_of(found):
        span.check(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("今年3月5日,江城日报社举办了读者节。", "a sentence"),
        ("江城日报的三十年" + BODY, "a title that begins with a paper's name"),
        ("城南公园开园" + BODY, "no word of a masthead"),
        ("A05 城事" + BODY, "no date before a section that is not in the list"),
        ("2023-13-05版本说明" + BODY, "no date of the calendar"),
        ("", "nothing"),
    ],
)
def test_what_is_no_masthead(text: str, why: str) -> None:
    assert find_masthead(text) is None, why


def test_a_masthead_at_the_foot() -> None:
    body = "\n\n".join(f"第{number}段说的是公园里的桃花,游人看了都说好看得很。" for number in range(20))
    found = find_masthead(body + "\n\n江城日报 2023年3月5日")
    assert found is not None
    assert found.day == "2023-03-05"


def test_a_line_of_masthead_is_furniture() -> None:
    article = article_of("江城日报 2023年3月5日 星期日 第3版\n\n城南公园开园" + BODY)
    assert [block.role for block in article.blocks] == ["note", "title", "body"]
    assert is_masthead("江城日报 2023年3月5日")
    assert not is_masthead("江城日报")


@pytest.mark.parametrize(
    ("head", "published", "place", "date", "surface"),
    [
        ("新华社北京12月1日电(记者 王海燕)", "2022-12-02", "北京", "2022-12-01", "北京12月1日"),
        ("新华社北京12月31日电 ", "2023-01-02", "北京", "2022-12-31", "北京12月31日"),
        ("新华社内蒙古呼和浩特3月5日电 ", "2023", "内蒙古呼和浩特", "2023-03-05", "内蒙古呼和浩特3月5日"),
        ("中新网兰州3月5日电 ", None, "兰州", None, "兰州3月5日"),
        ("本报海口2021年12月3日讯(记者 李红)", None, "海口", "2021-12-03", "海口2021年12月3日"),
        ("(中央社記者林佩君台北8日電)", "2019-06-10", "台北", "2019-06-08", "台北8日"),
        ("(中央社記者林佩君台北28日電)", "2019-06-10", "台北", None, "台北28日"),
        ("〔記者林佩君／宜蘭報導〕", "2019-06", "宜蘭", None, "宜蘭"),
        ("人民网2月30日讯 ", "2023-03", None, None, "2月30日"),
    ],
)
def test_datelines(
    head: str, published: str | None, place: str | None, date: str | None, surface: str
) -> None:
    text = "城南公园开园\n\n" + head + BODY.strip()
    found = article_of(text, published).dateline
    assert found is not None
    assert (found.place, found.date, found.span.surface) == (place, date, surface)
    found.span.check(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("城南公园开园\n\n本报讯(记者 王海燕)公园里的桃花开了,游人如织。", "the head names no place"),
        ("城南公园开园\n\n央视网消息(新闻联播):公园里的桃花开了,游人如织。", "no place"),
        ("城南公园开园\n\n本报今日消息 公园里的桃花开了,游人如织。", "a word of the head, no place"),
        ("城南公园开园\n\n公园里的桃花开了,新华社北京的记者也来了。", "no head at all"),
    ],
)
def test_what_is_no_dateline(text: str, why: str) -> None:
    assert article_of(text).dateline is None, why


def test_a_dateline_across_a_line_break_and_a_soft_hyphen() -> None:
    lines = "新华社呼和浩\n特3月\u00ad5日电公园里\n的桃花都开了今年\n来了很多的游人们。"
    text = "城南公园开园\n\n" + lines
    found = article_of(text, "2023-03").dateline
    assert found is None or text[found.span.start : found.span.end] == found.span.surface


def test_sections() -> None:
    item = "城南公园开园\n\n本报讯 公园里的桃花开了,游人如织。"
    other = "渔港添了新码头\n\n本报讯 渔港的新码头昨日启用,可停船六十艘。"
    third = "旧粮仓变成书屋\n\n本报讯 旧粮仓修好了,里面摆上了三千册图书。"
    text = "\n\n".join(["A3 综合新闻", item, "图片新闻", other, third])
    found = find_articles(Page(id="p", text=text))
    assert [article.section for article in found] == ["综合新闻", "图片新闻", "综合新闻"]
    assert [article.section for article in find_articles(Page(id="p", text=item + "\n\n" + other))] == [
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("縣裡建成一百零二座書屋,村民都說好。", "traditional"),
        ("县里建成一百零二座书屋,村民都说好。", "simplified"),
        ("县里建成一百零二座书屋,老馆主姓髙,題字的人却姓李,村民都说好。", "simplified"),
        ("102 / 35", None),
    ],
)
def test_scripts(text: str, script: str | None) -> None:
    assert article_of(text).script == script


def test_people_of_bylines_are_given_as_printed() -> None:
    assert article_of("百年書塾化身圖書室\n\n記者林佩君／礁溪報導" + BODY).byline == ("林佩君",)
    assert article_of("鯖魚季開鑼\n\n□ 黃 豪" + BODY).byline == ("黃豪",)


@given(
    st.text(st.sampled_from("江城日报晚第3版A年月日二〇三星期 \n,。《》新华社北京电记者王小明"), max_size=80)
)
def test_everything_is_grounded(text: str) -> None:
    masthead = find_masthead(text)
    for record in (masthead, *find_articles(Page(id="p", text=text))):
        for span in spans_of(record):
            span.check(text)
