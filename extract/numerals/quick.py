"""The commonest numerals, read without a pass over their pieces: 102, 1.5亿, 三."""

from __future__ import annotations

import re
from decimal import Decimal

from extract.numerals.arabic import Arabic, step_of
from extract.numerals.characters import BIG, DIGITS, SMALL, TENS, ZERO
from extract.numerals.numeral import EXACT, Numeral, whole

__all__ = ["in_ten_thousands", "one_digit", "plain"]

_TEN_THOUSANDS = re.compile(
    r"(?:万亿|[万亿])(?![\d〇零○◯一二三四五六七八九两十百千万亿兆廿卅壹贰叁肆伍陆柒捌玖拾佰仟多余来几点.·• \n])"
)
_ONE_DIGIT = {character: Decimal(DIGITS[character]) for character in "一二三四五六七八九"}
_GOES_ON = (
    frozenset(DIGITS)
    | frozenset(SMALL)
    | frozenset(TENS)
    | frozenset(BIG)
    | ZERO
    | frozenset("○◯点.·• \n多余来几")
)


def plain(start: int, arabic: Arabic) -> Numeral:
    """Arabic digits and nothing else: 102, 3.5."""
    return Numeral(
        start, arabic.end, arabic.value, step=step_of(arabic.value), digits=True, rules=(arabic.rule,),
        repairs=arabic.repairs,
    )  # fmt: skip


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
        step=whole(EXACT.multiply(min(step_of(arabic.value), Decimal(1)), worth)), rules=("numeral.mixed",),
    )  # fmt: skip


def one_digit(text: str, start: int) -> Numeral | None:
    """三 in 三名; None where another numeral character or a marker follows."""
    value = _ONE_DIGIT.get(text[start])
    if value is None or text[start + 1 : start + 2] in _GOES_ON:
        return None
    return Numeral(start, start + 1, value, chinese=True, rules=("numeral.chinese",))
