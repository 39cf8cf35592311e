"""The account of a page's numbers: each one in at least one row, with its part in the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

from shilu.schemas import AnyFact, Name, NumberAccount, NumberRole, Quantity, Span, Time

__all__ = ["account_of_article", "complete_account", "told_as_times"]

M = TypeVar("M", Time, Name)

_NUMERAL = re.compile(
    r"[0-9０-９]+|[〇零一二三四五六七八九十百千万亿兆两廿卅壹贰叁肆伍陆柒捌玖拾佰仟貳參陸萬億兩]+"
)


def account_of_article(
    facts: Iterable[AnyFact],
    refused: Iterable[tuple[Quantity, NumberRole, str]],
    others: Iterable[NumberAccount],
    times: Sequence[Time],
    names: Sequence[Name],
) -> list[NumberAccount]:
    """Rows for the facts, for amounts that are none, and for the other numbers of an article, unsorted.

    A number that the quantity finder could not settle is settled by the time or name that holds it.
    """
    rows = [_row(fact.quantity, "fact", fact.trace[0] if fact.trace else "fact", fact.id) for fact in facts]
    rows.extend(_row(quantity, role, reason) for quantity, role, reason in refused)
    held_by = _Holders(times), _Holders(names)
    rows.extend(_settled(row, *held_by) for row in others)
    return rows


# 连续五年, 分4年, 十年内, 40天里: the span frames what happened in it, whatever it is besides.
_FRAMED = re.compile(r"(?:[过過]了|连续|連續|经过|經過|[分在已])[约約近]?\Z")
_FRAMES = re.compile(r"[多余餘]?(?:[内內里裏間间来來]|以[来來]|[时時][间間]|[过過]去了?)")
_FRAME_REACH = 4


def told_as_times(text: str, times: Iterable[Time], facts: Iterable[AnyFact]) -> list[Time]:
    """The times without the lengths that are facts: 38天 of 缩短至38天 is an amount, and says nothing of when.

    `text` is that of the article in which all of them stand. A length stays that frames what is told (连续五年), and
    one that is the whole text, of which nothing is said.
    """
    spans = sorted(
        (fact.quantity.span.start, fact.quantity.span.end) for fact in facts if fact.kind == "duration"
    )
    starts = [start for start, _ in spans]
    return [time for time in times if not _is_length(text, time, spans, starts)]


def _is_length(text: str, time: Time, spans: list[tuple[int, int]], starts: list[int]) -> bool:
    if time.type != "duration":
        return False
    start, end = time.span.start, time.span.end
    nearest = bisect_left(starts, end) - 1
    if nearest < 0 or spans[nearest][1] <= start:
        return False
    if end - start == len(text.strip()):
        return False
    return not _FRAMED.search(text, max(0, start - _FRAME_REACH), start) and not _FRAMES.match(text, end)


def _row(quantity: Quantity, role: NumberRole, reason: str, fact: str | None = None) -> NumberAccount:
    return NumberAccount.made_of(
        span=quantity.span, role=role, reason=reason, kind=quantity.kind,
        amount=quantity.amount if len(quantity.terms) < 3 else None,  # 1:2:3 has no one value
        unit=quantity.unit, unit_code=quantity.unit_code, fact=fact, boxes=(),
    )  # fmt: skip


class _Holders(Generic[M]):
    """Times or names, asked which of them holds a number, without a look at all of them each time."""

    def __init__(self, mentions: Iterable[M]) -> None:
        self._mentions: list[M] = sorted(mentions, key=lambda one: one.span.start)
        self._starts = [one.span.start for one in self._mentions]
        self._longest = max((one.span.end - one.span.start for one in self._mentions), default=0)

    def holder(self, span: Span) -> M | None:
        """The first in the text that covers the span."""
        first = bisect_left(self._starts, span.end - self._longest)
        last = bisect_right(self._starts, span.start)
        return next((one for one in self._mentions[first:last] if one.span.covers(span)), None)


def _settled(row: NumberAccount, times: _Holders[Time], names: _Holders[Name]) -> NumberAccount:
    if row.role != "unread":
        return row
    if time := times.holder(row.span):
        return row.with_fields(role="time", reason=f"inside {time.type} {time.span.surface}")
    if name := names.holder(row.span):
        return row.with_fields(role="name", reason=f"inside {name.type} {name.span.surface}")
    return row


def complete_account(text: str, rows: Iterable[NumberAccount]) -> tuple[NumberAccount, ...]:
    """The rows in order of the page, with an `unread` row for every numeral that no row holds."""
    found = list(rows)
    covered = bytearray(len(text))
    for row in found:
        covered[row.span.start : row.span.end] = b"\x01" * (row.span.end - row.span.start)
    unheld = (
        match.span() for match in _NUMERAL.finditer(text) if not all(covered[match.start() : match.end()])
    )
    found.extend(
        NumberAccount(span=Span.of(text, *bounds), role="unread", reason="outside every reading")
        for bounds in unheld
    )
    return tuple(sorted(found, key=lambda row: (row.span.start, row.span.end, row.role)))
