"""The tables as an Excel workbook: the variables, the promises with their outcomes, and a sheet a variable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from shilu.extract.series.columns import SERIES_TABLES, Rows
from shilu.extract.stores import Cell, Column
from shilu.extract.stores.extras import need
from shilu.extract.stores.rows import Row
from shilu.extract.stores.spreadsheet import Headers, header, looks_like_formula, shown_columns
from shilu.extract.stores.writer import Part, writing
from shilu.extract.stores.xlsx import CREATED

__all__ = ["Workbook"]

SHEETS = 200
"""Variables that get a sheet of their own: those of several documents, in order."""

_NAME = 31
"""Characters of the name of a sheet."""
_CELL = 32_000
_ROWS = 1_048_000
_UNFIT = re.compile(r"[\[\]:*?/\\']")
_OWN = (
    "known",
    "period",
    "value",
    "lower",
    "upper",
    "bound",
    "status",
    "role",
    "surface",
    "note",
    "page",
    "sentence",
    "fact",
)


class Workbook:
    """Writes the workbook. Numbers are numbers; text is never a formula; a fact leads to its place on the page of
    `shilu show` where one is named."""

    def __init__(self, path: Path, tables: Sequence[str], headers: Headers, *, show: str = "") -> None:
        self._xlsxwriter = need("xlsxwriter", target=str(path))
        self._part = Part(path)
        self._tables = tables
        self._headers = headers
        self._show = show
        self._book: Any = None
        self._names: set[str] = set()
        self._sheets: dict[str, _Sheet] = {}
        self._index: dict[str, str] = {}
        self.without = 0
        """Variables of several documents that got no sheet of their own."""

    def begin(self) -> None:
        """Begin the workbook."""
        options = {
            "constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        }  # fmt: skip
        self._part.create().close()
        self._book = self._xlsxwriter.Workbook(str(self._part.part), options)
        self._book.set_properties({"created": CREATED, "keywords": "shilu"})
        for name in self._tables:
            if name != "observations":
                table = SERIES_TABLES[name]
                columns = shown_columns(table)
                self._sheets[name] = self._sheet(table.zh if self._headers == "zh" else name, columns)

    def _sheet(self, name: str, columns: Sequence[Column]) -> _Sheet:
        base = _UNFIT.sub(" ", name)[:_NAME].strip() or "sheet"
        fitting, number = base, 1
        while fitting.lower() in self._names:
            number += 1
            end = f" {number}"
            fitting = f"{base[: _NAME - len(end)]}{end}"
        self._names.add(fitting.lower())
        return _Sheet(self._book, fitting, columns, self._headers, self._show)

    def add(self, rows: Rows) -> None:
        """Append the rows of a variable, which gets a sheet where several documents tell of it."""
        with writing(self._part.path):
            link = self._own(rows) if "observations" in self._tables else None
            for name, sheet in self._sheets.items():
                for row in rows[name]:
                    sheet.append(row, internal=link if name == "variables" else None)

    def _own(self, rows: Mapping[str, Sequence[Row]]) -> str | None:
        (variable,) = rows["variables"]
        if int(variable["documents"] or 0) < 2:
            return None
        if len(self._index) >= SHEETS:
            self.without += 1
            return None
        known = {column.name: column for column in SERIES_TABLES["observations"].columns}
        label = str(variable["label"]).replace(" · ", " ")
        sheet = self._sheet(label, [known[name] for name in _OWN])
        for row in rows["observations"]:
            sheet.append(row)
        sheet.close()
        self._index[str(variable["id"])] = sheet.name
        return sheet.name

    def finish(self) -> None:
        """Write the workbook and give it its name."""
        with writing(self._part.path):
            for sheet in self._sheets.values():
                sheet.close()
            self._book.close()
            self._book = None
            self._part.publish()

    def discard(self) -> None:
        """Remove what was not finished."""
        if self._book is not None:
            book, self._book = self._book, None
            with suppress(Exception):  # only closing removes its temporary files
                book.close()
            self._part.discard()


class _Sheet:
    """One sheet: a head that stays and filters, and rows."""

    def __init__(self, book: Any, name: str, columns: Sequence[Column], headers: Headers, show: str) -> None:
        self.name = name
        self._columns = columns
        self._show = show
        self._sheet = book.add_worksheet(name)
        self._guarded = book.add_format({"quote_prefix": True})
        self._sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            self._sheet.write_string(
                0, at, header(column, headers), book.add_format({"bold": True, "bottom": 1})
            )
            self._sheet.set_column(
                at, at, 44 if column.name in ("sentence", "label", "id", "variable") else 14
            )
        self._row = 0

    def append(self, row: Row, *, internal: str | None = None) -> None:
        """Add a row; one too many for a sheet is left out."""
        if self._row >= _ROWS:
            return
        self._row += 1
        for at, column in enumerate(self._columns):
            self._cell(at, column, row[column.name])
        if internal:
            self._sheet.write_url(
                self._row, 0, f"internal:'{internal}'!A1", string=str(row[self._columns[0].name])
            )

    def _cell(self, at: int, column: Column, cell: Cell) -> None:
        if cell is None:
            return
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._row, at, cell)
        elif column.type == "decimal" and abs(Decimal(str(cell))) < Decimal(10) ** 300:
            self._sheet.write_number(self._row, at, float(str(cell)))
        elif isinstance(cell, int | float):
            self._sheet.write_number(self._row, at, cell)
        elif self._show and column.name in ("fact", "promise", "actual") and self._row < 60_000:
            link = f"external:{self._show}#fact-{quote(cell, safe='')}"
            self._sheet.write_url(self._row, at, link, string=cell)
        else:
            text = cell[:_CELL]
            self._sheet.write_string(self._row, at, text, self._guarded if looks_like_formula(text) else None)

    def close(self) -> None:
        """Set the filter."""
        self._sheet.autofilter(0, 0, max(self._row, 1), len(self._columns) - 1)
