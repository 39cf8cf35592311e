"""Cells of a table that was kept as lines with tabs: what its head and its column of units say of a bare number.

指标	单位	绝对数	比上年增长（%）
地区生产总值	亿元	136.1	10.0
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from shilu.extract.quantities.tables import classifiers, currencies, units
from shilu.extract.series.items import cleaned

__all__ = ["Sheet"]

_UNIT_HEAD = re.compile(r"^(?:计量)?单位$")
_GROWTH_HEAD = re.compile(r"增长|增速|增幅|同比|±|增减")
_TIMES = {
    "": 1,
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
_CELL = re.compile("^(万亿|千万|百万|亿|万|千|百|十)?(.+)$")


class Sheet:
    """The tables of a page, found line by line as they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._any = "\t" in text
        self._heads: dict[int, list[str] | None] = {}

    def told(self, row: dict[str, Any]) -> dict[str, Any]:
        """The row with item, unit and kind by its place in a table; as it is where it stands in none or has a unit.
        What stands in the column of units (万人次) is no amount, and gets no item."""
        if not self._any:
            return row
        start = self._text.rfind("\n", 0, row["start"]) + 1
        end = self._text.find("\n", row["start"])
        cells = self._text[start : end if end >= 0 else len(self._text)].split("\t")
        head = self._head(start, len(cells)) if len(cells) > 2 else None
        if head is None:
            return row
        at = self._text.count("\t", start, row["start"])
        if _UNIT_HEAD.match(head[at]):
            return row | {"item": None}
        if row["unit"] or row["kind"] not in ("other", "count"):
            return row
        if _GROWTH_HEAD.search(head[at]) and "%" in head[at].replace("％", "%"):
            return row | _growth(row, cells[0])
        unit = next((cells[place] for place, name in enumerate(head) if _UNIT_HEAD.match(name)), "")
        return row | _level(row, cells[0], cleaned(unit))

    def _head(self, start: int, width: int) -> list[str] | None:
        """The head of the table whose line begins there: the first of the lines above that have as many cells."""
        above = start - 1
        if above < 0:
            return None
        if start in self._heads:
            return self._heads[start]
        begin = self._text.rfind("\n", 0, above) + 1
        cells = self._text[begin:above].split("\t")
        found = None
        if len(cells) == width:
            found = self._head(begin, width) or (
                [cleaned(one) for one in cells] if any(map(_is_head, cells)) else None
            )
        self._heads[start] = found
        return found


def _is_head(cell: str) -> bool:
    name = cleaned(cell)
    return bool(_UNIT_HEAD.match(name) or _GROWTH_HEAD.search(name))


def _growth(row: Mapping[str, Any], item: str) -> dict[str, Any]:
    value = str(row["value"] or "")
    before = str(row["surface"])
    fallen = before.startswith(("-", "−", "－")) or value.startswith("-")
    return {
        "item": item, "kind": "percent", "unit": "%", "normal_unit": "%", "value": value.lstrip("-"),
        "normal_value": value.lstrip("-"), "change": "decrease" if fallen else "increase",
    }  # fmt: skip


def _level(row: Mapping[str, Any], item: str, unit: str) -> dict[str, Any]:
    match = _CELL.match(unit)
    if match is None or row["value"] is None:
        return {"item": item}
    times, name = (1, unit) if _row_of(unit) else (_TIMES[match[1] or ""], match[2])
    known = _row_of(name)
    value = Decimal(str(row["value"])) * times
    told: dict[str, Any] = {"item": item, "unit": name, "value": format(value, "f"), "change": None}
    if name == "%":
        return told | {"kind": "percent", "normal_unit": "%", "normal_value": told["value"]}
    if known is None or not hasattr(known, "factor"):
        return told | ({"kind": "count"} if known is not None else {})
    normal = value * known.factor.numerator / known.factor.denominator
    return told | {
        "kind": known.kind, "unit_code": known.code, "normal_unit": known.standard or known.code,
        "normal_value": format(normal, "f"),
    }  # fmt: skip


def _row_of(name: str) -> Any:
    return currencies().get(name) or units().get(name) or classifiers().get(name)
