"""Words of people that more than one stage reads: family names, letters of names written by sound,
verbs of saying."""

from __future__ import annotations

from functools import cache

from shilu.extract.lexicon.table import Table, load_table
from shilu.schemas import Row

__all__ = ["speech", "surnames", "transliteration"]


@cache
def surnames(*, without: str) -> Table[Row]:
    """Family names, single and compound, without the row of that id: bylines do without 首字, names without 少见.

    >>> surnames(without="少见").get("欧阳") is not None
    True
    """
    table = load_table("shilu.extract.lexicon", "surnames.toml", Row)
    return Table(table.name, tuple(row for row in table if row.id != without))


@cache
def transliteration() -> Table[Row]:
    """Characters that write the names of Mongols, Uyghurs, Kazakhs, Tibetans and Yi.

    >>> transliteration().get("嘎") is not None
    True
    """
    return load_table("shilu.extract.lexicon", "transliteration.toml", Row)


@cache
def speech(*, without: str) -> Table[Row]:
    """Verbs of saying, without the row of that id: names do without reporting, facts without reacting.

    >>> speech(without="reporting").get("坦言").id
    'saying'
    """
    table = load_table("shilu.extract.lexicon", "speech.toml", Row)
    return Table(table.name, tuple(row for row in table if row.id != without))
