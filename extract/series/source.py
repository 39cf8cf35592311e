"""The facts of a run as rows with what their documents tell, ready to be joined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from shilu.extract.series.cells import Sheet
from shilu.extract.series.document import Document
from shilu.extract.series.home import Home, home_of
from shilu.extract.series.keyed import Keyed, keyed
from shilu.extract.series.plans import Plan
from shilu.extract.stores import Unread, fact_row, read_unread
from shilu.schemas import PageRecords

__all__ = ["Coming", "Head", "Named", "Read", "keyed_pages", "read_page", "read_rows"]


class Named(NamedTuple):
    """A place that a page names: its fullest form, its code, where it stands."""

    canonical: str
    code: str | None
    start: int


@dataclass(frozen=True, slots=True)
class Head:
    """What a page tells of all its facts. Articles have number, title, place of the dateline and blocks."""

    page: str
    known: str | None
    title: str | None
    text: str
    region: str | None
    articles: Sequence[tuple[int, str | None, str | None, Sequence[tuple[int, int]]]]
    names: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Read:
    """One page: its document, its facts ready to be joined, how many could not be, and the places it is about."""

    document: Document
    facts: Sequence[Keyed]
    left: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coming:
    """A page that need not be read where it is known: `mark` is another where anything said of it is."""

    mark: str
    read: Callable[[], Read]

    @classmethod
    def of(cls, read: Read) -> Coming:
        """A page that was read, known by its name."""
        return cls(read.document.page, lambda: read)


def keyed_pages(run: str | Path) -> Iterator[Coming]:
    """The pages of a run. Raises `ShiluError` as `read_store` does."""
    for page in read_unread(run):
        yield Coming(page.mark, partial(_read, page))


def _read(page: Unread) -> Read:
    return read_page(page.records())


def read_page(records: PageRecords) -> Read:
    """A page with its facts ready to be joined."""
    page = records.page
    region = page.meta.get("region")
    head = Head(
        page.id, page.published.value if page.published else None, page.title, page.text,
        region if isinstance(region, str) else None,
        [
            (
                one.article, one.title, one.dateline.place if one.dateline else None,
                [(block.start, block.end) for block in one.blocks],
            )
            for one in records.articles
        ],
        [Named(one.canonical, one.code, one.span.start) for one in records.names if one.type == "place"],
    )  # fmt: skip
    rows = (fact_row(fact) | {"sentence_start": fact.sentence.start} for fact in records.facts)
    return read_rows(head, rows)


def read_rows(head: Head, rows: Iterable[Mapping[str, Any]]) -> Read:
    """A page with its facts ready to be joined, out of rows of the table `facts`, in order of the page."""
    homes = _homes(head)
    whole = Document(head.page, head.known, head.title, homes[None])
    documents = {
        number: Document(head.page, head.known, head.title, home)
        for number, home in homes.items()
        if number is not None
    }
    facts: list[Keyed] = []
    left, one, sheet, plan = 0, None, Sheet(head.text), Plan(head.text)
    for row in rows:
        document = documents.get(row["article"] or 0, whole)
        one = keyed(plan.told(sheet.told(dict(row)), document), document, one)
        if one is None:
            left += 1
        else:
            facts.append(one)
    places = tuple(dict.fromkeys(one.where.key for one in homes.values() if one.where.key))
    return Read(whole, facts, left, places)


def _homes(head: Head) -> dict[int | None, Home]:
    """The home of the page, and of each of its articles."""
    starts = [one.start for one in head.names]
    homes: dict[int | None, Home] = {None: _home(head, None, None, head.names)}
    for number, title, dateline, blocks in head.articles:
        inside = [
            name
            for start, end in blocks
            for name in head.names[bisect_right(starts, start - 1) : bisect_right(starts, end - 1)]
        ]
        homes[number] = _home(head, title, dateline, inside)
    return homes


def _home(head: Head, title: str | None, dateline: str | None, names: Sequence[Named]) -> Home:
    told = ((one.canonical, one.code) for one in names)
    return home_of(title, head.title, region=head.region, dateline=dateline, names=told)
