"""A date as a chain of steps from coarse to fine: 今年 / 10月 / 底, 上周 / 五 / 下午 / 3点."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from shilu.extract.times import bracketed, calendar, clock, feasts, listed, relative, years
from shilu.extract.times.calendar import Within
from shilu.extract.times.clock import Clock, PartOfDay, afternoon
from shilu.extract.times.dispatch import Dispatch
from shilu.extract.times.edtf import Date, Value
from shilu.extract.times.feasts import LunarDay
from shilu.extract.times.frame import Anchors
from shilu.extract.times.numbers import NUMERIC
from shilu.extract.times.step import Hit, Rank, Reader, Step
from shilu.extract.times.years import Year

__all__ = ["Chain", "chain_starts", "read_chain"]


@dataclass(frozen=True)
class Chain:
    """The steps of one date, and where it stands."""

    start: int
    end: int
    steps: tuple[Step, ...]
    rules: tuple[str, ...]
    solar: bool = False
    """Whether it is said to be of the calendar of the West: 西历八月一号."""

    @property
    def daily(self) -> bool:
        """Whether it names no day at all, only a time of the day: it recurs (八点半上班)."""
        first = self.steps[0]
        shifted = isinstance(first, PartOfDay) and first.row.shift is not None
        return isinstance(first, PartOfDay | Clock) and not shifted

    @property
    def stated(self) -> bool:
        """Whether it tells its own year."""
        return self.steps[0].stated

    @property
    def clock(self) -> Clock | None:
        """Its time of the day, counted from midnight."""
        last = self.steps[-1]
        if not isinstance(last, Clock):
            return None
        parts = [step.row for step in self.steps if isinstance(step, PartOfDay)]
        return afternoon(last, parts[-1] if parts else None)

    def within(self, coarser: Chain) -> Chain:
        """This chain with those steps of another put before it that are coarser than its own first."""
        lunar, first = coarser.steps[-1], self.steps[0]
        if isinstance(lunar, LunarDay) and isinstance(first, Within) and first.kind == "day" and first.spelt:
            day = replace(lunar, day=first.number)  # 华历六月一日至十五日
            return Chain(
                self.start, self.end, (*coarser.steps[:-1], day, *self.steps[1:]), self.rules, self.solar
            )
        shared = tuple(step for step in coarser.steps if step.rank < self.steps[0].rank)
        return Chain(self.start, self.end, shared + self.steps, self.rules, self.solar or coarser.solar)

    def _in_calendar(self, anchors: Anchors) -> tuple[Step, ...]:
        """Its steps; a month and day in Chinese numerals as one of the old calendar, where the text counts by it."""
        steps = self.steps
        reign = isinstance(steps[0], Year) and steps[0].lunar
        if self.solar or not (anchors.frame.lunar or reign):
            return steps
        for at, step in enumerate(steps):
            if isinstance(step, Within) and step.kind == "month" and step.spelt:
                day = steps[at + 1] if at + 1 < len(steps) else None
                if isinstance(day, Within) and day.kind == "day" and day.spelt:
                    return (*steps[:at], LunarDay(step.number, day.number, False, Rank.DAY), *steps[at + 2 :])
                if day is None and (reign or at == 0):
                    return (*steps[:at], LunarDay(step.number, None, False, Rank.MONTH))
        return steps

    def reckon(self, anchors: Anchors) -> Value:
        """The date that it means. Raises `Unreckoned` where the text does not tell."""
        value: Value | None = None
        for step in self._in_calendar(anchors):
            if isinstance(step, Clock) and isinstance(value, Date) and self.clock:
                step = self.clock
            value = step.narrow(value, anchors)
        assert value is not None  # a chain has at least one step
        return value


@cache
def _every() -> tuple[Reader, ...]:
    parts = (calendar, listed, relative, bracketed, feasts, clock)
    return (*years.readers(), *(one for part in parts for one in part.readers()))


@cache
def _readers() -> Dispatch[Reader]:
    return Dispatch(((reader.first, reader) for reader in _every()), numerals=NUMERIC)


@cache
def chain_starts() -> frozenset[str]:
    """Every prefix, of up to three characters, that a date may begin with."""
    return frozenset(one + "历" for one in "西阳新国公").union(*(reader.openers for reader in _every()))


_BETWEEN = re.compile(
    r"(?<=[年月])[ \t]?\n(?=[0-9])|[ \t]{1,2}|的(?=[上下中一二三四第前年月春夏秋冬国端清元除])|、?(?=[(])"
)
_SOLAR = re.compile(r"[西阳新国公]历")
_MOST_STEPS = 8
_SENTENCED = re.compile(r"(?:徒刑|拘役|公权)(?:[0-9〇零一二三四五六七八九十]{1,4}年)?\Z")


def read_chain(text: str, at: int, rank: Rank = Rank.START) -> Chain | None:
    """The longest date that begins at this place, with steps finer than `rank`; None where there is none."""
    if rank == Rank.START and _SENTENCED.search(text, max(0, at - 8), at):
        return None  # 徒刑二年六月 lasts
    hits: list[Hit] = []
    calendar = _SOLAR.match(text, at) if rank == Rank.START else None
    end = calendar.end() if calendar else at
    while len(hits) < _MOST_STEPS:
        hit = _read_step(text, end, rank)
        gap = _BETWEEN.match(text, end) if hit is None and hits else None
        if gap:
            hit = _read_step(text, gap.end(), rank)
        if hit is None:
            break
        hits.append(hit)
        end, rank = hit.end, hit.step.rank
    if not hits:
        return None
    return Chain(
        at, end, tuple(hit.step for hit in hits), tuple(hit.rule for hit in hits), solar=calendar is not None
    )


def _read_step(text: str, at: int, rank: Rank) -> Hit | None:
    """The longest step; the earlier reader where two are as long."""
    best: Hit | None = None
    for reader in _readers().at(text, at):
        hit = reader.read(text, at, rank)
        if hit and (best is None or hit.end > best.end):
            best = hit
    return best
