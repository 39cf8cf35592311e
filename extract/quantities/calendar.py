"""Numbers of dates and clock times: the stage that reads times owns them, here they are accounted for."""

from __future__ import annotations

import re
from decimal import Decimal

from shilu.extract.lexicon.calendar import day_parts, eras, guard
from shilu.extract.lexicon.table import alternation
from shilu.extract.numerals import read_numeral
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Other, Source
from shilu.extract.quantities.measure_words import match_measure
from shilu.schemas import Exact

__all__ = ["read_damaged_date", "read_time"]

_C = "〇零○一二三四五六七八九十廿卅"
_NUMBER = rf"(?:\d{{1,2}}|[{_C}]{{1,3}})"
_AND = r" ?(?:[-–—―~∼〜]{1,2}|至|到|、|,|和|及|或|/) ?"

# 2022年, 二〇二二年, 2019—2022年, '98年, 2022-12-01; a number of years that is none is left to the amounts.
_YEAR = re.compile(
    rf"(?:(?:1\d|20|21)\d{{2}}|[一二][〇零○Oo一二三四五六七八九]{{3}})(?:{_AND}(?:(?:1\d|20|"
    rf"21)\d{{2}}|[一二][〇零○一二三四五六七八九]{{3}}|\d{{2}})){{0,6}}"
    r"(?: ?年(?!多|以上|以后的历)| ?(?=财年|学年|赛季|届|版|款|级[^别])|(?=[-/.](?:0[1-9]|"
    r"1[0-2])(?![\d.%万亿])))"
)
# 一千七百四十八年, said as a number; 18/19年, 2013-14榨季, a year from one calendar year into the next.
_SPELLED_YEAR = re.compile(
    r"一千[五六七八九]百(?:零?[一二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)?年(?!历)"
)
_SPLIT_YEAR = re.compile(
    r"(?:(?:19|20)?(\d\d))[-–—/~](?:19|20)?(\d\d)"
    r"(?= ?(?:年度?|财年|财政年度|学年|赛季|雪季|榨季|采暖季|供暖季|产季|年季|度(?=[^\u4e00-\u9fff]|提|预|财)))"
)
# O, l and I for 0 and 1 in a year, month or day: 2O22年, l2月, 1O日.
_DAMAGED_DATE = re.compile(
    r"(?=\d{0,3}[OoIl〇])"
    r"(?:[12lI][\dOoIl〇]{3}(?= ?年)|[1lIO0]?[\dOoIl〇](?= ?月)|[123lIO0]?[\dOoIl〇](?= ?日))( ?[年月日])"
)
_LOOKS_LIKE = str.maketrans("OoIl〇", "00110")
_LETTERS = frozenset("OoIl〇")
_LAST = {"年": 2100, "月": 12, "日": 31}
_SHORT_YEAR = re.compile(
    r"['’]?(?:0\d|[7-9]\d|[12]\d)年(?=\d{1,2}月|[底初末]|年[底初]|[上下]半年|[一二三四]季度|"
    r"以来(?!的历)|春|冬)|0\d ?年|"
    r"(?:[廿卅卌]|[二三四五六七八九]?十)[一二三四五六七八九]?年(?=(?:十[一二]?|[一二三四五六七八九])月(?!份?内)|度)|"
    r"一百(?:零[一二三四五六七八九]|[一二三]十[一二三四五六七八九]?)年(?=(?:十[一二]?|[一二三四五六七八九])月(?!份?内)|度)"
)
_NUMERIC_DATE = re.compile(
    r"(?:1[89]|20|21)\d{2}([-/.·])(?:0?[1-9]|1[0-2])\1(?:3[01]|[12]\d|0?[1-9])(?!\d)|(?:19|"
    r"20)\d{2}(?:0[1-9]|1[0-2])(?:3[01]|[12]\d|0[1-9])(?!\d|[\u4e00-\u9fff])"
)
_BARE_YEAR = re.compile(r"(?:19[0-9]|20[0-4])\d(?![\d.,%]|[-–—/~∼〜至到]\d)")


def _not(*places: str) -> str:
    """The words that stand behind a number of these places where it is no date."""
    return alternation(word for place in places for word in guard(place))


