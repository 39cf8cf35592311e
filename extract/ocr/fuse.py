"""Two readings of a vertical line as one: turned as a whole it keeps figures that lie on their side, character by
character it keeps commas and full stops."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

__all__ = ["fused"]

_STOPS = "，。、；：！？（）《》〈〉“”‘’「」『』…—"
_FALSE_STOP = re.compile(r"[’'‘`´°·•\"]+|(?<=[\u4e00-\u9fff])[,.](?=[\u4e00-\u9fff]|$)")


def fused(turned: str, row: str) -> str:
    """The words of the turned line with the stops of the other.

    >>> fused("用上了45间屋子’先修路再盖房", "用上了间屋子，先修路。再盖房。")
    '用上了45间屋子，先修路。再盖房。'
    """
    turned = _FALSE_STOP.sub("", turned)
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, turned, row, autojunk=False).get_opcodes():
        if kind != "insert":
            parts.append(turned[a:b])
        if kind in ("insert", "replace"):
            stops = "".join(character for character in row[c:d] if character in _STOPS)
            parts.append(stops if kind == "insert" or (stops and row[d - 1] in _STOPS) else "")
    return "".join(parts)
