"""Pages corrected in Label Studio or doccano read back as decisions: whoever hands in a page says all of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from shilu.extract.decisions import (
    FIELDS,
    SLOTS,
    Book,
    Maker,
    PageRow,
    changed_fields,
    ground_answer,
    rows_of,
)
from shilu.extract.decisions.change import amount_fields, changed_record, new_record
from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.evaluate.label_studio import read_tasks
from shilu.extract.quantities import find_quantities
from shilu.schemas import Answer, Decision, PageRecords, RowState, Span, plain
from shilu.schemas.decision import RowSort, Via

__all__ = ["LabelledRead", "read_labelled"]

_SORTS: dict[str, RowSort] = {"facts": "fact", "names": "name", "times": "time"}
_NUMBERS = frozenset({"value", "lower", "upper"})

Mark = Mapping[str, Any]
Marked = dict[str, tuple[str, list[tuple[str, dict[str, Any]]], Via]]
"""The text of each page that was handed in, its marks, and the program that it comes from."""


@dataclass
class LabelledRead:
    """How many pages were read back, what was changed on them, and what was not understood, a line each."""

    pages: int = 0
    changes: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def read_labelled(path: Path, pages: Iterable[PageRecords], book: Book, by: str) -> LabelledRead:
    """Read an export of Label Studio (`.json`) or doccano (`.jsonl`) of the run whose pages are given, and write what
    differs from what the run, or an earlier decision, says as decisions.

    A finding whose mark is gone was removed; a mark where the run has nothing was added. doccano has no fields, so
    there only places and labels are read. Raises `ShiluError` S502 and S710 for a file that is no such export.
    """
    told, marked = LabelledRead(), _read(path)
    made: list[Decision] = []
    for records in pages:
        given = marked.pop(records.page.id, None)
        if given is None:
            continue
        text, marks, via = given
        if text != records.page.text:
            told.troubles.append(f"{records.page.id}: its text is not that of the run")
            continue
        if via == "doccano" and not marks and rows_of(records):  # so the pages of others look, unless shared
            told.troubles.append(f"{records.page.id}: it has no label at all, as if nobody had handed it in")
            continue
        told.pages += 1
        made += _Page(records, marks, Maker(book, by, via), told).decisions()
    told.troubles += [f"{page}: this run has no such page" for page in marked]
    if made:
        book.add(made)
    return told


def _read(path: Path) -> Marked:
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".jsonl":
            return {page: (words, marks, "doccano") for page, words, marks in _doccano(path, text)}
        tasks = json.loads(text)
    except (OSError, ValueError) as error:
        raise ShiluError("S710", path=path, tool="Label Studio or doccano", why=in_one_line(error)) from error
    handed_in = [one for one in tasks if one.get("annotations")] if isinstance(tasks, list) else tasks
    return {page: (words, marks, "labelstudio") for page, words, marks in read_tasks(path, handed_in)}


def _doccano(path: Path, text: str) -> Iterator[tuple[str, str, list[tuple[str, dict[str, Any]]]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield _doccano_page(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                why = f"line {number}: {in_one_line(error)}"
                raise ShiluError("S710", path=path, tool="doccano", why=why) from error


def _doccano_page(row: dict[str, Any]) -> tuple[str, str, list[tuple[str, dict[str, Any]]]]:
    text: str = row["text"]
    labels = row.get("label", row.get("labels")) or [
        [one["start_offset"], one["end_offset"], one["label"]] for one in row.get("entities", ())
    ]
    marks = []
    for start, end, label in labels:
        first, _, kind = str(label).partition(".")
        sort = f"{first}s"
        if sort not in _SORTS or not 0 <= start < end <= len(text):
            raise ValueError(f"the label {label!r} at {start}-{end} is none of ours")
        told = {"kind" if sort == "facts" else "type": kind}
        marks.append((sort, {"start": start, "end": end, "surface": text[start:end], **told}))
    return str(row.get("page") or row["id"]), text, marks


class _Page:
    """One page against what was handed in."""

    def __init__(
        self, records: PageRecords, marks: list[tuple[str, dict[str, Any]]], maker: Maker, told: LabelledRead
    ) -> None:
        self.records, self.maker, self.told = records, maker, told
        self.marks: dict[tuple[RowSort, int, int], list[Mark]] = {}
        for sort, mark in marks:
            self.marks.setdefault((_SORTS[sort], mark["start"], mark["end"]), []).append(mark)

    def decisions(self) -> Iterator[Decision]:
        for row in rows_of(self.records):
            standing = self.maker.book.standing(self.records.page.id, row.sort, row.id).decision
            now = (standing.says if standing else row.state) or row.state
            removed = standing is not None and standing.verdict == "removed"
            mark = self._mark_of(row, now)
            if mark is None:
                if not removed:
                    self.told.changes.append(f"{row.id}: removed")
                    yield self.maker.of_row(self.records, row, "removed")
            else:
                yield from self._fixed(row, now, mark, removed)
        for (sort, *_), marks in self.marks.items():
            for mark in marks:
                yield from self._added(sort, mark)

    def _mark_of(self, row: PageRow, now: RowState) -> Mark | None:
        """The mark at the place of a row; of several the one of its kind. Each is taken once."""
        found = self.marks.get((row.sort, now.span.start, now.span.end), [])
        name = "kind" if row.sort == "fact" else "type"
        best = next(
            (one for one in found if one.get(name) == now.fields.get(name)), found[0] if found else None
        )
        if best is not None:
            found.remove(best)
        return best

    def _fixed(self, row: PageRow, now: RowState, mark: Mark, removed: bool) -> Iterator[Decision]:
        state = RowState(span=now.span, fields={**now.fields, **self._fields(row.sort, now, mark, row.id)})
        changed = changed_fields(now, state)
        if not changed and not removed:
            return
        try:
            changed_record(row.record, state, self.records)
        except ValueError as error:
            self.told.troubles.append(f"{row.id}: no record can say that: {in_one_line(error)}")
            return
        self.told.changes.append(f"{row.id}: {', '.join(changed) or 'taken back in'}")
        yield self.maker.of_row(self.records, row, "fixed", after=state)

    def _fields(self, sort: RowSort, now: RowState | None, mark: Mark, name: str) -> dict[str, Any]:
        """The fields of a mark as those of a row; words that the page has not are told and left as they were."""
        found: dict[str, Any] = {}
        near = Span.of(self.records.page.text, mark["start"], mark["end"])
        for field_name in FIELDS[sort]:
            if field_name not in mark:
                continue
            value, old = mark[field_name], now.fields.get(field_name) if now else None
            if isinstance(value, list):
                value = value[0]
            if sort == "fact" and field_name in _NUMBERS:
                found[field_name] = None if value is None else _digits(value, old)
            elif sort == "fact" and field_name in SLOTS and value is not None:
                answer = self._answer(field_name, str(value), near, old)
                if answer is None:
                    self.told.troubles.append(
                        f"{name}, {field_name}: {value!r:.60}: the page does not have these words"
                    )
                else:
                    found[field_name] = answer
            else:
                found[field_name] = value
        return found

    def _answer(self, name: str, words: str, near: Span, old: Any) -> Answer | None:
        if isinstance(old, Answer) and old.text == words:
            return old
        kept = old.span if isinstance(old, Answer) else None
        return ground_answer(self.records, name, words, near, kept=kept)

    def _added(self, sort: RowSort, mark: Mark) -> Iterator[Decision]:
        name = f"{self.records.page.id}#{mark['start']}-{mark['end']}"
        span = Span.of(self.records.page.text, mark["start"], mark["end"])
        fields: dict[str, Any] = dict.fromkeys(FIELDS[sort])
        if sort == "fact":
            fields |= {"status": "actual", "cumulative": False}
            read = find_quantities(span.surface).quantities
            fields |= amount_fields(read[0]) if read else {}
        given = {
            key: value for key, value in self._fields(sort, None, mark, name).items() if value is not None
        }
        state = RowState(span=span, fields=fields | given)
        try:
            new_record(sort, state, self.records)
        except ValueError as error:
            self.told.troubles.append(f"{name}: no record can say that: {in_one_line(error)}")
            return
        self.told.changes.append(f"{name}: added")
        yield self.maker.added(self.records, sort, state)


def _digits(value: Any, old: Any) -> str:
    """A number as plain digits; the digits as they were where the number is the same (a float has fewer)."""
    if isinstance(old, str) and float(old) == float(value):
        return old
    return plain(Decimal(str(value)))
