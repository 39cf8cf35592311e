"""What the amount is an amount of: named constructions, tried in a stated order for each kind of amount."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extract.facts.passage import Chunk
from extract.facts.phrases import HEADS, NOMINAL, Phrase, phrase_after, phrase_before, relative_head
from extract.facts.ranks import is_rank_word, is_scope, ranked_noun
from extract.facts.rows import changes, flows, links, nominal_verbs, pronouns, status
from extract.facts.scene import Scene
from schemas import Quantity

__all__ = ["Item", "find_item", "readings"]

_VERBAL_BOUNDS = (
    "超",
    "突破",
    "逾",
    "不少于",
    "不低于",
    "不超过",
    "不足",
    "不到",
    "高于",
    "低于",
    "大于",
    "小于",
    "多于",
    "少于",
    "至少",
    "最多",
)
_PARTS = frozenset(
    {
        *(
            "城区",
            "城镇",
            "城市",
            "乡镇",
            "农村",
            "乡村",
            "市区",
            "县城",
            "镇区",
            "山区",
            "省内",
            "省外",
            "国内",
            "国外",
        ),
        *("境内", "境外", "本地", "外地", "男", "女", "男性", "女性", "男生", "女生", "上半年", "下半年"),
    }
)
_TOTALS = frozenset({"共", "共计", "总计", "合计", "约", "计", "近", ",", "、", "和", "及", "与", "的"})
_SHARES = ("比重", "比例", "占比", "份额")
_JOINTS = frozenset({"、", "和", "及", "与", "并", "且", ",", "以及"})


@dataclass(frozen=True, slots=True)
class Item:
    """Offsets of what is counted or measured, and the construction that found it."""

    start: int
    end: int
    rule: str


_VERBAL = frozenset({"次", "回", "趟", "遍", "番", "度", "轮"})

_LEVELS = frozenset({"大关", "关口", "关", "门槛", "台阶", "新台阶", "水平", "规模", "高位"})
"""Nouns that only name the level which an amount reaches: 突破3亿元大关. What reaches it stands before."""

Construction = Callable[[Scene], Phrase | None]


def counted_noun(scene: Scene) -> Phrase | None:
    """The noun after a classifier: 86座[书屋]; 三个全新的[车棚]."""
    phrase = phrase_after(scene.right)
    if not phrase or (scene.right[0].tag in {"f", "s"} and len(phrase.chunks) == 1):
        return None
    if len(phrase.chunks) == 1 and phrase.chunks[0].text in _LEVELS:
        return None
    following = scene.right[len(phrase.chunks)].text if len(scene.right) > len(phrase.chunks) else ""
    if following == "的" and phrase.chunks[-1].tag in {"a", "f", "ad"}:
        return relative_head(scene.right[len(phrase.chunks) :]) or phrase
    return phrase if any(chunk.tag in HEADS for chunk in phrase.chunks) else None


def counted_relative(scene: Scene) -> Phrase | None:
    """The noun after a clause with 的: 40名有劳动能力的[残疾人]; 20个建成投用的[项目]."""
    if not scene.right or scene.right[0].tag not in {"v", "p", "r", "a", "d", "vd", "ad"}:
        return None
    return relative_head(scene.right)


def counted_modified(scene: Scene) -> Phrase | None:
    """A noun with a verb before it as its modifier: 5名[返乡创业青年]."""
    if not scene.right or scene.right[0].tag not in {"v", "ad", "vd"}:
        return None
    return phrase_after(scene.right, verbs=True)


def measured_modified(scene: Scene) -> Phrase | None:
    """The noun that a measure modifies with 的: 870平方米的[大厅]."""
    if not scene.right or scene.right[0].text != "的":
        return None
    return phrase_after(scene.right[1:], verbs=True)


def after_total(scene: Scene) -> Phrase | None:
    """The noun behind a second amount of the same things: 八类共3120个[设备]; 11大类68项[事项]."""
    for index, chunk in enumerate(scene.right):
        if chunk.tag == "Q":
            return phrase_after(scene.right[index + 1 :]) if chunk.text[-1:] not in "%元" else None
        if chunk.text not in _TOTALS:
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
    if phrase is None or _is_agent(phrase):
        return None
    return phrase


def flow_verb(scene: Scene) -> Phrase | None:
    """A verb that names the amount, with the nouns before it: [农产品销售]2.4亿元; [占地]50亩."""
    near = scene.left[0] if scene.left else None
    if near is None or near.tag not in {"v", "vn", "vd", "a"} or not _flows(near):
        return None
    before = phrase_before(scene.left[1:])
    return Phrase((*before.chunks, near)) if before else Phrase((near,))


def linked_noun(scene: Scene) -> Phrase | None:
    """The noun beyond the linking words: [种植面积]达到800亩; [生产效率]提高30%."""
    verbal = bool(scene.rest) and (_flows(scene.rest[0]) or bool(scene.change))
    predicated = scene.linked_by("change", "level", "reach", "copula", "source") is not None
    return phrase_before(scene.rest, verbal=verbal, predicated=predicated)


def property_reached(scene: Scene) -> Phrase | None:
    """A property with its value before what it is a property of: [坡度]达到45度的山坡."""
    return phrase_before(scene.rest, predicated=True) if scene.linked_by("reach") else None


def share(scene: Scene) -> Phrase | None:
    """A share with its whole: [第三产业增加值占地区生产总值比重]达52%."""
    phrase = phrase_before(scene.rest)
    if phrase and not phrase.head.text.endswith(_SHARES) and not scene.linked_by("reach"):
        return None
    for index, chunk in enumerate(scene.rest):
        if chunk.tag in {"w", "Q"}:
            return None
        if chunk.text in {"占", "约占", "占到"}:
            before = phrase_before(scene.rest[index + 1 :], predicated=True)
            if before is None:
                return None
            whole = phrase is not None and phrase.head.text.endswith(_SHARES)
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
    if scene.left and scene.left[0].text == "的":
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
    if scene.quantity.unit not in _VERBAL or not scene.right or scene.right[0].tag not in {"v", "vd", "vn"}:
        return None
    run: list[Chunk] = []
    for chunk in scene.right:
        if chunk.tag not in {"v", "vd", *NOMINAL}:
            break
        run.append(chunk)
    return Phrase(tuple(run))


def verb_object(scene: Scene) -> Phrase | None:
    """The last noun before the amount within the clause, over a verb that is no link: 需要[电池]换30秒."""
    if scene.left and scene.left[0].text == "的":  # 包括司机在内的9人: the amount is itself the head
        return None
    for index, chunk in enumerate(scene.rest):
        if chunk.tag in {"w", "Q"} and chunk.text not in {"”", "’", "》"}:
            return None
        if chunk.tag in HEADS:
            return phrase_before(scene.rest[index:])
    return None


_COUNT: tuple[Construction, ...] = (
    after_total, counted_noun, measured_modified, topic_noun, verbal_event, counted_relative, linked_noun,
    counted_modified, verb_object, clause_topic,
)  # fmt: skip
_DURATION: tuple[Construction, ...] = (
    measured_modified, topic_noun, lasting_verb, linked_noun, done_within, verb_object, verb_itself,
)  # fmt: skip
_MEASURE: tuple[Construction, ...] = (
    flow_verb, topic_noun, property_reached, measured_modified, counted_noun, linked_noun, counted_relative,
    counted_modified, verb_object, verb_itself, clause_topic,
)  # fmt: skip
_SHARE: tuple[Construction, ...] = (
    share, linked_noun, measured_modified, counted_noun, counted_relative, verb_object, clause_topic,
)  # fmt: skip
_RANK: tuple[Construction, ...] = (ranked_noun, counted_noun, counted_relative, counted_modified, linked_noun)

_RIGHTWARD = frozenset(
    {counted_noun, counted_relative, counted_modified, measured_modified, after_total, done_within}
)
_ORDER: dict[str, tuple[Construction, ...]] = {
    "count": _COUNT, "duration": _DURATION, "percent": _SHARE, "multiple": _SHARE, "rank": _RANK,
}  # fmt: skip


def find_item(scene: Scene, previous: Item | None, respective: Phrase | None) -> Item | None:
    """The item of an amount.

    `previous` is the item of the amount before it in the sentence, which it shares where it has none of its own;
    `respective` is its own member of a list paired by 分别.
    """
    if respective:
        return Item(respective.start, respective.end, "respective")
    if previous and (_continues(scene) or _parts(scene)):
        return Item(previous.start, previous.end, "shared_item")
    for construction in _ordered(scene):
        phrase = construction(scene)
        if phrase and all(map(is_rank_word, phrase.chunks)):
            continue
        if phrase and (construction in _RIGHTWARD or not _is_agent(phrase) or _is_built(scene, phrase)):
            phrase = _without_owner(_without_addition(phrase))
            return Item(phrase.start, phrase.end, _rule(construction, phrase))
    return Item(previous.start, previous.end, "shared_item") if previous else None


def readings(scene: Scene) -> Iterator[tuple[str, Phrase | None]]:
    """What each construction would give, by its name, in the order in which `find_item` tries them."""
    return ((construction.__name__, construction(scene)) for construction in _ordered(scene))


def _without_owner(phrase: Phrase) -> Phrase:
    """[水稻种植面积] of 大湾乡水稻种植面积: whose it is, is told by the subject."""
    chunks = list(phrase.chunks)
    while len(chunks) > 1 and (chunks[0].tag in {"LOC", "ORG", "PER"} or _is_place_word(chunks[0])):
        chunks.pop(0)
    return Phrase(tuple(chunks)) if any(chunk.tag in HEADS for chunk in chunks) else phrase


def _is_place_word(chunk: Chunk) -> bool:
    row = pronouns().get(chunk.text)
    return row is not None and row.types == ("place",)


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
    if quantity.kind == "rank" and (quantity.unit or not scene.left):
        return (counted_noun, counted_relative, *order)
    return order


def _continues(scene: Scene) -> bool:
    """Nothing but links stands between this amount and the one before: 3万亿元、年均增长4.7%; 26.7%提高到52.1%."""
    for chunk in scene.rest:
        if chunk.tag == "Q":
            return not _own_noun(scene)
        if chunk.text not in _JOINTS:
            return False
    return bool(scene.links) and not _own_noun(scene) and scene.linked_by("change", "level") is not None


def _parts(scene: Scene) -> bool:
    """A part of what was counted before, told by where it is: 公厕57座，其中[城区]32座、[乡镇]25座."""
    if scene.quantity.kind != "count" or not scene.left or scene.left[0].text not in _PARTS:
        return False
    return not scene.right or scene.right[0].tag not in HEADS


def _own_noun(scene: Scene) -> bool:
    return scene.quantity.kind == "count" and bool(scene.right) and scene.right[0].tag in HEADS


def _predicates(quantity: Quantity) -> bool:
    """Whether the amount begins with a word that is a verb to the noun before it: 资金[不少于200万元]."""
    return bool(quantity.approximator) and quantity.span.surface.startswith(_VERBAL_BOUNDS)


def _is_built(scene: Scene, phrase: Phrase) -> bool:
    """建成[加氢站]100座: what the tagger takes for a place is counted, if a verb stands right before it."""
    if scene.quantity.kind != "count" or scene.links or phrase.chunks[-1].tag != "LOC":
        return False
    index = len(phrase.chunks)
    return index < len(scene.left) and scene.left[index].tag == "v"


def _is_agent(phrase: Phrase) -> bool:
    """People, organisations, places and 全县 do and have; they are not what an amount is an amount of."""
    last = phrase.chunks[-1]
    return last.tag in {"ORG", "PER", "LOC"} or _is_place_word(last) or is_scope(last)


def _flows(chunk: Chunk) -> bool:
    return flows().get(chunk.text) is not None
