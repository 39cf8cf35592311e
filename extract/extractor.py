"""From one page to its records: the whole way, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from pydantic import ValidationError

from shilu.extract.account import account_of_article, complete_account
from shilu.extract.articles import Reading, find_articles, find_masthead, read_article
from shilu.extract.checks import find_checks, link_same
from shilu.extract.confidence import with_confidence
from shilu.extract.errors import ShiluError
from shilu.extract.facts import ArticleContext, find_facts
from shilu.extract.ids import Ids
from shilu.extract.language import TaggerName, WordReader, Words
from shilu.extract.names import find_names
from shilu.extract.pages import parse_published
from shilu.extract.places import Places
from shilu.extract.quantities import find_quantities
from shilu.extract.times import find_times, infer_published
from shilu.schemas import (
    AnyFact,
    Article,
    Name,
    NumberAccount,
    Page,
    PageRecords,
    Published,
    Record,
    Span,
    Time,
)

__all__ = ["Extractor", "article_context"]

_LONGEST = 10_000_000
"""Characters of one page. A million takes about two minutes and a gigabyte of memory."""

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class _ArticleFindings:
    """What was found in one article, in offsets of the page."""

    facts: tuple[AnyFact, ...]
    names: tuple[Name, ...]
    times: tuple[Time, ...]
    numbers: tuple[NumberAccount, ...]


class Extractor:
    """Reads pages. Make one and keep it: loading the tagger takes a fraction of a second, a page less.

    >>> fact = Extractor().page("三年来，柳河县建成102座书屋。", published="2022-12").facts[0]
    >>> fact.quantity.span.surface, fact.item.text, fact.place.text
    ('102座', '书屋', '柳河县')
    """

    def __init__(self, *, tagger: TaggerName = "lac") -> None:
        """With the tagger `jieba` (extra `fast`) it is quicker, and less sure of names and of what is counted."""
        self._words = WordReader(tagger)

    def page(self, text: str, *, published: str | None = None, id: str = "page") -> PageRecords:  # noqa: A002
        """The records of one page given as text.

        `published` is the publication date in EDTF (a year, month or day); without it, the date is taken from the
        page where the page states it. Raises `ShiluError` S103 for a `published` that is no date, S110 for a text
        that is none.
        """
        date = Published(value=parse_published(published), source="option") if published else None
        try:
            page = Page(id=id, text=text, published=date)
        except ValidationError as error:
            first = error.errors()[0]
            why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise ShiluError("S110", why=why) from error
        return self.records(page)

    def pages(self, pages: Iterable[Page]) -> Iterator[PageRecords]:
        """The records of each page, one page at a time."""
        return map(self.records, pages)

    def records(self, page: Page) -> PageRecords:
        """The records of one page. Raises `ShiluError` S212 for one of more than 10 million characters."""
        if len(page.text) > _LONGEST:
            raise ShiluError("S212", path=page.source or page.id, size=len(page.text), most=_LONGEST)
        page = _headed(page)
        articles = find_articles(page)
        ids = Ids()
        readings = [read_article(page, article) for article in articles]
        found = [
            _of_article(page, article, reading, words, ids)
            for article, reading, words in zip(
                articles, readings, self._words.read(reading.text for reading in readings), strict=True
            )
        ]
        facts = _in_order(fact for one in found for fact in one.facts)
        facts = link_same(with_confidence(facts, page.text), articles)
        places = Places(page)
        return PageRecords(
            page=page,
            articles=articles,
            facts=places.give(facts),
            names=places.give(_in_order(name for one in found for name in one.names)),
            times=places.give(_in_order(time for one in found for time in one.times)),
            numbers=places.give(complete_account(page.text, (row for one in found for row in one.numbers))),
            checks=find_checks(page.text, facts),
        )


def article_context(page: Page, article: Article, reading: Reading) -> ArticleContext:
    """What the finders are told of an article besides its text."""
    return ArticleContext(
        page=page.id,
        article=article.article,
        published=page.published.value if page.published else None,
        breaks=tuple((part.start, part.end, part.role) for part in reading.blocks),
    )


def _of_article(page: Page, article: Article, reading: Reading, words: Words, given: Ids) -> _ArticleFindings:
    """What is found in one article; `given` are the ids of the facts of the page."""
    context = article_context(page, article, reading)
    amounts = find_quantities(reading.text)
    names = find_names(words, breaks=context.breaks)
    times = find_times(
        reading.text, published=context.published, names=[(name.span.start, name.span.end) for name in names]
    )
    found = find_facts(words, quantities=amounts.quantities, times=times, names=names, context=context)
    numbers = account_of_article(found.facts, found.refused, amounts.others, times, names)
    facts, ids = _grounded_facts(reading, found.facts, given)
    return _ArticleFindings(
        facts=facts,
        names=tuple(map(reading.ground_record, names)),
        times=tuple(map(reading.ground_record, times)),
        numbers=tuple(reading.ground_record(row, fact=row.fact and ids[row.fact]) for row in numbers),
    )


def _grounded_facts(
    reading: Reading, facts: Iterable[AnyFact], given: Ids
) -> tuple[tuple[AnyFact, ...], dict[str, str]]:
    """Facts moved from the article's reading to the page, and their ids there by those that they had.

    An id is made of the place on the page and the kind; `given` are those of this page.
    """
    ids: dict[str, str] = {}
    moved: list[AnyFact] = []
    for fact in facts:
        start, end = reading.ground(fact.span.start, fact.span.end)
        name = given.give(f"{fact.page}#{start}-{end}.{fact.kind}")
        ids.setdefault(fact.id, name)
        moved.append(reading.ground_record(fact, id=name))
    return tuple(moved), ids


def _in_order(records: Iterable[R]) -> tuple[R, ...]:
    return tuple(sorted(records, key=_place))


def _place(record: R) -> tuple[int, int]:
    span: Span = record.span  # type: ignore[attr-defined]  # every record here has one
    return span.start, span.end


def _headed(page: Page) -> Page:
    """The page with its masthead, and with the publication date that it states itself where none was given."""
    masthead = page.masthead or find_masthead(page.text)
    changes: dict[str, object] = {} if masthead is None else {"masthead": masthead}
    if page.published is None:
        stated = infer_published(page.text)
        if stated:
            value, start, end = stated
            changes["published"] = Published(value=value, source="page", span=Span.of(page.text, start, end))
        elif masthead and masthead.day:
            changes["published"] = Published(value=masthead.day, source="page", span=masthead.date)
    return page.model_copy(update=changes)
