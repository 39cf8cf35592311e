"""Marked pages as the choice sees them: the amounts of each article, and the marks that belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shilu.extract.articles import Reading
from shilu.extract.extractor import headed_page, read_articles
from shilu.extract.facts.amount import AmountView, amount_signs
from shilu.extract.facts.find import view_amounts
from shilu.extract.facts.select import select
from shilu.extract.language import TaggerName, WordReader
from shilu.extract.names import OwnWords
from shilu.schemas import Name, Page, Published, Time

__all__ = ["MarkedArticle", "MarkedPage", "marked_articles"]


_BEFORE = 800
"""Characters before a marked window whose amounts are looked at too."""


@dataclass(frozen=True)
class MarkedPage:
    """One page with its marks: facts with the fair answers to each slot, names and times, in offsets of the text."""

    id: str
    group: str
    """What it is left out with when weights are fitted on other pages."""
    text: str
    meta: Mapping[str, Any]
    facts: tuple[Mapping[str, Any], ...]
    names: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    times: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    @property
    def windows(self) -> list[tuple[int, int]]:
        """The parts of the page that were marked."""
        return [(start, end) for start, end in self.meta.get("marked", [(0, len(self.text))])]


@dataclass
class MarkedArticle:
    """The amounts of one article, with the mark of each where there is one."""

    page: MarkedPage
    reading: Reading
    views: list[AmountView]
    marks: list[Mapping[str, Any] | None]
    names: Sequence[Name]
    times: Sequence[Time]

    @property
    def group(self) -> str:
        """The group of genres that it is left out with."""
        return self.page.group


def marked_articles(
    pages: Iterable[MarkedPage], *, tagger: TaggerName = "lac", own: OwnWords | None = None
) -> Iterator[MarkedArticle]:
    """The articles of marked pages that hold amounts, each with its views and marks; `own` are the user's words."""
    reader = WordReader(tagger)
    for marked in pages:
        meta = dict(marked.meta)
        published, title = meta.pop("published", None), meta.pop("title", None)
        page = headed_page(
            Page(
                id=marked.id,
                text=marked.text,
                published=Published(value=published, source="metadata") if published else None,
                title=title,
                meta=meta,
            )
        )
        for read in read_articles(page, reader, own):
            names, times, reading = read.names, read.times, read.reading
            chosen = select(reading.text, read.amounts.quantities, times, names).chosen
            if not chosen:
                continue
            views = view_amounts(read.words, chosen, times, names, read.context)
            amounts = [view.chunk for view in views]
            for view in views:
                view.signs = amount_signs(view, amounts)
            views = _near_marks(marked, reading, views)
            if views:
                yield MarkedArticle(marked, reading, views, _marks_of(marked, reading, views), names, times)


def _near_marks(page: MarkedPage, reading: Reading, views: Sequence[AmountView]) -> list[AmountView]:
    """The amounts of the marked windows, and those before them of which they may inherit; numbered anew."""
    found: list[AmountView] = []
    for view in views:
        start, _ = reading.ground(view.chunk.start, view.chunk.end)
        if any(first - _BEFORE <= start < last for first, last in page.windows):
            view.number = len(found)
            found.append(view)
    return found


def _marks_of(
    page: MarkedPage, reading: Reading, views: Sequence[AmountView]
) -> list[Mapping[str, Any] | None]:
    """The mark of each amount: the one that overlaps it most."""
    found: list[Mapping[str, Any] | None] = []
    for view in views:
        start, end = reading.ground(view.chunk.start, view.chunk.end)
        best = max(page.facts, key=lambda one: _overlap(one, start, end), default=None)
        found.append(best if best is not None and _overlap(best, start, end) > 0 else None)
    return found


def _overlap(mark: Mapping[str, Any], start: int, end: int) -> float:
    shared = min(mark["end"], end) - max(mark["start"], start)
    return float(shared / (max(mark["end"], end) - min(mark["start"], start)))
