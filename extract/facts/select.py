"""Which amounts are facts: those that are no part of a time or a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shilu.extract.grammar.placed import Placed
from shilu.extract.grammar.rows import ends_with_class
from shilu.schemas import Name, NumberRole, Quantity, Time

__all__ = ["Selection", "select"]


@dataclass(frozen=True)
class Selection:
    """Amounts that are facts, and those that are not with the role they have instead and the reason."""

    chosen: tuple[Quantity, ...]
    refused: tuple[tuple[Quantity, NumberRole, str], ...]


_LONGEST = 120  # characters of the longest name or time that is looked for around an amount
_LEAD = 4  # characters before a span of time that tell whether its length is the news
_CALENDAR = frozenset({"年", "个月", "月", "天", "日", "周", "星期"})


def select(
    text: str, quantities: Sequence[Quantity], times: Sequence[Time], names: Sequence[Name]
) -> Selection:
    """Part the amounts. A duration that is itself the news (只要30秒) stays, one that dates (三年来) goes."""
    chosen: list[Quantity] = []
    refused: list[tuple[Quantity, NumberRole, str]] = []
    placed_names, placed_times = Placed(names), Placed(times)
    for quantity in quantities:
        verdict = _inside_name(quantity, placed_names) or _inside_time(quantity, placed_times)
        if not verdict and _is_dating(quantity, text):
            verdict = ("time", "a span of time that only dates")
        if verdict:
            refused.append((quantity, *verdict))
        else:
            chosen.append(quantity)
    return Selection(tuple(chosen), tuple(refused))


def _is_dating(quantity: Quantity, text: str) -> bool:
    """Whether a bare span (一年, 两天) only dates: no word makes its length the news, nothing depends on it."""
    if quantity.kind != "duration" or quantity.unit not in _CALENDAR or quantity.amount.shape != "exact":
        return False
    printed = quantity.span.surface
    small = printed[0] in "一两二三" and len(printed) - len(quantity.unit) == 1
    start, end = quantity.span.start, quantity.span.end
    before, after = text[max(start - _LEAD, 0) : start], text[end : end + 1]
    return small and after != "的" and not ends_with_class(before, "news")


def _inside_name(quantity: Quantity, names: Placed[Name]) -> tuple[NumberRole, str] | None:
    for name in names.between(quantity.span.start - _LONGEST, quantity.span.end):
        if name.span.covers(quantity.span):
            begins = name.span.start == quantity.span.start and quantity.unit is not None
            if not begins:
                return "name", f"inside {name.type} {name.span.surface}"
    return None


def _inside_time(quantity: Quantity, times: Placed[Time]) -> tuple[NumberRole, str] | None:
    for time in times.between(quantity.span.start - _LONGEST, quantity.span.end):
        if not time.span.overlaps(quantity.span):
            continue
        dates = time.type in {"date", "period"} or (
            time.type == "recurring" and time.span.covers(quantity.span)
        )
        share = quantity.kind == "percent" and time.span.covers(quantity.span)  # 7/8两月
        if dates and (share or quantity.kind in {"duration", "other", "count", "rank", "age"}):
            return "time", f"inside {time.type} {time.span.surface}"
    return None
