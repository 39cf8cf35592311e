"""The tables in a database: in that of a run, beside its own tables, or in a new one. All or nothing of it is there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.series.batches import Batches
from shilu.extract.stores import Table
from shilu.extract.stores.duck import DIALECT as DUCKDB
from shilu.extract.stores.duck import duckdb_format
from shilu.extract.stores.extras import need
from shilu.extract.stores.rows import Row
from shilu.extract.stores.sql import Dialect, quoted
from shilu.extract.stores.sqlite import DIALECT as SQLITE
from shilu.extract.stores.sqlite import sqlite_format
from shilu.extract.stores.writer import Part, writing
from shilu.schemas import FORMAT

__all__ = ["DuckdbTables", "SqliteTables"]


def columns_sql(table: Table, dialect: Dialect) -> str:
    """The columns of a table in the words of a database."""
    return ", ".join(f"{quoted(one.name)} {dialect.types[one.type]}" for one in table.columns)


class SqliteTables(Batches):
    """The tables in an SQLite file."""

    def __init__(self, path: Path, tables: Sequence[str]) -> None:
        super().__init__(tables)
        self._path = path
        self._database: sqlite3.Connection | None = None

    def begin(self) -> None:
        """Open the file and make the tables anew within a transaction."""
        new = not self._path.exists()
        if not new and sqlite_format(self._path) is None:
            raise ShiluError("S403", path=self._path, why="it is another database")
        with self._working():
            self._database = sqlite3.connect(self._path, isolation_level=None)
            self._database.execute("BEGIN IMMEDIATE")
            if new:
                self._database.execute("PRAGMA application_id = 1399351660")
                self._database.execute(f"PRAGMA user_version = {FORMAT}")
            for table in self.tables.values():
                self._database.execute(f"DROP TABLE IF EXISTS {quoted(table.name)}")
                self._database.execute(f"CREATE TABLE {quoted(table.name)} ({columns_sql(table, SQLITE)})")

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Append rows to a table."""
        assert self._database is not None
        marks = ", ".join("?" for _ in table.names)
        with self._working():
            self._database.executemany(
                f"INSERT INTO {quoted(table.name)} VALUES ({marks})",
                ([row[name] for name in table.names] for row in rows),
            )

    def finish(self) -> None:
        """End the transaction."""
        self.flush()
        assert self._database is not None
        with self._working():
            self._database.execute("COMMIT")
            self._database.close()
        self._database = None

    def discard(self) -> None:
        """Leave the file as it was."""
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextmanager
    def _working(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise ShiluError("S104", path=self._path, why=error) from error


class DuckdbTables(Batches):
    """The tables in a DuckDB file."""

    def __init__(self, path: Path, tables: Sequence[str]) -> None:
        super().__init__(tables)
        self._duckdb = need("duckdb", target=str(path))
        self._path = path
        self._rows = Part(path.with_name(path.name + ".rows"))
        self._database: Any = None

    def begin(self) -> None:
        """Open the file and make the tables anew within a transaction."""
        if self._path.exists() and duckdb_format(self._path) is None:
            raise ShiluError("S403", path=self._path, why="it is another database")
        with self._working():
            self._database = self._duckdb.connect(
                str(self._path), config={"memory_limit": "512MB", "autoinstall_known_extensions": "false"}
            )
            self._database.execute("BEGIN")
            self._database.execute("CREATE TABLE IF NOT EXISTS shilu (schema_version INTEGER)")
            self._database.execute(
                f"INSERT INTO shilu SELECT {FORMAT} WHERE NOT EXISTS (SELECT 1 FROM shilu)"
            )
            for table in self.tables.values():
                self._database.execute(
                    f"CREATE OR REPLACE TABLE {quoted(table.name)} ({columns_sql(table, DUCKDB)})"
                )

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Append rows to a table, by way of a file of JSON lines."""
        with self._working():
            with self._rows.create() as file:
                for row in rows:
                    file.write((json.dumps(row, ensure_ascii=False) + "\n").encode())
            kinds = {"integer": "INTEGER", "boolean": "BOOLEAN"}
            read = ", ".join(
                f"{quoted(one.name)}: '{kinds.get(one.type, 'VARCHAR')}'" for one in table.columns
            )
            cells = ", ".join(
                f"CAST({quoted(one.name)} AS {DUCKDB.types[one.type]})" for one in table.columns
            )
            self._database.execute(
                f"INSERT INTO {quoted(table.name)} SELECT {cells} FROM read_json(?, "
                f"format = 'newline_delimited', columns = {{{read}}}, maximum_object_size = 100000000)",
                [str(self._rows.part)],
            )

    def finish(self) -> None:
        """End the transaction."""
        self.flush()
        with self._working():
            self._database.execute("COMMIT")
            self._database.close()
        self._database = None
        self._rows.discard()

    def discard(self) -> None:
        """Leave the file as it was."""
        if self._database is not None:
            self._database.close()
            self._database = None
            self._rows.discard()

    @contextmanager
    def _working(self) -> Iterator[None]:
        try:
            with writing(self._path):
                yield
        except self._duckdb.Error as error:
            raise ShiluError("S104", path=self._path, why=in_one_line(error)) from error
