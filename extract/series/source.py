"""The facts of a run as rows with what their documents tell, ready to be joined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from shilu.extract.series.cells import Sheet
from shilu.extract.series.home import Home, home_of
from shilu.extract.series.keyed import Document, Keyed, keyed
from shilu.extract.series.plans import Plan
from shilu.extract.stores import fact_row, read_store
from shilu.schemas import Article, Name, PageRecords

__all__ = ["Read", "keyed_pages", "read_page"]


class Read:
    """One page: its document, the places that it is about, its facts ready to be joined, and how many could not be."""

    __slots__ = ("document", "facts", "left", "places")

    def __init__(self, document: Document, facts: list[Keyed], left: int, places: tuple[str, ...]) -> None:
        self.document = document
        self.places = places
        self.facts = facts
        self.left = left


def keyed_pages(run: str | Path) -> Iterator[Read]:
    """The pages of a run. Raises `ShiluError` as `read_store` does."""
    return map(read_page, read_store(run))


def read_page(records: PageRecords) -> Read:
    """A page with its facts ready to be joined."""
    page = records.page
    known = page.published.value if page.published else None
    homes = _homes(records)
    whole = Document(page.id, known, page.title, homes[None])
    documents = {
        number: Document(page.id, known, page.title, home)
        for number, home in homes.items()
        if number is not None
    }
    facts: list[Keyed] = []
    left, one, sheet, plan = 0, None, Sheet(page.text), Plan(page.text)
    for fact in records.facts:
        row: dict[str, Any] = sheet.told(fact_row(fact) | {"sentence_start": fact.sentence.start})
        document = documents.get(fact.article or 0, whole)
        one = keyed(plan.told(row, document), document, one)
        if one is None:
            left += 1
        else:
            facts.append(one)
    places = tuple(dict.fromkeys(one.where.key for one in homes.values() if one.where.key))
    return Read(whole, facts, left, places)


def _homes(records: PageRecords) -> dict[int | None, Home]:
    """The home of the page, and of each of its articles."""
    page = records.page
    region = page.meta.get("region")
    told = region if isinstance(region, str) else None
    names = [one for one in records.names if one.type == "place"]
    starts = [one.span.start for one in names]
    homes: dict[int | None, Home] = {None: _home(page.title, None, told, names)}
    for article in records.articles:
        inside = [
            name
            for block in article.blocks
            for name in names[bisect_right(starts, block.start - 1) : bisect_right(starts, block.end - 1)]
        ]
        homes[article.article] = _home(page.title, article, told, inside)
    return homes


def _home(title: str | None, article: Article | None, region: str | None, names: Sequence[Name]) -> Home:
    dateline = article.dateline.place if article and article.dateline else None
    told = ((one.canonical, one.code) for one in names)
    return home_of(article.title if article else None, title, region=region, dateline=dateline, names=told)
