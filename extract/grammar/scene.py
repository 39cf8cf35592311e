"""What stands around one amount: the words that link it to the left, and what lies beyond them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from shilu.extract.grammar.passage import Chunk, Passage
from shilu.extract.grammar.rows import ChangeWord, changes, links, word_class
from shilu.schemas import Quantity, Time

__all__ = ["Link", "Scene", "find_change", "in_list", "make_scene"]

Label = Literal["change", "level", "average", "base", "source", "reach", "copula", "have", "adverb"]

_COMPARED = frozenset({"比", "较", "同", "与", "高于", "低于"})
_LONGEST_BASE = 8  # chunks between 比 and the verb of change: 比 全省 规模 以上 工业 平均 水平 高


@dataclass(slots=True, unsafe_hash=True)  # as `Chunk`: never changed
class Link:
    """Chunks that stand between an amount and its property, and what they do."""

    label: Label
    chunks: tuple[Chunk, ...]
    rule: str

    @property
    def word(self) -> Chunk:
        """The word that gives the link its name: the farthest chunk of a comparison, else the only one."""
        return self.chunks[-1]


@dataclass(eq=False)
class Scene:
    """One amount in its clause. `left` and `rest` run from the amount outwards; `links` are the words between them
    (已, 达, 增长 …), also outwards; `right` is what follows in the clause; `window` is where the look back ends."""

    passage: Passage
    chunk: Chunk
    quantity: Quantity
    left: tuple[Chunk, ...]
    links: tuple[Link, ...]
    rest: tuple[Chunk, ...]
    right: tuple[Chunk, ...]
    window: int

    @cached_property
    def change(self) -> tuple[ChangeWord, Chunk] | None:
        """The verb of change that the amount belongs to; None where it states the level reached (提高到30%)."""
        for link in self.links:
            if link.label == "level":
                return None
            if link.label == "change":
                row = changes().get(link.word.text)
                return (row, link.word) if row else None
        return None

    @cached_property
    def governing(self) -> dict[tuple[int, int], list[Chunk]]:
        """The verbs that may govern the amount, by the bounds of its item: several constructions ask."""
        return {}

    def linked_by(self, *labels: Label) -> Link | None:
        """The nearest link with one of the labels."""
        return next((link for link in self.links if link.label in labels), None)


def find_change(scene: Scene, within: tuple[int, int] | None) -> ChangeWord | None:
    """The change that an amount states: linked to it (增长5%), or of what was added (新增7名院士、9个实验室).

    `within` is where its item stands: verbs of the item itself (新增[减税降费]) are no verb of the statement.
    """
    if scene.change:
        return scene.change[0]
    if scene.quantity.kind == "multiple" and (row := changes().get(scene.chunk.text[0])):  # 翻一番
        return row
    if scene.linked_by("level") or scene.quantity.kind in {"percent", "multiple"}:
        return None
    for chunk in scene.left:
        row = changes().get(chunk.text)
        if row and row.adds:
            return row
        if within and within[0] <= chunk.start < within[1]:
            continue
        if (chunk.tag == "v" and not links().get(chunk.text)) or chunk.text in {";", "。"}:
            return None
    return None


def in_list(scene: Scene) -> bool:
    """Whether only 、 or 和 parts the amount from the one before: 分别增长5%、7%."""
    for chunk in scene.left:
        if chunk.tag == "Q":
            return True
        if chunk.text not in {"、", "和", "及", "与"}:
            return False
    return False


def make_scene(passage: Passage, chunk: Chunk, quantity: Quantity) -> Scene:
    """Look at an amount from its clause."""
    left, right = passage.around(chunk)
    found: list[Link] = []
    count = 0
    if quantity.kind == "multiple" and (base := _multiplied(left)):
        found.append(base)
        count = len(base.chunks)
    while count < len(left) and (link := _link(left[count:], found)):
        found.append(link)
        count += len(link.chunks)
    return Scene(passage, chunk, quantity, left, tuple(found), left[count:], right, passage.window(chunk))


def _multiplied(left: Sequence[Chunk]) -> Link | None:
    """[是去年的]2.5倍: of what it is a multiple."""
    if not left or left[0].text != "的":
        return None
    for count, chunk in enumerate(left[:_LONGEST_BASE]):
        if chunk.text in {"是", "为", "达", "达到", "相当于"}:
            return Link("base", tuple(left[: count + 1]), "multiple_of")
    return None


def _link(left: Sequence[Chunk], found: Sequence[Link]) -> Link | None:
    """The link that the chunks (nearest first) begin with."""
    one = left[0]
    return (
        _change(one, left, found)
        or _average(one)
        or _each(left)
        or _base(left, found)
        or _origin(left)
        or _word(one)
        or _excess(left, found)
    )


def _change(one: Chunk, left: Sequence[Chunk], found: Sequence[Link]) -> Link | None:
    if any(link.label == "change" for link in found):
        return None
    row = changes().get(one.text)
    if row:
        turned = not row.noun and bool(found) and found[-1].chunks[0].text in word_class("level ends")
        if row.compared and not any(chunk.text in _COMPARED for chunk in left[1:_LONGEST_BASE]):
            return None
        return Link("level" if turned else "change", (one,), changes().rule(row))
    if one.text[-1:] in word_class("level ends") and (row := changes().get(one.text[:-1])):
        return Link("level", (one,), changes().rule(row))
    return None


def _average(one: Chunk) -> Link | None:
    recurs = one.tag == "T" and isinstance(one.mention, Time) and one.mention.type == "recurring"
    if recurs or one.text.startswith("每") or one.text in word_class("averages"):
        return Link("average", (one,), "averages")
    return None


def _each(left: Sequence[Chunk]) -> Link | None:
    """每|千瓦|时: a denominator of several words."""
    for count, chunk in enumerate(left[:4]):
        if chunk.text == "每":
            return Link("average", tuple(left[: count + 1]), "averages")
        if chunk.tag not in {"q", "n", "m"} or (chunk.tag == "n" and len(chunk.text) > 1 and not count):
            return None
    return None


def _base(left: Sequence[Chunk], found: Sequence[Link]) -> Link | None:
    """比去年, 较全省平均水平: what a change is measured against."""
    if not any(link.label == "change" for link in found) or any(link.label == "base" for link in found):
        return None
    for count, chunk in enumerate(left[:_LONGEST_BASE]):
        if chunk.tag in {"w", "Q"}:
            return None
        if chunk.text in _COMPARED:
            return Link("base", tuple(left[: count + 1]), "comparison")
    return None


def _origin(left: Sequence[Chunk]) -> Link | None:
    """由[过去的]180元: from what it changed."""
    if left[0].text != "的":
        return None
    for count, chunk in enumerate(left[1:4], 2):
        if chunk.text in word_class("sources"):
            return Link("source", tuple(left[:count]), "source")
    return None


def _excess(left: Sequence[Chunk], found: Sequence[Link]) -> Link | None:
    """高于全省2个百分点: what stands between the verb and the amount is what it is measured against."""
    if any(link.label in {"change", "level", "reach"} for link in found):
        return None
    for count, chunk in enumerate(left[:_LONGEST_BASE]):
        if chunk.tag in {"w", "Q"}:
            return None
        if count and chunk.text in word_class("exceeding") and (row := changes().get(chunk.text)):
            return Link("change", tuple(left[: count + 1]), changes().rule(row))
    return None


def _word(one: Chunk) -> Link | None:
    row = links().get(one.text)
    if row and not (one.text in {"以", "按"} and one.tag == "p"):
        return Link(row.role, (one,), links().rule(row))
    if one.text in word_class("sources") and one.tag == "p":
        return Link("source", (one,), "source")
    if one.tag in {"d", "u"} and one.text not in {"的", "等"}:
        return Link("adverb", (one,), "adverb")
    return None
