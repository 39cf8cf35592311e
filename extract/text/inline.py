"""Marks of web pages and Markdown within a line: <b>, <sup>2</sup>, &nbsp;, **…**, `…`."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["INLINE", "emphasis", "printed"]

INLINE = re.compile(
    r"<sup\b[^<>\n]{0,80}>(?P<raised>[^<>\n]{1,8})</sup>|&(?P<entity>[A-Za-z]{2,8}|#\d{2,6}|#[xX][0-9A-Fa-f]{2,5});|"
    r"</?(?:b|strong|i|em|u|s|del|ins|mark|small|big|span|font|a|p|div|center|sub|sup|li|ul|ol|code)\b[^<>\n]{0,200}>",
    re.IGNORECASE,
)
"""A tag, raised characters or an entity."""

_RAISED = {"2": "²", "3": "³"}
_NOTE = re.compile(r"[\[(【]?(?:\d{1,3}|[*†‡①-⑳])[\])】]?")
_STRONG = re.compile(r"(\*\*|(?<![A-Za-z0-9_])__)(?=[^\s*_])[^\n]{1,400}?(?<=[^\s*_])\1")
_CODE = re.compile(r"(?<!`)`(?=\S)[^`\n]{1,200}`(?!`)")


def printed(found: re.Match[str], before: str) -> str:
    """What a match of `INLINE` prints after the text `before`: nothing but for an entity and for raised characters.

    >>> read = lambda text, before: printed(INLINE.match(text), before)
    >>> read("<sup>2</sup>", "36m"), read("<sup>4</sup>", "1.2×10"), read("<sup>[3]</sup>", "万元"), read("&yen;", "")
    ('²', '^4', '', '¥')
    """
    if entity := found["entity"]:
        sign = unescape(f"&{entity};")
        return sign if len(sign) == 1 and (sign.isprintable() or sign == "\u00a0") else found[0]
    raised = found["raised"]
    if raised is None:
        return ""
    if before.endswith("10") and raised.lstrip("-−").isdigit():
        return f"^{raised}"
    if raised in _RAISED and before[-1:].isascii() and before[-1:].isalpha():
        return _RAISED[raised]
    return "" if _NOTE.fullmatch(raised) else raised


def emphasis(text: str) -> frozenset[int]:
    """The places of the marks that set a stretch of a line bold or in the letters of a typewriter.

    >>> sorted(emphasis("**总投资**：`86`亿元"))
    [0, 1, 5, 6, 8, 11]
    """
    marks: set[int] = set()
    for found in _STRONG.finditer(text) if "**" in text or "__" in text else ():
        marks.update((found.start(), found.start() + 1, found.end() - 2, found.end() - 1))
    for found in _CODE.finditer(text) if "`" in text else ():
        marks.update((found.start(), found.end() - 1))
    return frozenset(marks)
