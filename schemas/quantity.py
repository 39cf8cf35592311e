"""An amount as a page prints it: what stands there, what it means, what it is in standard units."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

from shilu.schemas.base import Number, Record
from shilu.schemas.span import Span

__all__ = [
    "Amount",
    "Bound",
    "Bounded",
    "Exact",
    "Kind",
    "Normal",
    "Quantity",
    "Range",
    "bound_of",
    "bounds_of",
    "value_of",
]

MeasureKind = Literal[
    "area", "length", "mass", "volume", "data", "energy", "power", "speed", "temperature", "pressure", "frequency",
    "concentration", "angle", "other",
]  # fmt: skip
"""What has units and nothing of its own besides; `other` is a unit that we do not know. A new dimension is added
here."""

Kind = Literal[
    "count", "money", "percent", "duration", "age", "ratio", "multiple", "rank", "score", MeasureKind
]  # fmt: skip
"""What is measured. `count` takes a classifier (86座), the others a unit or a shape of their own."""

Bound = Literal["exact", "about", "over", "at_least", "under", "at_most", "range"]


class Exact(Record):
    """A number without qualification: `86座`."""

    shape: Literal["exact"] = "exact"
    value: Number = Field(description="the number, scaled to the plain unit: 1.5亿元 is 150000000")


class Bounded(Record):
    """A number that its words bound: `近4500万元`, `1万余名`, `不少于200万元`."""

    shape: Literal["bounded"] = "bounded"
    bound: Literal["about", "over", "at_least", "under", "at_most"]
    value: Number = Field(description="the number printed")
    lower: Number | None = Field(default=None, description="the least it can be, where the words say so")
    upper: Number | None = Field(default=None, description="the most it can be, where the words say so")


class Range(Record):
    """Two numbers (`10—12个`) or an open number (`数万人`: 10000 to 100000)."""

    shape: Literal["range"] = "range"
    lower: Number | None
    upper: Number | None

    @model_validator(mode="after")
    def _ordered(self) -> Range:
        if self.lower is None and self.upper is None:
            raise ValueError("a range needs at least one end")
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            raise ValueError(f"a range cannot run from {self.lower} down to {self.upper}")
        return self


Amount = Annotated[Exact | Bounded | Range, Field(discriminator="shape")]
"""The parsed number, one of three shapes."""


def value_of(amount: Exact | Bounded | Range | None) -> Decimal | None:
    """The number printed; None for a range and for no amount."""
    return None if amount is None or isinstance(amount, Range) else amount.value


def bounds_of(amount: Exact | Bounded | Range | None) -> tuple[Decimal | None, Decimal | None]:
    """The lower and upper bounds that the text gives, each None where it gives none."""
    return (None, None) if amount is None or isinstance(amount, Exact) else (amount.lower, amount.upper)


def bound_of(amount: Exact | Bounded | Range) -> Bound:
    """The one word for how the number is bounded."""
    return amount.bound if isinstance(amount, Bounded) else amount.shape


class Normal(Record):
    """The amount in a standard unit, beside what was printed and never in its place."""

    value: Number | None
    lower: Number | None = None
    upper: Number | None = None
    unit: str = Field(description="the standard unit as a UCUM code (m2, g, s) or an ISO 4217 code (CNY)")


class Quantity(Record):
    """One amount found in a text: raw (`span`, `unit`), parsed (`amount`) and normalised (`normal`)."""

    span: Span
    kind: Kind
    amount: Amount
    unit: str | None = Field(default=None, description="unit or classifier as printed, without 万/亿")
    unit_code: str | None = Field(default=None, description="UCUM or ISO 4217 code of the unit as printed")
    normal: Normal | None = None
    per: tuple[str, ...] = Field(
        default=(), description="denominators printed in the amount itself: 元/吨 gives 吨"
    )
    terms: tuple[Number, ...] = Field(
        default=(), description="the numbers of a ratio, in printed order: 1:1.5"
    )
    approximator: str | None = Field(
        default=None, description="the words that bound it, as printed: 近, 余, 以上"
    )
    repairs: tuple[str, ...] = Field(default=(), description="OCR damage that was read through")
    rules: tuple[str, ...] = Field(default=(), description="names of the shapes and table rows that made it")
