"""Names: programmes, platforms, bodies, places and people, each with its type and canonical form."""

from shilu.extract.names.aliases import Aliases, resolve
from shilu.extract.names.finder import explain_names, find_names
from shilu.extract.names.offices import Office, offices, seat

__all__ = ["Aliases", "Office", "explain_names", "find_names", "offices", "resolve", "seat"]
