"""A run as an Excel workbook: one sheet a table, for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Context, Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

from shilu.extract.stores.decimals import is_unending
from shilu.extract.stores.extras import need
from shilu.extract.stores.rows import Cell, PageRows
from shilu.extract.stores.spreadsheet import (
    Headers,
    header,
    looks_like_formula,
    meaning,
    one_line,
    shown_columns,
    worded,
)
from shilu.extract.stores.tables import TABLES, Column, Table
from shilu.extract.stores.writer import FailedDocument, Part, StoreWriter, writing

__all__ = ["CREATED", "SHEET_ROWS", "XlsxWriter"]

SHEET_ROWS = 1_048_576
"""Rows of a sheet, its head included; the format has no more."""

_CELL = 32_767
"""UTF-16 units of text in a cell."""

_DIGITS = 15
"""Digits of a number that Excel keeps."""

_LARGEST = Decimal("9.99999999999999E+307")
"""The largest number that a cell takes."""

_LINKS = 65_530
"""Links that Excel takes in a sheet."""

_WIDEST, _NARROWEST = 60, 8
"""Bounds of a column's width, in characters of Latin script."""

_MEASURED = 200
"""Rows of a sheet that its column widths are taken from."""

_SHOWN = 6
"""Decimals of an amount that are shown at most; the cell has all of them."""

_NUMERIC = frozenset({"integer", "decimal", "share"})
"""Types of columns whose cells are numbers."""

_PRINTED = 20
"""Columns of a sheet that are printed: more are no longer legible on the width of a page."""

_A4 = 9

_SHEETS = (
    *sorted(TABLES, key=lambda name: (name == "failed", name == "pages", name != "facts")),
    "long_text",
)
"""Sheets in the order in which people want them: the facts first, the long texts and the failures last."""

_LONG_TEXT = Table(
    "long_text",
    "长文本",
    "the rest of texts that are too long for a cell",
    "id",
    (
        Column("table", "text", "表", "table of the cell"),
        Column("id", "text", "编号", "key of its row"),
        Column("column", "text", "列", "its column"),
        Column("part", "integer", "段", "2, 3 and so on: the first part stands in the cell itself"),
        Column("rest", "text", "续文", "the text of this part"),
    ),
)
_MARK = "shilu"
"""What `marks` knows a workbook of ours by."""

CREATED = datetime(2020, 1, 1)
"""When every workbook says it was made: fixed, so that the same pages give the same bytes."""


