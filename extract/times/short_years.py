"""Years in two or three digits: 19年营收, 98年通路, ’99年, 102年度, and 三十一年三月 where an era goes without saying.

Two digits are mostly a length (20年, 15年), so the words around must say that they are a year; which one they mean,
the article tells: its era, its script and its date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shilu.extract.lexicon.ranges import JOINT
from shilu.extract.lexicon.table import alternation
from shilu.extract.times.edtf import Date, Value
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.numbers import GAP, NUMBER, read_number
from shilu.extract.times.rows import year_cues
from shilu.extract.times.step import Rank

__all__ = ["MINGUO", "ShortYear", "counts_before", "counts_behind", "full_year", "read_short_year"]

MINGUO = 1911
"""The year before the first of the Republic of China."""

_MOST_MINGUO = 140
_LEAST_BARE_MINGUO = 95
"""Three digits from here on are years of the republic, as papers of Taiwan write them."""


def full_year(short: int) -> int:
    """The year of two digits: 22 is 2022, 89 is 1989.

    >>> full_year(22), full_year(89)
    (2022, 1989)
    """
    return short + (1900 if short >= _LAST_CENTURY else 2000)


@dataclass(frozen=True)
class ShortYear:
    """A year without its century or era. `era_only`: no Gregorian year is written so (三十一年三月)."""

    number: int
    era_only: bool = False
    rank: Rank = Rank.YEAR
    stated: bool = True

    def narrow(self, _within: Value | None, anchors: Anchors) -> Value:
        """The year that the article means by it. Raises `Unreckoned` where it names no era that it needs."""
        frame = anchors.frame
        era = frame.era if self.era_only or self.number >= _LEAST_BARE_MINGUO else None
        if era is None and (frame.minguo or self.number >= 100):
            era = MINGUO
        if era is not None and self._fits(era, frame.published):
            return Date(era + self.number)
        if self.era_only:
            raise Unreckoned("the era of the year is not named")
        return Date(full_year(self.number) if self.number < 100 else self.number)

    def _fits(self, era: int, published: Date | None) -> bool:
        """Whether that year is not far ahead of the paper: 37年 of a paper of 1938 is no 1948."""
        return published is None or era + self.number <= published.year + _PLANNED_AHEAD


_PLANNED_AHEAD = 8

_PART_FOLLOWS = re.compile(
    rf"{GAP}(?:{NUMBER}{GAP}月|[初底末中]|上半年|下半年|[上下]期(?![货间末望刊])|第?[一二三四1-4]季度|前[一二三四五六七八九十0-9]{{1,2}}个?[月季]"
    r"|春|夏|秋|冬|正月|元月|腊月|[大小]寒|第[0-9一二三四五]{1,2}(?:周|个月))"
)
_OF_AN_ERA = re.compile(r"[二三四五六七八九]?十[一二三四五六七八九]?|[廿卅][一二三四五六七八九]?")
_COUNTS_SINCE = re.compile(r"[代前后来以间之多余的]")
"""Behind a number of years that 自 does not make one of an era: 自二十年前; but 自二十二年奉令改征."""

_FROM_ON = re.compile(r"(?:[上下]半年)?起(?![草步诉飞源点])")


def read_short_year(digits: str, text: str, start: int, end: int) -> ShortYear | None:
    """The year that two or three digits before 年 are, None where they count years: 20年, 三年, 七八年.

    `start` and `end` are those of the digits with 年 and a 度 behind it.
    """
    number = read_number(digits)
    if number is None:
        return None
    before = text[start - 1] if start else ""
    whole = text[end - 1] == "度" or bool(_PART_FOLLOWS.match(text, end))
    opened = bool(before) and before in "自从" and bool(_FROM_ON.match(text, end))
    if _OF_AN_ERA.fullmatch(digits):
        since = before == "自" and not _COUNTS_SINCE.match(text, end)
        return ShortYear(number, era_only=True) if whole or opened or since else None
    if digits[0] == "一" and "百" in digits and _LEAST_BARE_MINGUO <= number <= _MOST_MINGUO:
        return ShortYear(number) if whole or opened else None  # 一百一十二年一月
    if any(one in digits for one in "十百廿卅"):
        return None
    if len(digits) == 3:
        return _of_three(digits, number, text, start, end, sure=whole or opened)
    if len(digits) != 2 or digits[0] == "两":
        return None
    if whole or digits[0] in "0零〇○" or _stands_as_year(digits, number, text, start, end):
        return ShortYear(number)
    return None


_YEAR_TO = re.compile(r"年度?[至到]\Z")
_NAMES_YEAR_BEFORE = re.compile(r"[在于到至自从较比与及或和据查依按、(]\Z")


def _of_three(digits: str, number: int, text: str, start: int, end: int, *, sure: bool) -> ShortYear | None:
    """102年度, 于102年, 100年至102年; not 102年的老树."""
    known = text.startswith(("起", *year_cues("behind a year")), end)
    if sure or (digits.isascii() and (known or _YEAR_TO.search(text, max(0, start - 3), start))):
        return ShortYear(number)
    named = start and _NAMES_YEAR_BEFORE.search(text, start - 1, start) and not counts_behind(text, end)
    ranged = digits.isascii() and _THREE_TO.match(text, end)
    if digits.isascii() and not _LEAST_BARE_MINGUO <= number <= _MOST_MINGUO:
        return ShortYear(number) if named else None
    return ShortYear(number) if named or ranged else None


_THREE_TO = re.compile(rf"{JOINT}1[0-4][0-9]年")


@cache
def _counting_behind() -> re.Pattern[str]:
    return re.compile(alternation(year_cues("behind a count")))


@cache
def _counting_before() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(year_cues('before a count'))})\Z")


@cache
def _length_named() -> re.Pattern[str]:
    """使用年限分别为 and 树龄约 before a count, the noun of a length and a few words; not 使用权于98年改制."""
    nouns = alternation(year_cues("noun of a count"))
    return re.compile(rf"(?:{nouns})[^,。;!?、\s0-9的于在自从]{{0,6}}\Z")


_NOUN_REACH = 12


def counts_before(text: str, start: int) -> bool:
    """Whether what stands before says that years are counted: 历时18年, 树龄分别为60年.

    >>> counts_before("产权为50-70年", 3), counts_before("全县86-90年", 2)
    (True, False)
    """
    return bool(
        _counting_before().search(text, max(0, start - 3), start)
        or _length_named().search(text, max(0, start - _NOUN_REACH), start)
    )


def counts_behind(text: str, end: int) -> bool:
    """Whether what follows says that years are counted: 20年来, 15年党龄, 30年以上."""
    return bool(_counting_behind().match(text, end))


_APOSTROPHES = frozenset("'’‘`")
_COMPARES = re.compile(r"(?:[比较从自]|截至|早在|同)\Z")
_CELL_EDGE = frozenset(("", "\n", "\t", "|"))
_LAST_CENTURY = 40
_CLAUSE_OPENS = frozenset(",。;:!?、\n\t (“在于自从到早等至")


def _stands_as_year(digits: str, number: int, text: str, start: int, end: int) -> bool:
    """Whether the words around two digits say that they are a year: 比22年多, 19年营收, 98年通路,03年通水."""
    before = text[start - 1] if start else ""
    if before in _APOSTROPHES:
        return True
    if not digits.isascii():
        return _is_spelt_year(digits, text, start, end)
    if _runs_on(number, text, start, end):
        return True
    if number % 10 and before in _CELL_EDGE and text[end : end + 1] in _CELL_EDGE:
        return True  # 23年 heads a column of a table; a round number of years there may well be a length
    if counts_before(text, start):
        return False
    if number >= _LAST_CENTURY and (
        _tells_of_old(number, before, text, end) or _is_one_of_a_list(number, text, start, end)
    ):
        return True
    if counts_behind(text, end):
        return False
    if start and _COMPARES.search(text, max(0, start - 2), start):
        return not text.startswith("的", end) or bool(_LATER.search(text, end, end + 24))
    if text.startswith(year_cues("behind a year"), end):
        return True
    return _has_a_pair(number, text, start, end)


_NEXT_TO = frozenset(("一二", "二三", "三四", "四五", "五六", "六七", "七八", "八九", "三五", "一两", "两三"))
_SINCE = re.compile(r"(?:[到从自在于]|截至|早在)\Z")


def _is_spelt_year(digits: str, text: str, start: int, end: int) -> bool:
    """八五年 is 1985, since 85 years are 八十五年; 七八年 may be seven or eight, unless words say that it is a year."""
    if digits not in _NEXT_TO:
        return start == 0 or text[start - 1] not in "十百千万零几数第"
    if counts_behind(text, end) or counts_before(text, start):
        return False
    return bool(_SINCE.search(text, max(0, start - 2), start)) and text.startswith(
        year_cues("behind a year"), end
    )


def _tells_of_old(number: int, before: str, text: str, end: int) -> bool:
    """88年建站, 98年特大洪水: what began or happened then follows, at the head of a clause; not 60年大修一次."""
    opens = not before or before in _CLAUSE_OPENS
    happened = _happened().match(text, end) if opens else None
    if happened is None:
        return False
    return bool(number % _ROUND) or not _recurs().match(text, happened.end() - 1)


_ROUND = 5
"""What comes again does so after a round number of years."""


@cache
def _happened() -> re.Pattern[str]:
    return re.compile(alternation(year_cues("behind an old year")))


@cache
def _recurs() -> re.Pattern[str]:
    return re.compile(rf"[一-鿿]{{0,3}}?(?:{alternation(year_cues('behind what recurs'))})")


_LISTED_BEHIND = re.compile(r"[、,和与及]?(?P<n>[4-9][0-9])年")
_LISTED_BEFORE = re.compile(r"(?<![0-9])(?P<n>[4-9][0-9])年?[、,和与及]\Z")
_LIST_BEFORE = re.compile(r"(?:(?<![0-9])[0-9]{2}年?[、,和与及]){1,12}\Z")
_LIST_BEHIND = re.compile(r"(?:[、,和与及]?[0-9]{2}年){1,12}")
_LONGEST_LIST = 48
_NEIGHBOURS = 6


def _is_one_of_a_list(number: int, text: str, start: int, end: int) -> bool:
    """98年、99年: years of the last century, one not long after the other; 服刑45年、48年 counts all of its list."""
    behind = _LISTED_BEHIND.match(text, end)
    before = _LISTED_BEFORE.search(text, max(0, start - 4), start)
    later = behind is not None and 0 < int(behind["n"]) - number <= _NEIGHBOURS
    if not later and (before is None or not 0 < number - int(before["n"]) <= _NEIGHBOURS):
        return False
    first = _LIST_BEFORE.search(text, max(0, start - _LONGEST_LIST), start)
    last = _LIST_BEHIND.match(text, end)
    return not (
        counts_before(text, first.start() if first else start)
        or counts_behind(text, last.end() if last else end)
    )


_RUNS_TO = re.compile(r"[到至](?P<n>[0-9]{2})年(?!不等|以[上下]|徒刑|有期|左右)")
_RUNS_FROM = re.compile(r"[从自由](?P<n>[0-9]{2})年[到至]\Z")
_RUN_OPENS = frozenset("从自由")


def _runs_on(number: int, text: str, start: int, end: int) -> bool:
    """Whether it is an end of a run of years: 从19年到21年. Two round numbers may well be lengths."""
    before = text[max(0, start - 5) : start]
    other = _RUNS_TO.match(text, end) if before[-1:] in _RUN_OPENS else _RUNS_FROM.search(before)
    if other is None:
        return False
    value, later = int(other["n"]), before[-1:] in _RUN_OPENS
    ordered = full_year(number) < full_year(value) if later else full_year(value) < full_year(number)
    return ordered and bool(number % 5 or value % 5)


_LATER = re.compile(r"[到至][0-9]{2}年")
_PAIR = re.compile(r"(?:\A|(?<![0-9.近约超满]))(?P<n>[0-9]{2})年(?=[一-鿿0-9])")
_REACH = 40
_CLAUSE_EDGE = re.compile(r"[,。;:!?、\s]")


def _has_a_pair(number: int, text: str, start: int, end: int) -> bool:
    """Whether a clause nearby begins with another such year: 该村98年通路,03年通水. Two round numbers are lengths."""
    if not text[end : end + 1] or not ("一" <= text[end] <= "鿿" or "0" <= text[end] <= "9"):
        return False
    line = text[max(0, start - _REACH) : end + _REACH]
    at = start - max(0, start - _REACH)
    for other in _PAIR.finditer(line):
        value = int(other["n"])
        if other.start() == at or value == number or (not value % 10 and not number % 10):
            continue
        if (
            _counting_behind().match(line, other.end())
            or "。" in line[min(at, other.start()) : max(at, other.start())]
        ):
            continue
        first, second = sorted((at, other.start()))
        ordered = (full_year(number) < full_year(value)) == (at < other.start())
        if (
            ordered
            and _CLAUSE_EDGE.match(line, second - 1)
            and not _counting_before().search(line, 0, other.start())
        ):
            return first != second
    return False
