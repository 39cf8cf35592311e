"""Cues of a sentence: words of a table (计划, 预计, 累计) that tell how a statement is meant, and whether they do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from shilu.extract.grammar.passage import Chunk, Passage
from shilu.extract.grammar.phrases import CLOSING
from shilu.extract.grammar.rows import SlotCue
from shilu.extract.grammar.scene import Scene
from shilu.extract.lexicon import Table

__all__ = ["IN_FORCE", "UNTIL", "FoundCue", "find_cues", "force_of"]

IN_FORCE = 2
"""What `force_of` gives for a cue that tells something of the amount."""

UNTIL = ("截至", "截止")
"""Words that head a time up to which something is counted."""

_LONGEST_CUE = 4  # chunks
_PURPOSES = frozenset({"确保", "保证"})
_OBJECTS = frozenset({"n", "nz", "r", "Q", "m", "LOC", "PER", "ORG", "NAME"})

_CueTable = Callable[[], Table[SlotCue]]


@dataclass(slots=True, unsafe_hash=True)  # as `Chunk`: never changed
class FoundCue:
    """A cue in the text: its row, its first and its last chunk."""

    row: SlotCue
    first: Chunk
    last: Chunk


def find_cues(chunks: Sequence[Chunk], cues: _CueTable) -> Iterator[FoundCue]:
    """Cues that are whole words (应 is none in 应用), the longest at each place, or that head a time (截至6月底)."""
    table, beginnings = cues(), _beginnings(cues)
    for index, first in enumerate(chunks):
        if first.tag == "T" and (row := _heading_time(first.text, table)):
            yield FoundCue(row, first, first)
            continue
        if first.text not in beginnings:
            continue
        for last in reversed(chunks[index : index + _LONGEST_CUE]):
            surface = "".join(one.text for one in chunks[index : last.index - chunks[0].index + 1])
            if row := table.get(surface):
                yield FoundCue(row, first, last)
                break


@cache
def _beginnings(table: _CueTable) -> frozenset[str]:
    """What the first word of a cue may be."""
    return frozenset(surface[:end] for surface in table().by_surface for end in range(1, len(surface) + 1))


def _heading_time(time: str, table: Table[SlotCue]) -> SlotCue | None:
    return table.get(time) or next(
        (table.get(surface) for surface in UNTIL if time.startswith(surface)), None
    )


def force_of(scene: Scene, cue: FoundCue | None) -> int:
    """Whether a cue tells something of an amount: 0 for no cue, 1 where something takes its force away, else
    `IN_FORCE`."""
    if cue is None:
        return 0
    idle = cue.first.text in _PURPOSES and not _aims(scene, cue.first)
    cut = _bracketed_off(scene.passage.text[cue.last.end : scene.chunk.start])
    return 1 + (not idle and not cut and _apt(scene.passage, cue))


def _apt(passage: Passage, cue: FoundCue) -> bool:
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


def _aims(scene: Scene, cue: Chunk) -> bool:
    """Whether 确保 sets a goal for the amount: it opens its sentence, or the amount is a level to be reached. Else it
    only tells what something that is done is for: 统一调度，确保每组由3名队员组成."""
    start, _ = scene.passage.sentences[cue.sentence]
    opens = all(one.tag in {"T", "d", "w"} for one in scene.passage.chunks_between(start, cue.start))
    bound = getattr(scene.quantity.amount, "bound", None) in {"at_least", "at_most", "over", "under"}
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
