"""Find many known words in one pass over a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["Scanner"]


class Scanner:
    """Finds the longest known word at each place, looking words up by their first two characters.

    >>> list(Scanner(["海宁", "海宁市"])("在海宁市和海宁"))
    [(1, 4), (5, 7)]
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for word in set(words):
            if len(word) >= 2:
                self._by_start.setdefault(word[:2], []).append(word)
        for known in self._by_start.values():
            known.sort(key=lambda word: (-len(word), word))

    def __call__(self, text: str) -> Iterator[tuple[int, int]]:
        """Start and end of each find; finds do not overlap, the first in the text is taken."""
        by_start, at = self._by_start, 0
        if not by_start:
            return
        for place in range(len(text) - 1):
            if place < at:
                continue
            for word in by_start.get(text[place : place + 2], ()):
                if text.startswith(word, place):
                    at = place + len(word)
                    yield place, at
                    break
