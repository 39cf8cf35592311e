"""A sentence that runs over the end of a page of a document: its rest is put where it began, with its own place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shilu.extract.pages.lineparts import line_in_two
from shilu.extract.pages.turns import turn_of
from shilu.schemas import Page
from shilu.schemas.page import PageLine

__all__ = ["joined"]

_CLOSED = re.compile(r"[。！？!?；;：:…][”’」』）)]*$")
_STOP = re.compile(r"[。！？!?][”’」』）)]*")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BEGINS = re.compile(
    r"[（(]?[一二三四五六七八九十\d]{1,3}(?:[、）)]|[.．](?!\d))|第.{1,3}[章节節条條]|[表图圖]\s*\d|[注资資]"
)
"""What begins something new: 一、 (二) 3. 第四章 表5 图6 注."""
_SHORTEST, _LONGEST, _SET_IN = 8, 400, 0.8


def joined(before: Page, after: Page) -> tuple[Page, Page]:
    """Two pages that follow each other, the rest of a sentence moved from the second to the first; unchanged where the
    first ends with a whole one, or where it is not sure that the second goes on with it.

    The lines that moved keep their place on the picture of their own page (`image`).
    """
    last = next((line for line in reversed(before.lines) if not line.note), None)
    rest = _rest(after)
    if last is None or not rest or not _is_open(before, last):
        return before, after
    kept, end = _without(after, rest)
    if not kept.text.strip():
        return before, after
    words = after.text[rest[0].start : end]
    return _with(before, last, words, rest), kept


def _is_open(page: Page, line: PageLine) -> bool:
    """Whether the line is running text that breaks off within a sentence."""
    text = page.text[line.start : line.end]
    return (
        line.level is None
        and len(text) >= _SHORTEST
        and bool(_HAN.search(text))
        and not _CLOSED.search(text)
        and turn_of(text) is None
        and not _is_cell(page, line)
    )


def _is_cell(page: Page, line: PageLine) -> bool:
    around = page.text[max(0, line.start - 1) : line.start] + page.text[line.end : line.end + 1]
    return "\t" in around


def _rest(page: Page) -> list[PageLine]:
    """The first lines of a page up to that in which their first sentence ends, the last one cut off there; none where
    they begin something new."""
    lines = [line for line in page.lines if not line.note]
    if not lines or _begins_anew(page, lines):
        return []
    found: list[PageLine] = []
    for number, line in enumerate(lines):
        if line.level is not None or _is_cell(page, line) or (number and not line.runs_on):
            return []
        text = page.text[line.start : line.end]
        stop = _STOP.search(text)
        found.append(line_in_two(line, text, stop.end())[0] if stop else line)
        if stop:
            return found
        if line.end - lines[0].start > _LONGEST:
            return []
    return []


def _begins_anew(page: Page, lines: Sequence[PageLine]) -> bool:
    """Whether the first line is set in or has the number of a section."""
    first = lines[0]
    if turn_of(page.text[first.start : first.end]) is not None:
        return True
    if first.box is None or first.box.height > 1.5 * first.box.width:
        return True
    if _BEGINS.match(page.text[first.start : first.end]):
        return True
    edge = min(
        (line.box.x for line in lines[1:4] if line.box is not None and line.runs_on), default=first.box.x
    )
    return first.box.x - edge > _SET_IN * first.box.height


def _without(page: Page, rest: Sequence[PageLine]) -> tuple[Page, int]:
    """The page without the lines of the rest, and where the rest ends in it."""
    start, end = rest[0].start, rest[-1].end
    gap = end + 1 if page.text[end : end + 1] == "\n" else end
    kept = []
    for line in page.lines:
        if line.note and line.start < start:
            kept.append(line)
        elif line.start >= gap:
            kept.append(line.with_fields(start=line.start - (gap - start), end=line.end - (gap - start)))
        elif line.end > end:
            own = line_in_two(line, page.text[line.start : line.end], end - line.start)[1]
            if own is not None:
                kept.append(own.with_fields(start=start, end=start + own.end - own.start))
    return page.with_fields(text=page.text[:start] + page.text[gap:], lines=tuple(kept)), end


def _with(page: Page, last: PageLine, words: str, rest: Sequence[PageLine]) -> Page:
    """The page with the rest of its last sentence below the line `last`."""
    more = len(words) + 1
    move = last.end + 1 - rest[0].start
    own = [line.with_fields(start=line.start + move, end=line.end + move, runs_on=True) for line in rest]
    before = [line for line in page.lines if line.start <= last.start]
    after = [
        line.with_fields(start=line.start + more, end=line.end + more)
        for line in page.lines
        if line.start > last.start
    ]
    text = page.text[: last.end] + "\n" + words + page.text[last.end :]
    meta = {**page.meta, "carried": {"from": rest[0].image, "characters": len(words)}}
    changed: Page = page.with_fields(text=text, lines=(*before, *own, *after), meta=meta)
    return changed
