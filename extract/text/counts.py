"""How often words stand in a text, for many words."""

from __future__ import annotations

from functools import cached_property

__all__ = ["Counts"]

_LONG = 2000  # characters of a text that is not read anew for each word
_PAIR = 2
_MANY = 64  # places of a pair that are parted by the pair behind it, once that is asked for


class Counts:
    """The counts of words in one text, each found once.

    >>> Counts("书屋旁有书屋").of("书屋")
    2
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[str, int] = {}
        self._parted: dict[str, dict[str, list[int]]] = {}

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
        places, back = self._places(words)
        found = free = 0
        for at in places:
            start = at - back
            if start >= free and self._text.startswith(words, start):
                found, free = found + 1, start + len(words)
        return found

    def _places(self, words: str) -> tuple[list[int], int]:
        """Where the words may stand, by a part of them, and how far into them that part lies."""
        first, last = self._pairs.get(words[:_PAIR], []), self._pairs.get(words[-_PAIR:], [])
        if len(last) < len(first) and len(last) < _MANY:
            return last, len(words) - _PAIR
        if len(first) < _MANY or len(words) < 2 * _PAIR:
            return (first, 0) if len(first) <= len(last) else (last, len(words) - _PAIR)
        # 第1 stands in every ninth row of a long table: to look at each of them for each row would be too much
        return self._behind(words[:_PAIR], first).get(words[_PAIR : 2 * _PAIR], []), 0

    def _behind(self, pair: str, places: list[int]) -> dict[str, list[int]]:
        """The places of a pair by the two characters behind it."""
        if pair not in self._parted:
            parted = self._parted[pair] = {}
            for at in places:
                parted.setdefault(self._text[at + _PAIR : at + 2 * _PAIR], []).append(at)
        return self._parted[pair]
