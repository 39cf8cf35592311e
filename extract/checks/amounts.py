"""Amounts as figures that can be reckoned with: a number, its unit, and how exactly it is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from shilu.extract.text import fold
from shilu.schemas import AnyFact, Bounded, Range

__all__ = ["Figure", "figure_of"]

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.(\d+))?")
_ABOUT = Decimal("0.05")
"""Room for 约 and 左右, as a share of the number, unless its last digit leaves more."""
_BOUNDED = Decimal("0.1")
"""Room for 近, 超 and the like where the words give no second bound."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in `unit`; the truth may lie `slack` to either side of it."""

    value: Decimal
    unit: str | None
    slack: Decimal

    @property
    def relative(self) -> Decimal:
        """The slack as a share of the number; 0 for the number 0."""
        return self.slack / abs(self.value) if self.value else Decimal(0)


def figure_of(fact: AnyFact) -> Figure | None:
    """The figure of a fact, in the standard unit where there is one; None for ranges, limits and open numbers.

    The slack of an exact number is half a unit of the last place printed: 1.5亿元 may be five million more or
    less. Whole things counted one by one (102座) have none.
    """
    amount = fact.quantity.amount
    if isinstance(amount, Range) or (isinstance(amount, Bounded) and amount.bound in {"at_least", "at_most"}):
        return None
    normal = fact.quantity.normal
    value, unit = amount.value, fact.quantity.unit
    slack = _slack(fact)
    if normal is not None and normal.value is not None and value:
        slack, value, unit = slack * abs(normal.value / value), normal.value, normal.unit
    return Figure(value, unit, slack)


def _slack(fact: AnyFact) -> Decimal:
    amount = fact.quantity.amount
    if isinstance(amount, Range):
        raise TypeError("a range has no slack")
    half = _last_place(fact.quantity.span.surface, amount.value) / 2
    whole = fact.kind == "count" and half <= Decimal("0.5")
    if not isinstance(amount, Bounded):
        return Decimal(0) if whole else half
    if amount.lower is not None and amount.upper is not None:
        return amount.upper - amount.lower
    share = _ABOUT if amount.bound == "about" else _BOUNDED
    return max(half, abs(amount.value) * share)


def _last_place(surface: str, value: Decimal) -> Decimal:
    """What one more in the last printed digit is worth: 10000 for 4500万, 1 for a number written in characters."""
    match = _DIGITS.search(fold(surface).replace("\n", ""))
    printed = Decimal(match[0].replace(",", "")) if match else Decimal(0)
    if match is None or not printed:
        return Decimal(1)
    return abs(value / printed) * Decimal(10) ** -len(match[1] or "")
