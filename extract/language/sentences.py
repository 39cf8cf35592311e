"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["LONGEST", "sentence_bounds"]

LONGEST = 640
"""Characters of a sentence; what runs on beyond is cut. In 20,770 sentences of papers and reports with stops the
longest has 640, and 999 of 1,000 have at most 449. Whoever looks through a sentence for each of its words or amounts
relies on the bound: without it the time would grow with the square of a text that has no stops."""

_PAUSES = (";；", ",，:：", "、 \t\u3000|")
"""Where a sentence that is too long is cut: behind the last of the strongest pauses in its later half."""

# A sentence runs to a stop with the marks that close after it (说。” belongs together), or to the end of the line.
_SENTENCE = re.compile(r"[^\n。!?！？…]*(?:[。!?！？…]+[”’\"」』）)】》]*|\n|\Z)")


def sentence_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of the text, in order; together they cover it. None has more than `LONGEST`
    characters.

    >>> list(sentence_bounds("建成了。“好!”他说\\n"))
    [(0, 4), (4, 8), (8, 11)]
    """
    for match in _SENTENCE.finditer(text):
        start, end = match.span()
        while end - start > LONGEST:
            cut = _cut(text, start)
            yield start, cut
            start = cut
        if end > start:
            yield start, end


def _cut(text: str, start: int) -> int:
    """Where the first part of an overlong sentence ends: behind a pause, or at all costs."""
    middle, last = start + LONGEST // 2, start + LONGEST
    for marks in _PAUSES:
        if (cut := max(text.rfind(mark, middle, last) for mark in marks) + 1) > 0:
            return cut
    return last
