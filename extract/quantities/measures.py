"""A number with what counts it: 近4500万元, 3-5公里, 六斤八两, 零下15度."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from math import prod

from shilu.extract.numerals import divided
from shilu.extract.numerals.numeral import EXACT
from shilu.extract.quantities.approximate import hedged, scaled
from shilu.extract.quantities.bare import bare_counts
from shilu.extract.quantities.bounding import with_bounds
from shilu.extract.quantities.compounds import read_tail
from shilu.extract.quantities.counted import Counted, read_counted
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.heads import Head, read_head
from shilu.extract.quantities.measure_words import Measure, match_measure, match_prefix, named_unit
from shilu.extract.quantities.share_ranges import BETWEEN, share_range, tenths_range
from shilu.extract.quantities.shares import read_fraction, read_ratio
from shilu.extract.quantities.tenths import read_tenths
from shilu.schemas import Bounded, Exact, Range

__all__ = ["bound", "read_measure", "read_several"]

_BETWEEN_END = re.compile(r"(?:\(不?含(?:本数)?\)(?=之?间|[,。;)]|$))? ?(?:之间|间(?!隔|接|距|断))")
_SIGN = re.compile(r"(?:[-—–]|负|零下) ?(?=[\d.一二三四五六七八九十])")
_AND_BELOW = re.compile(
    r"(?:[,、 ]{0,2}(?:且|并|而|并且|但)?[, ]?)(?:少于|小于|低于|不足|不超过|不高于|不多于|不大于|"
    r"不到|(?:最高|最多|至多|顶多)(?:不超过|不得超过|为|达)?|<=?)?(?= ?[\d一二三四五六七八九十两百])"
)
_AGE_OF = re.compile(r"大(?=的|了|[,。;!?]|小孩|婴|宝|男|女|$)")
_OF_AGES = re.compile(r"距今约?$|距今已?有?$")
_TIMES = re.compile(r" ?[×xX*✕] ?(?=\d)")
_MULTIPLIED = frozenset({"power", "mass", "volume", "energy", "money", "data", "other", "area"})
_AGE_UNITS = frozenset({"天", "周", "个月", "个星期", "岁", "日", "年"})


def read_measure(source: Source, at: int) -> Found | None:
    """The amount whose number begins at `at`; None where there is no number, or one that counts nothing.

    >>> read_measure(Source("近4500万元", "近4500万元"), 1).amount.upper
    Decimal('45000000')
    """
    head = read_head(source, at)
    if head is None:
        return None
    shaped = _read_shape(source, head) or read_product(source, head)
    if shaped is not None:
        return shaped
    counted = read_counted(source, head)
    if ranged := _read_tolerance(source, head, counted) or _read_range(source, head, counted):
        return ranged
    prefix = _prefix(source, head, counted)
    if counted.measure is None and prefix is None:
        return None
    if head.numeral.bare and not bare_counts(source, head, counted.measure, counted.end):
        return None
    return _finish(source, head, counted, prefix)


def _prefix(source: Source, head: Head, counted: Counted) -> tuple[Measure, int] | None:
    """The unit before the number, where one can stand before what follows it."""
    kind = counted.measure.kind if counted.measure else None
    if kind is not None and kind not in _PREFIXED and kind != "mass":
        return None
    prefix = match_prefix(source, head.start)
    if prefix is None:
        return None
    of_parts = prefix[0].row is not None and prefix[0].row.of_parts
    return prefix if (kind in ("money", "mass") if of_parts else kind != "mass") else None


def read_several(source: Source, at: int) -> Found | None:
    """数台, 数家: from one to ten, with 数 at `at`."""
    measure = match_measure(source, at + 1, number_start=at)
    if measure is None or measure.kind == "percent":
        return None
    found = Found(at, at + 1 + len(measure.surface), "count", Range(lower=Decimal(1), upper=Decimal(10)))
    found.rules = ("numeral.open", measure.rule)
    return bound(source, _with_measure(found, measure, measure.surface))


_PREFIXED = ("money", "temperature", "angle", "energy", "concentration", "other", "speed", "count")


def read_product(source: Source, head: Head) -> Found | None:
    """2×60万千瓦 is 120万千瓦; 2.4×1.2米 is a size: its sides are the `terms`, the first of them the value."""
    if not head.numeral.digits or head.negative or head.end != head.numeral.end:
        return None
    factors, at = [head.numeral.value], head.end
    while (times := _TIMES.match(source.folded, at)) and len(factors) < 4:
        following = read_head(source, times.end(), signed=False)
        if following is None or following.numeral.value is None or following.numeral.marker:
            return None
        factors.append(following.numeral.value)
        last, at = following, following.end
    if len(factors) < 2:
        return None
    counted = read_counted(source, last)
    if counted.measure is None or counted.unit is None or not counted.measure.is_unit:
        return None
    terms = tuple(one for one in factors if one is not None)
    if counted.measure.kind == "length":
        amount = Exact(value=terms[0])
    elif counted.measure.kind in _MULTIPLIED and terms[0] == terms[0].to_integral_value():
        amount = Exact(value=prod(terms, start=Decimal(1)))
    else:
        return None
    found = Found(
        head.start, counted.end, "other", amount, per=counted.per, terms=terms,
        rules=("shape.product", *last.rules, *counted.rules),
    )  # fmt: skip
    found.per_rows = tuple(one.row for one in counted.below if one.row)
    return bound(source, _with_measure(found, counted.measure, counted.unit))


def _read_shape(source: Source, head: Head) -> Found | None:
    """Fractions, tenths and ratios, with the words that bound them."""
    if head.end != head.numeral.end:
        return None
    found = read_fraction(source, head.numeral, head.negative)
    if found is not None and found.kind == "other" and (measured := _fraction_of_unit(source, found)):
        return measured
    following = source.folded[head.end : head.end + 2].lstrip(" ")[:1]
    if found is None and following in ("成", "折"):
        found = read_tenths(source, head.numeral)
    if found is None:
        found = tenths_range(source, head)
    if (
        found is None
        and following in (":", "比")
        and head.numeral.value is not None
        and not head.numeral.bare
    ):
        found = read_ratio(source, head.numeral)
    if found is None:
        return None
    found.start = min(found.start, head.start)
    return bound(source, share_range(source, found))


def _fraction_of_unit(source: Source, found: Found) -> Found | None:
    """四分之一公升: the fraction is a number with a unit."""
    measure = match_measure(source, found.end, number_start=found.start)
    if measure is None or not measure.is_unit or measure.kind == "percent":
        return None
    found.end += len(measure.surface)
    return _with_measure(found, measure, measure.surface)


_TOLERANCE = re.compile(r" ?(?:±|\+/-) ?(?=\d)")


def _read_tolerance(source: Source, head: Head, first: Counted) -> Found | None:
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
    return _with_measure(found, counted.measure, counted.unit)


def _read_range(source: Source, head: Head, first: Counted) -> Found | None:
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
        _with_measure(found, counted.measure, counted.unit)
        found.per_rows = tuple(one.row for one in counted.below if one.row)
        _as_age(source, found, counted)
    if prefix := match_prefix(source, head.start):
        _with_prefix(found, prefix)
    return bound(source, found)


def _finish(source: Source, head: Head, counted: Counted, prefix: tuple[Measure, int] | None) -> Found:
    amount, end = head.amount, counted.end
    found = Found(
        head.start, end, "other", amount, per=counted.per, rules=(*head.rules, *counted.rules),
        repairs=head.numeral.repairs,
    )  # fmt: skip
    if counted.half:
        found.amount = scaled(amount, Decimal(1), plus=Decimal("0.5"))
        found.rules += ("compound.half",)
    if counted.measure and not counted.unit:
        found.kind = counted.measure.kind
    if counted.measure and counted.unit:
        _with_measure(found, counted.measure, counted.unit)
        found.per_rows = tuple(one.row for one in counted.below if one.row)
        if not counted.per:
            _add_tail(source, found, counted, large=head.numeral.magnitude >= 10**4)
        _as_age(source, found, counted)
    if prefix is not None:
        _with_prefix(found, prefix)
    if counted.extra:
        found.amount = hedged(found.amount, counted.extra, step=Decimal(1))
        found.approximator = counted.extra.surface
        found.rules += (counted.extra.rule,)
    return bound(source, found)


def _add_tail(source: Source, found: Found, counted: Counted, *, large: bool) -> None:
    tail = read_tail(source, found.end, counted.unit or "", large=large)
    if tail is None or isinstance(found.amount, Range):
        return
    found.end = tail.end
    found.rules += (tail.rule,)
    if tail.at_most is not None and isinstance(found.amount, Exact):
        value = found.amount.value
        found.amount = Range(lower=value + tail.plus, upper=value + tail.at_most)
        return
    if tail.unit is None:
        found.amount = scaled(found.amount, Decimal(1), plus=tail.plus)
        return
    found.amount = scaled(found.amount, tail.factor, plus=tail.plus)
    _with_measure(found, named_unit(tail.unit, kind=found.kind), tail.unit)


def _as_age(source: Source, found: Found, counted: Counted) -> None:
    """90天大的小孩: a duration with 大 is an age."""
    if (
        found.kind == "duration"
        and counted.unit in _AGE_UNITS
        and (old := _AGE_OF.match(source.folded, found.end))
    ):
        found.kind, found.end = "age", old.end()
        found.rules += ("shape.age",)


def _with_measure(found: Found, measure: Measure, unit: str) -> Found:
    found.kind, found.unit, found.unit_code = measure.kind, unit if measure.named else None, measure.code
    found.row = measure.row
    if unit == "兀":
        found.repairs = (*found.repairs, "look-alike characters")
    return found


def _with_prefix(found: Found, prefixed: tuple[Measure, int]) -> None:
    """新台币177.1亿元: the word before tells which 元 or 度 it is."""
    prefix, found.start = prefixed
    part = found.row if found.kind == "money" and found.row and found.row.factor < 1 else None
    found.kind = prefix.kind
    found.unit = found.unit or prefix.surface
    found.unit_code = None if part else prefix.code
    found.rules += (prefix.rule,)
    found.row = prefix.row
    if part and prefix.row:  # 港币三角: a tenth of that money
        found.row = prefix.row.model_copy(update={"factor": prefix.row.factor * part.factor})


def _other_bound(source: Source, found: Found) -> Found:
    """1000以上,1500以下; 大于4865并少于20793: two bounds of one amount."""
    amount = found.amount
    if not isinstance(amount, Bounded) or amount.lower is None or amount.bound not in ("over", "at_least"):
        return found
    link = _AND_BELOW.match(source.folded, found.end)
    if link is None:
        return found
    probe = Source(source.text, source.folded, found.end)
    second = read_measure(probe, link.end()) or _bare_bound(probe, link.end())
    if second is None or not isinstance(second.amount, Bounded) or second.unit != found.unit:
        return found
    upper = second.amount.upper
    if second.amount.bound not in ("under", "at_most") or upper is None or upper <= amount.lower:
        return found
    found.amount, found.end = Range(lower=amount.lower, upper=upper), second.end
    found.rules += ("shape.two bounds",)
    return found


def _bare_bound(source: Source, at: int) -> Found | None:
    head = read_head(source, at)
    return (
        bound(source, Found(head.start, head.end, "other", head.amount, rules=head.rules)) if head else None
    )


def bound(source: Source, found: Found) -> Found:
    """Apply the words around the amount that bound it, and take them into its span where they touch it."""
    return _other_bound(source, with_bounds(source, found))
