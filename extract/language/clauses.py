"""Clauses: the runs between commas, stops and colons within which a statement is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["clause_bounds", "mark_clauses"]

# A comma before a group of three digits or a colon between digits parts no clause (1,200; 8:30; 1:1), and the pause
# mark 、 joins the items of a list.
_BREAK = re.compile(
    r"(?:，|(?<!\d),|,(?!\d{3}(?!\d))|(?<!\d)[:：∶]|[:：∶](?!\d)|[;；。!?！？…\n]|——)[”’\"」』）)】》]*"
)


def clause_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each clause, its closing mark included; together they cover the text.

    >>> text = "占地1,200亩，比例1:1，八点开门。"
    >>> [text[a:b] for a, b in clause_bounds(text)]
    ['占地1,200亩，', '比例1:1，', '八点开门。']
    """
    start = 0
    for match in _BREAK.finditer(text):
        if match.end() > start:
            yield start, match.end()
            start = match.end()
    if start < len(text):
        yield start, len(text)


def mark_clauses(doc: Doc) -> Doc:
    """Write the clauses into `doc.spans["clauses"]`."""
    spans = (
        doc.char_span(start, end, label="clause", alignment_mode="expand")
        for start, end in clause_bounds(doc.text)
    )
    doc.spans["clauses"] = [span for span in spans if span is not None]
    return doc
