"""What an amount is stated per: 元/吨 inside it, 每亩 and 亩均 beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from shilu.extract.numerals import read_numeral
from shilu.extract.quantities.findings import Found, Other, Source
from shilu.extract.quantities.measure_words import PER_ONE, Measure, match_measure, named_symbol
from shilu.extract.text.fold import fold
from shilu.schemas import Exact

__all__ = [
    "Denominator",
    "as_denominator",
    "find_denominators",
    "is_priced",
    "price_per",
    "read_population",
    "read_slash",
]

_PER_NOUNS = "人户亩吨次年月天日季周时床生村镇县企校车船株头只斤个件台套米升度公里"
_AVERAGE = re.compile(
    r"(人|户|亩|年|月|日|周|季|村|校|企|车|床|店|县|镇|垧|时|天|次|件|单|头|株|吨|生|师|户月|人年)(?:平)?均(?![衡匀等势摊价])"
)
_EVERY = re.compile(r"(?<![\w]之)(?:每|毎|平均每|每一)(?=\S)")
_EVERY_ENDS = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?=均|可|需|要|约|有|由|增|减|收|能|补|奖|发|达|为|的|投|不|超|仅|只|至|从|给|配|\d|[,，。、；;:：一二三四五六七八九十百千两])"
)
_POPULATION = re.compile(r" ?/ ?((?:十|百|千|1|10|100|1000)?[万千]|百万|十万)(?![一二三四五六七八九\d元])")
_SLASH = re.compile(r" ?/ ?")
_JOINED = re.compile(r"[·./]")
_ONE_OF = re.compile(rf" ?[(]?(?={PER_ONE})(一)")
_PRICED_KINDS = frozenset({"mass", "volume", "area", "length"})
_EVERY_DOING = re.compile(r"每[\u4e00-\u9fff]{1,2}$")
_COSTS = re.compile(
    r"[\u4e00-\u9fff]{0,2}?(?:就要|要|卖|收|才|得|值|涨到|降到|跌到|只要|仅|从|由)(?:到|上|了)?(?=[\d一二三四五六七八九十两几])"
)
_NOT_A_PRICE = ("一次", "一个")


@dataclass(frozen=True, slots=True)
class Denominator:
    """A word that says what a rate is stated per, at its place: 每亩 gives 亩."""

    start: int
    end: int
    unit: str


def read_slash(source: Source, at: int) -> tuple[int, tuple[Measure, ...]]:
    """Denominators printed after a slash: 元/吨, 元/人·月, 元/50千克. The end of them, and the units."""
    per: list[Measure] = []
    end = at
    while slash := (_SLASH if not per else _JOINED).match(source.folded, end):
        measure = match_measure(source, slash.end(), number_start=slash.end())
        measure = measure or named_symbol(source, slash.end())
        noun = source.folded[slash.end() : slash.end() + 1]
        if measure is None and (several := _several(source, slash.end())):
            per.append(several)
        elif measure:
            per.append(measure)
        elif noun and noun in _PER_NOUNS:
            per.append(Measure(noun, "count", None, "shape.per"))
        else:
            break
        end = slash.end() + len(per[-1].surface)
    return end, tuple(per)


_ROUND = re.compile(r"(?:1|2|5|10|20|25|40|50|100|200|250|500|1000) ?(?=[^\d\s.,])")


def _several(source: Source, at: int) -> Measure | None:
    """50千克 of 元/50千克, 100g of mg/100g: a round number of a unit of weight or of volume."""
    number = _ROUND.match(source.folded, at)
    if number is None:
        return None
    end = number.end()
    measure = match_measure(source, end, number_start=at) or named_symbol(source, end)
    if measure is None or measure.kind not in ("mass", "volume"):
        return None
    return Measure(source.folded[at : end + len(measure.surface)], measure.kind, None, "shape.per")


def read_population(source: Source, at: int) -> tuple[int, str] | None:
    """15.7/10万: so many of a hundred thousand people. The end of it and the denominator."""
    found = _POPULATION.match(source.folded, at)
    return (found.end(), found[1]) if found else None


def find_denominators(text: str) -> tuple[Denominator, ...]:
    """Words that state a rate outside the amount: 每亩, 每个小网格, 亩均, 人均, in order of their start.

    >>> [(one.unit, one.start, one.end) for one in find_denominators("每亩1100元,户均增收3000元")]
    [('亩', 0, 2), ('户', 8, 10)]
    """
    source = Source(text, fold(text))
    found = [Denominator(one.start(), one.end(), one[1]) for one in _AVERAGE.finditer(source.folded)]
    for every in _EVERY.finditer(source.folded):
        end = _end_of_every(source, every.end())
        if end > every.end():
            unit = _without_classifier(source, every.end(), end)
            found.append(Denominator(every.start(), end, text[unit:end]))
    return tuple(sorted(found, key=lambda one: one.start))


def as_denominator(found: Found) -> Other:
    """10万人 in 每10万人23.4例: what a rate is stated per is no amount of its own."""
    return Other(
        found.start, found.end, "idiom", "every.denominator of a rate", amount=found.amount, unit=found.unit
    )


def is_priced(source: Source, found: Found) -> bool:
    """一斤 of 一斤要3块8, 一吨 of 每烘一吨湿谷收60元: one of a unit that a price or rate is stated per."""
    if found.kind not in _PRICED_KINDS or source.folded[found.start] not in "一1" or found.approximator:
        return False
    if not isinstance(found.amount, Exact) or found.amount.value != 1:
        return False
    if _EVERY_DOING.search(source.context(found.start, 3)):
        return True
    link = _COSTS.match(source.folded, found.end)
    numeral = read_numeral(source.folded, link.end()) if link else None
    measure = match_measure(source, numeral.end, number_start=numeral.start) if numeral else None
    return measure is not None and (measure.kind == "money" or measure.surface == "块")


def price_per(source: Source, row: Found | Other) -> Other | None:
    """一斤 in 7000元一斤, 四块二一斤: what a price is stated per, which is also noted in the price."""
    if isinstance(row, Other) or row.kind not in ("money", "other") or row.per or row.unit_code == "%":
        return None
    if row.kind == "other" and (row.unit is not None or row.start == row.end - 1):
        return None
    one = _ONE_OF.match(source.folded, row.end)
    if one is None or source.folded[one.end() : one.end() + 1] in ("半", "多"):
        return None
    measure = match_measure(source, one.end(), number_start=one.start(1))
    if (
        measure is None
        or measure.kind == "money"
        or source.folded[one.start(1) : one.end() + 1] in _NOT_A_PRICE
    ):
        return None
    end = one.end() + len(measure.surface)
    if row.kind == "other":  # 这个要三百八一斤: what costs so much a pound is in the money of the page
        if measure.kind not in ("mass", "volume"):
            return None
        row.kind, row.rules = "money", (*row.rules, "every.price without its unit")
    row.per = (source.text[one.end() : end],)
    row.per_rows = (measure.row,) if measure.row else ()
    amount = Exact(value=Decimal(1))
    return Other(one.start(1), end, "idiom", "every.denominator of a price", amount=amount, unit=row.per[0])


def _end_of_every(source: Source, at: int) -> int:
    """Where the thing after 每 ends: a unit or classifier, with the noun that it counts."""
    numeral = read_numeral(source.folded, at)
    measure = match_measure(source, numeral.end if numeral else at, number_start=at)
    if numeral and measure:
        return numeral.end + len(measure.surface)  # 每10万人
    if measure and measure.is_unit:
        return at + len(measure.surface)
    after = at + len(measure.surface) if measure else at
    noun = _EVERY_ENDS.match(source.folded, after)
    if measure:
        return noun.end() if noun else after
    return noun.end() if noun else at


def _without_classifier(source: Source, at: int, end: int) -> int:
    """Where the noun begins: 每个小网格 is per 小网格; 每户 is per 户."""
    measure = match_measure(source, at, number_start=at)
    after = at + len(measure.surface) if measure and not measure.is_unit else at
    return after if after < end else at
