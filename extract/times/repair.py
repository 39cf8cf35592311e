"""Dates as scanners leave them: letters for digits (2O22年l2月), and blanks between all characters (去 年)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from shilu.extract.times.numbers import read_number

__all__ = ["Legible", "legible"]


@dataclass(frozen=True)
class Legible:
    """A folded text as it was meant, and the way back to where its characters stand."""

    text: str
    offsets: tuple[int, ...] | None = None
    """Where each character stands in the text as given; None where none was left out."""
    letters: tuple[int, ...] = ()
    """Where in `text` a letter was read as a digit, in order."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The range of the text as given that a range of this one is."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1

    def is_repaired(self, start: int, end: int) -> bool:
        """Whether a letter was read as a digit in that range."""
        at = bisect_left(self.letters, start)
        return at < len(self.letters) and self.letters[at] < end


def legible(folded: str) -> Legible:
    """The text without the blanks of spaced print and line breaks in its years, and with digits for the letters in its
    dates.

    >>> legible("一九\\n九八年建成").text
    '一九九八年建成'
    >>> legible("2O22年l2月").text, legible("去 年 ， 全 县 新 建".replace("，", ",")).text
    ('2022年12月', '去年,全县新建')
    """
    close = _without_blanks(_TWENTY.sub("廿", folded))
    letters: list[int] = []

    def digits(found: re.Match[str]) -> str:
        read = _read_run(found)
        if read is None:
            return found[0]
        letters.extend(found.start() + at for at, one in enumerate(found[0]) if one != read[at])
        return read

    text = _RUN.sub(digits, close.text) if _LETTER.search(close.text) else close.text
    return Legible(text, close.offsets, tuple(letters)) if letters else close


_TWENTY = re.compile(r"(?<=月)念(?=[一二三四五六七八九]?[日号])")
"""The twenty of Shanghai's old papers: 八月念二日 is the 22nd."""

_TOKEN = r"(?:[一-鿿]|[0-9]{1,4}|[,。:;!?()%.、])"
_SPACED = re.compile(rf"[ ]{_TOKEN}(?:[ ]{{1,3}}{_TOKEN}){{3,}}(?![0-9])")
"""Five characters or more with blanks between all of them, but for the first: a blank is soon found."""

_FIRST = re.compile(rf"(?<![0-9]){_TOKEN}[ ]{{0,2}}\Z")

_BLANKS = re.compile(r"(?<=[0-9])[ ]{1,3}(?=[0-9])|[ ]{1,3}")
_SPLIT_NUMBER = re.compile(r"[0-9]{1,3}(?:[ ]{1,3}[0-9]{1,3}){1,3}(?=[ ]{0,3}[年月日])")
_LONGEST_YEAR = 4


def _without_blanks(folded: str) -> Legible:
    dropped: list[tuple[int, int]] = []
    for run in _SPACED.finditer(folded):
        first = _FIRST.search(folded, max(0, run.start() - 6), run.start())
        start, end = (first or run).start(), run.end()
        numbers = [
            one.span()
            for one in _SPLIT_NUMBER.finditer(folded, start, end)
            if len(one[0].replace(" ", "")) <= _LONGEST_YEAR
        ]
        for blank in _BLANKS.finditer(folded, start + (first is None), end):
            between = folded[blank.start() - 1].isdigit() and folded[blank.end()].isdigit()
            if not between or any(low < blank.start() < high for low, high in numbers):
                dropped.append(blank.span())
    if "\n" in folded:
        dropped = sorted([*dropped, *_breaks_in_years(folded)])
    if not dropped:
        return Legible(folded)
    pieces: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end in [*dropped, (len(folded), len(folded))]:
        pieces.append(folded[at:start])
        offsets.extend(range(at, start))
        at = end
    return Legible("".join(pieces), tuple(offsets))


_CUT_YEAR = re.compile(
    r"(?:(?<=[一-鿿,。、;:(“])[12][0-9]{0,2}|(?<![〇○零一二三四五六七八九十])[一二][〇○零一二三四五六七八九]{0,2})"
    r"(?P<break>\n)[0-9〇○零一二三四五六七八九]{1,3}(?=[ ]?年)"
)


def _breaks_in_years(folded: str) -> Iterator[tuple[int, int]]:
    """Line breaks within the four digits of a year: 一九 / 九八年, 于20 / 22年."""
    for found in _CUT_YEAR.finditer(folded):
        digits = found[0].replace("\n", "")
        if len(digits) == _LONGEST_YEAR and 1000 <= (read_number(digits) or 0) <= _MOST["年"][1]:
            yield found.span("break")


_RUN = re.compile(
    r"(?<![0-9A-Za-z.|])(?=[0-9]{0,3}[OoIl|〇○])[0-9OoIl|〇○]{2,4}(?=[ ]?[年月日号])"
    r"|[一二](?=[〇○零一二三四五六七八九]{0,2}[Oo0])[Oo0〇○零一二三四五六七八九]{3}(?=[ ]?年)"
)
"""A year, month or day with a letter in it: 20l9年, l2月, 2O日, 二O一五年."""

_LETTER = re.compile(r"[OoIl|〇○](?=[0-9OoIl|〇○零一二三四五六七八九]{0,3}[ ]?[年月日号])")
"""What any such run has in it: most texts have none, and are passed over by this."""

_LETTERS_ONLY = re.compile(r"[Il][OoIl][月日]")
"""IO月, ll日: two letters that stand for 10 and 11; nothing else ends in 月 or 日 like that."""

_DIGITS = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "I": "1", "l": "1", "|": "1"})
_SPELT = str.maketrans({"O": "〇", "o": "〇", "0": "〇", "○": "〇"})
_MOST = {"年": (1000, 2200), "月": (1, 12), "日": (1, 31), "号": (1, 31)}


def _read_run(found: re.Match[str]) -> str | None:
    """The run in digits, None where it has no digit of its own or makes no year, month or day."""
    run, unit = found[0], found.string[found.end() : found.end() + 2].lstrip(" ")[:1]
    spelt = run[0] in "一二"
    letters = not spelt and not any(one.isdigit() for one in run if one.isascii())
    if letters and not _LETTERS_ONLY.fullmatch(run + unit):
        return None
    read = run.translate(_SPELT if spelt else _DIGITS)
    number = read_number(read)
    least, most = _MOST[unit]
    return read if number is not None and least <= number <= most else None
