"""The words of a document, read at once: iterating over spaCy's tokens one by one costs more than all else here."""

from __future__ import annotations

from typing import NamedTuple

from spacy.tokens import Doc

__all__ = ["Token", "words_of"]


class Token(NamedTuple):
    """A word's place in `doc.text`, end exclusive, and its tag."""

    start: int
    end: int
    tag: str


def words_of(doc: Doc) -> list[Token]:
    """The words of a document of any pipeline, in order; the tag is empty where the pipeline gives none."""
    rows = doc.to_array(["TAG", "LENGTH", "SPACY"]).tolist() if len(doc) else []
    names = {tag: doc.vocab.strings[tag] if tag else "" for tag in {row[0] for row in rows}}
    words, at = [], 0
    for tag, length, blank in rows:
        words.append(Token(at, at + length, names[tag]))
        at += length + blank
    return words
