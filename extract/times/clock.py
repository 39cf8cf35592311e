"""Parts of the day and clock times: 上午, 八点半, 下午3点半, 8:30."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from shilu.extract.lexicon.ranges import JOINERS
from shilu.extract.lexicon.table import alternation
from shilu.extract.times.dispatch import before, prefixes
from shilu.extract.times.edtf import Date, Value, last_date
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.numbers import read_number
from shilu.extract.times.relative import shifted_unit
from shilu.extract.times.rows import DayPart, day_parts, guard
from shilu.extract.times.step import Hit, Rank, Reader

__all__ = ["Clock", "PartOfDay", "readers"]


@dataclass(frozen=True)
class PartOfDay:
    """上午, 今晚, 当晚. It makes a day no more precise, but tells how its hours are counted."""

    row: DayPart
    rank: Rank = Rank.DAYPART
    stated: bool = False

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        """The day that it is a part of."""
        if self.row.shift is not None and within is None:
            base = last_date(anchors.said_day()) if self.row.said else anchors.published()
            if base is None:
                raise Unreckoned("the period that the article named last is open")
            return shifted_unit(base, "day", self.row.shift)
        if within is None:
            raise Unreckoned("a part of the day, of no day in particular")
        return within


@dataclass(frozen=True)
class Clock:
    """A time of the day."""

    hour: int
    minute: int | None
    second: int | None
    rank: Rank = Rank.CLOCK
    stated: bool = False

    def narrow(self, within: Value | None, _anchors: Anchors) -> Value:
        """The day with its time."""
        if not isinstance(within, Date) or not within.day:
            raise Unreckoned("a time of the day, of no day in particular")
        if self.hour == 24:
            return within  # the end of the day
        return replace(within, clock=self.bare)

    @property
    def bare(self) -> str:
        """The time alone, in ISO 8601: `T08:30`."""
        seconds = f":{self.second:02d}" if self.second is not None else ""
        return f"T{self.hour % 24:02d}:{self.minute or 0:02d}{seconds}"


_H = r"(?P<h>[0-9]{1,2}|二十[一二三四]?|[一二两三四五六七八九十]{1,2}|零(?=时))"
_M = r"(?P<m>[0-9]{1,2}|[零〇]?[一二三四五六七八九十]{1,3})"
_COLON = re.compile(r"(?P<h>[01]?[0-9]|2[0-4]):(?P<m>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?(?![0-9:])")
_RATIO_BEFORE = re.compile(
    rf"(?:比(?!赛)|{alternation(guard('before_ratio'))})[^,。;]{{0,6}}\Z|(?<![0-9])[0-9]{{1,3}}:[0-9][^,。;0-9]{{0,3}}[至到、,为成]\Z"
)
_SPOKEN = re.compile(
    rf"{_H}[ ]?(?P<u>点钟|点|时)(?:(?P<half>半)|(?P<sharp>[整正])|(?P<quarter>[一三13])刻"
    rf"|{_M}分(?![之钟])(?:(?P<s>[0-9]{{1,2}})秒)?"
    r"|(?P<bare>[0-5][0-9]|[零〇一二三四五]十?[一二三四五六七八九十])(?![0-9一-九%个分米公吨斤亩元倍万亿里尺厘毫千克升]))?(?P<about>许)?"
)
_TAKES = re.compile(r"[用历耗需费]时\Z")
"""Before a length of time: 用时1时40分."""

_IN_NUMERAL = frozenset("百千万亿十零〇一二三四五六七八九两")
_OPEN_END = re.compile(rf"[{JOINERS}前后起,。、)]|开|左右|多|许|准时|整|的|出|上班|下班|$")


_PAIR = re.compile(r"\d{1,3}:\d{1,3}")
_PAIRS_BEFORE = re.compile(r"(?:\d{1,3}:\d{1,3}[、, 至到]{1,2}){1,8}\Z")
_PAIRS_AFTER = re.compile(r"(?:[、, ]{1,2}\d{1,3}:\d{1,3}){1,8}")
_PAIRS_REACH = 32


def _among_scores(text: str, start: int, end: int) -> bool:
    """8:11 in 11:9、8:11、11:6: a list in which one pair is no clock time has none."""
    before = _PAIRS_BEFORE.search(text, max(0, start - _PAIRS_REACH), start)
    after = _PAIRS_AFTER.match(text, end)
    pairs = [pair for found in (before, after) if found for pair in _PAIR.findall(found[0])]
    return not all(map(_COLON.fullmatch, pairs))


def _is_score(text: str, start: int, end: int) -> bool:
    """以3:1战胜, 比分为21:15."""
    if _among_scores(text, start, end) or text.endswith(guard("before_score"), 0, start):
        return True
    after = end + text.startswith("的", end)
    return bool(_RATIO_BEFORE.search(text, max(0, start - 12), start)) or text.startswith(
        guard("after_score"), after
    )


def _read_clock(text: str, at: int, rank: Rank) -> Hit | None:
    if rank not in (Rank.START, Rank.DAY, Rank.WEEKDAY, Rank.DAYPART):
        return None
    colon = _COLON.match(text, at)
    if colon and rank == Rank.START and _is_score(text, at, colon.end()):
        return None
    if colon:
        step = Clock(int(colon["h"]), int(colon["m"]), int(colon["s"]) if colon["s"] else None)
        return Hit(colon.end(), step, "clock")
    found = _SPOKEN.match(text, at)
    if not found or not _tells_hour(found, text, rank):
        return None
    if rank == Rank.START and (_TAKES.search(text, max(0, at - 2), at) or text[at - 1 : at] in _IN_NUMERAL):
        return None  # 用时1时40分; 二百五十一点零八公里
    spoken = _spoken(found)
    return Hit(found.end(), spoken, "clock") if spoken else None


def _spoken(found: re.Match[str]) -> Clock | None:
    hour = read_number(found["h"])
    minute = read_number(found["m"] or found["bare"]) if found["m"] or found["bare"] else None
    if found["half"]:
        minute = 30
    elif found["quarter"]:
        minute = 15 * (read_number(found["quarter"]) or 0)
    if hour is None or hour > 24 or (minute or 0) > 59:
        return None
    return Clock(hour, minute, int(found["s"]) if found["s"] else None)


_A_WHILE = re.compile(r"一时半[会刻晌载]|[一1]时半(?!$|[,。、许至到起])")
"""一时半会 is a short while, and 1时半 may be a length of time; 三时半 of older print is a time of the day."""


def _tells_hour(found: re.Match[str], text: str, rank: Rank) -> bool:
    """一点 is a little, 8点建议 are points: an hour alone needs a day or its part, minutes or 钟."""
    if rank != Rank.START:
        return not text.startswith(guard("after_hour"), found.end())
    if found["u"] == "点钟" or found["half"] or found["sharp"] or found["quarter"] or found["m"]:
        return not (found["half"] and found["u"] == "时" and _A_WHILE.match(text, found.start()))
    if found["bare"]:
        return found["u"] == "时" or not found["bare"].isdigit()
    if found["u"] == "时" and found["about"]:
        return not text.startswith(("多", "可", "久"), found.end())
    if found["u"] == "时":
        return found["h"].isdigit() and not text.startswith(guard("after_hour"), found.end())
    before = text[max(0, found.start() - 1) : found.start()]
    return (
        found["h"] not in ("一", "1", "两", "0")
        and bool(_OPEN_END.match(text, found.end()))
        and before not in ("差", "有", "少")
    )


@cache
def _words() -> re.Pattern[str]:
    return re.compile(day_parts().pattern)


_HOUR_FOLLOWS = re.compile(rf"{_H}[ ]?(?:点|时|:)")
_ONE_CHARACTER_ENDS = re.compile(r"$|[,。、至到0-9一二三四五六七八九十]")


def _read_part_of_day(text: str, at: int, rank: Rank) -> Hit | None:
    if rank not in (Rank.START, Rank.DAY, Rank.WEEKDAY) and rank != Rank.WEEK:
        return None
    found = _words().match(text, at)
    if not found:
        return None
    row = day_parts().by_surface[found[0]][0]
    if not row.stands(text, at, found.end()) or (row.shift is not None and rank != Rank.START):
        return None
    if rank == Rank.START and text[at - 1 : at] == "的" and not _HOUR_FOLLOWS.match(text, found.end()):
        return None  # 儿时的夜晚
    if rank == Rank.START and not row.alone and not _HOUR_FOLLOWS.match(text, found.end()):
        return None
    if len(found[0]) == 1 and not _ONE_CHARACTER_ENDS.match(text, found.end()):
        return None
    return Hit(found.end(), PartOfDay(row), day_parts().rule(row))


def afternoon(clock: Clock, part: DayPart | None) -> Clock:
    """The clock time as the part of the day before it counts: 下午3点 is 15, 凌晨12点 is 0, 深夜1点 is 1."""
    if part is None:
        return clock
    if part.afternoon:
        late = part.id in ("中午",) and clock.hour >= 10
        night = part.surfaces[0] in ("下午", "晚", "今晚", "昨晚", "明晚", "当晚") and clock.hour == 12
        return clock if late or night or clock.hour >= 12 else replace(clock, hour=clock.hour + 12)
    return replace(clock, hour=0) if clock.hour == 12 and part.surfaces[0] == "上午" else clock


def readers() -> tuple[Reader, ...]:
    """All readers of this file, in the order in which they are tried."""
    return (
        Reader(prefixes(day_parts().by_surface), _read_part_of_day),
        Reader(before(":点时"), _read_clock),
    )
