"""Laws that are named without 《 and 》, with what belongs to the name on either side: 中华人民共和国, 修正案, 草案."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from shilu.extract.names.scan import Scanner
from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import generic, wholes

__all__ = ["find_laws"]

_ROWS = frozenset({"法律", "条例", "境外法律"})


def find_laws(source: Source) -> Iterator[Found]:
    """Laws of the tables where words begin and end.

    >>> from shilu.extract.language import Word
    >>> text = "审议渔业法修订草案"
    >>> words = tuple(Word(start, end, text[start:end], "n") for start, end in ((0, 2), (2, 5), (5, 7), (7, 9)))
    >>> [(one.start, one.end) for one in find_laws(Source(text, text, words))]
    [(2, 9)]
    """
    for start, end in _laws()(source.folded, pairs=source.pairs):
        row = wholes()[source.folded[start:end]]
        first, last = _before(source, start), _behind(source, end)
        if source.starting(first) is not None and source.ending(last) is not None:
            yield Found(first, last, "policy", ("laws", row.rule))


@cache
def _laws() -> Scanner:
    return Scanner(text for text, match in wholes().items() if match.row.id in _ROWS)


def _before(source: Source, start: int) -> int:
    sizes = (len(one) for one in generic("国号") if source.folded.endswith(one, 0, start))
    return start - max(sizes, default=0)


def _behind(source: Source, end: int) -> int:
    sizes = (len(one) for one in generic("法尾") if source.folded.startswith(one, end))
    return end + max(sizes, default=0)
