"""The verb of the statement."""

from __future__ import annotations

from extract.facts.items import Item
from extract.facts.passage import Chunk
from extract.facts.phrases import CAUSATIVES
from extract.facts.rows import links, nominal_verbs, speech, status
from extract.facts.scene import Scene
from extract.facts.subjects import Found

__all__ = ["find_action"]

_TO = frozenset({"到", "至", "为", "成"})
_AUXILIARIES = frozenset(
    {"可", "可以", "能", "能够", "会", "要", "将", "应", "须", "需", "想", "愿", "肯", "进行", "予以"}
)


def find_action(scene: Scene, item: Item | None) -> Found | None:
    """The verb of change; else the nearest verb before the amount in its clause, item and links apart; else the
    link (达, 有); else a causative (带动); else the next verb after the amount."""
    if scene.change and scene.change[1].tag not in {"n", "nz"}:
        return Found(scene.change[1].start, scene.change[1].end, "change_verb")
    if _object_first(scene) and (verb := _following(scene, item)):
        return verb
    beyond = [chunk for chunk in scene.rest if item is None or not item.start <= chunk.start < item.end]
    verbs = [chunk for chunk in beyond if chunk.tag == "v" and chunk.text not in _AUXILIARIES]
    plain = [one for one in verbs if one.text not in CAUSATIVES and not _mere(one.text)]
    plain = [one for one in plain if not _is_modifier(one, item)] or plain
    if plain:
        return _compound(scene, plain[0])
    if item and item.rule.startswith("flow_verb"):
        last = scene.passage.at(item.end - 1)
        if last and last.tag == "v":
            return Found(last.start, last.end, "flow_verb")
    if link := _link(scene) or _distant_link(beyond):
        return link
    after = [one for one in scene.right if one.tag == "v" and one.text not in _AUXILIARIES]
    chosen = next(iter([*(one for one in verbs if one.text in CAUSATIVES), *after]), None)
    return (
        Found(chosen.start, chosen.end, "causative" if chosen in verbs else "following_verb")
        if chosen
        else None
    )


def _object_first(scene: Scene) -> bool:
    """Whether the verb comes after the amount: 将8000吨粮食[投放]市场; 来自各地的60名学者[参加]."""
    turned = next(
        (chunk for chunk in scene.left if chunk.text in {"将", "把", "被"} and chunk.tag == "p"), None
    )
    return turned is not None or (bool(scene.left) and scene.left[0].text == "的")


def _following(scene: Scene, item: Item | None) -> Found | None:
    end = item.end if item and item.start >= scene.chunk.end else scene.chunk.end
    for chunk in scene.right:
        if (
            chunk.start >= end
            and chunk.tag == "v"
            and chunk.text not in _AUXILIARIES
            and not _mere(chunk.text)
        ):
            return Found(chunk.start, chunk.end, "following_verb")
    return None


def _compound(scene: Scene, verb: Chunk) -> Found:
    """A verb of one character with the one before it, which the tagger cuts in two: 评|出, 搜救|出."""
    before = next(scene.passage.before(verb), None)
    joined = before is not None and before.tag == "v" and before.end == verb.start and len(verb.text) == 1
    return Found(before.start if joined and before else verb.start, verb.end, "nearest_verb")


def _is_modifier(verb: Chunk, item: Item | None) -> bool:
    """A verb that only tells the state of the things counted: 赔付[受灾]农户1860户."""
    row = nominal_verbs().get(verb.text)
    return row is not None and row.id == "states" and item is not None and verb.end == item.start


def _distant_link(beyond: list[Chunk]) -> Found | None:
    """A linking verb further from the amount: [占]耕地面积的61%; [可容纳]2400名学生就读."""
    for chunk in beyond:
        row = links().get(chunk.text)
        if chunk.tag == "v" and row and row.action:
            return Found(chunk.start, chunk.end, "linking_verb")
        if chunk.tag == "v" and chunk.text[0] in "可能" and len(chunk.text) > 2:
            return Found(chunk.start + 1, chunk.end, "able_to")
    return None


def _mere(word: str) -> bool:
    """Links, verbs of saying and words of modality (力争, 计划) are not what is stated."""
    return any(table.get(word) is not None for table in (links(), speech(), status()))


def _link(scene: Scene) -> Found | None:
    for link in scene.links:
        chunk = link.chunks[0]
        row = links().get(chunk.text)
        if link.label == "level" and len(chunk.text) > 1:
            end = chunk.end - 1 if chunk.text[-1] in _TO else chunk.end
            return Found(chunk.start, end, "level_verb")
        if row and row.action and chunk.text not in _TO:
            bare = chunk.start + len(chunk.text) - 1 if chunk.text[-1] in "有达" else chunk.start
            return Found(bare, chunk.end, "linking_verb")
    return None
