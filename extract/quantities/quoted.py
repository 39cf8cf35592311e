"""Numbers within a quoted word, which they help to name: “331”, “四新”, “百千万工程”."""

from __future__ import annotations

import re

from shilu.extract.quantities.codes import code_row
from shilu.extract.quantities.findings import Other, Source

__all__ = ["read_quoted"]

_CLOSING = {"“": "”", '"': '"', "‘": "’", "「": "」", "『": "』"}
_OPENING = frozenset(_CLOSING)
_QUOTED = re.compile(r"([“\"‘「『])([^“”\"‘’「」『』,。;:!?\n]{1,10})([”\"’」』])")
_NO_PART = frozenset("”’」』,。;:!?\n")
"""What ends the search for the mark that opens the quotation."""

_REACH = 8
"""Characters before the number in which that mark is looked for: a longer quotation is a title or speech."""


def read_quoted(source: Source, at: int) -> Other | None:
    """A quoted word of up to ten characters with the number at `at` in it; None where there is none, and for an amount
    (“3%”)."""
    folded = source.folded
    if _OPENING.isdisjoint(source.context(at, _REACH)):
        return None
    for back in range(1, _REACH + 1):
        begin = at - back
        if begin < source.floor or begin < 0:
            return None
        if folded[begin] in _CLOSING:
            break
        if folded[begin] in _NO_PART:
            return None
    else:
        return None
    found = _QUOTED.match(folded, begin)
    if not found or found[3] != _CLOSING[found[1]] or found.end() <= at:
        return None
    if found[2][-1:] in ("%", "元"):
        return None
    return code_row(source, begin + 1, found.end() - 1, "code.quoted word", at=at)
