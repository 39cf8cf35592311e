"""A database on the disk in which rows are put in order: DuckDB where it is installed, SQLite where it is not.

Both spill onto the disk what memory does not hold, and hand rows on some thousand at a time.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any

__all__ = ["Engine", "duckdb_module"]

_FETCH = 5_000
"""Rows that are fetched at a time."""

_MEMORY = "384MB"
"""What DuckDB may hold; SQLite holds less than half of it."""

Tables = Mapping[str, Sequence[str]]
"""The columns of each table, all of text but those whose name ends in `_at`, which are whole numbers."""


class Engine:
    """A database: in `folder`, where it stays, or in one that goes when it is closed."""

    def __init__(self, tables: Tables, *, engine: str = "", folder: Path | None = None) -> None:
        """`engine` is `duckdb` or `sqlite`; the first that is installed without it."""
        self._tables = dict(tables)
        self._duckdb = duckdb_module() if engine in ("", "duckdb") else None
        self._folder = folder
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._numbers = count()
        self._database: Any = None

    @property
    def name(self) -> str:
        """What puts the rows in order."""
        return "duckdb" if self._duckdb else "sqlite"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"facts.{self.name}"

    def open(self) -> None:
        """Open the database and make the tables that it lacks. Raises `Error`s of the database, `OSError`."""
        self._scratch = tempfile.TemporaryDirectory(prefix="shilu-series-")
        path = (self._folder or Path(self._scratch.name)) / self.file
        if self._duckdb:
            settings = {
                "memory_limit": _MEMORY, "threads": "2", "autoinstall_known_extensions": "false",
                "temp_directory": str(Path(self._scratch.name) / "spill"),
            }  # fmt: skip
            self._database = self._duckdb.connect(str(path), config=settings)
        else:
            self._database = sqlite3.connect(path, isolation_level=None)
            careless = () if self._folder else ("journal_mode = OFF", "synchronous = OFF")
            for pragma in (*careless, "cache_size = -200000"):
                self._database.execute(f"PRAGMA {pragma}")
        for table, columns in self._tables.items():
            self._database.execute(f"CREATE TABLE IF NOT EXISTS {table} ({_typed(columns)})")

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """What the database raises, and what the disk does."""
        return (OSError, self._duckdb.Error if self._duckdb else sqlite3.Error)

    def close(self) -> None:
        """Close the database and remove what was not to stay."""
        if self._database is not None:
            with suppress(Exception):
                self._database.close()
            self._database = None
        if self._scratch is not None:
            self._scratch.cleanup()

    def execute(self, query: str, values: Sequence[Any] = ()) -> None:
        """Do what a statement says."""
        self._database.execute(query, list(values))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done within, or nothing."""
        self._database.execute("BEGIN")
        try:
            yield
        except BaseException:
            with suppress(Exception):
                self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def insert(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        """Append rows to a table. They reach DuckDB through a file of JSON lines, as they do in its store."""
        columns = self._tables[table]
        if not rows:
            return
        if not self._duckdb:
            marks = ", ".join("?" for _ in columns)
            self._database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            return
        assert self._scratch is not None
        path = Path(self._scratch.name) / "rows.jsonl"
        longest = 1_000_000
        with path.open("w", encoding="utf-8") as file:
            for row in rows:
                line = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n"
                longest = max(longest, 4 * len(line))
                file.write(line)
        read = ", ".join(f"{one}: '{_type(one)}'" for one in columns)
        self._database.execute(
            f"INSERT INTO {table} SELECT {', '.join(columns)} FROM read_json(?, format = 'newline_delimited', "
            f"columns = {{{read}}}, maximum_object_size = {longest})",
            [str(path)],
        )

    def given(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Make a table anew that is gone with the connection: what a query is about."""
        self.execute(f"DROP TABLE IF EXISTS {table}")
        self.execute(f"CREATE TEMP TABLE {table} ({_typed(columns)})")
        self._tables[table] = columns
        self.insert(table, rows)

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query in its order. DuckDB would hold them all, so they pass through a table of their own."""
        if not self._duckdb:
            cursor = self._database.execute(query)
            while rows := cursor.fetchmany(_FETCH):
                yield from rows
            return
        table = f"rows_{next(self._numbers)}"
        self._database.execute(f"CREATE TEMP TABLE {table} AS {query}")
        for start in count(0, _FETCH):
            rows = self._database.execute(
                f"SELECT * FROM {table} WHERE rowid >= ? AND rowid < ? ORDER BY rowid",
                [start, start + _FETCH],
            ).fetchall()
            if not rows:
                break
            yield from rows
        self._database.execute(f"DROP TABLE {table}")


def _typed(columns: Sequence[str]) -> str:
    return ", ".join(f"{one} {_type(one)}" for one in columns)


def _type(column: str) -> str:
    return "INTEGER" if column.endswith("_at") else "VARCHAR"


def duckdb_module() -> Any:
    """The package `duckdb`; None where it is not installed."""
    try:
        import duckdb
    except ImportError:
        return None
    return duckdb
