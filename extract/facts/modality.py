"""Done, planned, expected or a capacity; a running total or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from extract.facts.passage import Chunk, Passage
from extract.facts.rows import Cue, cumulative, sections, status
from extract.facts.scene import Scene
from extract.lexicon import Table

__all__ = ["Verdict", "find_cumulative", "find_status", "section_moods"]

_LEAD = re.compile(r"[^,，。;；:：\n]{2,24}(?=[:：])")
_LONGEST_HEADING = 40
_END = re.compile(r"[。!?！？;；,，:：]\s*$")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A settled field and the row that settled it."""

    value: str
    rule: str


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile({"status": status, "sections": sections, "cumulative": cumulative}[name]().pattern)


def _cue(table: Table[Cue], surface: str) -> Cue:
    row = table.get(surface)
    if row is None:
        raise KeyError(surface)
    return row


def section_moods(passage: Passage) -> list[tuple[int, Verdict]]:
    """Where the headings of a report turn what follows into plans, or back: offsets and verdicts in order."""
    found: list[tuple[int, Verdict]] = []
    for start, end in passage.paragraphs:
        line = passage.text[start:end]
        lead = _LEAD.match(line)  # 2021年工作安排：新建……
        line = lead[0] if lead else line
        if 0 < len(line) <= _LONGEST_HEADING and not _END.search(line):
            matches = list(_pattern("sections").finditer(line))
            if matches:
                row = _cue(sections(), matches[-1].group())
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
    text = passage.text[start : min(end, chunk.end)]
    found: Verdict | None = None
    for match in reversed(list(_pattern("status").finditer(text))):
        row = _cue(status(), match.group())
        first, last = passage.at(start + match.start()), passage.at(start + match.end() - 1)
        after = next(passage.after(last), None) if last else None
        begin, finish = start + match.start(), start + match.end()
        heads_time = first is not None and first.tag == "T" and first.start == begin  # 截至6月底
        if (heads_time or _whole_words(begin, finish, first, last)) and _apt(passage, row, first, after):
            verdict = Verdict(row.value, status().rule(row))
            if row.value == "expected":  # 预计将有: what is expected is also announced
                return verdict
            found = found or verdict
    return found


def _whole_words(start: int, end: int, first: Chunk | None, last: Chunk | None) -> bool:
    """A cue counts only as a word or words of the text: 应 is none in 应用."""
    return first is not None and last is not None and first.start == start and last.end == end


def _apt(passage: Passage, row: Cue, word: Chunk | None, following: Chunk | None) -> bool:
    if word is None or (word.mention is not None and word.tag != "T"):
        return False
    if row.unless_after and any(one.text in row.unless_after for one in passage.before(word)):
        return False
    if row.needs is None or word.tag == row.needs:
        return True
    return (
        row.needs == "v" and word.tag in {"n", "vn"} and following is not None and following.tag in {"d", "v"}
    )


def find_cumulative(scene: Scene) -> Verdict | None:
    """The word that makes an amount a running total, or None."""
    passage, chunk = scene.passage, scene.chunk
    if scene.quantity.kind in {"percent", "rank", "ratio", "multiple"}:
        return None
    first = passage.sentences[chunk.sentence][0]
    text = passage.text[first : chunk.start]
    clause_start = passage.clauses[chunk.clause][0]
    for match in reversed(list(_pattern("cumulative").finditer(text))):
        row = _cue(cumulative(), match.group())
        begin, end = first + match.start(), first + match.end()
        word = passage.at(begin)
        heads_time = word is not None and word.tag == "T" and word.start == begin  # 截至5月20日
        if not heads_time and not _whole_words(begin, end, word, passage.at(end - 1)):
            continue  # 共 is none in 公共
        if row.value == "sentence" or begin >= clause_start:
            return Verdict("true", cumulative().rule(row))
    return None
