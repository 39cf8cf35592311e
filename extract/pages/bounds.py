"""What is refused before it is read: files and nestings larger than any page, which are made to take time or memory."""

from __future__ import annotations

import re
from pathlib import Path

from shilu.extract.errors import ShiluError

__all__ = ["refuse_depth", "whole_file"]

_LARGEST = 64 * 1024 * 1024
"""Bytes of a file of HTML or OCR that is read as a whole; its tree takes some twenty times as much memory."""

_DEEPEST = 5_000
"""Levels of elements of a web page; reading one takes time with the square of its levels."""

_MOST_FORMATS = 64
"""Elements of format that are open at once. Each paragraph that begins within them opens them all again."""

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_FORMATS = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_CLOSED_BY_OTHERS = frozenset(
    {
        "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html", "img", "input",
        "li", "link", "meta", "optgroup", "option", "p", "param", "rb", "rp", "rt", "rtc", "source", "tbody", "td",
        "tfoot", "th", "thead", "tr", "track", "wbr",
    }
)  # fmt: skip
"""Elements that need no end, and are within one of their kind only where another element is between."""


def whole_file(path: Path, *, most: int = _LARGEST) -> bytes:
    """The bytes of a file. Raises `ShiluError` S219 where there are more than `most`, before they are read, and
    `OSError` where it cannot be read."""
    with path.open("rb") as file:
        found = file.read(most + 1)
    if len(found) > most:
        raise ShiluError("S219", path=path, what="bytes of such a file", most=most)
    return found


def refuse_depth(html: str, path: Path) -> None:
    """Raise `ShiluError` S219 for a web page with more elements within one another than a page has."""
    depth = formats = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _CLOSED_BY_OTHERS:
            continue
        step = -1 if match[1] else 1
        depth = max(depth + step, 0)
        if name in _FORMATS:
            formats = max(formats + step, 0)
        if depth > _DEEPEST:
            raise ShiluError("S219", path=path, what="levels of elements", most=_DEEPEST)
        if formats > _MOST_FORMATS:
            raise ShiluError(
                "S219", path=path, what="elements of format within one another", most=_MOST_FORMATS
            )
