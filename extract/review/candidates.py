"""What else a slot could say: the words of the page that a person may choose with one key.

First what the contest of the slot weighed, the surest first; then the names and times around, and the runs of nouns and
verbs of the sentence, the nearest first, which have no chance since nothing weighed them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from shilu.extract.articles import Reading, read_article
from shilu.extract.choice import NONE
from shilu.extract.decisions import SLOTS, state_of
from shilu.extract.explain import Again, read_again
from shilu.extract.language import WordReader
from shilu.extract.language.words import Word, Words
from shilu.schemas import Answer, AnyFact, Name, PageRecords, Period, Span

__all__ = ["Candidate", "candidates"]

_MOST = 9
"""Candidates of one slot: each has a digit of its own."""

_INSIDE = 4
"""Candidates of the sentence that come before what the neighbouring rows say."""

_LEAST = 0.02
"""Chance below which what was weighed is not offered before what stands around."""

_NEAR = 3
"""Rows before and after whose answers are candidates too."""

_NOUNS = frozenset({"n", "nz", "nw", "vn", "an", "nr", "ns", "nt", "LOC", "ORG", "PER", "s", "f"})
_PLACES = frozenset({"LOC", "ns", "s"})
_VERBS = frozenset({"v", "vn", "vd"})
_PARTS = frozenset({"n", "nz", "vn", "an", "a", "LOC", "ORG", "u", "m", "q"})
_PROGRAMMES = frozenset({"programme", "platform", "brand", "facility", "policy", "award", "event"})
_SPEAKERS = frozenset({"person", "organisation"})
_OWNERS = frozenset({"place", "organisation", "person", "facility", "brand", "programme", "platform"})
_LONGEST = 24
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class Candidate:
    """Words of the page that a slot could say, where they stand, and how likely they are where that was weighed."""

    text: str
    span: Span
    chance: float | None = None

    @property
    def answer(self) -> Answer:
        """The candidate as the answer of a slot."""
        return Answer(text=self.text, span=self.span)


def candidates(records: PageRecords, fact: AnyFact) -> Mapping[str, tuple[Candidate, ...]]:
    """For each slot of a fact that stands on the page, what it could say, at most nine, what it says now first.

    Pure in the records: the same page gives the same candidates in the same order.
    """
    around = _Around(records, fact)
    now, again = state_of(fact).fields, read_again(records, fact)
    found: dict[str, tuple[Candidate, ...]] = {}
    for slot in SLOTS:
        answer = now[slot]
        first = [Candidate(answer.text, answer.span)] if isinstance(answer, Answer) else []
        own = list(_SUGGEST[slot](around))
        inside = [one for one in own if around.fact.sentence.overlaps(one.span)]
        listed = [
            *first,
            *_weighed(again, slot),
            *inside[:_INSIDE],
            *around.neighbours(slot),
            *inside[_INSIDE:],
            *own,
        ]
        found[slot] = tuple(_once(listed, period=slot == "period"))[:_MOST]
    return found


def _weighed(again: Again | None, slot: str) -> Iterator[Candidate]:
    """What the contest of a slot weighed, the surest first, as far as it stands on the page."""
    if again is None or slot not in again.answers:
        return
    for one, chance in again.answers[slot].ranked:
        if one.value is not None and one.start != NONE and chance >= _LEAST:
            yield Candidate(one.value, again.to_page(one.start, one.end), round(chance, 3))


def _once(found: Iterable[Candidate], *, period: bool) -> Iterator[Candidate]:
    """Each answer once, in order; an answer with blanks in it and without are one."""
    seen: set[str] = set()
    for one in found:
        key = "".join(one.text.split())
        if key not in seen and (period or 0 < len(key) <= 3 * _LONGEST):
            seen.add(key)
            yield one


class _Around:
    """A fact with its article: the words of its sentence, the names and times, the nearest first."""

    def __init__(self, records: PageRecords, fact: AnyFact) -> None:
        self.records = records
        self.fact = fact
        article = next((one for one in records.articles if one.article == fact.article), None)
        self.blocks = [(block.start, block.end) for block in article.blocks] if article else []
        self._read = _words(records, article.article) if article else None

    def neighbours(self, slot: str) -> Iterator[Candidate]:
        """What the rows before and after say, the nearest first."""
        facts = self.records.facts
        at = next((number for number, one in enumerate(facts) if one.id == self.fact.id), None)
        if at is None:
            return
        for gap in range(1, _NEAR + 1):
            for other in (at - gap, at + gap):
                if 0 <= other < len(facts):
                    filled = getattr(facts[other], slot)
                    if filled is not None:
                        text = filled.value if isinstance(filled, Period) else filled.text
                        yield Candidate(text, filled.span)

    def in_article(self, span: Span) -> bool:
        """Whether a place of the page is in the article of the fact."""
        return any(start <= span.start < end for start, end in self.blocks)

    def distance(self, span: Span) -> tuple[bool, bool, int]:
        """The sentence first, then the article, then by characters from the amount."""
        own = self.fact.span
        far = max(own.start - span.end, span.start - own.end, 0)
        return not self.fact.sentence.overlaps(span), not self.in_article(span), far

    def names(self, types: frozenset[str]) -> Iterator[Candidate]:
        """The names of some types, each by its full form: those of the sentence, of the article, of the page."""
        found = [name for name in self.records.names if name.type in types]
        return (_named(name) for name in sorted(found, key=lambda one: self.distance(one.span)))

    def times(self) -> Iterator[Candidate]:
        """The times that have a date, their years alone, and the year of the page and the one before it."""
        found = [time for time in self.records.times if time.value and time.type in {"date", "period"}]
        for time in sorted(found, key=lambda one: self.distance(one.span)):
            yield Candidate(str(time.value), time.span)
        for time in sorted(found, key=lambda one: self.distance(one.span)):
            for year in dict.fromkeys(_YEAR.findall(str(time.value))):
                yield Candidate(year, time.span)
        published = self.records.page.published
        if published and (year := _YEAR.match(published.value)):
            for value in (published.value, year[0], f"{int(year[0]) - 1:04}"):
                yield Candidate(value, published.span or self.fact.span)

    def runs(self, tags: frozenset[str], parts: frozenset[str] = frozenset()) -> Iterator[Candidate]:
        """Runs of words of some tags in the sentence, nearest first: the whole run, then each shorter end of it."""
        if self._read is None:
            return
        reading, words = self._read
        inside = [word for word in words.words if self._in_sentence(reading, word)]
        spans = [self._candidate(reading, run) for run in _runs(inside, tags, parts)]
        own = [one for one in spans if not one.span.overlaps(self.fact.span)]
        yield from sorted(own, key=lambda one: self.distance(one.span))

    def _in_sentence(self, reading: Reading, word: Word) -> bool:
        at = reading.offsets[word.start]
        return self.fact.sentence.start <= at < self.fact.sentence.end

    def _candidate(self, reading: Reading, run: Sequence[Word]) -> Candidate:
        start, end = reading.ground(run[0].start, run[-1].end)
        return Candidate(
            reading.text[run[0].start : run[-1].end], Span.of(self.records.page.text, start, end)
        )


def _runs(words: Sequence[Word], tags: frozenset[str], parts: frozenset[str]) -> Iterator[Sequence[Word]]:
    """Runs of words that end in a word of `tags` and go back over `parts`: whole, and their shorter ends."""
    for end, word in enumerate(words):
        if word.tag not in tags or not word.text.strip():
            continue
        start = end
        yield words[end : end + 1]
        while start and words[start - 1].tag in parts and words[start - 1].end == words[start].start:
            start -= 1
            if words[end].end - words[start].start > _LONGEST:
                break
            if words[start].tag not in {"u", "q"}:
                yield words[start : end + 1]


def _named(name: Name) -> Candidate:
    return Candidate(name.canonical, name.span)


def _items(around: _Around) -> Iterator[Candidate]:
    yield from around.runs(_NOUNS, _PARTS)
    yield from around.runs(_VERBS)


def _subjects(around: _Around) -> Iterator[Candidate]:
    names = list(around.names(_OWNERS))
    near = [one for one in names if around.fact.sentence.overlaps(one.span)]
    yield from near[:4]
    yield from list(around.runs(_NOUNS, _PARTS))[:4]
    yield from names[len(near) :]


_SUGGEST: Mapping[str, Callable[[_Around], Iterable[Candidate]]] = {
    "item": _items,
    "subject": _subjects,
    "action": lambda around: around.runs(_VERBS),
    "programme": lambda around: around.names(_PROGRAMMES),
    "place": lambda around: chain(around.names(frozenset({"place"})), around.runs(_PLACES, _PLACES)),
    "period": lambda around: around.times(),
    "speaker": lambda around: around.names(_SPEAKERS),
}


@lru_cache(maxsize=1)
def _reader() -> WordReader:
    return WordReader()


_KEPT: dict[tuple[int, int], tuple[PageRecords, Reading, Words]] = {}
_HELD = 32


def _words(records: PageRecords, number: int) -> tuple[Reading, Words]:
    """The article as it is read, with its words; the last ones are kept, since a person goes on with the next row."""
    key = (id(records), number)
    kept = _KEPT.get(key)
    if kept is None or kept[0] is not records:
        article = next(one for one in records.articles if one.article == number)
        reading = read_article(records.page, article)
        kept = (records, reading, next(_reader().read([reading.text])))
        _KEPT[key] = kept
        while len(_KEPT) > _HELD:
            _KEPT.pop(next(iter(_KEPT)))
    return kept[1], kept[2]
