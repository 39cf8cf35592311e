"""What the words around a time tell of its reach: signs of the period of an amount."""

from __future__ import annotations

import re
from itertools import islice

from shilu.extract.facts.passage import Chunk, Passage
from shilu.extract.facts.phrases import NOMINAL
from shilu.extract.facts.rows import speech, word_class
from shilu.extract.facts.scene import Scene
from shilu.schemas import Time

__all__ = [
    "completes", "ends_reach", "is_base", "is_of_another", "modifies", "present", "stands_at_head", "year_of",
]  # fmt: skip

_HEAD = 2  # characters before a time that still leave it at the head of its sentence: 自, “
_YEAR = re.compile(r"\d{4}")


def year_of(value: str | None) -> int | None:
    """The last year that an EDTF value names.

    >>> year_of("2019-12/2022-12"), year_of(None)
    (2022, None)
    """
    years = _YEAR.findall(value or "")
    return int(years[-1]) if years else None


def present(scene: Scene) -> Chunk | None:
    """The verb that says how things stand when the page is printed: 全市[现有]书店30家，藏书百万册."""
    first, _ = scene.passage.sentences[scene.chunk.sentence]
    for chunk in reversed(scene.passage.chunks_between(first, scene.chunk.start)):
        if chunk.text in word_class("present"):
            following = next(scene.passage.after(chunk), None)
            return None if following and following.text == "的" else chunk
    return None


def is_base(scene: Scene, time: Time) -> bool:
    """Whether a time is what a change is measured against: 比[去年]增加."""
    base = scene.linked_by("base")
    if base is not None and any(chunk.start <= time.span.start < chunk.end for chunk in base.chunks):
        return True
    chunk = scene.passage.at(time.span.start)
    before = next(scene.passage.before(chunk), None) if chunk else None
    return "同期" in time.span.surface or (before is not None and before.text in {"比", "较", "同"})


def is_of_another(scene: Scene, time: Time) -> bool:
    """Whether a time belongs to another amount: 由[1990年]的18%上升到35.6%."""
    chunk = scene.passage.at(time.span.start)
    following = list(islice(scene.passage.after(chunk), 2)) if chunk else []
    return (
        len(following) == 2
        and following[0].text == "的"
        and following[1].tag == "Q"
        and following[1] is not scene.chunk
    )


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
