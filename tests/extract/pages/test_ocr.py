"""ALTO, PAGE-XML and hOCR: the text, the lines' places on the image, and what is refused."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.articles import find_articles, read_article
from shilu.extract.pages import Failure, read_pages
from shilu.extract.pages.layout import Line, Scan, lay_out, spell
from shilu.schemas import Page
from shilu.schemas.page import Box

ALTO = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v{version}#">
  <Description><sourceImageInformation><fileName>0003.tif</fileName></sourceImageInformation></Description>
  <Layout><Page><PrintSpace>
    <TextBlock ID="b1"><TextLine HPOS="10" VPOS="20" WIDTH="300" HEIGHT="40">
      <String CONTENT="旧粮仓" WC="0.9"/><SP/><String CONTENT="变成书屋" WC="0.7"/></TextLine></TextBlock>
    <ComposedBlock><TextBlock ID="b2">
      <TextLine><String HPOS="10" VPOS="80" WIDTH="30" HEIGHT="20" CONTENT="建成"/>
        <String HPOS="40.4" VPOS="82" WIDTH="60" HEIGHT="21" CONTENT="102座"/></TextLine>
      <TextLine HPOS="10" VPOS="110" WIDTH="90" HEIGHT="20"><String CONTENT="书屋。"/></TextLine>
    </TextBlock></ComposedBlock>
  </PrintSpace></Page></Layout>
</alto>"""

PAGE_XML = """<?xml version="1.0" encoding="UTF-8"?>
<pc:PcGts xmlns:pc="http://schema.primaresearch.org/PAGE/gts/pagecontent/{version}">
  <pc:Page imageFilename="0003.tif" imageWidth="900" imageHeight="1200">
    <pc:TextRegion id="r1"><pc:Coords points="0,0 9,9"/>
      <pc:TextLine id="l1"><pc:Coords points="10,20 310,22 310,60 10,60"/>
        <pc:TextEquiv index="1" conf="0.2"><pc:Unicode>旧粮食</pc:Unicode></pc:TextEquiv>
        <pc:TextEquiv index="0" conf="0.8"><pc:Unicode>旧粮仓变成书屋</pc:Unicode></pc:TextEquiv></pc:TextLine>
      <pc:TextEquiv><pc:Unicode>不要这一行</pc:Unicode></pc:TextEquiv></pc:TextRegion>
    <pc:TextRegion id="r2"><pc:Coords points="10,80 100,130"/>
      <pc:TextLine id="l2"><pc:Coords><pc:Point x="10" y="80"/><pc:Point x="100" y="103"/></pc:Coords>
        <pc:Word><pc:TextEquiv><pc:Unicode>建成</pc:Unicode></pc:TextEquiv></pc:Word>
        <pc:Word><pc:TextEquiv><pc:Unicode>102座</pc:Unicode></pc:TextEquiv></pc:Word></pc:TextLine>
      <pc:TextLine id="l3"><pc:Coords points="10,110 bad 100,130"/>
        <pc:TextEquiv><pc:Unicode>书屋。</pc:Unicode></pc:TextEquiv></pc:TextLine></pc:TextRegion>
  </pc:Page>
</pc:PcGts>"""

HOCR = """<!DOCTYPE html><html><body>
 <div class='ocr_page' title='image "0003.tif"; bbox 0 0 900 1200; ppageno 2'>
  <div class='ocr_carea' title='bbox 10 20 310 60'><p class='ocr_par'>
   <span class='ocr_line' title='bbox 10 20 310 60; baseline 0 0'>
    <span class='ocrx_word' title='bbox 10 20 90 60; x_wconf 90'>旧粮仓</span>
    <span class='ocrx_word' title='bbox 95 20 310 60; x_wconf 70'>变成书屋</span></span></p></div>
  <div class='ocr_carea'><p class='ocr_par'>
   <span class='ocr_line'><span class='ocrx_word' title='bbox 10 80 40 100'>建成</span>
    <span class='ocrx_word' title='bbox 40 82 100 103'>102座</span></span>
   <span class='ocr_line' title='bbox 10 110 100 130'>书屋。</span></p></div>
 </div></body></html>"""

TEXT = "旧粮仓变成书屋\n\n建成102座\n书屋。\n"
BOXES = [(10, 20, 300, 40), (10, 80, 90, 23), (10, 110, 90, 20)]


def read(folder: Path, name: str, text: str, encoding: str = "utf-8") -> list[Page | Failure]:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return list(read_pages([path]))


def one(folder: Path, name: str, text: str) -> Page:
    (page,) = read(folder, name, text)
    assert isinstance(page, Page), page
    return page


@pytest.mark.parametrize(
    ("name", "source", "confidence"),
    [
        *(pytest.param("a.alto.xml", ALTO.format(version=v), 0.8, id=f"ALTO {v}") for v in (2, 3, 4)),
        *(
            pytest.param("a.xml", PAGE_XML.format(version=v), 0.8, id=f"PAGE-XML {v[:4]}")
            for v in ("2013-07-15", "2017-07-15", "2019-07-15")
        ),
        pytest.param("a.hocr", HOCR, 0.8, id="hOCR"),
        pytest.param("a.html", HOCR, 0.8, id="hOCR in .html"),
        pytest.param("a.hocr.xml", HOCR, 0.8, id="hOCR in .xml"),
    ],
)
def test_text_and_boxes(tmp_path: Path, name: str, source: str, confidence: float) -> None:
    page = one(tmp_path, name, source)
    assert (page.id, page.text.replace("旧粮仓 ", "旧粮仓")) == ("a", TEXT)
    assert [
        (line.box.x, line.box.y, line.box.width, line.box.height) for line in page.lines if line.box
    ] == BOXES
    assert page.lines[0].confidence == pytest.approx(confidence)
    assert {line.image for line in page.lines} == {"0003.tif"}
    assert "".join(page.text[line.start : line.end] for line in page.lines) == page.text.replace("\n", "")


