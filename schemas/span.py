"""A place in a text, and the characters that stand there."""

from __future__ import annotations

from typing import Any

from pydantic import Field, ValidationInfo, model_validator

from shilu.schemas.base import Record

__all__ = ["Span"]


class Span(Record):
    """A half-open range of Unicode code points of a page, with the characters in it.

    `text[start:end] == surface` holds for every span. It is checked when the span is made from a text
    (`Span.of`), when a span is read back with its text (`Span.model_validate(row, context={"text": text})`),
    and once more for every span of a page when its records are put together (`PageRecords`). A span whose length
    contradicts its surface cannot exist at all.

    >>> Span.of("建成86座书屋", 2, 5)
    Span(start=2, end=5, surface='86座')
    """

    start: int = Field(ge=0, description="offset of the first character, counted in code points from 0")
    end: int = Field(gt=0, description="offset after the last character")
    surface: str = Field(min_length=1, description="the characters, as printed")

    @model_validator(mode="after")
    def _agrees(self, info: ValidationInfo) -> Span:
        if self.end - self.start != len(self.surface):
            raise ValueError(
                f"span {self.start}-{self.end} is {self.end - self.start} characters long, "
                f"its surface {self.surface!r} {len(self.surface)}"
            )
        context: Any = info.context
        if isinstance(context, dict) and "text" in context:
            self.check(context["text"])
        return self

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text[start:end]`. Raises `ValueError` where the range is empty or outside the text."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"span {start}-{end} is empty or outside a text of {len(text)} characters")
        return cls.made_of(start=start, end=end, surface=text[start:end])

    def check(self, text: str) -> None:
        """Raise `ValueError` unless this span's surface is what stands at its place in `text`."""
        if text[self.start : self.end] != self.surface:
            raise ValueError(
                f"span {self.start}-{self.end}: the page has {text[self.start : self.end]!r}, not {self.surface!r}"
            )

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other span lies within this one."""
        return self.start <= other.start and other.end <= self.end
