"""The account of a page's numbers: none is passed over in silence."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shilu.schemas.base import Record
from shilu.schemas.page import Place
from shilu.schemas.quantity import Amount, Kind
from shilu.schemas.span import Span

__all__ = ["NumberAccount", "NumberRole"]

NumberRole = Literal["fact", "time", "ordinal", "name", "idiom", "unread"]
"""What a number does on the page: states a `fact`; belongs to a `time`, an `ordinal`, a `name` or code, or an
`idiom` or ordinary word; or was seen and not understood (`unread`)."""


class NumberAccount(Record):
    """One number of the page, Arabic or Chinese, with its part in the text and the reason for it."""

    span: Span
    role: NumberRole
    reason: str = Field(min_length=1, description="the rule or table row that settled the role")
    kind: Kind | Literal["ordinal"] | None = None
    amount: Amount | None = Field(default=None, description="the number itself, where it can be read")
    unit: str | None = None
    unit_code: str | None = None
    fact: str | None = Field(default=None, description="id of the fact that it states")
    boxes: tuple[Place, ...] = Field(
        default=(), description="where it stands on the picture of the page; empty where no places are known"
    )
