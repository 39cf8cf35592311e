"""From the facts of a run to its variables: read, put in order, join, one block at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from shilu.extract.series.aliases import Learned, learn
from shilu.extract.series.columns_of import duckdb_pages, is_duckdb
from shilu.extract.series.kept import folder_of, joined_again, kept_pool
from shilu.extract.series.link import Linked, library_of, link_block
from shilu.extract.series.pool import Paper, Pool
from shilu.extract.series.source import Coming, keyed_pages
from shilu.schemas import Doubt

__all__ = ["Joined", "Paper"]


class Joined:
    """The variables of a run. Use it in a `with` block, and go through it once or more often.

    What is held at once is one block of facts and a line of each document.
    """

    def __init__(
        self, pages: Iterable[Coming], *, engine: str = "", kept: Path | None = None, version: str = ""
    ) -> None:
        """`kept` is the folder in which facts and variables stay for the next time, while `version` is the same."""
        self._pages = pages
        self._pool = Pool(engine=engine)
        self._kept = kept
        self._version = version
        self._stack = ExitStack()
        self._learned = Learned()
        self.papers: list[Paper] = []
        self.facts = 0
        """How many facts were joined."""
        self.left = 0
        """Facts that could not be joined: without an item or a number, or stated twice on their page."""
        self.known = 0
        """Documents that were as they were the last time, and not read again."""
        self.stays = False
        """Whether facts and variables stay for the next time."""

    @classmethod
    def of(cls, run: str | Path, *, engine: str = "", keep: str = "") -> Joined:
        """The variables of a run. `keep` names what makes them (`shilu.extract.runs.fingerprint`): with it they stay
        beside the run, and the next time only what is new is read and joined. Raises `ShiluError` as `read_store`
        does."""
        pages = duckdb_pages(Path(run)) if is_duckdb(run) else keyed_pages(run)
        return cls(pages, engine=engine, kept=folder_of(run) if keep else None, version=keep)

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            pool = kept_pool(stack, self._kept, self._version, self.engine) if self._kept else None
            self.stays = pool is not None
            self._pool = pool or stack.enter_context(self._pool)
            self._take_in()
            self._learned = learn(self._pool)
            self._stack = stack.pop_all()
        return self

    def _take_in(self) -> None:
        """Read the pages that are not known, and forget those that are no more."""
        known = self._pool.papers()
        old = set(known)
        for page in self._pages:
            if page.mark in old:
                old.discard(page.mark)
                self.known += 1
            if page.mark not in known:
                known[page.mark] = self._pool.add(page.read(), page.mark)
            self.papers.append(known[page.mark])
        self._pool.flush()
        self._pool.forget(sorted(old))
        self.facts = self._pool.count
        self.left = sum(paper.left for paper in self.papers)
        places = ((place, one.known or "", one.page) for one in self.papers for place in one.places)
        self._library = library_of(places)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def engine(self) -> str:
        """The database that puts the facts in order: duckdb or sqlite."""
        return self._pool.engine.name

    @property
    def learned(self) -> dict[str, str]:
        """The variables whose names were learned by their values, and the items they were given."""
        return {variable: item for variable, (item, _) in sorted(self._learned.names.items())}

    def __iter__(self) -> Iterator[Linked]:
        if self.stays:
            yield from map(self._doubted, joined_again(self._pool, self._library))
            return
        for _, facts in self._pool.blocks():
            yield from map(self._doubted, link_block(facts, self._library))

    def _doubted(self, linked: Linked) -> Linked:
        """With the variables that have the same values as this one and another name."""
        others = self._learned.doubts.get(linked.variable.id, ())
        if not others:
            return linked
        doubts = tuple(Doubt(reason="same_values", other=one) for one in others[:8])
        variable = linked.variable.with_fields(doubts=(*linked.variable.doubts, *doubts))
        return Linked(variable, linked.observations, linked.promises, linked.outcomes)
