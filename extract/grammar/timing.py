"""What the words around a time tell of its reach: signs of the period of an amount."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, takewhile

from shilu.extract.grammar.passage import Chunk, Passage
from shilu.extract.grammar.phrases import NOMINAL
from shilu.extract.grammar.rows import speech, word_class
from shilu.extract.grammar.scene import Scene
from shilu.extract.grammar.stretch import last_before
from shilu.extract.times import days_of
from shilu.schemas import Time

__all__ = [
    "amount_of", "completes", "ends_reach", "in_base", "is_ahead", "is_compared", "modifies", "present",
    "stands_at_head", "year_of",
]  # fmt: skip

_HEAD = 2  # characters before a time that still leave it at the head of its sentence: 自, “
_YEAR = re.compile(r"\d{4}")
_LONGEST_MEASURE = 5  # chunks between a time and the amount of that time
_JOINTS = frozenset({"的", "为", "是", "仅", "只有", "仅为", ":"})


@lru_cache(maxsize=4096)
def year_of(value: str | None) -> int | None:
    """The last year that an EDTF value names.

    >>> year_of("2019-12/2022-12"), year_of(None)
    (2022, None)
    """
    years = _YEAR.findall(value or "")
    return int(years[-1]) if years else None


def is_ahead(period: str | None, published: str | None) -> bool:
    """Whether a period begins after the publication, both in EDTF; of a publication of which only the year is known,
    after its first day.

    >>> is_ahead("2025", "2024-08-01"), is_ahead("2024-33", "2024-08-01"), is_ahead("2024-08", "2024-08-01")
    (True, False, False)
    """
    told, day = days_of(period), days_of(published)
    return told is not None and day is not None and told.begin > day.begin


def present(scene: Scene) -> Chunk | None:
    """The verb that says how things stand when the page is printed: 全市[现有]书店30家，藏书百万册."""
    first, _ = scene.passage.sentences[scene.chunk.sentence]
    begin = scene.passage.index_from(first)
    found = last_before(scene.passage.marked(_is_present), begin, scene.chunk.index)
    if found is None:
        return None
    chunk = scene.passage.chunks[found]
    following = next(scene.passage.after(chunk), None)
    return None if following and following.text == "的" else chunk


def _is_present(chunk: Chunk) -> bool:
    return chunk.text in word_class("present")


def in_base(scene: Scene, start: int) -> bool:
    """Whether a time that starts at an offset stands in what a change is measured against: 比[去年]增加."""
    base = scene.linked_by("base")
    return base is not None and any(chunk.start <= start < chunk.end for chunk in base.chunks)


def is_compared(passage: Passage, time: Time) -> bool:
    """Whether something is compared with a time, whatever the amount: 比[去年], [去年同期]."""
    chunk = passage.at(time.span.start)
    before = next(passage.before(chunk), None) if chunk else None
    return "同期" in time.span.surface or (before is not None and before.text in {"比", "较", "同"})


def amount_of(passage: Passage, time: Time) -> Chunk | None:
    """The amount that a time belongs to by its place: 由[1990年]的18%上升到35.6%; where something is compared with the
    time, the amount that tells how much it was then: 较[上年度]预算数1085万元, [上年同期]为2.8亿元."""
    chunk = passage.at(time.span.start)
    if chunk is None:
        return None
    following = list(islice(passage.after(chunk), _LONGEST_MEASURE + 1))
    if len(following) > 1 and following[0].text == "的" and following[1].tag == "Q":
        return following[1]
    if not is_compared(passage, time):
        return None
    measure = takewhile(lambda one: one.tag in NOMINAL or one.text in _JOINTS, following)
    place = sum(1 for _ in measure)
    return following[place] if place < len(following) and following[place].tag == "Q" else None


def completes(passage: Passage, time: Time) -> bool:
    """Whether a time completes a verb: 始建于[大德八年]."""
    before = _before(passage, time)
    return bool(before) and (
        before[0].text.endswith("于")
        and (len(before[0].text) > 1 or (bool(before[1:]) and before[1].tag == "v"))
    )


def modifies(passage: Passage, time: Time) -> bool:
    """Whether a time modifies a noun: 公布的[2022年度]名单."""
    chunk, before = passage.at(time.span.start), _before(passage, time)
    after = next(passage.after(chunk), None) if chunk else None
    return bool(before) and before[0].text == "的" and after is not None and after.tag in NOMINAL


def _before(passage: Passage, time: Time) -> list[Chunk]:
    chunk = passage.at(time.span.start)
    return list(islice(passage.before(chunk), 2)) if chunk else []


def ends_reach(passage: Passage, time: Time) -> bool:
    """Whether something began after a time, so that it does not last: [1998年]改制后."""
    chunk = passage.at(time.span.start)
    return chunk is not None and any(
        one.text in {"后", "以后", "之后"} for one in passage.by_clause[chunk.clause][-2:]
    )


def stands_at_head(passage: Passage, time: Time) -> bool:
    """Whether a time stands at the head of its sentence and so governs what follows; who told it apart."""
    chunk = passage.at(time.span.start)
    if chunk is None:
        return False
    said = passage.chunks_between(passage.sentences[chunk.sentence][0], time.span.end)
    own = (one for one in said if one.clause == chunk.clause or not _tells(passage, one.clause))
    first = next((one for one in own if one.tag != "w"), chunk)
    return time.span.start - first.start <= _HEAD


def _tells(passage: Passage, clause: int) -> bool:
    """Whether a clause only says who told what follows: [初步核算]，全年…; [据市统计局消息]，…"""
    words = [word for word in passage.by_clause[clause] if word.tag != "w"]
    if not words or any(word.tag == "Q" for word in words):
        return False
    return words[0].text.startswith("据") or speech().get(words[-1].text) is not None
