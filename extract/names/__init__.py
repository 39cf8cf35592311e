"""Names: programmes, platforms, bodies, places and people, each with its type and canonical form."""

from shilu.extract.names.aliases import Aliases, resolve
from shilu.extract.names.finder import explain_names, find_names
from shilu.extract.names.offices import Office, offices, seat
from shilu.extract.names.own import OwnWord, OwnWords, read_words

__all__ = [
    "Aliases", "Office", "OwnWord", "OwnWords", "explain_names", "find_names", "offices", "read_words", "resolve",
    "seat",
]  # fmt: skip
