"""From one page to its records: the whole way, in order."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pydantic import ValidationError

from shilu.extract.account import account_of_article, complete_account, told_as_times
from shilu.extract.articles import Reading, find_articles, find_masthead, read_article
from shilu.extract.checks import find_checks, link_same
from shilu.extract.choice import Weights
from shilu.extract.errors import ShiluError
from shilu.extract.facts import (
    ArticleContext,
    FactFindings,
    Mentioned,
    TaughtWeights,
    find_facts_in_all,
    shipped_weights,
)
from shilu.extract.ids import Ids
from shilu.extract.language import TaggerName, WordReader, Words
from shilu.extract.names import OwnWords, find_names
from shilu.extract.numerals import in_exact_numbers
from shilu.extract.pages import MOST_CHARACTERS, parse_published
from shilu.extract.places import Places
from shilu.extract.quantities import QuantityFindings, find_quantities
from shilu.extract.times import find_times, infer_published, year_under_way
from shilu.schemas import (
    AnyFact,
    Article,
    Masthead,
    Name,
    NumberAccount,
    Page,
    PageRecords,
    Published,
    Record,
    Span,
    Time,
)

__all__ = ["ArticleMentions", "Extractor", "article_context", "headed_page", "read_articles"]

_DAYS_ON_THE_WAY = 7
"""A report may be printed so many days after the date that it bears."""

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

    def __init__(
        self,
        *,
        tagger: TaggerName = "lac",
        words: OwnWords | None = None,
        weights: TaughtWeights | None = None,
    ) -> None:
        """With the tagger `jieba` (extra `fast`) it is quicker, and less sure of names and of what is counted.

        `words` are names and words of your own, as `shilu.extract.names.read_words` reads them from a table;
        `weights` what `shilu learn` wrote, as `shilu.extract.facts.read_weights` reads it.
        """
        self._words = WordReader(tagger)
        self._tagger, self._own, self._taught = tagger, words, weights
        self._corrected = weights.over(shipped_weights()) if weights else None

    def __reduce__(
        self,
    ) -> tuple[Callable[..., Extractor], tuple[TaggerName, OwnWords | None, TaughtWeights | None]]:
        """Made anew in another process: the model is in the wheel, and no state goes from page to page."""
        return _make, (self._tagger, self._own, self._taught)

    def page(self, text: str, *, published: str | None = None, id: str = "page") -> PageRecords:  # noqa: A002
        """The records of one page given as text.

        `published` is the publication date in EDTF (a year, month or day); without it, the date is taken from the
        page where the page states it. Raises `ShiluError` S103 for a `published` that is no date, S110 for a text
        that is none.
        """
        given = Published(value=parse_published(published), source="option") if published else None
        try:
            page = Page(id=id, text=text, published=given)
        except ValidationError as error:
            first = error.errors()[0]
            why = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
            raise ShiluError("S110", why=why) from error
        return self.records(page)

    def pages(self, pages: Iterable[Page]) -> Iterator[PageRecords]:
        """The records of each page, one page at a time."""
        return map(self.records, pages)

    @in_exact_numbers
    def records(self, page: Page) -> PageRecords:
        """The records of one page. Raises `ShiluError` S212 for one of more than 10 million characters."""
        if len(page.text) > MOST_CHARACTERS:
            raise ShiluError("S212", path=page.source or page.id, size=len(page.text), most=MOST_CHARACTERS)
        page = headed_page(page)
        read = list(read_articles(page, self._words, self._own))
        articles = tuple(one.article for one in read)
        read.reverse()
        weights = self._corrected if self._taught and self._taught.holds(page.text) else None
        found = list(_of_articles(read, Ids(), weights))
        facts = _in_order(fact for one in found for fact in one.facts)
        facts = link_same(facts, articles)
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


def _make(tagger: TaggerName, words: OwnWords | None, weights: TaughtWeights | None) -> Extractor:
    return Extractor(tagger=tagger, words=words, weights=weights)


def article_context(
    page: Page, article: Article, reading: Reading, *, calibrated: bool = False
) -> ArticleContext:
    """What the finders are told of an article besides its text; `calibrated` where LAC gave the words."""
    return ArticleContext(
        page=page.id,
        article=article.article,
        published=page.published.value if page.published else None,
        breaks=tuple((part.start, part.end, part.role) for part in reading.blocks),
        title=page.title,
        region=region if isinstance(region := page.meta.get("region"), str) else None,
        script=article.script,
        calibrated=calibrated,
    )


@dataclass(frozen=True)
class ArticleMentions:
    """What is mentioned in one article, in offsets of its reading: all that its facts are made of."""

    article: Article
    reading: Reading
    words: Words
    context: ArticleContext
    amounts: QuantityFindings
    names: tuple[Name, ...]
    times: tuple[Time, ...]


def read_articles(
    page: Page, reader: WordReader, own: OwnWords | None = None, *, only: int | None = None
) -> Iterator[ArticleMentions]:
    """The articles of a page that `headed_page` has seen, each read and with its mentions; `own` are the user's
    words. With `only`, the article of that number is read as it is among all; others are left out that have no part in
    it: of a page without a date, those before tell the year."""
    articles = find_articles(page)
    if only is not None:
        articles = tuple(
            one for one in articles if one.article == only or (page.published is None and one.article < only)
        )
    readings = [read_article(page, article) for article in articles]
    words_of_each = reader.read(reading.text for reading in readings)
    year: str | None = None
    beside = [(line.start, line.end) for line in page.lines if line.note]
    for article, reading, words in zip(articles, readings, words_of_each, strict=True):
        context = article_context(page, article, reading, calibrated=reader.tagger == "lac")
        names = find_names(words, breaks=context.breaks, words=own)
        times = find_times(
            reading.text,
            published=context.published,
            names=[(name.span.start, name.span.end) for name in names],
            under_way=year,
        )
        if page.published is None:
            year = year_under_way(reading.text, times) or year
        amounts = _without_notes(find_quantities(reading.text, times=times), reading, beside)
        words = words._replace(states=None)  # only names ask for them
        yield ArticleMentions(article, reading, words, context, amounts, tuple(names), tuple(times))


def _without_notes(
    amounts: QuantityFindings, reading: Reading, beside: Sequence[tuple[int, int]]
) -> QuantityFindings:
    """The amounts of an article without those of lines that by their place are no part of what is told (a running
    head, the menu of a web page): those are accounted for, and state nothing."""
    if not beside:
        return amounts
    begins = [start for start, _ in beside]

    def is_told(span: Span) -> bool:
        place = reading.offsets[span.start]
        at = bisect_right(begins, place) - 1
        return at < 0 or place >= beside[at][1]

    others = [
        NumberAccount(
            span=one.span, role="name", reason="imprint.beside the text of the page", kind=one.kind,
            amount=one.amount if len(one.terms) < 3 else None, unit=one.unit, unit_code=one.unit_code,
        )
        for one in amounts.quantities
        if not is_told(one.span)
    ]  # fmt: skip
    told = tuple(one for one in amounts.quantities if is_told(one.span))
    others = sorted((*amounts.others, *others), key=_place)
    return QuantityFindings(quantities=told, others=tuple(others))


def _of_articles(
    read: list[ArticleMentions], given: Ids, weights: Mapping[str, Weights] | None
) -> Iterator[_ArticleFindings]:
    """What is found in each article; they come last first, and go as they are used: the words of a long article take
    as much memory as its facts. `given` are the ids of the facts of the page, `weights` those of the slots, if not the
    shipped ones."""
    waiting: deque[tuple[Reading, QuantityFindings, tuple[Time, ...], tuple[Name, ...]]] = deque()

    def mentioned() -> Iterator[Mentioned]:
        while read:
            one = read.pop()
            waiting.append((one.reading, one.amounts, one.times, one.names))
            yield Mentioned(one.words, one.amounts.quantities, one.times, one.names, one.context)

    for found in find_facts_in_all(mentioned(), weights=weights):
        yield _of_article(*waiting.popleft(), found, given)


def _of_article(
    reading: Reading,
    amounts: QuantityFindings,
    times: tuple[Time, ...],
    names: tuple[Name, ...],
    found: FactFindings,
    given: Ids,
) -> _ArticleFindings:
    """What is found in one article, moved to the page."""
    numbers = account_of_article(found.facts, found.refused, amounts.others, times, names)
    facts, ids = _grounded_facts(reading, found.facts, given)
    return _ArticleFindings(
        facts=facts,
        names=tuple(map(reading.ground_record, names)),
        times=tuple(map(reading.ground_record, told_as_times(reading.text, times, found.facts))),
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


def headed_page(page: Page) -> Page:
    """The page with its masthead, and with the publication date that it states itself where none was given; where one
    was given that contradicts what is printed, that is noted."""
    masthead = page.masthead or find_masthead(page.text)
    changes: dict[str, object] = {} if masthead is None else {"masthead": masthead}
    printed = _printed(page, masthead)
    if printed and page.published is None:
        changes["published"] = Published(value=printed.value, source="page", span=printed.span)
    elif printed and page.published and _contradict(page.published.value, printed):
        changes["published"] = page.published.with_fields(printed=printed.value, span=printed.span)
    return page.model_copy(update=changes)


@dataclass(frozen=True)
class _Printed:
    """A date that the page prints of itself. `days` is how much earlier than the issue it may be."""

    value: str
    span: Span | None
    days: int


def _printed(page: Page, masthead: Masthead | None) -> _Printed | None:
    if stated := infer_published(page.text):
        value, start, end = stated
        by_masthead = masthead is not None and masthead.day == value
        return _Printed(value, Span.of(page.text, start, end), 0 if by_masthead else _DAYS_ON_THE_WAY)
    if masthead and masthead.day:
        return _Printed(masthead.day, masthead.date, 0)
    return None


def _contradict(given: str, printed: _Printed) -> bool:
    """Whether both cannot be true: 2022-12 holds 2022-12-30, and a report of that day may stand in 2023-01-02."""
    if given.startswith(printed.value) or printed.value.startswith(given):
        return False
    return not 0 <= (_earliest(given) - _earliest(printed.value)).days <= printed.days


def _earliest(value: str) -> date:
    """The first day of a day, month or year in EDTF."""
    year, month, day = (int(part) for part in f"{value}-01-01".split("-")[:3])
    return date(year, month, day)
