"""Plain text in which columns stand side by side, as pdftotext and Tesseract print them: a gutter of blanks that runs
through many lines."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["without_gutters"]

_GAP = re.compile(r"(?<=\S)(?: {3,}|[ \u3000]*\u3000{2,}[ \u3000]*)(?=\S)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CLOSED = re.compile(r"[。！？!?；;：:…][”’」』）)]*$")
_FEWEST, _SHORTEST, _SPREAD = 4, 7.0, 14
_OPEN, _SHARE = 0.34, 0.5


@dataclass(frozen=True, slots=True)
class _Split:
    """A line cut at its gaps: the pieces, and where each begins, counted in half-width characters."""

    pieces: tuple[str, ...]
    starts: tuple[int, ...]


def without_gutters(text: str) -> str:
    """The text with its columns one below the other; the text itself where it has none.

    A block is taken apart only where four lines and more have the gap at about the same place, what stands on either
    side is running text, of seven characters a line and more, and some lines of each side break off within a sentence:
    a table, a poem or a list has other lines.
    """
    lines = text.split("\n")
    found: list[str] = []
    at = 0
    while at < len(lines):
        end = _block_end(lines, at)
        columns = _columns(lines[at:end]) if end - at >= _FEWEST else None
        found += lines[at:end] if columns is None else columns
        at = max(end, at + 1)
        found += lines[end:at]
    return "\n".join(found) if len(found) != len(lines) or found != lines else text


def _block_end(lines: Sequence[str], start: int) -> int:
    """Where the lines end that stand together without a blank one."""
    end = start
    while end < len(lines) and lines[end].strip():
        end += 1
    return end


def _columns(lines: Sequence[str]) -> list[str] | None:
    """The lines of a block, column after column; None where it is no such block."""
    split = [_split(line) for line in lines]
    counts = Counter(len(one.pieces) for one in split if len(one.pieces) > 1)
    if not counts:
        return None
    count, often = counts.most_common(1)[0]
    full = [one for one in split if len(one.pieces) == count]
    first, last = split.index(full[0]), len(split) - 1 - split[::-1].index(full[-1])
    if often < _FEWEST or often < _SHARE * (last - first + 1) or (first > 0 and often < 2 * first):
        return None
    starts = [[one.starts[place] for one in full] for place in range(count)]
    if any(max(own) - min(own) > _SPREAD for own in starts):
        return None
    edges = [min(own) for own in starts]
    columns = [list(column) for column in _sorted(split[first:], edges)]
    if not all(_is_running(column) for column in columns):
        return None
    return [
        *lines[:first],
        *(line for number, column in enumerate(columns) for line in ([""] if number else []) + column),
        "",
    ]


def _split(line: str) -> _Split:
    pieces, starts = [], []
    at = 0
    for match in _GAP.finditer(line):
        pieces.append(line[at : match.start()])
        starts.append(_width(line[:at]))
        at = match.end()
    pieces.append(line[at:])
    lead = line[at:] if at else line
    starts.append(_width(line[: at + len(lead) - len(lead.lstrip())]) if not at else _width(line[:at]))
    return _Split(tuple(pieces), tuple(starts))


def _width(text: str) -> int:
    """How wide a text prints in a font of one width, in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in text)


def _sorted(split: Sequence[_Split], edges: Sequence[int]) -> Iterator[list[str]]:
    """The pieces of each column: each goes to that at whose edge it begins, or to the last before it."""
    columns: list[list[str]] = [[] for _ in edges]
    for one in split:
        for piece, start in zip(one.pieces, one.starts, strict=True):
            home = max((number for number, edge in enumerate(edges) if edge <= start + 2), default=0)
            columns[home].append(piece.strip() if home else piece.rstrip())
    return iter(columns)


def _is_running(column: Sequence[str]) -> bool:
    """Whether the lines are running text that a column cut."""
    if len(column) < _FEWEST:
        return False
    sizes = [len(_HAN.findall(piece)) for piece in column]
    cut = sum(not _CLOSED.search(piece) for piece in column)
    return sum(sizes) >= _SHORTEST * len(sizes) and cut >= _OPEN * len(column)
