"""Row types that the tables of words share, so that data is validated like records."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from shilu.schemas.base import Record

__all__ = ["Row"]


class Row(Record):
    """One row of a table: the surfaces it claims and the examples that prove it.

    `id` is the first surface where it is not given. Every example must be read with the help of this row, and
    no phrase in `counter` may be; the tests see to it.
    """

    id: str = Field(default="", description="name of the row in traces")
    surfaces: tuple[str, ...] = Field(min_length=1, description="the words that it claims, simplified script")
    examples: tuple[str, ...] = Field(min_length=1, description="phrases that are read with this row")
    counter: tuple[str, ...] = Field(default=(), description="phrases that look like it and are not")
    ambiguous: bool = Field(default=False, description="another row may claim the same surface")
    source: str | None = Field(default=None, description="standard, grammar or paper that it rests on")

    @model_validator(mode="before")
    @classmethod
    def _named(cls, data: Any) -> Any:
        if isinstance(data, dict) and not data.get("id") and data.get("surfaces"):
            return {**data, "id": data["surfaces"][0]}
        return data
