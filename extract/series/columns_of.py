"""The facts of a DuckDB store by SQL: their columns, a window of pages at a time, without making records of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.series.source import Head, Named, Read, read_rows
from shilu.extract.stores.duck import duckdb_format
from shilu.extract.stores.extras import need
from shilu.schemas import FORMAT

__all__ = ["duckdb_pages", "is_duckdb"]

_PAGES = 500
"""Pages that are read at a time."""


def is_duckdb(run: str | Path) -> bool:
    """Whether a run is a DuckDB store of this version."""
    path = Path(run)
    return path.suffix.lower() in (".duckdb", ".ddb") and path.is_file() and duckdb_format(path) == FORMAT


def duckdb_pages(path: Path) -> Iterator[Read]:
    """The pages of a store. Raises `ShiluError` S109 without the package `duckdb`, S402 where it cannot be read."""
    duckdb = need("duckdb", target=str(path))
    try:
        with closing(duckdb.connect(str(path), read_only=True)) as database:
            (count,) = database.execute("SELECT count(*) FROM pages").fetchone()
            for first in range(0, count, _PAGES):
                yield from _window(database, first)
    except duckdb.Error as error:
        raise ShiluError("S402", path=path, why=in_one_line(error)) from error


def _window(database: Any, first: int) -> Iterator[Read]:
    """Some pages, in the order in which they were written, with what stands on them."""
    within = f"page IN (SELECT page FROM pages ORDER BY rowid LIMIT {_PAGES} OFFSET {first})"
    articles = _grouped(
        database, f"SELECT page, article, title, record FROM articles WHERE {within} ORDER BY rowid"
    )
    names = _grouped(
        database,
        f"SELECT page, canonical, code, start FROM names WHERE type = 'place' AND {within} ORDER BY rowid",
    )
    facts: dict[str, list[dict[str, Any]]] = {}
    cursor = database.execute(f"SELECT * EXCLUDE (record) FROM facts WHERE {within} ORDER BY rowid")
    columns = [one[0] for one in cursor.description]
    for row in cursor.fetchall():
        told = dict(zip(columns, row, strict=True))
        facts.setdefault(told["page"], []).append(told)
    pages = database.execute(
        f"SELECT page, published, title, text, record FROM pages ORDER BY rowid LIMIT {_PAGES} OFFSET {first}"
    ).fetchall()
    for page, published, title, text, record in pages:
        region = json.loads(record).get("meta", {}).get("region")
        head = Head(
            page, published, title, text, region if isinstance(region, str) else None,
            [_article(number, own, told) for number, own, told in articles.get(page, ())],
            [Named(canonical, code, start) for canonical, code, start in names.get(page, ())],
        )  # fmt: skip
        yield read_rows(head, facts.get(page, ()))


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
