"""How often words stand in a text, for many words."""

from __future__ import annotations

from functools import cached_property

__all__ = ["Counts"]

_LONG = 2000  # characters of a text that is not read anew for each word
_PAIR = 2


class Counts:
    """The counts of words in one text, each found once.

    >>> Counts("书屋旁有书屋").of("书屋")
    2
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, int] = {}

    def of(self, words: str) -> int:
        """As `str.count` has it: places that overlap count once."""
        if words not in self._known:
            short = len(words) < _PAIR or len(self._text) < _LONG
            self._known[words] = self._text.count(words) if short else self._by_pairs(words)
        return self._known[words]

    @cached_property
    def _pairs(self) -> dict[str, list[int]]:
        """Where each two characters stand: to read a long text for every word takes the square of its length."""
        found: dict[str, list[int]] = {}
        for at in range(len(self._text) - 1):
            found.setdefault(self._text[at : at + _PAIR], []).append(at)
        return found

    def _by_pairs(self, words: str) -> int:
        """From the places of the rarer of the first two and the last two characters."""
        first, last = self._pairs.get(words[:_PAIR], []), self._pairs.get(words[-_PAIR:], [])
        places, back = (first, 0) if len(first) <= len(last) else (last, len(words) - _PAIR)
        found = free = 0
        for at in places:
            start = at - back
            if start >= free and self._text.startswith(words, start):
                found, free = found + 1, start + len(words)
        return found
