"""Dates with no words around them that change their meaning: 今年10月, 下午3时, 5月10日电."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from shilu.extract.times.chain import Chain
from shilu.extract.times.clock import PartOfDay
from shilu.extract.times.edtf import Value
from shilu.extract.times.expression import Expression
from shilu.extract.times.frame import Anchors
from shilu.extract.times.relative import Relative
from shilu.extract.times.step import Rank

__all__ = ["by_itself", "is_now"]


def by_itself(text: str, chain: Chain) -> Expression:
    """The expression that is this date alone: a dateline, a time of the day, or a date."""
    return _dateline(text, chain) or _plain(text, chain)


_WIRED = re.compile(
    r"(?:[上下]午)?(?:[专急]?电(?=[\s(:,“)〕\]】]|$|记者)|[航快特通]?讯(?![息问飞号])|消息(?=[\s(:,“]|$))"
)


def _dateline(text: str, chain: Chain) -> Expression | None:
    """新华社北京5月10日电: the day on which the report was sent; nothing in the article happened by it."""
    if chain.steps[-1].rank != Rank.DAY or not _WIRED.match(text, chain.end):
        return None
    rules = ("dateline", *chain.rules)
    return Expression(chain.start, chain.end, "date", chain.reckon, rules, stated=chain.stated, says=False)


def _plain(text: str, chain: Chain) -> Expression:
    """A date by itself; a time of the day alone recurs (八点半上班)."""
    rules = ("clock" if chain.daily else "date", *chain.rules)
    if chain.daily:
        return Expression(chain.start, chain.end, "recurring", _of_day(text, chain), rules, says=False)
    rules = ("now", *chain.rules) if is_now(chain) else rules
    return Expression(chain.start, chain.end, "date", chain.reckon, rules, stated=chain.stated)


_DAY_BEFORE = re.compile(r"(?P<late>晚|夜|下午)?[(][^()]{2,12}[日号][)]\Z")
"""今晚(10月22日), behind which a time of the clock is of that day."""


def _of_day(text: str, chain: Chain) -> Callable[[Anchors], Value | str | None]:
    """A part of the day belongs to the day just named (昨天…。下午,…); a time of the clock alone recurs."""
    clock = chain.clock
    before = _DAY_BEFORE.search(text, max(0, chain.start - 18), chain.start)
    exact = clock is not None and clock.minute is not None and text[chain.end - 1] == "分"
    belongs = bool(before) or isinstance(chain.steps[0], PartOfDay) or exact
    if clock and before and before["late"] and clock.hour < 12:
        clock = replace(clock, hour=clock.hour + 12)
    bare = clock.bare if clock else None

    def reckon(anchors: Anchors) -> Value | str | None:
        day = anchors.frame.day
        if day is None or not belongs:
            return bare
        anchors.used = ("context", str(day))
        return day.without_clock() if clock is None else clock.narrow(day.without_clock(), anchors)

    return reckon


def is_now(chain: Chain) -> bool:
    """Whether it begins with 目前 or another word for the time of publication."""
    return isinstance(chain.steps[0], Relative) and chain.steps[0].row.anchor == "now"
