"""The arithmetic of Chinese numerals: pieces in, value out."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from shilu.extract.numerals.characters import DIGITS
from shilu.extract.numerals.numeral import EXACT

__all__ = ["Piece", "evaluate", "is_pair", "listed_pair"]

_LISTED_PAIR = re.compile(
    r"([一二三四五六七八])、([二三四五六七八九])(?=[十百千万亿](?![一二三四五六七八九]))"
)
_ONE = Decimal(1)
_NO_PAIR_AFTER = tuple("第十百千万亿零、一二三四五六七八九0123456789")


class Piece(NamedTuple):
    """One part of a numeral.

    `kind` is `number` (a coefficient), `small` (十百千), `big` (万亿兆) or `zero`. `high` differs from `low`
    for two neighbouring digits (五六十). `digit` marks a single Chinese digit, which after a unit may stand
    for the next place (三百五 is 350).
    """

    kind: str
    low: Decimal
    high: Decimal
    digit: bool = False


def is_pair(first: str, second: str) -> bool:
    """Whether two digits side by side mean "one or the other": 五六, 三五, 两三.

    >>> is_pair("五", "六"), is_pair("三", "八")
    (True, False)
    """
    if second == "两":
        return first == "一"
    low, high = DIGITS.get(first, 0), DIGITS.get(second, 0)
    return bool(low) and (high == low + 1 or (low, high) == (3, 5))


def listed_pair(text: str, at: int) -> Piece | None:
    """二、三 of 二、三十所, from 20 to 30: an older way to write 二三十. 二、三十五所 and 第二、三百 are none.

    >>> listed_pair("二、三十所", 0).high
    Decimal('3')
    """
    found = _LISTED_PAIR.match(text, at)
    if not found or not is_pair(found[1], found[2]) or text[at - 1 : at] in _NO_PAIR_AFTER:
        return None
    return Piece("number", Decimal(DIGITS[found[1]]), Decimal(DIGITS[found[2]]), digit=True)


def evaluate(pieces: list[Piece], *, high: bool = False, rest: Decimal = _ONE) -> Decimal:
    """The value of the pieces; with `high` that of the upper digit of each pair.

    `rest` is what stands behind a marker, 万 of 四亿三千多万: it multiplies what no larger unit has closed before.

    三百五 is 350 and 一万三 13000: a digit right after a unit stands for the place below it (Chao 1968, 7.1).
    """
    total = group = Decimal(0)
    current: Decimal | None = None
    last, largest, after_zero, is_digit = Decimal(1), Decimal(0), False, False
    for piece in pieces:
        worth = piece.high if high else piece.low
        if piece.kind == "number":
            current, is_digit = worth, piece.digit
            continue
        if piece.kind == "zero":
            after_zero = True
            continue
        if piece.kind == "small":
            group += EXACT.multiply(Decimal(1) if current is None else current, worth)
        else:
            group += _rest(current, last if group else Decimal(1), after_zero, is_digit)
            total = _close(total, group, worth, largest)
            largest, group = worth, Decimal(0)
        current, last, after_zero = None, worth, False
    return _marked(total, EXACT.add(group, _rest(current, last, after_zero, is_digit)), rest, largest)


def _marked(total: Decimal, group: Decimal, rest: Decimal, largest: Decimal) -> Decimal:
    """What is closed and the open group together: 四亿三千多万 is 4.3亿, 两万三千多亿 multiplies the whole."""
    if group and largest > rest:
        return EXACT.add(total, EXACT.multiply(group, rest))
    return EXACT.multiply(EXACT.add(total, group), rest)


def _rest(current: Decimal | None, last: Decimal, after_zero: bool, is_digit: bool) -> Decimal:
    """What a number without a unit behind it is worth."""
    if current is None:
        return Decimal(0)
    return current * last / 10 if is_digit and last > 10 and not after_zero else current


def _close(total: Decimal, group: Decimal, unit: Decimal, largest: Decimal) -> Decimal:
    """Add a finished group: 1亿2千万 adds, 万亿 and 四千零四万亿 multiply."""
    if not group:
        return EXACT.multiply(total, unit) if total else unit
    if total and unit > largest:
        return EXACT.multiply(EXACT.add(total, group), unit)
    return EXACT.add(total, EXACT.multiply(group, unit))
