from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from extract.errors import ShiluError
from extract.stores import FolderWriter, render, write_folder
from extract.stores.folder import FILES, _lines
from schemas import AnyFact, Page, PageRecords
from tests.extract.stores.records import MONEY, RECORDS, TEXT

SIX = {"facts.jsonl", "facts.csv", "names.csv", "times.csv", "numbers.csv", "articles.jsonl"}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_is_six_files(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path / "new" / "out")
    assert names(tmp_path / "new" / "out") == SIX == set(FILES)


def test_facts_are_read_back_whole(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    (line,) = (tmp_path / "facts.jsonl").read_text(encoding="utf-8").splitlines()
    fact = TypeAdapter(AnyFact).validate_json(line, context={"text": TEXT})
    assert fact == MONEY


def test_rows_are_grounded_in_the_page(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    for file in ("facts.csv", "names.csv", "times.csv", "numbers.csv"):
        for row in table(tmp_path / file):
            assert TEXT[int(row["start"]) : int(row["end"])] == row["surface"]


def test_a_line_break_inside_a_name_is_kept_and_quoted(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    assert [row["surface"] for row in table(tmp_path / "names.csv")] == ["向日葵\n书屋"]
    assert "\r" not in (tmp_path / "names.csv").read_bytes().decode("utf-8")


def test_articles_are_one_json_object_a_line(tmp_path: Path) -> None:
    write_folder([RECORDS, RECORDS], tmp_path)
    rows = [
        json.loads(line) for line in (tmp_path / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [row["title"] for row in rows] == ["书屋, “建成”"] * 2


def test_an_empty_page_leaves_headers_only(tmp_path: Path) -> None:
    empty = PageRecords(page=Page(id="p", text="。"), articles=(), facts=(), names=(), times=(), numbers=())
    write_folder([empty], tmp_path)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == dict(FILES)


def test_nothing_has_its_name_before_all_is_written(tmp_path: Path) -> None:
    with FolderWriter(tmp_path) as writer:
        writer.add(render(RECORDS))
        assert {name.removesuffix(".part") for name in names(tmp_path)} == SIX
        assert not names(tmp_path) & SIX
        writer.finish()
    assert names(tmp_path) == SIX


def _stopped_after(records: PageRecords) -> Iterator[PageRecords]:
    yield records
    raise KeyboardInterrupt


def test_a_broken_run_leaves_nothing_and_spares_the_last_one(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KeyboardInterrupt):
        write_folder(_stopped_after(RECORDS), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_failures_are_listed_and_forgotten_by_the_next_run(tmp_path: Path) -> None:
    with FolderWriter(tmp_path) as writer:
        writer.fail("a, b.txt", None, "it is empty")
        writer.fail("c.jsonl", 3, "not JSON")
        writer.finish()
    assert table(tmp_path / "failed.csv") == [
        {"source": "a, b.txt", "line": "", "reason": "it is empty"},
        {"source": "c.jsonl", "line": "3", "reason": "not JSON"},
    ]
    write_folder([RECORDS], tmp_path)
    assert names(tmp_path) == SIX


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ShiluError, match=r"S104.*file"):
        write_folder([RECORDS], tmp_path / "file")


def test_a_name_taken_by_a_folder_is_told_and_nothing_half_written_stays(tmp_path: Path) -> None:
    (tmp_path / "names.csv.part").mkdir()
    with pytest.raises(ShiluError, match="S104"):
        write_folder([RECORDS], tmp_path)
    assert not any(path.is_file() for path in tmp_path.iterdir())


@given(st.lists(st.lists(st.text(), min_size=2, max_size=4), max_size=4))
def test_any_text_survives_the_csv(rows: list[list[str]]) -> None:
    assert list(csv.reader(io.StringIO(_lines(rows), newline=""))) == rows