class XlsxWriter(StoreWriter):
    """Writes a workbook: numbers as numbers, text as text (never as a formula), heads that stay and filter.

    Text beyond the 32,767 characters of a cell goes on in the sheet `long_text`; rows beyond the 1,048,576 of a sheet
    go on in a further sheet. The complete records (`record`) are not in it.
    """

    def __init__(self, path: Path, *, headers: Headers, show: str = "") -> None:
        self._part = Part(path)
        super().__init__(str(path), lock=self._part.lock)
        self._xlsxwriter = need("xlsxwriter", target=str(path))
        self._headers = headers
        self._show = show
        self._book: Any = None
        self._sheets: dict[str, _Sheet] = {}

    def begin(self) -> None:
        """Begin the workbook. Raises `ShiluError` S109 without the package `xlsxwriter`."""
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._part.create().close()
        self._book = self._xlsxwriter.Workbook(str(self._part.part), options)
        self._book.set_properties({"created": CREATED, "keywords": _MARK})
        self._book.use_zip64()
        tables = {**TABLES, "long_text": _LONG_TEXT}
        self._sheets = {name: _Sheet(self._book, tables[name], self._headers) for name in _SHEETS}
        self.lacks("a workbook has no column `record`: the complete records cannot be read back from it")

    def add(self, rows: PageRows) -> None:
        """Append the rows of a page."""
        with writing(self.target):
            for table, found in rows.items():
                for row in found:
                    self._write(table, row)

    def fail(self, failure: FailedDocument) -> None:
        """Append a row to the sheet `failed`."""
        with writing(self.target):
            self._write("failed", self.failed_row(failure))

    def _write(self, table: str, row: Mapping[str, Cell]) -> None:
        cells = []
        for column in shown_columns(TABLES[table]):
            cell = one_line(column.name, row[column.name])
            if column.type != "boolean":  # Excel says what is true in its own language
                cell = worded(column, cell, self._headers)
            if column.type == "decimal" and isinstance(cell, str):
                cell = self._number(table, column, cell)
            elif isinstance(cell, str) and len(cell) > _CELL // 2:
                cell = self._text(table, column, row, cell)
            cells.append(cell)
        link = None
        if self._show and table == "facts":
            link = f"external:{self._show}#fact-{quote(str(row['id']), safe='')}"
        if not self._sheets[table].append(cells, link=link):
            self.lose(f"{table}.id: a sheet takes {_LINKS:,} links; further rows have none")

    def _number(self, table: str, column: Column, digits: str) -> Cell:
        """A number where Excel keeps all its digits; else an unending fraction is rounded to what it keeps, and a
        number that a page can print is text."""
        exact = Decimal(digits)
        rounded = Context(prec=_DIGITS).plus(exact)
        if (rounded != exact and not is_unending(exact)) or abs(exact) > _LARGEST:
            self.lose(f"{table}.{column.name}: numbers of more than {_DIGITS} digits are text")
            return digits
        if rounded != exact:
            self.lose(f"{table}.{column.name}: fractions rounded to {_DIGITS} digits")
        return float(rounded)

    def _text(self, table: str, column: Column, row: Mapping[str, Cell], text: str) -> str:
        """The first part of a text; further parts go to the sheet `long_text`."""
        first, *more = _cut(text)
        for number, part in enumerate(more, 2):
            self._sheets["long_text"].append([table, row[TABLES[table].key], column.name, number, part])
        if more:
            self.lose(
                f"{table}.{column.name}: texts of more than {_CELL:,} characters go on in the sheet long_text"
            )
        return first

    def finish(self) -> None:
        """Write the workbook and give it its name."""
        with writing(self.target):
            for sheet in self._sheets.values():
                sheet.close()
            if not self._sheets["long_text"].used:
                self._sheets["long_text"].hide()
            into = self._book.filename = _Into(self._part.part)
            try:
                self._book.close()
                into.close()
            except self._xlsxwriter.exceptions.XlsxFileError as error:
                raise OSError(str(error)) from error
            self._book = None
            self._part.publish()

    def discard(self) -> None:
        """Remove what was not finished."""
        if self._book is not None:
            book, self._book = self._book, None
            # Closing writes it once more, but is the only way to have its temporary files removed.
            book.filename = _Into(None)
            with suppress(Exception):
                book.close()
            self._part.discard()


class _Into:
    """The file that a workbook is written into. Once it could not be written, and where there is none, it takes all and
    keeps nothing: the library leaves its zip file half done, which then tries to end itself where nobody can catch what
    it raises."""

    def __init__(self, path: Path | None) -> None:
        self._file = path.open("wb") if path else None
        self._at = 0

    def _do(self, what: str, *given: Any) -> None:
        if self._file is None:
            return
        try:
            getattr(self._file, what)(*given)
        except OSError:
            file, self._file = self._file, None
            with suppress(OSError):
                file.close()
            raise

    def write(self, data: bytes) -> int:
        """As a file's."""
        self._do("write", data)
        self._at += len(data)
        return len(data)

    def seek(self, offset: int) -> int:
        """As a file's, from its beginning."""
        self._do("seek", offset)
        self._at = offset
        return offset

    def tell(self) -> int:
        """As a file's."""
        return self._at

    def flush(self) -> None:
        """As a file's."""
        self._do("flush")

    def close(self) -> None:
        """As a file's."""
        self._do("close")


def _cut(text: str) -> list[str]:
    """The text in parts that each fit a cell. Excel counts UTF-16 units, of which some characters take two."""
    parts, start, size = [], 0, 0
    for place, character in enumerate(text):
        size += 2 if character > "\uffff" else 1
        if size > _CELL:
            parts.append(text[start:place])
            start, size = place, 2 if character > "\uffff" else 1
    return [*parts, text[start:]]


