"""Everything that was found on one page, proven against its text."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, model_validator

from schemas.account import NumberAccount
from schemas.base import Record
from schemas.check import Check
from schemas.fact import AnyFact
from schemas.name import Name
from schemas.page import Article, Page
from schemas.span import Span
from schemas.time import Time

__all__ = ["PageRecords", "spans_of"]


_PLAIN = frozenset({str, int, bool, type(None), Decimal})


def spans_of(value: Any) -> Iterator[Span]:
    """Every span within a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, BaseModel | tuple):
        for one in value if isinstance(value, tuple) else value.__dict__.values():
            if type(one) not in _PLAIN:  # most are, and a call for each would take most of the time
                yield from spans_of(one)


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
        for group in pointing:
            for span in spans_of(group):
                span.check(self.page.text)
        return self
