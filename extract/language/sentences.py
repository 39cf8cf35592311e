"""Where sentences end."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["sentence_bounds"]

# A sentence runs to a stop with the marks that close after it (说。” belongs together), or to the end of the line.
_SENTENCE = re.compile(r"[^\n。!?！？…]*(?:[。!?！？…]+[”’\"」』）)】》]*|\n|\Z)")


def sentence_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of the text, in order; together they cover it.

    >>> list(sentence_bounds("建成了。“好!”他说\\n"))
    [(0, 4), (4, 8), (8, 11)]
    """
    for match in _SENTENCE.finditer(text):
        if match.end() > match.start():
            yield match.span()
