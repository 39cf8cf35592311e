"""Words, tags, sentences and clauses: the spaCy language that the later stages read."""

from extract.language.clauses import clause_bounds, mark_clauses
from extract.language.jieba import JiebaTagger
from extract.language.pipeline import make_language
from extract.language.reader import TaggerName, WordReader
from extract.language.sentences import sentence_bounds
from extract.language.tagger import LacTagger
from extract.language.tokenizer import LacTokenizer
from extract.language.words import Token, Words, words_of

__all__ = [
    "JiebaTagger", "LacTagger", "LacTokenizer", "TaggerName", "Token", "WordReader", "Words", "clause_bounds",
    "make_language", "mark_clauses", "sentence_bounds", "words_of",
]  # fmt: skip
