"""Cue words of the shapes that are code: verbs of rank, bodies with terms, what is graded."""

from __future__ import annotations

from functools import cache

from shilu.extract.lexicon import Table, load_table
from shilu.extract.lexicon.table import alternation
from shilu.extract.quantities.rows import NumberCue

__all__ = ["cue", "cues", "parted_units"]


@cache
def cues() -> Table[NumberCue]:
    """The rows of cues.toml."""
    return load_table("shilu.extract.quantities", "cues.toml", NumberCue)


@cache
def cue(name: str) -> str:
    """A regular expression for any word of the row, longest first.

    >>> "位列" in cue("rank verbs").split("|")
    True
    """
    return alternation(next(row.surfaces for row in cues() if row.id == name))


@cache
def parted_units() -> str:
    """A regular expression for the units that 个多 and 个半 may part: 一个多月, 两个半钟头; not 一个半钟表.

    >>> "钟头" in parted_units()
    True
    """
    return rf"(?!钟[表楼声点情])(?:{cue('parted units')})"
