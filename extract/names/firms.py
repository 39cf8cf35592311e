"""Companies with a place or a word in brackets inside: 华澜（江苏）纺织科技有限公司."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.names.source import Found, Source

__all__ = ["find_firms"]

_BRACKET = re.compile(
    r"\([^()\n]{1,12}\)(?=[^\s,。;:!?、()\d]{0,10}?(?P<form>有限责任公司|股份有限公司|集团公司|有限公司|集团))"
)
"""A bracket, and the legal form that ends the name at most some words behind it."""

_NAMING = frozenset({"ORG", "LOC", "PER", "n", "nz", "nw", "vn"})
_LED = frozenset({"ORG", "LOC", "n", "nz", "nw"})
_LONGEST = 10  # characters before the bracket


def find_firms(source: Source) -> Iterator[Found]:
    """Companies whose name goes on behind a bracket, from the word or the two before it to their legal form."""
    for match in _BRACKET.finditer(source.folded):
        start = _begins(source, match.start())
        if start is not None:
            yield Found(start, match.end("form"), "organisation", ("organisations.bracket",), marked=True)


def _begins(source: Source, bracket: int) -> int | None:
    """Where the words before a bracket begin that are of the name; None where none are."""
    last = source.ending(bracket)
    if last is None or source.words[last].tag not in _NAMING:
        return None
    first = source.words[last]
    before = source.words[last - 1] if last else None
    if first.tag in {"n", "vn"} and before is not None and before.end == first.start and before.tag in _LED:
        first = before
    return first.start if bracket - first.start <= _LONGEST else None
