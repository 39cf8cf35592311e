"""What one person decided, the last first: what undoing takes back."""

from __future__ import annotations

from collections.abc import Callable

from shilu.extract.decisions import Book
from shilu.schemas import Decision

__all__ = ["Mine"]


class Mine:
    """The decisions of one person that may still stand, in the order in which they were made."""

    def __init__(self, book: Book, by: str) -> None:
        self._book = book
        self._by = by
        self._made: list[Decision] = []
        self._read = 0

    def last(self, known: Callable[[Decision], bool]) -> list[Decision]:
        """The last decision that stands, as it was made or as undoing restored it, with what was decided by the same
        key; empty where none does. `known` tells which ones are about rows that can be shown."""
        self._catch_up()
        found: list[Decision] = []
        while self._made:
            one = self._made[-1]
            if found and (one.batch is None or one.batch != found[0].batch):
                break
            if self._stands(one) and known(one):
                found.append(one)
            self._made.pop()
        return found[::-1]

    def _catch_up(self) -> None:
        """Take in what was written since, by this desk or by another one of the same person."""
        new = [one for one in self._book.since(self._read) if one.by == self._by and one.verdict != "undone"]
        self._read = len(self._book)
        self._made += sorted(new, key=lambda one: (one.at, one.id))

    def _stands(self, decision: Decision) -> bool:
        standing = self._book.standing(decision.page, decision.sort, decision.row)
        return any(one.id == decision.id for one in standing.sides)
