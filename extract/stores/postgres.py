"""A run into a PostgreSQL server: tables in the schema `shilu`, updated by the stable names of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.stores.address import Address
from shilu.extract.stores.batches import BatchWriter
from shilu.extract.stores.extras import need
from shilu.extract.stores.merge import merge
from shilu.extract.stores.rows import LISTS, Cell, PageRows, Row
from shilu.extract.stores.sql import Dialect, create_comments, create_tables, create_views, quoted
from shilu.extract.stores.tables import TABLES, Table
from shilu.extract.stores.writer import FailedDocument, failures
from shilu.schemas import PageRecords

__all__ = ["DIALECT", "PostgresWriter", "postgres_failures", "read_postgres"]

_SCHEMA = "shilu"
_ENCODING = "UTF8"
"""Of what travels, whatever the database was made with: SQL_ASCII, say, which is what `initdb` makes under LC_ALL=C."""

DIALECT = Dialect(
    types={
        "text": "text",
        "integer": "integer",
        "decimal": "numeric",
        "share": "double precision",
        "boolean": "boolean",
        "json": "json",
    },
    names="(SELECT string_agg(DISTINCT n.canonical, '、' ORDER BY n.canonical) FROM {schema}names n"
    ' WHERE n.page = f.page AND n.start >= f.sentence_start AND n."end" <= f.sentence_end)',
    schema=f"{_SCHEMA}.",
    cascade=True,
)
"""The tables in the words of PostgreSQL."""

_LONGEST_NAME = 500
"""Characters of a name of a page or row: an index of PostgreSQL takes 2,704 bytes, a Chinese character has three or
four."""

_NAMES = ("page", "id", "fact", "same_as")

_WINDOW = 2_000
"""Rows fetched from the server at a time."""


class PostgresWriter(BatchWriter):
    """Adds a run to a database. Pages that are there already are replaced, with all that was found on them; other pages
    stay. Rows are copied into temporary tables; `finish` moves them over in one transaction, so that readers see the
    database as it was or as it shall be.
    """

    def __init__(self, address: Address) -> None:
        super().__init__(address.shown)
        self._address = address
        self._psycopg = need("psycopg", target=self.target)
        self._database: Any = None

    def begin(self) -> None:
        """Make or check the schema. Raises `ShiluError` S109 without the package `psycopg`, S407 where the server
        cannot be reached or refuses, S409 where tables there differ from ours."""
        with self._working():
            self._database = self._psycopg.connect(self._address.whole, client_encoding=_ENCODING)
            self._take_turn()
            if self._columns():
                self._check()
            else:
                self._create()
            for name in TABLES:
                self._database.execute(f"CREATE TEMPORARY TABLE new_{name} (LIKE {_SCHEMA}.{quoted(name)})")
            self._database.commit()

    def _take_turn(self) -> None:
        """One writer at a time makes the schema or moves rows over; held until the transaction ends."""
        self._database.execute("SELECT pg_advisory_xact_lock(hashtext('shilu'))")

    def _create(self) -> None:
        self._database.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
        for statement in (
            *create_tables(DIALECT),
            *create_comments(DIALECT),
            *create_views(DIALECT, replace=True),
        ):
            self._database.execute(statement)

    def _columns(self) -> dict[str, dict[str, str]]:
        """The types of the columns of our tables, as the server has them."""
        found: dict[str, dict[str, str]] = {}
        rows = self._database.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns "
            "WHERE table_schema = %s AND table_name = ANY(%s) ORDER BY ordinal_position",
            (_SCHEMA, list(TABLES)),
        )
        for table, column, kind in rows:
            found.setdefault(table, {})[column] = kind
        return found

    def _check(self) -> None:
        found = self._columns()
        for table in TABLES.values():
            fault = _difference(table, found.get(table.name, {}))
            if fault:
                raise ShiluError("S409", target=self.target, what=f"table {_SCHEMA}.{table.name} {fault}")

    def add(self, rows: PageRows) -> None:
        """Add a page; one with U+0000 in it, which PostgreSQL cannot keep, becomes a failure."""
        if any(
            isinstance(cell, str) and "\0" in cell
            for found in rows.values()
            for row in found
            for cell in row.values()
        ):
            (page,) = rows["pages"]
            self.lose(f"page {page['page']!r} was left out: PostgreSQL cannot keep U+0000 in a text")
            self.fail(
                FailedDocument(
                    source=str(page["source"] or page["page"]),
                    line=None,
                    reason="PostgreSQL cannot keep U+0000 in a text",
                    stage="store",
                )
            )
            return
        super().add({table: tuple(self._keyed(table, row) for row in found) for table, found in rows.items()})

    def failed_row(self, failure: FailedDocument) -> Row:
        """The row of the table `failed`, its name short enough for an index."""
        return self._keyed("failed", super().failed_row(failure))

    def _keyed(self, table: str, row: Mapping[str, Cell]) -> dict[str, Cell]:
        """The row with names that an index of PostgreSQL can hold; whole they are in `record`."""
        keyed = dict(row)
        for name in _NAMES:
            cell = keyed.get(name)
            if isinstance(cell, str) and len(cell) > _LONGEST_NAME:
                keyed[name] = _short(cell)
                self.lose(
                    f"{table}.{name}: names of more than {_LONGEST_NAME} characters are cut; whole in `record`"
                )
        return keyed

    def write(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Copy rows into the temporary table."""
        names = TABLES[table].names
        columns = ", ".join(map(quoted, names))
        copying = f"COPY new_{table} ({columns}) FROM STDIN"
        with self._working(), self._database.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row([row[name] for name in names])

    def finish(self) -> None:
        """Move all rows over and commit."""
        self.flush()
        with self._working():
            self._take_turn()
            for name in TABLES:
                self._database.execute(f"ANALYZE new_{name}")
            for table in TABLES.values():
                self._database.execute(_forget(table))
                self._database.execute(_upsert(table))
            self._database.commit()
            self._database.close()
        self._database = None

    def discard(self) -> None:
        """Give up what was not finished."""
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextmanager
    def _working(self) -> Iterator[None]:
        try:
            yield
        except self._psycopg.Error as error:
            raise ShiluError("S407", target=self.target, why=_plain(error, self._address)) from None


