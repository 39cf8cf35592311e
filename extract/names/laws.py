"""Laws that are named without 《 and 》, with what belongs to the name on either side: 中华人民共和国, 修正案, 草案."""

from __future__ import annotations

from shilu.extract.names.source import Source
from shilu.extract.names.tables import HeadMatch, generic, longest_at

__all__ = ["is_law", "whole_law"]

_ROWS = frozenset({"法律", "条例", "境外法律"})


def is_law(match: HeadMatch) -> bool:
    """Whether a name of the tables is a law."""
    return match.row.id in _ROWS


def whole_law(source: Source, start: int, end: int) -> tuple[int, int]:
    """The law that stands from `start` to `end` with the words before and behind it that belong to its name.

    >>> whole_law(Source("审议渔业法修订草案", "审议渔业法修订草案", ()), 2, 5)
    (2, 9)
    """
    before = (len(one) for one in generic("国号") if source.folded.endswith(one, 0, start))
    return start - max(before, default=0), end + longest_at("法尾", source.folded, end)
