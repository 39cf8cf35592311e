"""Readings into records: spans grounded, amounts normalised."""

from __future__ import annotations

from shilu.extract.quantities.findings import Found, Other
from shilu.extract.quantities.normalise import normalise
from shilu.schemas import Normal, NumberAccount, Quantity, Span

__all__ = ["account", "quantity"]


def quantity(text: str, found: Found) -> Quantity:
    """The record of an amount, with its normal form where its unit has one."""
    return Quantity.made_of(
        span=Span.of(text, found.start, found.end),
        kind=found.kind,
        amount=found.amount,
        unit=found.unit,
        unit_code=found.unit_code,
        normal=_normal(found),
        per=found.per,
        terms=found.terms,
        approximator=found.approximator,
        repairs=found.repairs,
        rules=found.rules,
    )


def _normal(found: Found) -> Normal | None:
    """The amount in standard units; None where its unit, or a word after its slash, has none."""
    if found.row is None or len(found.per_rows) < len(found.per):
        return None
    return normalise(found.amount, found.row, found.per_rows)


def account(text: str, other: Other) -> NumberAccount:
    """The record of a number that states no amount."""
    return NumberAccount.made_of(
        span=Span.of(text, other.start, other.end),
        role=other.role,
        reason=other.reason,
        kind=other.kind,
        amount=other.amount,
        unit=other.unit,
        unit_code=None,
        fact=None,
        boxes=(),
    )
