"""The number of an amount, with its sign and the units of ten that follow it: 零下15, 3×10^8, 40k."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from shilu.extract.lexicon.ranges import JOINERS
from shilu.extract.numerals import Numeral, read_numeral, read_open, read_rough, read_some_tens
from shilu.extract.numerals.characters import FINANCIAL
from shilu.extract.quantities.approximate import amount_of, scaled
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.cut import over_line
from shilu.extract.quantities.findings import Source
from shilu.schemas import Amount, Exact

__all__ = ["Head", "is_joined", "read_head"]

_C = "〇零一二三四五六七八九十百千万亿两"

_SENTENCES = ("徒刑", "拘役", "公权")
"""Before a financial form alone: 有期徒刑陆月 of a judgment."""
_SHARE_NEXT = re.compile(r" *(?:分 *之|又)")
_SIGN = re.compile(r"(?:([-—–]) ?|(?<![胜肩担背抱自辜欠])(负) ?|(零下))$")
_PLUS = re.compile(r"(?:[|\t(:=]|\|? ) ?\+$")  # +8.1 in the cell of a table
_SIGN_ENDS = frozenset("-—–负下 ")
# Before a dash that is a minus: nothing, a mark, or a verb of level or change.
_MINUS_AFTER = re.compile(r"(?:^|[\s|(:,。;=长降跌亏损为是达至到了约近低率额值差润在])$")
# 12-1班, A座-12层, 歼-20, 表14-2, )-1: a dash after a digit, a letter, a bracket or a numbered word joins.
_JOINED = re.compile(rf"(?:[\dA-Za-z%)\]】》”’°℃{_C}-]|[\dA-Za-z{_C}](?:[\u4e00-\u9fff]{{1,2}}))$")
_PERIOD_BEFORE = re.compile(r"(?:\d年|年度?|月份?|季度|[上下]半年)$")
_SIGNED = re.compile(r"[万亿]{0,2} ?(?:%|‰|个?百分点|pct|[℃°]|摄氏)")
_CHANGING = re.compile(rf"(?:{cue('signed')})$")
_LETTER_TIMES = {"k": 1000, "K": 1000, "w": 10_000, "W": 10_000, "M": 10**6, "G": 10**9}
_TIMES = re.compile(r" ?([kKwWMG])(?![A-Za-z0-9])")
_POWER = re.compile(r"[×xX*] ?10(?:\^|的)?(-?\d{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]{1,3})")
_CARET = re.compile(r"\^([+-]*)(\d{1,2})(?!\d)")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@dataclass(slots=True)
class Head:
    """A number with the sign before it and the units of ten after it, still without what it counts."""

    numeral: Numeral
    start: int
    end: int
    amount: Amount
    negative: bool
    rules: tuple[str, ...]


def read_head(source: Source, at: int, *, signed: bool = True) -> Head | None:
    """The number at `at`, with the sign before it if `signed`; None where no number begins there."""
    folded = source.folded
    numeral = (
        read_rough(folded, at)
        or read_some_tens(folded, at)
        or read_numeral(folded, at, alone=bool(_SHARE_NEXT.match(folded, at + 1)) or _sentenced(source, at))
        or read_open(folded, at)
    )
    if numeral is None or (numeral.value is None and numeral.lower is None):
        return None
    numeral = over_line(source, numeral)
    start = _sign(source, at, numeral) if signed and at > source.floor else at
    negative = start < at
    if signed and not negative and folded[at - 1 : at] == "+" and _PLUS.search(source.before(at, 3)):
        start = at - 1
    head = Head(numeral, start, numeral.end, amount_of(numeral, negative=negative), negative, numeral.rules)
    _read_powers(source, head)
    return head


def _sentenced(source: Source, at: int) -> bool:
    return source.folded[at : at + 1] in FINANCIAL and source.context(at, 2) in _SENTENCES


def _sign(source: Source, at: int, numeral: Numeral) -> int:
    """Where the sign of the number at `at` begins; `at` itself where it has none.

    A dash is a minus at the start, after a mark or a verb of level (为-3), after a word of change (环比-3); after any
    other word only before a unit that goes below zero (夜间-15℃).
    """
    if source.folded[at - 1] not in _SIGN_ENDS:
        return at
    sign = _SIGN.search(source.context(at, 4))
    start = at - len(sign[0]) if sign else at
    if sign is None or start < source.floor:
        return at
    if sign[1] is None:
        return start
    before = source.context(start, 8).rstrip(" ")
    apart = source.context(start, 2) == "  "  # a cell of a table kept by columns
    signed = _SIGNED.match(source.folded, numeral.end)
    dated = signed and (_PERIOD_BEFORE.search(before) or _CHANGING.search(before))  # 上半年-3%, CPI同比-0.5%
    if is_joined(before) and not (apart or dated):
        return at
    if sign[1] == "-" and _MINUS_AFTER.search(source.context(start, 1)):
        return start
    changing = _CHANGING.search(before) or (sign[1] != "-" and _MINUS_AFTER.search(before))
    if changing or (sign[1] == "-" and signed):
        return start
    return at


def is_joined(before: str) -> bool:
    """Whether a dash after this text joins what follows to a number or code: 12-1班, A座-12层.

    >>> is_joined("A座"), is_joined("表14"), is_joined("环比")
    (True, True, False)
    """
    return bool(_JOINED.search(before))


def _read_powers(source: Source, head: Head) -> None:
    """3×10^8, 40k, 30w: units of ten after an Arabic number."""
    following = source.folded[head.end : head.end + 2].lstrip(" ")[:1]
    if not following or following not in "×xX*^kKwWMG" or not head.numeral.digits:
        return
    if power := _POWER.match(source.folded, head.end):
        exponent = int(power[1].translate(_SUPERSCRIPTS))
        head.amount, head.end = scaled(head.amount, Decimal(1).scaleb(exponent)), power.end()
        head.rules += ("numeral.power",)
    elif (
        (caret := _CARET.match(source.folded, head.end))
        and isinstance(head.amount, Exact)
        and head.amount.value
    ):
        sign = -1 if caret[1].count("-") % 2 else 1
        base = abs(head.amount.value) ** (sign * int(caret[2]))
        head.amount, head.end = Exact(value=-base if head.negative else base), caret.end()
        head.rules += ("numeral.power",)
    elif (times := _TIMES.match(source.folded, head.end)) and _is_times(source, head, times):
        head.amount = scaled(head.amount, Decimal(_LETTER_TIMES[times[1]]))
        head.end = times.end()
        head.rules += ("numeral.letter",)


def _is_times(source: Source, head: Head, times: re.Match[str]) -> bool:
    """k and w multiply what is counted or stands alone; 4K and 5G are names, 9 M a length or data."""
    value = head.numeral.value or Decimal(0)
    after = source.folded[times.end() : times.end() + 1]
    if times[1] in "MG":
        return head.negative and not after.strip()
    if times[1] == "W" and after not in ("元", "人", "+"):
        return False  # watts
    if times[1] in "kK" and ((value in (2, 4, 8) and after != "元") or value != value.to_integral_value()):
        return False
    return not after.strip() or after in f"{JOINERS}元个块人次名户万+,。左上多/"
