"""Which verb of a clause governs an amount, and which only modify, link or hedge.

A Chinese clause strings verbs without marks (Zhu Dexi 1982, ch. 12). The verb that states something of the amount is
the nearest before it that is not within a quotation, a list of activities, a relative clause or a noun phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.phrases import HEADS
from shilu.extract.grammar.rows import links, nominal_verbs, speech, status, word_class
from shilu.extract.grammar.scene import Scene

__all__ = ["bare_start", "governing_verbs", "is_mere", "verbs_after"]


_LEADS = ("可", "能")
_HAVE = frozenset("现已仅共还另约均各设再")


def bare_start(chunk: Chunk) -> int:
    """Where the verb itself begins within a chunk that the tagger glued an auxiliary or adverb to: 可[折抵], 现[有]."""
    word = chunk.text
    if len(word) == 2 and word[-1] in "有达要" and word[0] in _HAVE | set("高多长重深宽可只"):
        return chunk.start + 1
    if len(word) >= 2 and word.startswith(_LEADS) and word not in word_class("with 可 and 能"):
        return chunk.start + 1
    return chunk.start


def is_mere(chunk: Chunk, following: Chunk | None) -> bool:
    """Links, words of modality (力争, 计划) and verbs of saying are not what is stated; a verb of saying with an
    object is (发布月报)."""
    word = chunk.text
    modal = status().get(word)
    if links().get(word) is not None or (modal is not None and modal.value != "capacity"):
        return True
    return speech().get(word) is not None and not (following and following.tag in HEADS | {"Q", "a", "m"})


def governing_verbs(scene: Scene, start: int, end: int) -> list[Chunk]:
    """Verbs left of the amount that may govern it, nearest first. `start` and `end` bound its item, whose own verbs
    govern nothing."""
    if (start, end) not in scene.governing:
        scene.governing[start, end] = _governing(scene, start, end)
    return scene.governing[start, end]


def _governing(scene: Scene, start: int, end: int) -> list[Chunk]:
    left = scene.left
    found: list[Chunk] = []
    depth, listed = 0, False
    for place, chunk in enumerate(left):
        depth += (chunk.text in "”’》") - (chunk.text in "“‘《") if chunk.tag == "w" else 0
        listed = listed or chunk.text == "、"
        if (
            chunk.tag != "v"
            or depth > 0
            or start <= chunk.start < end
            or chunk.text in word_class("auxiliaries")
        ):
            continue
        if (listed and _in_list(left, place)) or _coordinated(left, place) or _modifies(left, place, start):
            continue
        found.append(chunk)
    relative = next((index for index, chunk in enumerate(found) if not _in_relative(scene, chunk)), 0)
    return found[relative:]


def _in_list(left: Sequence[Chunk], place: int) -> bool:
    """A verb beside 、: an activity that is only enumerated (合理[用药]、学校卫生监督等)."""
    near = [one.text for one in left[max(place - 1, 0) : place + 3]]
    return "、" in near


def _coordinated(left: Sequence[Chunk], place: int) -> bool:
    """A verb that ends a coordination of nouns: 整改措施和常态[检查]三张清单."""
    if place and left[place - 1].text not in {"、", "等"}:
        return False
    if (
        left[place + 1 : place + 2]
        and left[place + 1].text in word_class("joints")
        and not nominal_verbs().get(left[place].text)
    ):
        return False  # 成立指挥部、出台20条举措
    for index in (place + 1, place + 2):
        if index + 1 < len(left) and left[index].text in word_class("joints"):
            joined = left[index].text == "、" or left[index + 1].tag in {"n", "nz"}
            return joined and _verb_before_amount(left[index + 1 :])
    return False


def _verb_before_amount(left: Sequence[Chunk]) -> bool:
    """Whether a verb comes before any amount, looking outwards; else the coordination is one of whole clauses."""
    nearest = next((chunk for chunk in left if chunk.tag in {"v", "Q"}), None)
    return nearest is not None and nearest.tag == "v"


def _modifies(left: Sequence[Chunk], place: int, item: int) -> bool:
    """A verb that only tells the state of the things counted (赔付[受灾]农户1860户), or that is itself the object of
    the verb before it (带动[就业]1600人)."""
    row = nominal_verbs().get(left[place].text)
    if row is None:
        return False
    if row.id == "states":
        return left[place].end == item
    return (
        place == 0 and len(left) > 1 and left[1].tag == "v" and left[1].text not in word_class("auxiliaries")
    )


def _in_relative(scene: Scene, verb: Chunk) -> bool:
    """A verb of a clause that 的 ties to the amount or its noun: [事关]群众利益的10大类事项."""
    between = scene.passage.chunks_between(verb.end, scene.chunk.start)
    ties = [index for index, one in enumerate(between) if one.text == "的"]
    if not ties or (between and between[0].text in {"了", "着", "过"}):
        return False
    before = between[ties[-1] - 1] if ties[-1] else verb
    return before.tag not in {"a", "ad", "r"}


def verbs_after(scene: Scene, start: int) -> list[Chunk]:
    """Verbs right of the amount that may govern it, nearest first, from an offset on."""
    chunks = [chunk for chunk in scene.right if chunk.start >= start]
    found: list[Chunk] = []
    if scene.right and scene.right[0].text == "、":  # a list of statements: 总量3411公里、居全国第一
        return found
    for place, chunk in enumerate(chunks):
        if chunk.tag != "v" or chunk.text in word_class("auxiliaries"):
            continue
        following = chunks[place + 1] if place + 1 < len(chunks) else None
        link = links().get(chunk.text)
        placed = link is not None and link.role == "reach"  # 21个学科[进入]前千分之一
        if (is_mere(chunk, following) and not placed) or _within_noun(chunks[place + 1 :]):
            continue
        found.append(chunk)
    return found


def _within_noun(after: Sequence[Chunk]) -> bool:
    """A verb between nouns whose own verb follows an adverb: 生命[支持]设备同时运行."""
    nouns = 0
    while nouns < len(after) and after[nouns].tag in HEADS:
        nouns += 1
    rest = after[nouns : nouns + 2]
    return nouns > 0 and len(rest) == 2 and rest[0].tag in {"d", "ad", "vd"} and rest[1].tag == "v"
