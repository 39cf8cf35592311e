"""Two statements of a page held against each other."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shilu.schemas.base import Number, Record
from shilu.schemas.span import Span

__all__ = ["Check", "Relation", "Verdict"]

Relation = Literal["sum", "share", "growth"]
"""What is reckoned: a total from its parts (`sum`), a percentage from part and whole (`share`), a change from the
levels before and after it (`growth`)."""

Verdict = Literal["agrees", "differs"]


class Check(Record):
    """One stated amount against what other amounts of the page make of it.

    It `agrees` where the difference can come from the rounding of the digits as printed, or lies within the bounds
    that the words give (近, 余). A page that differs is not always wrong: a part may be left out of a list.
    """

    id: str = Field(description="stable: the relation and the id of the fact checked")
    page: str
    article: int | None = None
    relation: Relation
    fact: str = Field(description="id of the fact that is checked")
    span: Span = Field(description="the amount checked")
    others: tuple[str, ...] = Field(min_length=1, description="ids of the facts that it is reckoned from")
    evidence: tuple[Span, ...] = Field(min_length=1, description="their amounts, in the same order")
    found: Number = Field(description="what the page states")
    expected: Number = Field(description="what the other amounts give")
    difference: Number = Field(description="found less expected")
    tolerance: Number = Field(
        description="how large a difference the printed digits and words leave room for"
    )
    unit: str | None = Field(default=None, description="unit of these four numbers")
    verdict: Verdict
    rule: str = Field(description="the construction that ties the amounts together")
