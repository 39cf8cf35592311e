"""Dates with words around them: ranges, 自…以来, …起, 截至…, …以前, …期间; five-year plans; events."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from shilu.extract.lexicon.ranges import JOINERS, JOINT
from shilu.extract.lexicon.table import alternation
from shilu.extract.times.chain import Chain, chain_starts, read_chain
from shilu.extract.times.clock import Clock
from shilu.extract.times.dispatch import before
from shilu.extract.times.edtf import Date, Interval, Value, first_date, last_date
from shilu.extract.times.expression import Expression, Shape, always
from shilu.extract.times.feasts import Feast
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.numbers import CHINESE, NUMERIC, TO, read_number
from shilu.extract.times.plain import by_itself, is_now
from shilu.extract.times.relative import Relative, Weekday
from shilu.extract.times.rows import PeriodCue, cues
from shilu.extract.times.step import Rank
from shilu.extract.times.years import Year

__all__ = ["read_dated", "shapes"]


@cache
def _cue(*kinds: str) -> re.Pattern[str]:
    rows = [row for row in cues() if row.kind in kinds]
    return re.compile(alternation([one for row in rows for one in row.surfaces]))


@cache
def _cue_rows() -> dict[str, PeriodCue]:
    return {one: row for row in cues() for one in row.surfaces}


_TO_NOT = re.compile(r"[到至](?:达|位|来|场|底|今(?![年天日晚早晨冬春夏秋])|期|手|了|此)")


_YEAR_ALONE = re.compile(r"(?:19|20)[0-9]{2}(?![0-9.年%万亿])")


def _year_alone(text: str, at: int) -> Chain | None:
    """The 2009 of 2008.03-2009."""
    found = _YEAR_ALONE.match(text, at)
    return Chain(at, found.end(), (Year(Date(int(found[0]))),), ("bare_year",)) if found else None


_SAME_ERA = re.compile(rf"(?P<n>[0-9]{{1,3}}|{CHINESE}{{1,4}})年(?!间[接隔距]|来|[级代])")


def _year_of_era(text: str, at: int, first: Chain) -> Chain | None:
    """The 二十二年 of 民国十九年至二十二年: a later year of the same era."""
    year = first.steps[0]
    found = _SAME_ERA.match(text, at) if isinstance(year, Year) and year.era is not None else None
    number = read_number(found["n"]) if found else None
    if not found or not number or not isinstance(year, Year) or year.era is None:
        return None
    if not year.date.year < year.era + number <= year.date.year + _LONGEST_REIGN:
        return None
    same = replace(year, date=Date(year.era + number))
    return Chain(at, found.end(), (same,), ("era",))


_LONGEST_REIGN = 61


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"(?:起,?|开始)?[ ]?(?:{JOINT}|{_cue('to').pattern})[ ]?")


_BETWEEN = re.compile(r"之间|间(?!接)")


def _read_range(text: str, chain: Chain) -> tuple[int, Chain] | None:
    """The second date of a range that begins with the first: 今年1月 / 至 / 11月, 5月 / 和 / 10月 / 之间."""
    if text[chain.end : chain.end + 1] in ("和", "与"):
        second = read_chain(text, chain.end + 1)
        between = _BETWEEN.match(text, second.end) if second else None
        return (between.end(), second.within(chain)) if second and between else None
    joint = _joint().match(text, chain.end)
    if joint is None and (bounded := _from_to(text, chain)):
        return bounded
    if _is_season(chain) and (second := read_chain(text, chain.end)) and _is_season(second):
        return second.end, second  # 今冬明春
    if joint is None or _TO_NOT.match(text, chain.end):
        return None
    finer = Rank.DAYPART if isinstance(chain.steps[-1], Clock) else Rank.START  # 下午2点到3点
    second = (
        read_chain(text, joint.end())
        or (read_chain(text, joint.end(), finer) if finer != Rank.START else None)
        or _year_alone(text, joint.end())
        or _year_of_era(text, joint.end(), chain)
    )
    if second is None:
        return None
    if (
        second.steps[0].rank < chain.steps[0].rank
        and not second.stated
        and not isinstance(second.steps[0], Relative)
    ):
        return None
    return second.end + text.startswith("止", second.end), second.within(chain)


def _from_to(text: str, chain: Chain) -> tuple[int, Chain] | None:
    """五月二十八日起六月二日止."""
    if not text.startswith("起", chain.end):
        return None
    second = read_chain(text, chain.end + 1)
    closed = second is not None and text.startswith("止", second.end)
    return (second.end + 1, second.within(chain)) if second and closed else None


def _is_season(chain: Chain) -> bool:
    step = chain.steps[-1]
    return isinstance(step, Relative) and bool(step.row.season)


_ELIDED = re.compile(
    rf"(?P<a>[0-9]{{1,4}}|{CHINESE}{{1,4}}){TO}"
    rf"(?P<b>[0-9]{{1,4}}|{CHINESE}{{1,4}})(?P<u>年(?![级])|月份?|日(?!报)|号(?![楼线])|世纪|季度|时(?!间|代)|点(?!建|意|多))"
)


_NOT_IN_A_WORD = re.compile(r"[^0-9A-Za-z.]")
_NUMBERED = re.compile(r"[0-9][-/]\Z")
"""The end of a longer number: 8-16号 of 政发2020-8-16号."""


def _read_elided(text: str, at: int, before: Chain | None) -> tuple[Chain, Chain] | None:
    """A range whose first date leaves out its unit: 2021—2023年, 1-11月. `before` stands before both."""
    found = _ELIDED.match(text, at) if text[at : at + 1] in NUMERIC else None
    if not found:
        return None
    rank = before.steps[-1].rank if before else Rank.START
    unit = found["u"]
    if (
        before is None
        and unit in ("日", "号", "点", "时")
        and not (
            _NOT_IN_A_WORD.match(text[at - 1 : at] or "。") and not _NUMBERED.search(text, max(0, at - 2), at)
        )
    ):
        return None
    first, second = (read_chain(found[one] + unit + " ", 0, rank) for one in "ab")
    if not first or not second or len(first.steps) != 1 or first.end != len(found["a"] + unit):
        return None
    tail = read_chain(text, found.start("b"), rank)
    second = tail if tail and tail.steps[0].rank == first.steps[0].rank else replace(second, end=found.end())
    if before:
        return first.within(before), second.within(before)
    return first, second


def read_dated(text: str, at: int) -> Expression | None:
    """A date or range at this place, with the words before and after it that make it a period."""
    opener = _cue("from", "by", "since_when").match(text, at) if text[at] in _openers() else None
    kind = _cue_rows()[opener[0]].kind if opener else None
    start = opener.end() if opener else at
    core = _read_core(text, start + (opener is not None and text[start : start + 1] == " "))
    if core is None:
        return None
    first, second, end = core
    if kind == "by":
        return _by(at, end, second or first)
    if second is not None:
        return _range(at, end, first, second)
    closed = _bounded(text, at, first) or _closed(text, at, first, opened=bool(opener))
    if kind == "since_when" and not closed:
        return _since(at, end, first, to_now=False)
    if closed or opener:
        return closed
    return by_itself(text, first)


def _read_core(text: str, at: int) -> tuple[Chain, Chain | None, int] | None:
    elided = _read_elided(text, at, None)
    if elided:
        return elided[0], elided[1], elided[1].end
    chain = read_chain(text, at)
    if chain is None:
        return None
    elided = _read_elided(text, chain.end, chain)
    if elided:
        return elided[0], elided[1], elided[1].end
    ranged = _read_range(text, chain)
    if ranged:
        return chain, ranged[1], ranged[0]
    return chain, None, chain.end


def _by(start: int, end: int, chain: Chain) -> Expression:
    return Expression(start, end, "date", chain.reckon, ("by", *chain.rules), stated=chain.stated)


def _range(start: int, stop: int, first: Chain, second: Chain) -> Expression:
    rules = ("range", *first.rules, *second.rules)
    if first.daily:
        return _clock_range(start, stop, first, second)
    if isinstance(first.steps[0], Weekday) and isinstance(second.steps[0], Weekday):
        return Expression(start, stop, "recurring", always("P1W"), ("recurring", *rules), says=False)

    def reckon(anchors: Anchors) -> Value:
        begin = first.reckon(anchors)
        frame = replace(anchors.frame, last=begin, last_in_sentence=begin)
        end = second.reckon(Anchors(frame, future=anchors.future))
        value = Interval.between(begin, end)
        if value is None and not second.stated:
            value = _over_new_year(begin, end)
        if value is None:
            raise Unreckoned("it would end before it begins")
        return _one_day(value)

    return Expression(start, stop, "period", reckon, rules, stated=first.stated)


def _one_day(value: Interval) -> Value:
    """8时至10时 of one day is that day."""
    return value.start if value.start and value.start == value.end else value


def _over_new_year(first: Value, second: Value) -> Interval | None:
    """11月至次年3月 written without 次年: the second date lies in the year after the first."""
    moved = second.shift(1, "year")
    return Interval.between(first, moved) if moved else None


def _clock_range(start: int, end: int, first: Chain, second: Chain) -> Expression:
    whole = second.within(replace(first, steps=first.steps[:-1])) if len(first.steps) > 1 else second
    clocks = (first.clock, whole.clock)
    value = f"{clocks[0].bare}/{clocks[1].bare}" if clocks[0] and clocks[1] else None
    return Expression(start, end, "recurring", always(value), ("clock", "range"), says=False)


_ON = r"起(?![草步诉飞到源点家义码价居火伏初因来名])"
_TO_NOW = r"以来|至今(?![年天日晚早晨冬春夏秋])"  # not 至今年
_FROM_ON = re.compile(rf"{_TO_NOW}|迄今|(?P<on>{_ON})")
_FROM_ON_OPENED = re.compile(
    rf"(?:[^,。;:!?、\s]{{0,12}}?(?<![年月日来]))?(?:{_TO_NOW})|迄今|(?P<on>{_ON}|开始)"
)
_NOT_CLOSER = re.compile(
    r"后(?:[续期勤台备方者来半排卫代人面果天年])|前(?:[期往来景列进身线沿提天年]|\d)|间(?:[接隔距歇]|的时)|以前所未有"
)


_TWO_BOUNDS = re.compile(r"[、至到]?")


def _bounded(text: str, at: int, chain: Chain) -> Expression | None:
    """A period between two bounds that touch: 2010年以后2018年以前, 1月之后、3月之前."""
    after = None if chain.daily else _cue("after").match(text, chain.end)
    gap = _TWO_BOUNDS.match(text, after.end()) if after else None
    second = read_chain(text, gap.end()) if gap else None
    before = _cue("before").match(text, second.end) if second and not second.daily else None
    if second is None or before is None or _NOT_CLOSER.match(text, second.end):
        return None
    last = second.within(chain)

    def reckon(anchors: Anchors) -> Value:
        value = Interval.between(first_date(chain.reckon(anchors)), _last_before(last, anchors))
        if value is None:
            raise Unreckoned("it would end before it begins")
        return _one_day(value)

    return Expression(
        at, before.end(), "period", reckon, ("range", *chain.rules, *second.rules), stated=chain.stated
    )


def _closed(text: str, at: int, chain: Chain, *, opened: bool) -> Expression | None:
    """A date with 以来, 起, 至今, 以后, 以前, 期间 or 前后 behind it; None where nothing of the kind is."""
    if chain.daily:
        return None
    on = (_FROM_ON_OPENED if opened else _FROM_ON).match(text, chain.end)
    if on:
        return _since(at, on.end(), chain, to_now=on.lastgroup != "on")
    found = _cue("after", "before", "during", "around").match(text, chain.end)
    if found is None or _NOT_CLOSER.match(text, chain.end) or is_now(chain):
        return None
    kind = _cue_rows()[found[0]].kind
    return _FRAMES[kind](chain.start, found.end(), chain)


def _since(start: int, end: int, chain: Chain, *, to_now: bool) -> Expression:
    """自2020年起 runs on; 今年以来 runs until the publication."""

    def reckon(anchors: Anchors) -> Value:
        anchors.onward = not to_now
        begin = chain.reckon(anchors)
        first = first_date(begin)
        if not to_now:
            return Interval(first, None)
        if first and first.month is None and not chain.stated and not first.unknown:
            first = Date(first.year, 1)  # 今年以来 is told to the month: from January
        now = _now_not_before(anchors, first)
        value = Interval.between(first, now) if now else Interval(first, None)
        if value is None:
            raise Unreckoned("it begins after the publication")
        return value

    return Expression(start, end, "period", reckon, ("since", *chain.rules), stated=chain.stated)


def _now_not_before(anchors: Anchors, first: Date | None) -> Date | None:
    if anchors.frame.published is None:
        return None
    now = anchors.now()
    if first and first.day and first.first() > now.first():
        return anchors.published()
    return now


def _after(start: int, end: int, chain: Chain) -> Expression:
    def reckon(anchors: Anchors) -> Value:
        return Interval(first_date(chain.reckon(anchors)), None)

    return Expression(start, end, "period", reckon, ("after", *chain.rules), stated=chain.stated)


def _before(start: int, end: int, chain: Chain) -> Expression:
    """2030年以前 ends with 2029; 9月14日以前 and 年底前 include what they name, as deadlines are meant."""

    def reckon(anchors: Anchors) -> Value:
        return Interval(None, _last_before(chain, anchors))

    return Expression(start, end, "period", reckon, ("before", *chain.rules), stated=chain.stated)


def _last_before(chain: Chain, anchors: Anchors) -> Date | None:
    value = chain.reckon(anchors)
    if isinstance(value, Date) and chain.steps[-1].rank in (Rank.YEAR, Rank.MONTH):
        return value.shift(-1, "year" if chain.steps[-1].rank == Rank.YEAR else "month")
    return last_date(value)


_GOLDEN_WEEKS = 1999
"""The year from whose October on days off were put together."""


def _during(start: int, end: int, chain: Chain) -> Expression:
    def reckon(anchors: Anchors) -> Value:
        value, step = chain.reckon(anchors), chain.steps[-1]
        off = step.row.off if isinstance(step, Feast) else 0
        if off and isinstance(value, Date) and value.day and value.year >= _GOLDEN_WEEKS:
            return Interval(value, value.shift(off - 1, "day"))
        return value

    return Expression(start, end, "period", reckon, ("during", *chain.rules), stated=chain.stated)


def _around(start: int, end: int, chain: Chain) -> Expression:
    def reckon(anchors: Anchors) -> Value:
        value = chain.reckon(anchors)
        return replace(value, about=True) if isinstance(value, Date) and not value.clock else value

    return Expression(start, end, "date", reckon, ("around", *chain.rules), stated=chain.stated)


_FRAMES = {"after": _after, "before": _before, "during": _during, "around": _around}


@cache
def _openers() -> frozenset[str]:
    return frozenset(
        one[0] for row in cues() if row.kind in ("from", "by", "since_when") for one in row.surfaces
    )


def shapes() -> tuple[Shape, ...]:
    """The shapes of this file."""
    dashes = before(JOINERS)
    return (Shape(chain_starts() | _openers() | dashes | {"○"}, read_dated),)
