"""Calendar words that more than one stage reads: eras, parts of the day, what is no date behind a number."""

from __future__ import annotations

from functools import cache

from pydantic import Field

from shilu.extract.lexicon.table import Table, load_table
from shilu.schemas import Row

__all__ = ["DayPart", "Era", "Guard", "Guarded", "day_parts", "eras", "guard", "guards"]


class Guarded(Row):
    """A word that is no time next to certain others: 上周 in 以上周边, 清明 in 政治清明."""

    not_before: tuple[str, ...] = Field(default=(), description="what may not stand directly before it")
    not_after: tuple[str, ...] = Field(default=(), description="what may not stand directly after it")
    opens: tuple[str, ...] = Field(
        default=(), description="what alone may stand before it, but for the line's start"
    )

    def stands(self, text: str, start: int, end: int) -> bool:
        """Whether the words around `text[start:end]` let it be a time."""
        if text.startswith(self.not_after, end) or text.endswith(self.not_before, 0, start):
            return False
        return not (self.opens and start) or text.endswith((*self.opens, "\n"), 0, start)


class DayPart(Guarded):
    """A part of the day. `afternoon`: its hours up to 11 are counted from noon."""

    afternoon: bool = False
    shift: int | None = Field(default=None, description="days from the publication: 今晚 0, 昨晚 -1")
    said: bool = Field(default=False, description="the shift counts from the last date of the article: 当晚")
    alone: bool = Field(default=True, description="a time also where it stands alone")


class Era(Guarded):
    """A way of counting years. `first` is the year that its year 1 is."""

    first: int
    last: int | None = None
    whole: int | None = Field(
        default=None, description="last year of 民国时期, where its years are counted on"
    )


class Guard(Row):
    """Words that stand beside what looks like a date and is none. `id` names the place that they guard."""


@cache
def day_parts() -> Table[DayPart]:
    """上午, 当晚."""
    return load_table("shilu.extract.lexicon", "day_parts.toml", DayPart)


@cache
def eras() -> Table[Era]:
    """民国, 康熙, 公元前."""
    return load_table("shilu.extract.lexicon", "eras.toml", Era)


@cache
def guards() -> Table[Guard]:
    """楼 behind 5号, a surname before 国庆."""
    return load_table("shilu.extract.lexicon", "guards.toml", Guard)


@cache
def guard(place: str) -> tuple[str, ...]:
    """The words of the guard of that place, for `str.startswith` and `str.endswith`.

    >>> "楼" in guard("after_number")
    True
    """
    return next(row.surfaces for row in guards() if row.id == place)
