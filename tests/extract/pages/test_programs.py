"""Files as OCR programs write them: characters one by one, readings given up, text at other levels, JSON."""

# ruff: noqa: E501 - samples of files are kept as their programs write them
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shilu.extract.pages import Failure, read_pages
from shilu.schemas import Page

LINES = ["旧粮仓改成书屋38间，藏书4.", "5万册，办证1206人。"]


def read(folder: Path, name: str, text: str) -> list[Page | Failure]:
    (folder / name).write_text(text, encoding="utf-8")
    return list(read_pages([folder / name]))


def one(folder: Path, name: str, text: str) -> Page:
    (page,) = read(folder, name, text)
    assert isinstance(page, Page), page
    return page


def hocr(words: Any) -> str:
    lines = "".join(
        f"<span class='ocr_line' title='bbox 10 {50 * row} 910 {50 * row + 40}'>{words(line, row)}</span>"
        for row, line in enumerate(LINES)
    )
    return f"<html><body><div class='ocr_page' title='bbox 0 0 1000 800'>{lines}</div></body></html>"


def spread(line: str, row: int, form: str) -> str:
    """Each character at its place, with white space of the file between."""
    return "\n  ".join(
        form.format(c=c, x0=10 + 50 * i, y0=50 * row, x1=60 + 50 * i, y1=50 * row + 40)
        for i, c in enumerate(line)
    )


KRAKEN = "<span class='ocrx_word' title='bbox {x0} {y0} {x1} {y1}; x_confs 0.9'>{c}</span>"
BOXED = "<span class='ocrx_cinfo' title='x_bboxes {x0} {y0} {x1} {y1}; x_conf 96.1'>{c}</span>"
CHOICE = (
    "<span class='ocrx_word' title='bbox {x0} {y0} {x1} {y1}; x_wconf 91'>{c}\n"
    "<span class='ocrx_cinfo' id='lstm_choices_1'><span class='ocrx_cinfo' id='choice_1' title='x_confs 81'>假</span>"
    "<span class='ocrx_cinfo' id='choice_2' title='x_confs 11'>9</span></span></span>"
)
HOCRS = {
    "kraken": hocr(lambda line, row: spread(line, row, KRAKEN)),
    "hocr_char_boxes": hocr(
        lambda line, row: (
            f"<span class='ocrx_word' title='bbox 10 {50 * row} 910 {50 * row + 40}'>\n"
            f"{spread(line, row, BOXED)}\n</span>"
        )
    ),
    "lstm_choice_mode": hocr(lambda line, row: spread(line, row, CHOICE)),
}

CELL = '<{tag} HPOS="{x0}" VPOS="{y0}" WIDTH="50" HEIGHT="40" CONTENT="{c}"/>'


def alto(inner: Any) -> str:
    lines = "".join(
        f'<TextLine HPOS="10" VPOS="{50 * row}" WIDTH="900" HEIGHT="40">{inner(line, row)}</TextLine>'
        for row, line in enumerate(LINES)
    )
    return (
        f"<alto><Layout><Page><PrintSpace><TextBlock>{lines}</TextBlock></PrintSpace></Page></Layout></alto>"
    )


ALTOS = {
    "strings of one character": alto(
        lambda line, row: "<SP/>".join(
            CELL.format(tag="String", c=c, x0=10 + 50 * i, y0=50 * row) for i, c in enumerate(line)
        )
    ),
    "glyphs only": alto(
        lambda line, row: (
            '<String CONTENT="">'
            + "".join(CELL.format(tag="Glyph", c=c, x0=10 + 50 * i, y0=50 * row) for i, c in enumerate(line))
            + "</String>"
        )
    ),
}


def coords(x0: float, y0: float, x1: float, y1: float) -> str:
    return f'<Coords points="{x0},{y0} {x1},{y0} {x1},{y1} {x0},{y1}"/>'


def text_equiv(text: str, index: str = "") -> str:
    return f"<TextEquiv{index}><Unicode>{text}</Unicode></TextEquiv>"


