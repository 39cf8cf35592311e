"""Numbers in Arabic digits, as print and OCR leave them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

__all__ = ["MOST_DIGITS", "Arabic", "match_arabic", "step_of"]

MOST_DIGITS = 60
"""A longer run of digits is no amount that anybody states."""

_PLAIN = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,12}(?!\d)|\d+)(?:\.\d+)?|\.\d+")
# 1 .5亿, 1,5亿, 3。5%: a point that OCR moved or took for another mark; only where the digits end in 万, 亿
# or a sign of per cent, where neither a list nor a sentence breaks off.
# 1·5米: older papers print the point so high; where it parts month and day (9·18事变), the calendar comes before.
_POINT = re.compile(
    r"(?<![\d,.])\d{1,4}(?:(?:[ \n]{1,2}\.|。)(?=\d{1,4}[万亿%‰])|,(?!\d{3})(?=\d{1,4}[万亿]))\d+"
    r"|(?<![\d.·•])\d{1,4}[·•](?=\d{1,4}(?![\d·•年月日号]))\d+"
)
_EXPONENT = re.compile(r"[eE][+-]?\d{1,3}(?![\dA-Za-z])")
# 3.\n5亿, 3\n00名: no number begins with 0, but for 00后 and 0元购. Across a blank line (共有3\n\n00名) only where the
# digits end a line of prose: a number on a line of its own is that of a page or a column.
_CUT = re.compile(
    r"\d+(?:\.[ \n]{1,2}(?=\d+ ?[万亿%‰元])|[.,]?(?:\n|(?<=[\u4e00-\u9fff]\d)\n{2,3}|(?<=[\u4e00-\u9fff]\d\d)\n{2,3})"
    r"(?=0\d*(?!后|元购|距离|容忍|基础|门槛|首付)[\u4e00-\u9fff%]))\d+"
)
# 1 000 000元; 3, 200 人 where the whole line is set apart.
_GROUPS = re.compile(
    r"\d{1,3}(?:(?: \d{3}){1,6}(?:\.\d+)?(?= ?[\u4e00-\u9fff%])|(?:, \d{3}){1,4}(?:\.\d+)?(?= [\u4e00-\u9fff]))"
    r"(?! ?[年月日])"
)
_LETTERED = re.compile(
    r"\d(?: \d){0,8} \. \d(?: \d){0,4}(?= ?[\u4e00-\u9fff%‰])|"  # 3 2 . 5万
    r"\d(?: \d){2,8}(?= ?[\u4e00-\u9fff%‰])|\d \d(?= ?[折成%‰])"  # 2 0 2 2年, 7 2折
)
_DAMAGED = re.compile(
    r"(?=[OolI|〇○]{0,24}\.?\d)(?:[\dOolI|〇○]{1,24}\.(?:[\dOolI|]{0,8}[\dOo]|[\dOolI|]{1,8}(?=[万亿%‰℃]))|[\dOolI|〇○]{2,24})(?=[\u4e00-\u9fff%‰℃°])"
)
# 8,6OO元: the commas between thousands tell that the letters are digits.
_DAMAGED_GROUPS = re.compile(
    r"(?=[\d,]{1,20}[OolI])\d{1,3}(?:,[\dOolI]{3}){1,4}(?:\.\d{1,2})?(?=[万亿]?[\u4e00-\u9fff%])"
)
# 1.286.500元: points for commas, as some programs print; three groups at least, else it is a decimal.
_DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,5}(?=[万亿]?(?:[元吨亩人户米斤]|美元|欧元|港元|平方|公))")
_NO_LITRE_BEFORE = frozenset("万亿%‰℃°年月")
_LOOKS_LIKE = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "l": "1", "I": "1", "|": "1"})


class Arabic(NamedTuple):
    """Digits up to `end`, their value, and what had to be read through to get it."""

    end: int
    value: Decimal
    repairs: tuple[str, ...] = ()
    rule: str = "numeral.arabic"


def match_arabic(text: str, start: int) -> Arabic | None:
    """The Arabic number that begins at `start`, or None.

    A repair is tried only where the characters have no plain reading: `3OO名` is 300, while `5l` stays 5.

    >>> match_arabic("2,035.6万元", 0).value
    Decimal('2035.6')
    >>> match_arabic("3OO名", 0).repairs
    ('look-alike digits',)
    """
    plain = _PLAIN.match(text, start)
    follows = text[plain.end() : plain.end() + 1] if plain else text[start : start + 1]
    if follows and follows in "OolI|〇○ \n.,·•。":
        repaired = _repaired(text, start, plain.end() if plain else start)
        if repaired:
            return repaired
    if not plain or plain.end() - start > MOST_DIGITS:
        return None
    return _exponent(text, plain.end(), Decimal(plain[0].replace(",", "")))


def _exponent(text: str, end: int, value: Decimal) -> Arabic:
    """2.789e-1, as spreadsheets print."""
    exponent = _EXPONENT.match(text, end) if text[end : end + 1] in ("e", "E") else None
    if not exponent or abs(int(exponent[0][1:])) > MOST_DIGITS:
        return Arabic(end, value)
    return Arabic(exponent.end(), value.scaleb(int(exponent[0][1:])), rule="numeral.exponent")


def _repaired(text: str, start: int, plain_end: int) -> Arabic | None:
    for pattern, repair in ((_CUT, "line break in a number"), (_GROUPS, "spaces in a number")):
        if found := pattern.match(text, start):
            digits = re.sub(r"[ \n,]", "", found[0])
            return Arabic(found.end(), Decimal(digits), (repair,))
    if found := _DOTTED.match(text, start):
        return Arabic(found.end(), Decimal(found[0].replace(".", "")), ("points between thousands",))
    if found := _POINT.match(text, start):
        return Arabic(found.end(), Decimal(re.sub(r"[^\d]+", ".", found[0])), ("damaged decimal point",))
    if found := _LETTERED.match(text, start):
        return Arabic(found.end(), Decimal(found[0].replace(" ", "")), ("spaces in a number",))
    if found := _DAMAGED_GROUPS.match(text, start):
        return Arabic(
            found.end(), Decimal(found[0].replace(",", "").translate(_LOOKS_LIKE)), ("look-alike digits",)
        )
    found = _DAMAGED.match(text, start)
    if found and found.end() > plain_end and _is_repairable(text, found):
        return Arabic(found.end(), Decimal(found[0].translate(_LOOKS_LIKE)), ("look-alike digits",))
    return None


def _is_repairable(text: str, found: re.Match[str]) -> bool:
    """No letter before it, and no unit at its end: 5l水 is five litres."""
    before = text[found.start() - 1 : found.start()]
    if before.isascii() and before.isalnum():
        return False
    if found[0][0] in "Oo" and found[0][1:2] != ".":
        return False  # O2O企业: no number begins with 0
    plain = found[0].rstrip("lI|Oo〇○")
    tail = found[0][len(plain) :]
    if tail in ("l", "I", "|") and len(plain) == 1:
        return text[found.end()] in _NO_LITRE_BEFORE
    return tail != "o" or len(plain) > 1


def step_of(value: Decimal) -> Decimal:
    """Worth of the last place that is not zero: the step of 余 and 多.

    >>> step_of(Decimal(12000)), step_of(Decimal("1.3"))
    (Decimal('1E+3'), Decimal('0.1'))
    """
    sign, digits, exponent = value.as_tuple()
    del sign
    if not isinstance(exponent, int) or not value:
        return Decimal(1)
    kept = len(digits)
    while kept > 1 and digits[kept - 1] == 0:
        kept -= 1
    return Decimal((0, (1,), exponent + len(digits) - kept))
