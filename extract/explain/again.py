"""Read a stored fact's article once more, for what the record does not hold: words, tags, and the contest of each slot.

Results do not depend on chance, so that the same Shilu finds the same. Another version may not, nor this one where the
run had words or weights of the user's own, or another tagger; that is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from shilu.extract.articles import Reading
from shilu.extract.extractor import headed_page, read_articles
from shilu.extract.facts.amount import AmountView
from shilu.extract.facts.build import build_fact
from shilu.extract.facts.choose import Answers, choose
from shilu.extract.facts.find import view_amounts
from shilu.extract.facts.select import select
from shilu.extract.language import WordReader
from shilu.schemas import SLOTS, AnyFact, Name, Page, PageRecords, Span, Time

__all__ = ["Again", "read_again"]

_COMPARED = ("quantity", *(slot.name for slot in SLOTS))


@dataclass(frozen=True)
class Again:
    """The article of a fact as it is read now. Spans and chunks are those of the reading; `to_page` moves them."""

    reading: Reading
    view: AmountView
    answers: Answers
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
    read = _article_again(records.page.model_dump_json(), fact.article or 0)
    if read is None:
        return None
    reading, views, answers, times, names = read
    for view, found in zip(views, answers, strict=True):
        place = reading.ground(view.chunk.start, view.chunk.end)
        if place == (fact.span.start, fact.span.end) and view.scene.quantity.kind == fact.quantity.kind:
            now = reading.ground_record(build_fact(view, found))
            differs = tuple(name for name in _COMPARED if getattr(now, name) != getattr(fact, name))
            return Again(reading, view, found, times, names, differs)
    return None


_Read = tuple[Reading, Sequence[AmountView], Sequence[Answers], Sequence[Time], Sequence[Name]]


@lru_cache(maxsize=8)
def _article_again(page: str, number: int) -> _Read | None:
    """An article of a page, given as JSON, with its amounts and what was chosen of them; kept, since who looks at one
    row of an article looks at the next one too."""
    for read in read_articles(headed_page(Page.model_validate_json(page)), _words(), only=number):
        if read.article.article == number:
            chosen = select(read.reading.text, read.amounts.quantities, read.times, read.names).chosen
            views = view_amounts(read.words, chosen, read.times, read.names, read.context) if chosen else []
            return read.reading, views, choose(views), read.times, read.names
    return None
