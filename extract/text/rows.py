"""A line that is a row: what parts its cells, and which of them are numbers."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["Way", "cell_spans", "is_number", "respaced", "way_of"]

Way = Literal["bar", "tab", "blanks", "comma", "blank"]
"""What parts the cells: bars (Markdown), tabs, two blanks and more or wide ones (a table kept by columns), commas
(CSV), or single blanks (copied from a page)."""

_CELLS = {
    "bar": re.compile(r"[^|]+|(?<=\|)(?=\|)"),
    "tab": re.compile(r"[^\t]+|(?<=\t)(?=\t)"),
    "blanks": re.compile(r"[^\s](?:[^\s]| (?! ))*"),
    "comma": re.compile(r"[^,]+"),
    "blank": re.compile(r"\S+"),
}
_NUMBER = re.compile(r"[-+±−—(（]?\d[\d,.，]*%?[)）]?|[-—–/]+|…+")
_LONGEST_CELL = 20
"""Characters of a cell that commas may bound: clauses of a sentence are longer, or end in a stop."""

_PARTING_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
"""One that parts no thousands: 行政3億6,589萬7,000元 is one cell."""

_FEWEST_COMMAS = 2
_FEWEST_BLANKS = 2


def way_of(line: str) -> Way | None:
    """What would part the cells of a line; None where nothing does.

    >>> way_of("| 柳湾 | 1820 |"), way_of("柳湾  1820"), way_of("柳湾,1820,93.5"), way_of("投入1,234,567元")
    ('bar', 'blanks', 'comma', None)
    """
    line = line.strip()
    if line.startswith("|") or line.count("|") > 1:
        return "bar"
    if "\t" in line:
        return "tab"
    if "  " in line or "\u3000" in line:
        return "blanks"
    if line.count(" ") >= _FEWEST_BLANKS:
        return "blank"
    if not _PARTING_COMMA.search(line):
        return None
    cells = line.split(",")
    short = all(0 < len(cell.strip()) <= _LONGEST_CELL for cell in cells)
    return "comma" if short and len(cells) > _FEWEST_COMMAS else None


def cell_spans(way: Way, text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Bounds of the cells of the line of a text at `start:end`, without blanks around them.

    >>> text = "| 柳湾 | 1820 |"
    >>> [text[first:last] for first, last in cell_spans("bar", text, 0, len(text))]
    ['柳湾', '1820']
    """
    found = []
    for match in _CELLS[way].finditer(text, start, end):
        words = match[0]
        if way == "bar" and not words.strip() and match.start() in {start, end - len(words)}:
            continue  # what stands before the first bar and behind the last
        begin = match.start() + len(words) - len(words.lstrip())
        found.append((begin, max(begin, match.end() - len(words) + len(words.rstrip()))))
    return tuple(found)


def respaced(text: str, cells: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The cells with words of two characters put together again that print sets wide: 合  计, 柳  湾.

    >>> text = "柳  湾    1820    93.5"
    >>> [text[first:last] for first, last in respaced(text, cell_spans("blanks", text, 0, len(text)))]
    ['柳  湾', '1820', '93.5']
    """
    found: list[tuple[int, int]] = []
    halved = False
    for start, end in cells:
        single = end - start == 1 and "\u4e00" <= text[start] <= "\u9fff"
        if halved and single:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        halved = single and not halved
    return tuple(found)


def is_number(cell: str) -> bool:
    """Whether a cell holds a number and nothing else, or the mark for none.

    >>> is_number("1,820"), is_number("-3.2%"), is_number("…"), is_number("32.5万吨")
    (True, True, True, False)
    """
    return bool(_NUMBER.fullmatch(cell.strip()))
