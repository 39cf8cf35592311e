"""The lines of a page as units: what an article's blocks are made of.

A unit is one printed paragraph: a line, or several where the text was wrapped at a fixed width.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from shilu.extract.articles.listed import begins_item
from shilu.extract.articles.measure import FEWEST_LINES, continued_lines, print_width
from shilu.extract.articles.stacked import stacked_rows
from shilu.extract.text import fold
from shilu.extract.text.rows import is_row_alone
from shilu.schemas.page import PageLine

__all__ = ["INVISIBLE", "Line", "Unit", "are_parted", "ends_sentence", "is_open", "units_of", "visible"]

_LINE = re.compile(r"[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]+")
_MARK = re.compile(r"(#{1,6})\s+|>\s+|\*\*(?=\S)")
INVISIBLE = (
    r"\x00-\x08\x0e-\x1b\x7f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    r"\U000e0100-\U000e01ef"
)
"""Characters that print nothing, for use within the brackets of a pattern: soft hyphen, zero-width spaces and joiners,
marks of direction, variation selectors, control characters. OCR and web pages leave them inside words."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_POINT = re.compile(r"[-*+•] +\S")
_PRIVATE = "".join(map(chr, range(0xE000, 0xF900)))
"""Private characters; at the head of a line they stand for bullets and indents (U+E5E5 is a space of old encodings)."""

_OPEN_POINT = re.compile(r"\d\.$")
_DIGITS = re.compile(r"\d+(?![\d.、)])")
_CLOSERS = "”’\"')]}》」』】〉 "
_SENTENCE_END = "。!?…"

_WRAP_NARROWEST, _WRAP_WIDEST, _WRAP_SLACK, _WRAP_LINES = 8, 60, 2, 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank, without the spaces around it. `gap` counts the blank lines before it. Where the
    places of lines on the page are known, `runs_on` says whether it goes on with the paragraph above, and `level` what
    rank its type gives it."""

    start: int
    end: int
    gap: int
    indented: bool
    runs_on: bool | None = None
    level: int | None = None
    note: bool = False

    @property
    def size(self) -> int:
        """Characters from the first to the last."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph. `text` is folded, without heading marks, characters that print nothing and the line breaks of
    wrapped text; `wrapped_title` says that the lines are those of a title, `sized` that the level is that of its type,
    not of a mark, `note` that by its
    place it is no part of what is told."""

    index: int
    start: int
    end: int
    text: str
    level: int
    gap: int
    run_first: bool
    run_length: int
    lines: int
    wrapped_title: bool = False
    sized: bool = False
    note: bool = False

    @property
    def size(self) -> int:
        """Characters of the text."""
        return len(self.text)


def visible(text: str) -> str:
    """The text without characters that print nothing; as it is where it has no other.

    >>> visible("向日\\u00ad葵\\u200b书屋")
    '向日葵书屋'
    """
    return _INVISIBLE.sub("", text) or text


def ends_sentence(text: str) -> bool:
    """Whether the text closes with a sentence's end, quotation marks and brackets aside.

    >>> ends_sentence("他说:“好!”"), ends_sentence("打造交流平")
    (True, False)
    """
    return text.rstrip(_CLOSERS)[-1:] in _SENTENCE_END if text.rstrip(_CLOSERS) else False


def is_open(text: str) -> bool:
    """Whether a sentence runs on beyond the text: it closes neither with an end nor with the colon of a list.

    >>> is_open("创新打造政企交流平"), is_open("各位代表:")
    (True, False)
    """
    return not ends_sentence(text) and not text.rstrip().endswith(":")


def are_parted(before: str, after: str) -> bool:
    """Whether no sentence can run on from one folded line into the next: one of them is a row of a table, or the next
    is a point of a list.

    >>> are_parted("| 柳河县 | 86座 |", "从进度看,还有3座未开工。"), are_parted("柳河县\\t86", "另有3座在建。")
    (True, True)
    >>> are_parted("菠菜,4.70,3.92", "另据了解,"), are_parted("菠菜  4.70  3.92", "另据了解,")
    (True, True)
    >>> are_parted("- 建成86座", "- 建成90座"), are_parted("柳河县建成8", "6座书屋,投入4,500")
    (True, False)
    """
    if _POINT.match(after.lstrip()):
        return True
    return is_row_alone(before.rpartition("\n")[2]) or is_row_alone(after.partition("\n")[0])


def units_of(text: str, placed: Sequence[PageLine] = ()) -> list[Unit]:
    """The units of a page's text, in order of the page. Every line that is not blank belongs to exactly one.

    `placed` are the lines of the page with their places on its image, where they are known: where those tell what
    runs on and what is a heading, the words are not asked.
    """
    folded = fold(text)
    runs = list(_runs(_placed(_lines(text), placed)))
    width = _column_width(runs, folded)
    units: list[Unit] = []
    for run in runs:
        paragraphs = list(_paragraphs(run, folded, width))
        for number, lines in enumerate(paragraphs):
            units.append(_unit(len(units), lines, folded, number == 0, len(paragraphs)))
    return units


def _lines(text: str) -> Iterator[Line]:
    before = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped)
        breaks = text.count("\n", before, match.start()) or 1
        indent = match.group()[: start - match.start()]
        yield Line(
            start, start + len(stripped), breaks - 1 if before else 0, len(indent) >= 2 or "　" in indent
        )
        before = start + len(stripped)


def _placed(lines: Iterable[Line], placed: Sequence[PageLine]) -> Iterator[Line]:
    """The lines with what their places on the page tell."""
    told = {line.start: line for line in placed if line.runs_on is not None or line.note}
    after_note = False
    for line in lines:
        place = told.get(line.start)
        if place is not None:
            runs_on = False if place.note or after_note else place.runs_on
            line = replace(line, runs_on=runs_on, level=place.level, note=place.note)
        yield line
        after_note = line.note


def _runs(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Lines between which no blank line stands."""
    run: list[Line] = []
    for line in lines:
        if line.gap and run and not line.runs_on:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _column_width(runs: Sequence[Sequence[Line]], folded: str) -> int | None:
    """Characters of a full line where the page was printed line for line in columns, else None."""
    widths = [max(line.size for line in run) for run in runs if _is_wrapped(run, folded)]
    wrapped = sum(len(run) for run in runs if _is_wrapped(run, folded))
    return int(median(widths)) if wrapped * 3 > sum(map(len, runs)) else None


