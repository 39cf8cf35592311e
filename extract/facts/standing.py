"""What is the same of some words whichever amount they may be an answer of, found once an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shilu.extract.grammar.passage import Chunk, Passage
from shilu.schemas import Name

__all__ = ["Standing", "beside", "filled"]


@dataclass(slots=True, eq=False)
class Standing:
    """Words of the article as one slot sees them: the chunks that hold their first and their last character, the name
    that they are, their own signs (place in the row and value, without those that are 0), and of what whole they are
    kin: where they are no word for the whole, and where they are one."""

    text: str
    held: Chunk | None
    last: Chunk | None
    signs: tuple[tuple[int, float], ...]
    name: Name | None = None
    kin: tuple[str, str] = ("", "")
    other: Chunk | None = None
    """Of a time: the amount that it belongs to by its place."""


def beside(passage: Passage, held: Chunk | None, last: Chunk | None) -> tuple[Chunk | None, Chunk | None]:
    """The chunks before the first and after the last of some words."""
    before = passage.chunks[held.index - 1] if held and held.index else None
    after = passage.chunks[last.index + 1] if last and last.index + 1 < len(passage.chunks) else None
    return before, after


def filled(at: Mapping[str, int], told: Iterable[tuple[str, float]]) -> tuple[tuple[int, float], ...]:
    """Signs by their place in the row, without those that are 0."""
    return tuple((at[name], value) for name, value in told if value)
