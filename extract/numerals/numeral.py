"""What a numeral is once read."""

from __future__ import annotations

from collections.abc import Callable
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
    localcontext,
)
from functools import wraps
from typing import NamedTuple, ParamSpec, TypeVar

__all__ = ["EXACT", "Numeral", "divided", "in_exact_numbers", "whole"]

P = ParamSpec("P")
T = TypeVar("T")

EXACT = Context(prec=400)
"""Arithmetic that rounds nothing a page can print."""


_OURS = Context(
    prec=400,
    rounding=ROUND_HALF_EVEN,
    Emin=-999_999,
    Emax=999_999,
    traps=[InvalidOperation, DivisionByZero, Overflow],
)


_ROUNDED = Context(prec=28, rounding=ROUND_HALF_EVEN, Emin=-999_999, Emax=999_999)


def divided(above: Decimal, below: Decimal) -> Decimal:
    """A quotient: exact where it ends, else with 28 digits.

    >>> divided(Decimal(1), Decimal(8)), divided(Decimal(1), Decimal(3))
    (Decimal('0.125'), Decimal('0.3333333333333333333333333333'))
    """
    context = _OURS.copy()
    context.clear_flags()
    exact = context.divide(above, below)
    return _ROUNDED.divide(above, below) if context.flags[Inexact] else exact


def in_exact_numbers(function: Callable[P, T]) -> Callable[P, T]:
    """The function in a decimal context of ours: that of the program around it (fewer digits, other rounding, traps)
    changes no number.

    >>> with localcontext(prec=2):
    ...     in_exact_numbers(lambda: Decimal("123.4") * 10)()
    Decimal('1234.0')
    """

    @wraps(function)
    def exactly(*args: P.args, **kwargs: P.kwargs) -> T:
        with localcontext(_OURS):
            return function(*args, **kwargs)

    return exactly


def whole(number: Decimal) -> Decimal:
    """The number without the idle zeros that a multiplication leaves: 1.5 times 亿 is 150000000.

    >>> whole(Decimal("150000000.0")), whole(Decimal("1.50"))
    (Decimal('150000000'), Decimal('1.50'))
    """
    if int(number.as_tuple().exponent) >= 0:
        return number
    integral = number.to_integral_value()
    return integral if integral == number else number


class Numeral(NamedTuple):
    """A number as it stands at `start:end` of a folded text.

    `value` is the number printed; None for an open one (数十, 几百) and for two neighbouring digits (五六十).
    `lower` and `upper` are set where the words inside the numeral bound it: 200多, 三十几, 五六十, 数万.
    """

    start: int
    end: int
    value: Decimal | None
    lower: Decimal | None = None
    upper: Decimal | None = None
    marker: str | None = None
    """The word inside it that bounds it: 多, 余, 几, 来, 数."""
    bare: bool = False
    """A unit without a digit before it: 百名, 万户."""
    magnitude: int = 1
    """The 万 or 亿 that ends it, which the left end of a range may share: 10 for nothing in 三至五万."""
    chinese: bool = False
    """Written in Chinese characters only."""
    digits: bool = False
    """A string of digits without units: 2022, 二〇二二."""
    rules: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()
