"""Find many known words in a text, looking them up by two of their characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from operator import add

__all__ = ["Scanner", "pairs_of", "sizes_by_end"]


def pairs_of(text: str) -> list[str]:
    """Each two characters that stand side by side.

    >>> pairs_of("海宁市")
    ['海宁', '宁市']
    """
    return list(map(add, text, text[1:]))


def sizes_by_end(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long the words are that end in the same two characters, the longest first.

    >>> sizes_by_end(["镇", "中心", "服务中心"])
    {'中心': (4, 2)}
    """
    sizes: dict[str, set[int]] = {}
    for word in words:
        if len(word) > 1:
            sizes.setdefault(word[-2:], set()).add(len(word))
    return {end: tuple(sorted(found, reverse=True)) for end, found in sizes.items()}


class Scanner:
    """Finds the longest known word at each place; two characters tell how long the words are that begin so.

    >>> list(Scanner(["海宁", "海宁市"])("在海宁市和海宁"))
    [(1, 4), (5, 7)]
    """

    def __init__(self, words: Iterable[str], *, base: Scanner | None = None) -> None:
        """A scanner of the words, and of those of `base`, which is not read anew for that."""
        self._base = base._known() if base else frozenset()
        self._words = frozenset(word for word in words if len(word) >= 2)
        self._sizes: dict[str, tuple[int, ...]] = dict(base._sizes) if base else {}
        for word in self._words:
            sizes = self._sizes.get(word[:2], ())
            if len(word) not in sizes:
                self._sizes[word[:2]] = tuple(sorted((*sizes, len(word)), reverse=True))

    def _known(self) -> frozenset[str]:
        return self._words | self._base if self._base else self._words

    def __call__(self, text: str, *, pairs: Sequence[str] | None = None) -> Iterator[tuple[int, int]]:
        """Start and end of each find; finds do not overlap, the first in the text is taken.

        `pairs` are `pairs_of(text)`, to be made once where several scanners read a text.
        """
        sizes, words, base, at = self._sizes, self._words, self._base, 0
        pairs = pairs_of(text) if pairs is None else pairs
        for place in compress(count(), map(sizes.__contains__, pairs)):
            if place < at:
                continue
            for size in sizes[pairs[place]]:
                word = text[place : place + size]
                if word in words or word in base:
                    at = place + len(word)
                    yield place, at
                    break
