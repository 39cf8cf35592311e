from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.articles import Reading, find_articles, read_article
from shilu.extract.articles.reading import runs_on
from shilu.schemas import Article, Block, Exact, Page, Quantity, Role, Span

TEXT = "书屋成了街\n\n坊的去处,藏书\n\n\n\n老街书屋外景\n\n102座粮仓。\n\n书架是新的"


def page_of(*blocks: tuple[str, Role], text: str = TEXT) -> tuple[Page, Article]:
    made = tuple(
        Block(start=text.index(one), end=text.index(one) + len(one), role=role) for one, role in blocks
    )
    return Page(id="p", text=text), Article(page="p", article=1, kind="news", title=None, blocks=made)


@pytest.fixture
def reading() -> Reading:
    lines: list[tuple[str, Role]] = [
        ("书屋成了街", "body"),
        ("坊的去处,藏书", "body"),
        ("102座粮仓。", "body"),
        ("老街书屋外景", "caption"),
        ("书架是新的", "duplicate"),
    ]
    return read_article(*page_of(*lines))


def test_cut_sentences_are_whole(reading: Reading) -> None:
    assert reading.text == "书屋成了街坊的去处,藏书102座粮仓。\n老街书屋外景\n书架是新的"
    assert len(reading.offsets) == len(reading.text)


def test_a_word_across_a_line_is_grounded_with_the_break(reading: Reading) -> None:
    place = reading.text.index("街坊")
    start, end = reading.ground(place, place + 2)
    assert TEXT[start:end] == "街\n\n坊"


def test_a_range_across_a_caption_gives_its_longer_piece(reading: Reading) -> None:
    place = reading.text.index("书102座")
    assert TEXT[slice(*reading.ground(place, place + 5))] == "102座"


def test_parts_tell_the_role_of_each_place(reading: Reading) -> None:
    assert [(reading.text[part.start : part.end].strip(), part.role) for part in reading.blocks[2:]] == [
        ("102座粮仓。", "body"),
        ("老街书屋外景", "caption"),
        ("书架是新的", "duplicate"),
    ]


def test_duplicates_are_read_last() -> None:
    blocks: list[tuple[str, Role]] = [("书架是新的", "duplicate"), ("老街书屋外景", "title")]
    assert read_article(*page_of(*blocks)).text == "老街书屋外景\n书架是新的"


def test_heading_marks_are_not_read() -> None:
    page, article = page_of(
        ("## 书屋 建成", "title"), ("书屋开门了。", "body"), text="## 书屋 建成\n书屋开门了。"
    )
    assert read_article(page, article).text == "书屋 建成\n书屋开门了。"


def test_lines_within_a_block_are_read_without_their_breaks() -> None:
    page, article = page_of(("书屋开\n  门了。", "body"), text="书屋开\n  门了。")
    assert read_article(page, article).text == "书屋开门了。"


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 2), (3, 3), (0, 999)], ids=["before the text", "empty", "beyond the text"]
)
def test_ranges_outside_the_reading_are_refused(reading: Reading, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="range"):
        reading.ground(start, end)


def test_a_record_moves_with_all_its_spans(reading: Reading) -> None:
    start = reading.text.index("102座")
    amount = Exact(value=Decimal(102))
    quantity = Quantity(span=Span.of(reading.text, start, start + 4), kind="count", amount=amount, unit="座")
    moved = reading.ground_record(quantity)
    moved.span.check(TEXT)
    assert (moved.span.surface, moved.span.start) == ("102座", TEXT.index("102座"))
    assert moved.amount is amount


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("打造政企交流平", "台,为企业解忧。", True),
        ("建成书屋,", "近日又添了三座。", True),
        ("可吸入颗粒物(", "二)降到30微克。", True),
        ("建成书屋。", "近日又添了三座。", False),
        ("各位代表:", "现在报告工作。", False),
        ("服务了群众", "此外,还办了夜校。", False),
        ("服务了群众", "(二)兴办产业。", False),
        ("服务了群众", "本报讯(记者 王海燕)昨日开渔。", False),
        ("", "书屋", False),
        ("书屋开了门。王小明 摄", "果园丰收。", False),
        ("书屋开了门。(记者 王海燕)", "果园丰收。", False),
        ("书屋开了门(见图", ")。", True),
    ],
)
def test_where_a_sentence_runs_on(before: str, after: str, expected: bool) -> None:
    assert runs_on(before, after) is expected


