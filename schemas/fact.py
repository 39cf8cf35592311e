"""A stated amount, joined with what it is an amount of, whose, where and when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shilu.schemas.base import Number, Record
from shilu.schemas.page import Place
from shilu.schemas.quantity import MeasureKind, Quantity
from shilu.schemas.slots import SlotName
from shilu.schemas.span import Span

__all__ = [
    "AgeFact", "AnyFact", "Change", "CountFact", "DurationFact", "Fact", "MeasureFact", "MoneyFact", "MultipleFact",
    "PercentFact", "Period", "RankFact", "RatioFact", "ScoreFact", "Slot", "Status",
]  # fmt: skip

Status = Literal["actual", "planned", "expected", "capacity"]
Change = Literal["increase", "decrease"]


class Slot(Record):
    """One answer about a fact, in words of the page: the words, and where they stand."""

    text: str = Field(min_length=1, description="the answer; a short form is given by its full name")
    span: Span = Field(description="the characters of the page that give it")
    rule: str = Field(description="the construction that chose it")


class Period(Record):
    """When a fact holds: an EDTF date or interval, and the expression of time that gives it."""

    value: str
    span: Span
    rule: str


class Fact(Record):
    """What all facts share. The subtypes, told apart by `kind`, carry what their kind needs."""

    id: str = Field(description="stable: made of page, place and kind")
    page: str
    article: int | None = Field(description="number of the article; null where the page has none there")
    quantity: Quantity
    item: Slot | None = Field(default=None, description="amount of what")
    subject: Slot | None = Field(default=None, description="of whom or what it is said")
    action: Slot | None = Field(default=None, description="the verb of the statement")
    change: Change | None = Field(default=None, description="set where the amount is a change, not a level")
    base: Slot | None = Field(
        default=None, description="what a change is reckoned from: 同比, 去年, 2019年, the level before (20%)"
    )
    reached: Change | None = Field(
        default=None, description="set where the amount is the level that a change led to: 提高到30%"
    )
    per: str | None = Field(default=None, description="the denominator of a rate")
    programme: Slot | None = Field(default=None, description="the named programme that it is about")
    place: Slot | None = None
    period: Period | None = None
    status: Status = "actual"
    cumulative: bool = False
    sentence: Span
    speaker: Slot | None = Field(default=None, description="who says so")
    office: Slot | None = Field(default=None, description="the office or body of the speaker")
    purpose: Slot | None = Field(default=None, description="what the amount is for: 安排2亿元用于修路")
    duplicate: bool = Field(default=False, description="it stands in a block that the OCR repeated")
    same_as: str | None = Field(
        default=None, description="id of the first fact of the page that states the same, where another does"
    )
    sureness: dict[SlotName, float] = Field(
        default_factory=dict,
        description="how sure each slot is, 0 to 1: the share of such choices that was right on pages of other genres; "
        "a slot that is not there is not calibrated",
    )
    confidence: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="estimated chance that the whole row is right: amount, item, subject, change, status, denominator, "
        "programme, place, period, running total; an empty slot that should be filled is wrong; null: not estimated",
    )
    confidence_core: float | None = Field(
        default=None,
        ge=0,
        le=1,
        description="estimated chance that kind, number, unit, item, change and status are right; null: not estimated",
    )
    trace: tuple[str, ...] = Field(default=(), description="the rules that made it, in order")
    boxes: tuple[Place, ...] = Field(
        default=(), description="where it stands on the picture of the page; empty where no places are known"
    )

    @property
    def span(self) -> Span:
        """The amount as printed."""
        return self.quantity.span


class CountFact(Fact):
    """So many things, people or times."""

    kind: Literal["count"] = "count"
    classifier: str | None = None


class MoneyFact(Fact):
    """A sum of money."""

    kind: Literal["money"] = "money"
    currency: str | None = Field(description="ISO 4217 code")


class MeasureFact(Fact):
    """A physical measure, or an amount in a unit that we do not know (`other`)."""

    kind: MeasureKind


class PercentFact(Fact):
    """A share or a change in per cent; `points` for percentage points."""

    kind: Literal["percent"] = "percent"
    points: bool = False


class MultipleFact(Fact):
    """So many times as much."""

    kind: Literal["multiple"] = "multiple"


class RatioFact(Fact):
    """One number to another."""

    kind: Literal["ratio"] = "ratio"
    terms: tuple[Number, ...] = Field(min_length=2)
    sides: tuple[str, ...] = Field(
        default=(), description="what the terms stand for, where the text names it"
    )


class RankFact(Fact):
    """A reported rank: `全省第五`, `唯一`, `前30`."""

    kind: Literal["rank"] = "rank"
    scope: str | None = Field(default=None, description="among whom: 全省")
    field: Slot | None = Field(default=None, description="in what: 粮食产量")


class ScoreFact(Fact):
    """Points in a test or survey."""

    kind: Literal["score"] = "score"


class DurationFact(Fact):
    """A length of time that is itself the news."""

    kind: Literal["duration"] = "duration"
    iso: str | None = Field(default=None, description="ISO 8601 duration, where the number is exact")


class AgeFact(Fact):
    """An age of a person or thing."""

    kind: Literal["age"] = "age"


AnyFact = Annotated[
    CountFact | MoneyFact | MeasureFact | PercentFact | MultipleFact | RatioFact | RankFact | ScoreFact
    | DurationFact | AgeFact,
    Field(discriminator="kind"),
]  # fmt: skip
"""Any fact, read back as its own type by its `kind`."""