def page_xml(inner: Any, after: str = "") -> str:
    lines = "".join(
        f"<TextLine>{coords(10, 50 * row, 910, 50 * row + 40)}{inner(line, row)}</TextLine>"
        for row, line in enumerate(LINES)
    )
    region = f"<TextRegion>{coords(0, 0, 1000, 800)}{lines}{after}</TextRegion>"
    return f"\n<?xml version='1.0'?><PcGts><Page imageFilename='a.jpg'>{region}</Page></PcGts>"


def nested(tag: str, line: str, row: int) -> str:
    return "".join(
        f"<{tag}>{coords(10 + 50 * i, 50 * row, 60 + 50 * i, 50 * row + 40)}{text_equiv(c)}</{tag}>"
        for i, c in enumerate(line)
    )


PAGES = {
    "words of one character": page_xml(lambda line, row: nested("Word", line, row)),
    "glyphs only": page_xml(lambda line, row: f"<Word>{nested('Glyph', line, row)}</Word>"),
    "text of the region": page_xml(lambda _line, _row: "", text_equiv("&#13;\n".join(LINES))),
    "several readings": page_xml(
        lambda line, _row: text_equiv("假", ' index="1"') + text_equiv(line, ' index="0"')
    ),
}

ABBYY = (
    '<document xmlns="http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml"><page><block blockType="Text"><text>'
    + "".join(
        f'<par><line l="10" t="{50 * row}" r="910" b="{50 * row + 40}"><formatting>'
        + "".join(
            f'<charParams l="{10 + 50 * i}" t="{50 * row}" r="{60 + 50 * i}" b="{50 * row + 40}" charConfidence="88">'
            f"<charRecVariants><charRecVariant>假</charRecVariant></charRecVariants>{c}</charParams>"
            for i, c in enumerate(line)
        )
        + "</formatting></line></par>"
        for row, line in enumerate(LINES)
    )
    + "</text></block></page></document>"
)

FILES = (
    *(pytest.param("a.hocr", source, id=f"hOCR {name}") for name, source in HOCRS.items()),
    *(pytest.param("a.xml", source, id=f"ALTO {name}") for name, source in ALTOS.items()),
    *(pytest.param("a.xml", source, id=f"PAGE {name}") for name, source in PAGES.items()),
    pytest.param("a.xml", ABBYY, id="ABBYY"),
)


@pytest.mark.parametrize(("name", "source"), FILES)
def test_the_text_is_that_of_the_page(tmp_path: Path, name: str, source: str) -> None:
    page = one(tmp_path, name, source)
    assert page.text == "\n".join(LINES) + "\n"
    assert [line.runs_on for line in page.lines] == [False, True]
    assert all(line.box is not None and line.box.height == 40 for line in page.lines)


QUADS = [[[10, 50 * row], [910, 50 * row], [910, 50 * row + 40], [10, 50 * row + 40]] for row in range(2)]
JSONS: dict[str, Any] = {
    "RapidOCR 1": [[quad, text, 0.98] for quad, text in zip(QUADS, LINES, strict=True)],
    "RapidOCR 3": [{"box": quad, "txt": text, "score": 0.98} for quad, text in zip(QUADS, LINES, strict=True)],
    "PaddleOCR 2": [[[quad, [text, 0.98]] for quad, text in zip(QUADS, LINES, strict=True)]],
    "PaddleOCR 3": {"input_path": "a.jpg", "rec_texts": LINES, "rec_scores": [0.98, 0.98], "rec_polys": QUADS},
    "PaddleX": {"res": {"rec_texts": LINES, "rec_scores": [0.98, 0.98], "rec_boxes": [[10, 0, 910, 40], [10, 50, 910, 90]]}},
    "PP-Structure": {"overall_ocr_res": {"rec_texts": LINES, "rec_scores": [0.98, 0.98], "dt_polys": QUADS}},
    "PPOCRLabel": [{"transcription": text, "points": quad} for quad, text in zip(QUADS, LINES, strict=True)],
    "Umi-OCR": {"code": 100, "data": [{"box": quad, "score": 0.98, "text": text, "end": ""} for quad, text in zip(QUADS, LINES, strict=True)]},
}  # fmt: skip


