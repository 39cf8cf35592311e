"""A run as one page for a browser: the text with what was found marked in it, the records beside it."""

from shilu.extract.show.command import LIMIT, Shown, show
from shilu.extract.show.document import GENERATOR, document
from shilu.extract.show.labels import Language

__all__ = ["GENERATOR", "LIMIT", "Language", "Shown", "document", "show"]
