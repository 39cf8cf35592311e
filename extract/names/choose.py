"""Which of overlapping candidates stands."""

from __future__ import annotations

from collections.abc import Iterable

from extract.names.source import Found

__all__ = ["choose"]


def choose(candidates: Iterable[Found]) -> list[Found]:
    """Candidates that do not overlap, in order: marked ones stand before others, then the longer."""
    chosen: list[Found] = []
    taken: set[int] = set()
    for one in sorted(
        candidates, key=lambda one: (not one.marked, one.start - one.end, one.start, -len(one.rules))
    ):
        if (
            one.start not in taken
            and one.end - 1 not in taken
            and taken.isdisjoint(range(one.start, one.end))
        ):
            taken.update(range(one.start, one.end))
            chosen.append(one)
    return sorted(chosen)
