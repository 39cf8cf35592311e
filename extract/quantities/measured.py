"""What the measure behind a number, and the unit before it, give to the amount."""

from __future__ import annotations

import re

from shilu.extract.quantities.counted import Counted
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.measure_words import Measure

__all__ = ["as_age", "with_measure", "with_prefix"]

_AGE_OF = re.compile(r"大(?=的|了|[,。;!?]|小孩|婴|宝|男|女|$)")
_AGE_UNITS = frozenset({"天", "周", "个月", "个星期", "岁", "日", "年"})


def as_age(source: Source, found: Found, counted: Counted) -> None:
    """90天大的小孩: a duration with 大 is an age."""
    if (
        found.kind == "duration"
        and counted.unit in _AGE_UNITS
        and (old := _AGE_OF.match(source.folded, found.end))
    ):
        found.kind, found.end = "age", old.end()
        found.rules += ("shape.age",)


def with_measure(found: Found, measure: Measure, unit: str) -> Found:
    """The same amount, which takes kind, unit and code from a measure; a 元 printed as 兀 is told as a repair."""
    found.kind, found.unit, found.unit_code = measure.kind, unit if measure.named else None, measure.code
    found.row = measure.row
    if unit == "兀":
        found.repairs = (*found.repairs, "look-alike characters")
    return found


def with_prefix(found: Found, prefixed: tuple[Measure, int]) -> None:
    """新台币177.1亿元: the word before tells which 元 or 度 it is."""
    prefix, found.start = prefixed
    part = found.row if found.kind == "money" and found.row and found.row.factor < 1 else None
    found.kind = prefix.kind
    found.unit = found.unit or prefix.surface
    found.unit_code = None if part else prefix.code
    found.rules += (prefix.rule,)
    found.row = prefix.row
    if part and prefix.row:  # 港币三角: a tenth of that money
        found.row = prefix.row.model_copy(update={"factor": prefix.row.factor * part.factor})
