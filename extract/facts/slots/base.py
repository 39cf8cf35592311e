"""What every slot gives: a name, the names of its signs, and candidates for an amount."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shilu.extract.choice import NONE, Candidate, Row
from shilu.extract.facts.amount import AmountView
from shilu.extract.text import fold

__all__ = [
    "AS_BEFORE", "FAR", "FEW", "NOTHING", "SlotChoice", "Suggest", "Suggestions", "blank", "capped", "known_as", "none",
    "reach_of",
]  # fmt: skip

FAR = 40
"""Distances beyond it, in chunks, characters by ten or sentences, are one: they tell no more."""

Suggestions = list[Candidate]
Suggest = Callable[[AmountView, Sequence[AmountView]], Suggestions]
"""Candidates for an amount, given all amounts of the article; those before it have been seen, not yet chosen for."""


FEW = ("kind", "bound", "in_list")
"""The signs of the amount that hardly tell the genre of its text. Slots that look far (period, place, subject) weigh
only these: with more of them the trees learn the habits of the genres that they were fitted on, and do worse on others
(docs/choice.md)."""


@dataclass(frozen=True)
class SlotChoice:
    """How one slot is chosen: its name, the names of its candidates' signs, what suggests them, and which signs of the
    amount and its article it weighs besides."""

    name: str
    signs: tuple[str, ...]
    suggest: Suggest
    shared: tuple[str, ...]
    alike: bool = True
    """Whether candidates in other words, and parts of each other, support each other. Not so for periods: the same year
    is told by many times of a page, and a month is no part of an answer."""
    habits: tuple[str, ...] = ()
    """What each of the `words` of its candidates is, where their habits are weighed."""


def blank(signs: Sequence[str]) -> Row:
    """The row of a candidate of which no sign tells anything. `row[:]` is a copy of it."""
    return array("f", bytes(4 * len(signs)))


def none(signs: Sequence[float], by: str = "none", words: tuple[str, ...] = ()) -> Candidate:
    """The candidate that there is no answer."""
    return Candidate(None, NONE, NONE, by, signs, words=words)


AS_BEFORE, NOTHING = "~", "-"
"""The words for what shares an earlier answer and for no answer, by which the habits of both are known."""


@lru_cache(maxsize=1 << 14)
def known_as(word: str, kind: str) -> tuple[str, str]:
    """The words by which the habits of a candidate are known: its own, and its own beside the kind of amount; in one
    script and width.

    >>> known_as("增长", "percent")
    ('增长', '增长|percent')
    >>> known_as("增長", "percent") == known_as("增长", "percent")
    True
    """
    own = fold(word)
    return own, f"{own}|{kind}"


def capped(distance: int) -> int:
    """A distance as a sign."""
    return min(distance, FAR)


def reach_of(view: AmountView, other: AmountView) -> Iterator[tuple[str, float]]:
    """How far an earlier amount, whose answer this one would share, lies back: the signs by name."""
    chunk, earlier = view.chunk, other.chunk
    passage = view.scene.passage
    yield "shares", 1
    yield "clauses_off", capped(chunk.clause - earlier.clause)
    yield "sentences_off", capped(chunk.sentence - earlier.sentence)
    yield "same_clause", chunk.clause == earlier.clause
    yield "same_paragraph", passage.paragraph_of(chunk.start) == passage.paragraph_of(earlier.start)
    yield "distance", capped((chunk.start - earlier.end) // 10)
