"""Facts of any number of documents put in order by SQL: they are handed on block by block, never all at once.

DuckDB does it where it is installed, SQLite where it is not; both spill onto the disk what memory does not hold.
"""

from __future__ import annotations

import json
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from shilu.extract.series.keyed import Keyed
from shilu.extract.series.observe import period_key
from shilu.extract.series.periods import Days

__all__ = ["Pool", "Twin"]

_BATCH = 20_000
"""Facts that are held before they are handed to the database."""

_FETCH = 5_000
"""Facts that are fetched at a time."""

_COLUMNS = (
    "block", "variable", "item", "place", "what", "due", "number", "known", "page", "start", "data",
)  # fmt: skip
_INTEGERS = frozenset({"start"})
_FEW = 3
"""Digits that a value must have to tell two names for one: 152.6, not 5."""

_FIELDS = tuple(one.name for one in fields(Keyed))
_DECIMALS = tuple(at for at, one in enumerate(fields(Keyed)) if str(one.type).startswith("Decimal"))
_DAYS, _DOUBTS = _FIELDS.index("days"), _FIELDS.index("doubts")

_TWINS = """
SELECT a.variable, b.variable, min(a.item), min(b.item), count(DISTINCT a.due)
FROM keyed a JOIN keyed b ON a.place = b.place AND a.what = b.what AND a.due = b.due AND a.number = b.number
WHERE a.number <> '' AND a.due <> '' AND a.item < b.item AND a.page <> b.page
GROUP BY a.variable, b.variable ORDER BY a.variable, b.variable
"""

Twin = tuple[str, str, str, str, int]
"""Two variables that have equal values, the names of their items, and of how many periods."""