_LIST = re.compile(
    rf"{_NUMBER}(?: ?(?:年|月份?|日|号|时|点|季度))?(?:{_AND}{_NUMBER}(?: ?(?:月份?|日|号|时|点|"
    rf"季度))?){{0,12}} ?(?:月份?|日|号|时(?!{_not('after_hour', 'after_o_clock')})|点|季度|旬|世纪|"
    rf"年代|更天)"
)
_MONTH = re.compile(
    r"(?:1[0-2]|0?[1-9]|十[一二]?|[正一二三四五六七八九腊冬]) ?月(?:份|中旬|上旬|下旬|初|底|末|中)?"
    rf"(?!{_not('after_month')})"
)
_DAY = re.compile(
    rf"(?:3[01]|[12]\d|0?[1-9]|[初]?[{_C}]{{1,3}}) ?"
    rf"(?:日(?!{_not('after_day')})|号(?!{_not('after_day', 'after_number', 'after_size')}))"
)
_CLOCK = re.compile(r"(?:[01]?\d|2[0-4])[:](?:[0-5]\d)(?:[:][0-5]\d)?(?!\d|:\d)")
_HOUR = re.compile(
    rf"(?:[01]?\d|2[0-4]|[二]?十[一二三四五六七八九]?|[〇零一二三四五六七八九两]|"
    rf"二十[一二三四]?) ?(?:时(?!{_not('after_hour', 'after_o_clock')})|点(?!{_not('after_point')}))"
    rf"(?: ?(?:{_NUMBER} ?分(?!钟|之)(?: ?{_NUMBER} ?秒)?|半|整|许|钟|[一三]刻|"
    rf"(?:[〇零][一二三四五六七八九]|"
    rf"[二三四五]?十[一二三四五六七八九]?)(?![{_C}百千万点个名年多余])|[0-5]\d(?!\d|[.%])))?"
)
_CENTURY = re.compile(rf"(?:\d{{1,2}}|[{_C}]{{1,3}}) ?(?:世纪(?!性)|年代)")
_QUARTER = re.compile(r"(?:[一二三四1-4])(?: ?[、和至到-] ?[一二三四1-4]){0,3}(?:季度|季(?=报|末|增|G|数))")
_PLAN = re.compile(
    rf"(?:[一二三四五六七八九]|十[一二三四五六七八九]?)五(?=[”\"’』」,、]|{cue('plan periods')}|$)"
)
_WEEKDAY = re.compile(
    r"(?:周|星期|礼拜)([一二三四五六](?:[、至到和-](?:周|"
    r"星期)?[一二三四五六日天]){0,6})(?![个年次场期天周月\d十百千])"
)
_LUNAR_DAY = re.compile(
    r"(?:初|月|廿|腊月|冬月|正月)([初]?[一二三四五六七八九十廿卅]{1,3})(?![个名只座家月日号])"
)
_DOT_DATE = re.compile(r"(?:1[0-2]|[1-9])[·•](?:3[01]|[12]\d|[1-9])(?![\d万亿%‰])")
_ERA_INITIALS = eras().initials
_ERA = re.compile(rf"(?:{eras().pattern})(?:[{_C}\d]{{1,3}}|元)年")
_YEAR_SPAN = re.compile(r"(?:(?:1[5-9]|20)\d{2}) ?[-–—―~∼〜至到]{1,2} ?(?:1[5-9]|20)\d{2}(?!\d)")

_PAIRS_BEFORE = re.compile(r"(?:\d{1,3}:\d{1,3}[、, 至到]{1,2}){1,8}$")
_PAIRS_AFTER = re.compile(r"(?:[、, ]{1,2}\d{1,3}:\d{1,3}){1,8}")
_TAKES = re.compile(r"[用历耗需费]时$")
_BEFORE_HOUR = re.compile(rf"(?:{day_parts().pattern}|[日间到至是在从约近天过于])$")

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (_NUMERIC_DATE, "date"), (_SPLIT_YEAR, "split year"), (_SPELLED_YEAR, "year"), (_YEAR, "year"),
    (_YEAR_SPAN, "years"), (_SHORT_YEAR, "year"), (_CENTURY, "century"),
    (_QUARTER, "quarter"), (_MONTH, "month"), (_CLOCK, "clock"), (_DAY, "day"), (_HOUR, "clock"),
    (_DOT_DATE, "day of remembrance"), (_PLAN, "five-year plan"),
)  # fmt: skip
_ANY_RULE = re.compile(
    "|".join(f"(?:{pattern.pattern})" for pattern, _ in _RULES if pattern is not _NUMERIC_DATE)
    + f"|{_NUMERIC_DATE.pattern.replace(chr(92) + '1', '[-/.·]')}"
)
_STARTS = frozenset("0123456789〇零一二三四五六七八九十廿卅两")
_COUNT_OF_DAYS = re.compile(rf"(?:{cue('lasting')}) ?$")
_DATE_BEFORE = re.compile(
    r"(?:^|月 ?|[\s,。;:!?(、至到—-]|于|在|自|从|是|今|明|昨|的|定|和|本月|号|[早晚]|今天|截至)$"
)
_RATIO_BEFORE = re.compile(
    rf"(?:(?:{cue('ratios')}|{cue('scores')})[^\d,。]{{0,3}}|[比以按率局][为是达]? ?)$"
)


