"""Where a decision holds: on the text that it was made on, or where that text stands unchanged on a page read anew."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from shilu.extract.decisions.fields import page_hash
from shilu.schemas import Span, spans_of
from shilu.schemas.decision import Answer, Decision, RowState

__all__ = ["moved"]


def moved(decision: Decision, text: str) -> Decision | None:
    """The decision in offsets of the text; None where the words that it is about are not there as they were.

    A page that was read anew may have the row's sentence elsewhere: where it stands there once, and all words of the
    decision with it at the same distance, the decision moves along.
    """
    if decision.page_hash == page_hash(text):
        return decision
    quote = decision.quote
    if quote is None:
        return None
    place = text.find(quote.surface)
    if place < 0 or text.find(quote.surface, place + 1) >= 0:
        return None
    by = place - quote.start
    spans = [*spans_of(quote), *_spans(decision.before), *_spans(decision.after)]
    if any(one.start + by < 0 or text[one.start + by : one.end + by] != one.surface for one in spans):
        return None
    update = {
        "quote": _moved(quote, by),
        "before": _moved_state(decision.before, by),
        "after": _moved_state(decision.after, by),
    }
    return decision.model_copy(update=update)


def _spans(state: RowState | None) -> list[Span]:
    if state is None:
        return []
    return [state.span, *(value.span for value in state.fields.values() if isinstance(value, Answer))]


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by, surface=span.surface)


def _moved_state(state: RowState | None, by: int) -> RowState | None:
    if state is None:
        return None
    fields: dict[str, Any] = {
        name: value.model_copy(update={"span": _moved(value.span, by)})
        if isinstance(value, BaseModel)
        else value
        for name, value in state.fields.items()
    }
    return RowState(span=_moved(state.span, by), fields=fields)
