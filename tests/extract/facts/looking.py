"""What the slots see of a text: its amounts, their candidates and the signs of these."""

from __future__ import annotations

from functools import cache

from spacy.language import Language

from shilu.extract.facts.amount import AmountView
from shilu.extract.facts.choose import choose
from shilu.extract.facts.context import ArticleContext
from shilu.extract.facts.find import view_amounts
from shilu.extract.facts.select import select
from shilu.extract.facts.slots import CHOICES
from shilu.extract.language import WordReader, make_language
from shilu.extract.names import find_names
from shilu.extract.quantities import find_quantities
from shilu.extract.times import find_times

PUBLISHED = "2025-06"


@cache
def language() -> Language:
    """One for all tests: to make it takes as long as to read ten sentences with it."""
    return make_language()


@cache
def reader() -> WordReader:
    return WordReader()


def views_of(text: str, context: ArticleContext | None = None) -> list[AmountView]:
    """The amounts of a text, chosen for."""
    context = context or ArticleContext(published=PUBLISHED)
    words = next(iter(reader().read([text])))
    names = find_names(words)
    inside = [(name.span.start, name.span.end) for name in names]
    times = find_times(text, published=context.published, names=inside)
    chosen = select(text, find_quantities(text).quantities, times, names).chosen
    views = view_amounts(words, chosen, times, names, context)
    choose(views)
    return views


def seen(text: str) -> list[tuple[object, ...]]:
    """All candidates of all slots of all amounts of a text, with their signs, and the signs of the amounts."""
    views = views_of(text)
    found: list[tuple[object, ...]] = [tuple(view.signs) for view in views]
    for slot in CHOICES:
        for view in views:
            found += [
                (slot.name, one.value, one.start, one.end, one.by, tuple(map(float, one.signs)))
                for one in slot.suggest(view, views)
            ]
    return found