class Pool:
    """Facts on their way to be joined. Use it in a `with` block: `add` them all, then read `blocks`."""

    def __init__(self, *, engine: str = "") -> None:
        """`engine` is `duckdb` or `sqlite`; the first that is installed without it."""
        self._folder = tempfile.TemporaryDirectory(prefix="shilu-series-")
        self._waiting: list[tuple[Any, ...]] = []
        self._duckdb = _duckdb() if engine in ("", "duckdb") else None
        self._database: Any = None
        self._names: dict[str, tuple[str, str]] = {}
        self.count = 0

    @property
    def engine(self) -> str:
        """What puts the facts in order."""
        return "duckdb" if self._duckdb else "sqlite"

    def __enter__(self) -> Self:
        folder = Path(self._folder.name)
        if self._duckdb:
            settings = {
                "memory_limit": "1GB", "threads": "2", "autoinstall_known_extensions": "false",
                "temp_directory": str(folder / "spill"), "preserve_insertion_order": "false",
            }  # fmt: skip
            self._database = self._duckdb.connect(str(folder / "facts.duckdb"), config=settings)
        else:
            self._database = sqlite3.connect(folder / "facts.sqlite", isolation_level=None)
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -200000"):
                self._database.execute(f"PRAGMA {pragma}")
        typed = ", ".join(f"{one} {'INTEGER' if one in _INTEGERS else 'VARCHAR'}" for one in _COLUMNS)
        self._database.execute(f"CREATE TABLE keyed ({typed})")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        if self._database is not None:
            with suppress(Exception):
                self._database.close()
        self._folder.cleanup()

    def add(self, facts: Iterable[Keyed]) -> None:
        """Take facts in."""
        for fact in facts:
            self._waiting.append(_row(fact))
            self.count += 1
        if len(self._waiting) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if not self._waiting:
            return
        if self._duckdb:
            self._copy()
        else:
            marks = ", ".join("?" for _ in _COLUMNS)
            self._database.executemany(f"INSERT INTO keyed VALUES ({marks})", self._waiting)
        self._waiting.clear()

    def _copy(self) -> None:
        """Rows reach DuckDB through a file of JSON lines, as they do in its store."""
        path = Path(self._folder.name) / "rows.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for row in self._waiting:
                file.write(json.dumps(dict(zip(_COLUMNS, row, strict=True)), ensure_ascii=False) + "\n")
        read = ", ".join(f"{one}: '{'INTEGER' if one in _INTEGERS else 'VARCHAR'}'" for one in _COLUMNS)
        self._database.execute(
            f"INSERT INTO keyed SELECT {', '.join(_COLUMNS)} FROM read_json(?, format = 'newline_delimited', "
            f"columns = {{{read}}}, maximum_object_size = 100000000)",
            [str(path)],
        )

    def twins(self) -> list[Twin]:
        """Pairs of variables of one place, dimension and kind whose items differ and that have equal values of three
        digits and more in different documents: names of one thing, perhaps."""
        self._flush()
        return [tuple(row) for row in self._database.execute(_TWINS).fetchall()]

    def rename(self, names: Mapping[str, tuple[str, str]]) -> None:
        """Give the facts of variables another item and family: {`variable`: (item, family)}."""
        self._names = dict(names)
        for variable, named in self._names.items():
            for fact in self.of([variable], most=1)[variable]:
                other = _named(fact, named)
                self._database.execute(
                    "UPDATE keyed SET block = ?, variable = ? WHERE variable = ?",
                    [other.block, other.variable, variable],
                )

    def of(self, variables: Sequence[str], *, most: int = 1000) -> dict[str, list[Keyed]]:
        """The facts of some variables, so many of each at most."""
        found: dict[str, list[Keyed]] = {}
        for variable in variables:
            rows = self._database.execute(
                "SELECT data FROM keyed WHERE variable = ? ORDER BY known, page, start LIMIT ?",
                [variable, most],
            ).fetchall()
            found[variable] = [_fact(data) for (data,) in rows]
        return found

    def blocks(self) -> Iterator[tuple[str, list[Keyed]]]:
        """The blocks in their order, each with its facts."""
        self._flush()
        cursor = self._database.execute(
            "SELECT block, data FROM keyed ORDER BY block, variable, known, page, start"
        )
        for block, rows in groupby(_fetched(cursor), key=lambda row: str(row[0])):
            facts = (_fact(data) for _, data in rows)
            yield block, [_named(one, self._names.get(one.variable)) for one in facts]


def _named(fact: Keyed, named: tuple[str, str] | None) -> Keyed:
    return fact if named is None else replace(fact, item=named[0], family=named[1])


def _duckdb() -> Any:
    try:
        import duckdb
    except ImportError:
        return None
    return duckdb


def _fetched(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(_FETCH):
        yield from rows


def _row(fact: Keyed) -> tuple[Any, ...]:
    digits = "" if fact.value is None else format(fact.value.normalize(), "f").replace(".", "").strip("-0")
    number = f"{fact.value:.6f}" if fact.value is not None and len(digits) >= _FEW else ""
    what = f"{fact.subject}|{fact.scope}|{fact.measured}|{fact.dimension}|{fact.per}|{fact.basis}"
    plain = fact.bound == "exact" and fact.status == "actual"
    return (
        fact.block, fact.variable, fact.item, fact.place, what, period_key(fact), number if plain else "",
        fact.known, fact.page, fact.start, _data(fact),
    )  # fmt: skip


def _data(fact: Keyed) -> str:
    values: list[Any] = [getattr(fact, name) for name in _FIELDS]
    for at in _DECIMALS:
        values[at] = None if values[at] is None else str(values[at])
    values[_DAYS] = fact.days and (fact.days.begin, fact.days.end)
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _fact(data: str) -> Keyed:
    values = json.loads(data)
    for at in _DECIMALS:
        values[at] = None if values[at] is None else Decimal(values[at])
    values[_DAYS] = values[_DAYS] and Days(*values[_DAYS])
    values[_DOUBTS] = tuple((reason, note) for reason, note in values[_DOUBTS])
    return Keyed(*values)
