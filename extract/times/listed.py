"""Neighbours that share their unit: 7、8月份, 七八两月, 一、二季度, 5、6两日, 96、97两年."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from shilu.extract.lexicon.table import alternation
from shilu.extract.times.calendar import part_year
from shilu.extract.times.dispatch import before
from shilu.extract.times.durations import counts_days
from shilu.extract.times.edtf import Date, Interval, Value
from shilu.extract.times.expression import Expression, Shape, always
from shilu.extract.times.frame import Anchors, Unreckoned, single
from shilu.extract.times.numbers import read_number
from shilu.extract.times.rows import guard
from shilu.extract.times.short_years import full_year
from shilu.extract.times.step import Hit, Rank, Reader

__all__ = ["readers", "shapes"]

_N = r"(?:[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})"
_AND = r"[ ]?(?:日?、|[和及与/])[ ]?"
_NO_MONTH = alternation(guard("after_month"))
_SHARED = re.compile(
    rf"(?P<all>第?{_N}(?:{_AND}第?{_N}){{1,11}}|一二|二三|三四|四五|五六|六七|七八|八九|九十)"
    r"[ ]?(?:(?P<count>[两二三四五六2-6])[ ]?(?P<each>个)?)?"
    rf"(?:(?P<month>月份?)(?!{_NO_MONTH})|(?P<quarter>季度)|(?P<day>[日号](?![元报志])|天))"
)
_RUN = re.compile(r"[0-9]+|[一二三四五六七八九十廿]+")
_MOST = {"month": 12, "quarter": 4, "day": 31}
_RANKS = {"month": Rank.MONTH, "quarter": Rank.PART, "day": Rank.DAY}
_COUNTS_DAYS = re.compile(r"[内间游均后前]|之[内间后前]")


@dataclass(frozen=True)
class Neighbours:
    """Months, quarters or days from the first through the last that is named."""

    kind: str
    first: int
    count: int
    rank: Rank
    stated: bool = False

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        """From the beginning of the first to the end of the last. Raises `Unreckoned` where there is no such day."""
        date = single(within)
        if self.kind == "quarter":
            last = 31 + self.first + self.count
            year = date.year if date else part_year(last, anchors)
            whole = Interval.between(Date(year, 32 + self.first), Date(year, last))
        elif self.kind == "month":
            first = Date(date.year, self.first) if date else anchors.month_of_year(self.first)
            whole = Interval.between(first, first.shift(self.count - 1, "month"))
        else:
            first = self._day(date, anchors)
            whole = Interval.between(first, first.shift(self.count - 1, "day")) if first.exists() else None
        if whole is None:
            raise Unreckoned("there is no such day")
        return whole

    def _day(self, month: Date | None, anchors: Anchors) -> Date:
        if month is None:
            return anchors.day_of_month(self.first)
        if not month.month or month.month > 12:
            raise Unreckoned("the month is not stated")
        return Date(month.year, month.month, self.first)


def _read_neighbours(text: str, at: int, rank: Rank) -> Hit | None:
    """Numbers one after the other before the unit that they share; how many they are may be told too (两月)."""
    found = _SHARED.match(text, at)
    if found is None or (
        at and text[at - 1] in "0123456789.第〇零一二三四五六七八九十廿" and found["all"][0] != "第"
    ):
        return None
    kind = next(one for one in _MOST if found[one])
    numbers = _numbers(found["all"])
    if not _follow(numbers, kind) or (found["count"] and read_number(found["count"]) != len(numbers)):
        return None
    if _opens_a_list(text, found):
        return None
    if kind == "day":
        each = "日" in found["all"]  # 21日、22日 are two days, 3月21日、22日 one span
        opens = rank == Rank.MONTH or (rank == Rank.START and not each and _are_days(text, found))
    else:
        opens = rank < Rank.PART and _is_list(found)
    if not opens:
        return None
    return Hit(found.end(), Neighbours(kind, numbers[0], len(numbers), _RANKS[kind]), f"neighbours.{kind}")


def _numbers(listed: str) -> list[int]:
    """The numbers of a list; of 七八, which is one run, both."""
    runs = _RUN.findall(listed)
    if len(runs) == 1 and len(listed) == 2:
        runs = list(listed)
    return [read_number(one) or 0 for one in runs]


def _follow(numbers: list[int], kind: str) -> bool:
    """Whether each is the next after the one before; December is followed by January."""
    top = _MOST[kind]
    if not all(0 < one <= top for one in numbers) or len(numbers) < 2:
        return False
    turn = top if kind == "month" else 0
    return all(
        after == before_ + 1 or (before_ == turn and after == 1) for before_, after in pairwise(numbers)
    )


def _opens_a_list(text: str, found: re.Match[str]) -> bool:
    """Whether the first number is that of an item, 一、 of 一、二季度: a line further down begins with the next."""
    start = found.start()
    if found["count"] or found["all"][1:2] != "、" or (start and text[start - 1] not in "\n \t"):
        return False
    following = _NEXT_ITEM.get(found["all"][0])
    return (
        following is not None and text.find(f"\n{following}、", found.end(), found.end() + _LIST_REACH) >= 0
    )


_NEXT_ITEM = {one: after for run in ("123456789", "一二三四五六七八九十") for one, after in pairwise(run)}
_LIST_REACH = 3000


def _is_list(found: re.Match[str]) -> bool:
    """七八月 is read as two months elsewhere; here only what has a mark between or tells how many."""
    if found["month"] and found["each"] and not found["count"]:
        return False
    return bool(found["count"]) or len(_RUN.findall(found["all"])) > 1


def _are_days(text: str, found: re.Match[str]) -> bool:
    """15、16日 without its month: not 三、四日后, 5、6号楼 or 十、十一日游."""
    if found["day"] != "日" and not (found["count"] and found["day"] == "天"):
        return False
    if _COUNTS_DAYS.match(text, found.end()) or counts_days(text, found.start(), found.end()):
        return False
    return bool(found["count"]) or (found["all"][0].isdigit() and found["all"][0].isascii())


_YEARS = re.compile(
    r"(?<![0-9.])(?P<all>['’]?(?:19|20)?[0-9]{2}(?:[ ]?[、和及与][ ]?(?:19|20)?[0-9]{2}){1,5})"
    r"[ ]?(?P<count>[两二三四五六2-6])?[ ]?年(?![级代来])"
)


def _read_years(text: str, at: int) -> Expression | None:
    """96、97两年, 1996、97年, 06、07年, 2015、2016两年. 15、16年 may be a length."""
    found = _YEARS.match(text, at)
    runs = _RUN.findall(found["all"]) if found else []
    if found is None or (found["count"] and read_number(found["count"]) != len(runs)):
        return None
    short = len(runs[0]) == 2
    told = found["count"] or runs[0][0] == "0" or found["all"][0] in "'’"
    if (short and not told) or (not found["count"] and all(len(one) == 4 for one in runs)):
        return None  # each of 2015、2016年 is a year by itself
    first = full_year(int(runs[0])) if short else int(runs[0])
    years = [int(one) if len(one) == 4 else _in_century(int(one), first) for one in runs]
    if any(after != earlier + 1 for earlier, after in pairwise(years)):
        return None
    value = Interval(Date(years[0]), Date(years[-1]))
    return Expression(at, found.end(), "period", always(value), ("range", "neighbours.year"), stated=True)


def _in_century(short: int, first: int) -> int:
    """The year of two digits that is not before `first`: 00 of 1999、00两年 is 2000."""
    year = first // 100 * 100 + short
    return year if year >= first else year + 100


def readers() -> tuple[Reader, ...]:
    """Steps of dates that are lists of neighbours."""
    marks = before("、和及与/月季个") | {"第"}
    return (Reader(marks, _read_neighbours), Reader(before("日"), _read_neighbours, frozenset()))


def shapes() -> tuple[Shape, ...]:
    """Lists of years."""
    return (Shape(before("、和及与") | frozenset("'’"), _read_years),)
