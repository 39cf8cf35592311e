"""The numbers of a fact in the standard unit, and how exactly they are printed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from shilu.extract.quantities.tables import currencies, units
from shilu.extract.text import fold
from shilu.schemas import plain

__all__ = ["Numbers", "shown"]

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.(\d+))?")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a row in the standard unit."""

    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    slack: Decimal
    scale: Decimal

    @classmethod
    def of(cls, row: Mapping[str, Any], *, negative: bool) -> Numbers | None:
        """None where the row has no number (a ratio of three)."""
        value, lower, upper = (_decimal(row[name]) for name in ("value", "lower", "upper"))
        if value is None and lower is None and upper is None:
            return None
        scale = _scale(row, value)
        value, lower, upper = (None if one is None else one * scale for one in (value, lower, upper))
        slack = _last_place(row["surface"], _decimal(row["value"])) / 2 * scale
        if row["kind"] == "count" and slack <= Decimal("0.5"):
            slack = Decimal(0)
        if negative:
            value, lower, upper = (None if one is None else -one for one in (value, upper, lower))
        return cls(value, lower, upper, abs(slack), scale)


def _scale(row: Mapping[str, Any], value: Decimal | None) -> Decimal:
    """How many standard units one printed unit is; 1 where it has none."""
    normal = _decimal(row["normal_value"])
    if row["kind"] == "temperature":  # degrees of two scales are no multiples of each other
        return Decimal(1)
    if normal is not None and value:
        return normal / value
    known = _known_scale(row["normal_unit"], row["unit"])
    return known if known is not None else Decimal(1)


@lru_cache(1024)
def _known_scale(normal: str | None, unit: str | None) -> Decimal | None:
    """The size of a unit by its name, for ranges, which have no normal value of their own."""
    row = (units().get(unit or "") or currencies().get(unit or "")) if normal else None
    return None if row is None else Decimal(row.factor.numerator) / row.factor.denominator


def _decimal(value: Any) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        return None


@lru_cache(1 << 16)
def _last_place(surface: str, value: Decimal | None) -> Decimal:
    """What one more in the last printed digit is worth, in the printed unit: 10000000 for 15.2亿."""
    match = _DIGITS.search(fold(surface).replace("\n", ""))
    printed = Decimal(match[0].replace(",", "")) if match else Decimal(0)
    if match is None or not printed:
        return Decimal(1)
    factor = abs(value / printed) if value else Decimal(1)
    return factor * Decimal(10) ** -len(match[1] or "")


def shown(number: Decimal | None) -> str | None:
    """A number in plain digits, rounded to what a reader needs: twelve digits.

    >>> shown(Decimal("152.6000000000000001"))
    '152.6'
    """
    if number is None:
        return None
    return plain(round(number, 12) if abs(number) < 10**9 else round(number, 6))
