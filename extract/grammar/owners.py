"""Whose a thing is: doers, places and pointing words within the phrase that names it."""

from __future__ import annotations

from itertools import islice

from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.phrases import HEADS, Phrase
from shilu.extract.grammar.ranks import is_scope
from shilu.extract.grammar.rows import actors, ends_in, pronouns, word_class
from shilu.extract.grammar.scene import Scene

__all__ = ["acts", "is_agent", "is_doer", "without_owner"]


def without_owner(scene: Scene, phrase: Phrase) -> Phrase:
    """[水稻种植面积] of 大湾乡水稻种植面积, [保质期] of 该产品保质期: whose it is, is told by the subject."""
    chunks = list(phrase.chunks)
    before = list(islice(scene.passage.before(chunks[0]), 2))
    pointed = bool(before) and (
        before[0].text in word_class("deictics")
        or (before[-1].text in word_class("deictics") and before[0].tag == "q")
    )
    if pointed and len(chunks) > 1 and chunks[0].tag == "n":
        chunks.pop(0)
    inner = [place for place, chunk in enumerate(chunks[:-1]) if chunk.tag == "PER" or is_deictic(chunk)]
    if inner:
        chunks = chunks[inner[-1] + 1 :]
    while len(chunks) > 1 and (chunks[0].tag in {"LOC", "ORG", "PER"} or is_deictic(chunks[0])):
        chunks.pop(0)
    return Phrase(tuple(chunks)) if any(chunk.tag in HEADS for chunk in chunks) else phrase


def acts(phrase: Phrase) -> bool:
    """Whether a phrase before a verb tells who does it: [市财政]拨付5600万元."""
    last = phrase.chunks[-1]
    return is_deictic(last) or last.tag in {"LOC", "ORG", "PER"} or is_doer(last)


def is_doer(chunk: Chunk) -> bool:
    """Whether a word is a noun for people or a body, or stands for a name: 农户, 公司."""
    return ends_in(actors(), chunk.text) is not None or pronouns().get(chunk.text) is not None


def is_deictic(chunk: Chunk) -> bool:
    """全县, 该厂, 我们: words that only point to whose it is; 项目 and 社区 may be part of the noun."""
    points = chunk.text[0] in "该我全当咱俺本" or chunk.text[-1] in "里上内"
    return chunk.text in word_class("selves") or (pronouns().get(chunk.text) is not None and points)


def is_place_word(chunk: Chunk) -> bool:
    row = pronouns().get(chunk.text)
    return row is not None and row.types == ("place",)


def is_agent(phrase: Phrase) -> bool:
    """People, organisations, places and 全县 do and have; they are not what an amount is an amount of."""
    last = phrase.chunks[-1]
    return last.tag in {"ORG", "PER", "LOC"} or is_place_word(last) or is_scope(last)
