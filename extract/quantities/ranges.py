"""Two numbers that bound one amount: 10—12个, 800米至1.2公里, -18℃至-22℃; and 1.35±0.05."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from shilu.extract.numerals import divided
from shilu.extract.numerals.numeral import EXACT
from shilu.extract.quantities.approximate import scaled
from shilu.extract.quantities.compounds import read_tail
from shilu.extract.quantities.counted import Counted, read_counted
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.heads import Head, read_head
from shilu.extract.quantities.measure_words import Measure, match_prefix
from shilu.extract.quantities.measured import as_age, with_measure, with_prefix
from shilu.extract.quantities.share_ranges import BETWEEN
from shilu.schemas import Bounded, Exact, Range

__all__ = ["read_range", "read_tolerance"]

_BETWEEN_END = re.compile(r"(?:\(不?含(?:本数)?\)(?=之?间|[,。;)]|$))? ?(?:之间|间(?!隔|接|距|断))")
_SIGN = re.compile(r"(?:[-—–]|负|零下) ?(?=[\d.一二三四五六七八九十])")
_OF_AGES = re.compile(r"距今约?$|距今已?有?$")
_MOVED = re.compile(rf"(?:{cue('moves')})了?$")
_LEVEL_BEYOND = 10
"""How many times what it moved by a level is at least: 涨3%至5% is a range, 跌175点至23552点 a move and a level."""


_TOLERANCE = re.compile(r" ?(?:±|\+/-) ?(?=\d)")


def read_tolerance(source: Source, head: Head, first: Counted) -> Found | None:
    """1.35±0.05万公里, 20℃±2℃: a value, and how far from it the amount may lie."""
    link = _TOLERANCE.match(source.folded, first.end)
    second = read_head(source, link.end(), signed=False) if link else None
    if second is None or not isinstance(head.amount, Exact) or not isinstance(second.amount, Exact):
        return None
    counted = read_counted(source, second)
    if counted.measure is None or counted.unit is None:
        return None
    if first.measure and first.measure.rule != counted.measure.rule:
        return None
    shared = second.numeral.magnitude if head.numeral.magnitude == 1 and first.measure is None else 1
    value, reach = EXACT.multiply(head.amount.value, Decimal(shared)), second.amount.value
    amount = Bounded(bound="about", value=value, lower=value - reach, upper=value + reach)
    rules = ("shape.tolerance", *head.rules, *counted.rules)
    found = Found(head.start, counted.end, "other", amount, per=counted.per, rules=rules)
    found.per_rows = tuple(one.row for one in counted.below if one.row)
    return with_measure(found, counted.measure, counted.unit)


def read_range(source: Source, head: Head, first: Counted) -> Found | None:
    """Two numbers with a dash, 至 or 到 between: 10—12个, 5000万至8000万元, 5万到8万元."""
    if not isinstance(head.amount, Exact) or first.extra or first.half:
        return None
    first_tail = read_tail(source, first.end, first.unit) if first.unit else None
    link = BETWEEN.match(source.folded, first_tail.end if first_tail else first.end)
    if not link:
        return None
    second = _second_end(source, head, link)
    if second is None or not isinstance(second.amount, Exact):
        return None
    counted = read_counted(source, second)
    if not _same_measure(first, counted):
        return None
    low, high = head.amount.value, second.amount.value
    if first.measure is None and head.numeral.magnitude == 1 and second.numeral.magnitude > 1:
        shared = EXACT.multiply(low, Decimal(second.numeral.magnitude))
        low = shared if shared < high else low
    if first.measure is None and head.numeral.digits and (small := _small_unit(source, second)):
        low = low * small if low * small < high else low
    if first.measure is None and "numeral.letter" in second.rules and "numeral.letter" not in head.rules:
        low = low * (second.amount.value / (second.numeral.value or 1))
    if first.unit and first_tail:
        low += first_tail.plus
    if first.measure and counted.measure and _convertible(first.measure, counted.measure):
        low, high, smaller = _in_one_unit(low, high, first.measure, counted.measure)
        counted = replace(counted, measure=smaller, unit=first.unit) if smaller is first.measure else counted
    if first.measure and low * _LEVEL_BEYOND <= high and _MOVED.search(source.context(head.start, 3)):
        return None  # 跌175点至23552点: how far it moved, and where to
    return _join(
        source, head, counted if counted.measure else first, (low, high), counted.end, link[0].strip()
    )


def _small_unit(source: Source, second: Head) -> int:
    """The 千 of 5—8千元, which the lower end shares; 0 where the number has none."""
    digits = source.folded[second.numeral.start : second.end - 1]
    units = {"千": 1000, "百": 100}
    return units.get(source.folded[second.end - 1], 0) if digits.isascii() and digits.isdigit() else 0


def _second_end(source: Source, first: Head, link: re.Match[str]) -> Head | None:
    """The upper end of a range, with a sign of its own: -22℃ of -18℃至-22℃, -10℃ of -5℃--10℃."""
    sign = _SIGN.match(source.folded, link.end())
    if sign and ("-" not in link[0] or sign[0].strip() != "-"):
        second = read_head(Source(source.text, source.folded, link.end()), sign.end())
        return second if second and second.start == link.end() else None
    second = read_head(source, link.end(), signed="-" not in link[0])
    if second and first.negative and link[0].strip() == "--":
        return replace(second, negative=True, amount=scaled(second.amount, Decimal(-1)))
    return second


def _same_measure(first: Counted, second: Counted) -> bool:
    """3公里到5公里 is one range, 3人到5公里 is not; a unit may be left out on the left, not on the right."""
    if first.measure is None:
        return True
    if first.unit == "个" and second.unit and second.unit[0] == "个":
        return True  # 5个至8个百分点
    if second.measure is not None and _convertible(first.measure, second.measure):
        return not first.per and not second.per
    return second.measure is not None and second.measure.rule == first.measure.rule


def _convertible(first: Measure, second: Measure) -> bool:
    """800米至1.2公里: two units of one kind, of which one is so many of the other; 3元至5美元 are none."""
    if (
        first.row is None
        or second.row is None
        or first.kind != second.kind
        or first.kind in ("money", "temperature", "percent")
    ):
        return False
    return (
        first.row.standard is not None
        and first.row.standard == second.row.standard
        and first.rule != second.rule
    )


def _in_one_unit(
    low: Decimal, high: Decimal, first: Measure, second: Measure
) -> tuple[Decimal, Decimal, Measure]:
    """Both ends in the second unit (800米至1.2公里: 0.8); in the first where only that is exact (31分钟至1小时)."""
    if first.row is None or second.row is None:
        return low, high, second
    times = first.row.factor / second.row.factor
    above, below = Decimal(times.numerator), Decimal(times.denominator)
    moved = divided(EXACT.multiply(low, above), below)
    if EXACT.multiply(moved, below) == EXACT.multiply(low, above):
        return moved, high, second
    return low, divided(EXACT.multiply(high, below), above), first


def _join(
    source: Source, head: Head, counted: Counted, ends: tuple[Decimal, Decimal], end: int, link: str
) -> Found | None:
    """The range between two ends that fit; None where the second is not beyond the first, or nothing counts them."""
    low, high = ends
    cold = counted.measure is not None and counted.measure.kind == "temperature" and high < 0
    if high < low and (head.negative or cold):
        low, high = high, low  # -18℃至-22℃, 5℃到-3℃: the colder end may come second
    if low > high and counted.unit in ("年", "万年") and _OF_AGES.search(source.context(head.start, 4)):
        low, high = high, low  # 距今5300至4800年: the older age is printed first
    if low >= high:
        return None
    if counted.measure is None and link not in ("至", "到", "与", "和", "~"):
        known = not source.before(head.start, 1).strip() and not source.folded[end : end + 1].strip()
        if not known:
            return None
    tail = read_tail(source, end, counted.unit) if counted.unit else None
    if tail:
        high, end = high + tail.plus, tail.end
    if between := _BETWEEN_END.match(source.folded, end):
        end = between.end()
    found = Found(
        head.start, end, "other", Range(lower=low, upper=high), per=counted.per,
        rules=("shape.range", *head.rules, *counted.rules), repairs=head.numeral.repairs,
    )  # fmt: skip
    if counted.measure and not counted.unit:
        found.kind = counted.measure.kind
    if counted.measure and counted.unit:
        with_measure(found, counted.measure, counted.unit)
        found.per_rows = tuple(one.row for one in counted.below if one.row)
        as_age(source, found, counted)
    if prefix := match_prefix(source, head.start):
        with_prefix(found, prefix)
    return found
