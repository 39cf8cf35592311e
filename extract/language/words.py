"""A text and its words, as the finders of names and facts read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from shilu.extract.language.sentences import sentence_bounds
from shilu.extract.language.states import States
from shilu.extract.text import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["STATES", "TAGGER", "Word", "Words", "words_of"]

STATES = "shilu.states"
"""Where a document of our tokenizer keeps the states of its characters, in `doc.user_data`."""

TAGGER = "shilu.tagger"
"""Where a document of our tokenizer says so, by the name of its tagger, in `doc.user_data`."""


class Word(NamedTuple):
    """A word's place in the text, end exclusive, its characters folded, and its tag."""

    start: int
    end: int
    text: str
    tag: str


class Words(NamedTuple):
    """A text, the same folded, and the bounds of its words and sentences; all in order, in offsets of the text.

    `states` tells what LAC's encoder knows of each character; other taggers give none.
    """

    text: str
    folded: str
    words: Sequence[Word]
    sentences: Sequence[tuple[int, int]]
    states: States | None = None


def words_of(doc: Doc | Words) -> Words:
    """The words of a document of any pipeline; the tag is empty where the pipeline gives none.

    Words are given back as they are: a finder takes either. All are read at once, since iterating over spaCy's tokens
    one by one costs more than all else here.
    """
    if isinstance(doc, Words):
        return doc
    text, folded = doc.text, fold(doc.text)
    rows = doc.to_array(["TAG", "LENGTH", "SPACY"]).tolist() if len(doc) else []
    names = {tag: doc.vocab.strings[tag] if tag else "" for tag in {row[0] for row in rows}}
    words, at = [], 0
    for tag, length, blank in rows:
        words.append(Word(at, at + length, folded[at : at + length], names[tag]))
        at += length + blank
    return Words(text, folded, words, tuple(sentence_bounds(text)), doc.user_data.get(STATES))
