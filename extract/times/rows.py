"""Row types of the tables of time words."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import Field

from shilu.extract.lexicon import Table, load_table
from shilu.extract.lexicon.calendar import DayPart, Era, Guard, Guarded, day_parts, eras, guard, guards
from shilu.extract.times.edtf import Unit
from shilu.schemas import Row, TimeType

__all__ = [
    "CountWord",
    "DayPart",
    "Edge",
    "Era",
    "Event",
    "Guard",
    "Guarded",
    "Holiday",
    "Imprint",
    "Mood",
    "PeriodCue",
    "Plan",
    "RecurringWord",
    "RelativeWord",
    "UnitWord",
    "VagueWord",
    "YearCue",
    "count_word_rows",
    "count_words",
    "cues",
    "day_parts",
    "edges",
    "eras",
    "events",
    "every_words",
    "guard",
    "guards",
    "holidays",
    "imprints",
    "moods",
    "plans",
    "recurring_words",
    "relative_words",
    "unit_words",
    "vague_words",
    "year_cue_rows",
    "year_cues",
]


class RelativeWord(Guarded):
    """A word for a unit reckoned from an anchor: 去年 is the year before publication, 次日 the day after."""

    unit: Unit
    offset: int
    anchor: Literal["published", "said", "now", "told", "report", "new_year"] = "published"
    count: int = Field(default=1, description="how many units from there on: 今明两年 is two")
    begins: int = Field(
        default=0, description="month in which such a year begins, where not in January: 学年"
    )
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


class Holiday(Guarded):
    """A holiday or solar term, with the rule for its date in each year."""

    calendar: Literal[
        "fixed", "lunar", "weekday", "easter", "orthodox", "term", "sankranti", "hebrew", "islamic", "tithi"
    ]
    month: int = Field(default=0, description="month of its calendar")
    day: int = Field(
        default=0, description="day of the month; -1 is the last; of a term the sun's longitude in degrees"
    )
    hour: float = Field(
        default=6, description="of `tithi` ones: hour of India at which the lunar day must prevail"
    )
    moves: tuple[tuple[int, int], ...] = Field(
        default=(), description="days by which it moves where it falls on a weekday (Monday is 1)"
    )
    weekday: int = Field(default=0, description="of `weekday` ones: Monday is 1")
    nth: int = Field(default=0, description="of `weekday` ones: which of the month")
    offset: int = Field(default=0, description="days after that day; from Easter for `easter` and `orthodox`")
    days: int = Field(default=1, description="how many days it lasts")
    off: int = Field(
        default=0, description="days off that 期间 means, where they are the same every year: 国庆期间"
    )
    eve: int = Field(default=0, description="days before it that its 第一天 is")
    alone: bool = Field(default=True, description="a time also without a year before it")
    weather: bool = Field(default=False, description="alone it is mostly no day but weather: 大雪")


class YearCue(Row):
    """Words about two digits and 年 by which they count years (25年党龄) or are one (19年营收)."""

    place: Literal[
        "before a count",
        "noun of a count",
        "behind a count",
        "behind what recurs",
        "behind a year",
        "behind an old year",
        "behind an apostrophe and a year",
        "scope of an apostrophe and a year",
    ]


class Plan(Row):
    """A named run of years: a five-year plan."""

    start: int
    end: int


class Event(Row):
    """What `…以来` may count from. `date` is EDTF; none where it is another in every article."""

    date: str | None = None


class UnitWord(Guarded):
    """A unit of duration and its ISO 8601 letter."""

    unit: Unit
    iso: str
    factor: int = 1
    needs_ge: bool = Field(default=False, description="needs 个 or 半 before it: 三个月, not 三月")


class Mood(Guarded):
    """A word that tells that a time beside it is still to come: 将于10月, 3月将开工."""

    place: Literal["before", "touching", "after"]


class Imprint(Row):
    """A word by which a page tells its own date: 出版日期, 新华社, 责任编辑."""

    place: Literal["label", "agency", "imprint"]


class RecurringWord(Guarded):
    """What 每 counts (每月), or a word that recurs by itself (逐年). `value` is its period."""

    value: str
    rank: str | None = Field(
        default=None, description="the rank of the unit, where finer parts may follow: 每月4日"
    )


class CountWord(Row):
    """A word about a count of units that tells from where it counts: 过去五年."""

    place: Literal["past", "coming", "soon", "told"]


class PeriodCue(Row):
    """A word around a date that says what to make of it."""

    kind: Literal["since", "until", "from", "since_when", "by", "to", "after", "before", "during", "around"]


@cache
def relative_words() -> Table[RelativeWord]:
    """今年, 昨日, 次年."""
    return load_table("shilu.extract.times", "relative.toml", RelativeWord)


@cache
def vague_words() -> Table[VagueWord]:
    """近日, 近年来, 下一步."""
    return load_table("shilu.extract.times", "vague.toml", VagueWord)


@cache
def edges() -> Table[Edge]:
    """年初, 底, 中旬."""
    return load_table("shilu.extract.times", "edges.toml", Edge)


@cache
def holidays() -> Table[Holiday]:
    """春节, 冬至, 母亲节."""
    return load_table("shilu.extract.times", "holidays.toml", Holiday)


@cache
def plans() -> Table[Plan]:
    """十四五."""
    return load_table("shilu.extract.times", "plans.toml", Plan)


@cache
def events() -> Table[Event]:
    """改革开放, 党的十八大."""
    return load_table("shilu.extract.times", "events.toml", Event)


@cache
def unit_words() -> Table[UnitWord]:
    """年, 个月, 小时."""
    return load_table("shilu.extract.times", "units.toml", UnitWord)


@cache
def every_words() -> Table[RecurringWord]:
    """月 of 每月."""
    return load_table("shilu.extract.times", "every.toml", RecurringWord)


@cache
def recurring_words() -> Table[RecurringWord]:
    """逐年, 一年一度."""
    return load_table("shilu.extract.times", "recurring.toml", RecurringWord)


@cache
def moods() -> Table[Mood]:
    """将于, 预计."""
    return load_table("shilu.extract.times", "moods.toml", Mood)


@cache
def imprints() -> Table[Imprint]:
    """出版日期, 新华社, 责任编辑."""
    return load_table("shilu.extract.times", "imprint.toml", Imprint)


@cache
def count_words(place: str) -> tuple[str, ...]:
    """The words of one place: 过去 and the like of `past`.

    >>> "过去" in count_words("past")
    True
    """
    return tuple(surface for row in count_word_rows() if row.place == place for surface in row.surfaces)


@cache
def count_word_rows() -> Table[CountWord]:
    """过去, 未来, 将在."""
    return load_table("shilu.extract.times", "counts.toml", CountWord)


@cache
def cues() -> Table[PeriodCue]:
    """以来, 截至, 起."""
    return load_table("shilu.extract.times", "cues.toml", PeriodCue)


@cache
def year_cue_rows() -> Table[YearCue]:
    """党龄 behind 25年, 历时 before it, 营收 behind 19年."""
    return load_table("shilu.extract.times", "short_years.toml", YearCue)


@cache
def year_cues(place: str) -> tuple[str, ...]:
    """The words of that place, for `str.startswith`.

    >>> "营收" in year_cues("behind a year")
    True
    """
    return tuple(one for row in year_cue_rows() if row.place == place for one in row.surfaces)
