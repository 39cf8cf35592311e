"""From a record back to its place on the picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shilu import Extractor
from shilu.extract.layout import Line, Scan, lay_out
from shilu.extract.places import Places
from shilu.extract.show import document
from shilu.extract.stores import open_store, page_rows, read_store
from shilu.schemas import Page, Place
from shilu.schemas.page import Box, PageLine

TEXT = "柳河县建成86座书屋"
LINE = PageLine(start=0, end=len(TEXT), box=Box(x=100, y=50, width=180, height=20), image="p.png")


def test_characters_share_the_length_of_their_line() -> None:
    page = Page(id="p", text=TEXT, lines=(LINE,))
    (place,) = Places(page).of(5, 8)  # 86座: after five of nine widths; a figure takes half of one
    assert place == Place(image="p.png", x=200, y=50, width=40, height=20)


def test_in_vertical_text_they_share_its_height() -> None:
    line = PageLine(start=0, end=len(TEXT), box=Box(x=10, y=0, width=20, height=180), image="p.png")
    (place,) = Places(Page(id="p", text=TEXT, lines=(line,))).of(5, 8)
    assert place == Place(image="p.png", x=10, y=100, width=20, height=40)


def test_a_range_over_two_lines_has_two_places() -> None:
    second = PageLine(start=12, end=15, box=Box(x=0, y=80, width=60, height=20))
    page = Page(id="p", text=TEXT + "\n\n惠及人", lines=(LINE, second))
    assert [place.y for place in Places(page).of(8, 14)] == [50, 80]
    assert Places(page).of(11, 12) == ()


@pytest.fixture(scope="module")
def page() -> Page:
    lines = (
        Line("柳河县今年建成86座书屋，", Box(x=10, y=10, width=300, height=24)),
        Line("投资3.2亿元，惠及2.3万人。", Box(x=10, y=50, width=300, height=24)),
    )
    text, placed = lay_out(Scan((lines,), "p.png"))
    return Page(id="p", text=text, lines=placed, source="/nowhere/p.hocr")


def test_records_stores_and_annotations_have_the_boxes(page: Page, tmp_path: Path) -> None:
    records = Extractor().records(page)
    assert all(fact.boxes for fact in records.facts)
    assert all(one.boxes for one in (*records.names, *records.numbers))
    with open_store(tmp_path / "out") as store:
        store.add(page_rows(records))
        store.finish()
    rows = (tmp_path / "out" / "facts.csv").read_text(encoding="utf-8-sig").splitlines()
    assert "boxes" in rows[0].split(",")
    assert "p.png#xywh=" in "".join(rows[1:])
    assert next(iter(read_store(tmp_path / "out"))).facts == records.facts
    with open_store(tmp_path / "out.jsonld") as store:
        store.add(page_rows(records))
        store.finish()
    items = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))["first"]["items"]
    selector = items[0]["target"][1]["selector"]
    assert selector["type"] == "FragmentSelector"
    assert selector["value"].startswith("xywh=pixel:")


def test_the_page_for_the_browser_has_the_picture(page: Page, tmp_path: Path) -> None:
    image = pytest.importorskip("PIL.Image", reason="the extra `ocr` is not installed: no picture was shown")
    image.new("L", (400, 200), "white").save(tmp_path / "p.png")
    records = Extractor().records(page.with_fields(source=str(tmp_path / "p.hocr")))
    html = document([records])
    assert 'src="data:image/jpeg;base64,' in html
    assert html.count('class="spot"') >= len(records.facts)
    assert "data:image/jpeg" not in document([Extractor().records(page)])  # no picture there: no figure
