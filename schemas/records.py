"""Everything that was found on one page, proven against its text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, Field, model_validator

from shilu.schemas.account import NumberAccount
from shilu.schemas.base import FORMAT, Record
from shilu.schemas.check import Check
from shilu.schemas.decision import Review
from shilu.schemas.fact import AnyFact
from shilu.schemas.name import Name
from shilu.schemas.notebook import facts_as_html
from shilu.schemas.page import Article, Page
from shilu.schemas.span import Span
from shilu.schemas.time import Time

__all__ = ["PageEntry", "PageRecords", "fields_with_spans", "spans_of"]


@cache
def fields_with_spans(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that may hold a span, however deep, in order.

    >>> fields_with_spans(Name)
    ('span',)
    """
    return tuple(name for name, field in model.model_fields.items() if _may_hold_span(field.annotation))


def _may_hold_span(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation is Span or bool(fields_with_spans(annotation))
    return any(map(_may_hold_span, get_args(annotation)))


def spans_of(value: Any) -> Iterator[Span]:
    """Every span within a record, however deep."""
    found: list[Span] = []
    _gather(value, found)
    return iter(found)


def _gather(value: Any, into: list[Span]) -> None:
    if isinstance(value, Span):
        into.append(value)
    elif isinstance(value, tuple):
        for one in value:
            _gather(one, into)
    elif isinstance(value, BaseModel):
        held = value.__dict__
        for name in fields_with_spans(type(value)):
            if held[name] is not None:
                _gather(held[name], into)


class PageRecords(Record):
    """A page with its articles, facts, names, times, the account of its numbers and the checks of its facts, each in
    order of the page.

    Cannot exist with a span that disagrees with the page's text: raises `ValidationError` naming it.
    """

    page: Page
    articles: tuple[Article, ...]
    facts: tuple[AnyFact, ...]
    names: tuple[Name, ...]
    times: tuple[Time, ...]
    numbers: tuple[NumberAccount, ...]
    checks: tuple[Check, ...] = ()
    reviews: tuple[Review, ...] = ()  # what people decided on its rows, in a corrected store

    @model_validator(mode="after")
    def _grounded(self) -> PageRecords:
        pointing = (
            self.page.published,
            self.page.masthead,
            self.articles,
            self.facts,
            self.names,
            self.times,
            self.numbers,
            self.checks,
        )
        text = self.page.text
        for span in spans_of(pointing):
            if text[span.start : span.end] != span.surface:
                span.check(text)
        return self

    def _repr_html_(self) -> str:
        """What a notebook shows: the facts as a table."""
        return facts_as_html(self.page.id, self.facts)


class PageEntry(Record):
    """A line of `pages.jsonl`: a page and its records but for the facts, of which it has the number. Those are the next
    so many lines of `facts.jsonl`.
    """

    page: Page
    articles: tuple[Article, ...]
    facts: int = Field(ge=0, description="how many lines of facts.jsonl belong to the page")
    names: tuple[Name, ...]
    times: tuple[Time, ...]
    numbers: tuple[NumberAccount, ...]
    checks: tuple[Check, ...] = ()
    reviews: tuple[Review, ...] = ()
    format: int = Field(
        default=1, ge=1, description=f"version of the records; {FORMAT} at present, 1 where it is missing"
    )
