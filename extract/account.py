"""The account of a page's numbers: each one in at least one row, with its part in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from shilu.schemas import AnyFact, Name, NumberAccount, NumberRole, Quantity, Span, Time

__all__ = ["account_of_article", "complete_account"]

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
    rows.extend(_settled(row, times, names) for row in others)
    return rows


def _row(quantity: Quantity, role: NumberRole, reason: str, fact: str | None = None) -> NumberAccount:
    return NumberAccount(
        span=quantity.span, role=role, reason=reason, kind=quantity.kind,
        amount=quantity.amount if len(quantity.terms) < 3 else None,  # 1:2:3 has no one value
        unit=quantity.unit, unit_code=quantity.unit_code, fact=fact,
    )  # fmt: skip


def _settled(row: NumberAccount, times: Sequence[Time], names: Sequence[Name]) -> NumberAccount:
    if row.role != "unread":
        return row
    for time in times:
        if time.span.covers(row.span):
            return row.model_copy(
                update={"role": "time", "reason": f"inside {time.type} {time.span.surface}"}
            )
    for name in names:
        if name.span.covers(row.span):
            return row.model_copy(
                update={"role": "name", "reason": f"inside {name.type} {name.span.surface}"}
            )
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
