"""What stands after a number: its unit or classifier, with denominators, 大, 多 and 半 inside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from shilu.extract.quantities.approximate import Hedge, scaled
from shilu.extract.quantities.cues import parted_units
from shilu.extract.quantities.denominators import read_population, read_slash
from shilu.extract.quantities.findings import Source
from shilu.extract.quantities.heads import Head
from shilu.extract.quantities.measure_words import Measure, match_measure, named_unit
from shilu.extract.quantities.shares import read_points

__all__ = ["Counted", "read_counted"]

_GAP = re.compile(r" {1,2}|\n(?=[\u4e00-\u9fff%])")
_MARK_NEXT = re.compile(r"[,，。;；、:：)）”!！?？\n]|$")
_IN_FULL = "整正"  # 三千元整
_SMALL_CHANGE = frozenset("角毛分仙厘")
_YUAN = ("元", "圆", "块", "块钱")
_OWN_INITIALS = frozenset(" 个百打/")
_MAGNITUDE_AFTER = re.compile(r"([大小整长厚满])(?=([^\d\s,。;:、()]))")
_LOOSE_NOUNS = frozenset("地方岸路桥江河山城线机车战标社队站")
# 十打苹果: a dozen is a number, like 万; 打 before a Chinese character that it forms a verb with is none.
_DOZEN = re.compile(
    r" ?打(?![一击造破算工扮开扫印包压仗赢败黑拐假劫赌通折断理拼响电卡球牌招听动量磨气针井下的])"
)


@dataclass(slots=True)
class Counted:
    """What stands after a number."""

    measure: Measure | None
    unit: str | None
    end: int
    per: tuple[str, ...] = ()
    below: tuple[Measure, ...] = ()
    extra: Hedge | None = None
    half: bool = False
    rules: tuple[str, ...] = ()


def read_counted(source: Source, head: Head) -> Counted:
    """The unit or classifier after a number, with what comes between and its denominators."""
    folded, at = source.folded, head.end
    if folded[at : at + 1] in _OWN_INITIALS and (own := _read_own(source, head, at)):
        return own
    gap = _GAP.match(folded, at)
    if gap:
        at = gap.end()
    measure = match_measure(source, at, number_start=head.numeral.start)
    if measure and gap and gap[0] == "\n" and not _runs_over(source, head, measure, at):
        return Counted(None, None, head.end)
    if measure is None:
        return _great(source, head, at)
    if head.numeral.magnitude >= 10**4 and measure.surface in _SMALL_CHANGE:
        scored = measure.kind != "money" and _MARK_NEXT.match(folded, at + len(measure.surface))
        if not scored:
            return Counted(None, None, head.end)  # 3.5亿分两年付清: nobody counts tens of thousands of fen
    few = head.end - head.start == 1 or head.numeral.digits
    if measure.source == "count_nouns" and few and measure.surface in _LOOSE_NOUNS:
        return Counted(None, None, head.end)
    if not measure.inside:
        return Counted(measure, None, head.end, rules=(measure.rule,))
    if measure.surface == "公司" and head.numeral.digits and head.end - head.start == 3 and not gap:
        return Counted(None, None, head.end)  # 360公司 is a name
    end = _bracketed(source, at + len(measure.surface), measure)
    if measure.surface in _YUAN and (named := _currency(source, end, head)):
        measure, end = named, end + len(named.surface)
    slash_end, per = read_slash(source, end)
    unit = source.text[at:end]
    if len(unit) > 1 and unit[-1] in _IN_FULL and measure.kind == "money":
        unit = unit[:-1]
    return Counted(
        measure, unit, slash_end, tuple(one.surface for one in per), rules=(measure.rule,), below=per
    )


def _runs_over(source: Source, head: Head, measure: Measure, at: int) -> bool:
    """Whether the unit at the head of a line is that of the number that ends the line above: 打井30⏎眼，植树. It is
    where a mark follows it, or it is a unit of measure; below a headline or the row of a table another line begins."""
    units = measure.is_unit and (len(measure.surface) > 1 or head.numeral.chinese)
    ends = _MARK_NEXT.match(source.folded, at + len(measure.surface))
    return bool(units or ends) and source.cell(head.start) is None


def _bracketed(source: Source, at: int, measure: Measure) -> int:
    """The end of a second classifier in brackets: 1064件（组）, 5个（家）; `at` itself where there is none."""
    if source.folded[at : at + 1] != "(" or measure.source != "classifiers":
        return at
    other = match_measure(source, at + 1, number_start=at)
    end = at + 1 + len(other.surface) if other and other.source == "classifiers" else at
    return end + 1 if end > at and source.folded[end : end + 1] == ")" else at


def _currency(source: Source, at: int, head: Head) -> Measure | None:
    """欧元 in 3万元欧元: the name of the money right behind 元 tells which it is."""
    named = match_measure(source, at, number_start=head.numeral.start)
    return named if named and named.source == "currencies" and named.code and len(named.surface) > 1 else None


def _read_own(source: Source, head: Head, at: int) -> Counted | None:
    """个百分点, 打, 个多月 and /10万, which are read by a shape of their own."""
    folded = source.folded
    if points := read_points(source, at):
        text = source.text[at:points]
        point = named_unit("百分点")
        return Counted(point, text.strip(), points, rules=("share.points", point.rule))
    if dozen := _DOZEN.match(folded, at):
        head.amount = scaled(head.amount, Decimal(12))
        pieces = Measure("打", "count", None, "numeral.dozen")
        return Counted(pieces, None, dozen.end(), rules=("numeral.dozen", "classifiers.打"))
    if folded.startswith("个亿", at) and head.numeral.magnitude == 1:
        head.amount = scaled(head.amount, Decimal(10**8))
        end = at + 2 + (folded[at + 2 : at + 3] == "元")
        yuan = match_measure(source, end - 1, number_start=at) if end > at + 2 else None
        money = yuan or Measure(
            "个亿", "money", "CNY", "counted.hundred millions", source="units", named=False
        )
        return Counted(money, "元" if yuan else "个亿", end, rules=(money.rule,))
    if head.numeral.marker is None and (many := _many_pattern().match(folded, at)):
        return _many_of(many)
    if population := read_population(source, at):
        rate = Measure("/", "other", None, "shape.rate of a population", source="units", named=False)
        return Counted(rate, None, population[0], (population[1],), rules=(rate.rule,))
    return None


@cache
def _many_pattern() -> re.Pattern[str]:
    return re.compile(rf"(个)([多半])({parted_units()}|点)")


def _many_of(many: re.Match[str]) -> Counted:
    """一个多月, 两个半小时: the word stands inside the unit."""
    unit = "个" + many[3]
    probe = Source(unit, unit)
    measure = match_measure(probe, 0, number_start=0) or match_measure(
        Source(many[3], many[3]), 0, number_start=0
    )
    extra = None
    if many[2] == "多":
        extra = Hedge(many.start(2), many.end(2), "多", "over", "approximators.多")
    return Counted(
        measure,
        unit,
        many.end(),
        extra=extra,
        half=many[2] == "半",
        rules=((measure.rule,) if measure else ()),
    )


def _great(source: Source, head: Head, at: int) -> Counted:
    """六大子场景, 10大类: 大 alone or before a classifier."""
    found = _MAGNITUDE_AFTER.match(source.folded, at)
    if not found or head.numeral.marker:
        return Counted(None, None, head.end)
    measure = match_measure(source, found.end(), number_start=head.numeral.start)
    if measure and measure.kind == "count" and measure.source == "classifiers":
        end = found.end() + len(measure.surface)
        return Counted(measure, source.text[at:end], end, rules=(measure.rule, "shape.great"))
    if found[1] != "大" or (head.numeral.value or 0) > 20 or not "\u4e00" <= found[2] <= "\u9fff":
        return Counted(None, None, head.end)
    great = Measure("大", "count", None, "shape.great")
    return Counted(great, "大", found.end(), rules=("shape.great",))
