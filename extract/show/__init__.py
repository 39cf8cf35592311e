"""A run as one page for a browser: the text with what was found marked in it, the records beside it."""

from extract.show.command import LIMIT, Shown, show
from extract.show.document import document
from extract.show.labels import Language

__all__ = ["LIMIT", "Language", "Shown", "document", "show"]
