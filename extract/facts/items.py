"""What the amount is an amount of: named constructions, tried in a stated order for each kind of amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from shilu.extract.facts.constructions import (
    SHARES,
    Construction,
    after_total,
    clause_topic,
    counted_modified,
    counted_noun,
    counted_relative,
    done_within,
    flow_verb,
    handed_property,
    lasting_verb,
    linked_noun,
    measured_modified,
    property_reached,
    rising_flow,
    share,
    spent_on,
    topic_noun,
    verb_itself,
    verb_object,
    verbal_event,
)  # fmt: skip
from shilu.extract.facts.owners import is_agent, without_owner
from shilu.extract.facts.phrases import HEADS, Phrase
from shilu.extract.facts.ranks import is_rank_word, ranked_noun
from shilu.extract.facts.rows import actors, changes, ends_in, flows, links, status, word_class
from shilu.extract.facts.scene import Scene
from shilu.extract.facts.topics import is_property
from shilu.schemas import Quantity

__all__ = ["Item", "find_item", "readings"]

_JOINTS = frozenset({"、", "和", "及", "与", "并", "且", ",", "以及"})


@dataclass(frozen=True, slots=True)
class Item:
    """Offsets of what is counted or measured, and the construction that found it."""

    start: int
    end: int
    rule: str


_COUNT: tuple[Construction, ...] = (
    after_total, counted_noun, measured_modified, topic_noun, verbal_event, counted_relative, linked_noun,
    counted_modified, verb_object, clause_topic,
)  # fmt: skip
_DURATION: tuple[Construction, ...] = (
    measured_modified, topic_noun, lasting_verb, linked_noun, done_within, verb_object, verb_itself,
)  # fmt: skip
_MEASURE: tuple[Construction, ...] = (
    spent_on, flow_verb, topic_noun, property_reached, measured_modified, counted_noun, linked_noun, counted_relative,
    counted_modified, verb_object, verb_itself, clause_topic, handed_property,
)  # fmt: skip
_SHARE: tuple[Construction, ...] = (
    share, linked_noun, measured_modified, counted_noun, counted_relative, verb_object, clause_topic, handed_property,
)  # fmt: skip
_RANK: tuple[Construction, ...] = (ranked_noun, counted_noun, counted_relative, counted_modified, linked_noun)
_RIGHTWARD = frozenset(
    {spent_on, counted_noun, counted_relative, counted_modified, measured_modified, after_total, done_within}
)
_OVER_VERBS = frozenset({verb_object, clause_topic})
_ORDER: dict[str, tuple[Construction, ...]] = {
    "count": _COUNT, "duration": _DURATION, "percent": _SHARE, "multiple": _SHARE, "rank": _RANK,
}  # fmt: skip


def find_item(
    scene: Scene, previous: Item | None, respective: Phrase | None, *, alike: bool = False
) -> Item | None:
    """The item of an amount.

    `previous` is the item of the amount before it in the sentence, which it shares where it has none of its own and
    no verb of its own, or where both count in one unit (`alike`: 建议186件，已办结171件; then it is the last amount
    in that unit, 幼儿园6所，投资2亿元，其中南区3所);
    `respective` is its own member of a list paired by 分别.
    """
    if respective:
        respective = without_owner(scene, respective)
        return Item(respective.start, respective.end, "respective")
    if previous and (_continues(scene) or _parts(scene) or _shares_whole(scene)):
        return Item(previous.start, previous.end, "shared_item")
    for construction in _ordered(scene):
        if construction in _RIGHTWARD and _sets_out(scene):
            continue  # 由30万辆增加到33万辆: what follows is the change
        phrase = construction(scene)
        if phrase and all(map(is_rank_word, phrase.chunks)):
            continue
        if phrase and construction in _OVER_VERBS and _does(scene, phrase):
            continue
        if phrase and (construction in _RIGHTWARD or not is_agent(phrase) or _is_built(scene, phrase)):
            phrase = without_owner(scene, _without_addition(phrase))
            return Item(phrase.start, phrase.end, _rule(construction, phrase))
    shared = previous is not None and (alike or _may_share(scene))
    return Item(previous.start, previous.end, "shared_item") if previous and shared else None


def readings(scene: Scene) -> Iterator[tuple[str, Phrase | None]]:
    """What each construction would give, by its name, in the order in which `find_item` tries them."""
    return ((construction.__name__, construction(scene)) for construction in _ordered(scene))


def _may_share(scene: Scene) -> bool:
    """Whether an amount without an item of its own may go on with that of the amount before: things and money not where
    a verb of their own stands in the clause (改造小区870个，[惠及]10万余户)."""
    if scene.quantity.kind in {"percent", "multiple", "rank", "ratio"}:
        return True
    near = list(takewhile(lambda one: one.tag != "w", scene.rest))
    if any(one.text in {"到", "至"} for one in near):  # 由3万亩恢复到现在的7.8万亩
        return True
    verbs = [one.text for one in near if one.tag == "v"]
    return all(any(table.get(verb) for table in (links(), changes(), status())) for verb in verbs)


def _shares_whole(scene: Scene) -> bool:
    """A clause that begins with 占: 捕获量5.3万吨，[占全省]九成以上."""
    first = next((chunk for chunk in reversed(scene.left) if chunk.tag not in {"d", "w"}), None)
    named = any(chunk.text.endswith(SHARES) for chunk in scene.left)  # 占全国比重
    return (
        scene.quantity.kind == "percent"
        and not named
        and first is not None
        and first.text in {"占", "约占", "占到"}
    )


def _sets_out(scene: Scene) -> bool:
    """Whether the amount is where a change sets out from: 由30万辆[增加]到33万辆, but not 由15家企业组成."""
    if not scene.linked_by("source") or not scene.right:
        return False
    verb = scene.right[0].text
    return changes().get(verb) is not None or changes().get(verb[:-1]) is not None


def _does(scene: Scene, phrase: Phrase) -> bool:
    """[省财政]安排2.6亿元: who does it is not what it is an amount of; where people are counted, nothing else is
    (接待游客突破300万人次)."""
    doer = ends_in(actors(), phrase.head.text) is not None
    return doer != (scene.quantity.unit in word_class("units of people")) and not is_property(
        phrase.head.text
    )


def _without_addition(phrase: Phrase) -> Phrase:
    """新增[绿化面积]: LAC takes 新增 for part of the noun."""
    first = phrase.chunks[0].text
    row, link = changes().get(first), links().get(first)
    leads = (row and row.adds) or (link and link.role == "have")
    return Phrase(phrase.chunks[1:]) if leads and len(phrase.chunks) > 1 else phrase


def _rule(construction: Construction, phrase: Phrase) -> str:
    row = flows().get(phrase.chunks[-1].text)
    return f"{construction.__name__}+{flows().rule(row)}" if row else construction.__name__


def _ordered(scene: Scene) -> Sequence[Construction]:
    quantity: Quantity = scene.quantity
    order = _ORDER.get(quantity.kind, _MEASURE)
    if quantity.kind == "percent" and not scene.linked_by("change", "level", "reach", "copula"):
        return (measured_modified, counted_noun, *order)
    if order is _MEASURE and scene.linked_by("change", "level"):  # 受温度上升1.2度影响
        return (rising_flow, linked_noun, *order)
    if quantity.kind == "rank" and (quantity.unit or not scene.left):
        return (counted_noun, counted_relative, *order)
    return order


def _continues(scene: Scene) -> bool:
    """Nothing but links stands between this amount and the one before: 2.4亿元、年均增长6.1%; 26.7%提高到52.1%."""
    for chunk in scene.rest:
        if chunk.tag == "Q":
            return not _own_noun(scene)
        if chunk.text not in _JOINTS:
            return False
    return bool(scene.links) and not _own_noun(scene) and scene.linked_by("change", "level") is not None


def _parts(scene: Scene) -> bool:
    """A part of what was counted before, told by where it is: 公厕57座，其中[城区]32座、[乡镇]25座."""
    if scene.quantity.kind != "count" or not scene.left or scene.left[0].text not in word_class("parts"):
        return False
    return not scene.right or scene.right[0].tag not in HEADS


def _own_noun(scene: Scene) -> bool:
    return scene.quantity.kind == "count" and bool(scene.right) and scene.right[0].tag in HEADS


def _is_built(scene: Scene, phrase: Phrase) -> bool:
    """建成[加氢站]100座: what the tagger takes for a place is counted, if a verb stands right before it."""
    if scene.quantity.kind != "count" or scene.links or phrase.chunks[-1].tag != "LOC":
        return False
    index = len(phrase.chunks)
    return index < len(scene.left) and scene.left[index].tag == "v"
