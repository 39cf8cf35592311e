"""From the facts of a run to its variables: read, put in order, join, one block at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from shilu.extract.series.aliases import Learned, learn
from shilu.extract.series.link import Linked, library_of, link_block
from shilu.extract.series.pool import Pool
from shilu.extract.series.source import Read, keyed_pages
from shilu.schemas import Doubt

__all__ = ["Joined", "Paper"]


class Paper:
    """A document as the other tables name it."""

    __slots__ = ("known", "page", "title")

    def __init__(self, page: str, known: str | None, title: str | None) -> None:
        self.page = page
        self.known = known
        self.title = title


class Joined:
    """The variables of a run. Use it in a `with` block, and go through it once or more often.

    What is held at once is one block of facts and a line of each document.
    """

    def __init__(self, pages: Iterable[Read], *, engine: str = "") -> None:
        self._pages = pages
        self._pool = Pool(engine=engine)
        self._stack = ExitStack()
        self._learned = Learned()
        self.papers: list[Paper] = []
        self.left = 0
        """Facts that could not be joined: without an item or a number, or stated twice on their page."""

    @classmethod
    def of(cls, run: str | Path, *, engine: str = "") -> Joined:
        """The variables of a run. Raises `ShiluError` as `read_store` does."""
        return cls(keyed_pages(run), engine=engine)

    def __enter__(self) -> Self:
        self._stack.enter_context(self._pool)
        places: list[tuple[str, str, str]] = []
        for read in self._pages:
            document = read.document
            self._pool.add(read.facts)
            self.left += read.left
            self.papers.append(Paper(document.page, document.known, document.title))
            places += [(place, document.known or "", document.page) for place in read.places]
        self._library = library_of(places)
        self._learned = learn(self._pool)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def facts(self) -> int:
        """How many facts were joined."""
        return self._pool.count

    @property
    def engine(self) -> str:
        """The database that put the facts in order: duckdb or sqlite."""
        return self._pool.engine

    @property
    def learned(self) -> dict[str, str]:
        """The variables whose names were learned by their values, and the items they were given."""
        return {variable: item for variable, (item, _) in sorted(self._learned.names.items())}

    def __iter__(self) -> Iterator[Linked]:
        for _, facts in self._pool.blocks():
            for linked in link_block(facts, self._library):
                yield self._doubted(linked)

    def _doubted(self, linked: Linked) -> Linked:
        """With the variables that have the same values as this one and another name."""
        others = self._learned.doubts.get(linked.variable.id, ())
        if not others:
            return linked
        doubts = tuple(Doubt(reason="same_values", other=one) for one in others[:8])
        variable = linked.variable.with_fields(doubts=(*linked.variable.doubts, *doubts))
        return Linked(variable, linked.observations, linked.promises, linked.outcomes)
