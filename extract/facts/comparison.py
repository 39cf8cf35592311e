"""Against what an amount is set: the base of a change, the level from which it came, the sides of a ratio."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import takewhile

from shilu.extract.grammar.found import Found
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.phrases import HEADS
from shilu.extract.grammar.rows import ratios, word_class
from shilu.extract.grammar.scene import Scene

__all__ = ["BASES", "find_sides"]

_COMPARES = frozenset({"比", "较", "同", "与", "和", "跟"})
_AND = frozenset({"与", "和", "及", "、", "同", "跟", "对"})
_OF_RATIO = ("之比", "比例", "比重", "比率", "比值", "比")
"""What the names of ratios end in, the longest first."""

Construction = Callable[[Scene], Found | None]


def from_level(scene: Scene) -> Found | None:
    """由[20%]提高到30%: the level that it came from."""
    if not scene.linked_by("level"):
        return None
    for place, chunk in enumerate(scene.rest):
        if chunk.tag == "w":
            return None
        if chunk.tag == "Q":
            sources = (one for one in scene.rest[place + 1 : place + 5])
            led = any(one.text in word_class("sources") for one in sources)
            return Found(chunk.start, chunk.end, "from_level") if led else None
    return None


def compared_with(scene: Scene) -> Found | None:
    """比[去年]增长5%, [去年]的2.3倍."""
    link = scene.linked_by("base")
    if link is None:
        return None
    words = [chunk for chunk in link.chunks[:-1] if chunk.text != "的" and chunk.tag != "d"]
    return Found(words[-1].start, words[0].end, "compared_with") if words else None


def same_term(scene: Scene) -> Found | None:
    """[同比]增长5%, also before a list: [同比]分别增长5%、7%."""
    for chunk in takewhile(lambda one: one.tag != "w" or one.text == "、", scene.left):
        if chunk.text in word_class("same term"):
            return Found(chunk.start, chunk.end, "same_term")
    return None


def clause_before(scene: Scene) -> Found | None:
    """与[去年同期]相比，产量增长5%: a clause of its own."""
    clauses = scene.passage.clauses_of_sentence[scene.chunk.sentence]
    for number in (one for one in reversed(clauses) if one < scene.chunk.clause):
        words = [chunk for chunk in scene.passage.by_clause[number] if chunk.tag != "w"]
        if len(words) >= 2 and words[0].text in _COMPARES and words[-1].text in word_class("comparison ends"):
            return Found(words[1].start, words[-2].end, "clause_before") if len(words) > 2 else None
        if any(chunk.tag in {"v", "Q"} for chunk in words):
            return None
    return None


BASES: tuple[Construction, ...] = (from_level, compared_with, same_term, clause_before)
"""All of them; each suggests."""


def find_sides(scene: Scene, item: Found | None) -> tuple[str, ...]:
    """The sides of a ratio in the order of its terms, as far as its name tells them: 城乡收入比, 硕士与博士之比.

    Empty where their number is not that of the terms.
    """
    if item is None:
        return ()
    count = len(scene.quantity.terms)
    chunks = _with_list(scene, item)
    near = list(takewhile(lambda chunk: chunk.tag not in {"w", "Q"}, scene.left))
    text = "".join(chunk.text for chunk in reversed(near))
    for surface in re.findall(ratios().pattern, text):
        row = ratios().get(surface)
        if row and len(row.sides) == count:
            return row.sides
    return _sides_listed(chunks, count)


def _with_list(scene: Scene, item: Found) -> list[Chunk]:
    """The chunks of an item and of the list that leads to it: [硕士与]博士比例."""
    chunks = list(scene.passage.chunks_between(item.start, item.end))
    for chunk in scene.passage.before(chunks[0]) if chunks else ():  # none begins in an item within one
        if chunk.text not in _AND | {"的", "之"} and chunk.tag not in HEADS:
            break
        chunks.insert(0, chunk)
    return chunks


def _sides_listed(chunks: Sequence[Chunk], count: int) -> tuple[str, ...]:
    """The members of a list that ends in a word for a ratio."""
    sides: list[str] = [""]
    for chunk in chunks:
        if chunk.text in _AND:
            sides.append("")
        else:
            sides[-1] += chunk.text
    ending = next((one for one in _OF_RATIO if sides[-1].endswith(one)), "")
    sides[-1] = sides[-1].removesuffix(ending).removesuffix("的")
    return tuple(sides) if len(sides) == count and all(sides) else ()
