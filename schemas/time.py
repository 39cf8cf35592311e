"""A date, period, duration or recurring time."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.base import Record
from schemas.span import Span

__all__ = ["Resolution", "Time", "TimeType"]

TimeType = Literal["date", "period", "duration", "recurring"]

Resolution = Literal["stated", "anchored", "context", "unresolved", "vague"]
"""How the value came about: `stated` in the words themselves; `anchored` to the publication date; from the
`context` (an earlier date of the article); `unresolved` for want of an anchor; `vague`, with no value to be had."""


class Time(Record):
    """One expression of time. `value` is EDTF level 1 for dates and periods, an ISO 8601 duration (`P3Y`) for
    durations and a repeating interval (`P1M`, `T08:30`) for recurring times."""

    span: Span
    type: TimeType
    value: str | None = Field(default=None, description="EDTF or ISO 8601; null where the text does not tell")
    resolution: Resolution
    anchor: str | None = Field(default=None, description="the EDTF date that the value was reckoned from")
    reason: str | None = Field(default=None, description="why there is no value")
    inside_name: bool = Field(default=False, description="it is part of a name of a policy or event")
    rules: tuple[str, ...] = ()
