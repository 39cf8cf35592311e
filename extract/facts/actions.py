"""Constructions in which a verb states something of an amount; each suggests, none goes before another."""

from __future__ import annotations

from collections.abc import Callable

from shilu.extract.grammar.found import Found
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.predicates import bare_start, governing_verbs, is_mere, verbs_after
from shilu.extract.grammar.rows import changes, ends_with_class, links, word_class
from shilu.extract.grammar.scene import Scene

__all__ = ["CONSTRUCTIONS"]


_OBJECT_FIRST = frozenset({"将", "把", "被"})

Construction = Callable[[Scene, Found | None], Found | None]


def change_verb(scene: Scene, _item: Found | None) -> Found | None:
    """The verb of change that the amount belongs to: 成本[降低]31%."""
    if scene.quantity.kind == "multiple" and changes().get(scene.chunk.text[0]):  # 翻一番
        return Found(scene.chunk.start, scene.chunk.start + 1, "change_verb")
    change = scene.change
    return _found(change[1], "change_verb") if change and change[1].tag not in {"n", "nz"} else None


def dummy_verb(scene: Scene, _item: Found | None) -> Found | None:
    """The noun that a verb without meaning of its own carries: 对147个站台进行[更新]."""
    for place, chunk in enumerate(scene.right):
        if chunk.text in word_class("dummies") and any(one.tag == "p" for one in scene.left):
            following = scene.right[place + 1] if place + 1 < len(scene.right) else None
            return _found(following, "dummy_verb") if following and following.tag in {"v", "vn"} else None
    return None


def object_first(scene: Scene, item: Found | None) -> Found | None:
    """A verb behind its object: 将8000吨粮食[投放]市场; 来自各地的60名学者[参加]."""
    turned = any(chunk.text in _OBJECT_FIRST and chunk.tag == "p" for chunk in scene.left)
    related = bool(scene.left) and scene.left[0].text == "的"
    return _following(scene, item, "object_first") if turned or related else None


def source_end(scene: Scene, _item: Found | None) -> Found | None:
    """The verb of a change behind the amount that it sets out from: 由21%[提高]到30%."""
    if not scene.linked_by("source"):
        return None
    verb = next(
        (chunk for chunk in scene.right if chunk.tag == "v" and chunk.text not in word_class("level ends")),
        None,
    )
    return _level(verb) if verb else None


def level_verb(scene: Scene, _item: Found | None) -> Found | None:
    """The verb of change that leads to a level: 由14个[减]为6个."""
    link = scene.linked_by("level")
    return (
        _level(link.word)
        if link and link.word.text not in word_class("level ends") and link.word.tag != "n"
        else None
    )


def pivot_verb(scene: Scene, item: Found | None) -> Found | None:
    """The verb behind what there is: 已有200多名老人[接受]服务."""
    near = next((chunk for chunk in scene.left if chunk.tag == "v"), None)
    if near is None or near.text not in word_class("having"):
        return None
    if scene.right and scene.right[0].text in word_class("negations"):
        return None
    verb = _following(scene, item, "pivot_verb") if item and item.start >= scene.chunk.end else None
    return verb if verb and verb.end - verb.start > 1 else None


def made_of(scene: Scene, _item: Found | None) -> Found | None:
    """The verb that 而成 and the like close: 由9栋民房[改造]而成."""
    for place, chunk in enumerate(scene.right):
        if chunk.text in word_class("made of"):
            before = scene.right[place - 1] if place else None
            return _found(before, "made_of") if before and before.tag in {"v", "vn"} else None
        if ends_with_class(chunk.text, "made of") and chunk.tag == "v":  # 改造而成 in one
            return Found(chunk.start, chunk.end - len("而成"), "made_of")
    return None


def kept_verb(scene: Scene, _item: Found | None) -> Found | None:
    """A verb of staying with its place: [稳定]在100万亩以上."""
    kept = [chunk for chunk in scene.left[:3] if chunk.tag != "u"]
    if len(kept) > 1 and kept[0].text == "在" and kept[1].text in word_class("staying"):
        return _found(kept[1], "kept_verb")
    return None


def nearest_verb(scene: Scene, item: Found | None) -> Found | None:
    """The nearest verb before the amount that governs it, item and links apart."""
    beyond = {chunk.start for chunk in scene.rest}
    after = any(chunk.tag == "v" for chunk in scene.right)
    for verb in _governing(scene, item):
        if verb.text in word_class("coverbs") and after:
            continue
        following = next(scene.passage.after(verb), None)
        if (
            verb.start in beyond
            and verb.text not in word_class("causatives")
            and not is_mere(verb, following)
        ):
            return _compound(scene, verb)
    return None


