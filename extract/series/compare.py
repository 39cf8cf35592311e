"""Whether two stated values are one, and whether a value keeps a promise.

Levels, rates and counts are compared by their own rule.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shilu.extract.series.keyed import Keyed
from shilu.schemas import PromiseVerdict, Target

__all__ = ["Aim", "agree", "aim_of", "judge"]

_POINTS = Decimal("0.5")
"""Room for 左右 and 约 at a rate, in percentage points: 6%左右 is 5.5% to 6.5%."""

_SHARE = Decimal("0.05")
"""Room for 左右 and 约 at a level or a count, as a share of it: 100亿元左右 is 95 to 105."""

_OPEN = Decimal("0.1")
"""How far beyond its number an open one (超100亿元) is taken for the same value."""

_RATES = frozenset({"growth", "share"})
_BELOW = ("控制", "不超过", "不高于", "低于", "压减", "以内", "以下", "不突破")
_NEARLY = ("近", "将近", "接近")


def room(fact: Keyed) -> tuple[Decimal, str]:
    """The room of 左右 around the number of a fact, to either side, and how it is told."""
    if fact.measured in _RATES:
        return _POINTS, "±0.5个百分点"
    return abs(fact.value or Decimal(0)) * _SHARE, "±5%"


def agree(one: Keyed, other: Keyed) -> bool:
    """Whether two statements of a variable and period say the same, as exactly as they are printed.

    Exact numbers agree within the rounding of the coarser of the two, things counted one by one only where they are
    equal; a bounded number agrees with what lies within its bounds.
    """
    if one.bound == other.bound == "exact" and one.value is not None and other.value is not None:
        return abs(one.value - other.value) <= max(one.slack, other.slack)
    (low, high), (least, most) = _reach(one), _reach(other)
    return low <= most and least <= high


def _reach(fact: Keyed) -> tuple[Decimal, Decimal]:
    """Between which numbers the truth lies."""
    value = fact.value
    if value is None:
        low, high = fact.lower, fact.upper
        known = low if low is not None else high
        assert known is not None
        return (low if low is not None else known, high if high is not None else known + abs(known))
    if fact.bound == "about":
        return value - room(fact)[0], value + room(fact)[0]
    if fact.bound in ("over", "at_least"):
        return value - fact.slack * 0, fact.upper if fact.upper is not None else value + abs(value) * _OPEN
    if fact.bound in ("under", "at_most"):
        return (fact.lower if fact.lower is not None else value - abs(value) * _OPEN), value
    return value - fact.slack, value + fact.slack


@dataclass(frozen=True, slots=True)
class Aim:
    """What would keep a promise. `lower` and `upper` are in the standard unit."""

    target: Target
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    width: str | None
    better: str


def aim_of(fact: Keyed) -> Aim:
    """How a planned or expected fact binds."""
    value = fact.value
    better = "less" if fact.better == "less" or (value is not None and value < 0) else "more"
    if value is None:
        if fact.lower is None or fact.upper is None:
            target: Target = "at_most" if fact.lower is None else "at_least"
            return Aim(target, None, fact.lower, fact.upper, None, "less" if fact.lower is None else "more")
        return Aim("range", None, fact.lower, fact.upper, None, better)
    if fact.bound == "about" or (fact.bound == "under" and fact.surface.startswith(_NEARLY)):
        width, told = room(fact)
        return Aim("about", value, value - width, value + width, told, better)
    return _bounded(fact, value, better)


def _bounded(fact: Keyed, value: Decimal, better: str) -> Aim:
    """Of a decrease the bounds are those of its size: 下降3%以上 is at most -3."""
    sign = -1 if value < 0 else 1
    held = any(one in fact.action or one in fact.surface for one in _BELOW)
    if fact.bound in ("under", "at_most") or (fact.bound == "exact" and held and sign > 0):
        return _limit(value, upper=sign > 0)
    if fact.bound in ("over", "at_least"):
        return _limit(value, upper=sign < 0)
    return Aim("exact", value, value, value, None, better)


def _limit(value: Decimal, *, upper: bool) -> Aim:
    if upper:
        return Aim("at_most", value, None, value, None, "less")
    return Aim("at_least", value, value, None, None, "more")


def judge(aim: Aim, actual: Keyed) -> PromiseVerdict | None:
    """What an actual value makes of a promise; None where it is too vague to tell.

    A bound is kept or not: `met` or `missed`. A range, and the room of 左右, hold it (`within`), or are outdone or not.
    A number is `met` as exactly as the actual value is printed.
    """
    value = actual.value
    if value is None:
        value = actual.lower if aim.better == "more" else actual.upper
    if value is None:
        return None
    slack = actual.slack if actual.kind != "count" else Decimal(0)
    if aim.target == "at_least":
        return "met" if aim.lower is not None and value + slack >= aim.lower else "missed"
    if aim.target == "at_most":
        return "met" if aim.upper is not None and value - slack <= aim.upper else "missed"
    assert aim.lower is not None
    assert aim.upper is not None
    if aim.lower - slack <= value <= aim.upper + slack:
        return "met" if aim.target == "exact" else "within"
    above = value > aim.upper
    return "exceeded" if above == (aim.better == "more") else "missed"
