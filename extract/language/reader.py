"""From texts to their words: cut into sentences, folded, tagged together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Literal

import numpy as np

from shilu.extract.language.jieba import JiebaTagger
from shilu.extract.language.sentences import sentence_bounds
from shilu.extract.language.states import States
from shilu.extract.language.tagger import LacTagger, TaggedWord, Tagger
from shilu.extract.language.words import Word, Words
from shilu.extract.text import fold

__all__ = ["TaggerName", "WordReader"]

_LONGEST = (
    200  # characters that the tagger sees at once; a longer sentence is cut at a comma, or at all costs
)
_PIECE = re.compile(rf"[^,;:，；：、]{{1,{_LONGEST}}}[,;:，；：、]*|[,;:，；：、]{{1,{_LONGEST}}}")
_BLANK = re.compile(r"\s")
_PART = re.compile(r"\s|[^\s]+")


TaggerName = Literal["lac", "jieba"]
"""`lac` knows names and grammar best; `jieba` is quicker and knows less (extra `fast`)."""


@cache
def _tagger(name: TaggerName) -> Tagger:
    return JiebaTagger() if name == "jieba" else LacTagger()


class WordReader:
    """Reads words with a tagger. With `jieba` the words are Jieba's, its tags put in LAC's terms; raises `ShiluError`
    S109 where that is not installed.

    >>> words = next(WordReader().read(["张三 在北京"]))
    >>> [(word.text, word.tag) for word in words.words]
    [('张三', 'PER'), (' ', 'SP'), ('在', 'p'), ('北京', 'LOC')]
    """

    def __init__(self, tagger: TaggerName = "lac") -> None:
        self._tagged = _tagger(tagger)

    def read(self, texts: Iterable[str]) -> Iterator[Words]:
        """The words of each text. All are tagged together, which is faster and gives the same as one by one.

        Every character is in a word: blanks are words of their own, with the tag `SP`.
        """
        read = [(text, fold(text), tuple(sentence_bounds(text))) for text in texts]
        pieces = [
            [piece for start, end in bounds for piece in _pieces(folded[start:end])]
            for _, folded, bounds in read
        ]
        tagged = iter(self._read([piece for own in pieces for piece in own]))
        for (text, folded, bounds), own in zip(read, pieces, strict=True):
            parts = list(islice(tagged, len(own)))
            known = [states for _, states in parts if states is not None]
            states = np.concatenate(known) if known else None
            yield Words(text, folded, _placed(word for words, _ in parts for word in words), bounds, states)

    def _read(self, sentences: list[str]) -> Iterable[tuple[list[TaggedWord], States | None]]:
        if isinstance(self._tagged, LacTagger):
            return self._tagged.with_states(sentences)
        return ((words, None) for words in self._tagged(sentences))


def _pieces(sentence: str) -> list[str]:
    if len(sentence) <= _LONGEST:
        return [sentence]
    pieces: list[str] = []
    for piece in _PIECE.findall(sentence):
        if pieces and len(pieces[-1]) + len(piece) <= _LONGEST:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _placed(words: Iterable[TaggedWord]) -> list[Word]:
    placed: list[Word] = []
    at = 0
    for text, tag in words:
        if _BLANK.search(text):
            for part in _PART.findall(text):  # blanks stand alone: a tag never covers them
                placed.append(Word(at, at + len(part), part, "SP" if part.isspace() else tag))
                at += len(part)
        else:
            placed.append(Word(at, at + len(text), text, tag))
            at += len(text)
    return placed
