"""The numbers of calendars and clocks: at most a few digits, Arabic or Chinese, also read digit by digit."""

from __future__ import annotations

import re

from shilu.extract.lexicon.ranges import JOINT

__all__ = ["CHINESE", "COUNTING", "DIGITS", "GAP", "NUMBER", "NUMERIC", "TO", "read_number"]

_DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "两": 2, "俩": 2, "三": 3, "仨": 3, "四": 4,
           "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}  # fmt: skip
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
_TENS = {"廿": "二十", "卅": "三十"}

CHINESE = r"[〇零○一二两俩三仨四五六七八九十廿卅百千]"
NUMBER = rf"(?:[0-9]{{1,4}}|{CHINESE}{{1,9}})"
"""A regular expression for one number; bounded, so that a megabyte of digits costs no more than its length.
"""


GAP = r"[ \t]{0,2}\n?"
"""The blanks, or the end of a line, that stand between a number and its unit."""

TO = rf"[ ]?{JOINT}[ ]?"
"""What stands between the first and the last day or month of a range."""

DIGITS = frozenset("0123456789")
NUMERIC = DIGITS | frozenset("〇零○一二两三四五六七八九十廿卅")
"""Every character that the number of a date may begin with."""

COUNTING = NUMERIC - {"○"} | frozenset("俩仨百千")
"""Every character that the number of a duration may begin with; ○ before one mostly marks an item: ○三天内办结."""


def read_number(text: str) -> int | None:
    """The number that a string of digits says, None where it says none.

    >>> [read_number(one) for one in ("11", "二〇二二", "十二", "两千零四", "廿三", "一百三十", "三十")]
    [11, 2022, 12, 2004, 23, 130, 30]
    """
    if text.isascii():
        return int(text) if text.isdigit() else None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    for short, long in _TENS.items():
        text = text.replace(short, long)
    return _read_places(text)


def _read_places(text: str) -> int | None:
    if not re.fullmatch(r"(?:[一二两三四五六七八九]?千)?零?(?:[一二两三四五六七八九]?百)?零?"
                        r"(?:[一二三四五六七八九]?十)?零?[一二两三四五六七八九]?", text):  # fmt: skip
        return None
    total, digit = 0, 0
    for character in text:
        if character in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[character], 0
        else:
            digit = _DIGITS[character]
    return total + digit
