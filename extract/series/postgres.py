"""The tables on a PostgreSQL server, in the schema `shilu` beside those of the runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.series.batches import Batches
from shilu.extract.stores import Address, Cell, Table
from shilu.extract.stores.extras import need
from shilu.extract.stores.postgres import DIALECT
from shilu.extract.stores.rows import Row
from shilu.extract.stores.sql import quoted

__all__ = ["PostgresTables"]

_SCHEMA = "shilu"


class PostgresTables(Batches):
    """The tables of a server, made anew in one transaction: readers see them as they were or as they shall be."""

    def __init__(self, address: Address, tables: Sequence[str]) -> None:
        super().__init__(tables)
        self._address = address
        self._psycopg = need("psycopg", target=address.shown)
        self._database: Any = None

    def begin(self) -> None:
        """Make the tables anew within a transaction. Raises `ShiluError` S109, S407."""
        with self._working():
            self._database = self._psycopg.connect(self._address.whole, client_encoding="UTF8")
            self._database.execute("SELECT pg_advisory_xact_lock(hashtext('shilu'))")
            self._database.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
            for table in self.tables.values():
                name = f"{_SCHEMA}.{quoted(table.name)}"
                columns = ", ".join(f"{quoted(one.name)} {DIALECT.types[one.type]}" for one in table.columns)
                self._database.execute(f"CREATE TABLE IF NOT EXISTS {name} ({columns})")
                self._database.execute(f"DELETE FROM {name}")

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Copy rows into a table; U+0000, which the server cannot keep, becomes its picture."""
        columns = ", ".join(map(quoted, table.names))
        copying = f"COPY {_SCHEMA}.{quoted(table.name)} ({columns}) FROM STDIN"
        with self._working(), self._database.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row([_storable(row[name]) for name in table.names])

    def finish(self) -> None:
        """Commit."""
        self.flush()
        with self._working():
            self._database.commit()
            self._database.close()
        self._database = None

    def discard(self) -> None:
        """Leave the server as it was."""
        if self._database is not None:
            self._database.close()
            self._database = None

    @contextmanager
    def _working(self) -> Iterator[None]:
        try:
            yield
        except self._psycopg.Error as error:
            why = self._address.without_secrets(in_one_line(error.diag.message_primary or error))
            raise ShiluError("S407", target=self._address.shown, why=why) from None


def _storable(cell: Cell) -> Cell:
    return cell.replace("\0", "␀").replace("\\u0000", "␀") if isinstance(cell, str) else cell
