"""One language for the tests of the names."""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from shilu.extract.language import make_language


@cache
def _language() -> Language:
    return make_language()


def read(text: str) -> Doc:
    return _language()(text)


def read_plainly(text: str) -> Doc:
    """Without what LAC's encoder knows: the finders choose alone."""
    doc = _language()(text)
    doc.user_data.clear()
    return doc
