"""The facts of a DuckDB store by SQL: their columns, a window of pages at a time, without making records of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.series.source import Coming, Head, Named, Read, read_rows
from shilu.extract.stores.duck import duckdb_format
from shilu.extract.stores.extras import need
from shilu.schemas import FORMAT

__all__ = ["duckdb_pages", "is_duckdb"]

_PAGES = 500
"""Pages that are read at a time."""

_MEMORY = "192MB"
"""What DuckDB may hold while the store is read."""


def is_duckdb(run: str | Path) -> bool:
    """Whether a run is a DuckDB store of this version."""
    path = Path(run)
    return path.suffix.lower() in (".duckdb", ".ddb") and path.is_file() and duckdb_format(path) == FORMAT


def duckdb_pages(path: Path) -> Iterator[Coming]:
    """The pages of a store. Raises `ShiluError` S109 without the package `duckdb`, S402 where it cannot be read."""
    duckdb = need("duckdb", target=str(path))
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as database:
            database.execute(f"SET memory_limit = '{_MEMORY}'")
            ((last,),) = database.execute("SELECT coalesce(max(rowid), -1) FROM pages").fetchall()
            for first in range(0, last + 1, _PAGES):
                yield from _Window(database, first).pages()
    except duckdb.Error as error:
        raise ShiluError("S402", path=path, why=in_one_line(error)) from error


class _Window:
    """Some pages, in the order in which they were written. What stands on them is fetched when one of them is read."""

    def __init__(self, database: Any, first: int) -> None:
        self._database = database
        self._rows = f"FROM pages WHERE rowid >= {first} AND rowid < {first + _PAGES}"
        self._within = f"page IN (SELECT page {self._rows})"
        self._fetched: dict[str, Head] | None = None
        self._facts: dict[str, list[dict[str, Any]]] = {}

    def pages(self) -> Iterator[Coming]:
        """The pages, each with its mark: a digest of the records of all its rows, made by the database."""
        marks = [
            dict(self._database.execute(
                f"SELECT page, md5(string_agg(record, chr(10) ORDER BY rowid)) FROM {table} WHERE {self._within} "
                "GROUP BY page"
            ).fetchall())
            for table in ("facts", "names", "articles")
        ]  # fmt: skip
        pages = self._database.execute(
            f"SELECT page, md5(concat_ws(chr(10), page, published, title, text, record)) {self._rows} ORDER BY rowid"
        ).fetchall()
        for page, told in pages:
            mark = " ".join((told, *(found.get(page, "") for found in marks)))
            yield Coming(mark, partial(self._read, page))

    def _read(self, page: str) -> Read:
        if self._fetched is None:
            self._fetched = {one.page: one for one in self._heads()}
            self._facts = self._rows_of_facts()
        return read_rows(self._fetched.pop(page), self._facts.pop(page, ()))

    def _heads(self) -> Iterator[Head]:
        articles = _grouped(
            self._database,
            f"SELECT page, article, title, record FROM articles WHERE {self._within} ORDER BY rowid",
        )
        names = _grouped(
            self._database,
            f"SELECT page, canonical, code, start FROM names WHERE type = 'place' AND {self._within} ORDER BY rowid",
        )
        told = f"SELECT page, published, title, text, record {self._rows} ORDER BY rowid"
        for page, published, title, text, record in self._database.execute(told).fetchall():
            region = json.loads(record).get("meta", {}).get("region")
            yield Head(
                page, published, title, text, region if isinstance(region, str) else None,
                [_article(number, own, one) for number, own, one in articles.get(page, ())],
                [Named(canonical, code, start) for canonical, code, start in names.get(page, ())],
            )  # fmt: skip

    def _rows_of_facts(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = {}
        cursor = self._database.execute(
            f"SELECT * EXCLUDE (record) FROM facts WHERE {self._within} ORDER BY rowid"
        )
        columns = [one[0] for one in cursor.description]
        for row in cursor.fetchall():
            told = dict(zip(columns, row, strict=True))
            found.setdefault(told["page"], []).append(told)
        return found


def _article(
    number: int, title: str | None, record: str
) -> tuple[int, str | None, str | None, list[tuple[int, int]]]:
    told = json.loads(record)
    place = (told.get("dateline") or {}).get("place")
    return number, title, place, [(block["start"], block["end"]) for block in told["blocks"]]


def _grouped(database: Any, query: str) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {}
    for page, *rest in database.execute(query).fetchall():
        found.setdefault(page, []).append(tuple(rest))
    return found
