"""百, 千, 万, 亿 without a digit: an amount (百名书记, 近亿元) or a unit whose number is lost or elsewhere (■亿元)."""

from __future__ import annotations

import re

from shilu.extract.quantities.approximate import hedge_after, hedge_before
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Source
from shilu.extract.quantities.heads import Head
from shilu.extract.quantities.measure_words import Measure

__all__ = ["bare_counts"]

_UNIT_HEADING = re.compile(r"单位 ?[::]? ?$")
# What is left of a number that the page lost: ■亿元, 3.l5亿元, ……万元, 3?15亿元.
_LOST = re.compile(r"[\dA-Za-z.,·?*×_…—=#|/\\■□●○◎◆◇▲△▇█�＊〓-] ?$")
_NAMES_UNIT = re.compile(r"(?:以|按|[(\[【]|单位为?|计量|为)$")
_SPENT = re.compile(rf"(?:{cue('before a bare sum')})了?$")
_OF_A_SIZE = re.compile(cue("of a size"))
_WEIGHS = re.compile(r"重(?=[的巨大]|[,。])")
_LEVEL = re.compile(r"(?:[迈跨登跃站]上|跨[越过入]|突破|冲破|越过|跃过|迈[过入]|站稳|达到?|超过)$")
_STEP = re.compile(r"(?:大?台阶|大关|关口|门槛)")
_NEVER = frozenset("家里步般口代世方面丈道层尺般重花草分年人头首")
_FREE = frozenset("名位户件项场个家座种辆台处所")


def bare_counts(source: Source, head: Head, measure: Measure | None, end: int) -> bool:
    """Whether 百, 千, 万 without a digit state an amount: 百名书记 and 近亿元 do, 百年大计, 亿元村 and ■亿元 do not."""
    if measure is None or _LOST.search(source.context(head.start, 2)):
        return False
    level = _LEVEL.search(source.context(head.start, 4)) and _STEP.match(source.folded, end)
    if level:
        return True  # 迈上千亿元台阶
    if source.context(head.start, 1) == " ":
        return False  # 投资约 亿元: the number is lost
    if head.numeral.marker or hedge_before(source, head.start, bare=True):
        return not _OF_A_SIZE.match(source.folded, end) or measure.kind != "money"
    if hedge_after(source, end, has_unit=True):
        return True
    before = source.context(head.start, 8)
    if _UNIT_HEADING.search(before) or _NAMES_UNIT.search(before):
        return False
    if measure.kind == "mass" and _WEIGHS.match(source.folded, end):
        return True
    if measure.kind in ("money", "percent", "data"):
        return bool(_SPENT.search(before)) and not _OF_A_SIZE.match(source.folded, end)
    word = source.folded[head.start : head.end]
    if len(word) > 1:
        return measure.source != "count_nouns" or word[-1] != "亿"  # 千亿县
    if measure.source != "classifiers" or measure.surface in _NEVER:
        return False
    counted = source.folded[end : end + 6]
    return (
        measure.surface in _FREE
        or measure.surface[-1] == "次"
        or any(one in counted for one in measure.counts)
    )
