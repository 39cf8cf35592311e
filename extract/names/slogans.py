"""Which quotations are slogans, categories and figures of speech, by their shape.

Government reports put their catchwords in quotation marks: a number and what it counts (“三个定位”, “一群三带”, “5+1”),
parallel halves (“两清两改”), an order (“打非治违”). None of these names a programme unless a head noun follows.
"""

from __future__ import annotations

import re

from shilu.extract.names.source import Quote, Source
from shilu.extract.names.tables import common, generic

__all__ = ["ordered", "slogan"]

_NUMBER = r"[一二三四五六七八九十百千万双两多几半\d]"
# 三个定位, 七大工程, 六条路径, 3个100万, 四个不摘: a number, a classifier, what is counted.
_COUNTED = re.compile(rf"{_NUMBER}+(?:[个大项条张座类种位件批方重级层本道步]|大类|方面)(?!一)")
# 四化, 一群三带, 两清两改两治理, 一图三清单: two numbers or more, or one with one or two characters.
_SERIES = re.compile(
    rf"(?:{_NUMBER}+[\u4e00-\u9fff]{{1,3}}?){{2,}}|[二三四五六七八九十百千万双两\d]+[\u4e00-\u9fff]{{1,2}}"
)
_STREETS = re.compile(rf"(?:{_NUMBER}[\u4e00-\u9fff]){{3,}}")  # 九纵五横四环
_ORDER_TAGS = frozenset({"v", "d", "p", "c", "r"})
_LONGEST_SERIES = 9


def slogan(source: Source, quote: Quote, *, headed: bool = False) -> str | None:
    """Why a quotation without a head noun after it is a slogan; None where nothing says so.

    `headed` tells that it ends in a head noun of its own (“千村万树工程”): then only a plain count is refused.

    >>> from shilu.extract.names.source import Source
    >>> [slogan(Source(text, text, ()), Quote(0, len(text), False)) for text in ("三个定位", "青禾")]
    ['slogans.counted: a number and what it counts', None]
    """
    inner = source.folded[quote.start : quote.end].strip()
    if _COUNTED.match(inner):
        return "slogans.counted: a number and what it counts"
    if "+" in inner.strip("+"):
        return "slogans.sum: things added up"
    if headed:
        return "slogans.series: numbers, each with what it counts" if _STREETS.fullmatch(inner) else None
    if len(inner) <= _LONGEST_SERIES and _SERIES.fullmatch(inner):
        return "slogans.series: numbers, each with what it counts"
    if _parallel(inner):
        return "slogans.parallel: halves of one pattern"
    if inner in common():
        return "common_words: an ordinary word"
    if inner.endswith(tuple(generic("喻尾"))):
        return "generic.喻尾: a figure of speech"
    return None


def ordered(source: Source, quote: Quote, *, least: int = 4) -> bool:
    """Whether a quotation of at least so many characters begins like an order: 打非治违, 向海图强."""
    number = source.starting(quote.start)
    if number is None or quote.end - quote.start < least:
        return False
    return source.words[number].tag in _ORDER_TAGS


def _parallel(inner: str) -> bool:
    """两清两改, 保交房保民生, 讲文明树新风: halves that repeat a character at the same place."""
    half, odd = divmod(len(inner), 2)
    if odd or half < 2 or half > 6:
        return False
    first, second = inner[:half], inner[half:]
    return first != second and any(one == other for one, other in zip(first, second, strict=True))
