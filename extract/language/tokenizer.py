"""A spaCy tokenizer over LAC: words with tags and sentence starts, all characters kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, islice
from typing import Literal

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from extract.language.jieba import JiebaTagger
from extract.language.sentences import sentence_bounds
from extract.language.tagger import LacTagger, TaggedWord, Tagger
from extract.text import fold

__all__ = ["LacTokenizer", "TaggerName", "create_lac_tokenizer"]

_LONGEST = (
    200  # characters that the tagger sees at once; a longer sentence is cut at a comma, or at all costs
)
_PIECE = re.compile(rf"[^,;:，；：、]{{1,{_LONGEST}}}[,;:，；：、]*|[,;:，；：、]{{1,{_LONGEST}}}")
_BLANK = re.compile(r"\s|[^\s]+")


TaggerName = Literal["lac", "jieba"]
"""`lac` knows names and grammar best; `jieba` is quicker and knows less (extra `fast`)."""


@cache
def _tagger(name: TaggerName) -> Tagger:
    return JiebaTagger() if name == "jieba" else LacTagger()


class LacTokenizer(DummyTokenizer):
    """Makes a `Doc` whose `text` is the text given, to the character: blanks are tokens of their own.

    Sets `token.tag_` to the LAC tag (`SP` for blanks) and `token.is_sent_start`. With the tagger `jieba` the words
    are Jieba's, its tags put in LAC's terms; raises `ShiluError` S109 where that is not installed.
    """

    def __init__(self, vocab: Vocab, *, tagger: TaggerName = "lac") -> None:
        self.vocab = vocab
        self._tagged = _tagger(tagger)

    def __call__(self, text: str) -> Doc:
        """The words of the text."""
        return next(self.pipe([text]))

    def pipe(self, texts: Iterable[str], **_: object) -> Iterator[Doc]:
        """The words of each text. All are tagged together, which is faster and gives the same as one by one.

        Takes the further options that spaCy gives a tokenizer (`batch_size`), and needs none of them.
        """
        texts = list(texts)
        bounds = [list(sentence_bounds(text)) for text in texts]
        sentences = [
            _pieces(folded[start:end])
            for folded, group in zip(map(fold, texts), bounds, strict=True)
            for start, end in group
        ]
        tagged = iter(self._tagged([piece for sentence in sentences for piece in sentence]))
        read = ([next(tagged) for _ in pieces] for pieces in sentences)
        for text, group in zip(texts, bounds, strict=True):
            yield self._doc(text, islice(read, len(group)))

    def _doc(self, text: str, sentences: Iterable[Iterable[list[TaggedWord]]]) -> Doc:
        words: list[str] = []
        tags: list[str] = []
        starts: list[bool | int | None] = []
        offset = 0
        for pieces in sentences:
            first = True
            for word, tag in chain.from_iterable(map(_part_blanks, pieces)):
                words.append(text[offset : offset + len(word)])
                tags.append(tag)
                starts.append(first)
                offset += len(word)
                first = False
        return Doc(self.vocab, words=words, spaces=[False] * len(words), tags=tags, sent_starts=starts)


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


def _part_blanks(words: list[TaggedWord]) -> list[TaggedWord]:
    """Blanks stand alone: a tag never covers them."""
    parted: list[TaggedWord] = []
    for word, tag in words:
        if any(map(str.isspace, word)):
            parted.extend((part, "SP" if part.isspace() else tag) for part in _BLANK.findall(word))
        else:
            parted.append((word, tag))
    return parted


@registry.tokenizers("shilu.LacTokenizer.v1")  # type: ignore[untyped-decorator]  # spaCy gives it no type
def create_lac_tokenizer(tagger: TaggerName = "lac") -> Callable[[Language], LacTokenizer]:
    """The tokenizer for a spaCy configuration: `@tokenizers = "shilu.LacTokenizer.v1"`, `tagger` if not `lac`."""

    def create(nlp: Language) -> LacTokenizer:
        return LacTokenizer(nlp.vocab, tagger=tagger)

    return create
