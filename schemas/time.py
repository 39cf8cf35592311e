"""A date, period, duration or recurring time."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shilu.schemas.base import Record
from shilu.schemas.page import Place
from shilu.schemas.span import Span

__all__ = ["Resolution", "Time", "TimeType"]

TimeType = Literal["date", "period", "duration", "recurring"]

Resolution = Literal["stated", "anchored", "context", "unresolved", "vague"]
"""How the value came about: `stated` in the words themselves; `anchored` to the publication date; from the
`context` (an earlier date of the article); `unresolved` for want of an anchor; `vague`, with no value to be had."""


class Time(Record):
    """One expression of time. `value` is EDTF level 1 for dates and periods, with the quarters (33-36) and halves
    (40-41) of level 2 beside the seasons (21-24); an ISO 8601 duration (`P3Y`) for durations; of recurring times
    the length of their period or the time of day (`P1M`, `T08:30`)."""

    span: Span
    type: TimeType
    value: str | None = Field(
        default=None,
        description="EDTF (2022-33 is a quarter, 2022-40 a half) or ISO 8601; null where the text does not tell",
    )
    resolution: Resolution
    anchor: str | None = Field(default=None, description="the EDTF date that the value was reckoned from")
    reason: str | None = Field(default=None, description="why there is no value")
    inside_name: bool = Field(default=False, description="it is part of a name of a policy or event")
    rules: tuple[str, ...] = ()
    boxes: tuple[Place, ...] = Field(
        default=(), description="where it stands on the picture of the page; empty where no places are known"
    )
