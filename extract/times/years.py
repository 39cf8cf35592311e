"""Years, decades and centuries, stated in full or in two digits; reigns; dates in figures (2022-11-25)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shilu.extract.times.dispatch import before, prefixes
from shilu.extract.times.edtf import Date, Interval, Value
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.numbers import CHINESE, DIGITS, GAP, NUMBER, TO, read_number
from shilu.extract.times.rows import eras
from shilu.extract.times.short_years import full_year, read_short_year
from shilu.extract.times.step import Hit, Rank, Reader

__all__ = ["Year", "readers"]


@dataclass(frozen=True)
class Year:
    """A stated year, decade or century: 2022年, 20世纪, 民国三年."""

    date: Date
    rank: Rank = Rank.YEAR
    stated: bool = True
    era: int | None = None
    """The year before the first of its era, by which the article then counts on."""
    lunar: bool = False
    """Whether its months and days are those of the old calendar."""

    def narrow(self, _within: Value | None, anchors: Anchors) -> Value:
        """The year itself."""
        if self.era is not None:
            anchors.frame.era = self.era
        return self.date


@dataclass(frozen=True)
class Decade:
    """A decade: 80年代, in its century where one is named, else in the last that fits; 五六十年代 are two."""

    tens: int
    second: int | None
    rank: Rank = Rank.DECADE
    stated: bool = True

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        century = within.year if isinstance(within, Date) else self._century(anchors)
        first = Date(century + self.tens, unknown=1)
        if self.second is None:
            return first
        return Interval(Date(first.year), Date(century + self.second + 9))

    def _century(self, anchors: Anchors) -> int:
        if self.tens >= 30 or anchors.frame.published is None:
            return 1900
        year = anchors.published().year
        return year // 100 * 100 - (100 if year % 100 < self.tens else 0)


_YEAR = re.compile(rf"(?P<n>[0-9]{{2,4}}|{CHINESE}{{2,8}}){GAP}年(?P<rest>度|份)?(?![级代])")
_SHORT_NEEDS = re.compile(
    rf"{GAP}(?:{NUMBER}{GAP}月|[初底末中]|上半年|下半年|第?[一二三四1-4]季度|前[一二三四五六七八九十0-9]{{1,2}}个?[月季]"
    r"|春|夏|秋|冬|正月|腊月|[大小]寒|第[0-9一二三四五]{1,2}(?:周|个月))"
)
_LONG_SPELT = re.compile(
    r"[一二三四五六七八九〇零○]{2,4}|[一二两]千[一二三四五六七八九零]{0,6}十?[一二三四五六七八九]?"
)


def _read_year(text: str, at: int, rank: Rank) -> Hit | None:
    found = _YEAR.match(text, at)
    if not found or rank >= Rank.YEAR:
        return None
    step = _long_year(found, text) or read_short_year(found["n"], text, at, found.end())
    return Hit(found.end(), step, "year") if step is not None else None


def _long_year(found: re.Match[str], text: str) -> Year | None:
    """The year that its digits tell in full: 2022年, 一九八七年, 一千七百四十八年."""
    digits, end = found["n"], found.end()
    number = read_number(digits)
    if number is None or number <= 0:
        return None
    followed = bool(_SHORT_NEEDS.match(text, end))
    if len(digits) == 4 and (digits.isascii() or _LONG_SPELT.fullmatch(digits)):
        return Year(Date(number)) if 1000 <= number <= 2200 or followed else None
    if "千" not in digits or digits[0] not in "两一二" or not 1000 <= number <= 2200:
        return None
    exact = number % 10 or (number % 100 and not _COUNTS_YEARS.match(text, end))
    return Year(Date(number)) if exact or number > 2000 or followed else None


_COUNTS_YEARS = re.compile(r"[来间内前后的以多余]|之|历史")


_ERA = re.compile(rf"(?P<n>元|[0-9]{{1,4}}|{CHINESE}{{1,6}}){GAP}年")


_ERA_WHOLE = re.compile(r"年间|时期|初年|末年")


@dataclass(frozen=True)
class Reign:
    """All years of a reign: 乾隆年间, 民国时期."""

    first: int
    last: int
    rank: Rank = Rank.YEAR
    stated: bool = True

    def narrow(self, _within: Value | None, _anchors: Anchors) -> Value:
        """From its first year through its last."""
        return Interval(Date(self.first), Date(self.last))


@cache
def _era_words() -> re.Pattern[str]:
    return re.compile(rf"公元前|(?:{eras().pattern})")


def _read_era(text: str, at: int, rank: Rank) -> Hit | None:
    name = _era_words().match(text, at)
    if not name or rank >= Rank.YEAR:
        return None
    row = eras().get(name[0])
    if row and (not row.stands(text, at, name.end()) or (row.opens and not at)):
        return None
    found, whole = _ERA.match(text, name.end()), _ERA_WHOLE.match(text, name.end())
    if row and whole and (last := row.whole or row.last):
        return Hit(whole.end(), Reign(row.first, last), eras().rule(row))
    if not found:
        return None
    number = 1 if found["n"] == "元" else read_number(found["n"])
    if not number:
        return None
    if name[0] == "公元前":
        return Hit(found.end(), Year(Date(1 - number)), "era")
    if row is None or (row.last and row.first + number - 1 > row.last):
        return None
    return Hit(
        found.end(),
        Year(Date(row.first + number - 1), era=row.first - 1, lunar=bool(row.last and row.last < 1912)),
        eras().rule(row),
    )


@dataclass(frozen=True)
class RoundYear:
    """A year of the sixty-year round (甲辰年): the one about the publication; 1 is 甲子."""

    number: int
    rank: Rank = Rank.YEAR
    stated: bool = False

    def narrow(self, _within: Value | None, anchors: Anchors) -> Value:
        now = anchors.published().year
        near = now + (self.number - (now - 3) + 30) % 60 - 30
        if abs(near - now) > _NEAR_ROUND:
            raise Unreckoned("which of the sixty-year rounds is meant, the words do not tell")
        return Date(near)


_NEAR_ROUND = 3
_STEMS, _BRANCHES, _BEASTS = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_ROUND = re.compile(rf"(?:农历)?(?P<stem>[{_STEMS}])(?P<branch>[{_BRANCHES}])(?P<beast>[{_BEASTS}])?年")


def _read_round(text: str, at: int, rank: Rank) -> Hit | None:
    """甲辰年, 农历癸卯兔年. Stem and branch must go together: there is no 甲丑."""
    found = _ROUND.match(text, at) if rank == Rank.START else None
    if not found:
        return None
    stem, branch = _STEMS.index(found["stem"]), _BRANCHES.index(found["branch"])
    if (stem - branch) % 2 or (found["beast"] and _BEASTS.index(found["beast"]) != branch):
        return None
    number = next(one for one in range(1, 61) if (one - 1) % 10 == stem and (one - 1) % 12 == branch)
    return Hit(found.end(), RoundYear(number), "round_year")


_CENTURY = re.compile(rf"(?:公元)?(?P<n>[0-9]{{1,2}}|{CHINESE}{{1,3}}){GAP}世纪")
_DECADE = re.compile(
    rf"(?P<n>[0-9]{{2}}|(?:1[5-9]|20)[0-9]0|(?P<two>[一二三四五六七八])?[一二三四五六七八九]十){GAP}年代"
)


def _read_century(text: str, at: int, rank: Rank) -> Hit | None:
    found = _CENTURY.match(text, at)
    number = read_number(found["n"]) if found else None
    if not found or not number or number > 22 or rank >= Rank.CENTURY:
        return None
    return Hit(found.end(), Year(Date(100 * (number - 1), unknown=2), Rank.CENTURY), "century")


def _read_decade(text: str, at: int, rank: Rank) -> Hit | None:
    found = _DECADE.match(text, at)
    two = found["two"] if found else None
    number = read_number(found["n"].removeprefix(two or "")) if found else None
    if not found or number is None or number % 10 or rank >= Rank.DECADE:
        return None
    if number > 100:
        return Hit(found.end(), Year(Date(number, unknown=1), Rank.DECADE), "decade")
    if two:
        return Hit(found.end(), Decade(10 * (read_number(two) or 0), number), "decade")
    return Hit(found.end(), Decade(number, None), "decade")


_NUMERIC = re.compile(
    r"(?P<y>(?:1[0-9]|20|21)[0-9]{2})(?:"
    r"(?P<s>[-./]|[ ])(?P<m>0?[1-9]|1[0-2])(?:(?:(?P=s)|-)(?P<d>0?[1-9]|[12][0-9]|3[01]))?"
    r"|(?P<m8>0[1-9]|1[0-2])(?P<d8>0[1-9]|[12][0-9]|3[01]))"
    r"(?![0-9%]|[./][0-9]|-[0-9]{1,2}(?![0-9./])|[万亿千百十元吨米亩个人名家户])"
)
_SHORT = re.compile(
    r"(?P<y>[0-9]{2})-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-2][0-9]|3[01])(?![0-9-])"
    r"|(?P<d2>[0-3]?[0-9])(?P<s>[/-])(?P<m2>[01]?[0-9])(?P=s)(?P<y2>0[0-9]|(?<=/)[0-9]{2})(?![0-9/-])"
)
_DAY_FIRST = re.compile(
    r"(?P<d>[0-3]?[0-9])(?P<s>[-./])(?P<m>[01]?[0-9])(?P=s)(?P<y>(?:19|20)[0-9]{2})(?![0-9])"
)


_SHORT_DOTTED = re.compile(
    r"(?<![0-9.])(?P<y>[0-9]{2})\.(?P<m>1[0-2]|0?[1-9])\.(?P<d>3[01]|[12][0-9]|0?[1-9])(?![0-9.%])"
)
_FULL_DOTTED = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2}\.[0-9]{1,2}\.[0-9]{1,2}(?![0-9.])")
"""15.3.9 is a date behind one with its whole year: 2014.12.22开工,15.3.9竣工."""

_NUMBERED = frozenset("发字函办文通〔[")
"""What stands before the number of a document: 政发2020-8-16号."""

_TITLE_BEFORE, _COMPACT = re.compile(r"[一-鿿]-\Z"), re.compile(r"(?:19|20)[0-9]{6}(?![-0-9A-Za-z])")
"""The day behind the title of a daily report: 钢市日报-20240320."""

_RANGE_BEFORE = re.compile(r"[0-9]([./])[0-9]{1,4}-\Z")
"""A dash between dates with points or strokes makes a range: 1999.08-2002.02."""


def _read_numeric(text: str, at: int, rank: Rank) -> Hit | None:
    """2022-11-25, 2022.11.25, 2022/11/25, 20221125, 2022.11, 25.11.2022, 22-11-25, 25/11/22."""
    if rank == Rank.START and at and (short := _SHORT_DOTTED.match(text, at)):
        dotted = Date(full_year(int(short["y"])), int(short["m"]), int(short["d"]))
        if dotted.exists() and _FULL_DOTTED.search(text, max(0, at - 60), at):
            return Hit(short.end(), Year(dotted, Rank.DAY), "numeric_date")
    if rank != Rank.START or (
        at
        and text[at - 1] in "-/.·"
        and not _RANGE_BEFORE.search(text, max(0, at - 11), at)
        and not (_TITLE_BEFORE.search(text, max(0, at - 2), at) and _COMPACT.match(text, at))
    ):
        return None
    for pattern, parts in _NUMERIC_PARTS:
        found = pattern.match(text, at)
        if found and at and text[at - 1] in _NUMBERED and text.startswith("号", found.end()):
            return None
        if found and (date := _numeric_date(found, parts, ranged=_in_range(text, found))):
            return Hit(found.end(), Year(date, Rank.DAY if date.day else Rank.MONTH), "numeric_date")
    return None


_NUMERIC_PARTS = (
    (_NUMERIC, (("y",), ("m", "m8"), ("d", "d8"))),
    (_DAY_FIRST, (("y",), ("m",), ("d",))),
    (_SHORT, (("y", "y2"), ("m", "m2"), ("d", "d2"))),
)


_RANGE_BEHIND = re.compile(
    rf"{TO}(?:19|20)[0-9]{{2}}[./][0-9]{{1,2}}(?![0-9./%]|[万亿千百十元吨米亩个人名家户])"
)
_FULL_RANGE_BEFORE = re.compile(rf"(?:19|20)[0-9]{{2}}[./][0-9]{{1,2}}{TO}\Z")


def _in_range(text: str, found: re.Match[str]) -> bool:
    """Whether a month with its year is an end of a range of such: 2022.11-2023.3."""
    return bool(
        _RANGE_BEHIND.match(text, found.end())
        or _FULL_RANGE_BEFORE.search(text, max(0, found.start() - 12), found.start())
    )


def _numeric_date(found: re.Match[str], parts: tuple[tuple[str, ...], ...], *, ranged: bool) -> Date | None:
    year, month, day = (next((found[name] for name in names if found[name]), None) for names in parts)
    if year is None or month is None or (day is None and not _plain_month(found, ranged=ranged)):
        return None
    number = int(year) if len(year) == 4 else full_year(int(year))
    date = Date(number, int(month), int(day) if day else None)
    return date if date.exists() else None


def _plain_month(found: re.Match[str], *, ranged: bool) -> bool:
    """2022.11 and 2022-11 are months where both digits stand and the year is near; 1997.5 is a number, but for a
    range: 1997.5-1998.3."""
    written = len(found["m"]) == 2 or (ranged and found["s"] in "./")
    return found["s"] in "-./" and written and 1900 <= int(found["y"]) <= 2100


def readers() -> tuple[Reader, ...]:
    """All readers of this file, in the order in which they are tried."""
    return (
        Reader(before(DIGITS | frozenset("-./")), _read_numeric),
        Reader(before("年"), _read_year),
        Reader(prefixes(eras().by_surface), _read_era),
        Reader(frozenset("农" + _STEMS), _read_round),
        Reader(before("世") | {"公元"}, _read_century),
        Reader(before("年"), _read_decade),
    )
