from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from shilu.schemas import Amount, Bounded, Exact, Range, bound_of, bounds_of, plain, value_of

AMOUNT: TypeAdapter[Exact | Bounded | Range] = TypeAdapter(Amount)

finite = st.decimals(allow_nan=False, allow_infinity=False, places=4)


@pytest.mark.parametrize(
    ("number", "printed"),
    [("1.50E+8", "150000000"), ("16.120", "16.12"), ("0.00", "0"), ("-0.50", "-0.5"), ("1E-7", "0.0000001")],
)
def test_numbers_are_printed_plainly(number: str, printed: str) -> None:
    assert plain(Decimal(number)) == printed


@given(finite)
def test_printing_a_number_loses_nothing(number: Decimal) -> None:
    assert Decimal(plain(number)) == number


@given(finite)
def test_an_amount_comes_back_from_json_as_it_was(number: Decimal) -> None:
    for amount in (
        Exact(value=number),
        Bounded(bound="over", value=number, lower=number),
        Range(lower=number, upper=None),
    ):
        assert AMOUNT.validate_json(AMOUNT.dump_json(amount)) == amount


@pytest.mark.parametrize(
    ("amount", "value", "bounds", "bound"),
    [
        (Exact(value=Decimal(102)), 102, (None, None), "exact"),
        (Bounded(bound="under", value=Decimal(45), upper=Decimal(45)), 45, (None, 45), "under"),
        (Range(lower=Decimal(10), upper=Decimal(12)), None, (10, 12), "range"),
    ],
    ids=["102座", "近45万元", "10—12个"],
)
def test_each_shape_tells_its_value_and_bounds(
    amount: Exact | Bounded | Range, value: int | None, bounds: tuple[int | None, int | None], bound: str
) -> None:
    assert (value_of(amount), bounds_of(amount), bound_of(amount)) == (value, bounds, bound)


def test_no_amount_has_no_value() -> None:
    assert (value_of(None), bounds_of(None)) == (None, (None, None))


@pytest.mark.parametrize("number", ["NaN", "Infinity"])
def test_a_number_is_finite(number: str) -> None:
    with pytest.raises(ValidationError, match="finite"):
        Exact(value=Decimal(number))


def test_a_range_runs_upward_and_has_an_end() -> None:
    with pytest.raises(ValidationError, match="cannot run from 12 down to 10"):
        Range(lower=Decimal(12), upper=Decimal(10))
    with pytest.raises(ValidationError, match="at least one end"):
        Range(lower=None, upper=None)
