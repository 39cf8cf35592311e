"""What every slot gives: a name, the names of its signs, and candidates for an amount."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shilu.extract.choice import NONE, Candidate, Row
from shilu.extract.facts.amount import AmountView

__all__ = ["FAR", "FEW", "SlotChoice", "Suggest", "Suggestions", "blank", "capped", "none", "reach_of"]

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


def blank(signs: Sequence[str]) -> Row:
    """The row of a candidate of which no sign tells anything. `row[:]` is a copy of it."""
    return array("f", bytes(4 * len(signs)))


def none(signs: Sequence[float], by: str = "none") -> Candidate:
    """The candidate that there is no answer."""
    return Candidate(None, NONE, NONE, by, signs)


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
