"""Who says so: the person or office that a statement is put in the mouth of."""

from __future__ import annotations

from bisect import bisect_left

from shilu.extract.grammar.found import Found
from shilu.extract.grammar.passage import Chunk, Passage
from shilu.extract.grammar.phrases import HEADS
from shilu.extract.grammar.placed import REACH
from shilu.extract.grammar.rows import speech, word_class

__all__ = ["find_office", "find_speaker", "is_saying", "quoted"]

_LONGEST_OFFICE = 8  # chunks
_OPEN, _CLOSE = "“", "”"


def is_saying(chunk: Chunk) -> bool:
    """Whether a chunk is a word of saying or of learning: 介绍, 获悉."""
    return chunk.text in speech().by_surface or chunk.text in word_class("learning")


def quoted(passage: Passage, offset: int) -> tuple[int, int] | None:
    """Bounds of the quotation of whole clauses that holds the offset, within its paragraph; None outside one."""
    start, end = passage.paragraph_of(offset)
    start, end = max(start, offset - REACH), min(end, offset + REACH)
    opened = passage.text.rfind(_OPEN, start, offset)
    if opened < 0 or passage.text.rfind(_CLOSE, opened, offset) > opened:
        return None
    closed = passage.text.find(_CLOSE, offset, end)
    last = closed if closed >= 0 else end
    return (opened, last) if any(mark in passage.text[opened:last] for mark in ",，。；!！?？") else None


def find_speaker(passage: Passage, chunk: Chunk, bounds: tuple[int, int] | None) -> Found | None:
    """The speaker of the quotation around the amount, whose bounds are given, or of its sentence (…介绍, 据…统计,
    从…获悉)."""
    if bounds:
        start, end = passage.window(chunk), min(passage.paragraph_of(chunk.start)[1], bounds[1] + REACH)
        return _said(passage, bounds[1], end, nearest_first=False) or _said(
            passage, start, bounds[0], nearest_first=True
        )
    sentence, _ = passage.sentences[chunk.sentence]
    return _said(passage, sentence, chunk.start, nearest_first=True)


def find_office(passage: Passage, speaker: Found) -> Found | None:
    """What a named speaker is: [镇党委书记]王明, [县农业农村局]局长李华."""
    person = passage.at(speaker.start)
    if person is None or person.tag != "PER":
        return None
    before: list[Chunk] = []
    for chunk in passage.before(person):
        if chunk.tag not in HEADS | {"LOC", "a"} or len(before) == _LONGEST_OFFICE:
            break
        before.append(chunk)
    return Found(before[-1].start, before[0].end, "office") if before else None


def _said(passage: Passage, start: int, end: int, *, nearest_first: bool) -> Found | None:
    """The noun phrase before a verb of saying between two offsets."""
    marked = passage.marked(is_saying)
    first, last = bisect_left(marked, passage.index_from(start)), bisect_left(marked, passage.index_from(end))
    said = (passage.chunks[index] for index in marked[first:last])
    verbs = [one for one in said if one.tag in {"v", "d", "vn"}]
    for verb in reversed(verbs) if nearest_first else verbs:
        before = [one for one in passage.before(verb) if one.start >= start]
        while before and before[0].tag in {"d", "a", "ad", "vd", "u", "p"}:
            before.pop(0)
        named = next((one for one in before[:4] if one.tag in {"PER", "ORG"}), None)
        row = speech().get(verb.text)
        rule = f"speaker+{speech().rule(row)}" if row else "speaker"
        if named:
            return Found(named.start, named.end, rule)
        if before and before[0].tag in HEADS and before[0].tag != "NAME":
            return Found(before[0].start, before[0].end, rule)
    return None
