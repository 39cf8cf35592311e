"""An item as the constructions of verbs and ratios ask for it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Item"]


@dataclass(slots=True, unsafe_hash=True)  # as `Chunk`: never changed
class Item:
    """Offsets of what is counted or measured, and what suggested it."""

    start: int
    end: int
    rule: str