@given(st.text(st.sampled_from("书屋建成102座。,:\n #(一)\u3000“”"), max_size=120), st.data())
def test_every_range_of_a_reading_is_grounded(text: str, data: st.DataObject) -> None:
    page = Page(id="p", text=text)
    for article in find_articles(page):
        reading = read_article(page, article)
        assert all(
            character in ("\n", text[place])
            for character, place in zip(reading.text, reading.offsets, strict=True)
        )
        start = data.draw(st.integers(0, len(reading.text) - 1))
        end = data.draw(st.integers(start + 1, len(reading.text)))
        first, last = reading.ground(start, end)
        assert 0 <= first < last <= len(text)


BROKEN = "向日\u00ad葵书屋\n\n街坊们来到\u200b粮\u00ad\n\n仓\ufeff里看书,借走\ue5e5图书1\u200b02册,还有\ufffd小人书。"


def test_characters_that_print_nothing_do_not_break_words() -> None:
    page = Page(id="p", text="向日\u00ad葵书屋\n\n本报讯 " + BROKEN.partition("\n\n")[2])
    (article,) = find_articles(page)
    reading = read_article(page, article)
    assert article.title == "向日葵书屋"
    assert "街坊们来到粮仓里看书" in reading.text
    assert "102册" in reading.text


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("向日葵书屋", "向日\u00ad葵书屋"),
        ("粮仓", "粮\u00ad\n\n仓"),
        ("102册", "1\u200b02册"),
        ("借走\ue5e5图书", "借走\ue5e5图书"),
        ("\ufffd小人书", "\ufffd小人书"),
    ],
)
def test_spans_cover_characters_that_print_nothing(words: str, printed: str) -> None:
    lines: list[tuple[str, Role]] = [(line, "body") for line in BROKEN.split("\n\n")]
    found = read_article(*page_of(*lines, text=BROKEN))
    place = found.text.index(words)
    assert BROKEN[slice(*found.ground(place, place + len(words)))] == printed


def test_a_line_that_prints_nothing_is_read_as_it_is() -> None:
    page = Page(id="p", text="\u200b\u00ad")
    assert [read_article(page, article).text for article in find_articles(page)] == ["\u200b\u00ad"]


def whole(text: str) -> Reading:
    page = Page(id="p", text=text)
    (article,) = find_articles(page)
    return read_article(page, article)


def test_what_a_converter_put_in_is_covered_on_the_page_and_told() -> None:
    reading = whole("全县完成投资 $1 2 . 5$ 亿元，比上年增长 $6 . 3 \\%$ 。")
    assert reading.text == "全县完成投资12.5亿元，比上年增长6.3%。"
    start = reading.text.index("12.5")
    span = Span.of(reading.text, start, start + 6)
    amount = Quantity(span=span, kind="money", amount=Exact(value=Decimal(1250000000)), unit="元")
    grounded = reading.ground_record(amount)
    assert grounded.span.surface == "$1 2 . 5$ 亿元"
    assert grounded.repairs == ("spaces in a number", "markup in a number")


def test_a_spelled_out_line_is_read_whole_and_grounded_with_its_blanks() -> None:
    reading = whole("三 年 来 ， 全 县 共 打 井 4 6 眼 。")
    assert reading.text == "三年来，全县共打井46眼。"
    start = reading.text.index("46眼")
    amount = Quantity(
        span=Span.of(reading.text, start, start + 3), kind="count", amount=Exact(value=Decimal(46)), unit="眼"
    )
    grounded = reading.ground_record(amount)
    assert (grounded.span.surface, grounded.repairs) == ("4 6 眼", ("spaces in a number",))


@pytest.mark.parametrize(
    "lines",
    [
        ["一、补偿征地5000万元", "二、发放青苗费320万元", "三、安置移民86户"],
        ["总投资：8.6亿元", "占地面积：1200亩", "建设周期：36个月"],
        ["●受益群众：2.1万人", "●新修道路：36公里", "●安装路灯：480盏"],
        ["|树种|株数（株）|", "|柳树|310|", "|榆树|275|"],
        ["规划户数——960户", "停车位——1100个", "绿地率——35%"],
    ],
)
def test_items_of_a_list_do_not_run_into_each_other(lines: list[str]) -> None:
    assert whole("\n".join(lines)).text.split("\n") == lines


def test_the_lines_of_a_sentence_still_do() -> None:
    text = "全县今年建成便民书屋一百零二座\n其中山区乡镇占到了四成有余，藏\n书总数达到三十万册，比前一年多\n了两万册。"
    assert whole(text).text == text.replace("\n", "")
