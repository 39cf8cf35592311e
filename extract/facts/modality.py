"""Done, planned, expected or a capacity; a running total or not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from shilu.extract.facts.passage import Chunk, Passage
from shilu.extract.facts.phrases import CLOSING
from shilu.extract.facts.placed import REACH
from shilu.extract.facts.rows import Cue, cumulative, links, sections, status, word_class
from shilu.extract.facts.scene import Scene
from shilu.extract.lexicon import Table
from shilu.schemas import Time

__all__ = ["Verdict", "find_cumulative", "find_status", "section_moods"]

_LEAD = re.compile(r"[^,，。;；:：\n]{2,24}(?=[:：])")
_LONGEST_CUE = 4  # chunks
_HEADS = ("截至", "截止")
_PURPOSES = frozenset({"确保", "保证"})
_OBJECTS = frozenset({"n", "nz", "r", "Q", "m", "LOC", "PER", "ORG", "NAME"})
_LONGEST_HEADING = 40
_END = re.compile(r"[。!?！？;；,，:：]\s*$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A settled field and the row that settled it."""

    value: str
    rule: str


@cache
def _section_pattern() -> re.Pattern[str]:
    return re.compile(sections().pattern)


def section_moods(passage: Passage) -> list[tuple[int, Verdict]]:
    """Where the headings of a report turn what follows into plans, or back: offsets and verdicts in order."""
    found: list[tuple[int, Verdict]] = []
    for start, end in passage.paragraphs:
        line = passage.text[start:end]
        lead = _LEAD.match(line)  # 2021年工作安排：新建……
        line = lead[0] if lead else line
        if 0 < len(line) <= _LONGEST_HEADING and not _END.search(line):
            surfaces = _section_pattern().findall(line)
            if surfaces and (row := sections().get(surfaces[-1])):
                found.append((start, Verdict(row.value, sections().rule(row))))
    return found


def find_status(scene: Scene, moods: list[tuple[int, Verdict]], *, future: bool) -> Verdict:
    """The status of an amount: a cue of its clause or an earlier clause of the sentence, a future date, the section."""
    passage, chunk = scene.passage, scene.chunk
    found: Verdict | None = None
    for clause in reversed(passage.clauses_of_sentence[chunk.sentence]):
        if clause > chunk.clause:
            continue
        if found and found.value == "actual":  # 农业处估算，截至5月底已减少四十万个: what is done counts
            break
        verdict = _clause_status(scene, clause)
        if verdict and verdict.value == "expected":
            return verdict
        if verdict and (clause == chunk.clause or verdict.value != "capacity"):
            found = found or verdict
    if found:
        return found
    if future:
        return Verdict("planned", "future_date")
    mood = next((verdict for start, verdict in reversed(moods) if start < chunk.start), None)
    return mood or Verdict("actual", "default")


def _clause_status(scene: Scene, clause: int) -> Verdict | None:
    passage, chunk = scene.passage, scene.chunk
    chunks = (*scene.left[::-1], chunk) if clause == chunk.clause else passage.by_clause[clause]
    found: Verdict | None = None
    for cue in reversed(list(_cues(chunks, status))):
        idle = cue.first.text in _PURPOSES and not _aims(scene, cue.first)
        if not idle and _apt(passage, cue) and not _bracketed_off(passage.text[cue.last.end : chunk.start]):
            verdict = Verdict(cue.row.value, status().rule(cue.row))
            if cue.row.value == "expected":  # 预计将有: what is expected is also announced
                return verdict
            found = found or verdict
    return found


def _aims(scene: Scene, cue: Chunk) -> bool:
    """Whether 确保 sets a goal for the amount: it opens its sentence, or the amount is a level to be reached. Else it
    only tells what something that is done is for: 统一调度，确保每组由3名队员组成."""
    start, _ = scene.passage.sentences[cue.sentence]
    opens = all(one.tag in {"T", "d", "w"} for one in scene.passage.chunks_between(start, cue.start))
    bound = scene.quantity.amount.shape in {"at_least", "at_most", "over", "under"}
    return (
        opens
        or bound
        or scene.quantity.kind != "count"
        or any(link.label not in {"source", "average"} for link in scene.links)
    )


