"""Habits of words counted over marked pages, in which any part of the pages can be left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from shilu.extract.choice import Candidate, CountedHabits, Habits, told_of
from shilu.extract.facts.slots.base import AS_BEFORE, NOTHING
from shilu.extract.teach import MarkedArticle

__all__ = ["Counted", "count_habits", "part_of"]

_MOST = 4
"""Candidates of one word that count in one article: a report that says 增长 a hundred times tells no more of it."""

_FEWEST = 2
"""Parts in which a word must have been met: what only one page or genre has, its names above all, tells nothing of
others."""

_Told = tuple[float, float]
"""How often right, how often met."""


@dataclass
class Counted:
    """How often each word was right and was met, by parts of the marked pages. A part is a group of genres; of groups
    that are never left out, a page."""

    counts: dict[str, dict[str, _Told]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, part: str, met: Mapping[str, _Told]) -> None:
        """Count words of one article of a part."""
        for word, (right, often) in met.items():
            before = self.counts[word].get(part, (0.0, 0.0))
            self.counts[word][part] = before[0] + right, before[1] + often

    def without(self, *parts: str | None) -> Habits:
        """The habits that the other parts tell."""
        return _Rest(self, frozenset(parts))

    def shipped(self) -> CountedHabits:
        """The habits that all parts tell."""
        sums = {word: _sum(parts, frozenset()) for word, parts in self.counts.items()}
        right, met = sums.pop("")
        kept = {word: told for word, told in sums.items() if told[1]}
        return CountedHabits(right / met, kept)


class _Rest:
    """Habits without some parts, reckoned when asked for."""

    def __init__(self, counted: Counted, left_out: frozenset[str | None]) -> None:
        self._counts, self._left_out = counted.counts, left_out
        right, met = _sum(self._counts.get("", {}), left_out)
        self._usual = right / met if met else 0.0
        self._told: dict[str, _Told] = {}

    def told(self, word: str) -> _Told:
        """The habit of a word."""
        if word not in self._told:
            self._told[word] = told_of(*_sum(self._counts.get(word, {}), self._left_out), self._usual)
        return self._told[word]


def _sum(parts: Mapping[str, _Told], left_out: frozenset[str | None]) -> _Told:
    own = [told for part, told in parts.items() if part not in left_out]
    if len(own) < _FEWEST:
        return 0.0, 0.0
    return sum(right for right, _ in own), sum(met for _, met in own)


def part_of(article: MarkedArticle, kept: frozenset[str]) -> str:
    """The part of the marked pages that an article belongs to; `kept` are the groups that are never left out."""
    return article.page.id if article.group in kept else article.group


def _is_word(word: str) -> bool:
    """Whether it is the word of a habit: not the marks and figures that taggers and tables leave at the end of a
    phrase."""
    head = word.partition("|")[0]
    return head in {AS_BEFORE, NOTHING} or (any(map(str.isalpha, head)) and head.split() == [head])


def count_habits(
    contests: Sequence[Sequence[Candidate]], right: Sequence[Sequence[float] | None]
) -> dict[str, _Told]:
    """How often the words of the candidates of one article were right, and met; those of all candidates as the word
    ``""``. A candidate of which the marks tell nothing (NaN) counts nowhere."""
    met: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for candidates, weights in zip(contests, right, strict=True):
        for one, weight in zip(candidates, weights or (), strict=bool(weights)):
            if weight != weight:  # NaN
                continue
            for word in ("", *filter(_is_word, one.words)):
                if word and met[word] >= _MOST:
                    continue
                met[word] += 1
                good[word] += weight > 0
    return {word: (float(good[word]), float(often)) for word, often in met.items()}
