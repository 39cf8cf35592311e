"""Periods with a name: five-year plans (“十四五”期间), and what has gone on since an event (改革开放以来)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from shilu.extract.times.dispatch import prefixes
from shilu.extract.times.edtf import Date, Interval, Value
from shilu.extract.times.expression import Expression, Shape
from shilu.extract.times.frame import Anchors
from shilu.extract.times.rows import Plan, events, plans
from shilu.schemas import TimeType

__all__ = ["shapes"]


@cache
def _plan() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<open>[“\"‘『「])?(?P<name>{plans().pattern})(?P<close>[”\"’』」])?"
        r"(?:[计规]划(?=期间|时期|[前后初末]期|[初末]))?"
        r"(?P<after>期间|时期|以来|前期|后期|初期|末期|初|末|前[两三]年|后[两三]年)?"
    )


_PLAIN_NAME = 3
"""Characters from which on the name of a plan is nothing else: 十二五末, but not 五五初."""

_PLAN_FOLLOWS = re.compile(r"规划|计划|开局|收官")


def _read_plan(text: str, at: int) -> Expression | None:
    """“十四五”期间; without quotation marks only before 期间, 时期, 规划 and the like."""
    found = _plan().match(text, at)
    if found is None or bool(found["open"]) != bool(found["close"]) or text.startswith("普法", found.end()):
        return None
    row = plans().by_surface[found["name"]][0]
    if not found["open"]:
        named = found["after"] or _PLAN_FOLLOWS.match(text, found.end())
        if (
            not named
            or (at and text[at - 1] in "〇零一二三四五六七八九十第")
            or (found["after"] in ("初", "末") and len(found["name"]) < _PLAIN_NAME)
        ):
            return None
    whole = Interval(Date(row.start), Date(row.end))

    def reckon(anchors: Anchors) -> Value:
        if found["after"] == "以来":
            return Interval.between(Date(row.start), anchors.now()) or whole
        return _PLAN_EDGES[found["after"]](row) if found["after"] in _PLAN_EDGES else whole

    kind: TimeType = "date" if found["after"] in ("初", "末") else "period"
    return Expression(at, found.end(), kind, reckon, ("plan", plans().rule(row)), stated=True)


_PLAN_EDGES: dict[str, Callable[[Plan], Value]] = {
    "初": lambda plan: Date(plan.start),
    "末": lambda plan: Date(plan.end),
    "前两年": lambda plan: Interval(Date(plan.start), Date(plan.start + 1)),
    "前三年": lambda plan: Interval(Date(plan.start), Date(plan.start + 2)),
    "后两年": lambda plan: Interval(Date(plan.end - 1), Date(plan.end)),
    "后三年": lambda plan: Interval(Date(plan.end - 2), Date(plan.end)),
}


@cache
def _event() -> re.Pattern[str]:
    return re.compile(rf"(?:自|自从)?(?P<name>{events().pattern})(?:之后|后)?(?:以来|至今)")


def _read_event(text: str, at: int) -> Expression | None:
    """改革开放以来, 党的十八大以来; 成立以来 has another date in every article."""
    found = _event().match(text, at)
    if found is None:
        return None
    row = events().by_surface[found["name"]][0]

    def reckon(anchors: Anchors) -> Value | None:
        if row.date is None:
            return None
        return Interval.between(Date.parse(row.date), anchors.now())

    return Expression(at, found.end(), "period", reckon, ("since", events().rule(row)))


def shapes() -> tuple[Shape, ...]:
    """The shapes of this file."""
    quoted = [mark + name for mark in '“"‘『「' for name in plans().by_surface]
    since = ["自从", *("自" + name for name in events().by_surface)]
    return (
        Shape(prefixes(quoted) | prefixes(plans().by_surface), _read_plan),
        Shape(prefixes(since) | prefixes(events().by_surface), _read_event),
    )
