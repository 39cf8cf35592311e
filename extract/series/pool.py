"""Facts of any number of documents put in order by SQL: they are handed on block by block, never all at once.

A pool may stay beside its run. Then facts of pages that are as they were need not be made again (`papers`), nor blocks
be joined again whose facts are the same (`digests`).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from shilu.extract.series.engine import Engine
from shilu.extract.series.keyed import Keyed
from shilu.extract.series.observe import period_key
from shilu.extract.series.source import Read
from shilu.extract.times import Days

__all__ = ["Paper", "Pool", "Twin"]

_BATCH = 20_000
"""Facts that are held before they are handed to the database."""

_TABLES = {
    "about": ("version",),
    "papers": ("mark", "data"),
    "keyed": (
        "block", "variable", "item", "place", "what", "due", "number", "known", "page", "start_at", "fact", "mark",
        "data",
    ),
    "results": ("block", "digest", "looked", "data"),
}  # fmt: skip
_OF_QUERIES = {"renamed": ("before", "block", "variable"), "wanted": ("name",)}

_FEW = 3
"""Digits that a value must have to tell two names for one: 152.6, not 5."""

_FIELDS = tuple(one.name for one in fields(Keyed))
_DECIMALS = tuple(at for at, one in enumerate(fields(Keyed)) if str(one.type).startswith("Decimal"))
_DAYS, _DOUBTS = _FIELDS.index("days"), _FIELDS.index("doubts")

_ORDERED = """
SELECT coalesce(r.block, k.block) AS b, coalesce(r.variable, k.variable) AS v, {columns}
FROM keyed k LEFT JOIN renamed r ON k.variable = r.before {only}
ORDER BY b, v, k.known, k.page, k.start_at, k.fact
"""
"""The facts block by block. In which order rows of equal places stand must not be left to the database."""

_TWINS = """
SELECT a.variable, b.variable, min(a.item), min(b.item), count(DISTINCT a.due)
FROM keyed a JOIN keyed b ON a.place = b.place AND a.what = b.what AND a.due = b.due AND a.number = b.number
WHERE a.number <> '' AND a.due <> '' AND a.item < b.item AND a.page <> b.page
GROUP BY a.variable, b.variable ORDER BY a.variable, b.variable
"""

Twin = tuple[str, str, str, str, int]
"""Two variables that have equal values, the names of their items, and of how many periods."""


class Paper(NamedTuple):
    """A document as the other tables name it, with the places it is about and how many facts could not be joined."""

    page: str
    known: str | None
    title: str | None
    places: tuple[str, ...] = ()
    left: int = 0


class Pool:
    """Facts on their way to be joined. Use it in a `with` block: `add` all pages, then read `blocks`."""

    def __init__(self, *, engine: str = "", folder: Path | None = None, version: str = "") -> None:
        """`engine` is `duckdb` or `sqlite`; the first that is installed without it. With a folder the facts stay
        there, for as long as the `version` of what made them is the same."""
        self.engine = Engine(_TABLES, engine=engine, folder=folder)
        self._version = version
        self._waiting: list[tuple[Any, ...]] = []
        self._papers: list[tuple[str, str]] = []
        self._names: dict[str, tuple[str, str]] = {}

    def __enter__(self) -> Self:
        try:
            self.engine.open()
            if [one for (one,) in self.engine.rows("SELECT version FROM about")] != [self._version]:
                with self.engine.transaction():
                    for table in _TABLES:
                        self.engine.execute(f"DELETE FROM {table}")
                    self.engine.insert("about", [(self._version,)])
            for table, columns in _OF_QUERIES.items():
                self.engine.given(table, columns, ())
        except BaseException:
            self.engine.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.engine.close()

    def papers(self) -> dict[str, Paper]:
        """The pages whose facts are there, by their marks."""
        found = {}
        for mark, data in self.engine.rows("SELECT mark, data FROM papers"):
            page, known, title, places, left = json.loads(data)
            found[mark] = Paper(page, known, title, tuple(places), left)
        return found

    def add(self, read: Read, mark: str) -> Paper:
        """Take the facts of a page in."""
        document = read.document
        paper = Paper(document.page, document.known, document.title, read.places, read.left)
        self._papers.append((mark, json.dumps(paper, ensure_ascii=False)))
        self._waiting.extend(_row(fact, mark) for fact in read.facts)
        if len(self._waiting) + len(self._papers) >= _BATCH:
            self.flush()
        return paper

    def flush(self) -> None:
        """Hand what waits to the database."""
        with self.engine.transaction():
            self.engine.insert("keyed", self._waiting)
            self.engine.insert("papers", self._papers)
        self._waiting.clear()
        self._papers.clear()

    def forget(self, marks: Iterable[str]) -> None:
        """Leave out pages that are no more, or no more as they were."""
        gone = [(mark,) for mark in marks]
        if gone:
            self.engine.given("wanted", _OF_QUERIES["wanted"], gone)
            with self.engine.transaction():
                for table in ("keyed", "papers"):
                    self.engine.execute(f"DELETE FROM {table} WHERE mark IN (SELECT name FROM wanted)")

    @property
    def count(self) -> int:
        """How many facts there are."""
        ((number,),) = self.engine.rows("SELECT count(*) FROM keyed")
        return int(number)

    def twins(self) -> list[Twin]:
        """Pairs of variables of one place, dimension and kind whose items differ and that have equal values of three
        digits and more in different documents: names of one thing, perhaps."""
        return [(row[0], row[1], row[2], row[3], int(row[4])) for row in self.engine.rows(_TWINS)]

    def rename(self, names: Mapping[str, tuple[str, str]]) -> None:
        """Give the facts of variables another item and family: {`variable`: (item, family)}."""
        self._names = dict(names)
        rows = []
        for variable, facts in self.of(sorted(names), most=1).items():
            other = _named(facts[0], names[variable])
            rows.append((variable, other.block, other.variable))
        self.engine.given("renamed", _OF_QUERIES["renamed"], rows)

    def of(self, variables: Sequence[str], *, most: int = 1000) -> dict[str, list[Keyed]]:
        """The facts of some variables, so many of each at most."""
        if not variables:
            return {}
        self.engine.given("wanted", _OF_QUERIES["wanted"], [(one,) for one in variables])
        found: dict[str, list[Keyed]] = {one: [] for one in variables}
        only = "WHERE k.variable IN (SELECT name FROM wanted)"
        for _, _, variable, data in self.engine.rows(
            _ORDERED.format(columns="k.variable, k.data", only=only)
        ):
            if len(found[variable]) < most:
                found[variable].append(_fact(data))
        return found

    def blocks(self, only: Sequence[str] | None = None) -> Iterator[tuple[str, list[Keyed]]]:
        """The blocks in their order, each with its facts: all, or only some."""
        told = ""
        if only is not None:
            self.engine.given("wanted", _OF_QUERIES["wanted"], [(one,) for one in only])
            told = "WHERE coalesce(r.block, k.block) IN (SELECT name FROM wanted)"
        found = self.engine.rows(_ORDERED.format(columns="k.data", only=told))
        for block, rows in groupby(found, key=lambda row: str(row[0])):
            facts = (_fact(data) for _, _, data in rows)
            yield block, [_named(one, self._names.get(one.variable)) for one in facts]

    def digests(self) -> Iterator[tuple[str, str]]:
        """The blocks in their order, each with a name for all that its facts are: another where one of them is."""
        found = self.engine.rows(_ORDERED.format(columns="k.fact, k.mark", only=""))
        for block, rows in groupby(found, key=lambda row: str(row[0])):
            told = blake2b(digest_size=12)
            for _, variable, fact, mark in rows:
                told.update(f"{variable}\n{fact}\n{mark}\n".encode())
            yield block, told.hexdigest()


def _named(fact: Keyed, named: tuple[str, str] | None) -> Keyed:
    return fact if named is None else replace(fact, item=named[0], family=named[1])


def _row(fact: Keyed, mark: str) -> tuple[Any, ...]:
    digits = "" if fact.value is None else format(fact.value.normalize(), "f").replace(".", "").strip("-0")
    number = f"{fact.value:.6f}" if fact.value is not None and len(digits) >= _FEW else ""
    what = f"{fact.subject}|{fact.scope}|{fact.measured}|{fact.dimension}|{fact.per}|{fact.basis}"
    plain = fact.bound == "exact" and fact.status == "actual"
    return (
        fact.block, fact.variable, fact.item, fact.place, what, period_key(fact), number if plain else "",
        fact.known, fact.page, fact.start, fact.fact, mark, _data(fact),
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
