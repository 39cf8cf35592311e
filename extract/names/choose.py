"""Which of overlapping candidates stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import attrgetter

from shilu.extract.names.source import Found

__all__ = ["choose"]


def choose(candidates: Iterable[Found]) -> list[Found]:
    """Candidates that do not overlap, in order: marked ones stand before others, then the longer."""
    ordered = sorted(candidates, key=attrgetter("start"))
    if all(one.end <= following.start for one, following in pairwise(ordered)):
        return ordered
    chosen: list[Found] = []
    for group in _overlapping(ordered):
        chosen += _best(group) if len(group) > 1 else group
    return chosen


def _overlapping(ordered: Iterable[Found]) -> Iterator[list[Found]]:
    """The candidates in groups that do not overlap each other; most stand alone."""
    group: list[Found] = []
    reached = 0
    for one in ordered:
        if group and one.start >= reached:
            yield group
            group, reached = [], 0
        group.append(one)
        reached = max(reached, one.end)
    if group:
        yield group


def _best(group: list[Found]) -> list[Found]:
    chosen: list[Found] = []
    taken: set[int] = set()
    for one in sorted(
        group, key=lambda one: (not one.marked, one.start - one.end, one.start, -len(one.rules))
    ):
        if (
            one.start not in taken
            and one.end - 1 not in taken
            and taken.isdisjoint(range(one.start, one.end))
        ):
            taken.update(range(one.start, one.end))
            chosen.append(one)
    return sorted(chosen)
