"""What a spreadsheet would take for a formula, and one table as a CSV file for spreadsheets."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from shilu.extract.errors import ShiluError
from shilu.extract.stores.folder import csv_lines
from shilu.extract.stores.rows import Cell, PageRows, cell_text
from shilu.extract.stores.tables import TABLES, Column, Table
from shilu.extract.stores.textfile import TextFileWriter
from shilu.extract.stores.writer import FailedDocument

__all__ = ["CsvWriter", "Headers", "header", "looks_like_formula", "shown_columns"]

Headers = Literal["en", "zh"]

_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet reckon with a cell: OWASP's list for CSV injection."""


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula.

    >>> looks_like_formula("=1+1"), looks_like_formula("＋86"), looks_like_formula("86座")
    (True, True, False)
    """
    return text[:1] in _FORMULA and text != ""


def shown_columns(table: Table) -> tuple[Column, ...]:
    """The columns for people: all but the complete record."""
    return tuple(column for column in table.columns if column.type != "json")


def header(column: Column, headers: Headers) -> str:
    """The head of a column, its name or that in Chinese."""
    return column.zh if headers == "zh" else column.name


class CsvWriter(TextFileWriter):
    """Writes one table as CSV for spreadsheets: UTF-8, with a byte order mark if `bom`, and with an apostrophe before
    text that would be taken for a formula unless `raw`."""

    def __init__(self, path: Path, *, table: str, headers: Headers, bom: bool, raw: bool) -> None:
        super().__init__(path)
        if table not in TABLES:
            raise ShiluError("S410", table=table, tables=", ".join(TABLES))
        self._table = table
        self._columns = shown_columns(TABLES[table])
        self._raw = raw
        self.head = ("\ufeff" if bom else "") + csv_lines([[header(one, headers) for one in self._columns]])

    def begin(self) -> None:
        """Begin the file."""
        super().begin()
        others = [name for name in TABLES if name != self._table]
        self.lacks(
            f"a CSV file holds one table, here {self._table}, without `record`; not {', '.join(others)}"
        )

    def add(self, rows: PageRows) -> None:
        """Append the rows of the table."""
        self.put(
            csv_lines(
                [self._cell(one, row[one.name]) for one in self._columns] for row in rows.get(self._table, ())
            )
        )

    def fail(self, failure: FailedDocument) -> None:
        """Append a row if the table is `failed`."""
        if self._table == "failed":
            row = self.failed_row(failure)
            self.put(csv_lines([[self._cell(one, row[one.name]) for one in self._columns]]))

    def _cell(self, column: Column, cell: Cell) -> Cell:
        if self._raw or column.type != "text" or not looks_like_formula(cell_text(cell)):
            return cell
        self.lose("cells that began like a formula got an apostrophe before them; `--raw` leaves them")
        return f"'{cell}"
