"""Two runs held against each other: rows that came, went or changed, by slot, and why.

Rows are one where they stand at one place of one page. Where the text of a page has changed, its rows are laid beside
each other by their words and those of their sentence, in order.
"""

from __future__ import annotations

import difflib
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from shilu.extract.ids import Ids
from shilu.extract.stores import Cell, Row, fact_row, read_store
from shilu.schemas import SLOTS, PageRecords

__all__ = ["DIFF_COLUMNS", "Change", "Why", "diff_pages", "diff_runs"]

What = Literal["came", "went", "changed"]

Why = Literal["page_added", "page_removed", "page_changed", "decision", "rules_changed"]
"""Why a row differs: its page is in one run only, the text of its page is another, people decided on it, or, with the
same text, it was read by other rules, weights or options."""

_COMPARED = (
    "kind", "value", "lower", "upper", "bound", "unit", "normal_value", "normal_unit", *(one.name for one in SLOTS),
    "duplicate", "same_as",
)  # fmt: skip

DIFF_COLUMNS = (
    "page", "what", "slot", "before", "after", "why", "fact_a", "fact_b", "surface", "sentence",
)  # fmt: skip
"""The columns of a comparison, in order."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a whole row (`slot` is empty), or one slot of a row that both runs have."""

    page: str
    what: What
    slot: str
    before: str | None
    after: str | None
    why: Why
    fact_a: str | None
    fact_b: str | None
    surface: str
    sentence: str

    def cells(self) -> list[Cell]:
        """Its cells, in the order of `DIFF_COLUMNS`."""
        return [getattr(self, name) for name in DIFF_COLUMNS]


@dataclass(frozen=True, slots=True)
class _Side:
    """The rows of a page in one run, and what people decided there."""

    text: str
    rows: tuple[Row, ...]
    decided: frozenset[str]


def diff_runs(before: str | Path, after: str | Path) -> Iterator[Change]:
    """The differences of two runs, in order of the pages of the later one; pages that it lacks come last.

    The first run is laid on the disk, so that neither need fit into memory. Raises `ShiluError` as `read_store` does.
    """
    with tempfile.TemporaryDirectory(prefix="shilu-diff-") as folder:
        shelf = sqlite3.connect(Path(folder) / "before.sqlite", isolation_level=None)
        try:
            shelf.execute("CREATE TABLE pages (page TEXT PRIMARY KEY, at INTEGER, record TEXT)")
            shelf.execute("BEGIN")
            for at, records in enumerate(read_store(before)):
                row = (records.page.id, at, records.model_dump_json())
                shelf.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?)", row)
            yield from _against(shelf, read_store(after))
        finally:
            shelf.close()


def _against(shelf: sqlite3.Connection, after: Iterable[PageRecords]) -> Iterator[Change]:
    for records in after:
        found = shelf.execute("SELECT record FROM pages WHERE page = ?", (records.page.id,)).fetchone()
        shelf.execute("DELETE FROM pages WHERE page = ?", (records.page.id,))
        yield from diff_pages(PageRecords.model_validate_json(found[0]) if found else None, records)
    for (record,) in shelf.execute("SELECT record FROM pages ORDER BY at"):
        yield from diff_pages(PageRecords.model_validate_json(record), None)


def diff_pages(before: PageRecords | None, after: PageRecords | None) -> Iterator[Change]:
    """The differences of one page in two runs; None where a run has it not."""
    present = after or before
    if present is None:
        return
    page, one, other = present.page.id, _side(before), _side(after)
    for first, second in _pairs(one, other):
        why = _why(one if before else None, other if after else None, first, second)
        if first is None or second is None:
            yield _whole(page, first, second, why)
            continue
        for slot in _COMPARED:
            if first[slot] != second[slot] and not (slot == "same_as" and why == "page_changed"):
                yield Change(
                    page, "changed", slot, _told(first[slot]), _told(second[slot]), why, str(first["id"]),
                    str(second["id"]), str(second["surface"]), str(second["sentence"]),
                )  # fmt: skip


