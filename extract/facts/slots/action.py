"""The verb of the statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shilu.extract.choice import NONE, Candidate, Row
from shilu.extract.facts.actions import CONSTRUCTIONS
from shilu.extract.facts.amount import AMOUNT_SIGNS, AmountView, tag_code
from shilu.extract.facts.article import ArticleView
from shilu.extract.facts.slots.base import (
    AS_BEFORE,
    NOTHING,
    SlotChoice,
    Suggestions,
    blank,
    capped,
    known_as,
    none,
)  # fmt: skip
from shilu.extract.facts.standing import Standing, beside, filled
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.predicates import bare_start, governing_verbs, is_mere
from shilu.extract.grammar.rows import changes, flows, links, nominal_verbs, speech, status, word_class
from shilu.extract.grammar.stretch import Stretch, is_amount, is_no_joint, is_tie

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
_NO = blank(_SIGNS)
_LEFT, _RIGHT = 5, 3  # verbs looked at on each side of the amount in its clause
_VERBS = frozenset({"v", "vd", "vn"})


def _is_verb(chunk: Chunk) -> bool:
    return chunk.tag in _VERBS


def _suggest(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    item = view.found_item
    found: dict[tuple[int, int], set[str]] = {}
    for construction in CONSTRUCTIONS:
        if verb := construction(view.scene, item):
            found.setdefault((verb.start, verb.end), set()).add(construction.__name__)
    for chunk in _verbs(view):
        found.setdefault((bare_start(chunk), chunk.end), set()).add("verb")
    governing = {one.start for one in governing_verbs(view.scene, item.start, item.end)} if item else set()
    candidates = [_candidate(view, *key, by, governing) for key, by in found.items()]
    if view.number and amounts[view.number - 1].chunk.sentence == view.chunk.sentence:
        candidates.append(_shares(view, amounts[view.number - 1]))
    signs = _NO[:]
    signs[_AT["is_none"]] = 1
    _tell_item(view, signs)
    candidates.append(none(signs, words=_words(view, NOTHING)))
    return candidates


def _words(view: AmountView, verb: str) -> tuple[str, ...]:
    """A verb, and the verb beside the kind of amount: 增长 takes percents, 投资 money."""
    return known_as(verb, view.scene.quantity.kind)


def _tell_item(view: AmountView, signs: Row) -> None:
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


def _standing(article: ArticleView, start: int, end: int) -> Standing:
    """What is the same of a verb whichever amount it may be that of."""
    key = ("action", start, end)
    if key not in article.standings:
        passage, held = article.passage, article.passage.at(start)
        before, after = beside(passage, held, held)
        signs = _NO if held is None else filled(_NO, _AT, (
            ("tag", tag_code(held)), ("characters", end - start),
            ("before_tag", tag_code(before)), ("after_tag", tag_code(after)),
            ("change", changes().get(held.text) is not None), ("link", links().get(held.text) is not None),
            ("flow", flows().get(held.text) is not None), ("status", status().get(held.text) is not None),
            ("speech", speech().get(held.text) is not None), ("mere", is_mere(held, after)),
            ("nominal", nominal_verbs().get(held.text) is not None),
            ("first_verb", not any(one.tag == "v" for one in passage.before(held))),
            *((f"class_{name}", held.text in word_class(name)) for name in _CLASSES),
        ))  # fmt: skip
        article.standings[key] = Standing(passage.text[start:end], held, held, signs)
    return article.standings[key]


def _candidate(view: AmountView, start: int, end: int, by: set[str], governing: set[int]) -> Candidate:
    own = _standing(view.article, start, end)
    chunk, item, held = view.chunk, view.item, own.held
    signs = own.signs[:]
    for name in by:
        signs[_AT[name]] = 1
    signs[_AT["constructions"]] = len(by - {"verb"})
    _tell_item(view, signs)
    rule, words = "+".join(sorted(by)), _words(view, own.text)
    if held is None:
        return Candidate(own.text, start, end, rule, signs, words=words)
    behind = start >= chunk.end
    between = Stretch(view.scene.passage, *((chunk.end, start) if behind else (end, chunk.start)))
    for name, value in (
        ("side", 1 if behind else -1), ("distance", capped(len(between))),
        ("clauses_off", held.clause - chunk.clause), ("governs", held.start in governing),
        ("in_item", bool(item and item.start <= held.start < item.end)),
        ("amount_between", between.count(is_amount)), ("verb_between", between.count(_is_verb)),
        ("tie_between", between.count(is_tie)),
    ):  # fmt: skip
        signs[_AT[name]] = value
    return Candidate(own.text, start, end, rule, signs, words=words)


def _shares(view: AmountView, other: AmountView) -> Candidate:
    between = Stretch(view.scene.passage, other.chunk.end, view.chunk.start)
    first, last = between.ends()
    signs = _NO[:]
    for name, value in (
        ("shares", 1),
        ("clauses_off", other.chunk.clause - view.chunk.clause),
        ("same_clause", view.chunk.clause == other.chunk.clause),
        ("distance", capped(len(between))),
        ("verb_between", between.count(_is_verb)),
        ("bare_between", not between.count(is_no_joint)),
        ("same_kind", view.scene.quantity.kind == other.scene.quantity.kind),
        ("after_tag", tag_code(first)),
        ("before_tag", tag_code(last)),
    ):
        signs[_AT[name]] = value
    _tell_item(view, signs)
    words = _words(view, AS_BEFORE)
    return Candidate(None, NONE, NONE, "shared_action", signs, same_as=other.number, words=words)


ACTION = SlotChoice("action", _SIGNS, _suggest, AMOUNT_SIGNS, habits=("verb", "verb_and_kind"))
