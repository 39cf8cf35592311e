"""What facts need to know of their article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas import Name, Role

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

    def role_at(self, offset: int) -> Role:
        """Role of the block that holds the offset; `body` where blocks are not known."""
        return next((role for start, end, role in self.breaks if start <= offset < end), "body")

    def heading_names(self, names: Sequence[Name]) -> list[Name]:
        """The names that stand in titles and kickers."""
        return [name for name in names if self.role_at(name.span.start) in {"title", "kicker"}]
