"""Decimals for stores that have a fixed number of digits."""

from __future__ import annotations

from decimal import Context, Decimal

from shilu.extract.stores.writer import StoreWriter

__all__ = ["PLACES", "PRECISION", "fixed", "is_unending"]

PRECISION, PLACES = 38, 12
"""DECIMAL(38, 12): the widest that DuckDB and most readers of Parquet know; 26 digits before the point."""

_EXACT = Context(prec=100_000)


def is_unending(number: Decimal) -> bool:
    """Whether a number has more than 12 decimals: no page prints that many, it comes of a division (三分之一, mu in
    square metres) and was rounded already.

    >>> is_unending(Decimal(1) / 3), is_unending(Decimal("123456789012345.67"))
    (True, False)
    """
    return int(number.as_tuple().exponent) < -PLACES


def fixed(digits: str, column: str, writer: StoreWriter) -> Decimal | None:
    """The number as DECIMAL(38, 12); None where it is too large, which the writer's losses tell, as they tell what was
    rounded: an unending fraction, half to even. `column` is how the losses call it."""
    number = Decimal(digits)
    rounded = number
    if is_unending(number) and not _too_large(number):
        rounded = number.quantize(Decimal(1).scaleb(-PLACES), context=_EXACT)
    if _too_large(rounded):
        writer.lose(
            f"{column}: left empty for having more than {PRECISION - PLACES} digits; whole in `record`"
        )
        return None
    if rounded is not number:
        writer.lose(f"{column}: fractions rounded to {PLACES} decimals; whole in `record`")
    return rounded


def _too_large(number: Decimal) -> bool:
    return number.adjusted() >= PRECISION - PLACES
