"""Constructions that tell what an amount is an amount of, each from the clause around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from shilu.extract.grammar.owners import acts, is_agent
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.phrases import HEADS, NOMINAL, Phrase, phrase_after, phrase_before, relative_head
from shilu.extract.grammar.ranks import ranked_noun
from shilu.extract.grammar.rows import (
    changes,
    ends_with_class,
    flows,
    links,
    nominal_verbs,
    status,
    word_class,
)
from shilu.extract.grammar.scene import Scene
from shilu.extract.grammar.topics import find_topics, is_property
from shilu.schemas import Quantity

__all__ = [
    "CONSTRUCTIONS", "Construction", "after_total", "clause_topic", "counted_modified", "counted_noun",
    "counted_relative",
    "done_within", "flow_verb", "handed_property", "lasting_verb", "linked_noun", "measured_modified",
    "property_reached", "rising_flow", "share", "spent_on", "topic_noun", "verb_itself", "verb_object", "verbal_event",
    "without_addition",
]  # fmt: skip

Construction = Callable[[Scene], Phrase | None]

_MANNER = frozenset({"以", "按", "凭", "用"})
_INSIDE = frozenset({"上", "中", "里", "内", "下"})


def counted_noun(scene: Scene) -> Phrase | None:
    """The noun after a classifier: 86座[书屋]; 三个全新的[车棚]; 300件各种[农具]."""
    right = scene.right
    if right and right[0].text in word_class("each kind"):
        right = right[1:]
    phrase = phrase_after(right)
    if not phrase or (right[0].tag in {"f", "s"} and len(phrase.chunks) == 1):
        return None
    if len(phrase.chunks) == 1 and phrase.chunks[0].text in word_class("levels"):
        return None
    if scene.quantity.kind == "percent" and len(phrase.chunks) == 1 and phrase.head.tag == "vn":
        return None  # 按增长5%安排
    following = right[len(phrase.chunks)].text if len(right) > len(phrase.chunks) else ""
    if following == ":":
        return None  # 水果产量:18.7万吨 茶叶产量:2.3万吨: the label of what comes next
    if following == "的" and phrase.chunks[-1].tag in {"a", "f", "ad"}:
        return relative_head(right[len(phrase.chunks) :]) or phrase
    return phrase if any(chunk.tag in HEADS for chunk in phrase.chunks) else None


def counted_relative(scene: Scene) -> Phrase | None:
    """The noun after a clause with 的: 40名有劳动能力的[残疾人]; 20个建成投用的[项目]."""
    if not scene.right or scene.right[0].tag not in {"v", "p", "r", "a", "d", "vd", "ad"}:
        return None
    return relative_head(scene.right)


def counted_modified(scene: Scene) -> Phrase | None:
    """A noun with a verb before it as its modifier: 5名[返乡创业青年]."""
    if (
        not scene.right
        or scene.right[0].tag not in {"v", "ad", "vd"}
        or scene.right[0].text in word_class("negations")
    ):
        return None
    if scene.quantity.unit in {"人", "人次"}:
        return None  # 3万人享受农村低保: the unit is what is counted, and the verb has an object
    return phrase_after(scene.right, verbs=True)


def measured_modified(scene: Scene) -> Phrase | None:
    """The noun that a measure modifies with 的: 870平方米的[大厅]."""
    if not scene.right or scene.right[0].text != "的":
        return None
    phrase = phrase_after(scene.right[1:], verbs=True)
    if phrase and len(phrase.chunks) == 1 and phrase.head.tag in {"v", "vn"} and _leads_amount(scene, phrase):
        return None  # 80周岁以上的补助4元
    return phrase


def handed_property(scene: Scene) -> Phrase | None:
    """The property that the clause before spoke of, where only links stand before the amount:
    [最大降雨量]出现在青溪镇，达218毫米."""
    passage, clause = scene.passage, scene.chunk.clause - 1
    sentence, _ = passage.sentences[scene.chunk.sentence]
    if scene.rest or not scene.links or clause < 0 or passage.clauses[clause][0] < sentence:
        return None
    before = passage.by_clause[clause]
    if any(chunk.tag == "Q" for chunk in before):
        return None
    return next((phrase for phrase, _ in find_topics(before) if is_property(phrase.head.text)), None)


def after_total(scene: Scene) -> Phrase | None:
    """The noun behind a second amount of the same things: 八类共3120个[设备]; 11大类68项[事项]."""
    for index, chunk in enumerate(scene.right):
        if chunk.tag == "Q":
            return phrase_after(scene.right[index + 1 :]) if chunk.text[-1:] not in "%元" else None
        if chunk.text not in word_class("totals"):
            return None
    return None


def topic_noun(scene: Scene) -> Phrase | None:
    """The noun directly before the amount: [语文教师]37名; a verb used as a noun too: 收集[建议]14条."""
    if scene.links or not scene.left:
        return None
    nominal = nominal_verbs().get(scene.left[0].text) is not None and any(
        chunk.tag == "v" for chunk in _until_mark(scene.left[1:])
    )
    phrase = phrase_before(scene.left, verbal=nominal, predicated=_predicates(scene.quantity))
    if phrase is None or is_agent(phrase):
        return None
    return phrase


def flow_verb(scene: Scene) -> Phrase | None:
    """A verb that names the amount, with the nouns before it: [农产品销售]2.4亿元; [占地]50亩."""
    near = scene.left[0] if scene.left else None
    if near is None or near.tag not in {"v", "vn", "vd", "a"} or not _flows(near):
        return None
    before = phrase_before(scene.left[1:])
    if before and any(chunk.tag in HEADS for chunk in before.chunks) and not acts(before):
        return Phrase((*before.chunks, near))
    return Phrase((near,))


def spent_on(scene: Scene) -> Phrase | None:
    """What money is spent on: 投入2.1亿元实施[智能化改造]."""
    row = flows().get(scene.left[0].text) if scene.left else None
    if row is None or row.id != "investment" or scene.quantity.kind != "money" or len(scene.right) < 2:
        return None
    verb = scene.right[0]
    phrase = (
        phrase_after(scene.right[1:], verbs=True) if verb.tag == "v" and not links().get(verb.text) else None
    )
    following = scene.right[1 + len(phrase.chunks) :][:1] if phrase else ()
    return phrase if not any(chunk.tag == "v" for chunk in following) else None  # 实施企业找技术


def rising_flow(scene: Scene) -> Phrase | None:
    """A verb of change that is itself the sum, where only people stand before it: 实现农户[增收]2500元."""
    change = scene.change[1] if scene.change else None
    if change is None or not scene.linked_by("change") or not _flows(change):
        return None
    before = phrase_before(scene.rest)
    return Phrase((change,)) if before is None or acts(before) else None


def linked_noun(scene: Scene) -> Phrase | None:
    """The noun beyond the linking words: [种植面积]达到800亩; [生产效率]提高30%."""
    verbal = bool(scene.rest) and (_flows(scene.rest[0]) or bool(scene.change))
    predicated = scene.linked_by("change", "level", "reach", "copula", "source") is not None
    rest = scene.rest
    if scene.links and rest and rest[0].text in word_class("turned into"):  # 产业结构|调整为7:43:50
        rest = rest[1:]
    return phrase_before(rest, verbal=verbal, predicated=predicated)


def property_reached(scene: Scene) -> Phrase | None:
    """A property with its value before what it is a property of: [坡度]达到45度的山坡."""
    return phrase_before(scene.rest, predicated=True) if scene.linked_by("reach") else None


def share(scene: Scene) -> Phrase | None:
    """A share with its whole: [第三产业增加值占地区生产总值比重]达52%."""
    phrase = phrase_before(scene.rest)
    if phrase and not ends_with_class(phrase.head.text, "shares") and not scene.linked_by("reach"):
        return None
    for index, chunk in enumerate(scene.rest):
        if chunk.tag in {"w", "Q"}:
            return None
        if chunk.text in word_class("taking up"):
            before = phrase_before(scene.rest[index + 1 :], predicated=True)
            if before is None:
                return None
            whole = phrase is not None and ends_with_class(phrase.head.text, "shares")
            return Phrase((*before.chunks, *reversed(scene.rest[: index + 1]))) if whole else before
    return None


def _until_mark(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    return takewhile(lambda chunk: chunk.tag not in {"w", "Q"}, chunks)


def lasting_verb(scene: Scene) -> Phrase | None:
    """What lasted: 连续[奋战]28个小时."""
    near = scene.left[0] if scene.left else None
    return Phrase((near,)) if near and near.tag == "v" and not links().get(near.text) else None


def done_within(scene: Scene) -> Phrase | None:
    """What took so long: 100天[腾退]千家企业."""
    return Phrase((scene.right[0],)) if scene.right and scene.right[0].tag == "v" else None


def clause_topic(scene: Scene) -> Phrase | None:
    """The topic of the clause, where nothing nearer names what is counted: [黄桃]刚摘下30筐."""
    runs: list[Chunk] = []
    if scene.left and (scene.left[0].text == "的" or scene.left[0].text in _MANNER):
        return None
    for chunk in reversed(scene.left):
        if chunk.tag in NOMINAL:
            runs.append(chunk)
        elif runs:
            break
    return Phrase(tuple(runs)) if any(chunk.tag in HEADS for chunk in runs) else None


def verb_itself(scene: Scene) -> Phrase | None:
    """A verb that names the amount where no noun does: 日均[掘进]达9.5米."""
    if not scene.linked_by("average", "reach") or not scene.rest or scene.rest[0].tag != "v":
        return None
    taken = any(table.get(scene.rest[0].text) for table in (changes(), links(), status()))
    return None if taken else Phrase((scene.rest[0],))


def verbal_event(scene: Scene) -> Phrase | None:
    """What was done so many times: 16次[调度推进重大项目]."""
    if (
        scene.quantity.unit not in word_class("times")
        or not scene.right
        or scene.right[0].tag not in {"v", "vd", "vn"}
        or changes().get(scene.right[0].text)
    ):
        return None  # 由4000次[提高]到5000次: no event
    run: list[Chunk] = []
    for chunk in scene.right:
        if chunk.tag not in {"v", "vd", *NOMINAL}:
            break
        run.append(chunk)
    return Phrase(tuple(run))


def verb_object(scene: Scene) -> Phrase | None:
    """The last noun before the amount within the clause, over a verb that is no link: 需要[电池]换30秒."""
    if scene.left and (scene.left[0].text == "的" or scene.left[0].text in _MANNER):
        return None  # 包括司机在内的9人: the amount is itself the head; 以295分夺得
    for index, chunk in enumerate(scene.rest):
        if chunk.tag == "f" and chunk.text in _INSIDE:  # 在平台上被骗8.6万元
            return None
        if chunk.tag in {"w", "Q"} and chunk.text not in {"”", "’", "》"}:
            return None
        if chunk.tag in HEADS:
            return phrase_before(scene.rest[index:])
    return None


def _leads_amount(scene: Scene, phrase: Phrase) -> bool:
    following = next((chunk for chunk in scene.right if chunk.start >= phrase.end), None)
    return following is not None and following.tag == "Q"


def _predicates(quantity: Quantity) -> bool:
    """Whether the amount begins with a word that is a verb to the noun before it: 资金[不少于200万元]."""
    return bool(quantity.approximator) and quantity.span.surface.startswith(
        tuple(word_class("verbal bounds"))
    )


def _flows(chunk: Chunk) -> bool:
    return flows().get(chunk.text) is not None


def without_addition(phrase: Phrase) -> Phrase:
    """新增[绿化面积]: LAC takes 新增 for part of the noun."""
    first = phrase.chunks[0].text
    row, link = changes().get(first), links().get(first)
    leads = (row and row.adds) or (link and link.role == "have")
    return Phrase(phrase.chunks[1:]) if leads and len(phrase.chunks) > 1 else phrase


CONSTRUCTIONS: tuple[Construction, ...] = (
    after_total, clause_topic, counted_modified, counted_noun, counted_relative, done_within, flow_verb,
    handed_property, lasting_verb, linked_noun, measured_modified, property_reached, ranked_noun, rising_flow, share,
    spent_on, topic_noun, verb_itself, verb_object, verbal_event,
)  # fmt: skip
"""All of them, by name: each suggests, none goes before another."""
