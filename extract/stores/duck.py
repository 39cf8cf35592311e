"""A run as one DuckDB file, with views ready to be queried."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.stores.batches import BatchWriter
from shilu.extract.stores.decimals import PLACES, PRECISION, fixed
from shilu.extract.stores.extras import need
from shilu.extract.stores.merge import merge
from shilu.extract.stores.rows import LISTS, Cell
from shilu.extract.stores.sql import (
    SCHEMA_VERSION,
    Dialect,
    create_comments,
    create_tables,
    create_views,
    quoted,
)
from shilu.extract.stores.tables import TABLES, Column
from shilu.extract.stores.writer import FailedDocument, Part, failures, writing
from shilu.schemas import PageRecords, plain

__all__ = ["DIALECT", "DuckdbWriter", "duckdb_failures", "duckdb_format", "read_duckdb"]

_DECIMAL = f"DECIMAL({PRECISION}, {PLACES})"

DIALECT = Dialect(
    types={
        "text": "VARCHAR",
        "integer": "INTEGER",
        "decimal": _DECIMAL,
        "share": "DOUBLE",
        "boolean": "BOOLEAN",
        "json": "JSON",
    },
    names="(SELECT string_agg(DISTINCT n.canonical, '、' ORDER BY n.canonical) FROM names n WHERE n.page = f.page"
    ' AND n.start >= f.sentence_start AND n."end" <= f.sentence_end)',
    indexed=False,  # rows of a page stand together, which is index enough; an index would have to fit into memory
)
"""The tables in the words of DuckDB."""

_OBJECT = 1_000_000
"""Bytes that DuckDB makes room for when it reads a row; more where one is longer."""

_SETTINGS = {"memory_limit": "1GB", "autoinstall_known_extensions": "false"}
"""What DuckDB may hold while it writes, however many pages there are (by itself it takes most of the machine); and it
fetches nothing from the network."""

_WINDOW = 2_000
"""Rows of a table read at a time."""


class DuckdbWriter(BatchWriter):
    """Writes a new DuckDB file; one of an earlier run is replaced by `finish`.

    Rows reach DuckDB through a file of JSON lines beside the target: of its own ways in that need no further package,
    the quick one.
    """

    def __init__(self, path: Path) -> None:
        self._part = Part(path)
        super().__init__(str(path), lock=self._part.lock)
        self._rows = Part(path.with_name(path.name + ".rows"))
        self._database: Any = None
        self._duckdb = need("duckdb", target=str(path))

    def begin(self) -> None:
        """Make the file and its tables. Raises `ShiluError` S109 without the package `duckdb`, S403 where a file that
        is not ours has the name."""
        self._part.prepare()
        if self._part.path.exists() and not self.force:
            _connect(self._part.path, code="S403").close()
        with self._working():
            self._database = self._duckdb.connect(str(self._part.part), config=_SETTINGS)
            # One transaction: the disk is waited for once, not for each of two hundred statements.
            self._database.begin()
            for statement in (*create_tables(DIALECT), *create_comments(DIALECT), *create_views(DIALECT)):
                self._database.execute(statement)
            self._database.execute("CREATE TABLE shilu (schema_version INTEGER)")
            self._database.execute(f"INSERT INTO shilu VALUES ({SCHEMA_VERSION})")
            self._database.commit()

    def write(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Append rows to a table."""
        columns = TABLES[table].columns
        with self._working():
            longest = 0
            with self._rows.create() as file:
                for row in rows:
                    longest = max(longest, file.write(self._line(table, columns, row)))
            read = ", ".join(f"{quoted(one.name)}: '{_read_as(one)}'" for one in columns)
            cells = ", ".join(f"CAST({quoted(one.name)} AS {DIALECT.types[one.type]})" for one in columns)
            self._database.execute(
                f"INSERT INTO {quoted(table)} SELECT {cells} FROM read_json(?, format = 'newline_delimited', "
                f"columns = {{{read}}}, maximum_object_size = {max(longest, _OBJECT)})",
                [str(self._rows.part)],
            )

    def _line(self, table: str, columns: Sequence[Column], row: Mapping[str, Cell]) -> bytes:
        cells: dict[str, Cell] = {}
        for column in columns:
            cell = row[column.name]
            if column.type == "decimal" and isinstance(cell, str):
                number = fixed(cell, f"{table}.{column.name}", self)
                cell = None if number is None else plain(number)
            cells[column.name] = cell
        return (json.dumps(cells, ensure_ascii=False) + "\n").encode()

    def finish(self) -> None:
        """Write what waits and give the file its name."""
        self.flush()
        with self._working():
            self._database.execute("CHECKPOINT")
            self._database.close()
            self._part.publish(beside=(".wal",))
            self._rows.discard()
        self._database = None

    def discard(self) -> None:
        """Remove what was not finished."""
        if self._database is not None:
            self._database.close()
            self._database = None
            self._part.discard(beside=(".wal",))
            self._rows.discard()

    @contextmanager
    def _working(self) -> Iterator[None]:
        try:
            with writing(self.target):
                yield
        except self._duckdb.Error as error:
            raise ShiluError("S104", path=self.target, why=in_one_line(error)) from error


