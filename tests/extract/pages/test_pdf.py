"""PDF: the text layer with its places, where it is not trusted, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from shilu.extract.articles import find_articles
from shilu.extract.pages import Failure, pdf, read_pages
from shilu.schemas import Page

pytest.importorskip("pypdfium2", reason="the extra `pdf` is not installed: PDF was not read")

LEFT = [
    "In this county 420 wells",
    "were dug, and 36 km of",
    "canals were laid, which",
    "cost 5.2 million in all.",
]
RIGHT = [
    "The members number 2300",
    "this year, and the fees",
    "of 18 yuan are paid by",
    "98 in every hundred now.",
]


def made(pages: list[list[tuple[float, float, str]]], size: tuple[int, int] = (400, 600)) -> bytes:
    """A PDF with lines of Helvetica at given places, from the lower left corner."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        stream = "".join(f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n" for x, y, text in lines)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    end = f"xref\n0 {count}\n0000000000 65535 f \n{table}{trailer}"
    return body + end.encode()


def columns() -> list[tuple[float, float, str]]:
    rows = []
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        rows += [(40.0, 500.0 - 18 * row, left), (220.0, 500.0 - 18 * row, right)]
    return rows


@pytest.fixture(autouse=True)
def _blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without recognition, as where the extra `ocr` is not installed."""
    monkeypatch.setattr(pdf, "missing", lambda: "rapidocr")


def read(folder: Path, data: bytes) -> list[Page | Failure]:
    (folder / "a.pdf").write_bytes(data)
    return list(read_pages([folder / "a.pdf"]))


def test_columns_are_read_one_after_the_other_with_their_places(tmp_path: Path) -> None:
    (page,) = read(tmp_path, made([columns()]))
    assert isinstance(page, Page)
    assert page.text.split("\n")[:4] == LEFT
    assert page.text.rstrip("\n").split("\n")[-4:] == RIGHT
    assert page.meta["image"] == "a.pdf#page=1"
    first = page.lines[0].box
    assert first is not None
    assert abs(first.x - 80) < 6  # 40 points, at two pixels each
    assert abs(first.y + first.height - 200) < 16


def test_a_page_that_could_not_be_checked_says_so(tmp_path: Path) -> None:
    (page,) = read(tmp_path, made([columns()]))
    assert isinstance(page, Page)
    assert page.meta["layer"] == {"read": "text", "why": "not checked: that needs the extra shilu[ocr]"}


def test_running_heads_and_page_numbers_are_notes(tmp_path: Path) -> None:
    pages = [
        [(150.0, 580.0, "Annual report 2023"), *columns(), (190.0, 20.0, f"- {number} -")]
        for number in range(1, 6)
    ]
    found = read(tmp_path, made(pages))
    assert [page.id for page in found if isinstance(page, Page)] == [f"a-p{number}" for number in range(1, 6)]
    for page in found:
        assert isinstance(page, Page)
        notes = [page.text[line.start : line.end] for line in page.lines if line.note]
        assert len(notes) == 2
        assert notes[0] == "Annual report 2023"
        roles = {block.role for article in find_articles(page) for block in article.blocks}
        assert "note" in roles


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.4\n", "broken"),
        (b"no pdf at all", "broken"),
        (made([columns()])[:300], "broken"),
        (made([[]]), "no text"),
        (made([[(40.0, 500.0, "(cid:12)(cid:31)".replace("(", "\\(").replace(")", "\\)") * 5)]]), "page 1"),
    ],
    ids=["cut off", "no PDF", "half of one", "blank", "characters without a map"],
)
def test_files_that_give_no_page_say_why(tmp_path: Path, data: bytes, words: str) -> None:
    (failure,) = read(tmp_path, data)
    assert isinstance(failure, Failure)
    assert words in failure.message


def test_one_bad_page_leaves_the_others(tmp_path: Path) -> None:
    bad = [(40.0, 500.0, "\\(cid:12\\)\\(cid:31\\)" * 5)]
    found = read(tmp_path, made([columns(), bad, columns()]))
    assert [type(one) for one in found] == [Page, Failure, Page]
    assert "shilu[ocr]" in str(found[1])


def test_without_the_extra_the_message_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    (failure,) = read(tmp_path, made([columns()]))
    assert isinstance(failure, Failure)
    assert failure.message.startswith("[S109]")
    assert "pypdfium2" in failure.message
