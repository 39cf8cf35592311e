"""Parts of a page that no straight cut takes apart: articles that wind around each other."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.layout.cuts import Leaf, Measures
from shilu.extract.layout.frame import Item

__all__ = ["untangled"]

_MOST = 4000
"""Lines of one part. More are read from top to bottom: ordering them takes the square of their number."""


def untangled(leaf: Leaf, measures: Measures) -> list[Leaf]:
    """The part in stacks of lines, ordered by what must come before what: of two that share a column the upper one, of
    two side by side the left one unless something between them in height spans both (Breuel 2003)."""
    if len(leaf.items) > _MOST:
        return [leaf]
    stacks = _stacks(leaf.items, measures)
    order = _ordered(stacks)
    return [Leaf(tuple(stacks[number]), leaf.band, sure=False) for number in order]


def _stacks(items: Sequence[Item], measures: Measures) -> list[list[Item]]:
    """Lines one below the other that share an edge or a middle and the size of their type."""
    stacks: list[list[Item]] = []
    for item in sorted(items, key=lambda one: (one.v0, one.u0)):
        home = None
        for stack in reversed(stacks):
            last = stack[-1]
            gap = item.v0 - last.v1
            if gap > measures.leading + 1.2 * measures.em or gap < -0.5 * item.size:
                continue
            shared = min(item.u1, last.u1) - max(item.u0, last.u0)
            if shared < 0.7 * min(item.u1 - item.u0, last.u1 - last.u0):
                continue
            if not 0.8 < item.size / last.size < 1.25 or _wider(item, stack, measures):
                continue
            home = stack
            break
        if home is None:
            stacks.append([item])
        else:
            home.append(item)
    return stacks


def _wider(item: Item, stack: Sequence[Item], measures: Measures) -> bool:
    left, right = min(one.u0 for one in stack), max(one.u1 for one in stack)
    return item.u1 - item.u0 > 1.3 * (right - left) + 2 * measures.em


Frame4 = tuple[float, float, float, float]


def _frame(stack: Sequence[Item]) -> Frame4:
    return (
        min(one.u0 for one in stack), max(one.u1 for one in stack),
        min(one.v0 for one in stack), max(one.v1 for one in stack),
    )  # fmt: skip


def _ordered(stacks: Sequence[Sequence[Item]]) -> list[int]:
    """A topological order; where the demands run in a circle, the upper and left one goes first."""
    frames = [_frame(stack) for stack in stacks]
    count = len(frames)
    before: list[set[int]] = [set() for _ in range(count)]
    for one in range(count):
        for other in range(count):
            if one != other and _precedes(frames, one, other):
                before[other].add(one)
    order: list[int] = []
    left = set(range(count))
    while left:
        free = [number for number in left if not before[number] & left] or list(left)
        last = order[-1] if order else None
        order.append(
            min(
                free,
                key=lambda number: (
                    last is None or not _follows(frames, last, number),
                    frames[number][2],
                    frames[number][0],
                ),
            )
        )
        left.discard(order[-1])
    return order


def _follows(frames: Sequence[Frame4], last: int, number: int) -> bool:
    """Whether a stack stands below the last one in its column."""
    return _share(frames[last], frames[number]) and frames[number][2] >= frames[last][3] - 1


def _share(one: Frame4, other: Frame4) -> bool:
    return min(one[1], other[1]) - max(one[0], other[0]) > 0.1 * min(one[1] - one[0], other[1] - other[0])


def _precedes(frames: Sequence[Frame4], one: int, other: int) -> bool:
    first, second = frames[one], frames[other]
    if _share(first, second):
        return first[2] + first[3] < second[2] + second[3]
    if first[1] > second[0] + 0.5 * (second[1] - second[0]):
        return False
    low, high = min(first[2], second[2]), max(first[3], second[3])
    return not any(
        low < (frame[2] + frame[3]) / 2 < high and _share(frame, first) and _share(frame, second)
        for number, frame in enumerate(frames)
        if number not in (one, other)
    )
