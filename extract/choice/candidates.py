"""What may be the answer."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["NONE", "Candidate", "Row"]

Row: TypeAlias = "array[float]"
"""The signs of a candidate as they are filled in: numbers of 32 bits, which go into the table of all as they stand."""

NONE = -1
"""Start and end of an answer that stands nowhere: none, or a closed value."""


@dataclass(slots=True, eq=False)
class Candidate:
    """One possible answer.

    `value` is the answer: words of the text, a code, or None for no answer. `start` and `end` tell where it stands
    (`NONE` for what stands nowhere), `by` what suggested it, `signs` what speaks for and against it, in the order that
    the weights know. `same_as` is the place in its list of an earlier question, whose answer this one would share.
    Candidates of one `kin` are one answer in other words (全省, 我省, 湖北). Its `words` are those by which
    `Habits` know it.
    """

    value: str | None
    start: int
    end: int
    by: str
    signs: Sequence[float]
    same_as: int | None = None
    kin: str = ""
    words: tuple[str, ...] = ()
