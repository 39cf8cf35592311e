"""The spaCy language that Shilu reads with."""

from __future__ import annotations

import spacy
from spacy.language import Language

from extract.language import tokenizer

__all__ = ["make_language"]


def make_language() -> Language:
    """A blank Chinese language with our tokenizer: `doc[i].tag_` is the LAC tag, `doc.sents` are the sentences."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = tokenizer.create_lac_tokenizer()(nlp)
    return nlp
