"""The best set of names that do not overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

__all__ = ["best_set"]


def best_set(spans: Iterable[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Those of the spans (start, end, gain) without overlap whose gains add up to most, in order.

    Of equal sums the one with the spans that end first stands, so that the choice is the same everywhere.

    >>> best_set([(0, 4, 2.0), (0, 2, 1.5), (2, 4, 1.0), (6, 8, -1.0)])
    [(0, 2, 1.5), (2, 4, 1.0)]
    """
    ordered = sorted((end, start, gain) for start, end, gain in spans if gain > 0)
    ends = [end for end, _, _ in ordered]
    sums = [0.0]
    for number, (_, start, gain) in enumerate(ordered):
        sums.append(max(sums[-1], sums[bisect_right(ends, start, 0, number)] + gain))
    return _taken(ordered, ends, sums)


def _taken(
    ordered: Sequence[tuple[int, int, float]], ends: Sequence[int], sums: Sequence[float]
) -> list[tuple[int, int, float]]:
    """The spans that the last sum is made of."""
    taken: list[tuple[int, int, float]] = []
    number = len(ordered)
    while number:
        end, start, gain = ordered[number - 1]
        if sums[number] == sums[number - 1]:
            number -= 1
        else:
            taken.append((start, end, gain))
            number = bisect_right(ends, start, 0, number - 1)
    return taken[::-1]
