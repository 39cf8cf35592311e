"""Reading order and articles of made pages whose truth is known, from boxes alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from shilu.extract.articles import find_articles, read_article
from shilu.extract.layout import Line, Scan, Word, lay_out
from shilu.schemas import Page
from shilu.schemas.page import Box
from tools.pages.saved import read_made
from tools.pages.scans import Order, scan_of
from tools.pages.score import articles_f1, windows_kept

PAGES = sorted((Path(__file__).parent / "pages").glob("*.json"))
ORDERS: tuple[Order, ...] = ("true", "rows", "shuffled")


def read(scan: Scan) -> tuple[Page, list[str]]:
    text, lines = lay_out(scan)
    page = Page(id="page", text=text, lines=lines)
    return page, [read_article(page, article).text for article in find_articles(page)]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_windows_and_articles_survive_any_order_of_the_lines(path: Path, order: Order) -> None:
    made = read_made(path)
    page, articles = read(scan_of(made, order))
    assert windows_kept(made.design.stories, page.text) >= 0.98
    assert windows_kept(made.design.stories, "\n".join(articles)) >= 0.97
    assert articles_f1(made.design.stories, articles) >= 0.9


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_lines_run_together_over_gutters_are_parted(path: Path) -> None:
    made = read_made(path)
    page, _ = read(scan_of(made, "merged"))
    assert windows_kept(made.design.stories, page.text) >= 0.95


@pytest.mark.parametrize("lean", [-2.5, -1, 1, 2.5])
@pytest.mark.parametrize("words", [False, True])
def test_a_page_that_leans_is_set_upright(lean: float, words: bool) -> None:
    made = read_made(next(path for path in PAGES if path.stem == "five"))
    page, _ = read(scan_of(made, "rows", lean=lean, words=words))
    assert windows_kept(made.design.stories, page.text) >= 0.95


def test_the_rows_of_a_page_in_the_order_of_the_lines_are_no_good_without_boxes() -> None:
    """What the order is worth: the same lines without their boxes keep a third of the windows."""
    made = read_made(next(path for path in PAGES if path.stem == "five"))
    (block,) = scan_of(made, "rows").blocks
    page, _ = read(Scan((tuple(Line(line.text) for line in block),)))
    assert windows_kept(made.design.stories, page.text) < 0.5


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_line_is_there_once_with_its_box(path: Path) -> None:
    made = read_made(path)
    scan = scan_of(made, "shuffled")
    page, _ = read(scan)
    printed = sorted("".join(line.text.split()) for block in scan.blocks for line in block)
    kept = sorted("".join(page.text[line.start : line.end].split()) for line in page.lines)
    assert sorted("".join(printed)) == sorted("".join(kept))
    assert all(line.box is not None for line in page.lines)


def column(x: int, texts: list[str], y: int = 100, size: int = 20) -> list[Line]:
    return [
        Line(text, Box(x=x, y=y + 30 * row, width=size * len(text), height=size))
        for row, text in enumerate(texts)
    ]


LEFT = [
    "全县今年新修水渠四百二十余",
    "公里，可灌田三万亩，惠及农",
    "户两千家，水费每吨降了一元",
    "三角，村里人都说划得来了。",
]
RIGHT = [
    "农民用水协会今年又添了二点",
    "三万人，会费分文不收，账目",
    "每月张榜公布，谁有疑问当场",
    "就能提出来，当场就答复他。",
]


def test_no_amount_is_put_together_over_a_gutter() -> None:
    rows = [line for pair in zip(column(10, LEFT), column(310, RIGHT), strict=True) for line in pair]
    page, _ = read(Scan((tuple(rows),)))
    assert "四百二十余\n公里" in page.text
    assert "二点\n三万人" in page.text
    assert [line.runs_on for line in page.lines] == [False, True, True, True, False, True, True, True]


def test_one_column_stays_as_the_file_has_it() -> None:
    lines = column(10, LEFT)
    page, _ = read(Scan((tuple(lines[:2]), tuple(lines[2:]))))
    assert page.text == "\n".join(LEFT[:2]) + "\n\n" + "\n".join(LEFT[2:]) + "\n"


def test_a_file_with_few_places_stays_as_it_is() -> None:
    lines = (Line("第一行"), Line("第二行", Box(x=0, y=0, width=60, height=20)), Line("第三行"))
    assert lay_out(Scan((lines,)))[0] == "第一行\n第二行\n第三行\n"


def test_a_table_keeps_its_rows() -> None:
    cells = [
        ["指标", "单位", "数值"],
        ["粮食产量", "万吨", "32.5"],
        ["油料产量", "万吨", "4.1"],
        ["森林覆盖率", "%", "61.2"],
    ]
    lines = [
        Line(text, Box(x=20 + 300 * place, y=40 * row, width=20 * len(text), height=20))
        for place in range(3)
        for row, text in enumerate(cell[place] for cell in cells)
    ]
    text, placed = lay_out(Scan((tuple(lines),)))
    assert text == "".join("\t".join(row) + "\n" for row in cells)
    assert [text[line.start : line.end] for line in placed] == [cell for row in cells for cell in row]


def test_a_title_over_two_columns_heads_both() -> None:
    title = Line("水渠修到了山顶上", Box(x=60, y=20, width=400, height=50))
    rows = [line for pair in zip(column(10, LEFT), column(310, RIGHT), strict=True) for line in pair]
    page, articles = read(Scan(((*rows, title),)))
    assert page.text.startswith("水渠修到了山顶上\n\n全县")
    assert len(articles) == 1
    assert page.lines[0].level == 1


@pytest.mark.parametrize(
    "box",
    [Box(x=0, y=0, width=0, height=0), Box(x=9_999_999, y=-9_999_999, width=9_999_999, height=1)],
    ids=["a point", "far away"],
)
def test_boxes_that_are_no_places_do_no_harm(box: Box) -> None:
    lines = tuple(Line(text, box) for text in LEFT + RIGHT)
    text, placed = lay_out(Scan((lines,)))
    assert sorted("".join(text.split())) == sorted("".join(LEFT + RIGHT))
    assert len(placed) == len(lines)


def test_words_at_one_point_are_no_words() -> None:
    spot = Box(x=1, y=1, width=1, height=1)
    line = Line("全县", Box(x=10, y=10, width=100, height=20), None, (Word("全", spot), Word("县", spot)))
    assert lay_out(Scan(((line, *column(10, LEFT)),)))[0].startswith("全县\n")


def at(text: str, x: int, y: int, *, size: int = 30, room: float = 1.0) -> Line:
    """A line of type of a size, with a box for each character as wide as `room` says."""
    words = tuple(
        Word(one, Box(x=x + number * size, y=y, width=max(2, round(size * room)), height=size))
        for number, one in enumerate(text)
    )
    return Line(text, Box(x=x, y=y, width=size * len(text), height=size), 0.9, words)


def test_heads_of_a_table_that_stand_between_its_cells_do_not_tear_it_apart() -> None:
    rows = [["品名", "件数", "增减"], ["木桶", "418", "3.2"], ["竹椅", "77", "-1.5"]]
    rows += [["手工编的草席", "1024", "12.0"], ["其中：双人草席", "560", "9.1"]]
    lines = [at("今年集市上卖出的手工品比去年多，下面是账本里的几样。", 100, 100)]
    for number, row in enumerate(rows):
        left = 190 if number == 0 else 100  # the head is set to the middle, cells to the left
        lines += [at(cell, x, 160 + 48 * number) for cell, x in zip(row, (left, 450, 700), strict=True)]
    lines.append(at("桶匠说明年要收徒弟", 130, 440, size=40))
    lines.append(at("桶匠老石今年六十三岁，手艺是跟父亲学的，一天做两只。", 100, 520))
    page, _ = read(Scan((tuple(lines),)))
    for row in rows:
        assert "\t".join(row) in page.text


def test_white_behind_commas_of_some_lines_is_no_gutter() -> None:
    """Three lines have a comma at one place, and no more."""
    texts = [
        "村里去年修了水塔，今年又修路，",
        "镇上来人看过三回，都说修得好，",
        "要学的人排成了队，桶匠犯了愁，",
    ]
    texts += ["他家只有一间屋子住不下那么多", "学徒的人所以大家凑钱盖起新房"]
    lines = [at(text, 100, 100 + 48 * number, room=0.95) for number, text in enumerate(texts)]
    lines = [
        Line(
            line.text,
            line.box,
            0.9,
            tuple(
                Word(word.text, word.box.with_fields(width=8)) if word.text == "，" and word.box else word
                for word in line.words
            ),
        )
        for line in lines
    ]
    page, _ = read(Scan((tuple(lines),)))
    assert page.text.split("\n")[:5] == texts


def test_words_drawn_too_narrow_make_no_gutter() -> None:
    """Some programs draw characters a third as wide as they are, so that white is everywhere."""
    texts = ["木桶匠一天做两只桶，卖九十元。", "竹匠两天做一把椅，卖七十元。", "篾匠三天编一张席，卖五十元。"]
    lines = [at(text, 100, 100 + 48 * number, room=0.35) for number, text in enumerate(texts)]
    last = lines[-1]
    wide = tuple(
        Word(word.text, word.box.with_fields(x=word.box.x + 28)) if number > 6 and word.box else word
        for number, word in enumerate(last.words)
    )
    lines[-1] = Line(last.text, Box(x=100, y=196, width=480, height=30), 0.9, wide)
    page, _ = read(Scan((tuple(lines),)))
    assert texts[-1] in page.text


def test_a_subhead_within_text_begins_no_article_where_titles_are_signed() -> None:
    lines = [at("三兄弟合开一家木桶铺", 100, 60, size=60)]
    texts = ["　　本报讯（记者 石小满）街口", "的木桶铺上月开门，三兄弟轮流", "看店，头一天卖出四十一只桶。"]
    texts += ["　　老二管账，老三管招呼客人。", "山里的老杉木"]
    texts += [
        "　　山里的老杉木要晾干一年，才",
        "能锯开刨光；雨天湿气重，板子",
        "容易翘，师傅们宁可等到秋后。",
    ]
    y = 160
    for text in texts:
        head = text == "山里的老杉木"
        x = 220 if head else 160 if text.startswith("　") else 100
        lines.append(at(text.strip("　"), x, y, size=36 if head else 30))
        y += 48
    _, articles = read(Scan((tuple(lines),)))
    assert len(articles) == 1
    assert "山里的老杉木" in articles[0]


def down(text: str, x: int, y: int, *, size: int = 30) -> Line:
    """A line of vertical text."""
    return Line(text, Box(x=x, y=y, width=size, height=size * len(text)), 0.9)


def test_a_box_of_vertical_text_among_columns_is_read_for_itself_from_right_to_left() -> None:
    rows = [line for pair in zip(column(10, LEFT), column(310, RIGHT), strict=True) for line in pair]
    poem = ["桶匠老石今年六十三岁", "手艺是跟父亲学来的说", "一天只做两只桶不多做"]
    box = [down(text, 700 - 48 * number, 10) for number, text in enumerate(poem)]
    page, _ = read(Scan(((*rows, *box[::-1]),)))
    text = page.text.split("\n")
    assert [line for line in text if line in poem] == poem
    assert [line for line in text if line in LEFT + RIGHT] == LEFT + RIGHT
    assert text.index(poem[0]) > text.index(RIGHT[-1])


def test_a_narrow_gutter_parts_the_last_lines_of_columns_whose_lines_stand_at_other_heights() -> None:
    texts = ["街口木桶铺换了新招牌，", "三兄弟轮流看店不歇业，", "老二管账老三招呼客人。"]
    lines = []
    for number in range(6):
        lines.append(at(texts[number % 3], 100, 100 + 38 * number))
        lines.append(at(texts[(number + 1) % 3], 100 + 11 * 30 + 22, 110 + 38 * number))
    lines.append(at("今年不涨价。", 100, 100 + 38 * 6))
    page, _ = read(Scan((tuple(lines),)))
    found = [line for line in page.text.split("\n") if line]
    assert all(len(line) <= 11 for line in found)
    assert found[6] == "今年不涨价。"
