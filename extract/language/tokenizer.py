"""A spaCy tokenizer over LAC: words with tags and sentence starts, all characters kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer, registry
from spacy.vocab import Vocab

from extract.language.sentences import sentence_bounds
from extract.language.tagger import LacTagger, TaggedWord
from extract.text import fold

__all__ = ["LacTokenizer", "create_lac_tokenizer"]

_LONGEST = (
    200  # characters that the tagger sees at once; a longer sentence is cut at a comma, or at all costs
)
_PIECE = re.compile(rf"[^,;:，；：、]{{1,{_LONGEST}}}[,;:，；：、]*|[,;:，；：、]{{1,{_LONGEST}}}")
_BLANK = re.compile(r"\s|[^\s]+")


@cache
def _tagger() -> LacTagger:
    return LacTagger()


class LacTokenizer(DummyTokenizer):
    """Makes a `Doc` whose `text` is the text given, to the character: blanks are tokens of their own.

    Sets `token.tag_` to the LAC tag (`SP` for blanks) and `token.is_sent_start`.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The words of the text."""
        words: list[str] = []
        tags: list[str] = []
        starts: list[bool | int | None] = []
        folded = fold(text)
        bounds = list(sentence_bounds(text))
        for start, tagged in zip(bounds, self._tag(folded, bounds), strict=True):
            offset = start[0]
            for number, (word, tag) in enumerate(tagged):
                words.append(text[offset : offset + len(word)])
                tags.append(tag)
                starts.append(number == 0)
                offset += len(word)
        return Doc(self.vocab, words=words, spaces=[False] * len(words), tags=tags, sent_starts=starts)

    def _tag(self, folded: str, bounds: list[tuple[int, int]]) -> list[list[TaggedWord]]:
        pieces = [_pieces(folded[start:end]) for start, end in bounds]
        tagged = iter(_tagger()([piece for group in pieces for piece in group]))
        return [[word for piece in group for word in _part_blanks(next(tagged))] for group in pieces]


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
def create_lac_tokenizer() -> Callable[[Language], LacTokenizer]:
    """The tokenizer for a spaCy configuration: `@tokenizers = "shilu.LacTokenizer.v1"`."""

    def create(nlp: Language) -> LacTokenizer:
        return LacTokenizer(nlp.vocab)

    return create
