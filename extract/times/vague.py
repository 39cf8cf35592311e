"""Words for a time that nobody can date: 近日, 近年来, 下一步."""

from __future__ import annotations

import re
from functools import cache

from shilu.extract.times.dispatch import prefixes
from shilu.extract.times.expression import Expression, Shape, always
from shilu.extract.times.rows import vague_words

__all__ = ["shapes"]


@cache
def _words() -> re.Pattern[str]:
    return re.compile(vague_words().pattern)


_CLAUSE_EDGE = frozenset(" \n\t　,。;:!?“”\"'()")


def _read(text: str, at: int) -> Expression | None:
    found = _words().match(text, at)
    if found is None:
        return None
    row = vague_words().by_surface[found[0]][0]
    if row.only_if == "clause_start" and at and text[at - 1] not in _CLAUSE_EDGE:
        return None
    if not row.stands(text, at, found.end()):
        return None
    return Expression(at, found.end(), row.type, always(None), ("vague", vague_words().rule(row)), says=False)


def shapes() -> tuple[Shape, ...]:
    """The shapes of this file."""
    return (Shape(prefixes(vague_words().by_surface), _read),)
