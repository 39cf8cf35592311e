"""What lies between two places of a passage, counted without a look at each chunk of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from shilu.extract.grammar.passage import Chunk, Passage
from shilu.extract.grammar.rows import word_class

__all__ = ["Stretch", "is_amount", "is_colon", "is_no_joint", "is_tie", "is_verb", "last_before"]


def is_amount(chunk: Chunk) -> bool:
    """Whether a chunk is an amount."""
    return chunk.tag == "Q"


def is_verb(chunk: Chunk) -> bool:
    """Whether a chunk is a verb."""
    return chunk.tag == "v"


def is_tie(chunk: Chunk) -> bool:
    """Whether a chunk is the 的 that ties what modifies to what is modified."""
    return chunk.text == "的"


def is_colon(chunk: Chunk) -> bool:
    """Whether a chunk is a colon."""
    return chunk.text == ":"


def is_no_joint(chunk: Chunk) -> bool:
    """Whether a chunk is more than a word that joins: no 、, 和 or 及."""
    return chunk.text not in word_class("joints")


class Stretch:
    """The chunks of a passage that start in `start <= offset < end`."""

    __slots__ = ("_first", "_last", "_passage")

    def __init__(self, passage: Passage, start: int, end: int) -> None:
        self._passage = passage
        self._first = passage.index_from(start)
        self._last = max(passage.index_from(end), self._first)

    def __len__(self) -> int:
        return self._last - self._first

    def count(self, test: Callable[[Chunk], bool]) -> int:
        """How many of the chunks pass a test."""
        before = self._passage.counted(test)
        return before[self._last] - before[self._first]

    def ends(self) -> tuple[Chunk | None, Chunk | None]:
        """The first and the last of the chunks; None twice where there are none."""
        if self._first == self._last:
            return None, None
        return self._passage.chunks[self._first], self._passage.chunks[self._last - 1]


def last_before(marked: Sequence[int], first: int, last: int) -> int | None:
    """The greatest of some indices that lies in `first <= index < last`."""
    place = bisect_left(marked, last) - 1
    return marked[place] if place >= 0 and marked[place] >= first else None
