"""Tallies, whose units are one character each and stand only beside each other: 6胜4平2负, 12金9银15铜, 2男1女."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shilu.extract.numerals import read_numeral
from shilu.extract.quantities.approximate import amount_of
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.measure_words import match_measure

__all__ = ["read_medals", "read_tally"]

_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_UNITS = ("战胜平负和", "金银铜", "男女", "房厅卫")
_END = r"(?![\d一-鿿])|(?=[受被死伤均全同在获,。;、的出列为及和积晋领位高排雄傲独名暂])"


def _run(units: str) -> str:
    return rf"{_NUMBER}[{units}](?:[、,]?{_NUMBER}[{units}]){{1,4}}"


_TALLY = re.compile(rf"(?:{'|'.join(map(_run, _UNITS))})(?:{_END})")
_ITEM = re.compile(rf"({_NUMBER})([{''.join(_UNITS)}])")
_MEDALS = re.compile(rf"({_NUMBER})[金银铜](?:(?![\d一-鿿])|(?=[的后并和与]))")
_WON_BEHIND = re.compile(rf"({_NUMBER})[金银铜](?:{cue('won')})")
_WON = re.compile(rf"(?:{cue('winning')})了?$")
_NEVER_AFTER = frozenset("第0123456789.一二三四五六七八九十百千万亿")


def read_medals(source: Source, at: int) -> Found | None:
    """7金 of 夺7金: medals of one sort, behind a verb of winning and with nothing that they could begin.

    >>> read_medals(Source("夺7金", "夺7金"), 1).unit
    '金'
    """
    won = _WON_BEHIND.match(source.folded, at)
    medals = won or _MEDALS.match(source.folded, at)
    if medals is None or not (won or _WON.search(source.context(at, 6))):
        return None
    numeral = read_numeral(medals[1], 0)
    if numeral is None:
        return None
    end = at + numeral.end + 1
    return Found(at, end, "count", amount_of(numeral), unit=source.text[end - 1], rules=("shape.medals",))


def read_tally(source: Source, at: int) -> Sequence[Found]:
    """The counts of the tally that begins at `at`; none where there is no second unit of its kind beside it.

    >>> [(one.unit, one.amount.value) for one in read_tally(Source("6胜4平2负", "6胜4平2负"), 0)]
    [('胜', Decimal('6')), ('平', Decimal('4')), ('负', Decimal('2'))]
    """
    tally = _TALLY.match(source.folded, at)
    if tally is None or source.context(at, 1) in _NEVER_AFTER:
        return ()
    rows = []
    for item in _ITEM.finditer(source.folded, at, tally.end()):
        numeral = read_numeral(item[1], 0)
        measure = match_measure(source, item.start(2), number_start=item.start())
        known = (measure.rule,) if measure is not None and measure.surface == item[2] else ()
        if numeral is not None:
            rows.append(
                Found(
                    item.start(), item.end(), "count", amount_of(numeral), unit=source.text[item.start(2)],
                    rules=("shape.tally", *known),
                )
            )  # fmt: skip
    return rows
