"""How values are written in notes: numbers, alternatives, words of the page with their context."""

from __future__ import annotations

import re

__all__ = ["alternatives", "each", "flat", "number", "placed"]

_NONE = ("null", "None", "-")

Value = str | None | list[str | None]


def number(written: str | None) -> int | float | None:
    """A number as marks have it, whole where it is whole; None for `-` and nothing. Raises `ValueError` for words.

    >>> number("3.50"), number("200000000"), number("-")
    (3.5, 200000000, None)
    """
    if written in ("", "-", None):
        return None
    value = float(written)
    return int(value) if value == int(value) else value


def alternatives(written: str, separator: str) -> Value:
    """What is between separators: one value alone, several as a list; `null` is one that none is right too.

    >>> alternatives("巩留/null", "/"), alternatives("巩留", "/"), alternatives("null", "/")
    (['巩留', None], '巩留', None)
    """
    found = [
        None if one.strip() in _NONE else one.strip() for one in re.split(separator, written) if one.strip()
    ]
    return found[0] if len(found) == 1 else found or None


def each(value: Value) -> list[str | None]:
    """The alternatives of a value, as a list."""
    return value if isinstance(value, list) else [value]


def flat(words: str) -> str:
    """Words without blanks and quotation marks, which readers leave out."""
    return re.sub(r"[\s“”‘’\"'《》]", "", words)


def placed(text: str, written: str, faults: list[str]) -> tuple[int, int] | None:
    """Where `surface@context` stands in the text; None, and a fault, where it does not.

    >>> placed("东方欲晓，海南东方市", "东方@海南东方市", [])
    (7, 9)
    """
    surface, _, context = written.partition("@")
    context = context or surface
    at = text.find(context)
    if at < 0 or surface not in context:
        faults.append(f"not on the page: {written}")
        return None
    if text.count(context) > 1 and context != surface:
        faults.append(f"context not unique: {written}")
    start = at + context.index(surface)
    return start, start + len(surface)
