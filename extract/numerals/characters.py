"""The characters that Chinese writes numbers with, and what each is worth.

After GB/T 15835-2011 (numerals in publications) and, for the financial forms, the rules for bills of the
Accounting Law. All in folded text: simplified script, half width.
"""

from __future__ import annotations

__all__ = [
    "BIG", "DIGITS", "FINANCIAL", "NUMERAL_CHARACTERS", "SMALL", "TENS", "ZERO", "ZERO_LIKE",
    "is_numeral_character",
]  # fmt: skip

_PLAIN = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "两": 2}
_FINANCIAL_DIGITS = {
    "壹": 1, "贰": 2, "叁": 3, "参": 3, "肆": 4, "伍": 5, "陆": 6,
    "柒": 7, "捌": 8, "玖": 9, "弍": 2, "弎": 3,
}  # fmt: skip

DIGITS = {**_PLAIN, **_FINANCIAL_DIGITS}
"""Digits from one to nine, 两 among them."""

ZERO = frozenset("零〇")
ZERO_LIKE = frozenset("○◯Oo0")
"""What OCR and typists put for 〇 inside a string of Chinese digits: 二○二二年."""

SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
"""Units within a group of four digits."""

TENS = {"廿": 20, "卅": 30, "卌": 40}
"""Old forms for whole tens: 廿三 is 23."""

BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
"""Units that close a group: 兆 is 10^12, as in Chinese statistics outside computing."""

FINANCIAL = frozenset(_FINANCIAL_DIGITS) | frozenset("拾佰仟")
"""Forms used on bills. Alone most are ordinary words (陆地, 队伍, 参加), so one alone is no number."""

NUMERAL_CHARACTERS = frozenset("0123456789〇零一二三四五六七八九十百千万亿兆两廿卅壹贰叁肆伍陆柒捌玖拾佰仟")
"""Every character that the account of a page's numbers must place, folded."""


def is_numeral_character(character: str) -> bool:
    """Whether the account must place this (folded) character.

    >>> is_numeral_character("万"), is_numeral_character("半")
    (True, False)
    """
    return character in NUMERAL_CHARACTERS
