"""When an amount holds: the times around it, those at the head of its passage, section and article, the day of
issue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from shilu.extract.choice import NONE, Candidate, Row
from shilu.extract.facts.amount import AmountView, tag_code
from shilu.extract.facts.article import ArticleView
from shilu.extract.facts.slots.base import FEW, SlotChoice, Suggestions, blank, capped, none, reach_of
from shilu.extract.facts.standing import Standing, Told, beside, filled, told_in
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.timing import (
    amount_of,
    completes,
    ends_reach,
    in_base,
    is_compared,
    modifies,
    present,
    stands_at_head,
    year_of,
)  # fmt: skip
from shilu.schemas import Time

__all__ = ["PERIOD"]

_SOURCES = ("in_clause", "in_sentence", "behind", "before", "opening", "section", "title", "first", "opener",
"published",
            "year_before", "commonest", "column_head", "row_head")  # fmt: skip
_SIGNS = (
    "is_none", "shares", *_SOURCES, "is_before", "clauses_off", "sentences_off", "distance", "type", "precision",
    "interval", "resolution", "years_back", "future", "base", "of_another", "completes", "modifies", "heads",
    "ends_reach", "inside_name", "after_tag", "before_tag", "nearest", "repeats", "same_clause", "same_paragraph",
    "times_between", "present", "published_known", "published_precision", "times_in_sentence", "times_before",
    "section_known", "section_future", "rung", "rungs_better",
)  # fmt: skip
_AT = {name: place for place, name in enumerate(_SIGNS)}
_NO = blank(_SIGNS)
_RESOLUTIONS = {"stated": 1, "anchored": 2, "context": 3, "unresolved": 4, "vague": 5}
_GOVERNING = (
    "base", "of_another", "inside_name", "in_clause", "is_before", "in_sentence", "completes", "modifies", "before",
    "opening", "heads", "ends_reach", "precision", "section", "title", "nearest",
)  # fmt: skip
_COMPARED = frozenset("比较較")
_MONTH = len("2022-07")
_NEAR, _EARLIER = 4, 3  # times of the sentence before the amount, and of the paragraph before the sentence


def _suggest(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    article = view.article
    found: dict[tuple[int, int], tuple[Time, dict[str, float]]] = {}

    def add(time: Time, by: str, **signs: float) -> None:
        if time.value and time.type in {"date", "period"}:
            _, known = found.setdefault((time.span.start, time.span.end), (time, {}))
            known[by] = 1
            known.update(signs)

    for by, head in reversed(view.cell.heads) if view.cell else ():
        for time in _of_head(article, head)[:1]:
            add(time, by)
    dated = bool(found)
    if not dated:
        _around(view, add)
    now = present(view.scene)
    row = _row(view, now)
    around = told_in(row)
    candidates = [_candidate(view, around, time, signs) for time, signs in found.values()]
    _rank(candidates)
    candidates += _published(view, row, now)
    if view.number and not dated:
        candidates.append(_shares(view, row, amounts[view.number - 1]))
    row[_AT["is_none"]] = 1
    candidates.append(none(row))
    return candidates


def _of_head(article: ArticleView, head: tuple[int, int]) -> list[Time]:
    """The times of a head of a table, but for one that is compared with: 比[2020年]增长."""
    text = article.passage.text
    return [one for one in article.times.between(*head) if text[one.span.start - 1] not in _COMPARED]


def _around(view: AmountView, add: Callable[..., None]) -> None:
    """The times of its clause, sentence and paragraph, and those at the head of its section and article. A cell of a
    table whose head tells a time asks for none of them."""
    article, passage, chunk = view.article, view.scene.passage, view.chunk
    start, end = passage.sentences[chunk.sentence]
    first, last = passage.clauses[chunk.clause]
    for nearest, time in enumerate(reversed(article.times.between(start, chunk.start)[-_NEAR:])):
        add(time, "in_clause" if time.span.start >= first else "in_sentence", nearest=nearest)
    for nearest, time in enumerate(article.times.between(chunk.start, end)[:2]):
        add(time, "in_clause" if time.span.start < last else "behind", nearest=nearest)
    window = passage.window(chunk)
    for nearest, time in enumerate(reversed(article.times.between(window, start)[-_EARLIER:])):
        add(time, "before", nearest=nearest)
    paragraph, _ = passage.paragraph_of(chunk.start)
    for time in article.times.between(paragraph, start)[:1]:
        add(time, "opening")
    section = article.section_time(chunk.start)
    if section:
        add(section, "section")
    for time in article.title_times[:2]:
        add(time, "title")
    if opener := article.opener_before(paragraph):
        add(opener, "opener")
    for time in article.first_times:
        add(time, "first")
    if article.commonest_time:
        add(article.commonest_time, "commonest")


def _rank(candidates: Suggestions) -> None:
    """Tell each time how well it stands to govern the amount, and how many stand better: one of the clause before
    that of
    the sentence, that of the head of the passage, that of the section."""
    rungs = [_rung(one.signs) for one in candidates]
    for one, rung in zip(candidates, rungs, strict=True):
        signs = cast("Row", one.signs)
        signs[_AT["rung"]] = rung
        signs[_AT["rungs_better"]] = sum(other < rung for other in rungs)


def _rung(signs: Sequence[float]) -> int:
    """How near a time governs: 0 in the clause before the amount, to 9 for what does not govern at all."""
    told = {name: signs[_AT[name]] for name in _GOVERNING}
    if told["base"] or told["of_another"] or told["inside_name"]:
        return 9
    if told["in_clause"]:
        return int(told["nearest"]) if told["is_before"] else 2
    if told["in_sentence"]:
        return 7 if told["completes"] or told["modifies"] else 3
    if told["opening"] or told["before"]:
        lasts = told["heads"] and not told["ends_reach"] and told["precision"] <= _MONTH
        return 4 if lasts else 7
    if told["section"]:
        return 5
    return 6 if told["title"] else 8


def _row(view: AmountView, now: Chunk | None) -> Row:
    """The row of signs with what is the same of all that may be the period of an amount: what stands around it."""
    signs = _NO[:]
    article, passage, chunk = view.article, view.scene.passage, view.chunk
    published = article.context.published
    start, end = passage.sentences[chunk.sentence]
    section = article.section_time(chunk.start)
    for name, value in (
        ("present", now is not None),
        ("published_known", published is not None),
        ("published_precision", len(published or "")),
        ("times_in_sentence", len(article.times.between(start, end))),
        ("times_before", len(article.times.between(passage.window(chunk), start))),
        ("section_known", section is not None),
        ("section_future", _years(article, section.value) if section else 9),
    ):
        signs[_AT[name]] = min(value, 20)
    return signs


def _years(article: ArticleView, value: str | None) -> int:
    """How many years a value lies before the publication; 9 where either is unknown."""
    told, published = year_of(value), year_of(article.context.published)
    return max(-5, min(8, published - told)) if told and published else 9


def _standing(article: ArticleView, time: Time) -> Standing:
    """What is the same of a time whichever amount it may be the period of."""
    key = ("period", time.span.start, time.span.end)
    if key not in article.standings:
        passage, value = article.passage, time.value or ""
        held = passage.at(time.span.start)
        before, after = beside(passage, held, held)
        signs = filled(_NO, _AT, (
            ("type", time.type == "period"), ("precision", len(value.split("/")[0].strip("~?%"))),
            ("interval", "/" in value), ("resolution", _RESOLUTIONS[time.resolution]),
            ("years_back", _years(article, value)), ("base", is_compared(passage, time)),
            ("completes", completes(passage, time)), ("modifies", modifies(passage, time)),
            ("heads", stands_at_head(passage, time)), ("ends_reach", ends_reach(passage, time)),
            ("inside_name", time.inside_name), ("after_tag", tag_code(after)), ("before_tag", tag_code(before)),
            ("repeats", min(article.times_with(value), 9)),
        ))  # fmt: skip
        article.standings[key] = Standing(value, held, held, signs, other=amount_of(passage, time))
    return article.standings[key]


def _candidate(view: AmountView, around: Told, time: Time, told: dict[str, float]) -> Candidate:
    own = _standing(view.article, time)
    chunk, held = view.chunk, own.held
    start, end = time.span.start, time.span.end
    behind = start >= chunk.end
    low, high = (chunk.end, start) if behind else (end, chunk.start)
    signs = own.signs[:]
    for place, number in around:
        signs[place] = number
    for sign, number in (
        *told.items(), ("is_before", not behind),
        ("clauses_off", capped(abs(chunk.clause - held.clause)) if held else 99),
        ("sentences_off", capped(abs(chunk.sentence - held.sentence)) if held else 99),
        ("distance", capped(abs(high - low) // 10)),
        ("of_another", own.other is not None and own.other is not chunk),
        ("times_between", len(view.article.times.between(low, high)) if high - low < 400 else 9),
    ):  # fmt: skip
        signs[_AT[sign]] = number
    if own.other is chunk:
        signs[_AT["base"]] = 0
    elif in_base(view.scene, start):
        signs[_AT["base"]] = 1
    by = "+".join(f"{one}_time" for one in sorted(told.keys() & set(_SOURCES)))
    return Candidate(own.text, start, end, by, signs)


def _published(view: AmountView, row: Row, now: Chunk | None) -> Suggestions:
    """The day, month and year of publication, which the words 现有 and the like stand for."""
    published = view.article.context.published
    if not published:
        return []
    found = []
    for size in (4, 7, 10):
        if len(published) < size:
            break
        signs = row[:]
        for sign, number in (("published", 1), ("precision", size)):
            signs[_AT[sign]] = number
        start, end = (now.start, now.end) if now else (NONE, NONE)
        found.append(Candidate(published[:size], start, end, "published", signs))
    if published[:4].isdigit():
        signs = row[:]
        signs[_AT["year_before"]] = 1
        found.append(Candidate(f"{int(published[:4]) - 1:04d}", NONE, NONE, "year_before", signs))
    return found


def _shares(view: AmountView, row: Row, other: AmountView) -> Candidate:
    start, end = other.chunk.end, view.chunk.start
    signs = row[:]
    for name, value in (
        *reach_of(view, other),
        ("times_between", len(view.article.times.between(start, end))),
    ):
        signs[_AT[name]] = value
    return Candidate(None, NONE, NONE, "shared_period", signs, same_as=other.number)


PERIOD = SlotChoice("period", _SIGNS, _suggest, FEW, alike=False)
