"""Tenths: 三成, 七五折, 两成半, 四成三."""

from __future__ import annotations

import re
from decimal import Decimal

from shilu.extract.numerals import NUMERAL_CHARACTERS, Numeral
from shilu.extract.numerals.characters import DIGITS
from shilu.extract.quantities.approximate import amount_of, scaled
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.measure_words import match_measure, named_unit
from shilu.extract.quantities.words import read_word
from shilu.schemas import Range

__all__ = ["NOT_TENTHS", "read_tenths"]

_TENTHS = re.compile(r" ?([成折])")
NOT_TENTHS = re.compile(
    r"成(?:立|为|员|果|本|效|绩|长|功|都|交|熟|品|就|型|人|片|群|套|份|语|倍|批|因|像|规|行|家|活|"
    r"材|绩|分|全|图|排|双|对|体|天|文|形|真|功|灾|渝|[A-Za-z])|折(?:叠|射|返|线|页|子|腾|磨|断|合|"
    r"算|损|纸|旧|现|戟|转|扇)"
)
"""成 and 折 that begin a word: 成立, 折叠."""
_TENTH_DIGIT = re.compile(
    r"[一二三四五六七八九](?=[,。、的左以上);:跌升降涨增减回至到和与及或比弱强]|提[高升到]|$)"
)
_OTHER_DIGIT = re.compile(r"[二三四五六七八九](?=[\u4e00-\u9fff])")


def read_tenths(source: Source, numeral: Numeral) -> Found | None:
    """三成, 七五折, 两成半: tenths, in per cent. 十折 is no discount and no amount."""
    folded = source.folded
    found = _TENTHS.match(folded, numeral.end)
    if not found or (NOT_TENTHS.match(folded, found.start(1)) and not _become(source, numeral, found.end())):
        return None
    amount = amount_of(numeral)
    value = numeral.value
    if found[1] == "折" and isinstance(amount, Range) and numeral.lower is not None and numeral.lower < 10:
        # 五六折 means from 50 to 60 per cent, as 五五折 means 55.
        amount, value = scaled(amount, Decimal(10)), None
    elif value is not None and (value > 10 or value == 0) and not (found[1] == "折" and value < 100):
        return None
    elif found[1] == "折" and value is not None and value >= 10:
        if value == 10 and numeral.chinese:
            return None
        amount = amount_of(numeral)
    else:
        amount = scaled(amount, Decimal(10))
    end = found.end()
    if folded[end : end + 1] == "半":
        amount, end = scaled(amount, Decimal(1), plus=Decimal(5)), end + 1
    elif found[1] == "成" and (digit := _tenth_digit(source, end)):
        amount, end = scaled(amount, Decimal(1), plus=Decimal(DIGITS[digit[0]])), digit.end()
    return Found(
        numeral.start, end, "percent", amount, unit=found[1], unit_code="%",
        rules=("share.tenths", named_unit(found[1]).rule, *numeral.rules),
        step=Decimal(10 if end == found.end() else 1),
        repairs=numeral.repairs,
    )  # fmt: skip


def _tenth_digit(source: Source, at: int) -> re.Match[str] | None:
    """三 of 四成三: before a mark or a verb of change, or where nothing counts it (八成二受访者, not 四成三户)."""
    digit = _TENTH_DIGIT.match(source.folded, at)
    if digit or not (digit := _OTHER_DIGIT.match(source.folded, at)):
        return digit
    end = digit.end()
    if source.folded[end] in NUMERAL_CHARACTERS or read_word(source, at):
        return None
    return None if match_measure(source, end, number_start=at) else digit


def _become(source: Source, numeral: Numeral, end: int) -> bool:
    """八成为女性: the tenths are the subject of 为, where 一成为会员 has the verb 成为."""
    is_digit = numeral.value is not None and 2 <= numeral.value <= 9
    return (
        is_digit and source.folded[end - 1 : end + 1] == "成为" and source.context(numeral.start, 1) != "第"
    )
