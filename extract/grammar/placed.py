"""Records in order of the text, asked by place in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from shilu.schemas import Name, Quantity, Time

__all__ = ["REACH", "Placed"]

R = TypeVar("R", Name, Time, Quantity)

REACH = 1500
"""How many characters back a stage looks within a paragraph. Longer paragraphs are rare and their heads far away."""


class Placed(Generic[R]):
    """Records sorted by where they start."""

    def __init__(self, records: Iterable[R]) -> None:
        self._records: list[R] = sorted(records, key=lambda one: (one.span.start, one.span.end))
        self._starts = [one.span.start for one in self._records]

    def __iter__(self) -> Iterator[R]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)

    def between(self, start: int, end: int) -> list[R]:
        """The records that start in `start <= offset < end`, in order."""
        return self._records[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def before(self, offset: int) -> Iterator[R]:
        """The records that start before the offset, nearest first."""
        for index in range(bisect_left(self._starts, offset) - 1, -1, -1):
            yield self._records[index]
