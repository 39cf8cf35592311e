"""Stores that another Shilu wrote: read, or refused with their version and what to do."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.stores import export_store, open_store, page_rows, read_store, write_folder
from shilu.schemas import FORMAT
from tests.extract.stores.records import RECORDS


def folder_of_before(path: Path) -> None:
    """A folder as 0.1.0 wrote it: no version in it."""
    write_folder([RECORDS], path)
    pages = path / "pages.jsonl"
    head = json.loads(pages.read_text(encoding="utf-8"))
    del head["format"]
    pages.write_text(json.dumps(head, ensure_ascii=False) + "\n", encoding="utf-8")


def sqlite_of_before(path: Path) -> None:
    write(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA user_version = 1")


def duckdb_of_before(path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    write(path)
    with duckdb.connect(str(path)) as database:
        database.execute("UPDATE shilu SET schema_version = 1")


def write(path: Path) -> None:
    with open_store(path) as writer:
        writer.add(page_rows(RECORDS))
        writer.finish()


def spoil_folder(path: Path) -> None:
    """Make its records such as this version does not know."""
    facts = path / "facts.jsonl"
    facts.write_text(facts.read_text(encoding="utf-8").replace('"kind"', '"sort"'), encoding="utf-8")


def spoil_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("UPDATE facts SET record = replace(record, '\"kind\"', '\"sort\"')")


def spoil_duckdb(path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect(str(path)) as database:
        database.execute("UPDATE facts SET record = replace(record::VARCHAR, '\"kind\"', '\"sort\"')::JSON")


Make = Callable[[Path], None]
BEFORE: dict[str, tuple[Make, Make]] = {
    "OUT": (folder_of_before, spoil_folder),
    "x.sqlite": (sqlite_of_before, spoil_sqlite),
    "x.duckdb": (duckdb_of_before, spoil_duckdb),
}


@pytest.mark.parametrize("name", BEFORE)
def test_a_store_of_before_is_read_where_it_can_be(name: str, tmp_path: Path) -> None:
    make, _ = BEFORE[name]
    make(tmp_path / name)
    assert list(read_store(tmp_path / name)) == [RECORDS]


@pytest.mark.parametrize("name", BEFORE)
def test_else_it_is_refused_with_its_version_and_what_to_do(name: str, tmp_path: Path) -> None:
    make, spoil = BEFORE[name]
    make(tmp_path / name)
    spoil(tmp_path / name)
    with pytest.raises(ShiluError) as caught:
        list(read_store(tmp_path / name))
    told = str(caught.value)
    assert caught.value.code == "S413"
    assert f"written by an earlier Shilu, in format 1 (this one writes {FORMAT})" in told
    assert "shilu extract" in told


@pytest.mark.parametrize("name", BEFORE)
def test_a_store_of_before_may_be_replaced(name: str, tmp_path: Path) -> None:
    make, spoil = BEFORE[name]
    make(tmp_path / name)
    spoil(tmp_path / name)
    write(tmp_path / name)
    assert list(read_store(tmp_path / name)) == [RECORDS]


@pytest.mark.parametrize("name", ["OUT", "x.sqlite", "x.duckdb", "x.parquet", "x.spacy"])
def test_damage_in_a_store_of_this_version_is_no_matter_of_versions(name: str, tmp_path: Path) -> None:
    if name == "x.duckdb":
        pytest.importorskip("duckdb")
    if name == "x.parquet":
        pytest.importorskip("pyarrow")
    write_folder([RECORDS], tmp_path / "source")
    export_store(tmp_path / "source", tmp_path / name)
    assert list(read_store(tmp_path / name)) == [RECORDS]
    if name in BEFORE:
        BEFORE[name][1](tmp_path / name)
        with pytest.raises(ShiluError, match="S402"):
            list(read_store(tmp_path / name))
