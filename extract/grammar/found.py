"""What a construction found in a sentence, and which one it was."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Found"]


@dataclass(slots=True, unsafe_hash=True)  # as `Chunk`: never changed
class Found:
    """Offsets of what was found (a verb, a speaker, what is counted), and the construction that found it."""

    start: int
    end: int
    rule: str
