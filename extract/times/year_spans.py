"""Years by themselves and in pairs: 2021—2023, 2022-23赛季, 18/19年度, 2015、2016及2017年, (2022); 4/8—4/15."""

from __future__ import annotations

import re
from functools import cache

from shilu.extract.lexicon.ranges import JOINERS, JOINT
from shilu.extract.lexicon.table import alternation
from shilu.extract.times.dated_rows import is_amount_of_a_row
from shilu.extract.times.dispatch import before
from shilu.extract.times.edtf import Date, Interval, Value
from shilu.extract.times.expression import Expression, Shape, always
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.numbers import CHINESE, TO, read_number
from shilu.extract.times.rows import year_cues
from shilu.extract.times.short_years import MINGUO, counts_before, counts_behind, full_year

__all__ = ["shapes"]

_SEASON = r"年度|学年度?|财年|财政年度|赛季|榨季|雪季|采暖季|供暖季|种植季|销售季|生产季|产季|养殖季|季(?![度节报刊])"
_JOINED = rf"[ ]?(?:{JOINT}|/)[ ]?"
_SPELT_DIGIT = "[〇零○一二三四五六七八九]"
_SPELT = rf"[一二]{_SPELT_DIGIT}{{3}}"
_SLASHED = r"[ ]?[/-][ ]?"
_SPAN_OF_SEASONS = re.compile(
    rf"(?P<a>{_SPELT}){_SLASHED}(?:{_SPELT}|{_SPELT_DIGIT}{{2}})(?:{_SEASON})?[至到]"
    rf"(?:{_SPELT}{_SLASHED})(?P<b>{_SPELT}|{_SPELT_DIGIT}{{2}})(?:{_SEASON})"
    rf"|(?<![0-9./-])(?P<c>(?:19|20)[0-9]{{2}}){_SLASHED}(?:[0-9]{{2}}){{1,2}}(?:{_SEASON})?[至到]"
    rf"(?:(?:19|20)[0-9]{{2}}){_SLASHED}(?P<d>(?:[0-9]{{2}}){{1,2}})(?:{_SEASON})"
)
"""2024/25至2033/34年度: from the first of the years to the second of the last pair."""
_SPELT_YEARS = re.compile(
    rf"(?P<a>{_SPELT}){_JOINED}(?P<b>{_SPELT}|{_SPELT_DIGIT}{{2}})(?:{_SEASON})|(?P<only>{_SPELT})(?:年)?(?:学年度?|财年|财政年度|赛季|榨季)"
)
_YEARS = re.compile(
    rf"(?<![0-9.])(?P<a>(?:19|20)[0-9]{{2}}){_JOINED}(?P<b>(?:19|20)?[0-9]{{2}})"
    rf"(?P<u>{_SEASON}|年(?!级))?(?![0-9.]|[-—][0-9]|[万亿元人名个户家吨亩米%号室房栋])"
)
_SPLIT_YEAR = re.compile(
    rf"(?<![0-9./-])(?P<a>[0-9]{{2}})[ ]?(?P<to>[-—–/])[ ]?(?P<b>[0-9]{{2}})(?P<u>{_SEASON}|年(?!级)|度)"
)
_MINGUO_SCHOOL_YEAR = re.compile(r"(?<![0-9])(?P<m>1[0-4][0-9])[ ]?学年度?")
_SCHOOL_YEAR = re.compile(r"(?P<a>(?:19|20)[0-9]{2})[ ]?(?:年)?(?P<u>学年度?|财年|财政年度|赛季|榨季|年度)")


def _read_years(text: str, at: int) -> Expression | None:
    """2021—2023, 2022—2023年度, 2022-23赛季, 2022财年, 18/19年度."""
    if spanned := _read_span_of_seasons(text, at):
        return spanned
    if lifetime := _read_lifetime(text, at):
        return lifetime
    found = _YEARS.match(text, at)
    if found:
        first = int(found["a"])
        second = _in_century_of(first, found["b"])
        if second <= first or (len(found["b"]) == 2 and not found["u"]) or second - first > 200:
            return None
        season = bool(found["u"]) and found["u"] != "年"
        return _years(at, found.end(), first, second, season=season)
    if split := _read_split_year(text, at) or _read_spelt_years(text, at):
        return split
    minguo = _MINGUO_SCHOOL_YEAR.match(text, at)  # no school has counted 109 years: 109学年度
    single = minguo or _SCHOOL_YEAR.match(text, at)
    if single is None:
        return None
    date = Date(MINGUO + int(minguo["m"])) if minguo else Date(int(single["a"]))
    return Expression(at, single.end(), "date", always(date), ("date", "year"), stated=True)


