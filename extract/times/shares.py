"""The first and last units of a year or month: 前三季度, 头两个月, 前10天, 最后三个月."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shilu.extract.times.edtf import Date, Interval, Value
from shilu.extract.times.frame import Anchors, Unreckoned, single
from shilu.extract.times.numbers import CHINESE, NUMERIC, read_number
from shilu.extract.times.step import Hit, Rank, Reader

__all__ = ["readers"]


@dataclass(frozen=True)
class FirstOf:
    """The first units of a year or month: 前三季度, 前11个月, 前10天."""

    count: int
    unit: str
    rank: Rank = Rank.PART
    stated: bool = False

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        date = single(within) or Date(anchors.year())
        first = Date(*date.first())
        if self.unit == "天":
            end = first.shift(self.count - 1, "day")
            return Interval(first, end)
        months = self.count * (3 if self.unit == "季度" else 1)
        if date.month or months > 12:
            raise Unreckoned("it stands inside a month")
        return Interval(first.only("month"), Date(date.year, months))


_FIRST = re.compile(
    rf"(?:的)?(?P<w>[前头首])[ ]?(?P<n>[0-9]{{1,2}}|{CHINESE}{{1,3}})[ ]?(?:个)?(?P<u>季度?(?!节|军|后赛)|月(?!月)|天)"
)


def _read_first(text: str, at: int, rank: Rank) -> Hit | None:
    found = _FIRST.match(text, at)
    count = read_number(found["n"]) if found else None
    if not found or not count or rank >= Rank.WEEK or text[at - 1 : at] in _WITHIN_WORDS[found["w"]]:
        return None
    if rank == Rank.START and _needs_year(found):
        return None
    unit = "季度" if found["u"] == "季" else found["u"]
    few = rank == Rank.START and unit != "季度" and count < 4
    if few and not found[0].startswith("头") and not text.startswith(_LASTING, found.end()):
        return None  # 前两个月 are the last two months, 前10个月 those of the year
    if few and (unit == "天" or (at and text[at - 1] not in ",。;:\n (")):
        return None
    if rank in (Rank.PART, Rank.DECADE, Rank.CENTURY) or (unit != "天" and rank == Rank.MONTH):
        return None
    if (unit == "季度" and count > 4) or (unit == "月" and count > 12) or count > 31:
        return None
    own = Rank.DAY if unit == "天" else Rank.PART
    return Hit(found.end(), FirstOf(count, unit, own), "first_of")


_WITHIN_WORDS = {
    "前": ("提",),
    "头": (),
    "首": ("匕", "为", "榜", "岁", "上", "下", "部", "剧", "目", "画", "漫"),
}
"""Characters before it that make another word of it: 提前三个月."""


def _needs_year(found: re.Match[str]) -> bool:
    """前三季 may be seasons of a series, and 首10天 the days since an opening: they are of a year that is named."""
    return (found["w"] != "首" and found["u"] == "季") or (found["w"] == "首" and found["u"] == "天")


_LASTING = ("累计",)


@dataclass(frozen=True)
class LastOf:
    """The last units of a year or month: 最后三个月, 最后10天."""

    count: int
    unit: str
    rank: Rank = Rank.PART
    stated: bool = False

    def narrow(self, within: Value | None, _anchors: Anchors) -> Value:
        """From so many units before its end to its end."""
        date = single(within)
        if date is None or date.unknown:
            raise Unreckoned("the year is not stated")
        end = Date(*date.last())
        if self.unit == "天":
            return Interval(end.shift(1 - self.count, "day"), end)
        months = self.count * (3 if self.unit == "季度" else 1)
        if date.month or months > 12:
            raise Unreckoned("it stands inside a month")
        return Interval(Date(date.year, 13 - months), Date(date.year, 12))


_LAST = re.compile(rf"(?:的)?最后(?P<n>[0-9]{{1,2}}|{CHINESE}{{1,3}})个?(?P<u>季度|月|天)")


def _read_last(text: str, at: int, rank: Rank) -> Hit | None:
    found = _LAST.match(text, at) if rank in (Rank.YEAR, Rank.MONTH) else None
    count = read_number(found["n"]) if found else None
    if not found or not count or count > 31 or (found["u"] != "天" and (rank == Rank.MONTH or count > 12)):
        return None
    return Hit(
        found.end(), LastOf(count, found["u"], Rank.DAY if found["u"] == "天" else Rank.PART), "last_of"
    )


_FIRST_OF = frozenset("前") | {word + one for word in "头首" for one in NUMERIC | {"两", " "}}


def readers() -> tuple[Reader, ...]:
    """All readers of this file, in the order in which they are tried."""
    return (
        Reader(_FIRST_OF | {"的"}, _read_first, _FIRST_OF),
        Reader(frozenset("的最"), _read_last, frozenset()),
    )
