"""A spaCy language whose words are Shilu's."""

from __future__ import annotations

import sys

import spacy
from spacy.language import Language

from shilu.extract.language.reader import TaggerName
from shilu.extract.language.tokenizer import LAC_TOKENIZER

__all__ = ["make_language"]


def make_language(*, tagger: TaggerName = "lac") -> Language:
    """A blank Chinese language with our tokenizer: `doc[i].tag_` is the LAC tag, `doc.sents` are the sentences.

    Raises `ShiluError` S109 for the tagger `jieba` where it is not installed.
    """
    tokenizer = {
        "@tokenizers": LAC_TOKENIZER,
        "tagger": tagger,
    }  # in the configuration, so that `nlp.to_disk` keeps it
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": tokenizer}})
    nlp.max_length = sys.maxsize  # spaCy's limit is there for its parser, of which none runs here
    return nlp
