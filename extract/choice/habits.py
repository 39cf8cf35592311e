"""What words usually are: how often each was the answer where it was a candidate, counted over marked pages.

Trees see the tag of a word, its class and where it stands, not the word itself: 实现 and 通过 are verbs alike to them,
yet one takes amounts wherever it stands and the other hardly ever does. What was counted of a word is one more
sign of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Protocol

__all__ = ["NO_HABITS", "CountedHabits", "Habits", "told_of"]

_PRIOR = 4.0
"""Candidates that a word is taken to have been, with the usual share of right ones, before any was counted: a word seen
once tells little."""

_MANY = 20.0
"""Candidates beyond which a share is sure."""


class Habits(Protocol):
    """What gives the habit of a word."""

    def told(self, word: str) -> tuple[float, float]:
        """The share of right ones among its candidates, and how many there were."""


def told_of(right: float, met: float, usual: float) -> tuple[float, float]:
    """The habit of a word that was right so often of the times that it was met, as signs: the share, drawn towards the
    usual one where it was met seldom, in hundredths; and how often it was met, twenty at most.

    >>> told_of(3, 4, 0.25), told_of(0, 0, 0.25)
    ((0.5, 4.0), (0.25, 0.0))
    """
    return round((right + _PRIOR * usual) / (met + _PRIOR), 2), min(float(met), _MANY)


@dataclass(frozen=True)
class CountedHabits:
    """Habits as they ship: the share of all candidates that were right, and for each word how often it was right and
    how often it was met."""

    usual: float = 0.0
    counts: Mapping[str, tuple[float, float]] = field(default_factory=dict, repr=False)
    _told: dict[str, tuple[float, float]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def told(self, word: str) -> tuple[float, float]:
        """The habit of a word; the usual share for one that was not counted."""
        if word not in self._told:
            self._told[word] = told_of(*self.counts.get(word, (0.0, 0.0)), self.usual)
        return self._told[word]

    def written(self) -> str:
        """As `read` takes it: the words in order of their characters, below the sums of all."""
        whole = 10_000
        rows = [
            ("", round(self.usual * whole), whole),
            *((word, *told) for word, told in sorted(self.counts.items())),
        ]
        return "".join(f"{word}\t{right:g}\t{met:g}\n" for word, right, met in rows)

    @classmethod
    def read(cls, package: str, name: str) -> CountedHabits:
        """The habits that ship in a package as `<name>.habits.tsv`: word, how often right, how often met; the first
        line is that of all words. None are told where there is no such file."""
        file = resources.files(package).joinpath(f"{name}.habits.tsv")
        if not file.is_file():
            return NO_HABITS
        rows = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
        counts = {word: (float(right), float(met)) for word, right, met in rows}
        right, met = counts.pop("")
        return cls(right / met, counts)


NO_HABITS = CountedHabits()
"""Of a question that asks for none."""
