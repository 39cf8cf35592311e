"""Text as converters and OCR leave it, read through: LaTeX around numbers, HTML, Markdown, blanks inside words.

Nothing on the page is changed. What is read through keeps, for each of its characters, the place that it has there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from shilu.extract.text.inline import INLINE, emphasis, printed

__all__ = ["ReadThrough", "read_through"]


class ReadThrough(NamedTuple):
    """Characters to read, and the place of each in the text that was given."""

    text: str
    places: list[int]


_HAN = r"\u4e00-\u9fff"
_MARKS = "，。、；：！？,;:!?"

# $36.91\%$, $3 . 2$: what a converter takes for a formula. Money ($5 and $6) has no dollar at its end, or a digit
# after it.
_FORMULA = re.compile(
    r"\$(?P<body>[\d\s.,{}]{1,40}|"
    rf"(?=[^$\n]{{0,80}}[\\^_])(?:[^$\n{_HAN}]|(?<=\{{)[{_HAN}]{{1,8}}(?=\}})){{1,80}}|"
    r"[~∼～+\-±]?[\d.]{1,12}[ A-Za-z]{0,8})\$(?!\d)"
)
_COMMANDS = {
    "times": "×", "sim": "~", "thicksim": "~", "approx": "≈", "geq": "≥", "ge": "≥", "geqslant": "≥", "leq": "≤",
    "le": "≤", "leqslant": "≤", "pm": "±", "cdot": "·", "circ": "°", "prime": "′", "mu": "μ", "Omega": "Ω", "lt": "<",
    "gt": ">", "permil": "‰", "textperthousand": "‰", "cdots": "…", "dots": "…", "ldots": "…",
}  # fmt: skip
_SILENT = frozenset(
    {
        "mathrm",
        "text",
        "textrm",
        "mathbf",
        "mathit",
        "mathsf",
        "textbf",
        "boldsymbol",
        "rm",
        "bf",
        "it",
        "left",
    }
    | {"right", "quad", "qquad", "operatorname", "displaystyle"}
)
_COMMAND = re.compile(r"\\(?:([A-Za-z]+) ?|([%$#&_{}*~\-+.,;!:()\[\] ]))")
_FRACTION = re.compile(r"\\d?frac\{(\d{1,4})\}\{(\d{1,4})\}")
_ESCAPED = frozenset("%$#&_*~-+.")
_BEFORE_COMMAND = frozenset(" 0123456789%)}.") | {""}
_RAISED = {"2": "²", "3": "³"}
_TAG = re.compile(r"<(/?)(table|thead|tbody|tr|td|th|br)\b[^<>\n]{0,200}>", re.IGNORECASE)
_CELLS = {"td": "|", "th": "|", "/tr": "|\n", "br": " "}

_BLANK = re.compile(r"(?<=\S)[ \u3000\u00a0](?=\S)")
_BEFORE_MARK = re.compile(rf"[{_HAN}\d%％元][ \u3000][{_MARKS}](?![{_MARKS}\d])")
_PIECE = re.compile(rf"[{_HAN}]+")
_LONE = re.compile(rf"(?:(?<=[ \u3000])|^)[{_HAN}](?=[ \u3000]|$)")
_LEAST_BLANKS, _LEAST_SHARE, _LEAST_LONE = 3, 0.12, 4
_DIGITS_END = re.compile(r"\d+$")
_DIGITS = re.compile(r"\d+")


def read_through(line: str) -> ReadThrough | None:
    """The line without what converters and OCR put into it; None where there is nothing of that kind.

    >>> read_through("完成投资 $1 2 . 5$ 亿元，占 $6 8 . 3 \\\\%$").text
    '完成投资 12.5 亿元，占 68.3%'
    >>> read_through("三 年 来 ， 共 打 井 4 6 眼 。").text
    '三年来，共打井46眼。'
    """
    read = _without(ReadThrough(line, list(range(len(line)))), emphasis(line))
    if "\\" in line or "$" in line or "<" in line or "&" in line:
        signs = _without_markup(read.text)
        read = ReadThrough(signs.text, [read.places[at] for at in signs.places])
    read = _without(read, _blanks(read.text))
    return read if read.text and read.text != line else None


def _without(read: ReadThrough, dropped: frozenset[int]) -> ReadThrough:
    if not dropped:
        return read
    kept = [at for at in range(len(read.text)) if at not in dropped]
    return ReadThrough("".join(read.text[at] for at in kept), [read.places[at] for at in kept])


def _without_markup(line: str) -> ReadThrough:
    characters: list[str] = []
    places: list[int] = []
    at = 0
    marks = (*_FORMULA.finditer(line), *_TAG.finditer(line), *INLINE.finditer(line))
    for found in sorted(marks, key=lambda one: one.start()):
        if found.start() < at:
            continue
        _emit(line, at, found.start(), characters, places, formula=False)
        if found.re is not _FORMULA:
            shown = _cell(found) if found.re is _TAG else printed(found, "".join(characters[-2:]))
            characters += shown
            places += range(found.start(), found.start() + len(shown))
        else:
            first = len(characters)
            _emit(line, found.start("body"), found.end("body"), characters, places, formula=True)
            _with_dollars(characters, places, first, found)
        at = found.end()
    _emit(line, at, len(line), characters, places, formula=False)
    return ReadThrough("".join(characters), places)


def _emit(
    line: str, start: int, end: int, characters: list[str], places: list[int], *, formula: bool
) -> None:
    """The characters of a stretch of the line, commands as the signs that they print."""
    at, inside = start, formula
    while at < end:
        one = line[at]
        if one == "\\" and (fraction := _FRACTION.match(line, at, end)):
            characters += [*fraction[1], "/", *fraction[2]]
            places += [*range(*fraction.span(1)), fraction.end(1), *range(*fraction.span(2))]
            places[-1], at = fraction.end() - 1, fraction.end()
            continue
        command = _COMMAND.match(line, at, end) if one == "\\" else None
        stands = formula or (command and command[2]) or line[at - 1 : at] in _BEFORE_COMMAND
        if command and stands and (sign := _sign_of(command)) is not None:
            if sign:
                if sign == "°" and characters and characters[-1] == "^":
                    characters.pop(), places.pop()
                characters.append(sign)
                places.append(command.start(2) if command[2] else at)
            inside = inside or bool(command[1])
            at = command.end()
            continue
        if inside and (one in "{} " or (formula and one == "~" and _is_tie(line, at))):
            if one == "}" and places:
                places[-1] = at
            inside = formula or one != "}"
        elif formula and one in "cC" and characters and characters[-1] == "^":
            characters[-1], places[-1] = "℃", at  # the circle of a degree that the converter took for nothing
        elif one in _RAISED and len(characters) > 1 and characters[-1] == "^" and characters[-2].isalpha():
            characters[-1], places[-1] = _RAISED[one], at
        else:
            characters.append(one)
            places.append(at)
        at += 1


def _with_dollars(characters: list[str], places: list[int], first: int, found: re.Match[str]) -> None:
    """Let what a formula prints begin and end at its dollars, so that an amount has both: $1.2\\times10^{4}$吨."""
    if len(characters) < first + 2 or not _NUMBER_BEGINS.match(characters[first]):
        return
    if not "一" <= characters[-1] <= "鿿":
        places[first], places[-1] = found.start(), found.end() - 1


_NUMBER_BEGINS = re.compile(r"[\d.+~≥≤<>±-]")


def _cell(tag: re.Match[str]) -> str:
    """What a tag of a table prints: bars between its cells."""
    return _CELLS.get((tag[1] + tag[2]).lower(), "")


def _is_tie(line: str, at: int) -> bool:
    """Whether ~ in a formula prints a blank: 9 2 ~ 7 5 0, 36 ~ \\mathrm{kg}; 12~15 is a range."""
    return (line[at - 1] == " " == line[at + 1 : at + 2]) or line[at + 1 : at + 3].lstrip().startswith("\\")


def _sign_of(command: re.Match[str]) -> str | None:
    """What a command prints; None where it is none of those that stand around numbers."""
    if command[2]:
        return command[2] if command[2] in _ESCAPED else ""
    return "" if command[1] in _SILENT else _COMMANDS.get(command[1])


def _blanks(text: str) -> frozenset[int]:
    """The places of blanks that OCR put inside words and numbers: none unless they are all over the line."""
    if text.count(" ") + text.count("\u3000") < _LEAST_BLANKS:
        return frozenset()
    single = [one.start() for one in _BLANK.finditer(text)]
    if len(single) < _LEAST_BLANKS or len(single) < len(text) * _LEAST_SHARE:
        return frozenset()
    lone, pieces = len(_LONE.findall(text)), len(_PIECE.findall(text))
    spelled = lone >= _LEAST_LONE and lone * 5 >= pieces * 3
    torn = bool(_BEFORE_MARK.search(text))
    if not torn and not spelled:
        return frozenset()
    return frozenset(_dropped(text, single, numbers=torn))


def _dropped(text: str, single: list[int], *, numbers: bool) -> Iterator[int]:
    """Blanks between Latin words and whole numbers stay; in a line that is only spelled out, all between digits."""
    for at in single:
        before, after = text[at - 1], text[at + 1]
        if before.isascii() and after.isascii() and before.isalpha() and after.isalpha():
            continue
        if before.isdigit() and after.isdigit():
            left = _DIGITS_END.search(text, max(0, at - 12), at)
            right = _DIGITS.match(text, at + 1)
            whole = left and right and min(len(left[0]), len(right[0])) > 2
            if whole or not numbers:
                continue
        yield at
