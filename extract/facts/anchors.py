"""Where an amount holds, and under which programme."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from shilu.extract.facts.context import ArticleContext
from shilu.extract.facts.items import Item
from shilu.extract.facts.passage import Chunk, Passage
from shilu.extract.facts.placed import Placed
from shilu.extract.facts.rows import ends_with_class, word_class
from shilu.extract.facts.scene import Scene
from shilu.extract.facts.subjects import Found
from shilu.extract.facts.surveys import is_survey
from shilu.extract.text import fold
from shilu.schemas import Name, NameType

__all__ = ["Anchors"]

_LEVELS = (
    (re.compile(r"(村|社区|小区|组|屯|寨|庄|苑|花园)$"), 5),
    (re.compile(r"(镇|乡|街道|苏木)$"), 4),
    (re.compile(r"(县|区|旗|新区|开发区)$"), 3),
    (re.compile(r"(市|州|盟|地区)$"), 2),
    (re.compile(r"(省|自治区|特别行政区)$"), 1),
)
_DISTRICT = re.compile(r"(?:新|开发|特|自治|社|小|林|矿)区$")
_SEAT = re.compile(
    r"^([\u4e00-\u9fff·]{2,10}?(?:自治州|自治县|街道|社区|[省市县区镇乡村]))(?=[\u4e00-\u9fff])"
)
_EXPLAINS = re.compile(r"(?:这|此|那)?(?:正是|就是|便是|即是)|这是")  # 这正是“云上街区”项目
_LEAD_END = re.compile(r"了?(?:一[个座家处所间])?[“「『‘《]?$")  # 办起了一座“
_LEAD = 12  # characters before a name that tell what was done with it
_WHOLE = re.compile(r"^(?:全|我|本|该)(?P<area>[国省市州盟县区旗镇乡])")  # 全省高速公路里程, of no one county
_WITHIN = {"国": 2, "省": 2, "市": 2, "州": 2, "盟": 2, "县": 3, "区": 3, "旗": 3, "镇": 4, "乡": 4}
"""The finest level that can name such a whole; 2 for a province too, since 甘肃 bears no suffix."""
_SHORTEST_SEAT = 3  # characters of a town within a county; 城市, 农村 and 社区 are none
_REGIONAL = re.compile(r"(三角|地区|半岛|流域|沿海|内陆|长江|黄河|国|洲|洋|海|山|江|河|湖)$")
_LOCATORS = ("在", "于", "走进", "来到", "位于", "地处", "抵达", "前往", "赴", "到", "与", "从")
_FARTHEST = 100  # chunks of a clause that are looked at before a place
_OFTEN = 3  # mentions that make a name the theme of an article
_SHORTEST_FORM = 2  # characters of a facility's short form: 书屋
_THEME = 2  # and if the title names it
_ENOUGH = 3  # closeness and weight that a programme needs together
_ANY_LEVEL = 5
_SETTINGS = (2, 3, 4)  # what a report is about although it is named late
_EXACT = 2  # places of this level or finer are more than a province
_PROGRAMME_WEIGHTS: dict[NameType, int] = {
    "programme": 1,
    "platform": 1,
    "brand": 1,
    "facility": -1,
    "award": -2,
    "event": -1,
    "policy": -2,
}


@dataclass(frozen=True, slots=True)
class _Place:
    """A place, or the seat in an organisation's name; `level` runs from 5, a village, to 1, a province; else 0."""

    name: Name
    text: str
    level: int

    @property
    def start(self) -> int:
        return self.name.span.start


