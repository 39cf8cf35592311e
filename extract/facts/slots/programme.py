"""Under which programme, project, platform, brand or facility an amount stands."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.choice import NONE, Candidate, Row
from shilu.extract.facts.amount import AmountView, shape_of_text, tag_code
from shilu.extract.facts.article import UNDERTAKINGS, ArticleView
from shilu.extract.facts.slots.base import FEW, SlotChoice, Suggestions, blank, capped, none, reach_of
from shilu.extract.facts.standing import Standing, Told, beside, filled, told_in
from shilu.extract.grammar.rows import ends_with_class
from shilu.schemas import Name

__all__ = ["PROGRAMME"]

_TYPES = ("programme", "platform", "brand", "facility", "award", "event", "policy", "work")
_SIGNS = (
    "is_none", "shares", "type", "before", "clauses_off", "sentences_off", "distance", "characters", "after_tag",
    "before_tag", "in_item", "is_item", "in_subject", "is_subject", "short_form", "headed", "theme", "repeats",
    "in_title", "quoted", "created", "taking_part", "following", "honoured", "heads_sentence", "same_clause",
    "same_paragraph", "nearest", "names_between", "item_none", "subject_none", "undertakings_in_sentence",
    "undertakings_in_paragraph", "title_text",
)  # fmt: skip
_AT = {name: place for place, name in enumerate(_SIGNS)}
_NO = blank(_SIGNS)
_NAMED = 5  # names before the amount, nearest first
_LEAD = 12  # characters before a name that tell what was done with it
_SHORTEST_FORM = 2


def _suggest(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    article, passage, chunk = view.article, view.scene.passage, view.chunk
    names: dict[tuple[int, int], tuple[Name, dict[str, float]]] = {}

    def add(name: Name, **signs: float) -> None:
        names.setdefault((name.span.start, name.span.end), (name, {}))[1].update(signs)

    near = article.undertakings.between(passage.window(chunk), chunk.start)
    for nearest, name in enumerate(reversed(near[-_NAMED:])):
        add(name, nearest=nearest)
    _, sentence_end = passage.sentences[min(chunk.sentence + 1, len(passage.sentences) - 1)]
    _, paragraph_end = passage.paragraph_of(chunk.start)
    for nearest, name in enumerate(
        article.undertakings.between(chunk.end, min(sentence_end, paragraph_end))[:2]
    ):
        add(name, nearest=nearest)
    for name in [one for one in article.headed if one.type in UNDERTAKINGS][:2]:
        add(name, headed=1)
    for name in article.commonest_undertakings[:1]:
        add(name, theme=1)
    for answer, sign in ((view.subject, "in_subject"), (view.item, "in_item")):
        if answer and answer.value and len(answer.value) >= _SHORTEST_FORM:
            for name in article.ending_in(answer.value):
                add(name, short_form=1)
            for name in article.undertakings.between(answer.start, answer.end):
                add(name, **{sign: 1})
    row = _row(view)
    around = told_in(row)
    candidates = [_candidate(view, around, name, signs) for name, signs in names.values()]
    if view.number:
        candidates.append(_shares(view, row, amounts[view.number - 1]))
    row[_AT["is_none"]] = 1
    candidates.append(none(row))
    return candidates


def _row(view: AmountView) -> Row:
    """The row of signs with what is the same of all under which an amount may stand: what stands around it."""
    signs = _NO[:]
    article, passage, chunk = view.article, view.scene.passage, view.chunk
    start, end = passage.sentences[chunk.sentence]
    signs[_AT["item_none"]] = view.item is None or view.item.value is None
    signs[_AT["subject_none"]] = view.subject is None or view.subject.value is None
    signs[_AT["undertakings_in_sentence"]] = min(len(article.undertakings.between(start, end)), 9)
    signs[_AT["undertakings_in_paragraph"]] = min(
        len(article.undertakings.between(passage.window(chunk), chunk.start)), 9
    )
    return signs


def _standing(article: ArticleView, name: Name) -> Standing:
    """What is the same of a name whichever amount may stand under it."""
    start, end = name.span.start, name.span.end
    key = ("programme", start, end)
    if key not in article.standings:
        passage, text = article.passage, article.passage.text
        held, last = passage.at(start), passage.at(end - 1)
        before, after = beside(passage, held, last)
        lead = text[max(start - _LEAD, 0) : start].rstrip("“「『‘《了")
        signs = filled(_NO, _AT, (
            ("type", _TYPES.index(name.type)), ("characters", shape_of_text(name.canonical)),
            ("after_tag", tag_code(after)), ("before_tag", tag_code(before)),
            ("repeats", min(article.mentions[name.canonical], 9)),
            ("in_title", name.canonical in article.headed_forms),
            ("title_text", name.canonical in article.title_text),
            ("quoted", text[end : end + 1] in "”」』’》" and end < len(text)),
            ("created", ends_with_class(lead, "creating")), ("taking_part", ends_with_class(lead, "taking part")),
            ("following", ends_with_class(lead, "following")), ("honoured", ends_with_class(lead, "honoured")),
            ("heads_sentence", held is not None and start - passage.sentences[held.sentence][0] <= 2),
        ))  # fmt: skip
        article.standings[key] = Standing(name.canonical, held, last, signs, name)
    return article.standings[key]


def _candidate(view: AmountView, around: Told, name: Name, told: dict[str, float]) -> Candidate:
    own = _standing(view.article, name)
    chunk, held = view.chunk, own.held
    start, end = name.span.start, name.span.end
    behind = start >= chunk.end
    low, high = (chunk.end, start) if behind else (end, chunk.start)
    signs = own.signs[:]
    for place, value in around:
        signs[place] = value
    for sign, value in (
        *told.items(), ("before", not behind),
        ("clauses_off", capped(abs(chunk.clause - held.clause)) if held else 99),
        ("sentences_off", capped(abs(chunk.sentence - held.sentence)) if held else 99),
        ("distance", capped(abs(high - low) // 10)),
        ("is_item", bool(view.item and view.item.value == name.canonical)),
        ("is_subject", bool(view.subject and view.subject.value == name.canonical)),
        ("names_between", len(view.article.undertakings.between(low, high)) if high - low < 400 else 9),
    ):  # fmt: skip
        signs[_AT[sign]] = value
    return Candidate(name.canonical, start, end, f"{name.type}_named", signs)


def _shares(view: AmountView, row: Row, other: AmountView) -> Candidate:
    start, end = other.chunk.end, view.chunk.start
    signs = row[:]
    for name, value in (
        *reach_of(view, other),
        ("names_between", len(view.article.undertakings.between(start, end))),
    ):
        signs[_AT[name]] = value
    return Candidate(None, NONE, NONE, "shared_programme", signs, same_as=other.number)


PROGRAMME = SlotChoice("programme", _SIGNS, _suggest, FEW)