class _Sheet:
    """The sheets of one table: one, or more where its rows are too many."""

    def __init__(self, book: Any, table: Table, headers: Headers) -> None:
        self._book = book
        self._name = table.zh if headers == "zh" else table.name
        self._id = next((at for at, one in enumerate(shown_columns(table)) if one.name == table.key), 0)
        self._columns, self._headers = shown_columns(table), headers
        self._heads = [header(column, headers) for column in self._columns]
        self._formats: dict[str, Any] = {}
        self._head_format = book.add_format({"bold": True, "bottom": 1})
        self._number_head = book.add_format({"bold": True, "bottom": 1, "align": "right", "indent": 2})
        yes, no = ("是", "否") if headers == "zh" else ("TRUE", "FALSE")
        self._boolean = book.add_format(
            {"num_format": f'"{yes}";;"{no}"', "align": "center"}
        )  # LibreOffice would print 1 and 0
        self._guarded = book.add_format({"quote_prefix": True})
        self._number = 0
        self._begin()

    def _begin(self) -> None:
        self._number += 1
        name = self._name if self._number == 1 else f"{self._name} {self._number}"
        self._sheet = self._book.add_worksheet(name)
        self._sheet.freeze_panes(1, 0)
        room = [5 if one.type in _NUMERIC else 3 for one in self._columns]  # for the button of the filter
        self._widths = [_width(head) + more for head, more in zip(self._heads, room, strict=True)]
        for place, (head, column) in enumerate(zip(self._heads, self._columns, strict=True)):
            shape = self._number_head if column.type in _NUMERIC else self._head_format
            self._sheet.write_string(0, place, head, shape)
            self._sheet.write_comment(
                0, place, meaning(column, self._headers), {"x_scale": 2, "font_size": 9}
            )
        self._row = 0
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.repeat_rows(0)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_footer("&C&P / &N")

    @property
    def used(self) -> bool:
        """Whether it has rows."""
        return self._row > 0

    def append(self, cells: list[Cell], *, link: str | None = None) -> bool:
        """Add a row, whose id leads to `link`; gives whether the sheet could take that."""
        if self._row + 1 >= SHEET_ROWS:
            self.close()
            self._begin()
        self._row += 1
        for place, cell in enumerate(cells):
            self._cell(place, cell)
        if self._row <= _MEASURED:
            sizes = [self._size(place, cell) for place, cell in enumerate(cells)]
            self._widths = [max(both) for both in zip(self._widths, sizes, strict=True)]
        if link is not None and self._row <= _LINKS:
            self._sheet.write_url(self._row, self._id, link, string=str(cells[self._id]))
        return link is None or self._row <= _LINKS

    def _size(self, place: int, cell: Cell) -> int:
        """How wide a cell is shown; a number with its thousands set apart, and with its indent: one that has too little
        room is shown as ###."""
        if self._columns[place].type not in _NUMERIC or isinstance(cell, str | bool) or cell is None:
            return _width(cell)
        return _width(f"{round(cell, _SHOWN):,}") + 3

    def _cell(self, place: int, cell: Cell) -> None:
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._row, place, cell, self._boolean)
        elif isinstance(cell, int | float):
            self._sheet.write_number(self._row, place, cell, self._format(place, cell))
        elif cell:
            guard = self._guarded if looks_like_formula(cell) else None
            self._sheet.write_string(self._row, place, cell, guard)

    def _format(self, place: int, number: float) -> Any:
        """How a number is shown: an amount with its thousands set apart and as many decimals as it has, up to six; a
        year, an offset or a count of characters as it is. It stands apart from the text of the next column."""
        shown = "General"
        if self._columns[place].type == "decimal":
            decimals = len(f"{abs(number):.{_SHOWN}f}".rstrip("0").partition(".")[2])
            shown = "#,##0" + ("." + "0" * decimals if decimals else "")
        if shown not in self._formats:
            shape = {"num_format": shown, "align": "right", "indent": 1}
            self._formats[shown] = self._book.add_format(shape)
        return self._formats[shown]

    def close(self) -> None:
        """Set the filter, the widths of the columns and what is printed."""
        self._sheet.print_area(0, 0, self._row, min(len(self._heads), _PRINTED) - 1)
        self._sheet.autofilter(0, 0, self._row, len(self._heads) - 1)
        for place, width in enumerate(self._widths):
            self._sheet.set_column(place, place, min(max(width, _NARROWEST), _WIDEST))

    def hide(self) -> None:
        """Leave the sheet out of sight."""
        self._sheet.hide()


def _width(cell: Cell) -> int:
    """How wide a cell is shown, in characters of Latin script; Chinese ones take two. Its first line counts."""
    text = "" if cell is None else str(cell).partition("\n")[0][:_WIDEST]
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
