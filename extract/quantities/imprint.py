"""The imprint of a paper, and the line of a web page that tells when it came out and how often it was opened: price,
pages, registration numbers, counters are no news."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Found, Other, Source

__all__ = ["as_imprint", "imprint_lines"]

_LONGEST_LINE = 120
_HINTS = (
    "版", "刊号", "刊物号", "出版物号", "代号", "定价", "售价", "零售", "每份", "许可证", "热线", "电话",
    "社址", "邮政编码", "发登字", "浏览", "阅读", "点击", "访问",
)  # fmt: skip
_LINE = re.compile(r"[^\n]+")


@cache
def _marks() -> re.Pattern[str]:
    """What stands in an imprint only: a registration number, 今日8版, 零售价 with nothing else on its line, a counter
    behind who published it."""
    n = r"[\d一二三四五六七八九十]{1,5}"
    return re.compile(
        rf"(?:{cue('imprint')})|(?:今日|今天|本期|今|共){n} ?版(?![本面图权块税])|"
        rf"^[ (]*(?:每份|零售价?|定价|售价|每份零售)[:: ]*(?:人民币)? ?[\d.一二三四五六七八九]{{1,5}}[元角分][)。 ]*$|"
        r"(?:(?:发布|发文|更新)(?:时间|日期)|来源|作者|编辑|字号|字体) ?:[^。\n]{0,80}"
        r"(?:浏览|阅读|点击|访问)(?:次数|人数|量|数)? ?: ?\d"
    )


def imprint_lines(folded: str) -> tuple[tuple[int, int], ...]:
    """The lines of a folded text that are an imprint, as spans in order; a line of prose is none.

    >>> imprint_lines("今日8版 零售价1.50元\\n全镇建成书屋102座。")
    ((0, 13),)
    """
    if not any(hint in folded for hint in _HINTS):  # almost every text
        return ()
    return tuple(
        line.span()
        for line in _LINE.finditer(folded)
        if line.end() - line.start() <= _LONGEST_LINE
        and "。" not in line[0][:-1]
        and _marks().search(line[0])
    )


def as_imprint(source: Source, row: Found | Other) -> Found | Other:
    """What a number of an imprint line is: furniture of the page, unless it is a date or has its place already."""
    if isinstance(row, Other) and row.role != "unread":
        return row
    line = bisect_right(source.imprint, (row.start, len(source.folded) + 1)) - 1
    if line < 0 or row.start >= source.imprint[line][1]:
        return row
    return Other(row.start, row.end, "name", "imprint.furniture of the page", amount=row.amount)
