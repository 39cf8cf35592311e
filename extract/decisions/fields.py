"""The rows of a page as people judge them: their ids, places and fields."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from shilu.extract.ids import Ids
from shilu.schemas import (
    AnyFact,
    Name,
    PageRecords,
    Period,
    Slot,
    Span,
    Time,
    bound_of,
    bounds_of,
    plain,
    value_of,
)
from shilu.schemas.decision import Answer, RowSort, RowState

__all__ = ["AMOUNT", "FIELDS", "SLOTS", "PageRow", "page_hash", "quote_of", "rows_of", "state_of"]

AMOUNT = ("kind", "value", "lower", "upper", "bound", "unit")
"""The fields of an amount."""

SLOTS = ("item", "subject", "action", "programme", "place", "period", "speaker")
"""The fields of a fact that stand on the page."""

FIELDS: dict[RowSort, tuple[str, ...]] = {
    "fact": (*AMOUNT, *SLOTS, "change", "per", "status", "cumulative"),
    "name": ("type", "canonical"),
    "time": ("type", "value"),
}
"""What is judged of each sort of row."""

_AROUND = 20
"""Characters of the page on each side of a name or time, by which it is found again."""

AnyRow = AnyFact | Name | Time


@dataclass(frozen=True)
class PageRow:
    """A row of a page: the id that stores give it, its record, and what it says."""

    id: str
    sort: RowSort
    record: AnyRow

    @cached_property
    def state(self) -> RowState:
        """What it says, in the fields that a person judges."""
        return state_of(self.record)

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.record.span


def page_hash(text: str) -> str:
    """A name for a text; another text has another one.

    >>> page_hash("书屋") == page_hash("书屋"), page_hash("书屋") == page_hash("书 屋")
    (True, False)
    """
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def rows_of(records: PageRecords) -> tuple[PageRow, ...]:
    """The facts, names and times of a page, with the ids that every store gives them."""
    return tuple(_rows(records))


def _rows(records: PageRecords) -> Iterator[PageRow]:
    ids = Ids()
    for fact in records.facts:
        yield PageRow(ids.give(fact.id), "fact", fact)
    ids = Ids()
    for name in records.names:
        yield PageRow(ids.give(_id(records, name.span, name.type)), "name", name)
    ids = Ids()
    for time in records.times:
        yield PageRow(ids.give(_id(records, time.span, time.type)), "time", time)


def _id(records: PageRecords, span: Span, kind: str) -> str:
    return f"{records.page.id}#{span.start}-{span.end}.{kind}"


def state_of(record: AnyRow) -> RowState:
    """What a record says, in the fields that a person judges."""
    if isinstance(record, Name):
        return RowState(span=record.span, fields={"type": record.type, "canonical": record.canonical})
    if isinstance(record, Time):
        return RowState(span=record.span, fields={"type": record.type, "value": record.value})
    quantity = record.quantity
    lower, upper = bounds_of(quantity.amount)
    several = len(quantity.terms) > 2  # 1:2:3 has no one value
    fields: dict[str, Answer | bool | str | None] = {
        "kind": record.kind,
        "value": None if several else _digits(value_of(quantity.amount)),
        "lower": _digits(lower),
        "upper": _digits(upper),
        "bound": bound_of(quantity.amount),
        "unit": quantity.unit,
        **{name: _answer(getattr(record, name)) for name in SLOTS},
        "change": record.change,
        "per": record.per,
        "status": record.status,
        "cumulative": record.cumulative,
    }
    return RowState(span=record.span, fields=fields)


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _answer(filled: Slot | Period | None) -> Answer | None:
    if filled is None:
        return None
    return Answer(text=filled.value if isinstance(filled, Period) else filled.text, span=filled.span)


def quote_of(records: PageRecords, span: Span, sentence: Span | None = None) -> Span:
    """The words around a row: the sentence of a fact, else some characters on each side."""
    text = records.page.text
    if sentence is not None and sentence.covers(span):
        return sentence
    return Span.of(text, max(0, span.start - _AROUND), min(len(text), span.end + _AROUND))