def _side(records: PageRecords | None) -> _Side:
    if records is None:
        return _Side("", (), frozenset())
    ids = Ids()
    rows = tuple({**fact_row(one), "id": ids.give(one.id)} for one in records.facts)
    decided = frozenset(
        one.row
        for one in records.reviews
        if one.sort == "fact" and (one.changed or one.status in ("fixed", "added", "removed"))
    )
    return _Side(records.page.text, rows, decided)


def _whole(page: str, first: Row | None, second: Row | None, why: Why) -> Change:
    row = second or first
    assert row is not None
    return Change(
        page, "came" if second else "went", "", _summary(first), _summary(second), why,
        str(first["id"]) if first else None, str(second["id"]) if second else None, str(row["surface"]),
        str(row["sentence"]),
    )  # fmt: skip


def _summary(row: Row | None) -> str | None:
    """A row in a few words: 地区生产总值 152.6亿元 2019 actual."""
    if row is None:
        return None
    told = (row["subject"], row["item"], row["surface"], row["period"], row["status"])
    return " ".join(str(one) for one in told if one)


def _told(cell: Cell) -> str | None:
    return None if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def _why(one: _Side | None, other: _Side | None, first: Row | None, second: Row | None) -> Why:
    if one is None or other is None:
        return "page_added" if one is None else "page_removed"
    ids = {str(row["id"]) for row in (first, second) if row}
    if ids & (one.decided ^ other.decided) or (ids & one.decided and ids & other.decided):
        return "decision"
    return "page_changed" if one.text != other.text else "rules_changed"


def _pairs(one: _Side, other: _Side) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of both sides that are one, and those that stand alone, in order of the later page."""
    keys = (_by_place if one.text == other.text else _by_words)(one.rows, other.rows)
    before = dict(zip(keys[0], one.rows, strict=True))
    after = dict(zip(keys[1], other.rows, strict=True))
    for key, row in after.items():
        yield before.pop(key, None), row
    for row in before.values():
        yield row, None


def _by_place(one: Sequence[Row], other: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Names of the rows by their place on the page: rows of one place are one, even of another kind."""
    found = []
    for rows in (one, other):
        ids = Ids()
        found.append([ids.give(f"{row['start']}-{row['end']}") for row in rows])
    return found[0], found[1]


def _by_words(one: Sequence[Row], other: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Names of the rows by their words: the same amount in the same sentence is one; then the same amount of rows that
    follow each other in the same order; then an amount that changed within one sentence."""
    first, second = (_signed(rows, ("surface", "sentence")) for rows in (one, other))
    names = ([f"a{at}" for at in range(len(one))], [f"b{at}" for at in range(len(other))])
    _lay(first, second, names)
    for fields in (("surface", "item"), ("item", "kind", "period")):
        left = [at for at, name in enumerate(names[0]) if name == f"a{at}"]
        right = [at for at, name in enumerate(names[1]) if name == f"b{at}"]
        signed = [
            _signed([rows[at] for at in places], fields) for rows, places in ((one, left), (other, right))
        ]
        matcher = difflib.SequenceMatcher(None, signed[0], signed[1], autojunk=False)
        for block in matcher.get_matching_blocks():
            for step in range(block.size):
                a, b = left[block.a + step], right[block.b + step]
                names[0][a] = names[1][b] = f"c{a}-{b}"
    return names


def _lay(first: Sequence[str], second: Sequence[str], names: tuple[list[str], list[str]]) -> None:
    """Give rows of one signature one name, each to each in order."""
    places: dict[str, list[int]] = {}
    for at, signature in enumerate(second):
        places.setdefault(signature, []).append(at)
    for at, signature in enumerate(first):
        if places.get(signature):
            found = places[signature].pop(0)
            names[0][at] = names[1][found] = f"c{at}-{found}"


def _signed(rows: Sequence[Row], fields: Sequence[str]) -> list[str]:
    return [_signature(row, fields) for row in rows]


def _signature(row: Mapping[str, Cell], fields: Sequence[str]) -> str:
    told = "\0".join("".join(str(row[name] or "").split()) for name in fields)
    return blake2b(told.encode(), digest_size=12).hexdigest()
