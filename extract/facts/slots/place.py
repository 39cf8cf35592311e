"""Where an amount holds: the places of its sentence, paragraph, title and article, and words for the whole."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.choice import NONE, Candidate, Row
from shilu.extract.facts.amount import AmountView, shape_of_text, tag_code
from shilu.extract.facts.article import ArticleView
from shilu.extract.facts.slots.base import FEW, SlotChoice, Suggestions, blank, capped, none, reach_of
from shilu.extract.facts.standing import Standing, Told, beside, filled, told_in
from shilu.extract.grammar.rows import ends_with_class
from shilu.extract.names.levels import level_of, place_level, seat_of, whole_level
from shilu.schemas import Name

__all__ = ["PLACE"]

_SOURCES = (
    "in_sentence", "behind", "before_sentence", "seat", "subject_seat", "subject", "headed", "common", "region",
    "whole", "opening", "dateline", "in_item", "facility", "row_head", "column_head",
)  # fmt: skip
_SIGNS = (
    "is_none", "shares", *_SOURCES, "level", "before", "clauses_off", "sentences_off", "distance", "characters",
    "after_tag", "before_tag", "listed", "located", "heads_clause", "repeats", "share_of_mentions", "in_title",
    "is_whole", "subject_level", "subject_named", "subject_none", "covers_subject", "same_clause", "same_paragraph",
    "names_between", "nearest", "finer_near", "in_body", "is_facility", "listed_code",
)  # fmt: skip
_AT = {name: place for place, name in enumerate(_SIGNS)}
_NO = blank(_SIGNS)
_SENTENCE = 5  # places of the sentence before the amount, nearest first
_HEADED = 3  # names of the title
_FACILITIES = 2  # ports, parks, schools of the sentence before the amount
_EARLIER = 4  # places of the paragraph before the sentence
_LONGEST_LOCATOR = 2  # characters


class _Gathered:
    def __init__(self) -> None:
        self.found: dict[tuple[int, int, str], dict[str, float]] = {}

    def add(self, by: str, start: int, end: int, value: str, **signs: float) -> None:
        known = self.found.setdefault((start, end, value), {})
        known[by] = 1
        known.update(signs)

    def name(self, by: str, name: Name, **signs: float) -> None:
        self.add(by, name.span.start, name.span.end, name.canonical, **signs)


def _suggest(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    gathered = _Gathered()
    _named(view, gathered)
    _seated(view, gathered)
    _shared_by_all(view, gathered)
    for by, head in view.cell.heads if view.cell else ():
        for name in (*view.article.places.between(*head), *view.article.facilities.between(*head)):
            gathered.name(by, name)
    row = _NO[:]
    _tell_subject(view, row)
    around = told_in(row)
    candidates = [_candidate(view, around, *key, by) for key, by in gathered.found.items()]
    if view.number:
        candidates.append(_shares(view, amounts[view.number - 1]))
    row[_AT["is_none"]] = 1
    candidates.append(none(row))
    return candidates


def _named(view: AmountView, gathered: _Gathered) -> None:
    """Places of the sentence and of the paragraph before it."""
    article, passage, chunk = view.article, view.scene.passage, view.chunk
    start, end = passage.sentences[chunk.sentence]
    for nearest, name in enumerate(reversed(article.places.between(start, chunk.start)[-_SENTENCE:])):
        gathered.name("in_sentence", name, nearest=nearest)
    for nearest, name in enumerate(article.places.between(chunk.end, end)[:2]):
        gathered.name("behind", name, nearest=nearest)
    for name in article.facilities.between(start, chunk.end)[-_FACILITIES:]:
        gathered.name("facility", name)
    paragraph, _ = passage.paragraph_of(chunk.start)
    window = passage.window(chunk)
    for nearest, name in enumerate(reversed(article.places.between(window, start)[-_EARLIER:])):
        gathered.name("before_sentence", name, nearest=nearest)
    for name in article.places.between(paragraph, start)[:1]:
        gathered.name("opening", name)
    for whole in article.wholes_before(chunk.end, 2):
        gathered.add("whole", *whole, article.passage.text[slice(*whole)])


def _seated(view: AmountView, gathered: _Gathered) -> None:
    """The seats of bodies of the sentence, and where the subject is."""
    article, chunk = view.article, view.chunk
    for name in article.bodies.between(view.sentence_start, chunk.end)[-3:]:
        if seat := seat_of(name.span.surface):
            gathered.add("seat", name.span.start, name.span.start + len(seat), seat)
    subject = view.subject
    if subject and subject.value:
        if seat := seat_of(subject.value):
            end = min(subject.start + len(seat), subject.end)
            gathered.add("subject_seat", subject.start, end, seat)
        if level_of(subject.value) or whole_level(subject.value) < 6:
            gathered.add("subject", subject.start, subject.end, subject.value)
        for name in article.places.between(subject.start, subject.end):
            gathered.name("subject", name)
    if view.item and view.item.start != NONE:
        for name in article.places.between(view.item.start, view.item.end):
            gathered.name("in_item", name)


def _shared_by_all(view: AmountView, gathered: _Gathered) -> None:
    """What the whole article speaks of."""
    article = view.article
    for name in article.headed[-_HEADED:]:
        if name.type in {"place", "facility"}:
            gathered.name("headed", name)
        if name.type == "place":
            continue
        if seat := seat_of(name.span.surface):
            gathered.add("headed", name.span.start, name.span.start + len(seat), seat)
    for nearest, name in enumerate(article.commonest_places):
        gathered.name("common", name, nearest=nearest)
    for name in article.commonest_bodies[:1]:
        if seat := seat_of(name.span.surface):
            gathered.add("common", name.span.start, name.span.start + len(seat), seat)
    if span := article.region:
        gathered.add("region", *span, article.passage.text[span[0] : span[1]])
    for whole in article.wholes[:1]:
        gathered.add("whole", *whole, article.passage.text[slice(*whole)])
    if span := article.dateline_place:
        gathered.add("dateline", *span, article.passage.text[span[0] : span[1]])


def _standing(article: ArticleView, start: int, end: int, value: str) -> Standing:
    """What is the same of a place whichever amount it may be that of."""
    key = ("place", start, end, value)
    if key not in article.standings:
        passage, name = article.passage, article.name_at(start, end)
        text, held = passage.text, passage.at(start)
        before, after = beside(passage, held, held)
        whole = whole_level(value)
        level = place_level(name) if name and name.type == "place" else level_of(value)
        signs = filled(_NO, _AT, (
            ("level", whole if whole < 6 else level), ("is_whole", whole < 6), ("characters", shape_of_text(value)),
            ("after_tag", tag_code(after)), ("before_tag", tag_code(before)),
            ("listed", text.startswith(("、", "等"), end) or text.endswith("、", 0, start)),
            ("located", ends_with_class(text[max(start - _LONGEST_LOCATOR, 0) : start], "locators")),
            ("heads_clause", held is not None and start - passage.clauses[held.clause][0] <= 2),
            ("repeats", min(article.count_of(value), 30)), ("share_of_mentions", article.share_of(name)),
            ("in_title", value in article.title_text), ("in_body", bool(name and name.type != "place")),
            ("is_facility", bool(name and name.type == "facility")),
            ("listed_code", bool(name and name.code)),
        ))  # fmt: skip
        kin = article.kin(value, name, whole=whole < 6), article.kin(value, name, whole=True)
        article.standings[key] = Standing(value, held, held, signs, name, kin)
    return article.standings[key]


def _candidate(
    view: AmountView, around: Told, start: int, end: int, value: str, by: dict[str, float]
) -> Candidate:
    own = _standing(view.article, start, end, value)
    chunk, held, subject = view.chunk, own.held, view.subject
    behind = start >= chunk.end
    low, high = (chunk.end, start) if behind else (end, chunk.start)
    signs = own.signs[:]
    for place, told in around:
        signs[place] = told
    for sign, told in (
        *by.items(), ("before", not behind),
        ("clauses_off", capped(abs(chunk.clause - held.clause)) if held else 99),
        ("sentences_off", capped(abs(chunk.sentence - held.sentence)) if held else 99),
        ("distance", capped(abs(high - low) // 10)),
        ("names_between", len(view.article.places.between(low, high)) if high - low < 400 else 9),
    ):  # fmt: skip
        signs[_AT[sign]] = told
    if subject is not None and subject.value is not None:
        signs[_AT["covers_subject"]] = bool(value) and (value in subject.value or subject.value in value)
    rule = "+".join(sorted(one for one in by if one in _SOURCES))
    return Candidate(value, start, end, rule, signs, kin=own.kin["region" in by])


def _tell_subject(view: AmountView, signs: Row) -> None:
    """What the subject tells of the place: its level where it is one, or that it is none."""
    subject = view.subject
    if subject is None or subject.value is None:
        signs[_AT["subject_none"]] = 1
        return
    whole = whole_level(subject.value)
    signs[_AT["subject_level"]] = 1 + (whole if whole < 6 else level_of(subject.value))
    signs[_AT["subject_named"]] = view.article.name_at(subject.start, subject.end) is not None


def _shares(view: AmountView, other: AmountView) -> Candidate:
    start, end = other.chunk.end, view.chunk.start
    signs = _NO[:]
    for name, value in (
        *reach_of(view, other),
        ("names_between", len(view.article.places.between(start, end))),
        ("is_whole", len(view.article.wholes_between(start, end))),
    ):
        signs[_AT[name]] = value
    _tell_subject(view, signs)
    return Candidate(None, NONE, NONE, "shared_place", signs, same_as=other.number)


PLACE = SlotChoice("place", _SIGNS, _suggest, FEW)
