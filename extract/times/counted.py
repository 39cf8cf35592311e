"""Periods and dates told by counting from now: 三年来, 两年前, 未来五年, 近三年, 三天后, 上两周."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from shilu.extract.lexicon.table import alternation
from shilu.extract.times.counts import (
    Count,
    ago,
    count_of,
    elapsed,
    from_now,
    last_ones,
    later,
    next_ones,
    onward,
    told_to,
    until,
    until_now,
    within,
)  # fmt: skip
from shilu.extract.times.dispatch import prefixes
from shilu.extract.times.durations import Duration, behind, duration_starts, read_duration
from shilu.extract.times.edtf import Interval, Value
from shilu.extract.times.expression import Expression, Shape, always
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.numbers import read_number
from shilu.extract.times.rows import count_words, guard

__all__ = ["shapes"]

_UNITS = ("year", "quarter", "month", "week", "day")

_AFTER = re.compile(
    r"(?P<since>以来|来(?![自到源说看往临宾访电信])|间(?![接隔距歇])|之间)|(?P<within>之内|以内|内(?![部容外蒙涵在心陆需地科存]))"
    r"|(?P<until>以前(?!所))|(?P<onward>以后)|(?P<ago>之前|前(?![往后期进景来去列身沿线提夕]))|(?P<later>之后|后(?![续期勤台备方者半排卫代人]))"
)


_OPENER = re.compile(r"近|这|过去的?|最近|大约|大概|约")


_THIS_DAY = re.compile(r"前的(?:今天|这一天|今日)")


_LONGEST_COUNT = 16


def _read_this_day(text: str, at: int) -> Expression | None:
    """三年前的今天: the day of the publication, so many years ago."""
    if text.find("前的", at + 1, at + _LONGEST_COUNT) < 0:
        return None
    duration = read_duration(text, at)
    closer = _THIS_DAY.match(text, duration.end) if duration and duration.unit == "year" else None
    if duration is None or closer is None or not duration.count:
        return None
    years = duration.count

    def reckon(anchors: Anchors) -> Value:
        day = anchors.published().shift(-years, "year")
        if day is None or not day.day:
            raise Unreckoned("the date that it is reckoned from is not told to the day")
        return day

    return Expression(at, closer.end(), "date", reckon, ("count_ago",))


def _read_after(text: str, at: int) -> Expression | None:
    """三年来, 五年间, 三年内, 两年前, 三天后, with 近 before them."""
    opener = _OPENER.match(text, at)
    duration = read_duration(text, opener.end() if opener else at)
    closer = _AFTER.match(text, duration.end) if duration else None
    kind = (closer.lastgroup or "since") if closer else ""
    about = opener is not None and opener[0][-1] in "约概"  # 约10年前; 约10年内 is a length
    if duration is None or closer is None or (about and kind not in ("ago", "later")):
        return None
    count = None if duration.open and not _some_more(duration, kind) else count_of(duration)
    if kind == "within" and (count is None or not _from_now_on(text, at, closer.end(), count)):
        return None
    return _expression(at, closer.end(), kind, count)


def _from_now_on(text: str, start: int, end: int, count: Count) -> bool:
    """Whether 内 counts from the publication: 三年内, 将在十天内. 15日内办结 counts from whatever is done."""
    if count.unit in ("year", "month"):
        return True
    alone = start == 0 and _TEXT_ENDS.match(text, end)
    return bool(alone) or text.endswith(count_words("soon"), 0, start)


_TEXT_ENDS = re.compile(r"\s{0,9}\Z")


def _some_more(duration: Duration, kind: str) -> bool:
    """三年多来 is reckoned as 三年来; 十多年来 is too wide, and 三年多前 no date."""
    return kind == "since" and len(duration.parts) == 1 and duration.parts[0][1] < 10


@cache
def _before() -> re.Pattern[str]:
    past, coming = alternation(count_words("past")), alternation(count_words("coming"))
    return re.compile(
        rf"(?P<since>在?(?:{past})的?这?|这(?!些|个月|一年|年))|(?P<coming>在?(?:{coming})的?)"
        r"|(?P<later>再过)|(?P<near>近|上)|(?P<last>[上前])|(?P<next>[下后])"
    )


def _read_before(text: str, at: int) -> Expression | None:
    """过去五年, 这三年, 未来三年, 近三年, 上两周, 下三个月."""
    opener = _before().match(text, at)
    if opener is None:
        return None
    duration = read_duration(text, opener.end() + (text[opener.end() : opener.end() + 1] == " "))
    if duration is None or duration.unit not in _UNITS:
        return None
    kind = opener.lastgroup or "since"
    kind = "last" if opener[0] == "上" else kind
    if kind == "near" and _is_length(text, at, duration.end):
        return None
    if kind in ("last", "next") and not _begins_clause(text, at):
        return None
    if kind in ("last", "next") and (duration.count is None or text[at + 1 : at + 2] in ("百", "千")):
        return None  # 上百年: more than a hundred
    if "过去" in opener[0] and count_of(duration) == Count(1, "year"):
        kind = "elapsed"
    tail = _TAIL.match(text, duration.end) if kind != "later" else None
    end = tail.end() if tail else duration.end
    return _expression(at, end, kind, None if duration.open else count_of(duration))


def _is_length(text: str, start: int, end: int) -> bool:
    """Whether the words around say that it lasted so long: 历时近两年, 近三十年的历史."""
    return text.endswith(guard("lasts"), 0, start) or text.startswith(guard("after_lasting"), end)


@cache
def _window() -> re.Pattern[str]:
    past, coming = alternation(count_words("past")), alternation(count_words("coming"))
    return re.compile(rf"在?(?:(?P<past>{past}|此前|之前|近)|(?P<coming>{coming}))的?这?[ ]?")


_HOURS = frozenset("Hm")
_IN_WINDOW = re.compile(r"之?内|里|间|以来|来")


def _read_window(text: str, at: int) -> Expression | None:
    """过去24小时, 最近10分钟内, 未来72小时: a time and not how long something took."""
    opener = _window().match(text, at)
    duration = read_duration(text, opener.end()) if opener else None
    if opener is None or duration is None or not {letter for letter, _ in duration.parts} <= _HOURS:
        return None
    tail = _IN_WINDOW.match(text, duration.end)
    told = tail or (_begins_clause(text, at) and _is_told(text, duration.end))
    if opener[0] == "近" and (not told or _is_length(text, at, duration.end)):
        return None
    hours = sum(amount if letter == "H" else amount / 60 for letter, amount in duration.parts)

    def reckon(anchors: Anchors) -> Value | None:
        """The days that it reaches over, where it is whole days; else the words tell no date."""
        if hours % 24 or hours > 24 * 400 or duration.open:
            return None
        days = int(hours // 24)
        published = anchors.published()
        first, last = (0, days) if opener["coming"] else (-days, 0)
        return Interval(told_to(published, first, "day"), told_to(published, last, "day"))

    return Expression(
        at, tail.end() if tail else duration.end, "period", reckon, ("count_window",), says=False
    )


def _is_told(text: str, at: int) -> bool:
    """Whether what was counted follows; 共用 shares."""
    return text.startswith(count_words("told"), at) and not text.startswith("共用", at)


def _read_hours_within(text: str, at: int) -> Expression | None:
    """24小时内 as a clause of its own: within which, the words do not tell."""
    duration = read_duration(text, at) if _begins_clause(text, at) else None
    if duration is None or not {letter for letter, _ in duration.parts} <= _HOURS:
        return None
    tail = _WITHIN_CLAUSE.match(text, duration.end)
    return Expression(at, tail.end(), "period", always(None), ("count_window",), says=False) if tail else None


_WITHIN_CLAUSE = re.compile(r"(?:之内|以内|内)(?=,)")
_TAIL = re.compile(r"时间|里|间|来")
_CLAUSE_EDGE = re.compile(r"[\s,。;:!?、“”\"'()《》\]]|[在比与为和对]")


def _begins_clause(text: str, at: int) -> bool:
    return at == 0 or bool(_CLAUSE_EDGE.match(text, at - 1))


_RECKON: dict[str, Callable[[Count, Anchors], Value]] = {
    "since": until_now,
    "near": until_now,
    "elapsed": elapsed,
    "within": within,
    "ago": ago,
    "later": later,
    "until": until,
    "onward": onward,
    "coming": from_now,
    "last": last_ones,
    "next": next_ones,
}
_NAMES = {"since": "count_since", "near": "count_since", "elapsed": "count_since"}


_MONTHS = re.compile(r"前(?P<n>[两二三23])月(?!份)")


def _read_last_months(text: str, at: int) -> Expression | None:
    """前两月 without 个: the last two months, as statistics of the customs and of the treasury have it."""
    found = _MONTHS.match(text, at)
    if found is None or not _begins_clause(text, at):
        return None
    return _expression(at, found.end(), "last", Count(read_number(found["n"]) or 0, "month"))


def _expression(start: int, end: int, kind: str, count: Count | None) -> Expression:
    def reckon(anchors: Anchors) -> Value | None:
        if count is None:
            return None
        if count.number > 9000:
            raise Unreckoned("it lies beyond the calendar")
        return _RECKON[kind](count, anchors)

    is_date = kind in ("ago", "later")
    return Expression(
        start, end, "date" if is_date else "period", reckon, (_NAMES.get(kind, f"count_{kind}"),)
    )


def shapes() -> tuple[Shape, ...]:
    """The shapes of this file."""
    told = (*count_words("past"), *count_words("coming"))
    words = prefixes([*told, "再过", *("在" + word for word in told)])
    return (
        Shape(duration_starts() | behind("近这约") | {"过去", "最近", "大约", "大概"}, _read_after),
        Shape(behind("这近上前下后") | words, _read_before),
        Shape(frozenset("前"), _read_last_months),
        Shape(duration_starts(), _read_hours_within),
        Shape(duration_starts(), _read_this_day),
        Shape(behind("近") | words | {"此前", "之前", "在此前"}, _read_window),
    )
