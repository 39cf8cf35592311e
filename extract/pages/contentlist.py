"""`content_list.json` of MinerU: what it read of a document, piece by piece in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from shilu.extract.pages.html import html_text
from shilu.extract.pages.markdown import plain_markdown, plain_math

__all__ = ["content_pages", "is_content_list"]

_KINDS = frozenset(
    {
        "text", "table", "image", "equation", "list", "code", "title", "header", "footer", "page_number", "chart",
        "page_footnote", "aside_text", "discarded", "seal", "algorithm",
    }
)  # fmt: skip
_NOTES = frozenset({"header", "footer", "page_number", "discarded", "seal"})
"""Pieces that belong to the sheet, not to what is told on it."""


def is_content_list(value: Any) -> bool:
    """Whether what was read from JSON is such a list."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(
            isinstance(one, Mapping) and one.get("type") in _KINDS and "page_idx" in one for one in value[:20]
        )
    )


def content_pages(value: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """The number of each page from 1, and its text; headings are marked as Markdown does, tables a row a line."""
    pieces = [one for one in value if isinstance(one, Mapping)]
    for page, group in groupby(pieces, key=_page):
        parts = [part for one in group for part in _piece(one)]
        yield page + 1, "".join(f"{part}\n\n" for part in parts)[:-1]


def _page(piece: Mapping[str, Any]) -> int:
    number = piece.get("page_idx")
    return number if isinstance(number, int) and number >= 0 else 0


def _piece(piece: Mapping[str, Any]) -> Iterator[str]:
    kind = piece.get("type")
    if kind in _NOTES:
        return
    for key in ("table_caption", "image_caption", "img_caption", "chart_caption", "code_caption"):
        yield from _texts(piece.get(key))
    if kind == "table":
        body = piece.get("table_body")
        yield from ([html_text(body).rstrip()] if isinstance(body, str) and body else [])
    elif kind == "equation":
        yield from ([plain_math(piece["text"].strip("$ \n"))] if isinstance(piece.get("text"), str) else [])
    else:
        yield from _said(piece)
    for key in ("table_footnote", "image_footnote", "img_footnote", "chart_footnote"):
        yield from _texts(piece.get(key))


def _said(piece: Mapping[str, Any]) -> Iterator[str]:
    level = piece.get("text_level")
    mark = "#" * min(level, 6) + " " if isinstance(level, int) and level > 0 else ""
    for text in (*_texts(piece.get("text")), *_texts(piece.get("list_items"))):
        yield mark + text


def _texts(value: Any) -> list[str]:
    texts = value if isinstance(value, list) else [value]
    plain = (plain_markdown(text).strip() for text in texts if isinstance(text, str))
    return [text for text in plain if text]
