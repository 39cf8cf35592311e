"""The words around an amount that bound it, applied: 近, 以上, 最高每…, 不到…的."""

from __future__ import annotations

import re
from dataclasses import replace

from shilu.extract.quantities.approximate import (
    Hedge,
    hedge_after,
    hedge_before,
    hedge_loose,
    hedge_of_share,
    hedged,
)
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.share_ranges import strength_after

__all__ = ["with_bounds"]

_THAN = re.compile(r"([大多高长重强快])|([小少低短轻弱慢])")
_EXTREMES = frozenset({"最低", "最高"})
_ERRORS = re.compile(r"精度|误差|偏差|不确定度|失真|丢包率|漏检率")


def with_bounds(source: Source, found: Found) -> Found:
    """The amount with the words around it that bound it; those that touch it belong to its span."""
    bare = "numeral.open" not in found.rules and _is_bare(source, found)
    before = _of_kind(found, hedge_before(source, found.start, bare=bare))
    after = hedge_after(source, found.end, has_unit=found.unit is not None or found.kind == "multiple")
    after = _of_kind(found, after)
    if after is not None:
        step = found.step if after.rule == "approximators.多后" else None
        found.amount = hedged(found.amount, after, step=step)
        found.end = after.end
    if (
        before is None
        and source.before(found.start, 1) == "比"
        and (than := _THAN.match(source.folded, found.end))
    ):
        before = Hedge(found.start - 1, found.start, "比", "over" if than[1] else "under", "shape.than")
        found.end = than.end()
    if found.kind == "temperature" and before and before.surface in _EXTREMES:
        before = None  # 最低零下3℃ is a level of the day, no bound
    if after is None and (more := strength_after(source, found)):
        after, found.amount, found.end = more, hedged(found.amount, more), more.end
    hedge = before or (None if after else hedge_loose(source, found.start))
    if hedge is None and after is None and found.kind in ("percent", "multiple"):
        hedge = hedge_of_share(source, found.start)
    if hedge is not None and hedge.better and _is_better_small(source, found, hedge):
        hedge = replace(hedge, bound="under")
    if hedge is not None:
        found.amount = hedged(found.amount, hedge)
        found.start = hedge.start
    used = tuple(one for one in (hedge, after) if one is not None)
    if used:
        found.approximator = "…".join(one.surface for one in used)
        found.rules += tuple(one.rule for one in used)
    return found


def _of_kind(found: Found, hedge: Hedge | None) -> Hedge | None:
    """A bound that its word puts on this kind of amount: 封顶2万元, not 大楼封顶30层."""
    return None if hedge and hedge.kinds and found.kind not in hedge.kinds else hedge


def _is_better_small(source: Source, found: Found, hedge: Hedge) -> bool:
    """优于20纳米, 精度优于0.5%: of lengths, times and errors the smaller is the better."""
    if found.kind in ("length", "duration", "angle", "mass", "concentration", "volume"):
        return True
    return found.kind == "percent" and bool(_ERRORS.search(source.context(hedge.start, 8)))


def _is_bare(source: Source, found: Found) -> bool:
    return source.folded[found.start] in "百千万亿"
