"""Text that was printed in narrow columns and read line for line: which lines run on from the one above.

Figures and Latin letters take half the room of a Chinese character, so that the lines of one column differ in
characters and hardly in width. The width most of them have is the measure of the column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from statistics import median

from shilu.extract.articles.bylines import parse_byline
from shilu.extract.articles.tables import openers

__all__ = ["FEWEST_LINES", "begins_report", "continued_lines", "print_width"]

_NARROWEST, _WIDEST = 8, 45
FEWEST_LINES = 3
"""Lines from which on a column is one."""
_SLACK, _SHORT = 2.6, 1.2
_OVERHANG = 1.5
_HALF_WIDTH = re.compile(r"[\x00-\u1fff]")
_CLOSERS = "”’\"')]}》」』】〉 "
_ENDS = "。!?…"
_STOPS = _ENDS + ",、;:"
_FEWEST_CUT = 0.5
_RECENT = 12
"""Lines that tell the measure of the column at one place, so that a long page takes no longer a line than a short."""


def print_width(text: str) -> float:
    """How wide a line is in print, in Chinese characters; the text as it was read, not folded.

    >>> print_width("增长5.8%，"), print_width("１９９４年")
    (5.0, 5.0)
    """
    return len(text) - 0.5 * len(_HALF_WIDTH.findall(text))


def begins_report(text: str) -> bool:
    """Whether the folded line begins with a word that opens reports: 本报讯, 新华社.

    >>> begins_report("本报讯 大桥昨日通车"), begins_report("本报的读者")
    (True, False)
    """
    return text.lstrip("【[(〔 ").startswith(_heads())


@cache
def _heads() -> tuple[str, ...]:
    return tuple(
        one
        for row in openers()
        for one in row.surfaces
        if row.part == "head" or (row.part == "agency" and len(one) > 2)
    )


def continued_lines(lines: Sequence[str], widths: Sequence[float]) -> set[int]:
    """The folded lines, by number, that run on from the line above because the column ended there.

    >>> lines = ["果园里今年一派忙碌,", "果农给果子套上纸袋又", "雇来十二名帮工,每人", "一天能挣八十元。"]
    >>> sorted(continued_lines(lines, [10, 10, 10, 8]))
    [1, 2, 3]
    """
    found: set[int] = set()
    start = 0
    while start < len(lines):
        end = _stretch(lines, widths, start)
        first = start if begins_report(lines[start]) else _past_heading(widths, start, end)
        if _is_column(lines[first:end], widths[first:end], lines[end : end + 1]):
            found.update(range(first + 1, end))
            if _is_tail(lines, widths, end, median(widths[first:end])):
                found.add(end)
            start = end
        else:
            start = end if end - start > _RECENT else start + 1
    return found


def _stretch(lines: Sequence[str], widths: Sequence[float], start: int) -> int:
    """Where the lines of like width that begin at `start` end."""
    end = start + 1
    while end < len(lines):
        measure = median(widths[max(start, end - _RECENT) : end])
        if abs(widths[end] - measure) > _SLACK or _breaks(lines, widths, end, measure):
            break
        end += 1
    return end


def _breaks(lines: Sequence[str], widths: Sequence[float], number: int, measure: float) -> bool:
    """Whether a line clearly begins something new: a report, a byline or what stands below one; after the end of
    a sentence also what follows a short line, and a short line that is no sentence."""
    before, line = lines[number - 1], lines[number]
    if begins_report(line) or _is_byline(line) or _is_byline(before):
        return True
    if not _ends(before):
        return False
    return widths[number - 1] < measure - _SHORT or (widths[number] < measure - _SHORT and not _ends(line))


def _past_heading(widths: Sequence[float], start: int, end: int) -> int:
    """The first line of running text: a line above it that is short of the measure is its heading."""
    short = end - start > FEWEST_LINES and widths[start] < median(widths[start + 1 : end]) - _SHORT
    return start + 1 if short else start


def _is_column(lines: Sequence[str], widths: Sequence[float], after: Sequence[str]) -> bool:
    """Whether lines of like width are running text: half of them stop within a phrase, and a sentence ends in
    them or right after. Headings of one length and the lines of a poem do not."""
    if len(lines) < FEWEST_LINES or not _NARROWEST <= median(widths) <= _WIDEST:
        return False
    cut = sum(1 for line in lines if line.rstrip(_CLOSERS)[-1:] not in _STOPS)
    within = any(end in line for line in lines for end in "。;") or any(map(_ends, after))
    return cut >= _FEWEST_CUT * len(lines) and within


def _is_tail(lines: Sequence[str], widths: Sequence[float], number: int, measure: float) -> bool:
    """Whether the line after full ones is the last of their paragraph: the sentence ends with it."""
    if number >= len(lines) or _ends(lines[number - 1]) or begins_report(lines[number]):
        return False
    return _ends(lines[number]) and widths[number] <= _OVERHANG * measure


def _ends(line: str) -> bool:
    return line.rstrip(_CLOSERS)[-1:] in tuple(_ENDS)


@lru_cache(maxsize=1024)
def _is_byline(line: str) -> bool:
    byline = parse_byline(line)
    return byline is not None and byline.marked
