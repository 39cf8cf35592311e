"""A spaCy language whose words are Shilu's."""

from __future__ import annotations

import sys

import spacy
from spacy.language import Language

from shilu.extract.language.reader import TaggerName
from shilu.extract.language.tokenizer import create_lac_tokenizer

__all__ = ["make_language"]


def make_language(*, tagger: TaggerName = "lac") -> Language:
    """A blank Chinese language with our tokenizer: `doc[i].tag_` is the LAC tag, `doc.sents` are the sentences.

    Raises `ShiluError` S109 for the tagger `jieba` where it is not installed.
    """
    nlp = spacy.blank("zh")
    nlp.max_length = sys.maxsize  # spaCy's limit is there for its parser, of which none runs here
    nlp.tokenizer = create_lac_tokenizer(tagger)(nlp)
    return nlp
