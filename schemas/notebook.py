"""What a notebook shows of records: a table in place of the whole of their text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from shilu.schemas.base import plain
from shilu.schemas.fact import AnyFact, Slot
from shilu.schemas.quantity import bound_of, value_of

__all__ = ["facts_as_html"]

_HEADS = ("surface", "kind", "value", "bound", "unit", "item", "subject", "place", "period", "status")
_MOST = 50


def facts_as_html(title: str, facts: Sequence[AnyFact]) -> str:
    """The facts as a table in HTML, the first 50 of them; all that is printed on a page is escaped."""
    rows = "".join(_row("td", _cells(fact)) for fact in facts[:_MOST])
    more = f"<p>… {len(facts) - _MOST} more</p>" if len(facts) > _MOST else ""
    count = f"{len(facts)} fact{'' if len(facts) == 1 else 's'}"
    return f"<p><b>{escape(title)}</b>: {count}</p><table>{_row('th', _HEADS)}{rows}</table>{more}"


def _row(tag: str, cells: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"


def _cells(fact: AnyFact) -> Iterable[str]:
    quantity = fact.quantity
    value = value_of(quantity.amount) if quantity.amount else None
    yield quantity.span.surface
    yield fact.kind
    yield "" if value is None else plain(value)
    yield bound_of(quantity.amount) if quantity.amount else ""
    yield quantity.unit or ""
    yield from map(_words, (fact.item, fact.subject, fact.place))
    yield fact.period.value if fact.period else ""
    yield fact.status


def _words(slot: Slot | None) -> str:
    return slot.text if slot else ""