def _bracketed_off(between: str) -> bool:
    """Whether a bracket closes between a cue and an amount: 增长9.1%（预期目标为8%），投资增长7%."""
    depth = 0
    for mark in between:
        depth += (mark in "(（[【") - (mark in ")）]】")
        if depth < 0:
            return True
    return False


@dataclass(frozen=True, slots=True)
class _Found:
    """A cue in the text: its row, its first and its last chunk."""

    row: Cue
    first: Chunk
    last: Chunk


_CueTable = Callable[[], Table[Cue]]


@cache
def _beginnings(table: _CueTable) -> frozenset[str]:
    """What the first word of a cue may be."""
    return frozenset(surface[:end] for surface in table().by_surface for end in range(1, len(surface) + 1))


def _cues(chunks: Sequence[Chunk], cues: _CueTable) -> Iterator[_Found]:
    """Cues that are whole words (应 is none in 应用), the longest at each place, or that head a time (截至6月底)."""
    table, beginnings = cues(), _beginnings(cues)
    for index, first in enumerate(chunks):
        if first.tag == "T" and (row := _heading_time(first.text, table)):
            yield _Found(row, first, first)
            continue
        if first.text not in beginnings:
            continue
        for last in reversed(chunks[index : index + _LONGEST_CUE]):
            surface = "".join(one.text for one in chunks[index : last.index - chunks[0].index + 1])
            if row := table.get(surface):
                yield _Found(row, first, last)
                break


def _heading_time(time: str, table: Table[Cue]) -> Cue | None:
    return table.get(time) or next(
        (table.get(surface) for surface in _HEADS if time.startswith(surface)), None
    )


def _apt(passage: Passage, cue: _Found) -> bool:
    """Whether a cue has its force: not within a name, with the tag that it needs, not after a word that undoes it."""
    row, word = cue.row, cue.first
    if word.mention is not None and word.tag != "T":
        return False
    before, after = next(passage.before(word), None), next(passage.after(cue.last), None)
    if row.unless_after and any(one.text in row.unless_after for one in passage.before(word)):
        return False
    if row.needs == "d" and after is not None and after.tag in _OBJECTS:  # 将[300亩荒地]改成果园
        return False
    if row.needs is None or word.tag == row.needs:
        return True
    named = before is not None and (before.text in CLOSING or before.tag == "NAME")  # “百家联盟”计划
    verbal = after is not None and after.tag in {"d", "ad", "v", "vd"}
    return row.needs == "v" and word.tag in {"n", "vn"} and verbal and not named


def find_cumulative(scene: Scene) -> Verdict | None:
    """The word that makes an amount a running total, or None."""
    passage, chunk = scene.passage, scene.chunk
    if scene.quantity.kind in {"percent", "rank", "ratio", "multiple"} or any(map(_is_rate, scene.left)):
        return None
    first = passage.sentences[chunk.sentence][0]
    own = passage.clauses[chunk.clause][0]
    said = passage.chunks_between(max(first, chunk.start - REACH), chunk.start)
    for cue in reversed(list(_cues(said, cumulative))):
        goes_on = cue.row.value == "series" and _is_series(scene, cue.last)
        if cue.row.value == "sentence" or cue.first.start >= own or goes_on:
            return Verdict("true", cumulative().rule(cue.row))
    return None


def _is_series(scene: Scene, cue: Chunk) -> bool:
    """Whether 累计 holds on for the clauses after its own, which all begin with their verbs:
    累计采集人像30万张，办理业务10万笔."""
    clauses = scene.passage.clauses_of_sentence[scene.chunk.sentence]
    between = [scene.passage.by_clause[one] for one in clauses if cue.clause < one <= scene.chunk.clause]
    return all(chunks[0].tag == "v" and not _breaks(chunks[0].text) for chunks in between)


def _breaks(verb: str) -> bool:
    """Links, and verbs of what follows from what was done (带动), do not go on with a total."""
    return links().get(verb) is not None or verb in word_class("causatives")


def _is_rate(chunk: Chunk) -> bool:
    """日均服务3100人次 is no total."""
    recurs = chunk.tag == "T" and isinstance(chunk.mention, Time) and chunk.mention.type == "recurring"
    return recurs or chunk.text in word_class("averages") or chunk.text.startswith("每")
