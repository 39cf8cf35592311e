"""One language for the tests of the names."""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from shilu.extract.language import make_language


@cache
def _language() -> Language:
    return make_language()


def read(text: str) -> Doc:
    """Without what LAC's encoder knows, so that the finders choose alone: what their tables and shapes promise."""
    doc = read_learned(text)
    doc.user_data.clear()
    return doc


def read_learned(text: str) -> Doc:
    """As pages are read: what was learned from marked pages chooses among what the finders suggest."""
    return _language()(text)
