"""Small files that are made to cost minutes or memory are bounded or refused early, with the bound named."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from shilu.extract.pages import Failure, pieces, read_pages
from shilu.schemas import Page

_ALTO = (
    "<alto><Layout><Page><PrintSpace><TextBlock><TextLine {}>"
    '<String CONTENT="建成102座" {}/></TextLine></TextBlock>'
)
_ALTO_END = "</PrintSpace></Page></Layout></alto>"
_HOCR = (
    '<div class="ocr_page" title="bbox 0 0 9 9"><span class="ocr_line" title="{}">'
    '<span class="ocrx_word">三座</span>'
)


def _read(path: Path, text: str) -> tuple[list[Page], list[Failure]]:
    path.write_text(text, encoding="utf-8")
    found = list(read_pages([path]))
    return [one for one in found if isinstance(one, Page)], [one for one in found if isinstance(one, Failure)]


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "1e400", "1e30", "9" * 5000, "x", ""])
@pytest.mark.parametrize("place", ["HPOS", "WC"])
def test_a_number_that_is_none_costs_a_box_and_no_page(number: str, place: str, tmp_path: Path) -> None:
    box = f'{place}="{number}" VPOS="1" WIDTH="2" HEIGHT="3"'
    pages, failures = _read(tmp_path / "a.xml", _ALTO.format(box, box) + _ALTO_END)
    assert failures == []
    assert [page.text for page in pages] == ["建成102座\n"]
    assert pages[0].lines[0].box is None


@pytest.mark.parametrize(
    "title", ["bbox 1 2 3 " + "9" * 4301, "bbox " + "9" * 100 + " 1 2 3", "bbox a b c d"]
)
def test_a_box_of_thousands_of_digits_is_none(title: str, tmp_path: Path) -> None:
    pages, failures = _read(tmp_path / "a.hocr", _HOCR.format(title) + "</span></div>")
    assert failures == []
    assert [(page.text, page.lines[0].box) for page in pages] == [("三座\n", None)]


def _hocr(depth: int) -> str:
    return (_HOCR.format("bbox 1 1 2 2")) * depth


def _alto(depth: int) -> str:
    return (
        "<alto><Layout>"
        + "<Page>" * depth
        + '<TextBlock><TextLine><String CONTENT="3座"/></TextLine></TextBlock>'
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.hocr", _hocr(250)),
        ("a.hocr", _hocr(2_000)),
        ("a.html", "<div>" * 60_000 + "3座"),
        ("a.html", "".join(f'<font color="{n}">' for n in range(3_000)) + "<p>3座" * 3_000),
        ("a.xml", _alto(150) + "</Page>" * 150 + "</Layout></alto>"),
        ("b.xml", _alto(2_000) + "</Page>" * 2_000 + "</Layout></alto>"),
        ("c.xml", "<alto>" + "<a/>" * 300_000 + "</alto>"),
    ],
    ids=["hocr 250", "hocr 2000", "div", "font", "alto 150", "alto 2000", "wide"],
)
def test_a_nested_file_takes_seconds(name: str, text: str, tmp_path: Path) -> None:
    began = time.process_time()
    pages, failures = _read(tmp_path / name, text)
    assert len(pages) + len(failures) == 1
    assert time.process_time() - began < 4
    assert all("S207" in one.message or "S219" in one.message for one in failures)


def test_a_large_text_of_short_lines_is_refused_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "MOST_CHARACTERS", 200_000)
    path = tmp_path / "a.txt"
    path.write_text("三\n" * 3_000_000, encoding="utf-8")
    tracemalloc.start()
    (failure,) = read_pages([path])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(failure, Failure)
    assert "S212" in failure.message
    assert peak < 15_000_000, "some times the size of a page, whatever the size of the file"


def test_a_file_of_ocr_of_any_size_is_refused_before_it_is_read(tmp_path: Path) -> None:
    for name in ("a.xml", "a.html", "a.hocr"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(5_000_000_000)
    (tmp_path / "b.txt").write_text("3座", encoding="utf-8")
    with (tmp_path / "b.meta.json").open("wb") as file:
        file.truncate(5_000_000_000)
    failures = [one for one in read_pages([tmp_path]) if isinstance(one, Failure)]
    assert len(failures) == 4
    assert all("S219" in one.message for one in failures)


def test_u_2028_within_a_line_of_json_ends_no_line(tmp_path: Path) -> None:
    line = '{"id": "a", "text": "建成\u2028102座\u0085"}\n{"id": "b", "text": "3座"}\n'
    for encoding in ("utf-8", "utf-16", "utf-8-sig"):
        path = tmp_path / f"{encoding}.jsonl"
        path.write_bytes(line.encode(encoding))
        assert [one.text for one in read_pages([path]) if isinstance(one, Page)] == [
            "建成\u2028102座\u0085",
            "3座",
        ]
