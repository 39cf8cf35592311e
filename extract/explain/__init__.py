"""How a fact came about, told so that a person can check it against the page."""

from shilu.extract.explain.again import Again, read_again
from shilu.extract.explain.lookup import find_fact
from shilu.extract.explain.report import explain

__all__ = ["Again", "explain", "find_fact", "read_again"]
