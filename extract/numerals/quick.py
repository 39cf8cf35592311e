"""The commonest numerals, read without a pass over their pieces: 102, 1.5亿, 三, 十四."""

from __future__ import annotations

import re
from decimal import Decimal

from shilu.extract.numerals.arabic import Arabic
from shilu.extract.numerals.characters import BIG, DIGITS, SMALL, TENS, ZERO
from shilu.extract.numerals.numeral import EXACT, Numeral, whole

__all__ = ["below_hundred", "in_ten_thousands", "plain"]

_TEN_THOUSANDS = re.compile(
    r"(?:万亿|[万亿])(?![\d〇零○◯一二三四五六七八九两十百千万亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟多余来几点.·• \n])"
)
_ONES = "一二三四五六七八九"
_BELOW_HUNDRED = {"两": Decimal(2)} | {
    tens + ones: Decimal(10 * ten + one)
    for ten, tens in enumerate(("", "十", *(digit + "十" for digit in _ONES[1:])))
    for one, ones in enumerate(("", *_ONES))
    if ten or one
}
_IN_BELOW_HUNDRED = frozenset("十" + _ONES)
_GOES_ON = (
    frozenset(DIGITS)
    | frozenset(SMALL)
    | frozenset(TENS)
    | frozenset(BIG)
    | ZERO
    | frozenset("0123456789○◯点.·• \n多余来几、")
)


def plain(start: int, arabic: Arabic) -> Numeral:
    """Arabic digits and nothing else: 102, 3.5."""
    return Numeral(start, arabic.end, arabic.value, digits=True, rules=(arabic.rule,), repairs=arabic.repairs)


def in_ten_thousands(text: str, start: int, arabic: Arabic) -> Numeral | None:
    """4500万, 1.5亿, 3万亿; None where anything but 万 and 亿 belongs to the number, or where it was repaired."""
    ending = None if arabic.repairs else _TEN_THOUSANDS.match(text, arabic.end)
    if ending is None:
        return None
    magnitude = 1
    for unit in ending[0]:
        magnitude *= BIG[unit]
    worth = Decimal(magnitude)
    return Numeral(
        start, ending.end(), whole(EXACT.multiply(arabic.value, worth)), magnitude=magnitude,
        rules=("numeral.mixed",),
    )  # fmt: skip


def below_hundred(text: str, start: int) -> Numeral | None:
    """三 in 三名, 十四 in 十四届; None where another numeral character or a marker follows."""
    end = start + 1
    while end < start + 3 and text[end : end + 1] in _IN_BELOW_HUNDRED:
        end += 1
    value = _BELOW_HUNDRED.get(text[start:end])
    if value is None or text[end : end + 1] in _GOES_ON:
        return None
    return Numeral(start, end, value, chinese=True, rules=("numeral.chinese",))
