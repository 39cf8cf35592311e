"""The tables as CSV: one file a table in a folder, or one table in a file for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from shilu.extract.errors import ShiluError
from shilu.extract.series.columns import SERIES_TABLES, Rows
from shilu.extract.stores import Cell
from shilu.extract.stores.folder import csv_lines
from shilu.extract.stores.formulas import guarded
from shilu.extract.stores.spreadsheet import Headers, header, shown_columns
from shilu.extract.stores.writer import Part, writing

__all__ = ["CsvFile", "CsvFolder", "TablesWriter"]


class TablesWriter(Protocol):
    """Takes the rows of the tables, variable by variable, and gives them their place when all are there."""

    def begin(self) -> None:
        """Make ready to add."""

    def add(self, rows: Rows) -> None:
        """Add the rows of one variable, by table."""

    def finish(self) -> None:
        """Give what was written its name."""

    def discard(self) -> None:
        """Remove what was not finished."""


class CsvFolder:
    """`variables.csv` and so on in a folder, which may be that of the run."""

    def __init__(self, folder: Path, tables: Sequence[str], headers: Headers, *, bom: bool) -> None:
        self._folder = folder
        self._files = {
            name: CsvFile(folder / f"{name}.csv", name, headers, bom=bom, raw=True) for name in tables
        }

    def begin(self) -> None:
        """Make the folder and begin the files."""
        with writing(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
        for file in self._files.values():
            file.begin()

    def add(self, rows: Rows) -> None:
        """Append the rows of a variable to each file."""
        for file in self._files.values():
            file.add(rows)

    def finish(self) -> None:
        """Give all files their names."""
        for file in self._files.values():
            file.finish()

    def discard(self) -> None:
        """Remove the files that were not finished."""
        for file in self._files.values():
            file.discard()


class CsvFile:
    """One table as a CSV file; `raw` leaves cells that a spreadsheet would take for formulas."""

    def __init__(self, path: Path, table: str, headers: Headers, *, bom: bool, raw: bool) -> None:
        if table not in SERIES_TABLES:
            raise ShiluError("S410", table=table, tables=", ".join(SERIES_TABLES))
        self._part = Part(path)
        self._table = SERIES_TABLES[table]
        self._columns = shown_columns(self._table)
        self._headers = headers
        self._bom = bom
        self._raw = raw
        self._file: Any = None

    def begin(self) -> None:
        """Begin the file with its heads."""
        with writing(self._part.path):
            self._file = self._part.create()
            heads = csv_lines([[header(one, self._headers) for one in self._columns]])
            self._file.write((("\ufeff" if self._bom else "") + heads).encode())

    def add(self, rows: Rows) -> None:
        """Append the rows of the table."""
        cells = ([self._cell(row[one.name]) for one in self._columns] for row in rows[self._table.name])
        with writing(self._part.path):
            self._file.write(csv_lines(cells).encode())

    def _cell(self, cell: Cell) -> Cell:
        return cell if self._raw else guarded(cell)

    def finish(self) -> None:
        """Give the file its name."""
        with writing(self._part.path):
            self._file.close()
            self._part.publish()
        self._file = None

    def discard(self) -> None:
        """Remove what was not finished."""
        if self._file is not None:
            self._file.close()
            self._file = None
            self._part.discard()