def _read_span_of_seasons(text: str, at: int) -> Expression | None:
    """2024/25至2033/34年度, 二〇二四/二五至二〇三三/三四年度."""
    found = _SPAN_OF_SEASONS.match(text, at)
    if found is None:
        return None
    first = read_number(found["a"] or found["c"])
    last = _in_century_of(first or 0, found["b"] or found["d"])
    return _years(at, found.end(), first, last) if first and first < last else None


def _in_century_of(year: int, digits: str) -> int:
    """The year that two or four digits are beside another: 25 beside 2024 is 2025."""
    number = read_number(digits) or 0
    return number if len(digits) > 2 else number + year // 100 * 100


_LIFETIME = re.compile(
    r"(?<=[一-鿿]\()(?P<a>1[4-8][0-9]{2})[ ]?(?:——|[-—–~―至])[ ]?(?P<b>1[4-9][0-9]{2})(?=\)|,)"
)
_LONGEST_LIFE = 120
"""李秀成(1823—1864): years before 1900 need no 年 in brackets behind a name."""


def _read_lifetime(text: str, at: int) -> Expression | None:
    found = _LIFETIME.match(text, at)
    if found is None or not 0 < int(found["b"]) - int(found["a"]) <= _LONGEST_LIFE:
        return None
    return _years(at, found.end(), int(found["a"]), int(found["b"]))


def _read_spelt_years(text: str, at: int) -> Expression | None:
    """二〇一九至二〇二二学年, 二〇二四/二五年度, 二〇二三财年."""
    found = _SPELT_YEARS.match(text, at)
    if found is None:
        return None
    first = read_number(found["a"] or found["only"]) or 0
    years = [first, _in_century_of(first, found["b"])] if found["b"] else [first]
    if any(not 1800 <= one <= 2200 for one in years):
        return None
    if len(years) == 1:
        return Expression(at, found.end(), "date", always(Date(years[0])), ("date", "year"), stated=True)
    return _years(at, found.end(), *years, season=True) if years[0] < years[1] else None


def _years(start: int, end: int, first: int, second: int, *, season: bool = False) -> Expression:
    """From the first year to the second. A `season` of two that follow one another is one year of accounts or of
    a sport, across the turn of the year, and not those two years."""
    value: Value = Interval(Date(first), Date(second))
    rule = "season" if season and second == first + 1 else "years"
    return Expression(start, end, "period", always(value), ("range", rule), stated=True)


def _read_split_year(text: str, at: int) -> Expression | None:
    """18/19年度, 21-22榨季: two years that follow one another. 18-19年 with a dash may be a length."""
    found = _SPLIT_YEAR.match(text, at)
    if found is None:
        return None
    first, second = full_year(int(found["a"])), full_year(int(found["b"]))
    if found["u"] in ("年", "度") and found["to"] != "/":
        return _read_old_years(text, at)
    return _years(at, found.end(), first, second, season=True) if second == first + 1 else None


_OLD_YEARS = re.compile(r"(?P<a>[5-9][0-9])[-—–](?P<b>[5-9][0-9])年(?P<mid>间?)")
"""86-90年, of the last century: nothing lasts from 86 to 90 years."""


def _read_old_years(text: str, at: int) -> Expression | None:
    """86-90年全县造林, 50-60年间; not 产权为50-70年, nor two round numbers, which are lengths."""
    found = _OLD_YEARS.match(text, at)
    if found is None or counts_before(text, at):
        return None
    first, second = full_year(int(found["a"])), full_year(int(found["b"]))
    if first >= second or (not found["mid"] and first % 10 == second % 10 == 0):
        return None
    if text.startswith(_DECADE, found.end()) or counts_behind(text, found.end()):
        return None
    return _years(at, found.end(), first, second)


_DECADE = "代"
_APOSTROPHE_YEAR = re.compile(r"['’](?P<y>[0-9]{2})")


@cache
def _held_in_a_year() -> re.Pattern[str]:
    """What a year may stand before: 抗洪, or 昆明世博会 with a place of two characters, or 中国国际旅游展."""
    scope = alternation(year_cues("scope of an apostrophe and a year"))
    held = alternation(year_cues("behind an apostrophe and a year"))
    return re.compile(rf"(?:(?:{scope})[一-鿿]{{0,6}}?|(?![万亿]|{CHINESE})[一-鿿]{{2}})?(?:{held})")


_OPENING_QUOTE = re.compile(r"[‘'][^’'\n]{0,20}\Z")


def _read_apostrophe_year(text: str, at: int) -> Expression | None:
    """98 of ’98抗洪, 97 of ’97香港回归; a quotation mark may open or close there: '30强."""
    found = _APOSTROPHE_YEAR.match(text, at)
    if found is None or (at and (text[at - 1].isascii() and text[at - 1].isalnum())):
        return None
    if not _held_in_a_year().match(text, found.end()):
        return None
    if _OPENING_QUOTE.search(text, max(0, at - 22), at):
        return None
    date = Date(full_year(int(found["y"])))
    return Expression(at + 1, found.end(), "date", always(date), ("date", "apostrophe_year"), stated=True)


