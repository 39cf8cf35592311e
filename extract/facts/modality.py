"""Done, planned, expected or a capacity; a running total or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.facts.passage import Chunk, Passage
from extract.facts.phrases import CLOSING
from extract.facts.placed import REACH
from extract.facts.rows import Cue, cumulative, sections, status
from extract.facts.scene import Scene
from extract.lexicon import Table

__all__ = ["Verdict", "find_cumulative", "find_status", "section_moods"]

_LEAD = re.compile(r"[^,，。;；:：\n]{2,24}(?=[:：])")
_LONGEST_CUE = 4  # chunks
_HEADS = ("截至", "截止")
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
        verdict = _clause_status(passage, clause, chunk)
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


def _clause_status(passage: Passage, clause: int, chunk: Chunk) -> Verdict | None:
    start, end = passage.clauses[clause]
    found: Verdict | None = None
    for cue in reversed(list(_cues(passage, status(), start, min(end, chunk.end)))):
        if _apt(passage, cue) and not _bracketed_off(passage.text[cue.last.end : chunk.start]):
            verdict = Verdict(cue.row.value, status().rule(cue.row))
            if cue.row.value == "expected":  # 预计将有: what is expected is also announced
                return verdict
            found = found or verdict
    return found


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


def _cues(passage: Passage, table: Table[Cue], start: int, end: int) -> Iterator[_Found]:
    """Cues that are whole words (应 is none in 应用), the longest at each place, or that head a time (截至6月底)."""
    chunks = passage.chunks_between(start, end)
    for index, first in enumerate(chunks):
        if first.tag == "T" and (row := _heading_time(first.text, table)):
            yield _Found(row, first, first)
            continue
        if first.text[0] not in table.initials:
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
    if row.needs is None or word.tag == row.needs:
        return True
    named = before is not None and (before.text in CLOSING or before.tag == "NAME")  # “百家联盟”计划
    verbal = after is not None and after.tag in {"d", "v"}
    return row.needs == "v" and word.tag in {"n", "vn"} and verbal and not named


def find_cumulative(scene: Scene) -> Verdict | None:
    """The word that makes an amount a running total, or None."""
    passage, chunk = scene.passage, scene.chunk
    if scene.quantity.kind in {"percent", "rank", "ratio", "multiple"}:
        return None
    first = passage.sentences[chunk.sentence][0]
    clause = passage.clauses[chunk.clause][0]
    for cue in reversed(list(_cues(passage, cumulative(), max(first, chunk.start - REACH), chunk.start))):
        if cue.row.value == "sentence" or cue.first.start >= clause:
            return Verdict("true", cumulative().rule(cue.row))
    return None
