"""What is the same of some words whichever amount they may be an answer of, found once an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from shilu.extract.choice import Row
from shilu.extract.grammar.passage import Chunk, Passage
from shilu.schemas import Name

__all__ = ["Standing", "Told", "beside", "filled", "told_in"]

Told: TypeAlias = Sequence[tuple[int, float]]
"""Signs by their place in the row, without those that are 0."""


@dataclass(slots=True, eq=False)
class Standing:
    """Words of the article as one slot sees them: the chunks that hold their first and their last character, the name
    that they are, the row of signs with their own filled in, and of what whole they are kin: where they are no word for
    the whole, and where they are one."""

    text: str
    held: Chunk | None
    last: Chunk | None
    signs: Row
    name: Name | None = None
    kin: tuple[str, str] = ("", "")
    other: Chunk | None = None
    """Of a time: the amount that it belongs to by its place."""


def beside(passage: Passage, held: Chunk | None, last: Chunk | None) -> tuple[Chunk | None, Chunk | None]:
    """The chunks before the first and after the last of some words."""
    before = passage.chunks[held.index - 1] if held and held.index else None
    after = passage.chunks[last.index + 1] if last and last.index + 1 < len(passage.chunks) else None
    return before, after


def filled(row: Row, at: Mapping[str, int], told: Iterable[tuple[str, float]]) -> Row:
    """A copy of a row with some signs filled in, `at` their places."""
    signs = row[:]
    for name, value in told:
        signs[at[name]] = value
    return signs


def told_in(row: Row) -> Told:
    """The signs of a row by place, without those that are 0."""
    return [(place, value) for place, value in enumerate(row) if value]
