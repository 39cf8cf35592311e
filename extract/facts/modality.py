"""What cues tell of an amount: whether it is done, planned, expected or a capacity, and whether a running total."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shilu.extract.grammar.cues import IN_FORCE, UNTIL, find_cues, force_of
from shilu.extract.grammar.passage import Chunk, Passage
from shilu.extract.grammar.placed import REACH
from shilu.extract.grammar.rows import cumulative, links, sections, status, word_class
from shilu.extract.grammar.scene import Scene
from shilu.schemas import Time

__all__ = [
    "Verdict",
    "clause_verdict",
    "cue_signs",
    "cumulative_rule",
    "cumulative_signs",
    "section_moods",
    "status_rule",
    "title_cue",
]

_LEAD = re.compile(r"[^,，。;；:：\n]{2,24}(?=[:：])")
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


_VALUES = {"actual": 1, "planned": 2, "expected": 3, "capacity": 4}


def title_cue(title: str) -> int:
    """The code of the first cue of status that a title has; 0 for none."""
    found = ((title.find(surface), surface) for surface in status().by_surface)
    first = min((one for one in found if one[0] >= 0), default=None)
    row = status().get(first[1]) if first else None
    return _VALUES[row.value] if row else 0


def cue_signs(scene: Scene, of_title: int) -> list[float]:
    """What the cues of status around an amount tell: the nearest of its own clause (value, distance, whether it has its
    force), of earlier clauses (value, force), of later ones, the first of the sentence, of the title, how many plan,
    and the first of the paragraph. Values are codes, 0 for none."""
    passage, chunk = scene.passage, scene.chunk
    start, end = passage.sentences[chunk.sentence]
    found = list(find_cues(passage.chunks_between(max(start, chunk.start - REACH), chunk.start), status))
    own = [one for one in found if one.first.clause == chunk.clause]
    earlier = [one for one in found if one.first.clause != chunk.clause]
    later = list(find_cues(passage.chunks_between(chunk.end, min(end, chunk.end + REACH)), status))
    nearest, before = (own[-1] if own else None), (earlier[-1] if earlier else None)
    paragraph, _ = passage.paragraph_of(chunk.start)
    opening = passage.chunks_between(paragraph, min(start, paragraph + 60))
    first = next(find_cues(opening, status), None)
    return [
        _VALUES[nearest.row.value] if nearest else 0,
        min(chunk.index - nearest.last.index, 40) if nearest else 99,
        force_of(scene, nearest), _VALUES[before.row.value] if before else 0, force_of(scene, before),
        _VALUES[later[0].row.value] if later else 0, _VALUES[found[0].row.value] if found else 0,
        of_title,
        sum(one.row.value == "planned" for one in found) - sum(one.row.value == "actual" for one in found),
        _VALUES[first.row.value] if first else 0,
    ]  # fmt: skip


def clause_verdict(scene: Scene) -> str | None:
    """The status that the cues of the amount's clause, or of earlier ones of its sentence, give it; None for no cue."""
    passage, chunk = scene.passage, scene.chunk
    found: str | None = None
    for clause in reversed(passage.clauses_of_sentence[chunk.sentence]):
        if clause > chunk.clause:
            continue
        if found == "actual":  # 农业处估算，截至5月底已减少四十万个: what is done counts
            break
        verdict = _of_clause(scene, clause)
        if verdict == "expected":
            return verdict
        if verdict and (clause == chunk.clause or verdict != "capacity"):
            found = found or verdict
    return found


def _of_clause(scene: Scene, clause: int) -> str | None:
    chunks = (
        (*scene.left[::-1], scene.chunk) if clause == scene.chunk.clause else scene.passage.by_clause[clause]
    )
    found: str | None = None
    for cue in reversed(list(find_cues(chunks, status))):
        if force_of(scene, cue) == IN_FORCE:
            if cue.row.value == "expected":  # 预计将有: what is expected is also announced
                return "expected"
            found = found or cue.row.value
    return found


_REACHES = {"clause": 1, "sentence": 2, "series": 3}


def cumulative_signs(scene: Scene) -> list[float]:
    """What tells of a running total: the nearest cue of the clause (its reach, distance), a cue of an earlier clause
    that holds for the sentence, one that holds for a series of verbs, 共 or 总 in the words before, a time with 截至,
    a rate, amounts since the cue, and the word that the amount itself begins with."""
    passage, chunk = scene.passage, scene.chunk
    first = passage.sentences[chunk.sentence][0]
    said = passage.chunks_between(max(first, chunk.start - REACH), chunk.start)
    found = list(find_cues(said, cumulative))
    own = [one for one in found if one.first.clause == chunk.clause]
    earlier = [one for one in found if one.first.clause != chunk.clause]
    series = next((one for one in reversed(earlier) if one.row.value == "series"), None)
    nearest = own[-1] if own else None
    last = found[-1] if found else None
    since = said[last.last.index - said[0].index + 1 :] if last else ()
    return [
        _REACHES.get(nearest.row.value, 4) if nearest else 0,
        min(chunk.index - nearest.last.index, 40) if nearest else 99,
        any(one.row.value == "sentence" for one in earlier),
        0 if series is None else 1 + _is_series(scene, series.last),
        len(earlier), any(one.text[:1] in "共总總" for one in scene.left[:4]),
        any(one.tag == "T" and one.text.startswith(UNTIL) for one in said), any(map(_is_rate, scene.left)),
        sum(one.tag == "Q" for one in since), chunk.text[:1] in "共总",
    ]  # fmt: skip


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


def status_rule(scene: Scene, value: str) -> str | None:
    """The row of the cue that gives an amount its status, as traces name it; None where no cue of the sentence does."""
    passage, chunk = scene.passage, scene.chunk
    for clause in reversed(passage.clauses_of_sentence[chunk.sentence]):
        if clause > chunk.clause:
            continue
        chunks = (*scene.left[::-1], chunk) if clause == chunk.clause else passage.by_clause[clause]
        for cue in reversed(list(find_cues(chunks, status))):
            if cue.row.value == value and force_of(scene, cue) == IN_FORCE:
                return status().rule(cue.row)
    return None


def cumulative_rule(scene: Scene) -> str | None:
    """The row of the nearest cue of a running total before an amount, as traces name it."""
    first = scene.passage.sentences[scene.chunk.sentence][0]
    said = scene.passage.chunks_between(max(first, scene.chunk.start - REACH), scene.chunk.start)
    found = list(find_cues(said, cumulative))
    return cumulative().rule(found[-1].row) if found else None