def _read_as(column: Column) -> str:
    """The type by which a cell is read out of JSON; decimals come as text, so that none passes through a float."""
    return {"integer": "INTEGER", "share": "DOUBLE", "boolean": "BOOLEAN"}.get(column.type, "VARCHAR")


def _connect(path: Path, *, code: str = "S402") -> Any:
    """The database, to read only. Raises `ShiluError` unless it is ours, of whatever version."""
    duckdb = need("duckdb", target=str(path))
    try:
        database = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise ShiluError(code, path=path, why=in_one_line(error)) from error
    if _version(database) is None:
        database.close()
        raise ShiluError(code, path=path, why="it is another database")
    return database


def _version(database: Any) -> int | None:
    try:
        found = database.execute("SELECT schema_version FROM shilu").fetchone()
    except need("duckdb", target="it").Error:
        return None
    return int(found[0]) if found else None


def duckdb_format(path: Path) -> int | None:
    """The version of the tables and records in the file; null where it is none of ours."""
    try:
        with closing(_connect(path)) as database:
            return _version(database)
    except ShiluError:
        return None


def _rows(database: Any, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a table in the order in which they were written, a window at a time: DuckDB would otherwise hold
    the whole answer."""
    (last,) = database.execute(f"SELECT max(rowid) FROM {table}").fetchone()
    if last is None:
        return
    query = f"SELECT {columns} FROM {table} WHERE rowid >= ? AND rowid < ? ORDER BY rowid"
    for start in count(0, _WINDOW):
        if start > last:
            return
        yield from database.execute(query, [start, start + _WINDOW]).fetchall()


def _reading(path: Path, read: Callable[[Any], Iterator[Any]]) -> Iterator[Any]:
    duckdb = need("duckdb", target=str(path))
    with closing(_connect(path)) as database:
        try:
            yield from read(database)
        except duckdb.Error as error:
            raise ShiluError("S402", path=path, why=in_one_line(error)) from error


def read_duckdb(path: Path) -> Iterator[PageRecords]:
    """The records of the file, page by page, in the order in which they were written.

    Raises `ShiluError` S109 without the package `duckdb`, S402 where the file is no store of ours.
    """

    def read(database: Any) -> Iterator[PageRecords]:
        lists = {name: _rows(database.cursor(), name, "page, record") for name in LISTS}
        yield from merge(path, _rows(database.cursor(), "pages", "page, text, record"), lists)

    return _reading(path, read)


def duckdb_failures(path: Path) -> Iterator[FailedDocument]:
    """The inputs that failed. Raises `ShiluError` S109, S402."""

    def read(database: Any) -> Iterator[FailedDocument]:
        yield from failures(_rows(database, "failed", "source, line, reason, stage, trace"))

    return _reading(path, read)
