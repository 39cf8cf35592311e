"""Which store a name stands for, and the command that writes one into another."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.stores import KINDS, FailedDocument, open_store, page_rows, read_store, write_folder
from tests.extract.stores.records import NASTY, RECORDS
from tests.test_cli import shilu

NAMES = {
    "out": "FolderWriter",
    "out.2021": "FolderWriter",
    "x.DuckDB": "DuckdbWriter",
    "x.ddb": "DuckdbWriter",
    "x.sqlite3": "SqliteWriter",
    "x.db": "SqliteWriter",
    "x.parquet": "ParquetWriter",
    "x.xlsx": "XlsxWriter",
    "x.csv": "CsvWriter",
    "x.jsonld": "WebAnnotationWriter",
    "x.labelstudio.json": "LabelStudioWriter",
    "x.doccano.jsonl": "DoccanoWriter",
    "x.spacy": "DocbinWriter",
    "postgresql://h/d": "PostgresWriter",
    "postgres://h/d": "PostgresWriter",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_ending_tells_the_kind(name: str, tmp_path: Path) -> None:
    target = name if "://" in name else tmp_path / name
    assert type(open_store(target)).__name__ == NAMES[name]


def test_every_ending_is_tested() -> None:
    tested = [name.lower() for name in NAMES]
    for kind in KINDS:
        assert any(name.endswith(kind.endings) for name in tested)


@pytest.mark.parametrize("name", ["x.json", "x.jsonl", "x.txt", "x.xls", "X.ZIP"])
def test_a_mistaken_ending_makes_no_folder(name: str, tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match=r"S406.*X\.duckdb"):
        open_store(tmp_path / name)
    (tmp_path / name).mkdir()
    assert type(open_store(tmp_path / name)).__name__ == "FolderWriter"


def test_a_folder_that_is_called_like_a_file_stays_a_folder(tmp_path: Path) -> None:
    write_folder([RECORDS], tmp_path / "old.db")
    assert list(read_store(tmp_path / "old.db")) == [RECORDS]


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv", "x.jsonld", "x.labelstudio.json", "x.doccano.jsonl"])
def test_what_cannot_be_read_back_says_so(name: str, tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match=r"S404.*X\.duckdb"):
        list(read_store(tmp_path / name))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    with open_store(tmp_path / "OUT") as writer:
        for records in (RECORDS, NASTY):
            writer.add(page_rows(records))
        writer.fail(FailedDocument("bad.txt", None, "it is empty"))
        writer.finish()
    return tmp_path / "OUT"


def test_export_tells_what_it_wrote_and_what_is_not_held(run: Path, tmp_path: Path) -> None:
    done = shilu("export", run, tmp_path / "x.csv", "--headers", "zh", "--bom")
    assert (done.returncode, done.stderr) == (0, "")
    first, *losses = done.stdout.splitlines()
    assert first == f"2 pages and 1 failed written to {tmp_path / 'x.csv'}"
    assert [loss[:14] for loss in losses] == ["  not held: a ", "  not held: ce"]
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["原文"] == "近4500万元"


def test_export_from_one_kind_into_another(run: Path, tmp_path: Path) -> None:
    assert shilu("export", run, tmp_path / "x.sqlite", "--quiet").stdout == ""
    assert shilu("export", tmp_path / "x.sqlite", tmp_path / "back").returncode == 0
    for path in run.iterdir():
        assert (tmp_path / "back" / path.name).read_bytes() == path.read_bytes()


REFUSED = {
    "S402": ("nowhere", "x.sqlite"),
    "S404": ("a.xlsx", "x.sqlite"),
    "S405": ("OUT", "./OUT"),
    "S406": ("OUT", "x.json"),
    "S412": ("OUT", "mysql://localhost/news"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_export_refuses_in_one_line(code: str, run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(run.parent)
    done = shilu("export", *REFUSED[code])
    assert done.returncode == 2
    assert done.stderr.startswith(f"shilu: [{code}] ")
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in run.parent.iterdir()] == ["OUT"]
