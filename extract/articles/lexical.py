"""How much two stretches of a page have in common: the rarer the shared characters, the more.

Pairs of Chinese characters, weighted by how few units of the page have them (Hearst 1997, TextTiling; idf
after Spärck Jones 1972). Names of people, places and programmes weigh most, which is what keeps an article
together.
"""

from __future__ import annotations

import math
import operator
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain

from shilu.extract.articles.units import Unit

__all__ = ["Lexicon", "longest_shared"]

_ABOVE_CHANCE = 8
_MOST_SAMPLES = 32
"""Samples kept at a time: an article is compared with its neighbour paragraph by paragraph."""

_WORD = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")


class Lexicon:
    """The character pairs of each unit of a page, and what each is worth there."""

    def __init__(self, units: Sequence[Unit]) -> None:
        """Count in how many units of a page each pair stands."""
        self._words = [_WORD.findall(unit.text) for unit in units]
        self._pairs = [frozenset(_pairs(words)) for words in self._words]
        spread = Counter(chain.from_iterable(self._pairs))
        worth = {count: math.log(1 + len(units) / count) ** 2 for count in set(spread.values())}
        self._worth = {pair: worth[count] for pair, count in spread.items()}
        self._samples: dict[tuple[int, ...], tuple[frozenset[str], float]] = {}

    @cached_property
    def _singles(self) -> Counter[str]:
        """How often each character stands on the page."""
        return Counter(chain.from_iterable(chain.from_iterable(self._words)))

    @cached_property
    def _runs(self) -> Counter[str]:
        """How often each pair stands on the page."""
        return Counter(chain.from_iterable(map(_pairs, self._words)))

    def likeness(self, left: Iterable[int], right: Iterable[int]) -> float:
        """Cosine of the two sets of units (by index), between 0 and 1; 0 where one of them has no words."""
        one, first = self._sample(tuple(left))
        two, second = self._sample(tuple(right))
        size = math.sqrt(first) * math.sqrt(second)
        return self._weight(one & two) / size if size else 0.0

    def _sample(self, units: tuple[int, ...]) -> tuple[frozenset[str], float]:
        """The pairs of some units and what they are worth together, kept for the next comparisons."""
        if units not in self._samples:
            pairs = frozenset[str]().union(*(self._pairs[i] for i in units))
            if len(self._samples) >= _MOST_SAMPLES:
                self._samples.clear()
            self._samples[units] = pairs, self._weight(pairs)
        return self._samples[units]

    def _weight(self, pairs: frozenset[str]) -> float:
        return math.fsum(map(self._worth.__getitem__, pairs))

    def seam(self, left: str, right: str) -> bool:
        """Whether the two characters that a join would bring together make a word of this page: 平|台.

        They do where they stand together elsewhere far more often than chance would have it (pointwise mutual
        information, Church & Hanks 1990); that a page is long does not make every pair a word.
        """
        pair = left[-1:] + right[:1]
        if pair not in self._worth:
            return False
        chance = self._singles[pair[0]] * self._singles[pair[1]] / self._singles.total()
        return self._runs[pair] >= _ABOVE_CHANCE * chance


def _pairs(words: Iterable[str]) -> Iterator[str]:
    return chain.from_iterable(map(operator.add, word, word[1:]) for word in words)


def longest_shared(heading: str, text: str) -> int:
    """Length of the longest run of words of the heading that the text repeats.

    >>> longest_shared("“向日葵书屋”香飘全县", "建成102座向日葵书屋。")
    5
    """
    best = 0
    for run in _WORD.findall(heading):
        start = 0
        while start + best < len(run):
            if run[start : start + best + 1] in text:
                best += 1
            else:
                start += 1
    return best
