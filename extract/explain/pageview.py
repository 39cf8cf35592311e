"""A piece of the page with marks under it, aligned for terminals, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from rich.cells import cell_len

from shilu.schemas import Span

__all__ = ["PageView", "shown"]

_AROUND = 24  # characters shown before the first and after the last mark of a line
_WIDEST = 110  # characters of one line
_RULE = "│"


def shown(text: str) -> str:
    """Text that a terminal can print without harm: a line break as ⏎, other control characters as ·."""
    return "".join(
        "⏎" if one == "\n" else "·" if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} else one
        for one in text
    )


class PageView:
    """The lines of a page, numbered from 1."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(place + 1 for place, one in enumerate(self._text) if one == "\n")]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both from 1, the column counted in characters."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def at(self, span: Span) -> str:
        """Where a span begins: `12:5`."""
        line, column = self.place(span.start)
        return f"{line}:{column}"

    def marked(self, marks: Sequence[tuple[str, Span]], *, main: Span) -> Iterator[str]:
        """The lines that the main span touches, each with a line of marks under it; the marks of the main span go
        before others, and before those the earlier ones of `marks`."""
        first, last = self.place(main.start)[0], self.place(main.end - 1)[0]
        for line in range(first, last + 1):
            start = self._starts[line - 1]
            end = self._starts[line] - 1 if line < len(self._starts) else len(self._text)
            if start < end:
                yield from self._line(line, start, end, marks, main)

    def _line(
        self, line: int, start: int, end: int, marks: Sequence[tuple[str, Span]], main: Span
    ) -> Iterator[str]:
        inside = [span for _, span in marks if start <= span.start and span.end <= end]
        near = [one for one in [*inside, main] if abs(one.start - main.start) < _WIDEST - _AROUND]
        low = max(start, min(max(one.start, start) for one in near) - _AROUND)
        low = max(low, main.start - _WIDEST + _AROUND)
        high = min(end, max(min(one.end, end) for one in near) + _AROUND, low + _WIDEST)
        head = f"{line:>5} {_RULE} " + ("…" if low > start else "")
        yield head + shown(self._text[low:high]) + ("…" if high < end else "")
        under = "".join(
            self._mark(offset, marks) * cell_len(shown(self._text[offset])) for offset in range(low, high)
        )
        blank = " " * (cell_len(head) - len(f"{line:>5} {_RULE}"))
        yield (f"{'':>5} {_RULE}{blank}" + under).rstrip()

    def _mark(self, offset: int, marks: Sequence[tuple[str, Span]]) -> str:
        return next((mark for mark, span in marks if span.start <= offset < span.end), " ")
