"""The tables as Parquet files: in the folder of a run, beside its own, or in a new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from shilu.extract.series.batches import Batches
from shilu.extract.stores import Cell, Table
from shilu.extract.stores.decimals import PLACES, PRECISION
from shilu.extract.stores.extras import need
from shilu.extract.stores.rows import Row
from shilu.extract.stores.writer import Part, writing
from shilu.schemas import FORMAT

__all__ = ["ParquetFolder"]


class ParquetFolder(Batches):
    """`variables.parquet` and so on in a folder, which may be that of the run."""

    def __init__(self, folder: Path, tables: Sequence[str]) -> None:
        super().__init__(tables)
        self._arrow = need("pyarrow", target=str(folder))
        self._parquet = need("pyarrow.parquet", target=str(folder))
        self._parts = {name: Part(folder / f"{name}.parquet") for name in tables}
        self._folder = folder
        self._open: dict[str, Any] = {}
        self._files: dict[str, Any] = {}

    def begin(self) -> None:
        """Make the folder and begin the files."""
        with writing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            for name, part in self._parts.items():
                self._files[name] = part.create()
                self._open[name] = self._parquet.ParquetWriter(
                    self._files[name], self._schema(self.tables[name]), compression="zstd"
                )

    def _schema(self, table: Table) -> Any:
        types = {
            "decimal": self._arrow.decimal128(PRECISION, PLACES),
            "integer": self._arrow.int32(),
            "boolean": self._arrow.bool_(),
        }
        fields = [
            self._arrow.field(one.name, types.get(one.type, self._arrow.string())) for one in table.columns
        ]
        return self._arrow.schema(fields, metadata={"shilu": "1", "shilu_format": str(FORMAT)})

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Append a row group to a table's file."""
        schema = self._schema(table)
        arrays = [
            self._arrow.array(list(_typed(one.type, (row[one.name] for row in rows))), type=field.type)
            for one, field in zip(table.columns, schema, strict=True)
        ]
        with writing(self._folder):
            self._open[table.name].write_table(self._arrow.Table.from_arrays(arrays, schema=schema))

    def finish(self) -> None:
        """Give the files their names."""
        self.flush()
        with writing(self._folder):
            for name, part in self._parts.items():
                self._open.pop(name).close()
                self._files.pop(name).close()
                part.publish()

    def discard(self) -> None:
        """Remove the files that were not finished."""
        for name in list(self._files):
            if name in self._open:
                self._open.pop(name).close()
            self._files.pop(name).close()
            self._parts[name].discard()


def _typed(kind: str, cells: Iterable[Cell]) -> Iterator[Any]:
    for cell in cells:
        yield Decimal(str(cell)) if kind == "decimal" and cell is not None else cell
