"""Who says so, in what office, from what a change is reckoned, and what an amount is for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from shilu.extract.choice import NONE, Candidate, Row
from shilu.extract.facts.amount import AmountView, shape_of_text, tag_code
from shilu.extract.facts.comparison import BASES
from shilu.extract.facts.slots.base import FEW, SlotChoice, Suggestions, blank, capped, none
from shilu.extract.grammar.found import Found
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.phrases import HEADS, NOMINAL
from shilu.extract.grammar.rows import word_class
from shilu.extract.grammar.speakers import find_office, find_speaker, is_saying, quoted
from shilu.extract.grammar.topics import NAMED

__all__ = ["BASE", "OFFICE", "PURPOSE", "SPEAKER"]

_BASE_NAMES = tuple(one.__name__ for one in BASES)
_SIGNS = (
    "is_none", "shares", "found", *_BASE_NAMES, "named", "source", "behind", "clauses_off", "sentences_off",
    "distance", "characters", "head_tag", "before_tag", "after_tag", "amount", "time", "quoted", "person", "body",
    "cue", "cue_distance", "same_clause", "same_sentence", "same_paragraph", "same_kind", "change_known",
    "level_known", "candidates",
)  # fmt: skip
_AT = {name: place for place, name in enumerate(_SIGNS)}
_SAYINGS_BACK = 3
_LONGEST_PURPOSE = 10  # chunks of what an amount is for


@dataclass(slots=True)
class _Told:
    start: int
    end: int
    by: str
    signs: dict[str, float]


Find = Callable[[AmountView], Iterator[_Told]]


def _slot(name: str, find: Find, *, shared: bool) -> SlotChoice:
    def suggest(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
        found: dict[tuple[int, int], _Told] = {}
        for told in find(view):
            known = found.setdefault((told.start, told.end), told)
            known.signs.update(told.signs)
        row = _row(view, len(found))
        candidates = [_candidate(view, row, told) for told in found.values()]
        if shared and view.number:
            candidates.append(_shares(name, view, row, amounts[view.number - 1]))
        row[_AT["is_none"]] = 1
        candidates.append(none(row))
        return candidates

    return SlotChoice(name, _SIGNS, suggest, FEW)


def _row(view: AmountView, count: int) -> Row:
    """The row of signs with what is the same of all that may be the answer; `count` is their number."""
    signs = blank(_SIGNS)
    signs[_AT["candidates"]] = count
    signs[_AT["change_known"]] = view.scene.change is not None
    signs[_AT["level_known"]] = view.scene.linked_by("level") is not None
    return signs


def _candidate(view: AmountView, row: Row, told: _Told) -> Candidate:
    passage, chunk = view.scene.passage, view.chunk
    text = passage.text[told.start : told.end]
    held, last = passage.at(told.start), passage.at(told.end - 1)
    before = passage.chunks[held.index - 1] if held and held.index else None
    after = passage.chunks[last.index + 1] if last and last.index + 1 < len(passage.chunks) else None
    signs = row[:]
    for name, value in (
        *told.signs.items(), ("behind", told.start >= chunk.end),
        ("clauses_off", capped(abs(chunk.clause - held.clause)) if held else 99),
        ("sentences_off", capped(abs(chunk.sentence - held.sentence)) if held else 99),
        ("distance", capped(abs(chunk.index - last.index)) if last else 99), ("characters", shape_of_text(text)),
        ("head_tag", tag_code(last)), ("before_tag", tag_code(before)), ("after_tag", tag_code(after)),
        ("amount", bool(held and held.tag == "Q")), ("time", bool(held and held.tag == "T")),
        ("person", bool(held and held.tag == "PER")), ("body", bool(held and held.tag == "ORG")),
    ):  # fmt: skip
        signs[_AT[name]] = value
    return Candidate(text, told.start, told.end, told.by, signs)


def _shares(name: str, view: AmountView, row: Row, other: AmountView) -> Candidate:
    chunk, earlier, passage = view.chunk, other.chunk, view.scene.passage
    signs = row[:]
    for sign, value in (
        ("shares", 1), ("same_clause", chunk.clause == earlier.clause),
        ("same_sentence", chunk.sentence == earlier.sentence),
        ("same_paragraph", passage.paragraph_of(chunk.start) == passage.paragraph_of(earlier.start)),
        ("clauses_off", capped(chunk.clause - earlier.clause)),
        ("sentences_off", capped(chunk.sentence - earlier.sentence)),
        ("same_kind", view.scene.quantity.kind == other.scene.quantity.kind),
        ("quoted", quoted(passage, chunk.start) is not None),
    ):  # fmt: skip
        signs[_AT[sign]] = value
    return Candidate(None, NONE, NONE, f"shared_{name}", signs, same_as=other.number)


def _told(place: Found | None, **signs: float) -> Iterator[_Told]:
    if place:
        yield _Told(place.start, place.end, place.rule, signs)


def _run(chunks: Sequence[Chunk], by: str, **signs: float) -> Iterator[_Told]:
    if chunks:
        yield _Told(chunks[0].start, chunks[-1].end, by, signs)


# ---- what a change is reckoned from


def _bases(view: AmountView) -> Iterator[_Told]:
    scene = view.scene
    for construction in BASES:
        yield from _told(construction(scene), **{construction.__name__: 1})
    for place, chunk in enumerate(scene.left[:12]):
        if chunk.text in word_class("same term") or (chunk.tag == "T" and "同期" in chunk.text):
            yield _Told(chunk.start, chunk.end, "same_term", {"named": 1, "cue_distance": place})
        if chunk.text in {"比", "较", "較", "由", "从", "從"} and place:
            words = [one for one in reversed(scene.left[:place]) if one.tag != "w"]
            run = list(takewhile(lambda one: one.tag not in {"v", "d", "ad", "p"}, words))
            yield from _run(run, "after_preposition", source=1, cue_distance=place)
            yield from _run(run[:1], "after_preposition", source=1, cue_distance=place)
    for chunk in scene.right[:6]:
        if chunk.text in word_class("same term"):
            yield _Told(chunk.start, chunk.end, "same_term", {"named": 1})


BASE = _slot("base", _bases, shared=True)

# ---- who says so, and in what office


def _speakers(view: AmountView) -> Iterator[_Told]:
    passage, chunk = view.scene.passage, view.chunk
    quotation = quoted(passage, chunk.start)
    inside = float(quotation is not None)
    yield from _told(find_speaker(passage, chunk, quotation), found=1, quoted=inside)
    start, end = passage.window(chunk), passage.sentences[chunk.sentence][1]
    marked = passage.marked(is_saying)
    first_said, last_said = (
        bisect_left(marked, passage.index_from(start)),
        bisect_left(marked, passage.index_from(end)),
    )
    said = [passage.chunks[index] for index in marked[first_said:last_said]]
    before = [one for one in said if one.start < chunk.start][-_SAYINGS_BACK:]
    for verb in (*before, *[one for one in said if one.start > chunk.start][:1]):
        near = list(passage.before(verb))[:8]
        for one in near:
            if one.tag in {"PER", "ORG", "NAME"}:
                yield _Told(one.start, one.end, "says", {"named": 1, "quoted": inside})
                break
        run = list(takewhile(lambda one: one.tag in NOMINAL, near))
        if run and any(one.tag in HEADS for one in run):
            yield from _run(run[::-1], "says", quoted=inside)
            yield from _run(run[:1], "says", quoted=inside)
    first, _ = passage.sentences[chunk.sentence]
    opening = passage.chunks_between(first, chunk.start)[:10]
    if opening and opening[0].text in word_class("according to"):
        run = list(takewhile(lambda one: one.tag in NOMINAL | NAMED, opening[1:]))
        yield from _run(run, "according_to", source=1)


def _offices(view: AmountView) -> Iterator[_Told]:
    passage = view.scene.passage
    speaker = view.speaker
    if speaker is None or speaker.value is None or speaker.start == NONE:
        return
    yield from _told(find_office(passage, Found(speaker.start, speaker.end, "speaker")), found=1)
    held = passage.at(speaker.start)
    if held:
        run = list(takewhile(lambda one: one.tag in HEADS | {"LOC", "a"}, passage.before(held)))[:8]
        yield from _run(run[::-1], "office")
        if len(run) > 1:
            yield from _run(run[:1], "title_only")


SPEAKER = _slot("speaker", _speakers, shared=True)
OFFICE = _slot("office", _offices, shared=True)

# ---- what an amount is for


def _purposes(view: AmountView) -> Iterator[_Told]:
    scene = view.scene
    chunks = scene.right
    for place, chunk in enumerate(chunks[:10]):
        if chunk.text in word_class("for what"):
            yield from _extents(chunks[place + 1 :], place)
    following = next(
        (one for one in scene.passage.clauses_of_sentence[scene.chunk.sentence] if one > scene.chunk.clause),
        None,
    )
    if following is not None:
        after = scene.passage.by_clause[following]
        for place, chunk in enumerate(after[:3]):
            if chunk.text in word_class("for what"):
                yield from _extents(after[place + 1 :], place + 10)
    if chunks and chunks[0].tag == "v":
        yield from _extents(chunks, 20)
    for place, chunk in enumerate(scene.left[:12]):
        if chunk.text in word_class("for the good of") and place:
            yield from _extents(list(reversed(scene.left[:place])), 30 + place)


def _extents(chunks: Sequence[Chunk], cue: int) -> Iterator[_Told]:
    """The words from here to the end of the clause, and the first noun phrase among them."""
    run = list(takewhile(lambda one: one.tag not in {"w", "Q"} or one.text == "、", chunks))[
        :_LONGEST_PURPOSE
    ]
    while run and run[-1].text in {"、", "的", "等", "和"}:
        run.pop()
    yield from _run(run, "purpose", cue=cue)
    nouns = list(takewhile(lambda one: one.tag in NOMINAL | {"v"}, run))
    if len(nouns) < len(run):
        yield from _run(nouns, "purpose", cue=cue)


PURPOSE = _slot("purpose", _purposes, shared=False)
