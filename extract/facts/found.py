"""Where a construction of verbs, speakers or comparisons found something."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Found"]


@dataclass(slots=True, unsafe_hash=True)  # as `Chunk`: never changed
class Found:
    """Offsets of what was found, and the construction that found it."""

    start: int
    end: int
    rule: str
