"""Fold width and script, one character to one, so that every offset holds.

Unicode's own normalisation (NFKC) is of no use here: it turns ㎡ into two characters and ½ into three and so
moves all that follows. What is folded here is only for matching; spans show the page as it is.
"""

from __future__ import annotations

import sys
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
    "\ufe50": ",", "\ufe52": ".", "\ufe54": ";", "\ufe55": ":",  # small forms
    "\ufe30": ":",
    "\u2236": ":",  # ratio sign, 1∶2
    "\u2212": "-",  # minus
    "\ufe63": "-",
}  # fmt: skip


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
    return {**_traditional(), **width, **singles}


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
    """The text in half width and simplified script, of the same length.

    >>> fold("銷售４．６８億元，增長２％")
    '销售4.68亿元,增长2%'
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