def read_time(source: Source, at: int) -> list[Other]:
    """Rows for the numbers of the date or clock time that has a number at `at`; empty where there is none."""
    folded = source.folded
    if folded[at] not in _STARTS:
        return []
    if found := _looking_back(source, at):
        return found
    if damaged := read_damaged_date(source, at):
        return [damaged]
    for pattern, name in _RULES if _ANY_RULE.match(folded, at) else ():
        match = pattern.match(folded, at)
        if match and pattern is _SPELLED_YEAR:
            return [Other(at, match.end(), "time", "calendar.year", amount=_amount(match[0]))]
        if match and _is_time(source, match, name):
            return _rows(source, at, _without_counted(source, match), name)
    match = _LIST.match(folded, at)
    if match and _list_is_time(match[0]):
        return _rows(source, at, match.end(), "list of dates")
    if (match := _BARE_YEAR.match(folded, at)) and _is_bare_year(source, match):
        return _rows(source, at, match.end(), "year without 年")
    return []


def _without_counted(source: Source, match: re.Match[str]) -> int:
    """Where the time ends: 15 of 9时15名 counts people."""
    minutes = _MINUTES.search(match[0])
    if minutes is None:
        return match.end()
    gap = source.folded[match.end() : match.end() + 1] == " "
    measure = match_measure(source, match.end() + gap, number_start=match.start() + minutes.start(1))
    counts = measure is not None and measure.source == "classifiers"
    return match.start() + minutes.start() + 1 if counts else match.end()


def read_damaged_date(source: Source, at: int) -> Other | None:
    """2O22年, l2月, 1O日: the year, month or day at `at` in which letters stand for digits, or None."""
    if _LETTERS.isdisjoint(source.folded[at : at + 4]):
        return None
    found = _DAMAGED_DATE.match(source.folded, at)
    before = source.context(at, 1)
    if found is None or (before.isascii() and before.isalnum()):
        return None
    value = int(source.folded[at : found.start(1)].translate(_LOOKS_LIKE))
    last = found[1][-1]
    if not 0 < value <= _LAST[last] or (last == "年" and value < 1000):
        return None
    amount = Exact(value=Decimal(value))
    return Other(at, found.end(), "time", "calendar.look-alike digits", amount=amount)


def _looking_back(source: Source, at: int) -> list[Other]:
    """Times whose first numeral has a word before it: 周一, 正月初八, 民国三十一年."""
    folded = source.folded
    before = folded[at - 1 : at]
    if before and before in "周期拜":
        start = at - (1 if before == "周" else 2)
        match = _WEEKDAY.match(folded, start) if start >= source.floor else None
        if match:
            return _rows(source, start, match.end(), "weekday")
    lunar = before == "初" or (
        before == "月" and folded[at - 2 : at - 1] in tuple("正腊冬一二三四五六七八九十")
    )
    if lunar and (match := _LUNAR_DAY.match(folded, at - 1)):
        return _rows(source, max(at - 1, source.floor), match.end(), "lunar day")
    era = max(source.floor, at - 2)
    if before and folded[era] in _ERA_INITIALS and (match := _ERA.match(folded, era)):
        return _rows(source, match.start(), match.end(), "year of an era")
    return []


def _is_time(source: Source, match: re.Match[str], name: str) -> bool:
    text, start = match[0], match.start()
    before = source.context(start, 1)
    if name == "clock" and _TAKES.search(source.context(start, 2)):
        return False
    if name == "clock" and ":" in text:
        if _among_scores(source, match):
            return False
        return not _RATIO_BEFORE.search(source.context(start, 6))
    if name == "clock" and "点" in text and _is_measured(source, match):
        return False
    if name == "clock" and text[-1] == "点":
        return _is_hour(source, start, match.end())
    if name == "year" and before in ("约", "近", "逾", "超", "历", "前", "经"):
        return bool(re.match(r"(?:19|20)\d\d", text)) and before not in ("约", "逾", "超")
    if name == "day" and text[-1] == "号" and not _DATE_BEFORE.search(source.context(start, 3)):
        return False
    if name == "month" and before in ("第", "个", "每", "几", "数"):
        return False
    if name == "day" and text[-1] == "日" and _is_day_count(source, match):
        return False
    if name == "years" and match_measure(source, match.end(), number_start=start):
        return False  # 2000至2020公斤
    if name == "split year":
        return (int(match[2]) - int(match[1])) % 100 == 1
    return name != "day of remembrance" or _is_remembered(source, match)