def item_verb(scene: Scene, item: Found | None) -> Found | None:
    """The verb that names the amount: 累计[脱贫]9.2万人; 每期[培训]15天."""
    last = scene.passage.at(item.end - 1) if item else None
    if item is None or last is None or last.tag not in {"v", "vn"} or last.text in word_class("sums"):
        return None
    if last.end > scene.chunk.start and not item.rule.startswith("done_within"):
        return None
    flows = "flow" in item.rule
    return _found(last, "item_verb") if last.tag == "v" or flows else None


def linking_verb(scene: Scene, item: Found | None) -> Found | None:
    """A linking verb: 面积[达]800亩; [占]耕地面积的61%."""
    for link in scene.links:
        chunk = link.chunks[0]
        row = links().get(chunk.text)
        if row and row.action and chunk.text not in word_class("level ends"):
            return Found(bare_start(chunk), chunk.end, "linking_verb")
        if link.rule == "multiple_of":
            return Found(link.word.start, link.word.end, "linking_verb")
    for chunk in _governing(scene, item):
        row = links().get(chunk.text)
        if row and row.action and chunk.text not in word_class("level ends"):
            return Found(bare_start(chunk), chunk.end, "linking_verb")
    return None


def causative(scene: Scene, item: Found | None) -> Found | None:
    """A verb that makes others do something: [带动]2万名群众就业."""
    verb = next((chunk for chunk in _governing(scene, item) if chunk.text in word_class("causatives")), None)
    return _found(verb, "causative") if verb else None


def following_verb(scene: Scene, item: Found | None) -> Found | None:
    """The verb of which the amount is the subject: 14支队伍[参加]; an age has none."""
    if scene.quantity.kind == "age" and not any(chunk.tag == "p" for chunk in scene.left):
        return None
    return _following(scene, item, "following_verb")


def next_clause_verb(scene: Scene, item: Found | None) -> Found | None:
    """The verb of the next clause, where the amount heads its own and no verb is in it:
    20多家企业通过重组，[成立]公司."""
    if scene.left or item is None or item.start < scene.chunk.end:
        return None
    clauses = scene.passage.clauses_of_sentence[scene.chunk.sentence]
    following = next((clause for clause in clauses if clause > scene.chunk.clause), None)
    chunks = scene.passage.by_clause[following] if following is not None else ()
    verb = chunks[0] if chunks and chunks[0].tag == "v" else None
    if verb is None or is_mere(verb, chunks[1] if len(chunks) > 1 else None):
        return None
    return _found(verb, "next_clause_verb")


CONSTRUCTIONS: tuple[Construction, ...] = (
    change_verb, dummy_verb, object_first, made_of, source_end, level_verb, pivot_verb, kept_verb, nearest_verb,
    causative, item_verb, linking_verb, following_verb, next_clause_verb,
)  # fmt: skip
"""All of them."""


def _governing(scene: Scene, item: Found | None) -> list[Chunk]:
    start, end = (item.start, item.end) if item else (scene.chunk.start, scene.chunk.start)
    return governing_verbs(scene, start, end)


def _following(scene: Scene, item: Found | None, rule: str) -> Found | None:
    start = item.end if item and item.start >= scene.chunk.end else scene.chunk.end
    verbs = verbs_after(scene, start)
    return _found(verbs[0], rule) if verbs else None


def _found(chunk: Chunk, rule: str) -> Found:
    return Found(bare_start(chunk), chunk.end, rule)


def _level(verb: Chunk) -> Found:
    """Without the 到 or 至 that the tagger glued to it: [提高]到."""
    glued = verb.text[-1] in word_class("level ends") and changes().get(verb.text[:-1]) is not None
    return Found(verb.start, verb.end - 1 if glued else verb.end, "level_verb")


def _compound(scene: Scene, verb: Chunk) -> Found:
    """A verb of one character with the one before it, where the tagger cut a word in two: [评|出]; a result with a verb
    of two stays out: [搜救]出."""
    before = next(scene.passage.before(verb), None)
    if before is None or before.tag != "v" or before.end != verb.start or len(verb.text) > 1:
        return _found(verb, "nearest_verb")
    if before.text in word_class("auxiliaries"):
        return _found(verb, "nearest_verb")
    if verb.start - bare_start(before) == 1:
        return Found(bare_start(before), verb.end, "nearest_verb")
    return _found(before if verb.text in word_class("results") else verb, "nearest_verb")
