"""Amounts in standard units, exact as long as decimals can be, and the same units for pint."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal, Inexact
from fractions import Fraction
from functools import cache, partial
from math import prod
from typing import TYPE_CHECKING

from shilu.extract.quantities.rows import Unit
from shilu.extract.quantities.tables import units
from shilu.schemas import Amount, Normal, bounds_of, value_of

if TYPE_CHECKING:
    from pint import UnitRegistry

__all__ = ["normalise", "pint_registry"]

_ROUNDED_DIGITS = 28

# Standard units of the tables, in pint's names. What pint has no unit for (dB, pH) is left out.
_PINT = {
    "m": "meter",
    "m2": "meter ** 2",
    "m3": "meter ** 3",
    "kg": "kilogram",
    "s": "second",
    "mo": "month",
    "a": "year",
    "By": "byte",
    "By/s": "byte / second",
    "J": "joule",
    "W": "watt",
    "V.A": "volt_ampere",
    "m/s": "meter / second",
    "m/s2": "meter / second ** 2",
    "m3/s": "meter ** 3 / second",
    "N": "newton",
    "N.m": "newton * meter",
    "Pa": "pascal",
    "Hz": "hertz",
    "deg": "degree",
    "g/m3": "gram / meter ** 3",
    "kg/m3": "kilogram / meter ** 3",
    "kg/m": "kilogram / meter",
    "mol": "mole",
    "mol/m3": "mole / meter ** 3",
    "%": "percent",
    "V": "volt",
    "A": "ampere",
    "Ohm": "ohm",
    "C": "coulomb",
    "C/kg": "coulomb / kilogram",
    "F": "farad",
    "H": "henry",
    "T": "tesla",
    "lm": "lumen",
    "lx": "lux",
    "cd": "candela",
    "Bq": "becquerel",
    "Sv": "sievert",
    "Gy": "gray",
    "m-1": "1 / meter",
    "t.km": "tonne * kilometer",
}


def normalise(amount: Amount, unit: Unit, denominators: tuple[Unit, ...] = ()) -> Normal | None:
    """The amount in its unit's standard unit over those of the denominators; None where one of them has none.

    Exact wherever the result is a finite decimal (3斤 is 1.5 kg). Where it is not (2亩 is 4000/3 m2), it is
    rounded half to even to 28 significant digits, or to as many as were printed, if those are more. An offset
    counts only without denominators: 5℃ is a temperature, 0.6℃/100米 a difference of two.

    >>> from shilu.extract.quantities.tables import currencies, units
    >>> from shilu.schemas import Exact
    >>> normalise(Exact(value=Decimal("2.5")), units().get("斤")).value
    Decimal('1.25')
    >>> normalise(Exact(value=Decimal(600)), currencies().get("元"), (units().get("亩"),))
    Normal(value=Decimal('0.9'), lower=None, upper=None, unit='CNY/m2')
    """
    standards = [one.standard for one in (unit, *denominators)]
    if None in standards:
        return None
    factor = unit.factor
    if denominators:
        factor /= prod((one.factor for one in denominators), start=Fraction(1))
    offset = Fraction(0) if denominators else unit.offset
    below = factor.denominator * offset.denominator
    times, plus = factor.numerator * offset.denominator, offset.numerator * factor.denominator
    convert = partial(_convert, times=times, plus=plus, below=below)
    lower, upper = bounds_of(amount)
    return Normal(
        value=convert(value_of(amount)),
        lower=convert(lower),
        upper=convert(upper),
        unit="/".join(filter(None, standards)),
    )


def _convert(number: Decimal | None, *, times: int, plus: int, below: int) -> Decimal | None:
    """`(number * times + plus) / below`, in one division so that nothing is rounded twice."""
    if number is None or (times == below and not plus):
        return number
    digits = len(number.as_tuple().digits)
    # Room for the product, for the sum where the exponents lie apart, and for every finite quotient.
    apart = abs(number.adjusted()) if plus else 0
    places = digits + apart + len(str(times)) + len(str(plus)) + 4 * below.bit_length()
    context = Context(prec=places, rounding=ROUND_HALF_EVEN, Emax=MAX_EMAX, Emin=MIN_EMIN)
    above = context.fma(number, Decimal(times), Decimal(plus))
    exact = context.divide(above, Decimal(below))
    if not context.flags[Inexact]:
        return exact
    context.prec = max(_ROUNDED_DIGITS, digits)
    return context.divide(above, Decimal(below))


@cache
def pint_registry() -> UnitRegistry[Decimal]:
    """pint's units in `Decimal`, with the Chinese names of the tables beside its own.

    `pint_registry()("3 亩").to("平方米")` is 2000 square metres. Names that are a unit only in some contexts
    (度, 分) are not defined, nor temperatures, which pint has as `degC` and `degF`. The first call takes
    about a second, as pint reads its definitions.
    """
    from pint import UnitRegistry  # a second of start-up that only users of pint should pay for

    registry: UnitRegistry[Decimal] = UnitRegistry(non_int_type=Decimal)
    for name, factor, standard in _definitions():
        if name not in registry:
            registry.define(f"{name} = {factor.numerator} / {factor.denominator} * {standard}")
    return registry


def _definitions() -> list[tuple[str, Fraction, str]]:
    """Chinese unit names with their size in pint's units, one definition a name."""
    return [
        (surface, row.factor, _PINT[row.standard])
        for row in units()
        if row.standard in _PINT and row.needs is None and not row.ambiguous
        for surface in row.surfaces
        if surface.isidentifier() and not surface.isascii()
    ]
