"""A page as read, and the articles on it."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, JsonValue, field_validator

from shilu.schemas.base import Record
from shilu.schemas.span import Span

__all__ = [
    "Article", "ArticleKind", "Block", "Box", "Dateline", "Masthead", "Page", "PageLine", "Place", "Published",
    "Role",
    "Script",
]  # fmt: skip

Role = Literal["title", "kicker", "subhead", "byline", "body", "caption", "continuation", "duplicate", "note"]
ArticleKind = Literal["news", "photo", "other"]
Script = Literal["simplified", "traditional"]

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Published(Record):
    """When the page was published, and how we know."""

    value: str = Field(description="EDTF date: a day, a month or a year")
    source: Literal["option", "metadata", "page"] = Field(
        description="given by the user, by the page's metadata, or inferred from what the page states"
    )
    span: Span | None = Field(default=None, description="where the page states it, or states another one")
    printed: str | None = Field(
        default=None,
        description="EDTF date that the page prints of itself, where it contradicts the one given",
    )


class Box(Record):
    """A rectangle on the image of a page, in the units of the file that gave it (pixels, as a rule)."""

    x: int = Field(description="left edge, from the left of the image")
    y: int = Field(description="upper edge, from the top of the image")
    width: int = Field(ge=0)
    height: int = Field(ge=0)


class Place(Box):
    """A rectangle on the picture of a page that holds the characters of a record, or those of them that stand on one
    line."""

    image: str | None = Field(default=None, description="name of the picture, as in the lines of the page")


class PageLine(Record):
    """One line of a page that was read from ALTO, PAGE-XML or hOCR, and its place on the image."""

    start: int = Field(ge=0, description="offset of its first character in the text of the page")
    end: int = Field(gt=0, description="offset after its last character")
    box: Box | None = Field(default=None, description="null where the file gives the line no place")
    confidence: float | None = Field(default=None, ge=0, le=1, description="how sure the OCR was, 0 to 1")
    image: str | None = Field(default=None, description="name of the image, as the file gives it")
    level: int | None = Field(
        default=None,
        ge=1,
        description="rank of a heading by the size of its type, 1 the highest; null for other lines",
    )
    runs_on: bool | None = Field(
        default=None,
        description="whether, by its place, it goes on with the paragraph of the line before; null where unknown",
    )
    unsure: bool = Field(
        default=False, description="whether the places of the lines leave open what it stands after"
    )
    note: bool = Field(
        default=False,
        description="whether it belongs to the sheet, not to what is told: running head, page number, footer",
    )


class Masthead(Record):
    """What the page prints about itself: name of the paper, day of issue, number of the page.

    At least one of them is there. Each span covers what is printed; `day` is that date in EDTF.
    """

    paper: Span | None = None
    date: Span | None = None
    day: str | None = Field(default=None, description="that date in EDTF; null without a year")
    number: Span | None = Field(default=None, description="the number of the page: 03, A1, 第3版")


class Page(Record):
    """One page or document: its text exactly as read, never rewritten."""

    id: str = Field(min_length=1, description="file name without its ending, or the document's `id`")
    text: str = Field(description="as read, to the character; no halves of surrogate pairs")
    published: Published | None = None
    title: str | None = None
    source: str | None = Field(default=None, description="the file that it was read from")
    meta: dict[str, JsonValue] = Field(default_factory=dict, description="further metadata, kept as given")
    masthead: Masthead | None = Field(default=None, description="what is printed at the head of the page")
    lines: tuple[PageLine, ...] = Field(default=(), description="lines with their places on the image")

    @field_validator("text")
    @classmethod
    def _whole(cls, text: str) -> str:
        if half := _SURROGATE.search(text):
            raise ValueError(
                f"half of a surrogate pair (U+{ord(half[0]):04X}) at offset {half.start()}, which is no character; "
                "decode the text anew"
            )
        return text


class Block(Record):
    """A run of lines of the page that plays one part in an article."""

    start: int = Field(ge=0)
    end: int = Field(gt=0)
    role: Role
    duplicate_of: int | None = Field(default=None, description="start of the block that this one repeats")


class Dateline(Record):
    """Where and when a report was sent, as its head prints it: 新华社北京12月1日电 gives 北京12月1日."""

    place: str | None = Field(default=None, description="the place, as printed")
    date: str | None = Field(default=None, description="EDTF; null where the year is unknown")
    span: Span


class Article(Record):
    """One article: its blocks in reading order, which need not be their order on the page."""

    page: str
    article: int = Field(ge=1, description="number on the page, from 1")
    kind: ArticleKind
    title: str | None
    byline: tuple[str, ...] = Field(default=(), description="people of the byline")
    blocks: tuple[Block, ...] = Field(min_length=1)
    section: str | None = Field(default=None, description="label over it, as printed: 综合新闻")
    dateline: Dateline | None = None
    script: Script | None = Field(default=None, description="null where it has no Chinese characters")
    unsure: bool = Field(
        default=False,
        description="whether part of it stands where the places of the lines leave their order open",
    )
