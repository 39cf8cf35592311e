"""The file of decisions: whole after every line, joined with another's, and what stands of a row."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from itertools import pairwise
from pathlib import Path

import pytest

from shilu import Extractor
from shilu.extract.decisions import Book, Maker, PageRow, book_of, read_decisions, rows_of
from shilu.extract.errors import ShiluError
from shilu.schemas import PageRecords, RowState

TEXT = "三年来，柳河县建成86座便民书屋，发放补助资金2.5亿元。会上，柳河县承诺再建12座书屋。"


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> PageRecords:
    return extractor.page(TEXT, published="2022-12", id="p")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.decisions.jsonl"


def fact(records: PageRecords, surface: str) -> PageRow:
    return next(row for row in rows_of(records) if row.sort == "fact" and row.span.surface == surface)


def changed(row: PageRow, **fields: object) -> RowState:
    return row.state.model_copy(update={"fields": {**row.state.fields, **fields}})


def test_what_is_written_is_read_back_as_it_was(records: PageRecords, path: Path) -> None:
    maker = Maker(Book.open(path), "甲")
    row = fact(records, "86座")
    written = maker.book.add([maker.of_row(records, row, "doubtful", note="<b>?</b>\n第二行")])
    again = Book.open(path)
    assert list(again) == written
    assert again.standing("p", "fact", row.id).decision == written[0]
    assert written[0].note == "<b>?</b>\n第二行"


def test_the_later_decision_stands_and_the_earlier_comes_back_when_it_is_undone(
    records: PageRecords, path: Path
) -> None:
    book = Book.open(path)
    maker = Maker(book, "甲")
    row = fact(records, "86座")
    (right,) = book.add([maker.of_row(records, row, "right")])
    (removed,) = book.add([maker.of_row(records, row, "removed")])
    assert book.standing("p", "fact", row.id).decision == removed
    book.add(maker.undone([removed]))
    assert book.standing("p", "fact", row.id).decision == right
    book.add(maker.undone([right]))
    assert book.standing("p", "fact", row.id).decision is None
    assert Book.open(path).standing("p", "fact", row.id).decision is None
    (last,) = book.add([maker.of_row(records, row, "wrong")])
    assert Book.open(path).standing("p", "fact", row.id).decision == last


def test_two_files_merge_and_contradictions_are_told(records: PageRecords, tmp_path: Path) -> None:
    one, other = (Book.open(tmp_path / name) for name in ("甲.jsonl", "乙.jsonl"))
    rows = [fact(records, surface) for surface in ("86座", "2.5亿元", "12座")]
    first, second = Maker(one, "甲"), Maker(other, "乙")
    one.add([first.of_row(records, row, "right") for row in rows[:2]])
    other.add([second.of_row(records, rows[0], "right"), second.of_row(records, rows[1], "removed")])
    other.add([second.of_row(records, rows[2], "fixed", after=changed(rows[2], status="planned"))])
    assert one.merge(read_decisions(other.path)[0]) == 3
    assert one.merge(read_decisions(other.path)[0]) == 0
    assert [key for key, _ in one.contradictions()] == [("p", "fact", rows[1].id)]
    assert {side.by for side in one.standing("p", "fact", rows[1].id).sides} == {"甲", "乙"}
    one.add([first.of_row(records, rows[1], "right")])  # by one who saw both
    assert one.contradictions() == []
    assert Book.open(one.path).contradictions() == []


def test_a_line_cut_off_by_a_kill_is_left_out_and_the_next_is_whole(records: PageRecords, path: Path) -> None:
    maker = Maker(Book.open(path), "甲")
    rows = [fact(records, "86座"), fact(records, "2.5亿元")]
    maker.book.add([maker.of_row(records, rows[0], "right")])
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: len(whole) // 2])
    found, torn = read_decisions(path)
    assert len(found) == 1
    assert torn == len(whole) // 2
    book = Book.open(path)
    maker = Maker(book, "甲")
    book.add([maker.of_row(records, rows[1], "right")])
    assert len(read_decisions(path)[0]) == 2
    assert read_decisions(path)[1] == 0


def _decide_for_ever(path: Path, records: PageRecords) -> None:
    book = Book.open(path)
    maker = Maker(book, "甲")
    row = fact(records, "86座")
    while True:
        book.add([maker.of_row(records, row, "right")])


@pytest.mark.parametrize("after", [0.02, 0.05, 0.09, 0.14])
def test_nothing_is_lost_when_the_writer_is_killed(after: float, records: PageRecords, path: Path) -> None:
    writer = multiprocessing.get_context("fork").Process(target=_decide_for_ever, args=(path, records))
    writer.start()
    while not path.exists() or not path.stat().st_size:
        time.sleep(0.005)
    time.sleep(after)
    assert writer.pid is not None
    os.kill(writer.pid, signal.SIGKILL)
    writer.join()
    found, _ = read_decisions(path)
    assert found
    for earlier, later in pairwise(found):
        assert later.follows == (earlier.id,)
    book = Book.open(path)
    maker = Maker(book, "乙")
    book.add([maker.of_row(records, fact(records, "86座"), "removed")])
    assert len(read_decisions(path)[0]) == len(found) + 1


@pytest.mark.parametrize("system", ["this one", "one without flock"])
def test_two_writers_lose_nothing_of_each_other(
    system: str, records: PageRecords, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if system != "this one":
        monkeypatch.setattr("shilu.extract.decisions.book._fcntl", None)
    one, other = Book.open(path), Book.open(path)
    row = fact(records, "86座")
    one.add([Maker(one, "甲").of_row(records, row, "right")])
    other.add([Maker(other, "乙").of_row(records, row, "removed")])
    assert len(Book.open(path)) == 2
    assert other.standing("p", "fact", row.id).disputed, (
        "what the first wrote is read before the second writes"
    )


def test_a_line_that_is_no_decision_is_named(path: Path) -> None:
    path.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(ShiluError, match=r"\[S702\].*line 1"):
        Book.open(path)


def test_a_file_that_cannot_be_written_is_named(records: PageRecords, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    book = Book(tmp_path / "folder")
    with pytest.raises(ShiluError, match=r"\[S703\]"):
        book.add([Maker(book, "甲").of_row(records, fact(records, "86座"), "right")])


@pytest.mark.parametrize(
    ("run", "expected"), [("OUT", "OUT.decisions.jsonl"), ("a/b.duckdb", "a/b.duckdb.decisions.jsonl")]
)
def test_the_file_stands_beside_the_run(run: str, expected: str) -> None:
    assert book_of(run) == Path(expected)


def test_a_server_has_no_place_beside_it() -> None:
    with pytest.raises(ShiluError, match=r"\[S701\]"):
        book_of("postgresql://user:secret@host/news")
