"""An edited spreadsheet read back: each changed cell becomes part of a decision, or is told as not understood."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, get_args

from shilu.extract.decisions import FIELDS, SLOTS, Book, Maker, PageRow, ground_answer, rows_of
from shilu.extract.decisions.change import changed_record
from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.show.labels import load_labels
from shilu.extract.stores import TABLES, Table, page_rows
from shilu.extract.stores.extras import need
from shilu.extract.stores.spreadsheet import one_line
from shilu.schemas import (
    Answer,
    Change,
    Decision,
    Kind,
    NameType,
    PageRecords,
    RowState,
    Status,
    TimeType,
    plain,
)
from shilu.schemas.decision import DecisionVerdict, RowSort

__all__ = ["SheetRead", "read_sheet"]

_SORTS: dict[str, RowSort] = {"facts": "fact", "names": "name", "times": "time"}
_SIGNS = {"facts": ("item", "kind"), "names": ("canonical",), "times": ("resolution",)}
"""Columns by which a table is known."""

_DIGITS = 15  # of a number that Excel keeps
_NUMBERS = frozenset({"value", "lower", "upper"})
_NOTES = frozenset({"note", "备注"})
_VERDICTS: dict[str, DecisionVerdict] = {
    **dict.fromkeys(("right", "signed", "ok", "yes", "y", "1", "✓", "√", "对", "正确", "已签", "是"), "right"),
    **dict.fromkeys(("wrong", "no", "n", "0", "✗", "×", "错", "有误", "误"), "wrong"),
    **dict.fromkeys(("removed", "remove", "delete", "x", "删", "已删", "删除", "不是记录"), "removed"),
    **dict.fromkeys(("doubtful", "?", "？", "疑", "存疑"), "doubtful"),
}  # fmt: skip
"""What people write into the column `review`."""

_ALLOWED: dict[tuple[RowSort, str], tuple[str, ...]] = {
    ("fact", "kind"): get_args(Kind), ("fact", "status"): get_args(Status), ("fact", "change"): get_args(Change),
    ("fact", "bound"): ("exact", "about", "over", "at_least", "under", "at_most", "range"),
    ("name", "type"): get_args(NameType), ("time", "type"): get_args(TimeType),
}  # fmt: skip

Sheet = tuple[str, list[dict[str, str]]]
"""The table of a sheet, and its rows by the names of its columns."""


@dataclass
class SheetRead:
    """What an edited table changed: a line for each change, and for each cell that was not understood."""

    changes: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    rows: int = 0
    decisions: int = 0


def read_sheet(path: Path, pages: Iterable[PageRecords], book: Book, by: str) -> SheetRead:
    """Read an edited `.xlsx` or `.csv` export of the run whose pages are given, and write what was changed as
    decisions.

    A row that is not in the table says nothing. What differs from what the run, or an earlier decision, says is a
    change: in a field that is judged, a fix; in the column `review`, a word such as right, wrong, removed or doubtful.

    Raises `ShiluError` S705 for a file that cannot be read, S706 for one without ids, S109 where a package is missing.
    """
    told = SheetRead()
    sheets = list(_sheets(path))
    if not sheets:
        raise ShiluError("S706", path=path, column="id")
    wanted = {(table, row["id"]): row for table, rows in sheets for row in rows if row.get("id")}
    maker = Maker(book, by, via="sheet")
    made: list[Decision] = []
    for records in pages:
        cells = page_rows(records)
        for row in rows_of(records):
            table = next(name for name, sort in _SORTS.items() if sort == row.sort)
            given = wanted.pop((table, row.id), None)
            if given is not None:
                shown = next(one for one in cells[table] if one["id"] == row.id)
                made += _Row(records, row, given, shown, maker, told).decisions()
    told.troubles += [f"{row}: this run has no such row" for _, row in wanted]
    told.rows = len({one.row for one in made})
    told.decisions = len(made)
    if made:
        book.add(made)
    return told


class _Row:
    """One row of the table against one of the run."""

    def __init__(
        self, records: PageRecords, row: PageRow, given: Mapping[str, str], shown: Mapping[str, Any], maker: Maker,
        told: SheetRead,
    ) -> None:  # fmt: skip
        self.records, self.row, self.given, self.shown = records, row, given, shown
        self.maker, self.told = maker, told
        standing = maker.book.standing(records.page.id, row.sort, row.id).decision
        self.now = (standing.says if standing else None) or row.state

    def decisions(self) -> Iterator[Decision]:
        state = self._state()
        note = next((words for name, words in self.given.items() if name in _NOTES and words.strip()), None)
        verdict = self._verdict(note)
        if state is None and verdict is None:
            return
        try:
            if state is not None:
                changed_record(self.row.record, state, self.records)
        except ValueError as error:
            self.told.troubles.append(f"{self.row.id}: no record can say that: {in_one_line(error)}")
            return
        final = verdict or "fixed"
        yield self.maker.of_row(self.records, self.row, final, after=state or self.now, note=note)

    def _state(self) -> RowState | None:
        """The row with the cells that were changed; None where none was."""
        fields, changed = dict(self.now.fields), False
        for column, words in self.given.items():
            if column not in self.shown or column in {"review", "reviewed_by"}:
                continue
            shown = one_line(column, self.shown[column])
            if _cell(words) in {_cell(self.shown[column]), _cell(shown), _cell(self._now(column))}:
                continue
            if column not in FIELDS[self.row.sort]:
                self._trouble(column, words, "this column is not read back")
                continue
            try:
                value = self._value(column, words)
            except ValueError as error:
                self._trouble(column, words, str(error))
                continue
            self.told.changes.append(
                f"{self.row.id}, {column}: {_words(self._now(column))} → {_words(_plain(value))}"
            )
            fields[column], changed = value, True
        return RowState(span=self.now.span, fields=fields) if changed else None

    def _now(self, column: str) -> Any:
        return _plain(self.now.fields.get(column))

    def _trouble(self, column: str, words: str, why: str) -> None:
        self.told.troubles.append(f"{self.row.id}, {column}: {words[:60]!r}: {why}")

    def _value(self, column: str, words: str) -> Answer | bool | str | None:
        """A cell as the value of its field. Raises `ValueError` with what it should be."""
        words = words.removeprefix("'").strip()
        if column == "cumulative":
            return _truth(words)
        if not words:
            return None
        if column in _NUMBERS and self.row.sort == "fact":
            return _digits(words)
        if self.row.sort == "fact" and column in SLOTS:
            now = self.now.fields.get(column)
            kept = now.span if isinstance(now, Answer) else None
            answer = ground_answer(self.records, column, words, self.row.span, kept=kept)
            if answer is None:
                why = "no date such as 2021-08 that the page gives"
                raise ValueError(why if column == "period" else "the page does not have these words")
            return answer
        allowed = _ALLOWED.get((self.row.sort, column))
        return words if allowed is None else _choice(words, allowed, column, self.row.sort)

    def _verdict(self, note: str | None) -> DecisionVerdict | None:
        words = self.given.get("review", "").strip().lower()
        if not words or words == str(self.shown.get("review") or ""):
            return "doubtful" if note and not words else None
        verdict = _VERDICTS.get(words)
        if verdict is None:
            self._trouble("review", words, "write right, wrong, removed or doubtful")
            return None
        self.told.changes.append(f"{self.row.id}: {verdict}")
        return verdict


def _plain(value: Any) -> Any:
    return value.text if isinstance(value, Answer) else value


def _words(value: Any) -> str:
    return "none" if value in (None, "") else str(value)


def _cell(cell: Any) -> str:
    """A cell as it compares: without blanks at its ends and the apostrophe before what looks like a formula; of a
    number the digits that a spreadsheet keeps."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    words = str(cell).strip().removeprefix("'")
    if words.lower() in {"true", "false"}:
        return words.lower()
    if re.fullmatch(r"[-+]?[0-9.]+([eE][-+]?[0-9]+)?", words):
        try:
            return f"{Decimal(words):.{_DIGITS - 1}e}"
        except InvalidOperation:
            return words
    return re.sub(r"\r\n?", "\n", words)


