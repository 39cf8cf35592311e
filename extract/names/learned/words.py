"""Of which lists of the tables a word is."""

from __future__ import annotations

from functools import lru_cache

from shilu.extract.names.tables import common, cues, generic, speech, titles, verbs

__all__ = ["KINDS", "kinds_of"]

KINDS = 5
"""How many lists there are."""


@lru_cache(maxsize=16_384)
def kinds_of(text: str) -> int:
    """Of which of five lists a word is, a bit each: titles, common words, general words, verbs of naming, what is said
    and done."""
    return (
        (text in titles())
        + 2 * (text in common())
        + 4 * (text in generic("修饰"))
        + 8 * (text in cues())
        + 16 * (text in speech() or text in verbs("行事"))
    )
