"""The tables of words of this part: indicators with their names, verbs that make variables, words of no weight."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from shilu.extract.lexicon import Table, load_table
from shilu.schemas import Row

__all__ = ["Indicator", "Role", "Verb", "Word", "indicators", "surfaces", "verbs", "words"]

Role = Literal[
    "lead", "tail", "urban", "rural", "everyone", "nobody", "generic", "average", "month", "plan", "prices"
]


class Indicator(Row):
    """A statistic and the names that it goes by."""

    family: str = Field(description="what is near to it and not it: another definition or scope of one thing")
    nature: Literal["flow", "stock", "rate"]
    residents: bool = Field(default=False, description="whose it is makes a variable of its own")
    verbs: bool = Field(default=False, description="what was done makes a variable of its own")
    adds: bool = Field(default=False, description="新增 is part of its name")
    better: Literal["more", "less"] = "more"

    @property
    def name(self) -> str:
        """What a variable of it is called."""
        return self.id or self.surfaces[0]


class Verb(Row):
    """Verbs that say the same of what is counted."""

    neutral: bool = Field(default=False, description="it only states how much there is")
    inside: bool = Field(default=False, description="it may be part of an item: 老旧小区改造")


class Word(Row):
    """Words that play one part around an item or a subject."""

    role: Role


@cache
def indicators() -> Table[Indicator]:
    """The statistics by their names."""
    return load_table(__package__, "indicators.toml", Indicator)


@cache
def verbs() -> Table[Verb]:
    """What was done, by verb."""
    return load_table(__package__, "verbs.toml", Verb)


@cache
def words() -> Table[Word]:
    """Words around items and subjects."""
    return load_table(__package__, "words.toml", Word)


@cache
def surfaces(role: Role) -> tuple[str, ...]:
    """The words that play a part, the longest first."""
    found = {one for row in words() if row.role == role for one in row.surfaces}
    return tuple(sorted(found, key=lambda one: (-len(one), one)))
