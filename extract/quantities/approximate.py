"""The words that bound a number, and what number and words amount to together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from shilu.extract.lexicon import Table, load_table
from shilu.extract.lexicon.table import alternation
from shilu.extract.numerals import Numeral, divided
from shilu.extract.numerals.numeral import whole
from shilu.extract.numerals.open import NOT_A_MARKER
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Source
from shilu.extract.quantities.rows import Approximator
from shilu.schemas import Amount, Bounded, Exact, Kind, Range

__all__ = [
    "Hedge",
    "amount_of",
    "approximators",
    "hedge_after",
    "hedge_before",
    "hedge_loose",
    "hedge_of_share",
    "hedged",
    "scaled",
]

BoundWord = Literal["about", "over", "at_least", "under", "at_most"]
_LONGEST_BEFORE = 8
_INCLUSIVE = r"(?: ?[(\[]含(?:本数)?[)\]])?"
# 9次余震, 3笔余款; 110亿元多出七倍, 20分钟多轮竞价, 三年多2000人: 余 and 多 that belong to what follows.
_BEGINS_A_WORD = re.compile(rf"{NOT_A_MARKER.pattern}|多(?:出|了|达|逾|近|于|过|轮|次|场|番|批|\d)")
# 在20℃上下浮动, 两人左右摇摆, 3米内径: words of their own.
_MOVES = re.compile(f"{cue('movements')}|{cue('inner parts')}")
_PRICE_ENDS = re.compile(r"[,。;、!?)\]”」\n]|$|的|不等")
_GAPS = (" ", "\n")
_LOOSE_INITIALS = frozenset("最至不起约每")
_LEVELS = frozenset({"最低", "最短", "保底", "底线"})  # 最低气温15度 is no bound
# 高于首季的1.8% gives the level of the other, no bound of a share.
_NO_SHARE = _LEVELS | {"几乎", "几近", "高于", "低于", "多于", "少于", "大于", "小于", "强于", "弱于"}
_LEAST_LINK = r"[^\W\d_]{1,6}"
_EVERY_LINK = r"每(?:[^\W\d_]{1,4})"
_RATE_ENDS = re.compile(r"每[^\W\d_每]{1,4}$")
_SHARE_LINK = r"(?:占|为|了|到|过|及|有)?[^\W\d_][^,。;:、\d]{0,15}的"
_ABOUT_LINK = r"[^\W\d_]{0,3}"
_MOST_LINK = r"(?:可以|可|能够|能|给予|补助|补贴|奖励|奖补|支持|享受|为|有|不得超过)[^\W\d_]{0,8}"


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that bounds a number, at its place."""

    start: int
    end: int
    surface: str
    bound: BoundWord
    rule: str
    better: bool = False
    kinds: tuple[Kind, ...] = ()
    """The kinds of amounts that it bounds; of any kind where it is empty."""


@cache
def approximators() -> Table[Approximator]:
    """The words that bound a number: 近, 余, 以上, 不少于."""
    return load_table("shilu.extract.quantities", "approximators.toml", Approximator)


@cache
def _before() -> dict[str, Approximator]:
    return {one: row for row in approximators() if row.position == "before" for one in row.surfaces}


@cache
def _before_ends() -> frozenset[str]:
    return frozenset(surface[-1] for surface in _before())


@cache
def _after() -> tuple[re.Pattern[str], dict[str, Approximator], frozenset[str]]:
    rows = {one: row for row in approximators() if row.position == "after" for one in row.surfaces}
    starts = frozenset(one[0] for one in rows) | {"(", "[", " "}
    return re.compile(rf"({_INCLUSIVE}) ?({alternation(rows)})"), rows, starts


