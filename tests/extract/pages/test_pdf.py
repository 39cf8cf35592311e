"""PDF: the text layer with its places, where it is not trusted, and files that are none."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shilu.extract.articles import find_articles
from shilu.extract.layout import turned_box
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


HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def made(
    pages: list[list[tuple[float, float, str]]],
    size: tuple[int, int] = (400, 600),
    *,
    turn: int = 0,
    font: tuple[str, ...] = (HELVETICA,),
) -> bytes:
    """A PDF with lines of Helvetica at given places, from the lower left corner, shown turned clockwise by `turn`
    degrees; `font` are the objects of another font, the first of which is number 3."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", *font]
    kids = []
    for lines in pages:
        stream = "".join(f"BT /F1 12 Tf {x} {y} Td {shown(text)} Tj ET\n" for x, y, text in lines)
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents {len(objects)} 0 R "
            f"/Rotate {turn} /Resources << /Font << /F1 3 0 R >> >> >>"
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


def shown(text: str) -> str:
    """The text as it stands in a PDF: Chinese by its codes."""
    return f"({text})" if text.isascii() else f"<{text.encode('utf-16-be').hex()}>"


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


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_on_its_side_or_head_is_read_as_one_that_stands(
    tmp_path: Path, turn: int
) -> None:
    (upright,) = read(tmp_path, made([columns()]))
    (page,) = read(tmp_path, made([columns()], turn=turn))
    assert isinstance(page, Page)
    assert isinstance(upright, Page)
    assert page.text == upright.text
    assert page.meta["layer"]["turned"] == 360 - turn
    size = (800, 1200) if turn == 180 else (1200, 800)
    for line, other in zip(page.lines, upright.lines, strict=True):
        assert line.box is not None
        assert other.box is not None
        place = turned_box(other.box, turn, *size)
        assert abs(line.box.x - place.x) <= 2
        assert abs(line.box.y - place.y) <= 2


PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")


def rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    found, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        found.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(found)


def locked(data: bytes, password: bytes) -> bytes:
    """The PDF encrypted for a password of who opens it; with none it opens, and only its owner may change it."""
    own, rights, name = b"o" * 32, -44, b"n" * 16
    padded = (password + PAD)[:32]
    key = hashlib.md5(padded + own + rights.to_bytes(4, "little", signed=True) + name).digest()[:5]

    def hidden(match: re.Match[bytes]) -> bytes:
        number = int(match[1])
        own_key = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
        return match[0].replace(match[2], rc4(own_key, match[2]))

    body = re.sub(rb"(\d+) 0 obj\n<< /Length \d+ >>\nstream\n(.*?)endstream", hidden, data, flags=re.S)
    lock = f"/Filter /Standard /V 1 /R 2 /P {rights} /O <{own.hex()}> /U <{rc4(key, PAD).hex()}>"
    trailer = f"trailer\n<< /Encrypt << {lock} >> /ID [<{name.hex()}> <{name.hex()}>] "
    return body.replace(b"trailer\n<< ", trailer.encode())


def test_a_file_that_asks_for_a_password_is_named(tmp_path: Path) -> None:
    (failure,) = read(tmp_path, locked(made([columns()]), b"secret"))
    assert isinstance(failure, Failure)
    assert "locked by a password" in failure.message


def test_a_file_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    (page,) = read(tmp_path, locked(made([columns()]), b""))
    assert isinstance(page, Page)
    assert page.text.split("\n")[:4] == LEFT


def test_a_page_that_is_broken_leaves_the_others(tmp_path: Path) -> None:
    data = made([columns(), columns(), columns()]).replace(b"7 0 obj", b"7 0 xbj")
    found = read(tmp_path, data)
    assert [type(one) for one in found] == [Page, Failure, Page]
    assert "page 2" in str(found[1])


@pytest.mark.parametrize("size", [(10**6, 10**6), (10**9, 10**9), (0, 0)])
def test_a_page_of_any_size_is_looked_at_in_bounds(tmp_path: Path, size: tuple[int, int]) -> None:
    (page,) = read(tmp_path, made([columns()], size=size))
    assert isinstance(page, Page)
    assert LEFT[0] in page.text


@pytest.mark.repeat
def test_two_thousand_pages_take_little_more_memory_than_a_hundred(tmp_path: Path) -> None:
    """Some ten seconds, of PDFium."""
    peaks = []
    for count in (100, 2000):
        heads = [[(150.0, 580.0, "Annual report 2023"), *columns()]] * count
        (tmp_path / "a.pdf").write_bytes(made(heads))
        ran = subprocess.run(
            [sys.executable, "-c", COUNT_PAGES, str(tmp_path / "a.pdf")], capture_output=True, text=True
        )
        assert ran.returncode == 0, ran.stderr
        pages, peak = map(int, ran.stdout.split())
        assert pages == count
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 60_000  # kilobytes


COUNT_PAGES = """
import resource, sys
from shilu.extract.pages import pdf, read_pages
pdf.missing = lambda: "rapidocr"
print(sum(1 for _ in read_pages([sys.argv[1]])), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


SONG = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /NoSuchSong /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
    "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /NoSuchSong /FontDescriptor 5 0 R "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    "<< /Type /FontDescriptor /FontName /NoSuchSong /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 800 "
    "/Descent -200 /CapHeight 700 /StemV 80 >>",
)
WELLS = [(40.0, 500.0 - 20 * row, "村里去年挖井42眼，修渠3600米") for row in range(6)]


@pytest.mark.parametrize("holds", [True, False], ids=["fonts on this computer", "none"])
def test_fonts_that_the_file_does_not_hold_are_named_where_they_show_nothing(
    tmp_path: Path, holds: bool
) -> None:
    """In a process of its own, as what fonts there are is asked once."""
    if holds and not list(Path("/usr/share/fonts").rglob("*CJK*")):
        pytest.skip("no Chinese font on this computer")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "a.pdf").write_bytes(made([WELLS], font=SONG))
    own = [] if holds else [str(tmp_path / "fonts")]
    ran = subprocess.run(
        [sys.executable, "-c", READ_WITH_FONTS, str(tmp_path / "a.pdf"), *own], capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    assert told["text"].count("村里去年挖井42眼") == 6
    assert ("NoSuchSong" in told["layer"].get("why", "")) is not holds


READ_WITH_FONTS = """
import ctypes, json, sys
import pypdfium2.raw as raw
if sys.argv[2:]:
    raw.FPDF_DestroyLibrary()
    place = ctypes.create_string_buffer(sys.argv[2].encode())
    paths = (ctypes.POINTER(ctypes.c_char) * 2)(ctypes.cast(place, ctypes.POINTER(ctypes.c_char)), None)
    kind = type(raw.FPDF_LIBRARY_CONFIG().m_pUserFontPaths)
    raw.FPDF_InitLibraryWithConfig(raw.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=ctypes.cast(paths, kind)))
from shilu.extract.pages import pdf, read_pages
pdf.missing = lambda: "rapidocr"
(page,) = read_pages([sys.argv[1]])
print(json.dumps({"text": page.text, "layer": page.meta["layer"]}))
"""
