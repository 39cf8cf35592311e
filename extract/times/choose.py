"""Which phrase stands where several could be read: the first to begin, the longest, the earlier shape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from extract.times import counted, durations, named, periods, recurring, vague
from extract.times.expression import Expression, Shape

__all__ = ["read_all"]


@cache
def _shapes() -> dict[str, tuple[Shape, ...]]:
    """The shapes by the characters that they may begin with, in the order of their precedence."""
    every = (
        *vague.shapes(),
        *recurring.shapes(),
        *periods.shapes(),
        *named.shapes(),
        *counted.shapes(),
        *durations.shapes(),
    )
    firsts = frozenset().union(*(shape.first for shape in every))
    return {one: tuple(shape for shape in every if one in shape.first) for one in firsts}


@cache
def _candidates() -> re.Pattern[str]:
    """Where a phrase may begin. A run of digits counts once: long runs cost no more than their length."""
    others = "".join(re.escape(one) for one in sorted(_shapes()) if not one.isdigit())
    return re.compile(rf"[0-9]+(?:[.,][0-9]+)*|[{others}]")


def read_all(text: str) -> Iterator[Expression]:
    """Every phrase of time in a folded text, from left to right, without overlap."""
    shapes, after = _shapes(), 0
    for candidate in _candidates().finditer(text):
        at = candidate.start()
        if at < after:
            continue
        best: Expression | None = None
        for shape in shapes[text[at]]:
            found = shape.read(text, at)
            if found and (best is None or found.end > best.end):
                best = found
        if best:
            after = best.end
            yield best
