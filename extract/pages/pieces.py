"""A text file as pages: where one holds many, each is read and given by itself.

Two things separate pages, and nothing else does:

- a form feed at the beginning or end of a line, as pdftotext writes it;
- a line that holds only a label between two rules of three or more `=`, `-`, `—`, `*`, `~`, `_` or `#`, where the
  label tells a page: `=== 第3版 ===`, `----- page 3 -----`, `*** 2023-03-05 A1版 ***`, `=== 第12页 ===`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shilu.extract.errors import ShiluError

__all__ = ["MOST_CHARACTERS", "Piece", "pieces_of"]

MOST_CHARACTERS = 10_000_000
"""Characters of one page. A million takes about two minutes and a gigabyte of memory."""

_TOGETHER = 10_000

_RULE = r"[=\-—–*~_#]{3,}"
_SEPARATOR = re.compile(rf"\s*{_RULE}\s*(?P<label>[^\n=*~#]{{1,40}}?)\s*{_RULE}\s*")
_PAGE = re.compile(
    r"(?:第\s*)?(?:[A-Za-z]?\d{1,4}|[〇零一二三四五六七八九十百]{1,4})\s*[版页頁面]|(?i:\b(?:page|pg|p\.)\s*\d{1,4})"
)
_DAY = re.compile(r"(?P<year>\d{4})[-年./](?P<month>\d{1,2})[-月./](?P<day>\d{1,2})")
_LONGEST_SEPARATOR = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """One page of a file: its number there from 1, where its text begins, counted in characters of the whole,
    the text, the label of the line above it, the day that the label tells, and whether it is the only page."""

    number: int
    offset: int
    text: str
    label: str | None = None
    day: str | None = None
    alone: bool = False


def pieces_of(lines: Iterable[str], path: Path | str = "") -> Iterator[Piece]:
    """The pages with words in them, from the lines of a file with their ends; one page is held at a time.

    Pages without words count in the numbers of those after them. A file of which only one page has words is given
    whole, separators included, so that its offsets are those of the file. Raises `ShiluError` S212, which names `path`,
    as soon as a page has more characters than one may have.

    >>> [(piece.number, piece.text) for piece in pieces_of(["书屋\\n", "\\f果园\\n", "茶山\\n"])]
    [(1, '书屋\\n'), (2, '果园\\n茶山\\n')]
    """
    whole: _Text | None = _Text(path)  # all lines so far, kept until a second page with words shows up
    first: Piece | None = None
    for piece, source in _split(lines, path):
        if whole is not None:
            whole.append(source)
        if not piece.text.strip():
            continue
        if first is None:
            first = piece
        elif whole is not None:
            whole = None
            yield first
            yield piece
        else:
            yield piece
    if whole is not None and first is not None:
        yield Piece(1, 0, whole.text(), first.label, first.day, alone=True)


class _Text:
    """Text that is put together of many lines, in little more memory than it has itself."""

    def __init__(self, path: Path | str) -> None:
        self._path, self._size = path, 0
        self._lines: list[str] = []
        self._joined: list[str] = []

    def append(self, line: str) -> None:
        """Add a line. Raises `ShiluError` S212 where the text becomes too long."""
        self._size += len(line)
        if self._size > MOST_CHARACTERS:
            raise ShiluError("S212", path=self._path, size=self._size, most=MOST_CHARACTERS)
        self._lines.append(line)
        if len(self._lines) >= _TOGETHER:
            self._join()

    def _join(self) -> None:
        self._joined.append("".join(self._lines))
        self._lines.clear()

    def text(self) -> str:
        """All of it."""
        self._join()
        return "".join(self._joined)


def _split(lines: Iterable[str], path: Path | str) -> Iterator[tuple[Piece, str]]:
    """Each page, with and without words, and the part of the file from its separator to the next."""
    number, offset, before = 1, 0, 0
    label: str | None = None
    held = _Text(path)
    lead = ""
    for kind, text in _tokens(lines):
        if kind == "text":
            held.append(text)
            before += len(text)
            continue
        page = held.text()
        if page.strip() or number > 1:
            yield Piece(number, offset, page, label, _day(label)), lead + page
            lead, number = "", number + 1
        else:
            lead += page
        before += len(text)
        offset, held = before, _Text(path)
        lead, label = lead + text, kind if kind != "feed" else None
    page = held.text()
    yield Piece(number, offset, page, label, _day(label)), lead + page


def _tokens(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The text between separators, line by line, and the separators: `feed`, or the label of a line."""
    for line in lines:
        label = _label(line)
        if label is not None:
            yield label, line
            continue
        body = line.lstrip("\f")
        yield from [("feed", "\f")] * (len(line) - len(body))
        end = body.rstrip("\n")
        if end.endswith("\f"):
            text = end.rstrip("\f")
            yield "text", text
            yield from [("feed", "\f")] * (len(end) - len(text) - 1)
            yield "feed", body[len(end) - 1 :]
        elif body:
            yield "text", body


def _label(line: str) -> str | None:
    if len(line) > _LONGEST_SEPARATOR:
        return None
    match = _SEPARATOR.fullmatch(line)
    return match["label"] if match and _PAGE.search(match["label"]) else None


def _day(label: str | None) -> str | None:
    match = _DAY.search(label or "")
    return "{}-{:0>2}-{:0>2}".format(*match.groups()) if match else None
