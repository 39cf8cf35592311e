"""Edges of what stands before them: 年初, 10月底, 80年代末."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shilu.extract.lexicon.table import alternation
from shilu.extract.times.dispatch import prefixes
from shilu.extract.times.edtf import CLOSED_MONTHS, Date, Value
from shilu.extract.times.frame import Anchors, single
from shilu.extract.times.numbers import NUMERIC
from shilu.extract.times.rows import edges
from shilu.extract.times.step import Hit, Rank, Reader

__all__ = ["EdgeOf", "reader"]


@dataclass(frozen=True)
class EdgeOf:
    """The beginning, middle or end of what stands before it: 年初, 10月底, 80年代末."""

    month: int
    whole: bool
    rank: Rank
    ahead: bool = False
    """Whether the words about it look ahead: 到年底, 年底前."""
    stated: bool = False

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        """The month or span at that edge of the value so far."""
        if within is None and self.whole:
            return Date(anchors.year_under_review())
        if within is None:
            anchors.future = anchors.future or self.ahead
            return anchors.month_of_year(self.month)
        date = single(within) or Date(anchors.year())
        if date.month in CLOSED_MONTHS and self.month in (1, 12):
            year, month, _ = date.first() if self.month == 1 else date.last()
            return Date(year, month)
        if self.whole or date.unknown or date.month:
            return date
        return Date(date.year, self.month)


@cache
def _edge_words() -> re.Pattern[str]:
    single = [one for one in edges().by_surface if len(one) == 1]
    words = [one for one in edges().by_surface if len(one) > 1]
    return re.compile(
        rf"(?P<word>{alternation(words)})(?![级龄段无]|(?<=中)[生学效])|(?P<char>{alternation(single)})(?![级中小学衣秋考国央心间期共日步次端层])"
    )


_AHEAD_AFTER, _AHEAD_BEFORE = re.compile(r"之?前(?!期)"), re.compile(r"(?<!截)[到至]\Z")
_MIDDLE = re.compile(r"[,。、;:的至到]|期|$")


def _read_edge(text: str, at: int, rank: Rank) -> Hit | None:
    if rank >= Rank.WEEK:
        return None
    found = _edge_words().match(text, at)
    if not found:
        return None
    if rank == Rank.PART and found[0] not in ("初", "末", "底"):
        return None
    year_word = "年" in found[0] or "岁" in found[0]
    if found[0] == "中" and not _MIDDLE.match(text, found.end()):
        return None
    if rank == Rank.START and not (year_word and found["word"] and _stands_alone(text, at, found)):
        return None
    if (year_word and rank == Rank.MONTH) or ("月" in found[0] and rank != Rank.MONTH):
        return None
    row = edges().by_surface[found[0]][0]
    ahead = rank == Rank.START and bool(
        _AHEAD_AFTER.match(text, found.end()) or _AHEAD_BEFORE.search(text, max(0, at - 2), at)
    )
    return Hit(found.end(), EdgeOf(row.months[0], row.whole, Rank.WEEK, ahead), edges().rule(row))


def _stands_alone(text: str, at: int, found: re.Match[str]) -> bool:
    """Whether 年初 is that of a year not named: not in 三年初见成效, and 开年 only in 开年以来."""
    if at and text[at - 1] in NUMERIC:
        return False
    return found[0] not in ("整年", "一整年", "年头", "开年") or text.startswith("以来", found.end())


def reader() -> Reader:
    """The reader of edges."""
    words = prefixes(edges().by_surface)
    alone = frozenset(one for one in words if one[0] in "年岁" or one[:2] in ("全年", "开年"))
    return Reader(words, _read_edge, alone)
