"""What facts need to know of their article."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from shilu.schemas import Name, Role, Script

__all__ = ["ArticleContext", "Break"]

Break = tuple[int, int, Role]
"""Start, end and role of a block, in offsets of the article's text."""


@dataclass(frozen=True)
class ArticleContext:
    """The article that a text belongs to."""

    page: str = "page"
    article: int | None = None
    published: str | None = None
    breaks: Sequence[Break] = field(default=())
    title: str | None = None
    """The title of the page or document, where its metadata or its file gives one."""
    region: str | None = None
    """The region that the page speaks of, where its metadata names one."""
    script: Script | None = None
    calibrated: bool = False
    """Whether the words come from the tagger with which the weights were calibrated."""

    def role_at(self, offset: int) -> Role:
        """Role of the block that holds the offset; `body` where blocks are not known."""
        index = bisect_right(self._starts, offset) - 1
        return self.breaks[index][2] if index >= 0 and offset < self.breaks[index][1] else "body"

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _, _ in self.breaks]

    def heading_names(self, names: Iterable[Name]) -> list[Name]:
        """The names that stand in titles and kickers."""
        return [name for name in names if self.role_at(name.span.start) in {"title", "kicker"}]
