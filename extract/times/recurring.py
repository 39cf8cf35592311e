"""Recurring times: 每年, 每周六, 每月4号, 每隔两天, 逐年, 一年一度."""

from __future__ import annotations

import re
from functools import cache

from shilu.extract.lexicon.ranges import JOINT
from shilu.extract.times.chain import read_chain
from shilu.extract.times.dispatch import prefixes
from shilu.extract.times.durations import duration_starts, read_duration
from shilu.extract.times.expression import Expression, Shape, always
from shilu.extract.times.numbers import TO, read_number
from shilu.extract.times.rows import every_words, guard, recurring_words
from shilu.extract.times.step import Rank

__all__ = ["shapes"]

_NOT_EVERY = re.compile(r"每(?:天然|日[优经电邮]|周[围边岁]|月饼)")


@cache
def _every() -> re.Pattern[str]:
    return re.compile(rf"每(?:逢|到|个|一个?)?(?P<u>{every_words().pattern})(?:的)?")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(recurring_words().pattern)


_OF_RATES = frozenset({"秒", "秒钟", "分钟", "小时"})
_RATE = re.compile(r"[^,。;、]{0,8}?(?:[0-9]|[二三四五六七八九两十百千万])")
"""What makes 每秒 or 每小时 the denominator of a rate and no time: 流量每秒6850立方米."""

_EVERY_SOME = re.compile(r"每(?:隔|间隔|过)?")


def _read_every(text: str, at: int) -> Expression | None:
    """每年, with the finer date behind it: 每年9月, 每周六, 每天晚上8点—9点."""
    found = _every().match(text, at)
    if found is None or _NOT_EVERY.match(text, at):
        return None
    if found["u"] in _OF_RATES and _RATE.match(text, found.end()):
        return None
    row = every_words().by_surface[found["u"]][0]
    end = _finer(text, found.end(), found["u"], Rank[row.rank or "CLOCK"])
    return _recurring(at, end, row.value, "every")


_WEEKDAYS = re.compile(
    rf"[一二三四五六日天](?![个项条次家名年月周])(?:{JOINT}(?:周|星期)?[一二三四五六日天])?"
    r"(?:[、和及](?:周|星期)?[一二三四五六日天](?![个项条次家名年月周十]))*"
)
_TO = re.compile(TO)


def _finer(text: str, at: int, unit: str, rank: Rank) -> int:
    weekday = _WEEKDAYS.match(text, at)
    if unit in ("周", "星期", "礼拜") and weekday:
        at, rank = weekday.end(), Rank.WEEKDAY
    chain = read_chain(text, at, rank) if rank < Rank.CLOCK else None
    if chain is None or text[at : at + 1] in "前的":
        return at - (1 if text[at - 1] == "的" else 0)
    to = _TO.match(text, chain.end)
    second = read_chain(text, to.end()) if to else None
    return second.end if second and second.steps[0].rank >= chain.steps[0].rank else chain.end


def _read_every_some(text: str, at: int) -> Expression | None:
    """每两年, 每隔200秒, 每半年."""
    found = _EVERY_SOME.match(text, at)
    duration = read_duration(text, found.end()) if found else None
    return _recurring(at, duration.end, duration.iso, "every") if duration else None


_ONCE = re.compile(
    r"一(?:届|度|次(?!性|通过|成功|建成|投|到位)|轮(?!明)|换(?!再)|选(?!择|中)|评(?!价)|检(?!查))"
)


_WEEKS_ONCE = re.compile(r"(?P<n>[0-9]{1,2}|[一两二三四五六八十])(?:周|个?星期|个?礼拜)一(?:次(?!性)|轮|换)")


_LONGEST_ONCE = 16


def _read_once_in(text: str, at: int) -> Expression | None:
    """两年一届, 半月一次: once in so long."""
    if weeks := _WEEKS_ONCE.match(text, at):  # 一周一次, where 周一 is no day
        return _recurring(at, weeks.end(), f"P{read_number(weeks['n']) or 1}W", "once_in")
    if text.find("一", at + 1, at + _LONGEST_ONCE) < 0:
        return None
    duration = read_duration(text, at)
    once = _ONCE.match(text, duration.end) if duration and not duration.open else None
    if duration is None or once is None or text.endswith(guard("lasts"), 0, at):
        return None
    return _recurring(at, once.end(), duration.iso, "once_in")


def _read_word(text: str, at: int) -> Expression | None:
    found = _word().match(text, at)
    if found is None:
        return None
    row = recurring_words().by_surface[found[0]][0]
    if not row.stands(text, at, found.end()):
        return None
    if text[at - 1 : at] == "“" and text[found.end() : found.end() + 1] == "”":
        return None  # “逐日” is a name
    if (
        found.end() < len(text)
        and at
        and text[at - 1] in "今去明前后当本每几多某0123456789一二三四五六七八九十"
    ):
        return None
    return _recurring(at, found.end(), row.value, recurring_words().rule(row))


_ON_WEEKDAY = re.compile(
    r"逢(?:每)?(?:周|星期|礼拜)[一二三四五六日天末](?:[、和]?(?:周|星期)?[一二三四五六日天](?![个项次]))*"
)


def _read_on(text: str, at: int) -> Expression | None:
    found = _ON_WEEKDAY.match(text, at)
    return _recurring(at, found.end(), "P1W", "every") if found else None


def _recurring(start: int, end: int, value: str, rule: str) -> Expression:
    return Expression(start, end, "recurring", always(value), (rule,), stated=True, says=False)


def shapes() -> tuple[Shape, ...]:
    """The shapes of this file."""
    return (
        Shape(frozenset("每"), _read_every),
        Shape(frozenset("每"), _read_every_some),
        Shape(prefixes(recurring_words().by_surface), _read_word),
        Shape(frozenset("逢"), _read_on),
        Shape(duration_starts(), _read_once_in),
    )