def _is_wrapped(run: Sequence[Line], folded: str) -> bool:
    """Lines of one width that end within sentences."""
    widest = max(line.size for line in run)
    if len(run) < _WRAP_LINES or not _WRAP_NARROWEST <= widest <= _WRAP_WIDEST:
        return False
    full = [line for line in run if line.size >= widest - _WRAP_SLACK]
    open_ones = sum(1 for line in full if is_open(folded[line.start : line.end]))
    return len(full) * 2 >= len(run) and open_ones * 3 >= len(full) * 2


def _paragraphs(run: Sequence[Line], folded: str, width: int | None) -> Iterator[list[Line]]:
    """The paragraphs of a run: each line its own, or those of wrapped text put together again."""
    if width is None and _is_wrapped(run, folded):
        width = max(line.size for line in run)
    continued = _continued(run, folded)
    rows = stacked_rows([folded[line.start : line.end] for line in run])
    paragraph = [run[0]]
    for number, (before, line) in enumerate(pairwise(run), 1):
        if number in rows or number - 1 in rows:
            if rows.get(number) == rows.get(number - 1):
                paragraph.append(line)
            else:
                yield paragraph
                paragraph = [line]
            continue
        full = width is not None and abs(before.size - width) <= _WRAP_SLACK
        follows = (full or number in continued) and not line.indented and not _MARK.match(folded, line.start)
        follows = follows or _cuts_number(folded[before.start : before.end], folded[line.start : line.end])
        runs_on = follows if line.runs_on is None else line.runs_on
        if runs_on and not _are_parted(before, line, folded):
            paragraph.append(line)
        else:
            yield paragraph
            paragraph = [line]
    yield paragraph


def _are_parted(before: Line, after: Line, folded: str) -> bool:
    """Whether a line begins an item of a list or a row of a table."""
    one, other = folded[before.start : before.end], folded[after.start : after.end]
    return begins_item(other, one) or are_parted(one, other)


def _cuts_number(before: str, text: str) -> bool:
    """Whether a line break stands behind the point of a number: 136. / 5公里.

    >>> _cuts_number("改造渠道136.", "5公里。"), _cuts_number("共有136.", "2.改造渠道")
    (True, False)
    """
    return bool(_OPEN_POINT.search(before) and _DIGITS.match(text))


def _continued(run: Sequence[Line], folded: str) -> set[int]:
    """The lines of a run that the measure of a narrow column cut off from the line above."""
    if len(run) < FEWEST_LINES:
        return set()
    texts = [folded[line.start : line.end] for line in run]
    return continued_lines(texts, [print_width(text) for text in texts])


def _unit(index: int, lines: list[Line], folded: str, first: bool, run_length: int) -> Unit:
    start, end = lines[0].start, lines[-1].end
    mark = _MARK.match(folded, start, end)
    level = len(mark.group(1) or "") if mark else lines[0].level or 0
    text = "".join(folded[line.start : line.end] for line in lines)
    if mark:
        text = text[mark.end() - start :].removesuffix("**") or text
    text = visible(text)
    text = text.lstrip(_PRIVATE + " ") or text
    sized = not mark and level > 0
    return Unit(
        index, start, end, text, level, lines[0].gap, first, run_length, len(lines),
        wrapped_title=sized and len(lines) > 1, sized=sized, note=lines[0].note,
    )  # fmt: skip
