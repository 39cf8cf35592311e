"""Names: programmes, platforms, bodies, places and people, each with its type and canonical form."""

from extract.names.aliases import Aliases, resolve
from extract.names.finder import explain_names, find_names
from extract.names.offices import Office, offices, seat

__all__ = ["Aliases", "Office", "explain_names", "find_names", "offices", "resolve", "seat"]
