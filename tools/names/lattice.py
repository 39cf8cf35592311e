"""The chances of spans among all sets without overlap, by which the choice learns where names begin and end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import exp, log1p

__all__ = ["Span", "chances", "clusters"]

Span = tuple[int, int]
_NOTHING = 40.0  # beyond this difference the smaller of two numbers no longer changes the sum


def clusters(spans: Sequence[Span], counted: Iterable[bool]) -> Iterator[list[int]]:
    """The numbers of the counted spans, in groups that do not overlap each other; the spans in order of their starts.

    >>> list(clusters([(0, 2), (1, 4), (4, 6), (5, 9)], [True, True, True, False]))
    [[0, 1], [2]]
    """
    group: list[int] = []
    reached = 0
    for number, ((start, end), known) in enumerate(zip(spans, counted, strict=True)):
        if not known:
            continue
        if group and start >= reached:
            yield group
            group = []
        reached = max(reached, end) if group else end
        group.append(number)
    if group:
        yield group


def chances(spans: Sequence[Span], worth: Sequence[float]) -> list[float]:
    """The chance of each span where a set of spans without overlap is as likely as the exponent of its summed worth.

    >>> [round(one, 3) for one in chances([(0, 2), (0, 2)], [0.0, 0.0])]
    [0.333, 0.333]
    """
    if len(worth) == 1:
        return [1 / (1 + exp(-worth[0]))]
    cuts = {cut: number for number, cut in enumerate(sorted({cut for span in spans for cut in span}))}
    starts, ends = [cuts[start] for start, _ in spans], [cuts[end] for _, end in spans]
    before = _sums(ends, starts, worth, len(cuts))
    last = len(cuts) - 1
    after = _sums([last - start for start in starts], [last - end for end in ends], worth, len(cuts))
    return [
        exp(min(0.0, before[start] + value + after[last - end] - before[last]))
        for start, end, value in zip(starts, ends, worth, strict=True)
    ]


def _sums(ends: Sequence[int], starts: Sequence[int], worth: Sequence[float], size: int) -> list[float]:
    """The logarithm of what all sets of spans up to each cut add up to."""
    at: list[list[int]] = [[] for _ in range(size)]
    for number, end in enumerate(ends):
        at[end].append(number)
    sums = [0.0] * size
    for cut in range(1, size):
        total = sums[cut - 1]
        for number in at[cut]:
            total = _plus(total, sums[starts[number]] + worth[number])
        sums[cut] = total
    return sums


def _plus(one: float, other: float) -> float:
    """The logarithm of the sum of two numbers given by their logarithms."""
    if one < other:
        one, other = other, one
    return one + log1p(exp(other - one)) if one - other < _NOTHING else one
