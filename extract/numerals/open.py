"""Open numbers: 数十, 几百万, 好几千."""

from __future__ import annotations

import re
from decimal import Decimal

from shilu.extract.numerals.characters import BIG, DIGITS, SMALL
from shilu.extract.numerals.numeral import Numeral

__all__ = ["IN_THOUSANDS", "METRIC", "NOT_A_MARKER", "read_open", "read_rough", "read_some_tens"]

# A prefix of the metric system belongs to its unit: 5千米, 100千瓦, 1兆赫.
METRIC = re.compile(
    r"千(?:瓦|克|米|伏|卡|焦|欧|帕|赫|安|字节|比特|升|牛|吨公里|乏|贝|居里|磅)|百(?:帕|分点)|"
    r"兆(?:瓦|赫|帕|字节|焦|欧|伏|卡|比特|吨|电子伏|乏|字)"
)
# What statistics count by thousands, however many there are: 1120千公顷. 2022千人 may be a year and a thousand people.
IN_THOUSANDS = re.compile(r"千(?:公顷|公?吨|立方米|平方米|平方公里|人次|英亩)")
# 余 and 多 that begin a word: 余额, 多功能.
NOT_A_MARKER = re.compile(
    r"余(?:额|姚|杭|下|热|地|款|党|粮|孽|震|音|温|辉|光|味|波|生|弦|量|热|干|江)|多(?:样|功能|语|"
    r"边|云|媒体|式联|元化|层次|维|彩)"
    r"|来(?:自|到|源|宾|看|说|访|华|临|电|信|函|年|往|稿|源|之|势|袭|不及|得及|自于)"
)
_OPEN = re.compile(r"(?:好几|几|数|若干)([十百千万亿兆]{1,4})")


_ROUGH_STARTS = frozenset("百千万")
_ROUGH = re.compile(r"百十来|([百千万])把(?=[人户个斤块里名亩元只岁字头株吨家棵])")


_SOME_TENS = re.compile(
    r"(?P<n>[一二两三四五六七八九]?)(?P<unit>[百千])[数几](?P<tens>[十百])(?P<big>[万亿]?)"
)
_SOME_TENS_STARTS = frozenset("百千一二两三四五六七八九")


def read_some_tens(text: str, start: int) -> Numeral | None:
    """百数十, 三千数百: a number, and from one to ten of the next unit below it. None where none begins at `start`.

    >>> read_some_tens("百数十人", 0).upper
    Decimal('200')
    """
    found = _SOME_TENS.match(text, start) if text[start : start + 1] in _SOME_TENS_STARTS else None
    if not found or SMALL[found["tens"]] * 10 != SMALL[found["unit"]]:
        return None
    worth = BIG[found["big"]] if found["big"] else 1
    value = Decimal(DIGITS.get(found["n"], 1) * SMALL[found["unit"]] * worth)
    tens = Decimal(SMALL[found["tens"]] * worth)
    return Numeral(
        start, found.end(), None, lower=value + tens, upper=value + tens * 10, marker="数", magnitude=worth,
        chinese=True, rules=("numeral.some_tens",),
    )  # fmt: skip


def read_open(text: str, start: int) -> Numeral | None:
    """An open number, 数十 or 几百万: from one to ten of its unit. None where none begins at `start`.

    >>> read_open("数万人", 0).upper
    Decimal('100000')
    """
    found = _OPEN.match(text, start)
    if not found:
        return None
    units = found[1]
    end = found.end()
    while units and (len(units) > 1 or units in "百千兆") and METRIC.match(text, end - 1):
        end, units = end - 1, units[:-1]
    if not units:
        return None
    lower = _product(units)
    return Numeral(
        start, end, None, lower=lower, upper=lower * 10,
        marker=found[0][: found.start(1) - start],
        magnitude=_magnitude(units), chinese=True, rules=("numeral.open",),
    )  # fmt: skip


def read_rough(text: str, start: int) -> Numeral | None:
    """百十来, and 千把 before what is counted: about so many. None where none begins at `start`.

    >>> read_rough("百十来户人家", 0).value, read_rough("千把人", 0).value
    (Decimal('110'), Decimal('1000'))
    """
    found = _ROUGH.match(text, start) if text[start : start + 1] in _ROUGH_STARTS else None
    if not found:
        return None
    unit = found[1]
    value = Decimal(110) if unit is None else Decimal(SMALL.get(unit) or BIG[unit])
    marker = found[0][-1]
    return Numeral(
        start, found.end(), value, marker=marker, magnitude=10**4 if unit == "万" else 1, chinese=True,
        rules=("numeral.rough",),
    )  # fmt: skip


def _product(units: str) -> Decimal:
    value = Decimal(1)
    for unit in units:
        value *= SMALL.get(unit) or BIG[unit]
    return value


def _magnitude(units: str) -> int:
    """The product of the 万 and 亿 at the end of a run of units."""
    worth = 1
    for unit in reversed(units):
        if unit not in BIG:
            break
        worth *= BIG[unit]
    return worth
