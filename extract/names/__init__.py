"""Names: programmes, platforms, bodies, places and people, each with its type and canonical form."""

from extract.names.aliases import Aliases, resolve
from extract.names.finder import explain_names, find_names
from extract.names.offices import Office, offices, seat
from extract.names.register import Entry, build_register, write_register

__all__ = [
    "Aliases", "Entry", "Office", "build_register", "explain_names", "find_names", "offices", "resolve", "seat",
    "write_register",
]  # fmt: skip