def _truth(words: str) -> bool:
    if words.lower() in {"true", "1", "yes", "y", "是", "✓", "真"}:
        return True
    if words.lower() in {"false", "0", "no", "n", "否", "", "假"}:
        return False
    raise ValueError("write true or false")


def _digits(words: str) -> str:
    try:
        number = Decimal(words.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise ValueError("a number in plain digits") from None
    if not number.is_finite():
        raise ValueError("a number in plain digits")
    return plain(number)


def _choice(words: str, allowed: Sequence[str], column: str, sort: RowSort) -> str:
    """One of the words that a field may have, in English or as the Chinese page calls it."""
    if words.lower() in allowed:
        return words.lower()
    group = sort if column == "type" else column
    labels = {
        load_labels()[language].get(f"{group}.{one}"): one for one in allowed for language in ("zh", "en")
    }
    if words in labels:
        return str(labels[words])
    raise ValueError(f"write one of {', '.join(allowed)}")


# The file


def _sheets(path: Path) -> Iterator[Sheet]:
    if path.suffix.lower() == ".xlsx":
        yield from _workbook(path)
    else:
        yield from _csv(path)


def _csv(path: Path) -> Iterator[Sheet]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ShiluError("S705", path=path, why=error.strerror or error) from error
    for encoding in ("utf-8-sig", "gb18030"):  # Excel in China saves the latter
        try:
            rows = list(csv.reader(io.StringIO(data.decode(encoding), newline="")))
            break
        except UnicodeDecodeError:
            continue
        except csv.Error as error:
            raise ShiluError("S705", path=path, why=error) from error
    else:
        raise ShiluError("S705", path=path, why="it is not UTF-8 or GB18030")
    found = _table(rows)
    if found is not None:
        yield found


def _workbook(path: Path) -> Iterator[Sheet]:
    openpyxl = need("openpyxl", target=str(path))
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
                found = _table(rows)
                if found is not None:
                    yield found
        finally:
            book.close()
    except (
        OSError,
        ValueError,
        KeyError,
        zipfile.BadZipFile,
        openpyxl.utils.exceptions.InvalidFileException,
    ) as error:
        raise ShiluError("S705", path=path, why=in_one_line(error)) from error


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return plain(Decimal(repr(cell)))
    return str(cell)


def _table(rows: Sequence[Sequence[str]]) -> Sheet | None:
    """The rows under the names of their columns, where the head is that of facts, names or times."""
    if not rows:
        return None
    head = [one.strip() for one in rows[0]]
    for name in _SORTS:
        columns = {key: column.name for column in TABLES[name].columns for key in (column.name, column.zh)}
        known = [columns.get(one, one) for one in head]
        if {"id", *_SIGNS[name]} <= set(known):
            words = [_words_of(TABLES[name], one) for one in known]
            return name, [
                {column: of.get(cell, cell) for column, of, cell in zip(known, words, row, strict=False)}
                for row in rows[1:]
            ]
    return None


def _words_of(table: Table, name: str) -> Mapping[str, str]:
    """The Chinese words of a column, each with the value that it stands for."""
    column = next((one for one in table.columns if one.name == name), None)
    group = "" if column is None else "truth" if column.type == "boolean" else column.labels
    labels = load_labels()["zh"] if group else {}
    return {words: key.partition(".")[2] for key, words in labels.items() if key.startswith(f"{group}.")}
