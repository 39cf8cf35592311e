"""The user's own names and words: a table of them, read and checked, and what it says of a page."""

from shilu.extract.names.own.apply import with_own
from shilu.extract.names.own.table import read_words
from shilu.extract.names.own.vocabulary import OwnWord, OwnWords

__all__ = ["OwnWord", "OwnWords", "read_words", "with_own"]
