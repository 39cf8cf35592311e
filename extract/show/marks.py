"""Which mentions cover which characters of a page: nested, overlapping and broken ones alike."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["LAYERS", "Layer", "Mention", "Piece", "Pieces"]

Layer = Literal["f", "t", "n", "o", "c"]
"""Facts (their amounts), times, names, the other numbers of the account, and checks, which mark nothing."""

LAYERS: tuple[Layer, ...] = ("f", "t", "n", "o", "c")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something found on a page, half-open in its offsets. `key` is unique on the page: `f3`."""

    key: str
    layer: Layer
    start: int
    end: int

    @property
    def rank(self) -> tuple[bool, int, int]:
        """The lowest is the one that a click on a shared character means: the innermost, facts first.

        A number of the account says least, so it comes last however short it is.
        """
        return self.layer == "o", self.end - self.start, LAYERS.index(self.layer)


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of the page over which the same mentions lie, by rank."""

    start: int
    end: int
    mentions: tuple[Mention, ...]


class Pieces:
    """The whole page cut wherever a mention begins or ends.

    >>> found = Pieces([Mention("n0", "n", 2, 6), Mention("t0", "t", 4, 9)])
    >>> [(p.start, p.end, [m.key for m in p.mentions]) for p in found.within(3, 12)]
    [(3, 4, ['n0']), (4, 6, ['n0', 't0']), (6, 9, ['t0']), (9, 12, [])]
    """

    def __init__(self, mentions: Iterable[Mention]) -> None:
        listed = list(mentions)
        opening: dict[int, list[Mention]] = {}
        closing: dict[int, list[Mention]] = {}
        for one in listed:
            opening.setdefault(one.start, []).append(one)
            closing.setdefault(one.end, []).append(one)
        self._starts = sorted({0, *opening, *closing})
        self._mentions: list[tuple[Mention, ...]] = []
        active: dict[str, Mention] = {}
        for start in self._starts:
            for one in closing.get(start, ()):
                active.pop(one.key, None)
            active.update((one.key, one) for one in opening.get(start, ()))
            self._mentions.append(tuple(sorted(active.values(), key=lambda one: one.rank)))

    def within(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a range, in order; together they are the range."""
        index = bisect_right(self._starts, start) - 1
        while start < end:
            after = self._starts[index + 1] if index + 1 < len(self._starts) else end
            yield Piece(start, min(after, end), self._mentions[index])
            start, index = min(after, end), index + 1