_REMEMBERED = re.compile(rf"(?:{cue('dotted days')})\Z")
_REMEMBERED_AS = re.compile(rf"[”\"』」]?(?:{cue('dotted events')})")


def _is_remembered(source: Source, match: re.Match[str]) -> bool:
    """7·23事故 and 3·15 are days; 1·5万亩 and 1·5元 are numbers with a point that the print has put too high."""
    if _REMEMBERED_AS.match(source.folded, match.end()):
        return True
    measured = match_measure(source, match.end(), number_start=match.start())
    return measured is None and bool(_REMEMBERED.match(match[0]))


def _among_scores(source: Source, match: re.Match[str]) -> bool:
    """8:11 in 11:9、8:11、11:6: a list in which one pair is no clock time has none."""
    before = _PAIRS_BEFORE.search(source.context(match.start(), 32))
    after = _PAIRS_AFTER.match(source.folded, match.end())
    pairs = re.findall(r"\d+:\d+", (before[0] if before else "") + " " + (after[0] if after else ""))
    return any(not _CLOCK.fullmatch(pair) for pair in pairs)


def _is_day_count(source: Source, match: re.Match[str]) -> bool:
    """为期3日, 公示期5日 and 5日本钱 are no dates."""
    if _COUNT_OF_DAYS.search(source.context(match.start(), 4)):
        return True
    measure = match_measure(source, match.end() - 1, number_start=match.start())
    return measure is not None and len(measure.surface) > 1


def _is_measured(source: Source, match: re.Match[str]) -> bool:
    """四点三公方, 二点四二米: a decimal number with a unit, no hour."""
    numeral = read_numeral(source.folded, match.start())
    if numeral is None or numeral.end <= match.start() + match[0].index("点") + 1:
        return False
    measure = match_measure(source, numeral.end, number_start=match.start())
    return measure is not None and measure.is_unit and measure.surface not in ("分", "刻", "时")


def _is_hour(source: Source, start: int, end: int) -> bool:
    """三点 is a time before a verb or after a part of the day; 3点, is three points after 提出."""
    before = source.context(start, 6)
    if _BEFORE_HOUR.search(before):
        return True
    return bool(
        re.match(r"(?:钟|多|左右|前|后|到|至|起|准时|开|许|以前|以后|之前)", source.folded[end : end + 3])
    )


def _list_is_time(text: str) -> bool:
    """A list of numbers that ends in 月, 日 or 时 is one of times only if each could be one."""
    limit = 12 if text[-1] in "月份" else 31 if text[-1] in "日号" else 24
    for run in re.findall(rf"\d+|[{_C}]+", text):
        numeral = read_numeral(run, 0)
        if (
            numeral is None
            or numeral.value is None
            or numeral.value > max(limit, 31 if "日" in text else limit)
        ):
            return False
    return len(re.findall(rf"\d+|[{_C}]+", text)) > 1


def _is_bare_year(source: Source, match: re.Match[str]) -> bool:
    after = source.folded[match.end() : match.end() + 1]
    before = source.context(match.start(), 1)
    if match_measure(source, match.end(), number_start=match.start()):
        return False
    return (
        bool(after)
        and after not in "个名家户亩人元米吨件台万亿多余辆套项座次条只头株棵位吨 \n号平公千百斤所"
        and before not in tuple("近约超达逾共增第-./:+、")
    )


_MINUTES = re.compile(r"[时点] ?([0-5]\d)$")
_RUN = re.compile(rf"\d+|[{_C}两]+")


def _amount(run: str) -> Exact | None:
    """What digits state, Arabic ones or Chinese; None where they make no number (○○○)."""
    if run.isdigit():
        return Exact(value=Decimal(run))
    numeral = read_numeral(run, 0)
    return Exact(value=numeral.value) if numeral and numeral.value is not None else None


def _rows(source: Source, start: int, end: int, name: str) -> list[Other]:
    """One row a number, each with what stands up to the next; together they cover the whole expression."""
    folded = source.folded
    runs = list(_RUN.finditer(folded, start, end))
    rows = []
    for index, run in enumerate(runs):
        first = run.start() if index else start
        last = runs[index + 1].start() if index + 1 < len(runs) else end
        amount = _amount(run[0])
        rows.append(Other(first, max(last, first + 1), "time", f"calendar.{name}", amount=amount))
    for row in rows[:-1]:
        while row.end - row.start > 1 and folded[row.end - 1] in " 、,-—–~至到和及或周":
            row.end -= 1
    return rows
