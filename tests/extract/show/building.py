"""Records made by hand, for what extracted pages do not show for certain."""

from __future__ import annotations

from collections.abc import Iterable

from shilu.schemas import (
    Article,
    Block,
    CountFact,
    Exact,
    Name,
    NumberAccount,
    Page,
    PageRecords,
    Quantity,
    Role,
    Slot,
    Span,
    Time,
)


def span(text: str, surface: str) -> Span:
    """The first place of the surface."""
    start = text.index(surface)
    return Span.of(text, start, start + len(surface))


def slot(text: str, surface: str, words: str | None = None) -> Slot:
    return Slot(text=words or surface, span=span(text, surface), rule="by_hand")


def article(text: str, blocks: Iterable[tuple[str, Role]] = ()) -> Article:
    """An article of the given blocks in reading order; of the whole text as one body without them."""
    places = [(span(text, surface), role) for surface, role in blocks] or [
        (Span.of(text, 0, len(text)), "body")
    ]
    listed = tuple(Block(start=place.start, end=place.end, role=role) for place, role in places)
    return Article(page="page", article=1, kind="news", title=None, blocks=listed)


def fact(text: str, surface: str, **fields: object) -> CountFact:
    place = span(text, surface)
    quantity = Quantity(span=place, kind="count", amount=Exact(value=7), unit="座", rules=("by_hand",))
    whole: dict[str, object] = {
        "id": f"page#{place.start}-{place.end}.count",
        "page": "page",
        "article": 1,
        "quantity": quantity,
        "sentence": Span.of(text, 0, len(text)),
        "trace": ("by_hand",),
    }
    return CountFact.model_validate(whole | fields)


def name(text: str, surface: str, canonical: str | None = None) -> Name:
    place = span(text, surface)
    return Name(span=place, type="place", canonical=canonical or surface, rules=("by_hand",))


def time(text: str, surface: str) -> Time:
    return Time(span=span(text, surface), type="date", value="2021-08", resolution="stated")


def records(
    text: str,
    *,
    id: str = "page",  # noqa: A002  # as in `Page`
    articles: tuple[Article, ...] | None = None,
    facts: tuple[CountFact, ...] = (),
    names: tuple[Name, ...] = (),
    times: tuple[Time, ...] = (),
    numbers: tuple[NumberAccount, ...] = (),
) -> PageRecords:
    page = Page(id=id, text=text)
    found = (article(text),) if articles is None else articles
    return PageRecords(page=page, articles=found, facts=facts, names=names, times=times, numbers=numbers)
