"""Many pages in one text file: what separates them, and that nothing is held longer than its page."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.errors import ShiluError
from shilu.extract.pages import Failure, read_pages
from shilu.extract.pages.pieces import pieces_of
from shilu.extract.pages.stream import lines_of
from shilu.schemas import Page


def pages_of(path: Path, **options: str) -> list[Page]:
    found = list(read_pages([path], **options))
    assert not any(isinstance(one, Failure) for one in found), found
    return [one for one in found if isinstance(one, Page)]


def written(folder: Path, text: str, name: str = "年.txt", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize(
    "separator",
    [
        "\f",
        "=== 第3版 ===\n",
        "----- page 3 -----\n",
        "*** 2023-03-05 A1版 ***\n",
        "—— 第十二页 ——\n".replace("——", "————"),
        "=== 第 3 頁 ===\n",
    ],
)
def test_what_separates_pages(tmp_path: Path, separator: str) -> None:
    one, two = pages_of(written(tmp_path, f"书屋开门。\n{separator}果园\n丰收。\n"))
    assert [(page.id, page.text) for page in (one, two)] == [
        ("年-p1", "书屋开门。\n"),
        ("年-p2", "果园\n丰收。\n"),
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("书屋开门。\n\n果园丰收。", "blank lines"),
        ("书屋\f开门。\n果园丰收。", "a form feed within a line is damage of the OCR"),
        ("书屋开门。\n=====\n果园丰收。", "a rule without a label"),
        ("书屋开门。\n=== 简讯 ===\n果园丰收。", "a label that tells no page"),
        ("书屋开门。\n第3版\n果园丰收。", "a page number without rules may stand within a page"),
        ("书屋开门。\n\f", "one page, and the form feed that ends it"),
        ("\f书屋开门。\n\f\f\n", "one page with words"),
        ("=== 第3版 ===\n书屋开门。\n", "one page with the line above it"),
    ],
)
def test_what_does_not(tmp_path: Path, text: str, why: str) -> None:
    (page,) = pages_of(written(tmp_path, text))
    assert (page.id, page.text) == ("年", text), why


def test_pages_without_words_are_counted(tmp_path: Path) -> None:
    pages = pages_of(written(tmp_path, "书屋\n\f\f果园\n\f"))
    assert [page.id for page in pages] == ["年-p1", "年-p3"]


def test_a_page_tells_where_in_the_file_it_begins(tmp_path: Path) -> None:
    text = "卷首\n=== 第1版 ===\n书屋\n=== 2023年3月5日 第2版 ===\n果园\n\f茶山\n"
    pages = pages_of(written(tmp_path, text))
    assert [page.meta.get("label") for page in pages] == [None, "第1版", "2023年3月5日 第2版", None]
    for page in pages:
        offset = page.meta["offset"]
        assert isinstance(offset, int)
        assert text[offset : offset + len(page.text)] == page.text
    assert [page.published.value if page.published else None for page in pages] == [
        None,
        None,
        "2023-03-05",
        None,
    ]


def test_a_day_that_is_none_is_no_date(tmp_path: Path) -> None:
    pages = pages_of(written(tmp_path, "书屋\n=== 2023-13-05 第2版 ===\n果园\n"))
    assert [page.published for page in pages] == [None, None]


def test_metadata_and_options_go_before_the_label(tmp_path: Path) -> None:
    path = written(tmp_path, "书屋\n=== 2023-03-05 第2版 ===\n果园\n")
    assert {page.published.value for page in pages_of(path, published="2021") if page.published} == {"2021"}
    written(tmp_path, '{"published": "2022"}', "年.meta.json")
    assert {page.published.value for page in pages_of(path) if page.published} == {"2022"}


LINES = st.lists(
    st.sampled_from(["书屋\n", "\n", "\f", "\f果园\n", "=== 第3版 ===\n", "茶山\f\n", " ", "渡\f口"]),
    max_size=12,
)


@given(LINES.map("".join))
def test_every_word_is_on_one_page_at_its_place(text: str) -> None:
    pieces = list(pieces_of(text.splitlines(keepends=True)))
    assert all(text[piece.offset :].startswith(piece.text) for piece in pieces)
    found = "".join(piece.text for piece in pieces)
    assert all(found.count(word) == text.count(word) for word in ("书屋", "果园", "茶山", "渡"))
    assert [piece.number for piece in pieces] == sorted({piece.number for piece in pieces})


PAGE = "全县建成102座书屋,街坊都说好。\n" * 60
YEAR = "".join(f"=== 第{number}版 ===\n" + PAGE for number in range(1, 2600))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_a_large_file_is_read_as_a_stream(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, YEAR.replace("\n", "\r\n"), encoding=encoding)
    assert path.stat().st_size > 4_000_000
    tracemalloc.start()
    count = sum(1 for page in read_pages([path]) if isinstance(page, Page) and page.text == PAGE)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 2599
    assert peak < 4_000_000, "a chunk of bytes and its text, not the file"


@pytest.mark.parametrize(
    ("broken", "code"), [(b"\x00", "S201"), (b"\xff\xff", "S202")], ids=["a zero byte", "no character"]
)
def test_a_large_file_with_a_bad_byte_is_refused_with_its_place(
    tmp_path: Path, broken: bytes, code: str
) -> None:
    data = YEAR.encode("utf-8")
    path = tmp_path / "年.txt"
    path.write_bytes(data + broken + b"\n" + data)
    with pytest.raises(ShiluError, match=code) as caught:
        next(iter(lines_of(path)))
    assert caught.value.details["offset"] == len(data)


def test_a_large_document_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "年.txt"
    path.write_bytes(b"%PDF" + b" " * 4_000_000)
    (failure,) = read_pages([path])
    assert isinstance(failure, Failure)
    assert "S201" in failure.message


def test_a_large_file_in_big5_is_read(tmp_path: Path) -> None:
    text = "今年七月，全縣建成一百座書屋，投入三億元，很好。\n" * 90_000
    path = written(tmp_path, text, encoding="big5")
    assert path.stat().st_size > 4_000_000
    (page,) = read_pages([path])
    assert isinstance(page, Page)
    assert page.text == text