@pytest.mark.parametrize("program", JSONS)
def test_json_of_ocr_programs(tmp_path: Path, program: str) -> None:
    page = one(tmp_path, "a.json", json.dumps(JSONS[program], ensure_ascii=False))
    assert page.text == "\n".join(LINES) + "\n"
    assert page.lines[0].box is not None
    assert (page.lines[0].box.width, page.lines[0].box.height) == (900, 40)


def test_json_lines_of_umi_ocr(tmp_path: Path) -> None:
    row = json.dumps(JSONS["Umi-OCR"], ensure_ascii=False)
    pages = read(tmp_path, "a.jsonl", f"{row}\n{row}\n")
    assert [page.id for page in pages if isinstance(page, Page)] == ["a-1", "a-2"]


CONTENT = [
    {"type": "header", "text": "统计公报", "page_idx": 0},
    {"type": "text", "text": "柳河县公报", "text_level": 1, "page_idx": 0},
    {"type": "text", "text": "全年粮食产量$3 2 . 5$万吨，增长$5.2\\%$。", "page_idx": 0},
    {"type": "table", "table_caption": ["表1 产量"], "table_body": "<table><tr><td>指标</td><td>万吨</td></tr><tr><td>粮食</td><td>32.5</td></tr></table>", "page_idx": 0},
    {"type": "text", "text": "第二页另有一段。", "page_idx": 1},
]  # fmt: skip


def test_the_content_list_of_mineru(tmp_path: Path) -> None:
    first, second = read(tmp_path, "a_content_list.json", json.dumps(CONTENT, ensure_ascii=False))
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (
        first.text
        == "# 柳河县公报\n\n全年粮食产量32.5万吨，增长5.2%。\n\n表1 产量\n\n指标\t万吨\n\n粮食\t32.5\n"
    )
    assert (second.id, second.text) == ("a_content_list-p2", "第二页另有一段。\n")


def test_markdown_of_programs_is_read_as_a_reader_sees_it(tmp_path: Path) -> None:
    source = "# 公报\n\n产量$3 2 . 5$万吨，占地**1200亩**[^1]。\n\n<table><tr><td>指标</td><td>数</td></tr></table>\n\n![](images/a.jpg)\n"
    assert one(tmp_path, "a.md", source).text == "# 公报\n\n产量32.5万吨，占地1200亩。\n\n指标\t数\n\n"


def test_markdown_of_people_stays_to_the_character(tmp_path: Path) -> None:
    source = "# 公报\n\n**总投资8.6亿元**，价格为$5和$6。\n\n- 一\n"
    assert one(tmp_path, "a.md", source).text == source


@pytest.mark.parametrize(
    ("name", "source", "words"),
    [
        ("a.xml", "<TEI><text/></TEI>", "TEI"),
        ("a.xml", "<svg/>", "drawing"),
        ("a.json", '{"type": "FeatureCollection", "features": []}', "GeoJSON"),
        ("a.json", '{"id": 1, "text": "书屋"}', ".jsonl"),
        ("a.json", "[1, 2]", "PaddleOCR"),
        ("a.json", "{", "not JSON"),
        ("a.json", "[" * 5000 + "]" * 5000, "nested too deep"),
        ("a.json", '[[[[0, 0], [1, 0], [1, 1], [0, 1]], "", 0.9]]', "no text"),
    ],
)
def test_what_is_no_page_says_what_it_is(tmp_path: Path, name: str, source: str, words: str) -> None:
    (failure,) = read(tmp_path, name, source)
    assert isinstance(failure, Failure)
    assert words in failure.message


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "99999999999999999999"])
def test_numbers_that_are_no_places(tmp_path: Path, number: str) -> None:
    source = f'[[[[{number}, 0], [9, 0], [9, 9], [0, 9]], "书屋", {number}], [[[0, 0], [9, 0], [9, 9], [0, 9]], "开门", 0.9]]'
    assert "".join(one(tmp_path, "a.json", source).text.split()) == "书屋开门"


def test_a_folder_gives_only_json_that_ocr_programs_name_so(tmp_path: Path) -> None:
    (tmp_path / "page_res.json").write_text(json.dumps(JSONS["PaddleOCR 3"]), encoding="utf-8")
    (tmp_path / "package.json").write_text("{}", encoding="utf-8")
    assert [page.id for page in read_pages([tmp_path]) if isinstance(page, Page)] == ["page_res"]
