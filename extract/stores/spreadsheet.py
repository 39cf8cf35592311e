"""One table as a CSV file for spreadsheets."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from shilu.extract.errors import ShiluError
from shilu.extract.stores.folder import csv_lines
from shilu.extract.stores.formulas import guarded, harmless, looks_like_formula
from shilu.extract.stores.rows import Cell, PageRows
from shilu.extract.stores.tables import TABLES, Column, Table
from shilu.extract.stores.textfile import TextFileWriter
from shilu.extract.stores.writer import FailedDocument
from shilu.extract.talk import in_chinese, load_labels

__all__ = [
    "CsvWriter",
    "Headers",
    "harmless",
    "header",
    "looks_like_formula",
    "meaning",
    "one_line",
    "shown_columns",
    "worded",
]

Headers = Literal["en", "zh"]


def shown_columns(table: Table) -> tuple[Column, ...]:
    """The columns for people: all but the complete record."""
    return tuple(column for column in table.columns if column.type != "json")


def header(column: Column, headers: Headers) -> str:
    """The head of a column, its name or that in Chinese."""
    return column.zh if headers == "zh" else column.name


def meaning(column: Column, headers: Headers) -> str:
    """What a column holds, in the language of the heads, after the name by which programs know it."""
    told = in_chinese(column.meaning) if headers == "zh" else column.meaning
    return f"{column.name}: {told}"


def worded(column: Column, cell: Cell, headers: Headers) -> Cell:
    """A cell under heads of that language: under Chinese ones, words of ours are Chinese too.

    >>> kind = TABLES["facts"].columns[4]
    >>> worded(kind, "money", "zh"), worded(kind, "money", "en")
    ('金额', 'money')
    """
    if headers == "en" or cell is None:
        return cell
    if column.type == "boolean":
        return load_labels()["zh"][f"truth.{str(bool(cell)).lower()}"]
    return load_labels()["zh"].get(f"{column.labels}.{cell}", cell) if column.labels else cell


_PRINTED = frozenset({"surface", "sentence"})
"""Columns of what the page prints, which may be broken over lines there."""

_BREAK = re.compile(r"\s*\n\s*")


def one_line(column: str, cell: Cell) -> Cell:
    """A cell for people: what the page breaks over lines is on one, with a blank between Latin words only.

    >>> one_line("surface", "86\\n座"), one_line("surface", "Da\\nNang 3座")
    ('86座', 'Da Nang 3座')
    """
    if column not in _PRINTED or not isinstance(cell, str):
        return cell
    return _BREAK.sub(lambda match: " " if _latin(match) else "", cell)


def _latin(match: re.Match[str]) -> bool:
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return before.isascii() and before.isalpha() and after.isascii() and after.isalpha()


class CsvWriter(TextFileWriter):
    """Writes one table as CSV for spreadsheets: UTF-8, with a byte order mark if `bom`, and with an apostrophe before
    text that would be taken for a formula unless `raw`."""

    def __init__(self, path: Path, *, table: str, headers: Headers, bom: bool, raw: bool) -> None:
        super().__init__(path)
        if table not in TABLES:
            raise ShiluError("S410", table=table, tables=", ".join(TABLES))
        self._table = table
        self._columns = shown_columns(TABLES[table])
        self._raw, self._headers = raw, headers
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
        cell = one_line(column.name, worded(column, cell, self._headers))
        safe = cell if self._raw or column.type != "text" else guarded(cell)
        if safe != cell:
            self.lose("cells that a spreadsheet would reckon with got an apostrophe; `--raw` leaves them")
        return safe
