"""The verb of the statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shilu.extract.choice import Candidate
from shilu.extract.facts.actions import CONSTRUCTIONS
from shilu.extract.facts.amount import AMOUNT_SIGNS, AmountView, tag_code
from shilu.extract.facts.items import Item
from shilu.extract.facts.passage import Chunk
from shilu.extract.facts.predicates import bare_start, governing_verbs, is_mere
from shilu.extract.facts.rows import changes, flows, links, nominal_verbs, speech, status, word_class
from shilu.extract.facts.slots.base import SlotChoice, Suggestions, capped, none

__all__ = ["ACTION"]

_NAMES = tuple(one.__name__ for one in CONSTRUCTIONS)
_CLASSES = ("auxiliaries", "dummies", "coverbs", "causatives", "level ends", "results", "holding")
_SIGNS = (
    "is_none", "shares", *_NAMES, "constructions", "verb", "side", "distance", "clauses_off", "characters", "tag",
    "before_tag", "after_tag", "change", "link", "flow", "status", "speech", "mere", "nominal",
    *(f"class_{name}" for name in _CLASSES), "governs", "in_item", "amount_between", "verb_between", "tie_between",
    "item_behind", "item_none", "first_verb", "same_clause", "bare_between", "same_kind",
)  # fmt: skip
_AT = {name: place for place, name in enumerate(_SIGNS)}
_NO = [0.0] * len(_SIGNS)
_LEFT, _RIGHT = 5, 3  # verbs looked at on each side of the amount in its clause
_VERBS = frozenset({"v", "vd", "vn"})


def _suggest(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    item = _item(view)
    found: dict[tuple[int, int], set[str]] = {}
    for construction in CONSTRUCTIONS:
        if verb := construction(view.scene, item):
            found.setdefault((verb.start, verb.end), set()).add(construction.__name__)
    for chunk in _verbs(view):
        found.setdefault((bare_start(chunk), chunk.end), set()).add("verb")
    governing = governing_verbs(view.scene, item.start, item.end) if item else []
    candidates = [_candidate(view, *key, by, {one.start for one in governing}) for key, by in found.items()]
    if view.number and amounts[view.number - 1].chunk.sentence == view.chunk.sentence:
        candidates.append(_shares(view, amounts[view.number - 1]))
    signs = _NO.copy()
    signs[_AT["is_none"]] = 1
    _tell_item(view, signs)
    candidates.append(none(signs))
    return candidates


def _item(view: AmountView) -> Item | None:
    """The item as the constructions of verbs ask for it."""
    item = view.item
    return Item(item.start, item.end, item.by) if item and item.value is not None else None


def _tell_item(view: AmountView, signs: list[float]) -> None:
    item = view.item
    signs[_AT["item_behind"]] = bool(item and item.start >= view.chunk.end)
    signs[_AT["item_none"]] = item is None or item.value is None


def _verbs(view: AmountView) -> Iterator[Chunk]:
    scene = view.scene
    yield from [one for one in scene.left if one.tag in _VERBS][:_LEFT]
    yield from [one for one in scene.right if one.tag in _VERBS][:_RIGHT]
    clauses = scene.passage.clauses_of_sentence[scene.chunk.sentence]
    place = clauses.index(scene.chunk.clause)
    if place:
        yield from [one for one in scene.passage.by_clause[clauses[place - 1]] if one.tag == "v"][-2:]
    if place + 1 < len(clauses):
        yield from [one for one in scene.passage.by_clause[clauses[place + 1]] if one.tag == "v"][:1]


def _candidate(view: AmountView, start: int, end: int, by: set[str], governing: set[int]) -> Candidate:
    passage, chunk = view.scene.passage, view.chunk
    text = passage.text[start:end]
    held = passage.at(start)
    signs = _NO.copy()
    for name in by:
        signs[_AT[name]] = 1
    signs[_AT["constructions"]] = len(by - {"verb"})
    _tell_item(view, signs)
    if held is None:
        return Candidate(text, start, end, "+".join(sorted(by)), signs)
    behind = start >= chunk.end
    between = passage.chunks_between(*((chunk.end, start) if behind else (end, chunk.start)))
    before = passage.chunks[held.index - 1] if held.index else None
    after = passage.chunks[held.index + 1] if held.index + 1 < len(passage.chunks) else None
    item = view.item
    for name, value in (
        ("side", 1 if behind else -1), ("distance", capped(len(between))), ("tag", tag_code(held)),
        ("clauses_off", held.clause - chunk.clause), ("characters", end - start), ("before_tag", tag_code(before)),
        ("after_tag", tag_code(after)), ("change", changes().get(held.text) is not None),
        ("link", links().get(held.text) is not None), ("flow", flows().get(held.text) is not None),
        ("status", status().get(held.text) is not None), ("speech", speech().get(held.text) is not None),
        ("mere", is_mere(held, after)), ("nominal", nominal_verbs().get(held.text) is not None),
        ("governs", held.start in governing),
        ("in_item", bool(item and item.start <= held.start < item.end)),
        ("amount_between", sum(one.tag == "Q" for one in between)),
        ("verb_between", sum(one.tag in _VERBS for one in between)),
        ("tie_between", sum(one.text == "的" for one in between)),
        ("first_verb", not any(one.tag == "v" for one in passage.before(held))),
        *((f"class_{name}", held.text in word_class(name)) for name in _CLASSES),
    ):  # fmt: skip
        signs[_AT[name]] = value
    return Candidate(text, start, end, "+".join(sorted(by)), signs)


def _shares(view: AmountView, other: AmountView) -> Candidate:
    between = view.scene.passage.chunks_between(other.chunk.end, view.chunk.start)
    signs = _NO.copy()
    for name, value in (
        ("shares", 1),
        ("clauses_off", other.chunk.clause - view.chunk.clause),
        ("same_clause", view.chunk.clause == other.chunk.clause),
        ("distance", capped(len(between))),
        ("verb_between", sum(one.tag in _VERBS for one in between)),
        ("bare_between", all(one.text in word_class("joints") for one in between)),
        ("same_kind", view.scene.quantity.kind == other.scene.quantity.kind),
        ("after_tag", tag_code(between[0] if between else None)),
        ("before_tag", tag_code(between[-1] if between else None)),
    ):
        signs[_AT[name]] = value
    _tell_item(view, signs)
    return Candidate(None, -1, -1, "shared_action", signs, same_as=other.number)


ACTION = SlotChoice("action", _SIGNS, _suggest, AMOUNT_SIGNS)
