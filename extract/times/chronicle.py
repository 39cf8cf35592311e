"""Gazetteers and chronicles: entries that begin with their date, under a year that a line of its own names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shilu.extract.times.expression import Expression
from shilu.schemas import Time

__all__ = ["begins_line", "is_chronicle", "year_before_heading", "year_under_way"]

_BEFORE_ENTRY = re.compile(r"(?:\A|\n)[ \t○●△▲◆■*·]{0,4}\Z")
_FAR = 6
_FEWEST = 3
"""Entries from which on a text is a chronicle."""

_ENTRY_RULES = ("date", "range", "clock", "around")


def begins_line(text: str, at: int) -> bool:
    """Whether nothing stands before it on its line but the mark of an entry."""
    return bool(_BEFORE_ENTRY.search(text, max(0, at - _FAR), at))


def is_chronicle(text: str, found: Sequence[Expression], *, dated: bool, goes_on: bool = False) -> bool:
    """Whether lines of the text begin with months or days under years that other lines begin with.

    `dated`: a publication date is known; without one no line need name a year. `goes_on`: the page has come to a
    year before this text, so one entry will do.
    """
    entries = _entries(text, found)
    years = sum(one.stated for one in entries)
    return len(entries) - years >= (1 if goes_on else _FEWEST) and (years > 0 or not dated)


def _entries(text: str, found: Sequence[Expression]) -> list[Expression]:
    return [one for one in found if one.rules[0] in _ENTRY_RULES and begins_line(text, one.start)]


def year_before_heading(text: str, found: Sequence[Expression]) -> int | None:
    """The year that the entries above the first heading are in: the one before it. None where none stand there."""
    for at, one in enumerate(_entries(text, found)):
        heading = _HEADING.match(text, one.start)
        if heading:
            return int(heading["y"]) - 1 if at else None
        if one.stated:
            return None
    return None


_HEADING = re.compile(r"(?P<y>1[0-9]{3}|20[0-9]{2})[ ]?年[ \t]*(?=\n|\Z)")


def year_under_way(text: str, times: Sequence[Time], *, before: str | None = None) -> str | None:
    """The year that the last dated line of the text is in, for what follows on the page; else the one `before`."""
    for time in reversed(times):
        told = re.match(r"\d{4}", time.value or "")
        if told and time.type in ("date", "period") and begins_line(text, time.span.start):
            return told[0]
    return before
