"""Words, tags and sentences, which the later stages read; a spaCy language that makes documents of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shilu.extract.language.jieba import JiebaTagger
from shilu.extract.language.reader import TaggerName, WordReader
from shilu.extract.language.sentences import sentence_bounds
from shilu.extract.language.states import States
from shilu.extract.language.tagger import LacTagger
from shilu.extract.language.words import Word, Words, words_of

if TYPE_CHECKING:
    from shilu.extract.language.pipeline import make_language
    from shilu.extract.language.tokenizer import LacTokenizer

__all__ = [
    "JiebaTagger", "LacTagger", "LacTokenizer", "States", "TaggerName", "Word", "WordReader", "Words",
    "make_language", "sentence_bounds", "words_of",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load spaCy only for those who want its documents: importing it takes longer and fills more than all else here."""
    if name == "LacTokenizer":
        from shilu.extract.language.tokenizer import LacTokenizer

        return LacTokenizer
    if name == "make_language":
        from shilu.extract.language.pipeline import make_language

        return make_language
    raise AttributeError(f"module 'shilu.extract.language' has no attribute {name!r}")
