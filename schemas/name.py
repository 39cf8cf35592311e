"""A named programme, platform, brand, place, person and the like."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shilu.schemas.base import Record
from shilu.schemas.page import Place
from shilu.schemas.span import Span

__all__ = ["Name", "NameType"]

NameType = Literal[
    "programme",
    "platform",
    "brand",
    "facility",
    "policy",
    "award",
    "event",
    "work",
    "organisation",
    "place",
    "person",
]


class Name(Record):
    """One mention of a name, longest form, without the quotation marks around it."""

    span: Span
    type: NameType
    canonical: str = Field(
        min_length=1, description="the fullest name that the article uses for the same thing"
    )
    code: str | None = Field(default=None, description="GB/T 2260 code of a place, where it is known")
    rules: tuple[str, ...] = ()
    boxes: tuple[Place, ...] = Field(
        default=(), description="where it stands on the picture of the page; empty where no places are known"
    )