_ONE_OF_SEVERAL = re.compile(
    r"(?<![0-9.])(?P<y>(?:19|20)[0-9]{2})"
    r"(?=(?:[ ]?[、,和及与][ ]?(?:19|20)[0-9]{2}){1,9}[ ]?[两三四五各]?年(?!级))"
)
"""The 2015 of 2015、2016及2017年."""


def _read_one_of_several(text: str, at: int) -> Expression | None:
    found = _ONE_OF_SEVERAL.match(text, at)
    if found is None:
        return None
    date = Date(int(found["y"]))
    return Expression(at, found.end(), "date", always(date), ("date", "bare_year"), stated=True)


_DAYS_OF_MONTHS = re.compile(
    rf"(?<![0-9./-])(?P<m>1[0-2]|0?[1-9])/(?P<d>3[01]|[12][0-9]|0?[1-9]){TO}"
    r"(?P<m2>1[0-2]|0?[1-9])/(?P<d2>3[01]|[12][0-9]|0?[1-9])(?![0-9./-]|[a-zA-Z%])"
)


_DOTTED_DAYS = re.compile(
    rf"(?<![0-9./-])(?P<m>1[0-2]|0?[1-9])\.(?P<d>3[01]|[12][0-9]|0?[1-9]){TO}"
    r"(?P<m2>1[0-2]|0?[1-9])\.(?P<d2>3[01]|[12][0-9]|0?[1-9])(?![0-9./-]|[a-zA-Z%])"
)
_HELD_BEFORE = re.compile(r"(?:(?:时间|日期|档期|会期|展期|工期)[::]?|定于|将于|[于在])[ ]?\Z")
_HELD_BEHIND = re.compile(r"[日)]?(?:期间|举|召开|开展|在[^0-9])")


_AT_HEAD, _PAUSE = re.compile(r"(?:\A|[\n。;(])\Z"), re.compile(r"[ ]?[,:)][ ]?(?=[一-鿿\n]|$)|日")
"""7.15-7.20, at the head of a sentence, or alone in brackets."""


def _read_days_of_months(text: str, at: int) -> Expression | None:
    """4/8—4/15: only in pairs, for 4/8 alone is a share; 6.11-6.13 where something is held, else it is a range."""
    found = _DAYS_OF_MONTHS.match(text, at)
    if found is None and (dotted := _DOTTED_DAYS.match(text, at)):
        held = (
            _HELD_BEFORE.search(text, max(0, at - 5), at)
            or _HELD_BEHIND.match(text, dotted.end())
            or (
                int(dotted["d"]) > 9
                and _AT_HEAD.search(text, max(0, at - 1), at)
                and _PAUSE.match(text, dotted.end())
            )
        )
        found = dotted if held else None
    if found is None:
        return None
    first, last = ((int(found[m]), int(found[d])) for m, d in (("m", "d"), ("m2", "d2")))

    def reckon(anchors: Anchors) -> Value:
        begin = anchors.month_of_year(*first)
        value = Interval.between(begin, Date(begin.year + (last < first), *last))
        if value is None or not value.end or not value.end.exists():
            raise Unreckoned("there is no such day")
        return value

    return Expression(at, found.end(), "period", reckon, ("range", "slash_days"))


_BARE_YEAR = re.compile(r"(?P<y>(?:19|20)[0-9]{2})(?=$|[ \n\t|)）]|[·](?![0-9]))")


_NUMBER_BEHIND, _LETTER = re.compile(r"[)）]第?[0-9]{1,6}(?P<named>号)?"), re.compile(r"[A-Za-z][(（]\Z")
"""What follows the year of a numbered document, (2019)45号, or of a numbered plot, G(2024)043."""


def _read_bare_year(text: str, at: int) -> Expression | None:
    """A year of four digits that stands by itself between blanks or brackets: (2022)."""
    found = _BARE_YEAR.match(text, at)
    if not found or (at and text[at - 1] not in " \n\t|(（=至到从") or is_amount_of_a_row(text, at):
        return None
    number = _NUMBER_BEHIND.match(text, found.end())
    if number and (number["named"] or _LETTER.search(text, max(0, at - 2), at)):
        return None
    date = Date(int(found["y"]))
    return Expression(at, found.end(), "date", always(date), ("date", "bare_year"), stated=True)


def shapes() -> tuple[Shape, ...]:
    """The shapes of this file."""
    return (
        Shape(before(JOINERS) | before("/年学财赛榨度"), _read_years),
        Shape(before("、,和及与"), _read_one_of_several),
        Shape(before("/."), _read_days_of_months),
        Shape(frozenset("'’"), _read_apostrophe_year),
        Shape(frozenset("12"), _read_bare_year),
    )