def _plain(error: Any, address: Address) -> str:
    """What the server says, without the statement that it says it of, and without a password. Messages are raised
    without their cause, whose words would stand in a traceback."""
    return address.without_secrets(in_one_line(error.diag.message_primary or error))


def _short(name: str) -> str:
    """A name of at most 500 characters, another for each long name."""
    return f"{name[: _LONGEST_NAME - 33]}~{blake2b(name.encode(), digest_size=16).hexdigest()}"


def _difference(table: Table, found: Mapping[str, str]) -> str | None:
    """What of the table on the server is not as it should be; columns that others added do no harm."""
    if not found:
        return "is missing beside our other tables"
    for column in table.columns:
        wanted = DIALECT.types[column.type]
        if column.name not in found:
            return f"has no column {column.name}"
        if found[column.name] != wanted:
            return f"has {column.name} as {found[column.name]}, not {wanted}"
    return None


def _forget(table: Table) -> str:
    """Deletes what an earlier run found on the pages of this one and this one does not; failures of files that were
    processed again."""
    if table.name == "failed":
        return (
            f"DELETE FROM {_SCHEMA}.failed old WHERE old.source IN "
            "(SELECT source FROM new_pages UNION SELECT source FROM new_failed)"
        )
    key = quoted(table.key)
    return (
        f"DELETE FROM {_SCHEMA}.{quoted(table.name)} old USING new_pages page WHERE old.page = page.page "
        f"AND NOT EXISTS (SELECT 1 FROM new_{table.name} kept WHERE kept.{key} = old.{key})"
    )


def _upsert(table: Table) -> str:
    """Inserts new rows and updates those that changed; the others are not written again."""
    names = [quoted(name) for name in table.names]
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in names)
    before, after = (
        ", ".join(
            f"{where}.{quoted(one.name)}" + ("::text" if one.type == "json" else "") for one in table.columns
        )
        for where in ("old", "EXCLUDED")
    )
    columns = ", ".join(names)
    return (
        f"INSERT INTO {_SCHEMA}.{quoted(table.name)} AS old ({columns}) SELECT {columns} FROM new_{table.name} "
        f"ON CONFLICT ({quoted(table.key)}) DO UPDATE SET {changes} WHERE ({before}) IS DISTINCT FROM ({after})"
    )


def _reading(address: Address, read: Callable[[Any], Iterator[Any]]) -> Iterator[Any]:
    """Read in one snapshot. Raises `ShiluError` S109, S402, S407."""
    shown = address.shown
    psycopg = need("psycopg", target=shown)
    try:
        with psycopg.connect(address.whole, client_encoding=_ENCODING) as database:
            database.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield from read(database)
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
        raise ShiluError("S402", path=shown, why=_plain(error, address)) from None
    except psycopg.Error as error:
        raise ShiluError("S407", target=shown, why=_plain(error, address)) from None


def _rows(database: Any, table: str, query: str) -> Iterator[tuple[Any, ...]]:
    """The answer, fetched some rows at a time through a cursor on the server."""
    with database.cursor(name=f"shilu_{table}") as cursor:
        cursor.itersize = _WINDOW
        yield from cursor.execute(query)


def read_postgres(address: Address) -> Iterator[PageRecords]:
    """The records of the database in order of the pages' names, as they were at one moment."""

    def read(database: Any) -> Iterator[PageRecords]:
        pages = _rows(
            database,
            "pages",
            f'SELECT page, text, record::text FROM {_SCHEMA}.pages ORDER BY page COLLATE "C"',
        )
        lists = {
            name: _rows(
                database,
                name,
                f'SELECT page, record::text FROM {_SCHEMA}.{name} ORDER BY page COLLATE "C", position',
            )
            for name in LISTS
        }
        yield from merge(address.shown, pages, lists)

    return _reading(address, read)


def postgres_failures(address: Address) -> Iterator[FailedDocument]:
    """The inputs that failed, in order of their names."""

    def read(database: Any) -> Iterator[FailedDocument]:
        query = f'SELECT source, line, reason, stage, trace FROM {_SCHEMA}.failed ORDER BY id COLLATE "C"'
        yield from failures(_rows(database, "failed", query))

    return _reading(address, read)
