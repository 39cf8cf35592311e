"""Two readings of a vertical line as one: turned as a whole it keeps figures that lie on their side, character by
character it keeps commas and full stops."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

__all__ = ["fused"]

_STOPS = "，。、；：！？（）《》〈〉“”‘’「」『』…—"
_COMMA = re.compile(r"[’'‘`´]+|(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff\d]|$)")
_SPECK = re.compile(r"[°·•\"]+|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff]|$)")
"""What a comma and a full stop look like that lie on their side in the upper corner."""
_FIGURES = re.compile(r"[\d.%,A-Za-z]+")


def fused(turned: str, row: str) -> str:
    """The words of the turned line with the stops of the other.

    >>> fused("用上了45间屋子’先修路再盖房", "用上了间屋子，先修路。再盖房。")
    '用上了45间屋子，先修路。再盖房。'
    """
    turned = _COMMA.sub("，", _SPECK.sub("", turned))
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, turned, row, autojunk=False).get_opcodes():
        own = turned[a:b] if kind != "insert" else ""
        stops = "".join(one for one in row[c:d] if one in _STOPS) if kind in ("insert", "replace") else ""
        if stops and any(one in _STOPS for one in turned[max(0, a - 1) : b + 1]):
            stops = ""
        first = _FIGURES.fullmatch(own) is not None or (kind == "replace" and row[c] in _STOPS)
        parts.append(stops + own if first else own + stops)
    return "".join(parts)
