"""Articles that go on on another page of the file (下转第3版, 上接第1版): the rest is put where they began."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.pages.lineparts import line_in_two
from shilu.schemas import Page
from shilu.schemas.page import PageLine

__all__ = ["Turn", "carried", "turn_of"]

_HELD = 24
"""Pages that are held at most until the rest of an article is found."""
_LONGEST, _FEWEST = 24, 12
_NUMBER = r"(?:[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})"
_PRINTED = re.compile(rf"第\s*({_NUMBER})\s*[版面]")
_CLOSED = re.compile(r"[。！？!?][”’」』）)]*$")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Turn:
    """Whether a line sends the reader on (`to`) or back, and to which page, as `page_number` writes it."""

    to: bool
    page: str


def turn_of(line: str) -> Turn | None:
    """What a line says of another page; None where it is no such line.

    >>> turn_of("（下转第三版）"), turn_of("(上接A1版)"), turn_of("转了3圈")
    (Turn(to=True, page='3'), Turn(to=False, page='A1'), None)
    """
    if len(line) > _LONGEST:
        return None
    match = _pattern().fullmatch(line.strip())
    return Turn(match["side"] in _words()["to"], page_number(match["page"])) if match else None


def page_number(printed: str) -> str:
    """The number of a page in figures.

    >>> page_number("十二"), page_number("a03")
    ('12', 'A3')
    """
    if printed[0] not in _DIGITS and printed[0] != "十":
        letter = printed[0].upper() if printed[0].isalpha() else ""
        return f"{letter}{int(printed.lstrip(printed[0]) if letter else printed)}"
    tens, ten, ones = printed.partition("十")
    if not ten:
        return "".join(str(_DIGITS.find(one)) for one in printed)
    return str((_DIGITS.find(tens) if tens else 1) * 10 + (_DIGITS.find(ones) if ones else 0))


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """The words of each side."""
    text = resources.files("shilu.extract.pages").joinpath("turns.toml").read_text(encoding="utf-8")
    rows = tomllib.loads(text)["turn"]
    return MappingProxyType({row["side"]: frozenset(row["surfaces"]) for row in rows})


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted((word for own in _words().values() for word in own), key=len, reverse=True))
    return re.compile(rf"[\W_]*(?P<side>{words})\s*第?\s*(?P<page>{_NUMBER})\s*[版面][\W_]*")


@cache
def _bracketed() -> re.Pattern[str]:
    """A turning in brackets at the end or the beginning of a line."""
    words = {side: "|".join(sorted(own, key=len, reverse=True)) for side, own in _words().items()}
    page = rf"\s*第?\s*{_NUMBER}\s*[版面]\s*[）)]"
    return re.compile(rf"(?<=.)[（(]\s*(?:{words['to']}){page}$|^[（(]\s*(?:{words['from']}){page}(?=.)")


@dataclass(frozen=True, slots=True)
class _Open:
    """An article that goes on on another page: where it stands among the held pages, and its line of turning."""

    place: int
    line: PageLine
    turn: Turn


def carried(pages: Iterable[Page | ShiluError]) -> Iterator[Page | ShiluError]:
    """The pages of one file in their order, the rest of an article on a later page moved to where it began, with its
    own places. A page from which an article goes on is held until the rest is found, or for two dozen pages.

    Which belong together is told by the numbers of both lines and of both pages: printed (第3版), or counted in the
    file. Where more than one would do, all stays as it is.
    """
    held: list[Page | ShiluError] = []
    numbers: list[frozenset[str]] = []
    for count, given in enumerate(pages, 1):
        found = _apart(given) if isinstance(given, Page) else given
        held.append(found)
        numbers.append(_numbers(found, count))
        if isinstance(found, Page):
            _join_last(held, numbers)
        while held and (len(held) > _HELD or not _is_open(held[0])):
            yield held.pop(0)
            numbers.pop(0)
    yield from held


def _apart(page: Page) -> Page:
    """The page, lines that end or begin with a turning in brackets parted there."""
    lines: list[PageLine] = []
    parts: list[str] = []
    at = 0
    for line in page.lines:
        text = page.text[line.start : line.end]
        match = None if turn_of(text) else _bracketed().search(text)
        place = 0 if match is None else match.start() or match.end()
        left, right = line_in_two(line, text, place) if place else (line, None)
        lines.append(_shifted(left, len(parts)))
        if right is not None:
            parts.append(page.text[at : right.start])
            at = right.start
            lines.append(_shifted(right, len(parts)))
    text = "\n".join([*parts, page.text[at:]])
    changed: Page = page.with_fields(text=text, lines=tuple(lines)) if parts else page
    return changed


def _is_open(page: Page | ShiluError) -> bool:
    """Whether an article goes on elsewhere, the rest of which was not yet found."""
    return isinstance(page, Page) and len(_continued(page)) < len(_turns(page, to=True))


def _continued(page: Page) -> list[Any]:
    """What was put into the page so far of articles that go on elsewhere."""
    told = page.meta.get("continued")
    return list(told) if isinstance(told, list | tuple) else []


def _numbers(page: Page | ShiluError, count: int) -> frozenset[str]:
    """The numbers of a page: those printed at its head or foot, else its place in the file."""
    if isinstance(page, ShiluError):
        return frozenset()
    lines = [page.text[line.start : line.end] for line in page.lines]
    edges = [
        line for line in (*lines[:4], *lines[-2:]) if len(line) <= 2 * _LONGEST and turn_of(line) is None
    ]
    printed = {page_number(match[1]) for line in edges for match in _PRINTED.finditer(line)}
    return frozenset(printed or {str(count)})


def _turns(page: Page | ShiluError, *, to: bool) -> list[tuple[PageLine, Turn]]:
    """The lines of a page that send on, or back."""
    if isinstance(page, ShiluError):
        return []
    found = ((line, turn_of(page.text[line.start : line.end])) for line in page.lines)
    return [(line, turn) for line, turn in found if turn is not None and turn.to is to]


def _join_last(held: list[Page | ShiluError], numbers: Sequence[frozenset[str]]) -> None:
    """Move what the last of the pages has of articles that began on the others."""
    number = 0
    while True:
        last = held[-1]
        assert isinstance(last, Page)
        came = _turns(last, to=False)
        if number >= len(came):
            return
        line, turn = came[number]
        same = [other for _, other in came if other.page == turn.page]
        begun = [
            _Open(place, start, out)
            for place, page in enumerate(held[:-1])
            if turn.page in numbers[place] and _is_open(page)
            for start, out in _turns(page, to=True)
            if out.page in numbers[-1]
        ]
        rest = _rest(last, line)
        if len(begun) == 1 and len(same) == 1 and rest:
            first = held[begun[0].place]
            assert isinstance(first, Page)
            held[begun[0].place], held[-1] = _moved(first, begun[0].line, last, rest)
        number += 1


def _rest(page: Page, turn: PageLine) -> list[PageLine]:
    """The lines of running text below a line that says where they come from, up to the next heading."""
    found: list[PageLine] = []
    for line in page.lines:
        if line.start <= turn.start or line.note:
            continue
        if line.level is not None or turn_of(page.text[line.start : line.end]) is not None:
            break
        found.append(line)
    return found if sum(line.end - line.start for line in found) >= _FEWEST else []


def _moved(first: Page, turn: PageLine, last: Page, rest: Sequence[PageLine]) -> tuple[Page, Page]:
    """Both pages, the rest put before the line that sends the reader on."""
    start, end = rest[0].start, rest[-1].end
    words = last.text[start:end] + "\n"
    there = start + len(last.text[start:end]) + (last.text[end : end + 1] == "\n")
    own = [
        line.with_fields(start=line.start - start + turn.start, end=line.end - start + turn.start)
        for line in rest
    ]
    before = [line for line in first.lines if line.start < turn.start]
    ends = next((first.text[line.start : line.end] for line in reversed(before) if not line.note), "")
    if not _CLOSED.search(ends):
        own[0] = own[0].with_fields(runs_on=True)
    after = [_shifted(line, len(words)) for line in first.lines if line.start >= turn.start]
    told = [*_continued(first), {"from": rest[0].image, "characters": end - start}]
    begun: Page = first.with_fields(
        text=first.text[: turn.start] + words + first.text[turn.start :],
        lines=(*before, *own, *after),
        meta={**first.meta, "continued": told},
    )
    kept = [line for line in last.lines if line.start < start]
    kept += [_shifted(line, start - there) for line in last.lines if line.start >= end]
    left: Page = last.with_fields(text=last.text[:start] + last.text[there:], lines=tuple(kept))
    return begun, left


def _shifted(line: PageLine, by: int) -> PageLine:
    moved: PageLine = line.with_fields(start=line.start + by, end=line.end + by)
    return moved
