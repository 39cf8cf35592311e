"""Which phrase stands where several could be read: the first to begin, the longest, the earlier shape."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from shilu.extract.times import counted, durations, listed, named, periods, recurring, vague, year_spans
from shilu.extract.times.dispatch import Dispatch
from shilu.extract.times.expression import Expression, Shape
from shilu.extract.times.numbers import COUNTING

__all__ = ["read_all"]


@cache
def _every() -> tuple[Shape, ...]:
    """The shapes in the order of their precedence."""
    return (
        *vague.shapes(),
        *recurring.shapes(),
        *periods.shapes(),
        *year_spans.shapes(),
        *listed.shapes(),
        *named.shapes(),
        *counted.shapes(),
        *durations.shapes(),
    )


@cache
def _shapes() -> Dispatch[Shape]:
    return Dispatch(((shape.first, shape) for shape in _every()), numerals=COUNTING)


def read_all(text: str) -> Iterator[Expression]:
    """Every phrase of time in a folded text, from left to right, without overlap."""
    shapes, after = _shapes(), 0
    for at in shapes.places(text):
        if at < after:
            continue
        best: Expression | None = None
        for shape in shapes.at(text, at):
            found = shape.read(text, at)
            if found and (best is None or found.end > best.end):
                best = found
        if best:
            after = best.end
            yield best
