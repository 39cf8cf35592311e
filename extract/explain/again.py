"""Read a stored fact's article once more, for what the record does not hold: words, tags, and what else was there.

Results do not depend on chance, so that the same Shilu finds the same; another version may not, and that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from shilu.extract.articles import Reading, read_article
from shilu.extract.extractor import article_context
from shilu.extract.facts import find_facts
from shilu.extract.facts.passage import Passage, make_passage
from shilu.extract.facts.scene import Scene, make_scene
from shilu.extract.facts.select import select
from shilu.extract.language import WordReader
from shilu.extract.names import find_names
from shilu.extract.quantities import find_quantities
from shilu.extract.times import find_times, year_under_way
from shilu.schemas import AnyFact, Article, Name, PageRecords, Quantity, Span, Time

__all__ = ["Again", "read_again"]

_COMPARED = (
    "quantity", "item", "subject", "action", "change", "per", "programme", "place", "period", "status", "cumulative",
    "speaker",
)  # fmt: skip


@dataclass(frozen=True)
class Again:
    """The article of a fact as it is read now. Spans and chunks are those of the reading; `to_page` moves them."""

    reading: Reading
    passage: Passage
    scene: Scene
    times: Sequence[Time]
    names: Sequence[Name]
    differs: tuple[str, ...]
    """The fields of the stored fact that this version of Shilu fills otherwise."""

    def to_page(self, start: int, end: int) -> Span:
        """A range of the reading as a span of the page."""
        return Span.of(self.reading.page, *self.reading.ground(start, end))


@cache
def _words() -> WordReader:
    return WordReader()


def read_again(records: PageRecords, fact: AnyFact) -> Again | None:
    """The fact's article, read again; None where its amount is not found there any more."""
    article = next((one for one in records.articles if one.article == fact.article), None)
    if article is None:
        return None
    reading = read_article(records.page, article)
    context = article_context(records.page, article, reading)
    words = next(_words().read([reading.text]))
    names = find_names(words, breaks=context.breaks)
    inside = [(name.span.start, name.span.end) for name in names]
    year = _year_before(records, article)
    times = find_times(reading.text, published=context.published, names=inside, under_way=year)
    amounts = find_quantities(reading.text).quantities
    passage = make_passage(words, select(reading.text, amounts, times, names).chosen, times, names)
    found = find_facts(words, quantities=amounts, times=times, names=names, context=context).facts
    for chunk in passage.chunks:
        quantity = chunk.mention
        if isinstance(quantity, Quantity) and _is(reading, quantity, fact):
            now = next((one for one in found if one.quantity == quantity), None)
            scene = make_scene(passage, chunk, quantity)
            return Again(reading, passage, scene, times, names, _differences(reading, now, fact))
    return None


def _year_before(records: PageRecords, article: Article) -> str | None:
    """The year that the page had come to before the article, which dates one of a page without a date."""
    year = None
    if records.page.published:
        return None
    for one in records.articles[: records.articles.index(article)]:
        text = read_article(records.page, one).text
        year = year_under_way(text, find_times(text, under_way=year), before=year)
    return year


def _is(reading: Reading, quantity: Quantity, fact: AnyFact) -> bool:
    """Whether an amount of the reading is that of the fact."""
    place = reading.ground(quantity.span.start, quantity.span.end)
    return place == (fact.span.start, fact.span.end) and quantity.kind == fact.quantity.kind


def _differences(reading: Reading, now: AnyFact | None, fact: AnyFact) -> tuple[str, ...]:
    if now is None:
        return ("the amount itself",)
    moved = reading.ground_record(now)
    return tuple(name for name in _COMPARED if getattr(moved, name) != getattr(fact, name))
