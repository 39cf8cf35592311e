"""Plain text in which the lines of columns alternate, as RapidOCR and others print a page: row by row over all columns,
with nothing between them."""

from __future__ import annotations

import re

__all__ = ["without_alternation"]

_COLUMNS = (2, 3, 4)
_FEWEST, _SHORTEST, _REACH = 2, 7, 9
"""Two places that show it, in lines of seven characters; so many lines below the last one may alternate still."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_POINT_LEFT = re.compile(r"\d[.．]$")
_FIGURE_BEFORE = re.compile(r"[.．]\d|[%％‰℃]")
_STOP = re.compile(r"[，。、；：！？]")
_CLOSED = re.compile(r"[，。、；：！？]$")
_DIGIT_LEFT = re.compile(r"[\d０-９]$")
_DIGIT_NEXT = re.compile(r"[\d０-９]")


def without_alternation(text: str) -> str:
    """The text with columns one below the other whose lines alternate; the text itself where they do not.

    Lines alternate where a number is cut at the end of two lines and more and what follows each cannot be its rest,
    while the second line (or third, or fourth) after it always can: `每吨4.`, `.5公里`, `5元`.

    >>> print(without_alternation("\\n".join(["水费从前每一吨要4.", "今年新修的水渠有136",
    ...     "5元而今降到了3.2元", ".5公里另有泵站12座"])))
    水费从前每一吨要4.
    5元而今降到了3.2元
    <BLANKLINE>
    今年新修的水渠有136
    .5公里另有泵站12座
    <BLANKLINE>
    """
    lines = text.split("\n")
    found: list[str] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].strip():
            end += 1
        found += _parted(lines[at:end])
        found += lines[end : end + 1]
        at = end + 1
    return text if found == lines else "\n".join(found)


def _parted(lines: list[str]) -> list[str]:
    """The lines of a block, column after column where they alternate."""
    breaks = [place for place in range(len(lines) - 1) if _is_no_rest(lines[place], lines[place + 1])]
    if len(breaks) < _FEWEST:
        return lines
    for count in _COLUMNS:
        first = max(0, breaks[0] - count + 1)  # the line that the one after the break goes on with
        last = breaks[-1] + _REACH
        own = lines[first:last]
        pairs = zip(own, own[count:], strict=False)
        if len(own) > count and not any(_is_no_rest(before, after) for before, after in pairs):
            columns = (own[number::count] for number in range(count))
            return [*lines[:first], *(line for column in columns for line in (*column, "")), *lines[last:]]
    return lines


def _is_no_rest(before: str, after: str) -> bool:
    """Whether a line cannot go on with the next: a number that is cut has no rest there, or a rest no beginning."""
    before, after = before.strip(), after.strip()
    if any(len(line) < _SHORTEST or not _HAN.search(line) for line in (before, after)):
        return False
    if _POINT_LEFT.search(before):
        return not _DIGIT_NEXT.match(after)
    if _FIGURE_BEFORE.match(after):
        return not _DIGIT_LEFT.search(before)
    return bool(_STOP.match(after) and _CLOSED.search(before))
