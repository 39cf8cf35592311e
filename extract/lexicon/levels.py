"""Levels of places, which every stage from articles on asks for: what names of places end in, 省 to 村."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from shilu.extract.lexicon.table import Table, load_table
from shilu.schemas import Row

__all__ = ["COUNTY", "PROVINCE", "TOWN", "VILLAGE", "Level", "division_letters", "division_words", "levels"]

PROVINCE, COUNTY, TOWN, VILLAGE = 1, 3, 4, 5
"""Levels by their number in the table; a city and a prefecture are 2."""


class Level(Row):
    """What the name of a place ends in, or a word for places of a kind, with the level that it tells."""

    part: Literal["ending", "region", "kind", "division", "whole"]
    level: int = Field(ge=0, le=5, description="0 none, 1 province, 2 city, 3 county, 4 town, 5 village")
    seat: bool = Field(default=False, description="behind it the name of a body may go on: 太湖县|文化站")
    division: bool = Field(
        default=False, description="its single characters call divisions: 市医院, 三县, 区委"
    )


@cache
def levels() -> Table[Level]:
    """What names of places end in, and words for places of a kind, with their levels."""
    return load_table("shilu.extract.lexicon", "levels.toml", Level)


@cache
def division_words(*, finest: int = TOWN) -> tuple[str, ...]:
    """The words by which divisions are called, from the province down to this level, in the order of the table.

    >>> division_words(finest=PROVINCE)
    ('省', '自治区', '特别行政区')
    """
    rows = (row for row in levels() if row.division and row.level <= finest)
    return tuple(surface for row in rows for surface in row.surfaces)


@cache
def division_letters(*, finest: int = TOWN) -> str:
    """Those of one character, for `in` and for a class of an expression.

    >>> division_letters(), division_letters(finest=COUNTY)
    ('省市州盟县区旗镇乡', '省市州盟县区旗')
    """
    return "".join(word for word in division_words(finest=finest) if len(word) == 1)
