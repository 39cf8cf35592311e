"""Row types of the tables of time words."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from extract.lexicon import Table, load_table
from extract.times.edtf import Unit
from schemas import Row, TimeType

__all__ = [
    "Cue",
    "DayPart",
    "Edge",
    "Era",
    "Event",
    "Guard",
    "Guarded",
    "Holiday",
    "Plan",
    "RecurringWord",
    "RelativeWord",
    "UnitWord",
    "VagueWord",
    "cues",
    "day_parts",
    "edges",
    "eras",
    "events",
    "every_words",
    "guard",
    "guards",
    "holidays",
    "plans",
    "recurring_words",
    "relative_words",
    "unit_words",
    "vague_words",
]


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


class RelativeWord(Guarded):
    """A word for a unit reckoned from an anchor: 去年 is the year before publication, 次日 the day after."""

    unit: Unit
    offset: int
    anchor: Literal["published", "said", "now"] = "published"
    count: int = Field(default=1, description="how many units from there on: 今明两年 is two")
    season: int = Field(
        default=0, description="its EDTF number, where the unit is a season of that year: 今春"
    )


class VagueWord(Guarded):
    """A word for a time that nobody can date: 近日, 近年来."""

    type: TimeType
    only_if: Literal["anywhere", "clause_start"] = "anywhere"


class Edge(Row):
    """A part of a year or month: 初, 底. `months` are its share of a year; of less it is the whole."""

    months: tuple[int, int]
    whole: bool = Field(default=False, description="means the whole of what stands before it: 2022年度, 全年")


class DayPart(Guarded):
    """A part of the day. `afternoon`: its hours up to 11 are counted from noon."""

    afternoon: bool = False
    shift: int | None = Field(default=None, description="days from the publication: 今晚 0, 昨晚 -1")
    said: bool = Field(default=False, description="the shift counts from the last date of the article: 当晚")
    alone: bool = Field(default=True, description="a time also where it stands alone")


class Holiday(Guarded):
    """A holiday or solar term, with the rule for its date in each year."""

    calendar: Literal[
        "fixed", "lunar", "weekday", "easter", "orthodox", "term", "sankranti", "hebrew", "islamic"
    ]
    month: int = Field(default=0, description="month of its calendar")
    day: int = Field(
        default=0, description="day of the month; -1 is the last; of a term the sun's longitude in degrees"
    )
    weekday: int = Field(default=0, description="of `weekday` ones: Monday is 1")
    nth: int = Field(default=0, description="of `weekday` ones: which of the month")
    offset: int = Field(default=0, description="days after that day; from Easter for `easter` and `orthodox`")
    days: int = Field(default=1, description="how many days it lasts")
    eve: int = Field(default=0, description="days before it that its 第一天 is")
    alone: bool = Field(default=True, description="a time also without a year before it")


class Plan(Row):
    """A named run of years: a five-year plan."""

    start: int
    end: int


class Era(Guarded):
    """A way of counting years. `first` is the year that its year 1 is."""

    first: int
    last: int | None = None
    whole: int | None = Field(
        default=None, description="last year of 民国时期, where its years are counted on"
    )


class Event(Row):
    """What `…以来` may count from. `date` is EDTF; none where it is another in every article."""

    date: str | None = None


class UnitWord(Guarded):
    """A unit of duration and its ISO 8601 letter."""

    unit: Unit
    iso: str
    factor: int = 1
    needs_ge: bool = Field(default=False, description="needs 个 or 半 before it: 三个月, not 三月")


class RecurringWord(Row):
    """What 每 counts (每月), or a word that recurs by itself (逐年). `value` is its period."""

    value: str
    rank: str | None = Field(
        default=None, description="the rank of the unit, where finer parts may follow: 每月4日"
    )


class Guard(Row):
    """Words that stand beside what looks like a date and is none. `id` names the place that they guard."""


class Cue(Row):
    """A word around a date that says what to make of it."""

    kind: Literal["since", "until", "from", "since_when", "by", "to", "after", "before", "during", "around"]


@cache
def relative_words() -> Table[RelativeWord]:
    """今年, 昨日, 次年."""
    return load_table("extract.times", "relative.toml", RelativeWord)


@cache
def vague_words() -> Table[VagueWord]:
    """近日, 近年来, 下一步."""
    return load_table("extract.times", "vague.toml", VagueWord)


@cache
def edges() -> Table[Edge]:
    """年初, 底, 中旬."""
    return load_table("extract.times", "edges.toml", Edge)


@cache
def day_parts() -> Table[DayPart]:
    """上午, 当晚."""
    return load_table("extract.times", "day_parts.toml", DayPart)


@cache
def holidays() -> Table[Holiday]:
    """春节, 冬至, 母亲节."""
    return load_table("extract.times", "holidays.toml", Holiday)


@cache
def plans() -> Table[Plan]:
    """十四五."""
    return load_table("extract.times", "plans.toml", Plan)


@cache
def eras() -> Table[Era]:
    """民国, 康熙, 公元前."""
    return load_table("extract.times", "eras.toml", Era)


@cache
def events() -> Table[Event]:
    """改革开放, 党的十八大."""
    return load_table("extract.times", "events.toml", Event)


@cache
def unit_words() -> Table[UnitWord]:
    """年, 个月, 小时."""
    return load_table("extract.times", "units.toml", UnitWord)


@cache
def every_words() -> Table[RecurringWord]:
    """月 of 每月."""
    return load_table("extract.times", "every.toml", RecurringWord)


@cache
def recurring_words() -> Table[RecurringWord]:
    """逐年, 一年一度."""
    return load_table("extract.times", "recurring.toml", RecurringWord)


@cache
def guards() -> Table[Guard]:
    """楼 behind 5号, a surname before 国庆."""
    return load_table("extract.times", "guards.toml", Guard)


@cache
def guard(place: str) -> tuple[str, ...]:
    """The words of the guard of that place, for `str.startswith` and `str.endswith`."""
    return next(row.surfaces for row in guards() if row.id == place)


@cache
def cues() -> Table[Cue]:
    """以来, 截至, 起."""
    return load_table("extract.times", "cues.toml", Cue)