def test_evidence_points_back_at_the_image(tmp_path: Path) -> None:
    page = one(tmp_path, "a.hocr", HOCR)
    place = page.text.index("102座")
    (line,) = [line for line in page.lines if line.start <= place < line.end]
    assert line.box == Box(x=10, y=80, width=90, height=23)


def test_reading_order_is_found_from_the_text(tmp_path: Path) -> None:
    column = [
        "甘肃静宁县的果园里今年一派忙",
        "碌,果农给果子套上了纸袋,又",
        "雇来十二名帮工,每人一天能挣",
        "一百八十元。",
    ]
    lines = "".join(f'<TextLine><String CONTENT="{line}"/></TextLine>' for line in column)
    source = ALTO.format(version=4).replace(
        "<ComposedBlock>", f"<TextBlock>{lines}</TextBlock><ComposedBlock>"
    )
    page = one(tmp_path, "a.alto.xml", source)
    article = find_articles(page)[0]
    assert [block.role for block in article.blocks][:2] == ["title", "body"]
    assert "今年一派忙碌,果农" in read_article(page, article).text


def test_pages_of_one_file(tmp_path: Path) -> None:
    two = HOCR.replace(
        "</body>", HOCR[HOCR.index("<div class='ocr_page'") : HOCR.index("</body>")] + "</body>"
    )
    assert [page.id for page in read(tmp_path, "a.hocr", two) if isinstance(page, Page)] == ["a-p1", "a-p2"]


def test_metadata_stand_beside_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.meta.json").write_text(json.dumps({"published": "2022-12"}), encoding="utf-8")
    page = one(tmp_path, "a.alto.xml", ALTO.format(version=4))
    assert page.published is not None
    assert page.published.value == "2022-12"
    assert page.meta == {"image": "0003.tif"}


def test_a_region_without_lines_gives_its_own_text(tmp_path: Path) -> None:
    source = """<PcGts><Page><TextRegion><Coords points="1,2 11,22"/>
        <TextEquiv><Unicode>书屋开门\n果园丰收</Unicode></TextEquiv></TextRegion></Page></PcGts>"""
    page = one(tmp_path, "a.xml", source)
    assert page.text == "书屋开门\n果园丰收\n"
    assert page.lines[1].box == Box(x=1, y=2, width=10, height=20)


def test_other_encodings_than_utf_8(tmp_path: Path) -> None:
    source = ALTO.format(version=3).replace("UTF-8", "GB18030")
    (page,) = read(tmp_path, "a.xml", source, "gb18030")
    assert isinstance(page, Page)
    assert "102座" in page.text


LAUGHS = (
    '<!DOCTYPE alto [<!ENTITY a "哈哈">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]><alto>&j;</alto>"
)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (LAUGHS, "entities are not expanded"),
        (
            '<!DOCTYPE alto [<!ENTITY x SYSTEM "file:///etc/passwd">]><alto>&x;</alto>',
            "entities are not expanded",
        ),
        ("<alto><Layout>", "not well-formed"),
        ("书屋", "not well-formed"),
        ("<feed/>", "<feed>"),
    ],
    ids=["billion laughs", "external entity", "cut off", "no XML", "other XML"],
)
def test_what_is_refused(tmp_path: Path, source: str, words: str) -> None:
    (failure,) = read(tmp_path, "a.xml", source)
    assert isinstance(failure, Failure)
    assert "S206" in failure.message
    assert words in failure.message


def test_a_page_without_words_is_told(tmp_path: Path) -> None:
    (failure,) = read(tmp_path, "a.xml", "<alto><Layout><Page/></Layout></alto>")
    assert isinstance(failure, Failure)
    assert "S207" in failure.message


def test_the_list_of_an_issue_is_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path, "mets.xml", '<mets:mets xmlns:mets="http://www.loc.gov/METS/"/>') == []


def test_deep_and_wide_files_take_linear_time(tmp_path: Path) -> None:
    begun = time.process_time()
    read(
        tmp_path,
        "deep.xml",
        "<alto>" + "<ComposedBlock>" * 100_000 + "</ComposedBlock>" * 100_000 + "</alto>",
    )
    words = '<String CONTENT="书"/><SP/>' * 50_000
    one(
        tmp_path, "wide.xml", f"<alto><Page><TextBlock><TextLine>{words}</TextLine></TextBlock></Page></alto>"
    )
    assert time.process_time() - begun < 20


@pytest.mark.parametrize(
    ("words", "spaces", "line"),
    [
        (["全县", "建成", "102", "座"], [1, 2, 3], "全县建成102座"),
        (["书屋", "开门", "Open", "Day"], [1, 2, 3], "书屋开门Open Day"),
        (["书", "屋", "开", "门"], [2], "书屋 开门"),
        (["", "书屋", ""], [1, 2], "书屋"),
        ([], [], ""),
    ],
)
def test_spaces_between_words(words: list[str], spaces: list[int], line: str) -> None:
    assert spell(words, spaces) == line


@given(st.lists(st.lists(st.text(max_size=6), max_size=4), max_size=5))
def test_lines_point_at_their_words(blocks: list[list[str]]) -> None:
    text, lines = lay_out(Scan(tuple(tuple(map(Line, block)) for block in blocks)))
    assert all(text[line.start : line.end].strip() for line in lines)
    assert "".join(text[line.start : line.end] for line in lines) == text.replace("\n", "")
