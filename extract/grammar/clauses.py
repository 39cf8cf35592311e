"""Clauses: the runs between commas, stops and colons within which a statement is made."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["clause_bounds", "mark_clauses"]

# A comma before a group of three digits or a colon between digits parts no clause (1,200; 8:30; 1:1), and the pause
# mark 、 joins the items of a list. A wide gap parts what stands beside each other (江湾花园  均价9800元), and a number
# of a list what it numbers (第一款 田赋).
_BREAK = re.compile(
    r"(?:，|(?<!\d),|,(?!\d{3}(?!\d))|(?<!\d)[:：∶]|[:：∶](?!\d)|[;；。!?！？…\n]|——)[”’\"」』）)】》]*"
    r"|(?<=\S)(?: {2,}|[ ]*[\t\u3000]\s*)"
    r"|第[〇零一二三四五六七八九十百\d]{1,4}[款項项目章節节條条類类組组号號] +"
)

_PART = r"[^\s。;；，,！？!?：:]{4,}"
_HEADLINE = re.compile(rf"{_PART}(?: {_PART}){{1,3}}\s*")
_HEADLINE_BREAK = re.compile(rf"{_BREAK.pattern}|(?<=[\u4e00-\u9fff”》」)）]) (?=[\u4e00-\u9fff“《「(（])")
"""A line of two or three parts without a stop is a headline; blanks part them (河水暴涨 三县受灾)."""


def clause_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each clause, its closing mark included; together they cover the text.

    >>> text = "占地1,200亩，比例1:1，八点开门。"
    >>> [text[a:b] for a, b in clause_bounds(text)]
    ['占地1,200亩，', '比例1:1，', '八点开门。']
    >>> text = "江湾花园  均价9800元"
    >>> [text[a:b] for a, b in clause_bounds(text)]
    ['江湾花园  ', '均价9800元']
    >>> text = "河水连日暴涨 三县12万人受灾"
    >>> [text[a:b] for a, b in clause_bounds(text)]
    ['河水连日暴涨 ', '三县12万人受灾']
    """
    start = 0
    breaks = _HEADLINE_BREAK if _HEADLINE.fullmatch(text) else _BREAK
    for match in breaks.finditer(text):
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
