"""Which lines of a web page are what it tells, and which are menus, counters, hotlines and links around it.

trafilatura says what the main text is; the lines are those of `html_text`, so that headings, tables and the order of
the page stay as they are. Nothing is left out of the text: the lines around it are marked as notes, as the running
heads of a PDF are, and no fact is read from them.
"""

from __future__ import annotations

import importlib.util
import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from shilu.extract.lexicon import load_table
from shilu.schemas import Row
from shilu.schemas.page import PageLine

__all__ = ["beside_the_text", "can_tell", "tells_of_itself"]

_LINE = re.compile(r"[^\n]+")
_BLANKS = re.compile(r"\s+")
_HEADING = re.compile(r"#{1,6} ")

_GRAM = 6
"""Characters of a piece by which a line is found again in the main text."""

_LONG = 16
"""A line of so many characters tells where the main text is; a shorter one may stand in it by chance."""

_SHARE = 0.7
"""So many of the pieces of a long line must be in the main text."""

_FEWEST = 80
"""Characters of a main text; with fewer the page has none, and is read whole."""

_LONGEST = 120
"""Characters of a line in which a web page tells of itself."""

_SENTENCE_END = frozenset("。！？”")

_LARGEST = 2_000_000
"""Characters of a page that is judged; a larger one is no news, and is read whole."""


def can_tell() -> bool:
    """Whether trafilatura is there."""
    return importlib.util.find_spec("trafilatura") is not None


def beside_the_text(html: str, text: str) -> tuple[PageLine, ...]:
    """The lines of `text`, which `html_text` made of `html`, that are not its main text: marked as notes. None where no
    main text is found, or trafilatura is not there."""
    main = _main_text(html) if len(html) <= _LARGEST and can_tell() else ""
    if len(main) < _FEWEST:
        return ()
    lines = [(match.start(), match.end(), match[0]) for match in _LINE.finditer(text)]
    grams = {main[at : at + _GRAM] for at in range(len(main) - _GRAM + 1)}
    told = [_is_told(line, grams) for _, _, line in lines]
    if True not in told:
        return ()
    first, last = told.index(True), len(told) - 1 - told[::-1].index(True)
    first = _title_above([line for _, _, line in lines], first)
    kept = set(_kept([line for _, _, line in lines], told, first, last, main))
    return tuple(
        PageLine(start=start, end=end, note=True)
        for at, (start, end, _) in enumerate(lines)
        if at not in kept
    )


class _Label(Row):
    """A label by which a web page tells of itself; `counter` are lines that it does not make furniture of."""

    counter: tuple[str, ...] = ()


@cache
def _labels() -> re.Pattern[str]:
    labels = load_table(__package__, "weblabels.toml", _Label)
    return re.compile(rf"(?:{labels.pattern})\s*[:：]")


def tells_of_itself(line: str) -> bool:
    """Whether a line is what a web page says of itself: how often it was seen, in what size it is shown.

    >>> tells_of_itself("来源：江城发布 点击：4,817次"), tells_of_itself("点击量超过3万次。")
    (True, False)
    """
    return len(line) <= _LONGEST and line[-1:] not in _SENTENCE_END and _labels().search(line) is not None


def _bare(line: str) -> str:
    return _BLANKS.sub("", _HEADING.sub("", line))


def _is_told(line: str, grams: set[str]) -> bool:
    """Whether a long line is in the main text, but for what it has of links and marks."""
    bare = _bare(line)
    if len(bare) < _LONG:
        return False
    pieces = [bare[at : at + _GRAM] for at in range(len(bare) - _GRAM + 1)]
    return sum(piece in grams for piece in pieces) >= _SHARE * len(pieces)


def _title_above(lines: list[str], first: int) -> int:
    """The line of the title: the nearest heading of the highest rank above the first line of the text."""
    heads = [at for at in range(first) if lines[at].startswith("# ")]
    return heads[-1] if heads else first


def _kept(lines: list[str], told: list[bool], first: int, last: int, main: str) -> Iterator[int]:
    """The lines from the title to the end of the text that belong to it: those found in the main text, headings, and
    rows of tables, which no paragraph detector may take for furniture."""
    for at in range(first, last + 1):
        line = lines[at]
        short = len(_bare(line)) < _LONG and _bare(line) in main
        if tells_of_itself(line):
            continue
        if told[at] or short or "\t" in line or _HEADING.match(line):
            yield at


def _main_text(html: str) -> str:
    """The main text without its blanks; empty where trafilatura finds none, or stumbles."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(
        logging.CRITICAL + 1
    )  # what it stumbles over is read whole, and told
    try:
        found: Any = trafilatura.bare_extraction(
            html, include_comments=False, include_tables=True, with_metadata=False, deduplicate=False
        )
    except Exception:  # a page that it cannot take is no failure of ours
        return ""
    return "" if found is None else _BLANKS.sub("", "".join(found.body.itertext()))
