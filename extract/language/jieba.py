"""The fast tagger: Jieba's words and tags (in Rust, by `rjieba`), put in LAC's terms.

Jieba looks words up in a dictionary and guesses the rest with a hidden Markov model; it sees no context. That is
many times as fast as LAC and knows fewer people, places and organisations, and verbs from nouns less well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from shilu.extract.extras import missing
from shilu.extract.language.tagger import TaggedWord
from shilu.extract.lexicon import load_table
from shilu.schemas import Row

__all__ = ["JiebaTag", "JiebaTagger", "jieba_tags"]


class JiebaTag(Row):
    """Tags of Jieba (its surfaces) that stand for one of LAC's."""

    tag: str


@cache
def jieba_tags() -> Mapping[str, str]:
    """LAC's tag for each of Jieba's."""
    table = load_table("shilu.extract.language", "jieba_tags.toml", JiebaTag)
    return {surface: row.tag for row in table for surface in row.surfaces}


class JiebaTagger:
    """Jieba's lexical analysis with LAC's tags. Raises `ShiluError` S109 where `rjieba` is not installed.

    >>> JiebaTagger()(["张家港市有书屋"])
    [[('张家港市', 'LOC'), ('有', 'v'), ('书屋', 'n')]]
    """

    def __init__(self) -> None:
        try:
            import rjieba
        except ImportError as error:
            raise missing("rjieba", extra="fast", what="the fast tagger") from error
        self._tag = rjieba.tag

    def __call__(self, sentences: Sequence[str]) -> list[list[TaggedWord]]:
        """Words and tags of each sentence, in order. The words of a sentence join to the sentence again."""
        tags = jieba_tags()
        return [
            [(word, _mark(word) if tag == "x" else tags.get(tag, "n")) for word, tag in self._tag(sentence)]
            for sentence in sentences
        ]


def _mark(word: str) -> str:
    """What Jieba calls unknown is punctuation, or letters of a word that its dictionary lacks."""
    return "nz" if word.isalnum() else "w"
