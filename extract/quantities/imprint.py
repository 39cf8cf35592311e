"""The imprint of a paper, and the line of a web page that tells when it came out and how often it was opened: price,
pages, registration numbers, counters are no news."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from shilu.extract.quantities.cues import cue, cues
from shilu.extract.quantities.findings import Found, Other, Source

__all__ = ["as_imprint", "imprint_lines"]

_LONGEST_LINE = 120
_SHEET = "版"
_LINE = re.compile(r"[^\n]+")


@cache
def _marks() -> re.Pattern[str]:
    """What stands in an imprint only: a registration number, 今日8版, 零售价 with nothing else on its line, a counter
    behind who published it."""
    n = r"[\d一二三四五六七八九十]{1,5}"
    return re.compile(
        rf"(?:{cue('imprint')})|(?:{cue('imprint issues')}){n} ?{_SHEET}(?![本面图权块税])|"
        rf"^[ (]*(?:{cue('imprint prices')})[:: ]*(?:人民币)? ?[\d.一二三四五六七八九]{{1,5}}[元角分][)。 ]*$|"
        rf"(?:{cue('imprint labels')}) ?:[^。\n]{{0,80}}"
        rf"(?:{cue('imprint counters')})(?:次数|人数|量|数)? ?: ?\d"
    )


@cache
def _hints() -> tuple[str, ...]:
    """Words of which every line of an imprint has one, none of them within another."""
    names = ("imprint", "imprint prices", "imprint counters")
    words = {_SHEET, *(surface for row in cues() if row.id in names for surface in row.surfaces)}
    return tuple(word for word in sorted(words) if not any(one in word for one in words - {word}))


def imprint_lines(folded: str) -> tuple[tuple[int, int], ...]:
    """The lines of a folded text that are an imprint, as spans in order; a line of prose is none.

    >>> imprint_lines("今日8版 零售价1.50元\\n全镇建成书屋102座。")
    ((0, 13),)
    """
    if not any(hint in folded for hint in _hints()):  # almost every text
        return ()
    return tuple(
        line.span()
        for line in _LINE.finditer(folded)
        if line.end() - line.start() <= _LONGEST_LINE
        and "。" not in line[0][:-1]
        and _marks().search(line[0])
    )


def as_imprint(source: Source, row: Found | Other) -> Found | Other:
    """What a number of an imprint line is: furniture of the page, unless it is a date or has its place already."""
    if isinstance(row, Other) and row.role != "unread":
        return row
    line = bisect_right(source.imprint, (row.start, len(source.folded) + 1)) - 1
    if line < 0 or row.start >= source.imprint[line][1]:
        return row
    return Other(row.start, row.end, "name", "imprint.furniture of the page", amount=row.amount)
