"""Ranks: what is ranked, and among whom."""

from __future__ import annotations

import re

from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.phrases import Phrase, phrase_before
from shilu.extract.grammar.rows import ranks
from shilu.extract.grammar.scene import Scene

__all__ = ["is_rank_word", "is_scope", "rank_scope", "ranked_noun"]

_BEFORE_RANK = frozenset({"LOC", "d", "s", "f", "v", "p", "u"})
_PRINTED_SCOPE = re.compile(r"^(.{2,8}?)(?:首|第|唯一|之|最|前)")


def is_scope(chunk: Chunk) -> bool:
    """Whether a chunk tells among whom something is ranked: 全省."""
    row = ranks().get(chunk.text)
    return row is not None and row.role == "scope"


def is_rank_word(chunk: Chunk) -> bool:
    """Whether a chunk only leads to a rank: 位居, 进入."""
    row = ranks().get(chunk.text)
    return row is not None and row.role != "scope"


def ranked_noun(scene: Scene) -> Phrase | None:
    """What is ranked: [产量]居全国第二."""
    rest = list(scene.left)
    ranking = next((index for index, one in enumerate(rest) if _places(one)), None)
    if ranking is not None and not any(one.tag == "w" for one in rest[:ranking]):
        rest = rest[ranking:]
    while rest and (is_scope(rest[0]) or rest[0].tag in _BEFORE_RANK or is_rank_word(rest[0])):
        rest.pop(0)
    if rest and rest[0].text == ")":  # 服务能力(CMI)排名第五
        opened = next((index for index, one in enumerate(rest) if one.text == "("), None)
        rest = rest[opened + 1 :] if opened is not None else rest
    return phrase_before(rest) if rest else None


def _places(chunk: Chunk) -> bool:
    row = ranks().get(chunk.text)
    return row is not None and row.role == "verb"


def rank_scope(scene: Scene) -> str | None:
    """Among whom a rank holds, as printed: 居[全省]第五, [全国]首个; None where the clause does not tell."""
    printed = _PRINTED_SCOPE.match(scene.quantity.span.surface)
    if printed:
        return printed[1]
    near = scene.left[0] if scene.left else None
    if near and (is_scope(near) or near.tag == "LOC"):
        return scene.passage.text[near.start : near.end]
    return None