@cache
def _loose() -> re.Pattern[str]:
    words = {
        row.id: alternation(one for one in row.surfaces if one.isalpha() and one not in _LEVELS)
        for row in approximators()
        if row.id in ("至少", "最多")
    }
    least, most = words["至少"], words["最多"]
    return re.compile(
        rf"(?:(?P<least>{least}){_LEAST_LINK}|(?P<most>{most})(?:{_MOST_LINK}|{_EVERY_LINK})|"
        rf"(?<![节合契条预签失公要制解])(?P<about>约)(?:可|需|能|须|计){_ABOUT_LINK})$"
    )


@cache
def _share_of() -> re.Pattern[str]:
    bounding = ("约", "不足", "超", "多于", "至少", "最多", "将近")
    words = alternation(
        one
        for row in approximators()
        if row.position == "before" and row.id in bounding
        for one in row.surfaces
        if one not in _NO_SHARE and (one == "约" or (len(one) > 1 and one.isalpha() and one[0] != "最"))
    )
    return re.compile(rf"(?<![节合制解大几])(?P<word>{words}){_SHARE_LINK}$")


def hedge_of_share(source: Source, start: int) -> Hedge | None:
    """The bound of a share that stands before what it is a share of: 不到总面积的 before 6%."""
    if source.before(start, 1) != "的":
        return None
    found = _share_of().search(source.before(start, 24))
    if not found:
        return None
    row = _before()[found["word"]]
    return Hedge(start, start, found["word"], row.bound, approximators().rule(row))


def hedge_before(source: Source, start: int, *, bare: bool = False) -> Hedge | None:
    """The word before `start` that bounds what begins there: 近 in 近4500万元.

    `bare` tells that the number is a unit without a digit, before which 上 and 过 count too: 上百.
    """
    text, at = source.folded, start
    while at > source.floor and text[at - 1] in _GAPS and start - at < 2:
        at -= 1
    if at <= source.floor or text[at - 1] not in _before_ends():
        return None
    lines = text.count("\n", at, start)
    if lines > 1 or (lines and source.cell(start) is not None):
        return None
    table = _before()
    for length in range(min(_LONGEST_BEFORE, at - source.floor), 0, -1):
        row = table.get(text[at - length : at])
        if row is None or (row.bare_only and not bare) or _is_other_word(text, at - length, row):
            continue
        if lines and text[max(0, at - length - 4) : at - length].endswith(row.noun_after or ("\0",)):
            return None
        if not (bare or row.only_after == ()) and not text[max(0, at - length - 4) : at - length].endswith(
            row.only_after
        ):
            continue
        bound: BoundWord = "about" if bare and row.id == "近" else row.bound
        first = start if row.outside else at - length
        hedge = Hedge(
            first, start, text[at - length : at], bound, approximators().rule(row), row.better, row.kinds
        )
        return hedge if row.outside else _with_second(source, hedge)
    return None


def _is_other_word(text: str, at: int, row: Approximator) -> bool:
    """约 in 节约 is no hedge; 超 after 其中 is one, though 中超 is a league."""
    if not at or text[at - 1] not in row.unless_after:
        return False
    return not text[max(0, at - 4) : at].endswith(row.though_after or ("\0",))


def _with_second(source: Source, hedge: Hedge) -> Hedge:
    """最高不超过20万元, 至少不低于300人: two words for one bound are one."""
    if hedge.bound not in ("at_least", "at_most"):
        return hedge
    text, table = source.folded, _before()
    for length in range(min(4, hedge.start - source.floor), 1, -1):
        row = table.get(text[hedge.start - length : hedge.start])
        if row is not None and row.bound == hedge.bound:
            first = hedge.start - length
            return replace(hedge, start=first, surface=text[first : hedge.start] + hedge.surface)
    return hedge


def hedge_loose(source: Source, start: int) -> Hedge | None:
    """A bound that stands a few words off and stays outside the amount: 最高可同时满足300辆."""
    before = source.context(start, 16)
    if _LOOSE_INITIALS.isdisjoint(before):
        return None
    found = _loose().search(before)
    if not found:
        return _hedge_of_rate(source, start, before)
    word = found["least"] or found["most"] or found["about"]
    settled = start - len(found[0]) < source.floor
    if settled and "每" not in found[0]:  # 最高每千瓦时3元: 千 is settled, and of the unit
        return None
    row = _before()[word]
    return Hedge(start, start, word, row.bound, approximators().rule(row))


