"""A run as a folder of Parquet files, one a table, the same bytes for the same pages. Beside each decimal stands the
same as floating point (`value_number`), which data frames reckon with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.stores.batches import BatchWriter
from shilu.extract.stores.decimals import PLACES, PRECISION, fixed
from shilu.extract.stores.extras import need
from shilu.extract.stores.merge import merge
from shilu.extract.stores.rows import LISTS, Cell
from shilu.extract.stores.tables import TABLES, Column, Table
from shilu.extract.stores.writer import FailedDocument, Part, failures, writing
from shilu.schemas import FORMAT, PageRecords

__all__ = ["ParquetWriter", "parquet_failures", "parquet_format", "read_parquet"]

_FORMAT = b"shilu_format"
"""Key of the file's metadata with the version of its tables and records."""

_WINDOW = 2_000
"""Rows of a file read at a time."""


def _type(pyarrow: Any, column: Column) -> Any:
    if column.type == "decimal":
        return pyarrow.decimal128(PRECISION, PLACES)
    types = {"integer": pyarrow.int32(), "share": pyarrow.float64(), "boolean": pyarrow.bool_()}
    return types.get(column.type, pyarrow.string())


class ParquetWriter(BatchWriter):
    """Writes `pages.parquet`, `facts.parquet` and so on into a folder; those of an earlier run are replaced by
    `finish`, other files stay."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), lock=folder / "lock.part")
        self._arrow = need("pyarrow", target=str(folder))
        self._parquet = need("pyarrow.parquet", target=str(folder))
        self._parts = {table: Part(folder / f"{table}.parquet") for table in TABLES}
        self._open: dict[str, Any] = {}
        self._files: dict[str, IO[bytes]] = {}

    def begin(self) -> None:
        """Make the folder and begin its files. Raises `ShiluError` S109 without the package `pyarrow`."""
        for table, part in self._parts.items():
            self._files[table] = part.create()
            with writing(self.target):
                self._open[table] = self._parquet.ParquetWriter(
                    self._files[table], self._schema(TABLES[table]), compression="zstd"
                )

    def _schema(self, table: Table) -> Any:
        fields = []
        for one in table.columns:
            fields.append(
                self._arrow.field(one.name, _type(self._arrow, one), nullable=one.name != table.key)
            )
            if one.type == "decimal":
                fields.append(self._arrow.field(f"{one.name}_number", self._arrow.float64()))
        return self._arrow.schema(fields, metadata={_FORMAT: str(FORMAT), "shilu": "1"})

    def write(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Append a row group to a table's file."""
        schema = self._schema(TABLES[table])
        arrays = []
        for one in TABLES[table].columns:
            cells = [self._cell(table, one, row[one.name]) for row in rows]
            arrays.append(self._arrow.array(cells, type=_type(self._arrow, one)))
            if one.type == "decimal":
                numbers = [None if cell is None else float(cell) for cell in cells]
                arrays.append(self._arrow.array(numbers, type=self._arrow.float64()))
        with writing(self.target):
            self._open[table].write_table(self._arrow.Table.from_arrays(arrays, schema=schema))

    def _cell(self, table: str, column: Column, cell: Cell) -> Any:
        if column.type == "decimal" and isinstance(cell, str):
            return fixed(cell, f"{table}.{column.name}", self)
        return cell

    def finish(self) -> None:
        """Write what waits and give the files their names."""
        self.flush()
        with writing(self.target):
            for table in self._parts:
                self._open[table].close()
                self._files[table].close()
            for part in self._parts.values():
                part.publish()
        self._open.clear()
        self._files.clear()

    def discard(self) -> None:
        """Remove what was not finished."""
        files, self._files = self._files, {}
        for table, file in files.items():
            with suppress(OSError):  # a full disk, once more: what could not be written is thrown away
                if table in self._open:
                    self._open.pop(table).close()
            with suppress(OSError):
                file.close()
            self._parts[table].discard()


def _rows(folder: Path, table: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Rows of a table's file, some at a time. Raises `ShiluError` S109, S402."""
    arrow, parquet = need("pyarrow", target=str(folder)), need("pyarrow.parquet", target=str(folder))
    path = folder / f"{table}.parquet"
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=_WINDOW, columns=list(columns)):
                yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)
    except (OSError, KeyError, arrow.ArrowException) as error:
        raise ShiluError("S402", path=folder, why=f"{path.name}: {in_one_line(error)}") from error


def read_parquet(folder: Path) -> Iterator[PageRecords]:
    """The records of the folder, page by page, in the order in which they were written.

    Raises `ShiluError` S109 without the package `pyarrow`, S402 where a file is missing or not ours.
    """
    lists = {name: _rows(folder, name, "page", "record") for name in LISTS}
    return merge(folder, _rows(folder, "pages", "page", "text", "record"), lists)


def parquet_format(folder: Path) -> int | None:
    """The version of the tables and records in the folder; null where that cannot be told. 0.1.0 wrote none."""
    arrow, parquet = need("pyarrow", target=str(folder)), need("pyarrow.parquet", target=str(folder))
    try:
        found = parquet.read_schema(folder / "pages.parquet").metadata or {}
        return int(found.get(_FORMAT, b"1"))
    except (OSError, ValueError, arrow.ArrowException):
        return None


def parquet_failures(folder: Path) -> Iterator[FailedDocument]:
    """The inputs that failed. Raises `ShiluError` S109, S402."""
    return failures(_rows(folder, "failed", "source", "line", "reason", "stage", "trace"))
