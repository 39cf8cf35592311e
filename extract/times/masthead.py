"""The date that a page states of itself, where nobody gave one with it."""

from __future__ import annotations

import re
from functools import cache

from shilu.extract.lexicon.table import alternation
from shilu.extract.text import fold
from shilu.extract.times.edtf import Date
from shilu.extract.times.numbers import CHINESE, read_number
from shilu.extract.times.rows import imprints

__all__ = ["infer_published"]

_DATE = re.compile(
    rf"(?P<y>(?:19|20)[0-9]{{2}}|{CHINESE}{{4}})[ ]?年"
    r"[ ]?(?P<m>[0-9]{1,2}|[一二三四五六七八九十]{1,2})[ ]?月[ ]?"
    r"(?P<d>[0-9]{1,2}|[一二三四五六七八九十廿]{1,3})[ ]?日"
)
_DASHED = re.compile(
    r"(?<![0-9./-])(?P<y>(?:19|20)[0-9]{2})(?P<mark>[-./])(?P<m>[0-9]{1,2})(?P=mark)(?P<d>[0-9]{1,2})(?![0-9./-])"
)
"""The same in figures only: 2022-11-30, 2022.11.30, 2022/11/30."""

_DELIVERED = re.compile(r"在[^\n,。;]{2,60}(?:会议|大会|全会|论坛|仪式)上[)]?[ \t]*(?:\n|\Z)")
"""What follows the date of a report or speech, in the line under its title: (2023年1月9日在市第八届人民代表大会上)."""

_WEEKDAY = re.compile(r"[\s,|·/—-]{0,6}[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?")


@cache
def _words(place: str) -> str:
    return alternation([one for row in imprints() if row.place == place for one in row.surfaces])


@cache
def _before() -> re.Pattern[str]:
    """What stands before the date: 发布时间:, a source, or a dateline (新华社杭州)."""
    labels = rf"(?:{_words('label')}|来源[::][^\n]{{0,20}}[::])[::]?[\s]{{0,3}}"
    return re.compile(rf"(?:{labels}|(?:{_words('agency')})[^\n,。]{{0,12}}?)\Z")


@cache
def _after() -> re.Pattern[str]:
    """What stands behind it in the imprint: 第3版, 总第1200期, 责任编辑."""
    numbers = r"第[0-9A-Z]{1,4}版|今日[0-9一二三四五六七八九十]+版|第[0-9]+期|[A-Z]?[0-9]{1,2}版"
    return re.compile(rf"[\s]{{0,4}}(?:{numbers}|{_words('imprint')})")


def infer_published(text: str) -> tuple[str, int, int] | None:
    """The publication date that the page prints of itself, with its place; None where it prints none.

    Counts as such: a full date with its weekday that fills a line of its own or stands by an imprint (第3版,
    农历…, 责任编辑), one behind 发布时间 and the like, one in a dateline, and one on which a report was
    delivered. Two different dates: none.

    >>> infer_published("海盐日报\\n2022年11月30日 星期三\\n要闻")
    ('2022-11-30', 5, 20)
    """
    folded = fold(text)
    dates = sorted((*_DATE.finditer(folded), *_DASHED.finditer(folded)), key=lambda one: one.start())
    found = [got for one in dates if (got := _own_date(folded, one))]
    return found[0] if len({value for value, _, _ in found}) == 1 else None


def _own_date(text: str, found: re.Match[str]) -> tuple[str, int, int] | None:
    numbers = [read_number(found[part]) for part in "ymd"]
    if None in numbers:
        return None
    year, month, day = (number or 0 for number in numbers)
    date = Date(year, month, day)
    weekday = _WEEKDAY.match(text, found.end())
    end = weekday.end() if weekday else found.end()
    if not date.exists() or not date.month or not _is_own(text, found.start(), end, bool(weekday)):
        return None
    return str(date), found.start(), end


def _is_own(text: str, start: int, end: int, with_weekday: bool) -> bool:
    line_start = text.rfind("\n", 0, start) + 1
    before = text[max(line_start, start - 40) : start]
    after = text[end : end + 40]
    if _before().search(before):
        return True
    if not before.strip(" \t-—(") and _DELIVERED.match(text, end):
        return True
    alone = not before.strip() and (not after.strip() or after.lstrip(" \t").startswith("\n"))
    return with_weekday and (
        alone
        or bool(_after().match(after))
        or (len(before) < 30 and not re.search(r"[,。于在]", before + after[:12]))
    )
