"""When an amount holds, and per what."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, takewhile

from shilu.extract.facts.passage import Chunk, Passage
from shilu.extract.facts.phrases import NOMINAL
from shilu.extract.facts.placed import Placed
from shilu.extract.facts.rows import begins_with_class, links, speech, word_class
from shilu.extract.facts.scene import Scene
from shilu.extract.times.edtf import Date
from shilu.schemas import Time

__all__ = ["Denominator", "TimeFound", "find_per", "find_period", "is_future", "present", "section_times"]

_CALENDAR = frozenset({"年", "月", "日"})
_RATES = "亩年月日班时"  # 亩产612公斤, 年产量95万吨, 月收入3000元
_HEAD = 2  # characters before a time that still leave it at the head of its sentence: 自, “
_NEAR = 6  # chunks before the amount within which 年 or 日 still makes a rate of it
_PAUSE = re.compile(r"[,，:：;；。]")
_MONTH = len("2022-07")


@dataclass(frozen=True, slots=True)
class TimeFound:
    """The time that governs an amount, and the rule that chose it."""

    time: Time
    rule: str


def section_times(
    passage: Passage, headings: Iterable[int], times: Placed[Time]
) -> list[tuple[int, Time | None]]:
    """What the headings of a report date, by the offsets of both: 二、[2026年]工作安排. A heading without a time
    ends the reach of the one before."""
    found: list[tuple[int, Time | None]] = []
    for start in headings:
        _, end = passage.paragraph_of(start)
        named = next(iter(times.between(start, end)), None)
        leads = named and _dates(named) and not _PAUSE.search(passage.text, start, named.span.start)
        found.append((start, named if leads else None))
    return found


def find_period(
    scene: Scene, times: Placed[Time], sections: Sequence[tuple[int, Time | None]] = ()
) -> TimeFound | None:
    """The time in force: of the clause, of the sentence, the last one that headed a sentence of the paragraph, or that
    of the heading (`sections`) under which the amount stands."""
    passage, chunk = scene.passage, scene.chunk
    first, last = passage.clauses[chunk.clause]
    usable = [
        time
        for time in times.between(scene.window, last)
        if _dates(time) and not _is_base(scene, time) and not _is_of_another(scene, time)
    ]
    here = [time for time in usable if first <= time.span.start < last]
    before = [time for time in here if time.span.start < chunk.start]
    if before or here:
        return TimeFound(before[-1] if before else here[0], "clause_time")
    sentence, _ = passage.sentences[chunk.sentence]
    earlier = [
        time for time in usable if sentence <= time.span.start < chunk.start and _reaches_on(passage, time)
    ]
    if earlier:
        return TimeFound(earlier[-1], "sentence_time")
    heading = [
        time
        for time in usable
        if time.span.start < chunk.start and _heads(passage, time) and _lasts(scene, time)
    ]
    if heading:
        return TimeFound(heading[-1], "paragraph_time")
    index = bisect_right(sections, chunk.start, key=lambda one: one[0]) - 1
    section = sections[index][1] if index >= 0 else None
    return TimeFound(section, "section_time") if section else None


def present(scene: Scene) -> Chunk | None:
    """The verb that says how things stand when the page is printed: 全市[现有]书店30家，藏书百万册."""
    first, _ = scene.passage.sentences[scene.chunk.sentence]
    for chunk in reversed(scene.passage.chunks_between(first, scene.chunk.start)):
        if chunk.text in word_class("present"):
            following = next(scene.passage.after(chunk), None)
            return None if following and following.text == "的" else chunk
    return None


def _dates(time: Time) -> bool:
    """Whether a time can be when something was so; a dateline (5月10日电) is only when it was reported."""
    told = time.type in {"date", "period"} and time.value is not None and not time.inside_name
    return told and time.rules[0] != "dateline"


def _is_base(scene: Scene, time: Time) -> bool:
    """比去年增加: the base of a comparison does not date it."""
    base = scene.linked_by("base")
    if base is not None and any(chunk.start <= time.span.start < chunk.end for chunk in base.chunks):
        return True
    chunk = scene.passage.at(time.span.start)
    before = next(scene.passage.before(chunk), None) if chunk else None
    return "同期" in time.span.surface or (before is not None and before.text in {"比", "较", "同"})


def _is_of_another(scene: Scene, time: Time) -> bool:
    """由[1990年]的18%上升到35.6%: the time of one amount does not date the next."""
    chunk = scene.passage.at(time.span.start)
    following = list(islice(scene.passage.after(chunk), 2)) if chunk else []
    return (
        len(following) == 2
        and following[0].text == "的"
        and following[1].tag == "Q"
        and following[1] is not scene.chunk
    )


def _reaches_on(passage: Passage, time: Time) -> bool:
    """Whether a time governs clauses after its own: not one that completes a verb (始建于大德八年) or modifies a noun
    (公布的2022年度名单)."""
    chunk = passage.at(time.span.start)
    before = list(islice(passage.before(chunk), 2)) if chunk else []
    if not before:
        return True
    completes = before[0].text.endswith("于") and (
        len(before[0].text) > 1 or (before[1:] and before[1].tag == "v")
    )
    after = next(passage.after(chunk), None) if chunk else None
    modifies = before[0].text == "的" and after is not None and after.tag in NOMINAL
    return not modifies and not completes


def _lasts(scene: Scene, time: Time) -> bool:
    """Whether a time governs later sentences: a day only what was done on it, and none after which something began
    (改制后)."""
    passage = scene.passage
    chunk = passage.at(time.span.start)
    if chunk is None:
        return False
    day = time.type == "date" and len((time.value or "").strip("~?%")) > _MONTH
    if day and not (scene.quantity.kind in {"count", "money"} and _is_event(scene)):
        return False
    return not any(one.text in {"后", "以后", "之后"} for one in passage.by_clause[chunk.clause][-2:])


def _is_event(scene: Scene) -> bool:
    """Whether a verb that is no mere link stands in the clause of an amount."""
    clause = scene.passage.by_clause[scene.chunk.clause]
    return any(one.tag == "v" and links().get(one.text) is None for one in clause)


def _heads(passage: Passage, time: Time) -> bool:
    """Whether a time stands at the head of its sentence and so governs what follows."""
    chunk = passage.at(time.span.start)
    if chunk is None:
        return False
    said = passage.chunks_between(passage.sentences[chunk.sentence][0], time.span.end)
    # without 本报讯(记者 …), and without who told it
    own = (one for one in said if one.clause == chunk.clause or not _tells(passage, one.clause))
    first = next((one for one in own if one.tag != "w"), chunk)
    return time.span.start - first.start <= _HEAD


def _tells(passage: Passage, clause: int) -> bool:
    """Whether a clause only says who told what follows: [初步核算]，全年…; [据市统计局消息]，…"""
    words = [word for word in passage.by_clause[clause] if word.tag != "w"]
    if not words or any(word.tag == "Q" for word in words):
        return False
    return words[0].text.startswith("据") or speech().get(words[-1].text) is not None


def is_future(found: TimeFound | None, published: str | None) -> bool:
    """Whether a time begins after the publication date, as far as both are known."""
    if not found or not published or not found.time.value:
        return False
    begin = _date(found.time.value.split("/")[0].strip("~?%").replace("X", "0"))
    end = _date(published)
    return begin is not None and end is not None and begin.first() > end.last()


@lru_cache(maxsize=256)
def _date(value: str) -> Date | None:
    return Date.parse(value)


@dataclass(frozen=True, slots=True)
class Denominator:
    """Per what a rate is reckoned."""

    unit: str
    rule: str


def find_per(scene: Scene) -> Denominator | None:
    """The denominator of a rate: printed in the amount (元/吨), or 每亩, 人均, 每月 before it in the clause."""
    if scene.quantity.per:
        return Denominator(scene.quantity.per[0], "printed_denominator")
    near = scene.left
    if scene.quantity.kind in {"percent", "multiple"}:  # 年均增长5%, but 人均收入增长5% is no rate
        near = tuple(chunk for link in scene.links for chunk in link.chunks)
    for index, chunk in enumerate(near):
        if chunk.text in word_class("averages"):
            return Denominator(chunk.text[0], "average")
        if chunk.text.startswith("每"):
            return _each(scene, index)
        if chunk.text in _CALENDAR and chunk.tag in {"n", "q"} and index < _NEAR:
            return Denominator(chunk.text, "period_noun")
        if index < _NEAR and chunk.text[0] in _RATES and begins_with_class(chunk.text[1:], "rated"):
            return Denominator(chunk.text[0], "rated_noun")
    return None


def _each(scene: Scene, index: int) -> Denominator | None:
    """每亩 → 亩; 每个网格 → 网格."""
    chunk = scene.left[index]
    if chunk.text in {"每", "每一"}:
        following = list(reversed(scene.left[:index]))
        words = [one.text for one in takewhile(lambda one: one.tag == "q", following)]
        if len(following) > len(words) and (following[len(words)].text == "时" or not words):
            words.append(following[len(words)].text)  # 千瓦|时
        return Denominator("".join(words), "each") if words else None
    if chunk.text.startswith("每") and _after_each(chunk.text) in word_class("classifiers of 每"):
        run, position = "", chunk.end
        for one in reversed(scene.left[:index]):
            if one.start != position or one.tag not in {"n", "nz", "a", "vn", "NAME", "LOC", "ORG"}:
                break
            run, position = run + one.text, one.end
        if run:
            return Denominator(run, "each")
    whole = _after_each(chunk.text)
    return Denominator(whole, "each") if whole.split() == [whole] else None


def _after_each(word: str) -> str:
    """What 每 or 每一 stands before in a word: 亩 of 每亩."""
    return word.removeprefix("每").removeprefix("一")