def _hedge_of_rate(source: Source, start: int, before: str) -> Hedge | None:
    """The bound that stands before what a rate is stated per: 约 of 约每平方米2000元, 近 of 近每吨300元."""
    rate = _RATE_ENDS.search(before)
    hedge = hedge_before(source, start - len(rate[0])) if rate else None
    return replace(hedge, start=start, end=start) if hedge else None


def hedge_after(source: Source, end: int, *, has_unit: bool) -> Hedge | None:
    """The word after the unit that bounds the amount: 以上 in 50%以上, （含）以上."""
    pattern, rows, starts = _after()
    if source.folded[end : end + 1] not in starts:
        return None
    found = pattern.match(source.folded, end)
    if not found:
        return None
    word = found[2]
    row = rows[word]
    if (word in row.needs_unit and not has_unit) or _BEGINS_A_WORD.match(source.folded, end):
        return None
    if _MOVES.match(source.folded, found.start(2)):
        return None
    if word == "起" and not _PRICE_ENDS.match(source.folded, found.end()):
        return None
    last = end if row.outside else found.end()
    return Hedge(end, last, found[0].strip(), row.bound, approximators().rule(row), kinds=row.kinds)


def amount_of(numeral: Numeral, *, negative: bool = False) -> Amount:
    """The amount that a numeral states by itself, before any word around it.

    >>> from shilu.extract.numerals import read_numeral
    >>> amount_of(read_numeral("200多名", 0)).upper
    Decimal('300')
    """
    sign = -1 if negative else 1
    if numeral.value is None:
        ends = sorted(sign * end for end in (numeral.lower, numeral.upper) if end is not None)
        return Range(lower=ends[0], upper=ends[-1])
    value = numeral.value * sign
    if numeral.marker in ("来", "把"):
        return Bounded(bound="about", value=value)
    if numeral.marker is None:
        return Exact(value=value)
    return Bounded(bound="over", value=value, lower=numeral.lower, upper=numeral.upper)


def hedged(amount: Amount, hedge: Hedge | None, *, step: Decimal | None = None) -> Amount:
    """The amount with a bounding word applied. What is bounded already keeps its bounds.

    `step` is the worth of one unit, the reach of 多 after it: 三年多 lies between 3 and 4.
    """
    if hedge is None or not isinstance(amount, Exact):
        return amount
    value = amount.value
    match hedge.bound:
        case "about":
            return Bounded(bound="about", value=value)
        case "over":
            upper = None if step is None else value + step
            return Bounded(bound="over", value=value, lower=value, upper=upper)
        case "at_least":
            return Bounded(bound="at_least", value=value, lower=value)
        case "under":
            return Bounded(bound="under", value=value, upper=value)
        case "at_most":
            return Bounded(bound="at_most", value=value, upper=value)


def scaled(
    amount: Amount, factor: Decimal, *, plus: Decimal = Decimal(0), below: Decimal | None = None
) -> Amount:
    """The amount times a factor, plus a summand, over a divisor: 三成 is 30 per cent."""

    def times(number: Decimal) -> Decimal:
        moved = number * factor + plus
        return whole(moved if below is None else divided(moved, below))

    def move(number: Decimal | None) -> Decimal | None:
        return None if number is None else times(number)

    if isinstance(amount, Exact):
        return Exact(value=times(amount.value))
    if isinstance(amount, Bounded):
        return amount.model_copy(
            update={
                "value": move(amount.value),
                "lower": move(amount.lower), "upper": move(amount.upper),
            }
        )  # fmt: skip
    return amount.model_copy(update={"lower": move(amount.lower), "upper": move(amount.upper)})
