"""What every store that can be read back must do."""

from __future__ import annotations

import hashlib
import tomllib
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shilu.extract.errors import ShiluError
from shilu.extract.stores import (
    KINDS,
    FailedDocument,
    export_store,
    open_store,
    page_rows,
    read_failures,
    read_store,
)
from shilu.schemas import Page, PageRecords
from tests.extract.stores.records import NASTY, RECORDS

FILES = ("folder", "x.duckdb", "x.sqlite", "x.parquet", "x.spacy")
"""A name for each kind of store in files that can be read back."""

EMPTY = PageRecords(page=Page(id="e", text=""), articles=(), facts=(), names=(), times=(), numbers=())
PAGES = [RECORDS, NASTY, EMPTY]
FAILURES = [
    FailedDocument("a.txt", None, "it is empty", stage="read"),
    FailedDocument("b.jsonl", 7, "KeyError", stage="extract", trace='one\n"two"'),
    FailedDocument("b.jsonl", 7, "again"),
]


@pytest.fixture(params=[*FILES, "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgresql":
        return str(request.getfixturevalue("database"))
    return str(tmp_path / "new" / request.param)


def write(target: str | Path, pages: list[PageRecords], failures: list[FailedDocument] | None = None) -> None:
    with open_store(target) as writer:
        for records in pages:
            writer.add(page_rows(records))
        for failure in failures or ():
            writer.fail(failure)
        writer.finish()


def by_name(pages: list[PageRecords]) -> list[PageRecords]:
    """PostgreSQL has no order of its own and gives pages in that of their names."""
    return sorted(pages, key=lambda records: records.page.id)


def digest(path: Path) -> str:
    files = sorted(one for one in path.rglob("*") if one.is_file()) if path.is_dir() else [path]
    return hashlib.sha256(b"".join(one.name.encode() + one.read_bytes() for one in files)).hexdigest()


def test_every_kind_that_is_read_is_tested() -> None:
    readable = {ending for kind in KINDS if kind.read for ending in kind.endings[:1]}
    assert readable == {f".{name.partition('.')[2]}" for name in FILES[1:]}


def test_records_come_back_whole_and_in_order(target: str) -> None:
    write(target, PAGES)
    found = list(read_store(target))
    assert by_name(found) == by_name(PAGES)
    if not target.startswith("postgresql"):
        assert found == PAGES


def test_failures_come_back(target: str) -> None:
    write(target, PAGES, FAILURES)
    assert list(read_failures(target)) == ([] if target.endswith(".spacy") else FAILURES)


def test_a_store_without_pages_is_one(target: str) -> None:
    write(target, [])
    assert (list(read_store(target)), list(read_failures(target))) == ([], [])


def test_a_second_run_changes_and_doubles_nothing(target: str) -> None:
    for _ in range(2):
        write(target, PAGES, FAILURES[:1])
    assert by_name(list(read_store(target))) == by_name(PAGES)
    assert len(list(read_failures(target))) == (0 if target.endswith(".spacy") else 1)


@pytest.mark.parametrize("name", FILES)
def test_a_broken_run_leaves_the_earlier_one_as_it_was(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    write(target, PAGES)
    before = digest(target)
    with suppress(KeyboardInterrupt), open_store(target) as writer:
        writer.add(page_rows(NASTY))
        raise KeyboardInterrupt
    assert digest(target) == before
    assert [path.name for path in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    "name", [*FILES, "x.xlsx", "x.csv", "x.jsonld", "x.labelstudio.json", "x.doccano.jsonl"]
)
def test_nothing_has_its_name_before_the_end_and_nothing_else_is_left(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    with open_store(target) as writer:
        writer.add(page_rows(NASTY))
        assert not target.is_file()
        assert not target.is_dir() or all(path.suffix == ".part" for path in target.iterdir())
        writer.finish()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert not list(tmp_path.rglob("*.part"))


@pytest.mark.parametrize("name", [*FILES, "x.xlsx", "x.csv"])
def test_two_writers_do_not_mix(name: str, tmp_path: Path) -> None:
    with open_store(tmp_path / name) as first:
        first.add(page_rows(RECORDS))
        with pytest.raises(ShiluError, match="S411"), open_store(tmp_path / name):
            raise AssertionError("two write at once")
        first.finish()
    write(tmp_path / name, PAGES)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_writer_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "x.sqlite.part").write_text("half")
    (tmp_path / "x.sqlite.lock.part").touch()
    write(tmp_path / "x.sqlite", PAGES)
    assert [path.name for path in tmp_path.iterdir()] == ["x.sqlite"]


SAME_BYTES = [name for name in FILES if name != "x.duckdb"]  # DuckDB's file has a chance number in its head


@pytest.mark.parametrize(
    "name", [*SAME_BYTES, "x.xlsx", "x.csv", "x.jsonld", "x.labelstudio.json", "x.doccano.jsonl"]
)
def test_the_same_pages_give_the_same_bytes(name: str, tmp_path: Path) -> None:
    digests = set()
    for run in ("one", "two"):
        write(tmp_path / run / name, PAGES, FAILURES)
        digests.add(digest(tmp_path / run / name))
    assert len(digests) == 1


def test_a_store_goes_through_all_kinds_and_comes_back(tmp_path: Path, database: str) -> None:
    write(tmp_path / "first", by_name(PAGES), FAILURES)
    way = [str(tmp_path / name) for name in ("first", *FILES[1:-1])] + [database, str(tmp_path / "last")]
    for source, target in pairwise(way):
        done = export_store(source, target)
        assert (done.pages, done.failed) == (3, 3)
    assert digest(tmp_path / "last") == digest(tmp_path / "first")


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(st.text(), max_size=4),
    meta=st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none()),
)
def test_any_text_comes_back(name: str, tmp_path: Path, texts: list[str], meta: dict[str, object]) -> None:
    pages = [
        EMPTY.with_fields(page=Page(id=f"{number}{text}", text=text, source=text or None, meta=meta))
        for number, text in enumerate(texts)
    ]
    write(tmp_path / name, pages)
    assert list(read_store(tmp_path / name)) == pages


@pytest.mark.parametrize("name", FILES[1:])
def test_what_is_no_store_is_told(name: str, tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match="S402"):
        list(read_store(tmp_path / name))
    if name != "x.parquet":
        (tmp_path / name).write_bytes(b"something else entirely, long enough to have a head" * 3)
        with pytest.raises(ShiluError, match="S402"):
            list(read_store(tmp_path / name))


@pytest.mark.parametrize("name", ["x.duckdb", "x.sqlite"])
def test_a_database_of_another_program_is_left_alone(name: str, tmp_path: Path) -> None:
    import sqlite3

    import duckdb

    path = tmp_path / name
    other = duckdb.connect(str(path)) if name == "x.duckdb" else sqlite3.connect(path)
    other.execute("CREATE TABLE mine (x INTEGER)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(ShiluError, match=r"S403.*another"):
        write(path, PAGES)
    assert path.read_bytes() == before
    with pytest.raises(ShiluError, match="S402"):
        list(read_store(path))


@pytest.mark.parametrize("name", [*FILES[1:], "x.xlsx", "x.csv", "x.jsonld"])
def test_a_place_that_cannot_be_written_is_told_before_any_work(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ShiluError, match="S104"), open_store(tmp_path / "file" / name):
        raise AssertionError("it began all the same")


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        pytest.param("DELETE FROM pages WHERE page = 'p'", r"S402.*'p'", id="a lost page"),
        pytest.param(
            "UPDATE pages SET text = 'other' WHERE page = 'p'", r"S402.*page 'p'", id="a changed record"
        ),
    ],
)
@pytest.mark.parametrize("name", ["x.duckdb", "x.sqlite"])
def test_a_database_that_was_changed_is_told(name: str, statement: str, told: str, tmp_path: Path) -> None:
    import sqlite3

    import duckdb

    path = tmp_path / name
    write(path, PAGES)
    changed = duckdb.connect(str(path)) if name == "x.duckdb" else sqlite3.connect(path, isolation_level=None)
    changed.execute(statement)
    changed.close()
    with pytest.raises(ShiluError, match=told):
        list(read_store(path))


MISSING = {
    "duckdb": ("x.duckdb", "duckdb"),
    "pyarrow": ("x.parquet", "parquet"),
    "xlsxwriter": ("x.xlsx", "xlsx"),
    "psycopg": ("postgresql://localhost/x", "postgres"),
}


def wanted(extra: str) -> list[str]:
    """What the project says that the extra is."""
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
    return list(project["project"]["optional-dependencies"][extra])


@pytest.mark.parametrize("package", MISSING)
def test_a_missing_package_is_named_with_the_extra_to_install(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    name, extra = MISSING[package]
    monkeypatch.setitem(sys.modules, package, None)
    target = name if "://" in name else tmp_path / name
    with pytest.raises(ShiluError, match=rf"S109.*{package}.*-m pip install .*{package}") as caught:
        open_store(target)
    assert all(f'"{one}"' in str(caught.value) for one in wanted(extra))
    if package != "xlsxwriter":
        with pytest.raises(ShiluError, match="S109"):
            list(read_store(target))
