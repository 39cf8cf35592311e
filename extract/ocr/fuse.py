"""Two readings of a vertical line as one: turned as a whole it keeps figures that lie on their side, character by
character it keeps commas and full stops."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from shilu.extract.layout import print_width

__all__ = ["as_printed", "fused", "is_whole"]

_STOPS = "，。、；：！？（）《》〈〉“”‘’「」『』…—"
_COMMA = re.compile(r"[’'‘`´]+|(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff\d]|$)")
_SPECK = re.compile(r"[°·•\"]+|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff]|$)")
"""What a comma and a full stop look like that lie on their side in the upper corner."""
_STOP = re.compile(r"(?<=[\u4e00-\u9fff%])°")
"""A full stop in the upper corner, as the model sees it now and then: there are no degrees behind Chinese."""
_SURELY, _LACKS = 0.95, 0.6
"""A line that lacks no comma or full stop has as many characters as there is room for, six tenths of one aside."""
_FIGURES = re.compile(r"[\d.%,A-Za-z]+")


def as_printed(turned: str) -> str:
    """The words of a turned line with its commas, and without the specks that full stops become in it.

    >>> as_printed("用上了45间屋子’先修路°")
    '用上了45间屋子，先修路。'
    """
    return _COMMA.sub("，", _SPECK.sub("", _STOP.sub("。", turned)))


def is_whole(turned: str, sure: float, cells: int) -> bool:
    """Whether a turned line lacks nothing: it is read surely, nothing in it is a speck, and it fills its room."""
    text = _COMMA.sub("，", turned)
    return sure > _SURELY and not _SPECK.search(text) and print_width(text) >= cells - _LACKS


def fused(turned: str, row: str) -> str:
    """The words of the turned line with the stops of the other.

    >>> fused("用上了45间屋子’先修路再盖房", "用上了间屋子，先修路。再盖房。")
    '用上了45间屋子，先修路。再盖房。'
    """
    turned, row = as_printed(turned), _STOP.sub("。", row)
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, turned, row, autojunk=False).get_opcodes():
        own = turned[a:b] if kind != "insert" else ""
        stops = "".join(one for one in row[c:d] if one in _STOPS) if kind in ("insert", "replace") else ""
        if stops and any(one in _STOPS for one in turned[max(0, a - 1) : b + 1]):
            stops = ""
        first = _FIGURES.fullmatch(own) is not None or (kind == "replace" and row[c] in _STOPS)
        parts.append(stops + own if first else own + stops)
    return "".join(parts)
