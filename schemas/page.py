"""A page as read, and the articles on it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, JsonValue

from schemas.base import Record
from schemas.span import Span

__all__ = ["Article", "ArticleKind", "Block", "Page", "Published", "Role"]

Role = Literal["title", "kicker", "subhead", "byline", "body", "caption", "continuation", "duplicate", "note"]
ArticleKind = Literal["news", "photo", "other"]


class Published(Record):
    """When the page was published, and how we know."""

    value: str = Field(description="EDTF date: a day, a month or a year")
    source: Literal["option", "metadata", "page"] = Field(
        description="given by the user, by the page's metadata, or inferred from what the page states"
    )
    span: Span | None = Field(default=None, description="where the page states it")


class Page(Record):
    """One page or document: its text exactly as read, never rewritten."""

    id: str = Field(min_length=1, description="file name without its ending, or the document's `id`")
    text: str
    published: Published | None = None
    title: str | None = None
    source: str | None = Field(default=None, description="the file that it was read from")
    meta: dict[str, JsonValue] = Field(default_factory=dict, description="further metadata, kept as given")


class Block(Record):
    """A run of lines of the page that plays one part in an article."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    role: Role
    duplicate_of: int | None = Field(default=None, description="start of the block that this one repeats")


class Article(Record):
    """One article: its blocks in reading order, which need not be their order on the page."""

    page: str
    article: int = Field(ge=1, description="number on the page, from 1")
    kind: ArticleKind
    title: str | None
    byline: tuple[str, ...] = Field(default=(), description="people of the byline")
    blocks: tuple[Block, ...] = Field(min_length=1)
