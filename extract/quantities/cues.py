"""Cue words of the shapes that are code: verbs of rank, bodies with terms, what is graded."""

from __future__ import annotations

from functools import cache

from shilu.extract.lexicon import Table, load_table
from shilu.extract.lexicon.table import alternation
from shilu.extract.quantities.rows import Cue

__all__ = ["cue", "cues"]


@cache
def cues() -> Table[Cue]:
    """The rows of cues.toml."""
    return load_table("shilu.extract.quantities", "cues.toml", Cue)


@cache
def cue(name: str) -> str:
    """A regular expression for any word of the row, longest first.

    >>> "位列" in cue("rank verbs").split("|")
    True
    """
    return alternation(next(row.surfaces for row in cues() if row.id == name))
