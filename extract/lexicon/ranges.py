"""What joins the two ends of a range, of times as of amounts: 至, 到 and the dashes, in folded text."""

from __future__ import annotations

from shilu.extract.lexicon.table import load_table
from shilu.schemas import Row

__all__ = ["JOINERS", "JOINT"]

_BY_ID = {row.id: "".join(row.surfaces) for row in load_table("shilu.extract.lexicon", "ranges.toml", Row)}

JOINERS = _BY_ID["dashes"] + _BY_ID["words"]
"""Every character that joins, the hyphen first, so that it may stand in a class of an expression."""

JOINT = f"(?:{'|'.join(f'{dash}{{1,2}}' for dash in _BY_ID['dashes'])}|[{_BY_ID['words']}])"
"""A regular expression for what joins: one of them, or a dash that is printed as two (——). Of two unlike ones
the second is a sign: -20~-25℃."""
