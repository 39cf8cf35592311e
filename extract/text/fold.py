"""Fold width and script, one character to one, so that every offset holds.

Unicode's own normalisation (NFKC) is of no use here: it turns ㎡ into two characters and ½ into three and so
moves all that follows. What is folded here is only for matching; spans show the page as it is.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

__all__ = ["fold", "traditional_share"]

_FULL_WIDTH_FIRST, _FULL_WIDTH_LAST, _TO_HALF = 0xFF01, 0xFF5E, 0xFEE0

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
        resources.files("extract.text").joinpath("traditional.tsv").read_text(encoding="utf-8").splitlines()
    )
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {ord(old): ord(new) for old, new in pairs}


@cache
def _folding() -> dict[int, int]:
    width = {code: code - _TO_HALF for code in range(_FULL_WIDTH_FIRST, _FULL_WIDTH_LAST + 1)}
    singles = {ord(old): ord(new) for old, new in _SINGLES.items()}
    return {**_traditional(), **width, **singles}


def fold(text: str) -> str:
    """The text in half width and simplified script, of the same length.

    >>> fold("銷售４．６８億元，增長２％")
    '销售4.68亿元,增长2%'
    """
    return text.translate(_folding())


def traditional_share(text: str) -> float:
    """Share of the Chinese characters of the text that only traditional script has, between 0 and 1."""
    table = _traditional()
    han = sum(1 for character in text if "\u4e00" <= character <= "\u9fff")
    return sum(1 for character in text if ord(character) in table) / han if han else 0.0
