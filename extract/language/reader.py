"""From texts to their words: cut into sentences, folded, tagged together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from itertools import accumulate, chain, islice
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
        self.tagger: TaggerName = tagger
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
            yield Words(text, folded, _placed(words for words, _ in parts), bounds, states)

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


def _placed(parts: Iterable[list[TaggedWord]]) -> list[Word]:
    """The words of a text, from those of its sentences."""
    words = list(chain.from_iterable(parts))
    if not words:
        return []
    texts, tags = zip(*words, strict=True)
    ends = list(accumulate(map(len, texts)))
    placed = list(map(_word, zip([0, *ends[:-1]], ends, texts, tags, strict=True)))
    if _BLANK.search("".join(texts)):
        return list(chain.from_iterable(map(_without_blanks, placed)))
    return placed


_word = partial(tuple.__new__, Word)
"""`Word._make`, without a call of Python: there is a word for every two characters."""


def _without_blanks(word: Word) -> Iterable[Word]:
    """A word parted at its blanks, which stand alone: a tag never covers them."""
    if not _BLANK.search(word.text):
        return (word,)
    return [
        Word(
            word.start + part.start(),
            word.start + part.end(),
            part[0],
            "SP" if part[0].isspace() else word.tag,
        )
        for part in _PART.finditer(word.text)
    ]
