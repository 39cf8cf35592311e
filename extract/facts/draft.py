"""A fact in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from shilu.schemas import Change, Period, Quantity, Slot, Span, Status

__all__ = ["Draft"]


@dataclass
class Draft:
    """The answers found so far about one amount, with the rules that gave them."""

    quantity: Quantity
    sentence: Span
    item: Slot | None = None
    subject: Slot | None = None
    action: Slot | None = None
    change: Change | None = None
    base: Slot | None = None
    reached: Change | None = None
    per: str | None = None
    programme: Slot | None = None
    place: Slot | None = None
    period: Period | None = None
    status: Status = "actual"
    cumulative: bool = False
    speaker: Slot | None = None
    office: Slot | None = None
    scope: str | None = None
    sides: tuple[str, ...] = ()
    trace: list[str] = field(default_factory=list)
