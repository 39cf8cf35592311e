"""Fold width, script and presentation forms, one character to one, so that every offset holds.

Unicode's own normalisation (NFKC) is of no use here: it turns ㎡ into two characters and ½ into three and so
moves all that follows. What is folded here is only for matching; spans show the page as it is.
"""

from __future__ import annotations

import sys
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if (
    TYPE_CHECKING
):  # at run time where an array is made: the process that leads a run folds nothing that is long
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["code_points", "fold", "traditional_share"]

_FULL_WIDTH_FIRST, _FULL_WIDTH_LAST, _TO_HALF = 0xFF01, 0xFF5E, 0xFEE0
_HAN_FIRST, _HAN_LAST = 0x4E00, 0x9FFF
_LONG = 40
"""Characters from which on folding a text as an array is the quicker way, for a long one thirty times over."""

_SINGLES = {
    "\u3000": " ",  # ideographic space
    "\u00a0": " ",  # no-break space
    "\u2009": " ",  # thin space, as in 1 000
    "\u202f": " ",  # narrow no-break space
    "\ufe30": ":",
    "\u2236": ":",  # ratio sign, 1∶2
    "\u2212": "-", "\u2010": "-", "\u2011": "-",  # minus, hyphens
    "\u223c": "~", "\u301c": "~",  # tilde operator and wave dash, as converters put them for ～
    "\u2215": "/", "\u2044": "/",  # division and fraction slash
    "\u2027": "·", "\u30fb": "·", "\uff65": "·", "\u22c5": "·", "\u2219": "·", "\u16eb": "·",  # dots in names
    **dict.fromkeys("│┃║┆┊├┤┼┬┴┌┐└┘┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬", "|"),  # frames of tables
    "\uffe0": "¢", "\uffe1": "£", "\uffe6": "₩",  # signs of money in full width
    "\u9980": "余",  # 馀, which simplified print uses for 余 too
}  # fmt: skip

# Presentation forms that Unicode calls the same character: Kangxi radicals (⽉), compatibility ideographs (金), small
# and vertical forms (﹪, ︵). PDF files and their converters leave them in the place of the ordinary characters.
_SAME = ((0x2F00, 0x2FD5), (0xF900, 0xFAD9), (0xFE30, 0xFE6B), (0x2F800, 0x2FA1D))

# Characters of the radicals supplement that are words of their own; Unicode lists what they equal
# (EquivalentUnifiedIdeograph.txt) but does not normalise them.
_RADICALS = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻱⻳",
        "母民虎西见角贝车长门青页风飞马骨鬼鱼鸟麦黄齐齿龙龟龟",
        strict=True,
    )
)


@cache
def _traditional() -> dict[int, int]:
    lines = (
        resources.files("shilu.extract.text")
        .joinpath("traditional.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {ord(old): ord(new) for old, new in pairs}


@cache
def _folding() -> dict[int, int]:
    width = {code: code - _TO_HALF for code in range(_FULL_WIDTH_FIRST, _FULL_WIDTH_LAST + 1)}
    singles = {ord(old): ord(new) for old, new in _SINGLES.items()}
    same = _same()
    same |= {code: _traditional().get(new, new) for code, new in same.items()}
    return {**_traditional(), **width, **same, **singles}


def _same() -> dict[int, int]:
    """The one character that each presentation form stands for; forms that stand for several are left as they are."""
    found = {ord(old): ord(new) for old, new in _RADICALS.items()}
    for first, last in _SAME:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != " ":
                found[code] = ord(plain)
    return found


@cache
def _folded_codes() -> NDArray[np.uint32]:
    """The folded code point of every code point: a text is folded by one look-up for all of its characters."""
    import numpy as np

    codes = np.arange(sys.maxunicode + 1, dtype="<u4")
    for old, new in _folding().items():
        codes[old] = new
    return codes


@cache
def _is_traditional() -> NDArray[np.bool_]:
    """For every code point, whether only traditional script has it."""
    import numpy as np

    marked = np.zeros(sys.maxunicode + 1, dtype=np.bool_)
    marked[list(_traditional())] = True
    return marked


def code_points(text: str) -> NDArray[np.uint32]:
    """The code point of every character, half surrogate pairs too.

    >>> code_points("县ab").tolist()
    [21439, 97, 98]
    """
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def fold(text: str) -> str:
    """The text in half width and simplified script, of the same length, presentation forms (⽉) as what they print.

    >>> fold("銷售４．６８億元，增長２％")
    '销售4.68亿元,增长2%'
    >>> fold("│柳湾┃96│")
    '|柳湾|96|'
    """
    if len(text) < _LONG:
        return text.translate(_folding())
    return _folded_codes()[code_points(text)].tobytes().decode("utf-32-le", "surrogatepass")


def traditional_share(text: str) -> float:
    """Share of the Chinese characters of the text that only traditional script has, between 0 and 1."""
    import numpy as np

    codes = code_points(text)
    han = np.count_nonzero((codes >= _HAN_FIRST) & (codes <= _HAN_LAST))
    return np.count_nonzero(_is_traditional()[codes]) / han if han else 0.0
