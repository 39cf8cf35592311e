"""Corrected pages as marked pages, for `shilu evaluate` and `shilu test`, and as examples to fit weights on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from shilu.extract.decisions.fields import AMOUNT, PageRow, rows_of
from shilu.extract.errors import ShiluError
from shilu.schemas import PageRecords
from shilu.schemas.decision import Answer, Review, RowSort

__all__ = ["GoldWritten", "marks_of", "write_gold"]

_SORTS: dict[RowSort, str] = {"fact": "facts", "name": "names", "time": "times"}
_NUMBERS = frozenset({"value", "lower", "upper"})

Mark = dict[str, Any]


@dataclass
class GoldWritten:
    """How many pages were written, how many firm marks, and how many rows nobody signed, which are optional."""

    pages: int = 0
    marks: int = 0
    optional: int = 0


def marks_of(records: PageRecords) -> dict[RowSort, list[Mark]]:
    """The marks of a corrected page by sort; a sort of which no row was decided has none.

    A row that was signed or added is a firm mark with all its fields; of one that was fixed and not signed those
    fields are judged that were fixed. A row that nobody decided, and one that is wrong or
    doubtful, is optional: found or missed, it costs nothing. Removed rows have no mark, so to find one is an error.
    """
    reviews = {(one.sort, one.row): one for one in records.reviews}
    decided = {one.sort for one in records.reviews if one.status != "again"}
    found: dict[RowSort, list[Mark]] = {sort: [] for sort in _SORTS if sort in decided}
    for row in rows_of(records):
        if row.sort in found:
            review = reviews.get((row.sort, row.id))
            found[row.sort].append(_mark(row, review))
    return found


def _mark(row: PageRow, review: Review | None) -> Mark:
    place = {"start": row.span.start, "end": row.span.end, "surface": row.span.surface}
    firm = review is not None and review.status in {"signed", "fixed", "added"}
    if not firm or review is None:
        return {**place, **_fields(row, None), "optional": True}
    return {**place, **_fields(row, None if review.signed else (*AMOUNT, *review.changed))}


def _fields(row: PageRow, only: Iterable[str] | None) -> Mark:
    kept = None if only is None else set(only)
    told = {}
    for name, value in row.state.fields.items():
        if name == "speaker" or (kept is not None and name not in kept and row.sort == "fact"):
            continue  # who says so is no field of a mark
        told[name] = _plain(name, value)
    return told


def _plain(name: str, value: Any) -> Any:
    if isinstance(value, Answer):
        return value.text
    if name in _NUMBERS and isinstance(value, str):
        try:
            number = Decimal(value)
        except ArithmeticError:
            return value  # the value of a time is a date
        return int(number) if number == number.to_integral_value() else float(number)
    return value


def write_gold(pages: Iterable[PageRecords], folder: Path) -> GoldWritten:
    """Write the corrected pages on which something was decided as marked pages, with their texts.

    Raises `ShiluError` S104 where the
    folder cannot be written, S704 where nothing was decided.
    """
    told = GoldWritten()
    try:
        for records in pages:
            marks = marks_of(records)
            if marks:
                _write_page(records, marks, folder)
                listed = [mark for rows in marks.values() for mark in rows]
                optional = sum(bool(mark.get("optional")) for mark in listed)
                told.pages += 1
                told.marks += len(listed) - optional
                told.optional += optional
    except OSError as error:
        raise ShiluError("S104", path=folder, why=error.strerror or error) from error
    if not told.pages:
        raise ShiluError("S704", path=folder)
    return told


def _write_page(records: PageRecords, marks: dict[RowSort, list[Mark]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = records.page.id.replace("/", "_")
    with (folder / f"{name}.txt").open("w", encoding="utf-8", newline="") as file:
        file.write(records.page.text)
    published = records.page.published
    if published:
        meta = json.dumps({"published": published.value}, ensure_ascii=False)
        (folder / f"{name}.meta.json").write_text(f"{meta}\n", encoding="utf-8")
    for sort, rows in marks.items():
        lines = "".join(f"{line}\n" for line in _lines(rows))
        (folder / f"{name}.{_SORTS[sort]}.jsonl").write_text(lines, encoding="utf-8")


def _lines(rows: list[Mark]) -> Iterator[str]:
    return (json.dumps(row, ensure_ascii=False) for row in rows)
