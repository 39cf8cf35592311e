"""What stands at the same place on many pages of a document: running heads, page numbers, footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from shilu.extract.layout import Line
from shilu.schemas.page import PageLine

__all__ = ["RunningHeads", "Sheet", "running_heads"]

_LOOKED_AT = 60
_FEWEST, _SHARE = 3, 0.2
_EDGE = 0.14
_LONGEST = 60
_DIGITS = re.compile(r"\d+|(?<![\u4e00-\u9fff])[一二三四五六七八九十百〇]+(?![\u4e00-\u9fff])")
_NUMBER = re.compile(r"[-—–·.\s第]*\d{1,4}[-—–·.\s页頁]*(?:[/共]\s*\d{1,4}\s*页?)?")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its size in pixels."""

    lines: tuple[Line, ...]
    width: float
    height: float


Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class RunningHeads:
    """What was found at the edges of several pages: words with figures as one sign, and their height on the page."""

    keys: frozenset[Key]

    def of(self, text: str, lines: Sequence[PageLine]) -> tuple[PageLine, ...]:
        """The lines of a page, those marked as notes that are running heads."""
        if not self.keys:
            return tuple(lines)
        return tuple(
            line.with_fields(note=True)
            if line.box is not None and _keys(text[line.start : line.end], line.box.y) & self.keys
            else line
            for line in lines
        )


def running_heads(sheet: Callable[[int], Sheet | None], count: int) -> RunningHeads:
    """The running heads of a document of so many pages, some of which are looked at."""
    if count < _FEWEST:
        return RunningHeads(frozenset())
    step = max(1, count // _LOOKED_AT)
    seen: Counter[Key] = Counter()
    looked = 0
    for number in range(0, count, step):
        page = sheet(number)
        if page is None or not page.lines:
            continue
        looked += 1
        seen.update({_key(line.text, line.box.y) for line in _edge_lines(page) if line.box is not None})
    least = max(_FEWEST, _SHARE * looked)
    return RunningHeads(frozenset(key for key, often in seen.items() if often >= least))


def _edge_lines(page: Sheet) -> Iterator[Line]:
    for line in page.lines:
        if line.box is None or len(line.text) > _LONGEST:
            continue
        middle = line.box.y + line.box.height / 2
        if middle < _EDGE * page.height or middle > (1 - _EDGE) * page.height:
            yield line


def _key(text: str, y: int) -> Key:
    plain = re.sub(r"\s+", "", text)
    return ("#" if _NUMBER.fullmatch(plain) else _DIGITS.sub("#", plain)), round(y / 24)


def _keys(text: str, y: int) -> set[Key]:
    words, row = _key(text, y)
    return {(words, row - 1), (words, row), (words, row + 1)}
