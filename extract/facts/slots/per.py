"""The denominator of a rate: 元/吨, 每亩, 人均, 年产量."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from shilu.extract.choice import NONE, Candidate
from shilu.extract.facts.amount import AMOUNT_SIGNS, AmountView
from shilu.extract.facts.slots.base import SlotChoice, Suggestions, blank, capped, none
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.rows import begins_with_class, word_class
from shilu.extract.grammar.stretch import Stretch, is_verb
from shilu.schemas import Time

__all__ = ["PER"]

_SIGNS = (
    "is_none", "shares", "printed", "average", "each", "recurring", "calendar_noun", "rated_noun", "behind",
    "distance", "characters", "linked", "kind_percent", "classifier", "verb_between", "amount_between",
    "same_clause", "item_rated", "candidates",
)  # fmt: skip
_AT = {name: place for place, name in enumerate(_SIGNS)}
_CALENDAR = frozenset({"年", "月", "日"})
_RATES = "亩年月日班时"  # 亩产612公斤, 年产量95万吨, 月收入3000元
_NOUNS = frozenset({"n", "nz", "a", "vn", "NAME", "LOC", "ORG"})
_RECURRING = {"P1Y": "年", "P1M": "月", "P1D": "日", "P1W": "周"}


def _suggest(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    found: dict[str, dict[str, float]] = {}

    def add(value: str, by: str, **signs: float) -> None:
        found.setdefault(value, {by: 1, **signs}).setdefault(by, 1)

    scene = view.scene
    for value in scene.quantity.per[:2]:
        add(value, "printed")
    linked = {chunk.start for link in scene.links for chunk in link.chunks}
    verbs = amounts_between = 0
    for place, chunk in enumerate(scene.left):
        signs = {
            "distance": capped(place), "linked": chunk.start in linked,
            "verb_between": verbs, "amount_between": amounts_between,
        }  # fmt: skip
        for by, value in _told(scene.left, place, chunk):
            add(value, by, **signs)
        verbs += chunk.tag == "v"
        amounts_between += chunk.tag == "Q"
    for chunk in scene.right[:6]:
        if chunk.text.startswith("每") and len(chunk.text) > 1:
            add(chunk.text[1:].removeprefix("一"), "each", behind=1)
    candidates = [_candidate(view, value, signs, len(found)) for value, signs in found.items()]
    if view.number and amounts[view.number - 1].chunk.sentence == view.chunk.sentence:
        other = amounts[view.number - 1]
        between = Stretch(scene.passage, other.chunk.end, view.chunk.start)
        row = blank(_SIGNS)
        for name, told in (
            ("shares", 1),
            ("distance", capped(len(between))),
            ("verb_between", between.count(is_verb)),
            ("same_clause", other.chunk.clause == view.chunk.clause),
            ("candidates", len(found)),
            ("linked", view.scene.quantity.unit == other.scene.quantity.unit),
        ):
            row[_AT[name]] = told
        candidates.append(Candidate(None, NONE, NONE, "shared_rate", row, same_as=other.number))
    row = blank(_SIGNS)
    row[_AT["is_none"]], row[_AT["candidates"]] = 1, len(found)
    candidates.append(none(row))
    return candidates


def _told(left: Sequence[Chunk], place: int, chunk: Chunk) -> list[tuple[str, str]]:
    """What a word of the clause may tell of a denominator."""
    text = chunk.text
    if chunk.tag == "T" and isinstance(chunk.mention, Time) and chunk.mention.type == "recurring":
        value = _RECURRING.get(chunk.mention.value or "") or text.removeprefix("每")
        return [("recurring", value)]
    if text in word_class("averages"):
        return [("average", text[0])]
    if text in _CALENDAR and chunk.tag in {"n", "q"}:
        return [("calendar_noun", text)]
    if text.startswith("每"):
        return [("each", value) for value in _each(left, place, text)]
    if text[0] in _RATES and begins_with_class(text[1:], "rated"):
        return [("rated_noun", text[0])]
    return []


def _each(left: Sequence[Chunk], place: int, text: str) -> list[str]:
    """每亩 gives 亩; 每个网格 gives 网格; 每|千瓦|时 gives 千瓦时."""
    following = list(reversed(left[:place]))
    rest = text.removeprefix("每").removeprefix("一")
    if not rest:
        units = "".join(one.text for one in takewhile(lambda one: one.tag == "q", following))
        after = following[len(list(takewhile(lambda one: one.tag == "q", following))) :][:1]
        words = [units] if units else []
        if after and (after[0].text == "时" or not units):
            words.insert(0, units + after[0].text)
        return words
    if rest in word_class("classifiers of 每"):
        run = "".join(one.text for one in takewhile(lambda one: one.tag in _NOUNS, following))
        return [run] if run else [rest]
    return [rest]


def _candidate(view: AmountView, value: str, told: dict[str, float], count: int) -> Candidate:
    signs = blank(_SIGNS)
    item = view.item.value if view.item and view.item.value else ""
    for name, number in (
        *told.items(), ("characters", len(value)), ("kind_percent", view.scene.quantity.kind == "percent"),
        ("item_rated", begins_with_class(item[1:], "rated") if item else 0), ("candidates", count),
    ):  # fmt: skip
        signs[_AT[name]] = number
    rule = next(name for name in told if name in _SIGNS[2:8])
    return Candidate(value, NONE, NONE, rule, signs)


PER = SlotChoice("per", _SIGNS, _suggest, AMOUNT_SIGNS)