@dataclass(frozen=True)
class Anchors:
    """The names of an article to which amounts are tied."""

    names: Placed[Name]
    context: ArticleContext

    def place(self, scene: Scene, subject: Found | None) -> Found | None:
        """The nearest place that is no mere province or region: in the amount's sentence, the seat of its subject, in
        its paragraph, the title, the article; else the nearest province or region. What is said of a whole (全省, 我市)
        holds in none of its parts, unless the sentence has named the part before.
        """
        finest = _finest(_said(scene, subject))
        wide: Found | None = None
        for rule, group in self._groups(scene, subject):
            apt = [one for one in group if rule == "sentence_place" or one.level <= finest]
            exact = [one for one in apt if one.level >= _EXACT or rule == "subject_place"]
            if exact:
                return _found(exact[-1], rule)
            wide = wide or (_found(apt[-1], rule) if apt else None)
        return wide

    def _groups(self, scene: Scene, subject: Found | None) -> Iterator[tuple[str, list[_Place]]]:
        """Places by nearness; in each group the last is the best."""
        passage, chunk = scene.passage, scene.chunk
        first, last = passage.sentences[chunk.sentence]
        before = [one for one in self._places(scene.window, chunk.start) if not _sends(passage, one)]
        yield "sentence_place", [one for one in before if one.start >= first and self._holds_here(scene, one)]
        if subject:
            yield "subject_place", [one for one in before if one.start == subject.start]
            listed = _listed(passage.text, subject.start, subject.end, before=("、",))
            seat = None if listed else self._seats.get(subject.text)
            yield "subject_seat", [seat] if seat else []
        after = self._places(chunk.end, last)
        yield "following_place", [one for one in after[:1] if self._comes_to(scene, one)]
        previous = passage.sentences[max(chunk.sentence - 1, 0)][0]
        yield "paragraph_place", [one for one in before if one.start >= previous and self._lasts(scene, one)]
        yield "title_place", self._title_places[-1:]
        yield "article_place", [one for one in self._commonest if self._told(one, chunk.start)]

    def _holds_here(self, scene: Scene, place: _Place) -> bool:
        """Whether a place of the sentence holds for the amount: one of its clause, or one that heads its own or
        follows a word of place; not a member of a list (襄阳、宜昌等3家) or an attribute in another."""
        passage = scene.passage
        if place.start >= passage.clauses[scene.chunk.clause][0]:
            return True
        return not _in_list(passage.text, place) and (
            _located(passage.text, place) or _heads_clause(passage, place)
        )

    def _comes_to(self, scene: Scene, place: _Place) -> bool:
        """Whether a later place of the sentence holds for the amount: one of its clause, or an object of a later one
        (带动柳河镇300户); not the topic of another statement (…，漳州入选试点城市)."""
        passage = scene.passage
        within = place.start < passage.clauses[scene.chunk.clause][1]
        people = passage.text.startswith("人", place.name.span.end)  # 其中包括多名美国人
        return within or not (people or _heads_clause(passage, place) or _in_list(passage.text, place))

    def _lasts(self, scene: Scene, place: _Place) -> bool:
        """Whether a place of an earlier sentence goes on to hold: one that opened it, or where something was done in
        its first clause; not what a later clause is about (…，大理市获国际湿地城市认证)."""
        passage = scene.passage
        chunk = passage.at(place.start)
        if chunk is None or _in_list(passage.text, place):
            return False
        opened = not any(one.tag in {"v", "Q"} for one in _said_before(passage, place))
        return opened or _located(passage.text, place)

    def _places(self, start: int, end: int) -> list[_Place]:
        starts = self._place_starts
        return self._all_places[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _all_places(self) -> list[_Place]:
        return [_as_place(name) for name in self.names if name.type == "place"]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [place.start for place in self._all_places]

    @cached_property
    def _seats(self) -> dict[str | None, _Place]:
        """The seat of each organisation or facility that has one in its name."""
        found: dict[str | None, _Place] = {}
        for name in self.names:
            if name.type in {"organisation", "facility"} and (seat := _seat(name.span.surface)):
                found[name.canonical] = _Place(name, seat, _level(seat))
        return found

    @cached_property
    def _title_places(self) -> list[_Place]:
        headed = self.context.heading_names(name for name in self.names if name.type == "place")
        return [_as_place(name) for name in headed]

    @cached_property
    def _commonest(self) -> list[_Place]:
        """The place named most often in the article, one finer than a province before others; else the first seat."""
        places = self._all_places or list(self._seats.values())[:1]
        if not places:
            return []
        counts = Counter(one.text for one in places)
        return [
            max(places, key=lambda one: (counts[one.text] * (3 if one.level >= _EXACT else 2), -one.start))
        ]

    def _told(self, place: _Place, before: int) -> bool:
        """Whether the place is a city, county or town, or a reader has met it by then, or it comes back. Any other that
        is named once, further down, belongs to other things: a market abroad, a village, a province."""
        return place.level in _SETTINGS or place.start < before or self._mentions[place.text] > 1

    @cached_property
    def _mentions(self) -> Counter[str]:
        return Counter(name.canonical for name in self.names)

    def programme(self, scene: Scene, item: Item | None, subject: Found | None) -> Found | None:
        """The programme, platform, brand or facility that has most to do with the amount, if any has enough."""
        best: tuple[int, int, Name, str] | None = None
        for name in self._candidates(scene, subject):
            score, rule = self._closeness(name, scene, item, subject)
            ranked = (score + _PROGRAMME_WEIGHTS[name.type], name.span.start, name, rule)
            if best is None or ranked[:2] > best[:2]:
                best = ranked
        if best is None or best[0] < _ENOUGH:
            return self._theme
        return Found(best[2].span.start, best[2].span.end, best[3], best[2].canonical)

    def _candidates(self, scene: Scene, subject: Found | None) -> Iterator[Name]:
        passage, chunk = scene.passage, scene.chunk
        following = min(chunk.sentence + 1, len(passage.sentences) - 1)  # 这正是“云上街区”项目
        last = min(passage.sentences[following][1], passage.paragraph_of(chunk.start)[1])
        yield from self._weighed.between(scene.window, last)
        yield from self._short_of(_said(scene, subject))
        yield from self._titled

    @cached_property
    def _weighed(self) -> Placed[Name]:
        """All mentions of programmes, platforms, brands and the like."""
        return Placed(name for name in self.names if name.type in _PROGRAMME_WEIGHTS)

    def _short_of(self, word: str) -> Iterator[Name]:
        """The first mentions of which a word is the name or, as `_shortens` has it, the short form."""
        if word in self._first_mentions:
            yield self._first_mentions[word]
        yield from self._by_ending.get(fold(word), ())

    @cached_property
    def _by_ending(self) -> Mapping[str, list[Name]]:
        """Facilities by what their names end in: looked up, since a page may have as many as it has amounts."""
        found: dict[str, list[Name]] = defaultdict(list)
        for canonical, name in self._first_mentions.items():
            if name.type == "facility":
                for start in range(len(canonical) - _SHORTEST_FORM + 1):
                    found[fold(canonical[start:])].append(name)
        return found

    @cached_property
    def _first_mentions(self) -> dict[str, Name]:
        """The first mention of each programme, platform, brand and the like."""
        found: dict[str, Name] = {}
        for name in self._weighed:
            found.setdefault(name.canonical, name)
        return found

    def _closeness(
        self, name: Name, scene: Scene, item: Item | None, subject: Found | None
    ) -> tuple[int, str]:
        """How near a name stands to an amount, and what that nearness is called."""
        start, span = scene.chunk.start, name.span
        if item and item.start <= span.start and span.end <= item.end:
            return 8, "item_programme"
        if subject and subject.rule != "setting" and self._is_subject(name, scene, subject):
            return (6 if _PROGRAMME_WEIGHTS[name.type] > 0 else 4), "subject_programme"
        if span.start >= start:
            return self._later(name, scene)
        if span.start < scene.window:
            return 2, "title_programme"
        return self._earlier(name, scene)

    def _is_subject(self, name: Name, scene: Scene, subject: Found) -> bool:
        inside = subject.start <= name.span.start and name.span.end <= subject.end
        return inside or _shortens(_said(scene, subject), name)

    def _later(self, name: Name, scene: Scene) -> tuple[int, str]:
        """How near a name stands that comes after the amount."""
        passage, start, span = scene.passage, scene.chunk.start, name.span
        if span.start < passage.clauses[scene.chunk.clause][1] and name.type == "award":
            return 7, "award_of_clause"
        if name.canonical in self._main and _EXPLAINS.search(passage.text, start, span.start):
            return 2, "explained_programme"
        before = passage.text[max(start, span.start - _LEAD) : span.start]
        if _led(before, "taking part") and span.start < passage.sentences[scene.chunk.sentence][1]:
            return 2, "held_programme"
        return -9, "later"

    def _earlier(self, name: Name, scene: Scene) -> tuple[int, str]:
        """How near a name stands that comes before the amount, in its paragraph."""
        passage, span = scene.passage, name.span
        main = int(name.canonical in self._main)
        before = passage.text[max(span.start - _LEAD, 0) : span.start]
        if name.type == "policy" and _led(before, "following"):
            main += 3
        first, last = passage.sentences[scene.chunk.sentence]
        if name.type == "award" and (
            _led(before, "honoured")
            or any(word in passage.text[scene.chunk.end : last] for word in word_class("on a list"))
        ):
            main += 2
        if name.type == "facility" and _led(before, "creating"):
            main += 1
        if self._called(name, scene):
            return 5, "short_form_programme"
        if span.start >= passage.clauses[scene.chunk.clause][0]:
            return 4 + main, "clause_programme"
        if span.start >= first:
            return 3 + main, "sentence_programme"
        if self._survey:
            return -9, "earlier_sentence"
        return 2 + main, "paragraph_programme"

    @cached_property
    def _survey(self) -> bool:
        return is_survey(self.names)

    def _called(self, name: Name, scene: Scene) -> bool:
        """Whether the sentence of the amount begins with a short form of a facility: 书屋藏书9000册."""
        if name.type != "facility":
            return False
        first, _ = scene.passage.sentences[scene.chunk.sentence]
        said = scene.passage.chunks_between(first, scene.chunk.start)
        return _shortens(next((chunk.text for chunk in said if chunk.text.strip()), ""), name)

    @cached_property
    def _titled(self) -> list[Name]:
        """What the title names and the text speaks of again and again."""
        named = [name for name in self.names if _PROGRAMME_WEIGHTS.get(name.type, 0) > 0]
        counts = Counter(name.canonical for name in named)
        return [name for name in self.context.heading_names(named) if counts[name.canonical] >= _THEME][:1]

    @cached_property
    def _theme(self) -> Found | None:
        """The one programme that the whole article is about: named three times, twice as often as any other name."""
        counts = self._undertakings.most_common(2)
        if not counts or counts[0][1] < max(_OFTEN, 2 * (counts[1][1] if len(counts) > 1 else 0)):
            return None
        name = self._first_mentions[counts[0][0]]
        if _PROGRAMME_WEIGHTS[name.type] < 0:
            return None
        return Found(name.span.start, name.span.end, "theme_programme", name.canonical)

    @cached_property
    def _main(self) -> frozenset[str]:
        """What the article is about: named in the title and again in the text, or three times and more."""
        titled = {name.canonical for name in self.context.heading_names(self._weighed)}
        return frozenset(
            canonical
            for canonical, count in self._undertakings.items()
            if count >= (_THEME if canonical in titled else _OFTEN)
        )

    @cached_property
    def _undertakings(self) -> Counter[str]:
        """How often each programme, platform, brand and the like is named."""
        return Counter(name.canonical for name in self._weighed)


def _led(before: str, verbs: str) -> bool:
    """Whether the words before a name end in a verb of a class, 了, 一座 and an opening mark apart."""
    end = _LEAD_END.search(before)
    return ends_with_class(before[: end.start()] if end else before, verbs)


def _sends(passage: Passage, place: _Place) -> bool:
    """Whether a place only tells where the report was sent from: 本报[石家庄]8月19日电."""
    chunk = passage.at(place.start)
    return chunk is not None and chunk.tag == "w"


def _found(place: _Place, rule: str) -> Found:
    return Found(place.start, place.name.span.end, rule, place.text)


def _said(scene: Scene, subject: Found | None) -> str:
    if subject is None:
        return ""
    return subject.text or scene.passage.text[subject.start : subject.end]


def _finest(subject: str) -> int:
    """The finest level of a place for what is said of the subject: that of 全省 or 我市, else any."""
    match = _WHOLE.match(fold(subject[: len("全省")]))
    return _WITHIN[match["area"]] if match else _ANY_LEVEL


def _shortens(word: str | None, name: Name) -> bool:
    """Whether a word is the name, or what a facility's name ends in: 书屋 for 麦穗书屋."""
    if word == name.canonical or not word or name.type != "facility":
        return word == name.canonical
    return len(word) >= _SHORTEST_FORM and fold(name.canonical).endswith(fold(word))


def _seat(name: str) -> str | None:
    """The place at the head of a body's name, down to the finest: 太湖县晋熙镇 of 太湖县晋熙镇文化站."""
    end, level = 0, 0
    while match := _SEAT.match(name[end:]):
        finer = _level(match[1])
        if end and (finer <= level or len(match[1]) < _SHORTEST_SEAT):  # 安庆市|城市管理局
            break
        end, level = end + match.end(), finer
    return name[:end] or None


def _as_place(name: Name) -> _Place:
    return _Place(
        name, name.canonical, 0 if _is_zone(name) else _level(name.canonical) or (2 if name.code else 0)
    )


def _is_zone(name: Name) -> bool:
    """Whether a place ends like a district and is none of the list: 来料加工区, 核心示范区."""
    return name.code is None and name.canonical.endswith("区") and not _DISTRICT.search(name.canonical)


def _in_list(text: str, place: _Place) -> bool:
    """Whether a place is one of a list: 甲县、乙县等5个县."""
    return _listed(text, place.start, place.name.span.end, before=("、", "等"))


def _listed(text: str, start: int, end: int, *, before: tuple[str, ...]) -> bool:
    """Whether a thing stands in a list, whose other members need not be where it is: 甲县书店、乙市书店等5家. It stands
    before one of some marks, or after 、."""
    return text.startswith(before, end) or text.endswith("、", 0, start)


def _located(text: str, place: _Place) -> bool:
    """Whether a word of place stands right before a place: 在柳河镇."""
    return text.endswith(_LOCATORS, 0, place.start)


def _said_before(passage: Passage, place: _Place) -> tuple[Chunk, ...]:
    """What stands in the sentence of a place before it."""
    chunk = passage.at(place.start)
    if chunk is None:
        return ()
    first = max(passage.sentences[chunk.sentence][0], passage.window(chunk))
    return passage.chunks_between(first, place.start)


def _heads_clause(passage: Passage, place: _Place) -> bool:
    """Whether a place or what it modifies (坐落于太湖南岸的[湖州]) is the topic of its clause."""
    chunk = passage.at(place.start)
    before = tuple(islice(passage.before(chunk), _FARTHEST)) if chunk else ()
    if before and before[0].text == "的":
        return True
    return not any(one.tag in {"v", "vn", "n", "nz", "Q"} for one in before)


def _level(place: str) -> int:
    if _REGIONAL.search(place):
        return 0
    return next((level for pattern, level in _LEVELS if pattern.search(place)), 0)
