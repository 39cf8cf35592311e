"""Names that people decided on, as words of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from shilu import Extractor
from shilu.extract.cli import app
from shilu.extract.decisions import Book, Maker, apply_decisions, rows_of, write_words
from shilu.extract.decisions.fields import PageRow
from shilu.extract.errors import ShiluError
from shilu.extract.names import read_words
from shilu.extract.stores import write_folder
from shilu.schemas import PageRecords, RowState

TEXT = "柳河县办学。柳河县推进春苗行动，青禾公司捐款5万元。王岩说，青禾公司明年再捐10万元。"


@pytest.fixture(scope="module")
def records(extractor: Extractor) -> PageRecords:
    return extractor.page(TEXT, published="2022-12", id="p")


def named(records: PageRecords, words: str) -> list[PageRow]:
    return [row for row in rows_of(records) if row.sort == "name" and row.span.surface == words]


def fixed(row: PageRow, **fields: object) -> RowState:
    return row.state.model_copy(update={"fields": {**row.state.fields, **fields}})


def test_names_that_were_signed_and_fixed_are_words_and_removed_ones_are_none(
    records: PageRecords, tmp_path: Path
) -> None:
    book, out = Book.open(tmp_path / "d.jsonl"), tmp_path / "mine.csv"
    maker = Maker(book, "甲")
    first, second = named(records, "青禾公司")
    (person,) = named(records, "王岩")
    book.add(
        [
            maker.of_row(
                records, first, "fixed", after=fixed(first, canonical="临江青禾科技有限公司", type="brand")
            ),
            maker.of_row(records, second, "right"),
            maker.of_row(records, named(records, "柳河县")[0], "right"),
            maker.of_row(records, person, "removed"),
        ]
    )
    told = write_words(apply_decisions([records], book), out)
    assert (told.names, told.refused) == (2, 1)
    assert told.left_out == ["青禾公司: brand, elsewhere organisation"]
    own = read_words(out)
    assert own.find("柳河县") is not None
    assert own.canonical("青禾公司") == "临江青禾科技有限公司"
    again = Extractor(words=own).page(TEXT, published="2022-12", id="p")
    assert {(one.span.surface, one.type) for one in again.names} >= {
        ("青禾公司", "brand"),
        ("柳河县", "place"),
    }
    assert not named(again, "王岩")


def test_what_is_a_name_in_one_place_and_none_in_another_is_told(
    records: PageRecords, tmp_path: Path
) -> None:
    book = Book.open(tmp_path / "d.jsonl")
    maker = Maker(book, "甲")
    first, second = named(records, "青禾公司")
    book.add([maker.of_row(records, first, "removed"), maker.of_row(records, second, "right")])
    told = write_words(apply_decisions([records], book), tmp_path / "mine.csv")
    assert (told.names, told.refused) == (1, 0)
    assert told.left_out == ["青禾公司: removed in one place, a name in another"]


def test_where_only_its_end_was_wrong_the_words_are_not_refused(records: PageRecords, tmp_path: Path) -> None:
    book = Book.open(tmp_path / "d.jsonl")
    maker = Maker(book, "甲")
    first, second = named(records, "青禾公司")
    start = first.span.start
    short = first.state.model_copy(update={"span": type(first.span).of(TEXT, start, start + 2)})
    book.add(
        [
            maker.of_row(records, first, "removed"),
            maker.added(records, "name", short),
            maker.of_row(records, second, "doubtful"),
        ]
    )
    write_words(apply_decisions([records], book), tmp_path / "mine.csv")
    assert "none" not in (tmp_path / "mine.csv").read_text(encoding="utf-8")


def test_the_command_writes_them_and_says_where_there_are_none(records: PageRecords, tmp_path: Path) -> None:
    run, words = tmp_path / "run", tmp_path / "mine.csv"
    write_folder([records], run)
    done = CliRunner().invoke(app, ["apply", str(run), "--words", str(words)])
    assert isinstance(done.exception, ShiluError)
    assert done.exception.code == "S711"
    book = Book.open(tmp_path / "run.decisions.jsonl")
    book.add([Maker(book, "甲").of_row(records, named(records, "柳河县")[0], "right")])
    done = CliRunner().invoke(app, ["apply", str(run), "--words", str(words)])
    assert done.exit_code == 0, done.output
    assert "1 names and 0 words that are none" in done.output
    assert not (tmp_path / "run-corrected").exists()
    assert words.read_text(encoding="utf-8").splitlines() == ["canonical,name,type,use", "柳河县,,place,"]
