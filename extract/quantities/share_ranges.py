"""Ranges of shares, whose unit stands behind the second number only, and the words that bound a share alone."""

from __future__ import annotations

import re

from shilu.extract.lexicon.ranges import JOINT
from shilu.extract.quantities.approximate import Hedge
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.heads import Head, read_head
from shilu.extract.quantities.measure_words import match_measure
from shilu.extract.quantities.shares import read_fraction
from shilu.extract.quantities.tenths import read_tenths
from shilu.schemas import Exact, Range

__all__ = ["BETWEEN", "share_range", "strength_after", "tenths_range"]

BETWEEN = re.compile(
    r" ?(?:\(不?含(?:本数)?\))? ?"
    rf"(?:{JOINT}|与(?=[^,。;]{{1,12}}?间)|和(?=[^,。;]{{1,12}}?之间)) ?"
)
"""What joins the two numbers of a range."""

_STRONG = re.compile(r"[强弱](?=的|为|是|左右|[,。;、!?)\]\n]|$)")
_HALF_AND_MORE = re.compile(r"多(?=的|[,。;、!?)\n]|$)")


def strength_after(source: Source, found: Found) -> Hedge | None:
    """四成强, 三分之一弱, 一半多: the word behind a share that says more or less than it."""
    if found.kind != "percent":
        return None
    half = found.rules[:1] == ("share.half",)
    word = (_HALF_AND_MORE if half else _STRONG).match(source.folded, found.end)
    if word is None:
        return None
    return Hedge(found.end, word.end(), word[0], "under" if word[0] == "弱" else "over", "shape.strength")


def tenths_range(source: Source, head: Head) -> Found | None:
    """六至八折, 两到三成: the tenths stand behind the second number only."""
    link = BETWEEN.match(source.folded, head.end)
    second = read_head(source, link.end(), signed=False) if link else None
    if second is None or source.folded[second.end : second.end + 1] not in ("成", "折"):
        return None
    tenths = read_tenths(source, second.numeral)
    low = head.numeral.value
    if tenths is None or not isinstance(tenths.amount, Exact) or low is None or head.numeral.marker:
        return None
    low = low * 10 if low < 10 else low
    if not low < tenths.amount.value:
        return None
    tenths.start, tenths.amount = head.start, Range(lower=low, upper=tenths.amount.value)
    tenths.rules += ("shape.range",)
    return tenths


def share_range(source: Source, found: Found) -> Found:
    """百分之十到十五, 三成到五成, 百分之十至百分之二十."""
    link = BETWEEN.match(source.folded, found.end)
    if not link or found.kind != "percent" or not isinstance(found.amount, Exact):
        return found
    second = read_head(source, link.end())
    if second is None or not isinstance(second.amount, Exact):
        return found
    other = read_fraction(source, second.numeral, second.negative) or read_tenths(source, second.numeral)
    if other is None and found.rules[0] != "share.percent":
        return found
    if other is None and match_measure(source, second.end, number_start=second.start):
        return found
    upper = other.amount if other else second.amount
    if not isinstance(upper, Exact) or upper.value <= found.amount.value:
        return found
    found.amount = Range(lower=found.amount.value, upper=upper.value)
    found.end = other.end if other else second.end
    found.rules += ("shape.range",)
    return found
