"""A number with what counts it: 近4500万元, 3-5公里, 六斤八两, 零下15度."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod

from shilu.extract.quantities.approximate import hedged, scaled
from shilu.extract.quantities.bare import bare_counts
from shilu.extract.quantities.bounding import with_bounds
from shilu.extract.quantities.compounds import read_tail
from shilu.extract.quantities.counted import Counted, read_counted
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.heads import Head, read_head
from shilu.extract.quantities.measure_words import Measure, match_measure, match_prefix, named_unit
from shilu.extract.quantities.measured import as_age, with_measure, with_prefix
from shilu.extract.quantities.ranges import read_range, read_tolerance
from shilu.extract.quantities.share_ranges import share_range, tenths_range
from shilu.extract.quantities.shares import read_fraction, read_ratio
from shilu.extract.quantities.tenths import read_tenths
from shilu.schemas import Bounded, Exact, Range

__all__ = ["bound", "read_measure", "read_several"]

_AND_BELOW = re.compile(
    r"(?:[,、 ]{0,2}(?:且|并|而|并且|但)?[, ]?)(?:少于|小于|低于|不足|不超过|不高于|不多于|不大于|"
    r"不到|(?:最高|最多|至多|顶多)(?:不超过|不得超过|为|达)?|<=?)?(?= ?[\d一二三四五六七八九十两百])"
)
_TIMES = re.compile(r" ?[×xX*✕] ?(?=\d)")
_MULTIPLIED = frozenset({"power", "mass", "volume", "energy", "money", "data", "other", "area"})


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
    if tolerance := read_tolerance(source, head, counted):
        return tolerance
    if ranged := read_range(source, head, counted):
        return bound(source, ranged)
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
    return bound(source, with_measure(found, measure, measure.surface))


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
    return bound(source, with_measure(found, counted.measure, counted.unit))


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
    return with_measure(found, measure, measure.surface)


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
        with_measure(found, counted.measure, counted.unit)
        found.per_rows = tuple(one.row for one in counted.below if one.row)
        if not counted.per:
            _add_tail(source, found, counted, large=head.numeral.magnitude >= 10**4)
        as_age(source, found, counted)
    if prefix is not None:
        with_prefix(found, prefix)
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
    with_measure(found, named_unit(tail.unit, kind=found.kind), tail.unit)


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
