"""A line that is a row: what parts its cells, which of them are numbers, and whether it is one by itself."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Literal

__all__ = ["Way", "cell_spans", "cells_of", "is_number", "is_row_alone", "is_years", "respaced", "way_of"]

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

_PARTING = tuple(map(re.compile, (r"[|\t]", " +", ",")))
_MOST_WORDS = 2  # cells before the numbers of a row: its head, and a unit
_CLAUSE_END = re.compile(r"[,。;:!?、]")
_CODE = re.compile(r"0\d")
"""What a telephone number or a code begins with, and no number of a table does."""

_YEARS = re.compile(r"(?:19|20)\d{2}年?(?:[ \t|]+(?:19|20)\d{2}年?)+")
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


def is_row_alone(text: str) -> bool:
    """Whether the line is a row by itself: cells between bars or tabs; or a head, perhaps a unit, and numbers between
    commas, gaps or single blanks. Digits that OCR set apart are no numbers of a row.

    >>> is_row_alone("柳湾\\t水库"), is_row_alone("粮食 吨 186523 190236 2.0")
    (True, True)
    >>> is_row_alone("预算数 |")
    True
    >>> is_row_alone("柳湾  水库"), is_row_alone("共 打 井 4 6")
    (False, False)
    >>> is_row_alone("目录 总则 …… 12"), is_row_alone("他说 —— ……"), is_row_alone("电话 0571 8802 3300")
    (False, False, False)
    """
    text = text.strip()
    way = way_of(text)
    if way in ("bar", "tab") or text.endswith("|") or is_years(text):
        return True
    if way is None:
        return False
    cells = [text[slice(*span)] for span in cell_spans(way, text, 0, len(text))]
    words = list(takewhile(lambda cell: not is_number(cell), cells))
    numbers = cells[len(words) :]
    return (
        0 < len(words) <= _MOST_WORDS
        and all(map(is_number, numbers))
        and sum(_has_digit(one) and (way != "blank" or len(one) > 1) for one in numbers) > 1
        and not (way == "blank" and any(map(_CODE.match, numbers)))
        and not any(map(_CLAUSE_END.search, words))
    )


def is_years(text: str) -> bool:
    """Whether a line holds years alone, as the lower head of a table does.

    >>> is_years("2020年 2010年"), is_years("2020年"), is_years("2020年 增收")
    (True, False, False)
    """
    return bool(_YEARS.fullmatch(text))


def _has_digit(cell: str) -> bool:
    """A cell with a digit: dots lead to the page in a table of contents, and dashes break off."""
    return any(map(str.isdigit, cell))


def cells_of(text: str) -> int:
    """Into how many cells tabs, bars, wide gaps or commas part a line, by whichever parts it most.

    >>> cells_of("乡镇,户数,人口"), cells_of("乡镇  户数"), cells_of("乡镇概况")
    (3, 2, 1)
    """
    return max(len(parts.split(text.strip().strip("|"))) for parts in _PARTING)
