"""Statements of many pages joined: what is measured, how it went on, what was promised and what became of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shilu.schemas.base import Number, Record
from shilu.schemas.fact import Status

__all__ = [
    "Doubt",
    "DoubtReason",
    "Measured",
    "Nature",
    "Observation",
    "ObservationRole",
    "Outcome",
    "Promise",
    "PromiseVerdict",
    "Target",
    "Variable",
]

Measured = Literal["level", "growth", "change", "added", "share", "rank", "multiple", "capacity"]
"""What a number tells of its item: how much there is or was (`level`), by how many per cent it grew (`growth`), by how
much (`change`), how many came anew (`added`), which part of a whole (`share`), its place among others (`rank`), so many
times as much (`multiple`), how much could be (`capacity`)."""

Nature = Literal["flow", "stock", "total", "rate", "unknown"]
"""Whether it arises over a period (`flow`), is there on a day (`stock`), runs on over the years (`total`: 累计), or
is a ratio (`rate`)."""

ObservationRole = Literal["first", "witness", "revision", "contradiction"]
"""What a document adds of a variable and period: the first word, the same again, another value later, another value at
the same time."""

DoubtReason = Literal["scope", "definition", "place", "period", "same_values", "unsure", "generic", "level"]
"""Why two things were not joined, or one was joined without certainty: it is not said of whom (`scope`), an item
is reckoned otherwise (`definition`), the place is not known (`place`), the time is not (`period`), two names always
have the same values (`same_values`), a slot of the fact is unsure (`unsure`), the item says too little to be known
again (`generic`: 资金), a promised growth is reported as a level only (`level`)."""


Target = Literal["exact", "about", "at_least", "at_most", "range"]
"""How a promise binds: to a number, to its neighbourhood, from below, from above, to a range."""

PromiseVerdict = Literal["met", "missed", "within", "exceeded", "not_reported", "redefined", "open"]
"""What became of a promise. `met`: the number promised was reached, or the bound was kept; `within`: inside the range
or the room that the words leave (左右); `exceeded`: better than that; `missed`: worse; `not_reported`: later documents
of the place say nothing of it; `redefined`: they report it by another definition, scope or unit; `open`: there is no
later document yet."""


class Doubt(Record):
    """Something that was left apart, or joined without certainty, and why."""

    reason: DoubtReason
    other: str | None = Field(default=None, description="id of the variable that it may belong to")
    note: str | None = Field(default=None, description="the words that make the difference")


class Variable(Record):
    """What is measured: one item of one subject in one place, in one dimension."""

    id: str = Field(description="stable: made of what follows")
    label: str = Field(description="as a reader would say it: 张家港市 · 消费帮扶销售 · 元")
    place: str = Field(description="GB/T 2260 code of the place, else its name; empty where it is not known")
    place_name: str
    subject: str = Field(default="", description="whose, where that is not the place itself")
    item: str = Field(description="what, by the name that the table of indicators gives it")
    measured: Measured
    kind: str = Field(description="kind of the amounts: money, count, percent, area")
    dimension: str = Field(description="standard unit or group of classifiers: CNY, m2, 人")
    per: str = Field(default="", description="the denominator of a rate")
    basis: str = Field(
        default="", description="what a growth is reckoned from, where that is not the year before"
    )
    nature: Nature
    unit: str = Field(description="unit of the values of its observations, as printed most often")
    names: tuple[str, ...] = Field(description="how the documents call the item, each form once")
    observations: int = Field(ge=0, description="how many facts it has, promises included")
    documents: int = Field(ge=0, description="in how many documents")
    first: str | None = Field(default=None, description="begin of the earliest period")
    last: str | None = Field(default=None, description="end of the latest period")
    doubts: tuple[Doubt, ...] = ()


class Observation(Record):
    """One value of a variable as one document states it."""

    fact: str = Field(description="id of the fact")
    variable: str = Field(description="id of the variable")
    page: str
    known: str | None = Field(description="date of the document: from then on it was known")
    period: str | None = Field(description="when it holds, EDTF")
    begin: str | None = Field(default=None, description="first day of the period")
    end: str | None = Field(default=None, description="last day of the period")
    value: Number | None = Field(
        description="in the unit of the variable; a decrease is negative in a growth"
    )
    lower: Number | None = None
    upper: Number | None = None
    bound: str = Field(description="exact, about, over, at_least, under, at_most or range")
    slack: Number = Field(description="half a unit of the last printed digit, in the unit of the variable")
    status: Status
    nature: Nature
    surface: str = Field(description="the amount as printed")
    start: int
    end_offset: int
    sentence: str
    at: int = Field(default=0, ge=0, description="where the amount begins within the sentence")
    sure: float | None = Field(default=None, description="sureness of the fact's core")
    role: ObservationRole | None = Field(
        default=None, description="against the other documents; null of promises and without a period"
    )
    against: str | None = Field(
        default=None, description="id of the fact that it repeats, revises or contradicts"
    )
    note: str | None = Field(default=None, description="how its unit was turned into that of the variable")
    doubts: tuple[Doubt, ...] = ()


class Promise(Record):
    """A planned or expected value of a variable, with what would keep it."""

    fact: str = Field(description="id of the fact")
    variable: str
    page: str
    known: str | None
    due: str | None = Field(description="the period for which it is promised, EDTF")
    begin: str | None = None
    end: str | None = None
    status: Literal["planned", "expected"]
    target: Target
    value: Number | None = Field(description="the number promised, in the unit of the variable")
    lower: Number | None = Field(description="the least that keeps it")
    upper: Number | None = Field(description="the most that keeps it; beyond it is `exceeded`")
    width: str | None = Field(
        default=None, description="the room that 左右 and 约 were given: ±0.5 points, ±5%"
    )
    better: Literal["more", "less"] = Field(description="in which direction it is outdone")
    words: str = Field(description="the words that promise: 力争, 确保, 不低于")
    surface: str
    sentence: str
    restates: str | None = Field(
        default=None, description="id of the earlier promise of the same value and period"
    )
    changes: str | None = Field(
        default=None, description="id of the earlier promise of the same period whose value it replaces"
    )


class Outcome(Record):
    """What became of a promise, as later documents tell."""

    promise: str = Field(description="id of the promised fact")
    variable: str
    verdict: PromiseVerdict
    actual: str | None = Field(default=None, description="id of the fact that tells it")
    value: Number | None = Field(default=None, description="the value that it states")
    difference: Number | None = Field(default=None, description="value less the number promised")
    known: str | None = Field(default=None, description="date of the document that tells it")
    pages: tuple[str, ...] = Field(
        default=(), description="later documents of the place that were looked through"
    )
    other: str | None = Field(default=None, description="the variable by which it is reported now")
    reason: str | None = Field(default=None, description="why it counts as redefined")
    revised: bool = Field(
        default=False, description="a later revision of the actual value would change the verdict"
    )
