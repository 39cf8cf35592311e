"""Which amounts are facts: those that are no part of a time or a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schemas import Name, NumberRole, Quantity, Time

__all__ = ["Selection", "select"]


@dataclass(frozen=True)
class Selection:
    """Amounts that are facts, and those that are not with the role they have instead and the reason."""

    chosen: tuple[Quantity, ...]
    refused: tuple[tuple[Quantity, NumberRole, str], ...]


def select(quantities: Sequence[Quantity], times: Sequence[Time], names: Sequence[Name]) -> Selection:
    """Part the amounts. A duration that is itself the news (只要30秒) stays, one that dates (三年来) goes."""
    chosen: list[Quantity] = []
    refused: list[tuple[Quantity, NumberRole, str]] = []
    for quantity in quantities:
        verdict = _inside_name(quantity, names) or _inside_time(quantity, times)
        if verdict:
            refused.append((quantity, *verdict))
        else:
            chosen.append(quantity)
    return Selection(tuple(chosen), tuple(refused))


def _inside_name(quantity: Quantity, names: Sequence[Name]) -> tuple[NumberRole, str] | None:
    for name in names:
        if name.span.covers(quantity.span):
            begins = name.span.start == quantity.span.start and quantity.unit is not None
            if not begins:
                return "name", f"inside {name.type} {name.span.surface}"
    return None


def _inside_time(quantity: Quantity, times: Sequence[Time]) -> tuple[NumberRole, str] | None:
    for time in times:
        if not time.span.overlaps(quantity.span):
            continue
        dates = time.type in {"date", "period"} or (time.type == "recurring" and time.span.covers(quantity.span))
        if dates and quantity.kind in {"duration", "other", "count", "rank", "age"}:
            return "time", f"inside {time.type} {time.span.surface}"
    return None
