"""Names: programmes, platforms, bodies, places and people, each with its type and canonical form."""

from extract.names.aliases import Aliases, resolve
from extract.names.finder import explain_names, find_names

__all__ = ["Aliases", "explain_names", "find_names", "resolve"]
