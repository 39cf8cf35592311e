"""Find many known words in a text, looking them up by two of their characters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Scanner", "pairs_of", "sizes_by_end"]


def pairs_of(text: str) -> list[str]:
    """Each two characters that stand side by side.

    >>> pairs_of("海宁市")
    ['海宁', '宁市']
    """
    return [text[at : at + 2] for at in range(len(text) - 1)]


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
    """Finds the longest known word at each place, looking words up by their first two characters.

    >>> list(Scanner(["海宁", "海宁市"])("在海宁市和海宁"))
    [(1, 4), (5, 7)]
    """

    def __init__(self, words: Iterable[str], *, base: Scanner | None = None) -> None:
        """A scanner of the words, and of those of `base`, which is not sorted anew for that."""
        self._by_start: dict[str, list[str]] = dict(base._by_start) if base else {}
        found: dict[str, set[str]] = {}
        for word in words:
            if len(word) >= 2:
                found.setdefault(word[:2], set()).add(word)
        for start, more in found.items():
            known = more.union(self._by_start.get(start, ()))
            self._by_start[start] = sorted(known, key=len, reverse=True)

    def __call__(self, text: str, *, pairs: Sequence[str] | None = None) -> Iterator[tuple[int, int]]:
        """Start and end of each find; finds do not overlap, the first in the text is taken.

        `pairs` are `pairs_of(text)`, to be made once where several scanners read a text.
        """
        by_start, at = self._by_start, 0
        pairs = pairs_of(text) if pairs is None else pairs
        for place in [place for place, pair in enumerate(pairs) if pair in by_start]:
            if place < at:
                continue
            for word in by_start[pairs[place]]:
                if text.startswith(word, place):
                    at = place + len(word)
                    yield place, at
                    break
