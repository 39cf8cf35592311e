"""Where an amount holds, and under which programme."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extract.facts.context import ArticleContext
from extract.facts.items import Item
from extract.facts.scene import Scene
from extract.facts.subjects import Found
from schemas import Name, NameType

__all__ = ["Anchors"]

_LEVELS = (
    (re.compile(r"(村|社区|小区|组|屯|寨|庄|苑|花园)$"), 5),
    (re.compile(r"(镇|乡|街道|苏木)$"), 4),
    (re.compile(r"(县|区|旗|新区|开发区)$"), 3),
    (re.compile(r"(市|州|盟|地区)$"), 2),
    (re.compile(r"(省|自治区|特别行政区)$"), 1),
)
_SEAT = re.compile(
    r"^([\u4e00-\u9fff·]{2,10}?(?:自治州|自治县|街道|社区|[省市县区镇乡村]))(?=[\u4e00-\u9fff])"
)
_REGIONAL = re.compile(r"(三角|地区|半岛|流域|沿海|内陆|长江|黄河|国|洲|洋|海|山|江|河|湖)$")
_PROGRAMME_WEIGHTS: dict[NameType, int] = {
    "programme": 1,
    "platform": 1,
    "brand": 1,
    "facility": -1,
    "award": -2,
    "event": -1,
    "policy": -2,
}


@dataclass(frozen=True)
class Anchors:
    """The names of an article to which amounts are tied."""

    names: Sequence[Name]
    context: ArticleContext

    @cached_property
    def _places(self) -> list[tuple[Name, str, int]]:
        """Places in order, organisations by the seat in their name, with text and level (5 village … 1 province)."""
        found: list[tuple[Name, str, int]] = []
        for name in self.names:
            if name.type == "place":
                found.append((name, name.canonical, _level(name.canonical) or (2 if name.code else 0)))
            elif name.type in {"organisation", "facility"} and (seat := _SEAT.match(name.span.surface)):
                found.append((name, seat[1], _level(seat[1])))
        return found

    def place(self, scene: Scene, subject: Found | None) -> Found | None:
        """The nearest place that is no mere province or region: in the amount's sentence, the seat of its subject, in
        its paragraph, the title, the article; else the nearest province or region."""
        passage, chunk = scene.passage, scene.chunk
        first, last = passage.sentences[chunk.sentence]
        paragraph, _ = passage.paragraph_of(chunk.start)
        places = [one for one in self._places if one[0].type == "place"]
        before = [one for one in places if one[0].span.start < chunk.start]
        groups = (
            ("sentence_place", [one for one in before if one[0].span.start >= first]),
            ("subject_place", [one for one in before if subject and one[0].span.start == subject.start]),
            ("subject_seat", [one for one in self._places if subject and subject.text == one[0].canonical]),
            ("following_place", [one for one in places if chunk.start < one[0].span.start < last][:1]),
            ("paragraph_place", [one for one in before if one[0].span.start >= paragraph]),
            (
                "title_place",
                [one for one in places if self.context.role_at(one[0].span.start) in {"title", "kicker"}],
            ),
            ("article_place", before or places or self._places),
        )
        for least in (2, 0):
            for rule, group in groups:
                chosen = [one for one in group if one[2] >= least or rule == "subject_place"]
                if chosen:
                    name, text, _ = chosen[-1] if rule != "article_place" else _commonest(chosen)
                    return Found(name.span.start, name.span.end, rule, text)
        return None

    @cached_property
    def _programmes(self) -> list[Name]:
        return [name for name in self.names if name.type in _PROGRAMME_WEIGHTS]

    @cached_property
    def _mentions(self) -> Counter[str]:
        return Counter(name.canonical for name in self._programmes)

    def programme(self, scene: Scene, item: Item | None, subject: Found | None) -> Found | None:
        """The programme, platform, brand or facility that has most to do with the amount, if any has enough."""
        best: tuple[int, int, Name, str] | None = None
        for name in self._programmes:
            score, rule = self._closeness(name, scene, item, subject)
            ranked = (score + _PROGRAMME_WEIGHTS[name.type], name.span.start, name, rule)
            if best is None or ranked[:2] > best[:2]:
                best = ranked
        if best is None or best[0] < 3:
            return None
        return Found(best[2].span.start, best[2].span.end, best[3], best[2].canonical)

    def _closeness(
        self, name: Name, scene: Scene, item: Item | None, subject: Found | None
    ) -> tuple[int, str]:
        """How near a name stands to an amount, and what that nearness is called."""
        passage, start, span = scene.passage, scene.chunk.start, name.span
        if item and item.start <= span.start and span.end <= item.end:
            return 8, "item_programme"
        if subject and (
            subject.text == name.canonical or (subject.start <= span.start and span.end <= subject.end)
        ):
            return 6, "subject_programme"
        if span.start >= start:
            return -9, "later"
        main = self._is_main(name)
        if span.start >= passage.clauses[scene.chunk.clause][0]:
            return 4 + main, "clause_programme"
        if span.start >= passage.sentences[scene.chunk.sentence][0]:
            return 3 + main, "sentence_programme"
        if span.start >= passage.paragraph_of(start)[0]:
            return 2 + main, "paragraph_programme"
        return -9, "elsewhere"

    def _is_main(self, name: Name) -> bool:
        """Whether the article is about the name: in the title and again in the text, or three times and more."""
        in_title = any(
            self.context.role_at(one.span.start) in {"title", "kicker"}
            for one in self._programmes if one.canonical == name.canonical
        )  # fmt: skip
        return self._mentions[name.canonical] >= (2 if in_title else 3)


def _level(place: str) -> int:
    if _REGIONAL.search(place):
        return 0
    return next((level for pattern, level in _LEVELS if pattern.search(place)), 0)


def _commonest(places: list[tuple[Name, str, int]]) -> tuple[Name, str, int]:
    counts = Counter(text for _, text, _ in places)
    best = max(counts, key=lambda text: counts[text])
    return next(one for one in places if one[1] == best)
