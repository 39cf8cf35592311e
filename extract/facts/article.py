"""What the amounts of one article share: its names, times and headings, and what kind of text it is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from shilu.extract.articles.openings import match_opening
from shilu.extract.facts.context import ArticleContext
from shilu.extract.facts.modality import Verdict, section_moods, title_cue
from shilu.extract.facts.standing import Standing
from shilu.extract.grammar.lines import PassageLines
from shilu.extract.grammar.lists import respective_amounts, respective_items
from shilu.extract.grammar.passage import Chunk, Passage
from shilu.extract.grammar.phrases import Phrase
from shilu.extract.grammar.placed import Placed
from shilu.extract.grammar.rows import speech
from shilu.extract.grammar.topics import Topic, find_topics
from shilu.extract.names.gazetteer import short_name
from shilu.extract.names.levels import kin_of, whole_words
from shilu.extract.text import fold
from shilu.extract.text.counts import Counts
from shilu.schemas import Name, NameType, Time

__all__ = ["ARTICLE_SIGNS", "UNDERTAKINGS", "ArticleView", "says"]

UNDERTAKINGS: frozenset[NameType] = frozenset(
    {"programme", "platform", "brand", "facility", "award", "event", "policy", "work"}
)
"""Types of names under which an amount may stand."""

ARTICLE_SIGNS = (
    "length", "density", "places_named", "undertakings_named", "whole_words", "traditional", "titled",
)  # fmt: skip
"""What kind of text it is, as far as it can be told without a list of genres: a report names its province everywhere
and speaks of 全省, a round of news names many places, a budget is dense with amounts."""

_PAUSE = re.compile(r"[,，:：;；。]")
_HEAD = 2  # characters before a time that opens a line
_OFTEN, _MOST = 3, 10  # mentions, and tenths of those of the commonest, that make a place the article's own
_LONGEST_FORM = 12  # characters of a short form
_WHOLE = re.compile(rf"(?<![次届])[全我本][{''.join(whole_words())}]|[全本]公司|报告期")
"""第七次全国人口普查 is a name, and speaks of no whole."""


class ArticleView:
    """The names, times and headings of an article, asked by place; what is dear to find is found once."""

    def __init__(
        self, passage: Passage, times: Sequence[Time], names: Sequence[Name], context: ArticleContext
    ) -> None:
        self.passage, self.context = passage, context
        self.times, self.names = Placed(times), Placed(names)
        self._most: dict[NameType, int] = {}
        self.lines = PassageLines(passage)
        self._counts = Counts(passage.text)
        self._topics: dict[int, tuple[tuple[Phrase, Topic], ...]] = {}
        self.standings: dict[tuple[object, ...], Standing] = {}  # by the slot that saw them, and their place
        self.unowned: dict[tuple[Chunk, ...], Phrase] = {}  # phrases without whose they are
        self.full_names: dict[tuple[int, int], Name | None] = {}  # that short words stand for, by their place

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.passage.sentences]

    def first_sentence(self, offset: int) -> int:
        """The number of the first sentence that begins at an offset or after it."""
        return bisect_left(self._sentence_starts, offset)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an offset, among those of the passage."""
        return max(bisect_right(self._sentence_starts, offset) - 1, 0)

    def topics(self, clause: int) -> tuple[tuple[Phrase, Topic], ...]:
        """The topics of a clause, found once for all the amounts after it."""
        if clause not in self._topics:
            self._topics[clause] = tuple(find_topics(self.passage.by_clause[clause]))
        return self._topics[clause]

    @cached_property
    def pairs(self) -> dict[int, Phrase]:
        """The item of each amount that 分别 pairs with one of as many nouns, by index of the amount's chunk."""
        return respective_items(self.passage)

    @cached_property
    def echoes(self) -> dict[int, int]:
        """Which earlier amount each amount after 分别 speaks of, by index of the chunks."""
        return respective_amounts(self.passage)

    @cached_property
    def title_text(self) -> str:
        """What stands in titles and kickers, and the title of the page."""
        text = self.passage.text
        headings = (
            text[start:end] for start, end, role in self.context.breaks if role in {"title", "kicker"}
        )
        return "\n".join((*headings, self.context.title or ""))

    @cached_property
    def _openers(self) -> tuple[list[int], list[Time]]:
        """The times that open a line, with where they stand."""
        passage = self.passage
        found = [
            one for one in self._dating
            if one.span.start - passage.paragraph_of(one.span.start)[0] <= _HEAD
        ]  # fmt: skip
        return [one.span.start for one in found], found

    def opener_before(self, offset: int) -> Time | None:
        """The nearest time before an offset that opens a line: [过去一年]，…… some paragraphs above."""
        starts, found = self._openers
        place = bisect_left(starts, offset) - 1
        return found[place] if place >= 0 else None

    @cached_property
    def title_status(self) -> int:
        """The code of the cue of status in the titles; 0 for none."""
        return title_cue(self.title_text)

    def count_of(self, words: str) -> int:
        """How often words stand in the article."""
        return self._counts.of(words)

    @cached_property
    def region(self) -> tuple[int, int] | None:
        """Where the region that the page's metadata names first stands in the article."""
        region = self.context.region
        if not region:
            return None
        for words in (region, short_name(region)):
            start = self.passage.text.find(words) if words else -1
            if start >= 0:
                return start, start + len(words)
        return None

    @cached_property
    def _by_place(self) -> dict[tuple[int, int], Name]:
        return {(name.span.start, name.span.end): name for name in self.names}

    def name_at(self, start: int, end: int) -> Name | None:
        """The name that stands just there."""
        return self._by_place.get((start, end))

    def kin(self, value: str, name: Name | None, *, whole: bool) -> str:
        """What a word for a place is in other words, where it is the whole that the article speaks of: a word like
        全省, the region of the page, a place of the title or one named far more often than others. Of two places of
        one level (two towns of a table, 湖北 and 湖南 in one title) neither is the whole."""
        if whole:
            return kin_of(value, name.code if name else None)
        if name is None or not self._is_theme(name):
            return ""
        kin = kin_of(name.canonical, name.code)
        return kin if len(self._themes[kin]) == 1 else ""

    def _is_theme(self, name: Name) -> bool:
        """Whether a place stands in a title, or is named far more often than others."""
        if name.type != "place":
            return False
        if name.canonical in self.headed_forms or name.canonical in (self.context.title or ""):
            return True
        return self.mentions[name.canonical] >= _OFTEN and self.share_of(name) == _MOST

    @cached_property
    def _themes(self) -> Mapping[str, set[str]]:
        """The places of the title and those named most often, by what they would be kin to."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for name in self.names:
            if self._is_theme(name):
                found[kin_of(name.canonical, name.code)].add(name.canonical)
        return found

    def share_of(self, name: Name | None) -> float:
        """How often a name is mentioned, in tenths of the commonest name of its type."""
        if name is None:
            return 0
        if name.type not in self._most:
            self._most[name.type] = max(
                self.mentions[one.canonical] for one in self.names if one.type == name.type
            )
        return round(10 * self.mentions[name.canonical] / self._most[name.type])

    @cached_property
    def mentions(self) -> Counter[str]:
        """How often each name is mentioned, by its canonical form."""
        return Counter(name.canonical for name in self.names)

    @cached_property
    def headed(self) -> list[Name]:
        """The names in titles and kickers."""
        return self.context.heading_names(self.names)

    @cached_property
    def headed_forms(self) -> frozenset[str]:
        """Their canonical forms."""
        return frozenset(name.canonical for name in self.headed)

    @cached_property
    def places(self) -> Placed[Name]:
        """All mentions of places."""
        return Placed(name for name in self.names if name.type == "place")

    @cached_property
    def facilities(self) -> Placed[Name]:
        """All mentions of facilities."""
        return Placed(name for name in self.names if name.type == "facility")

    @cached_property
    def bodies(self) -> Placed[Name]:
        """All mentions of organisations and facilities."""
        return Placed(name for name in self.names if name.type in {"organisation", "facility"})

    @cached_property
    def undertakings(self) -> Placed[Name]:
        """All mentions of programmes, platforms, brands and the like."""
        return Placed(name for name in self.names if name.type in UNDERTAKINGS)

    @cached_property
    def wholes(self) -> list[tuple[int, int]]:
        """全省, 我市, 本公司: words for the whole that the article speaks of; not 全国 at the head of a longer name
        (全国文明城市), which is a rank."""
        ranked = {name.span.start for name in self.names if name.span.surface.startswith("全国")}
        found = (one.span() for one in _WHOLE.finditer(fold(self.passage.text)))
        return [span for span in found if span[0] not in ranked]

    @cached_property
    def _whole_starts(self) -> list[int]:
        return [start for start, _ in self.wholes]

    def wholes_before(self, offset: int, most: int) -> list[tuple[int, int]]:
        """The nearest words for a whole that begin before an offset, nearest first."""
        end = bisect_left(self._whole_starts, offset)
        return self.wholes[max(end - most, 0) : end][::-1]

    def wholes_between(self, start: int, end: int) -> list[tuple[int, int]]:
        """The words for a whole that begin in a range."""
        return self.wholes[bisect_left(self._whole_starts, start) : bisect_left(self._whole_starts, end)]

    @cached_property
    def dateline_place(self) -> tuple[int, int] | None:
        """Where the article was sent from: the place in its opening, 新华社[北京]5月1日电."""
        opening = match_opening(self.passage.text.lstrip())
        first = next(iter(self.places), None)
        if opening is None or first is None or first.span.start >= opening.end + 2:
            return None
        return first.span.start, first.span.end

    @cached_property
    def moods(self) -> list[tuple[int, Verdict]]:
        """Where the headings of a report turn what follows into plans, or back."""
        return section_moods(self.passage)

    @cached_property
    def _sections(self) -> list[tuple[int, Time | None]]:
        """What the headings of a report date, by the offsets of both; a heading without a time ends the reach of the
        one before."""
        found: list[tuple[int, Time | None]] = []
        for start, _ in self.moods:
            _, end = self.passage.paragraph_of(start)
            named = next((one for one in self.times.between(start, end) if one.value), None)
            leads = named and not _PAUSE.search(self.passage.text, start, named.span.start)
            found.append((start, named if leads else None))
        return found

    def section_time(self, offset: int) -> Time | None:
        """The time in the heading under which an offset stands: 二、[2026年]工作安排."""
        index = bisect_right(self._sections, offset, key=lambda one: one[0]) - 1
        return self._sections[index][1] if index >= 0 else None

    def mood_at(self, offset: int) -> Verdict | None:
        """The mood of the heading under which an offset stands."""
        index = bisect_left(self.moods, offset, key=lambda one: one[0]) - 1
        return self.moods[index][1] if index >= 0 else None

    @cached_property
    def title_times(self) -> list[Time]:
        """Dates and periods in titles and kickers."""
        return [one for one in self._dating if self.context.role_at(one.span.start) in {"title", "kicker"}]

    @cached_property
    def first_times(self) -> list[Time]:
        """The first date or period of the article's text."""
        return self._dating[:1]

    @cached_property
    def _dating(self) -> list[Time]:
        return [one for one in self.times if one.value and one.type in {"date", "period"}]

    @cached_property
    def _values(self) -> Counter[str]:
        return Counter(one.value for one in self._dating if one.value)

    def times_with(self, value: str) -> int:
        """How many times of the article have a value."""
        return self._values[value]

    @cached_property
    def commonest_time(self) -> Time | None:
        """The first time with the value that most times of the article have, where two and more have it."""
        for value, count in self._values.most_common(1):
            return next(one for one in self._dating if one.value == value) if count > 1 else None
        return None

    @cached_property
    def commonest_places(self) -> list[Name]:
        """The first mentions of the two places named most often."""
        return self._commonest(self.places)

    @cached_property
    def commonest_bodies(self) -> list[Name]:
        """The first mentions of the two bodies named most often."""
        return self._commonest(self.bodies)

    @cached_property
    def commonest_undertakings(self) -> list[Name]:
        """The first mentions of the two undertakings named most often."""
        return self._commonest(self.undertakings)

    @cached_property
    def _by_ending(self) -> dict[str, list[Name]]:
        """Undertakings by what their names end in: looked up, since a page may have as many as it has amounts."""
        found: dict[str, list[Name]] = {}
        seen: set[str] = set()
        for name in self.undertakings:
            canonical = name.canonical
            if canonical in seen:
                continue
            seen.add(canonical)
            for start in range(max(len(canonical) - _LONGEST_FORM, 0), len(canonical) - 1):
                found.setdefault(canonical[start:], []).append(name)
        return found

    def ending_in(self, words: str) -> list[Name]:
        """The first mentions of undertakings whose names end in some words: 麦穗书屋 for 书屋. Two at most."""
        return self._by_ending.get(words, [])[:2]

    def _commonest(self, names: Placed[Name]) -> list[Name]:
        first: dict[str, Name] = {}
        for name in names:
            first.setdefault(name.canonical, name)
        return sorted(first.values(), key=lambda one: (-self.mentions[one.canonical], one.span.start))[:2]

    @cached_property
    def signs(self) -> list[float]:
        """The values of `ARTICLE_SIGNS`."""
        text = self.passage.text
        size = max(len(text), 1)
        amounts = sum(chunk.tag == "Q" for chunk in self.passage.chunks)
        return [
            min(size // 200, 50),
            min(round(1000 * amounts / size), 60),
            min(len({name.canonical for name in self.places}), 40),
            min(len({name.canonical for name in self.undertakings}), 60),
            min(round(10_000 * len(self.wholes) / size), 60),
            self.context.script == "traditional",
            bool(self.headed) + 2 * bool(self.context.title),
        ]


def says(chunks: Sequence[Chunk]) -> bool:
    """Whether a clause ends in a verb of saying: 镇长王明介绍."""
    return any(one.tag == "v" and speech().get(one.text) for one in chunks[-3:])
