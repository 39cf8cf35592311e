"""Amounts that only name: the class of a weight (49公斤级), a place on a road (1228公里处)."""

from __future__ import annotations

import re

from shilu.extract.quantities.findings import Found, Other, Source

__all__ = ["naming"]

_CLASS_UNITS = frozenset({"公斤", "千克", "kg", "KG", "Kg", "磅"})
_ON_ROAD = re.compile(
    r"(?:高速(?:公路)?|[国省县]道|铁路|公路|[GSX]\d{1,4}(?:线|高速)?|\d线|路段|方向)(?:[^,。;、\n\d距]{0,6}|\d{1,3}线)$"
)
_POST = re.compile(r"(?:\+\d{1,3}米?)?(?:处|附近)")
_OVER_POST = re.compile(r"(?:公里|千米|[kK]\d{1,4})\+$")
_VERSION = re.compile(r"(?:版本号?|系统|软件|固件|iOS|Android|安卓|鸿蒙|Windows)[ :]?[vV]?$")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})+$")
_LOST = "\ufffd"
_AGES_AGO = re.compile(r"[之以]?前(?![后往期进景来去列身沿线提夕])")
_OLDEST = 10**4


def naming(source: Source, row: Found | Other) -> Found | Other:
    """The row as a name where what stands around it says that it names; else as it is.

    A number beside a character that the page has lost (�) is not whole and stays unread.
    """
    if isinstance(row, Other):
        return row
    lost = source.folded[row.start - 1 : row.start] == _LOST
    if lost or (row.unit is None and source.folded[row.end : row.end + 1] == _LOST):
        return Other(row.start, row.end, "unread", "naming.beside a lost character")
    reason = _reason(source, row)
    if reason is None:
        return row
    return Other(
        row.start, row.end, "time" if reason == "ages ago" else "name", f"naming.{reason}", amount=row.amount
    )


def _reason(source: Source, row: Found) -> str | None:
    folded = source.folded
    if row.kind == "mass" and row.unit in _CLASS_UNITS and folded.startswith("级", row.end):
        return "weight class"
    if row.kind == "duration" and row.amount.shape == "exact":
        long_ago = row.unit == "年" and row.amount.value >= _OLDEST
        return "ages ago" if long_ago and _AGES_AGO.match(folded, row.end) else None
    if row.kind == "other" and row.unit is None and _DECIMAL.match(folded[row.start : row.end]):
        return "version" if _VERSION.search(source.context(row.start, 10)) else None
    if row.kind != "length" or row.unit not in ("公里", "千米", "米", "km"):
        return None
    if _OVER_POST.search(source.context(row.start, 6)):
        return "milestone"
    return (
        "milestone"
        if _POST.match(folded, row.end) and _ON_ROAD.search(source.context(row.start, 14))
        else None
    )
