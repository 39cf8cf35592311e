"""Parts of a year and month: halves, quarters, seasons, months, weeks, days."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shilu.extract.lexicon.ranges import JOINERS, JOINT
from shilu.extract.lexicon.table import alternation
from shilu.extract.times import edges, shares
from shilu.extract.times.dispatch import before
from shilu.extract.times.durations import counts_days
from shilu.extract.times.edtf import Date, Interval, Value, first_date, last_date
from shilu.extract.times.frame import Anchors, Unreckoned, single
from shilu.extract.times.numbers import GAP, NUMERIC, TO, read_number
from shilu.extract.times.relative import shifted_unit
from shilu.extract.times.rows import guard
from shilu.extract.times.step import Hit, Rank, Reader

__all__ = ["Within", "part_year", "readers"]


@dataclass(frozen=True)
class Within:
    """A numbered part of a year or month: a month, day, part (quarter, half, season), ten days or week."""

    kind: str
    number: int
    rank: Rank
    spelt: bool = False
    """Whether its number is in Chinese, as the months and days of the old calendar are."""
    stated: bool = False

    def narrow(self, within: Value | None, anchors: Anchors) -> Value:
        """The part of the value so far."""
        date = _NARROW[self.kind](self, within, anchors)
        if isinstance(date, Date) and not date.exists():
            raise Unreckoned("there is no such day")
        return date


def _month(step: Within, within: Value | None, anchors: Anchors) -> Value:
    date = single(within)
    if date is None:
        return anchors.month_of_year(step.number)
    return Date(date.year, step.number)


def _two_months(step: Within, within: Value | None, anchors: Anchors) -> Value:
    """七八月: July and August."""
    first = _month(step, within, anchors)
    return Interval(first_date(first), last_date(first.shift(1, "month") or first))


def _part(step: Within, within: Value | None, anchors: Anchors) -> Value:
    date = single(within)
    return Date(date.year if date else part_year(step.number, anchors), step.number)


def part_year(code: int, anchors: Anchors) -> int:
    """The year of a quarter or half without one: the last that had begun by the publication."""
    year = anchors.likely_year(Date(anchors.year(), code))
    published = anchors.frame.published
    within = anchors.frame.last_in_sentence
    said = last_date(within) if within else None
    if published and said and said.last() > published.last():
        return year  # the sentence is about what is still to come
    if published and published.month and not anchors.future and published.year == year:
        return year if Date(year, code).first() <= published.last() else year - 1
    return year


def _day(step: Within, within: Value | None, anchors: Anchors) -> Value:
    date = single(within)
    if date is None and step.spelt and anchors.frame.lunar:
        raise Unreckoned("the month of the old calendar is not stated")
    if date is None:
        return anchors.day_of_month(step.number)
    if not date.month or date.month > 12:
        raise Unreckoned("the month is not stated")
    return Date(date.year, date.month, step.number)


def _ten_days(step: Within, within: Value | None, anchors: Anchors) -> Value:
    date = single(within) or anchors.now()
    if not date.month or date.month > 12:
        raise Unreckoned("the month is not stated")
    begin, end = _TENS[step.number]
    last = Date(date.year, date.month, end) if end else Date(*date.last())
    return Interval(Date(date.year, date.month, begin), last)


_TENS = ((1, 10), (11, 20), (21, None), (1, 20), (11, None))
"""The first and last day of 上旬, 中旬, 下旬, 上中旬 and 中下旬; None where the month ends with it."""


def _week(step: Within, within: Value | None, _anchors: Anchors) -> Value:
    """The week whose Monday is the n-th of the month, or the n-th ISO week of the year (ISO 8601)."""
    date = single(within)
    if date is None:
        raise Unreckoned("the month of the week is not stated")
    if date.month is None:
        monday = Date(date.year, 1, 4)
        start = monday.shift(-monday.weekday() + 7 * (step.number - 1), "day")
    else:
        first = Date(*date.first())
        start = first.shift(-first.weekday() % 7 + 7 * (step.number - 1), "day")
    end = start.shift(6, "day") if start else None
    if not start or not end:
        raise Unreckoned("there is no such week")
    return Interval(start, end)


def _seasons(step: Within, within: Value | None, _anchors: Anchors) -> Value:
    """Two seasons of a year (2022年秋冬), or the two months where they meet (2022年春夏之交)."""
    date = single(within)
    first = Date(date.year if date else 0, 21 + step.number)
    second = Date(first.year + (step.number == 3), 21 + (step.number + 1) % 4)
    if step.kind == "turn":
        return Interval(last_date(first), first_date(second))
    whole = Interval.between(first, second)
    if whole is None:
        raise Unreckoned("it ends before it begins")
    return whole


def _half_week(step: Within, within: Value | None, anchors: Anchors) -> Value:
    """上半周 is Monday to Wednesday, 下半周 Thursday to Sunday."""
    week = within or shifted_unit(anchors.published(), "week", 0)
    monday = week.start if isinstance(week, Interval) else None
    if monday is None:
        raise Unreckoned("the week is not stated")
    first, last = (0, 2) if step.number == 0 else (3, 6)
    return Interval(monday.shift(first, "day"), monday.shift(last, "day"))


_NARROW = {
    "seasons": _seasons,
    "turn": _seasons,
    "half_week": _half_week,
    "month": _month,
    "two_months": _two_months,
    "part": _part,
    "day": _day,
    "ten": _ten_days,
    "week": _week,
}


_NO_MONTH = alternation(guard("after_month"))
_MONTH = re.compile(rf"(?P<n>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,2}}|元){GAP}月(?:份)?(?!{_NO_MONTH})")
_TWO_MONTHS = re.compile(
    rf"(?P<two>十一二|一二|二三|三四|四五|五六|六七|七八|八九|九十)月(?:份)?(?!{_NO_MONTH})"
)
_NTH_MONTH = re.compile(r"第(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,2})个月")


def _read_month(text: str, at: int, rank: Rank) -> Hit | None:
    two = _TWO_MONTHS.match(text, at) if rank < Rank.PART else None
    if two and text[at - 1 : at] != "十":
        return Hit(
            two.end(), Within("two_months", read_number(two["two"][:-1]) or 0, Rank.MONTH), "two_months"
        )
    found = _MONTH.match(text, at)
    if not found and rank == Rank.YEAR:
        found = _NTH_MONTH.match(text, at)
    if not found or rank >= Rank.PART:
        return None
    number = 1 if found["n"] == "元" else read_number(found["n"])
    if not number or number > 12:
        return None
    return Hit(found.end(), Within("month", number, Rank.MONTH, not found["n"].isascii()), "month")


_DAY = re.compile(
    rf"(?P<n>[0-9]{{1,2}}|[一二三四五六七八九十廿卅]{{1,3}}){GAP}(?P<u>[日号])(?!期(?!间)|志|历|常|均)"
)
_BARE_DAY = re.compile(
    rf"(?P<n>[0-9]{{1,2}}|三十一?|[一二]?十[一二三四五六七八九]|[二]十)(?=$|[\s,。;:!?、)）]|{JOINT}[0-9]{{1,2}}月)"
)
_BEFORE_A_DAY = re.compile(r"[^0-9A-Za-z一-鿿]|[于在从自至到日月和与截]|截至|将|今|本|称|报道")


_DOCUMENT_YEAR = re.compile(r"[(\[【〔﹝](?:19|20)[0-9]{2}[)\]】〕﹞]第?\Z")
"""The year of a document before its number: 〔2013〕13号."""
_BEFORE_TEN = frozenset("一二三两")
"""Before 十四日, which is then the end of 二十四日."""


def _read_day(text: str, at: int, rank: Rank) -> Hit | None:
    if rank not in (Rank.START, Rank.MONTH):
        return None
    found = _DAY.match(text, at)
    if rank == Rank.START and text[at - 1 : at] in _BEFORE_TEN:
        return None
    if not found or (rank == Rank.START and not _alone(text, found)):
        return None
    return _day_read(found)


def _read_bare_day(text: str, at: int, rank: Rank) -> Hit | None:
    """11月5 for 11月5日."""
    found = _BARE_DAY.match(text, at) if rank == Rank.MONTH else None
    return _day_read(found) if found else None


def _day_read(found: re.Match[str]) -> Hit | None:
    number = read_number(found["n"])
    if not number or number > 31:
        return None
    return Hit(found.end(), Within("day", number, Rank.DAY, not found["n"].isascii()), "day")


_DAYS_ALONE = re.compile(
    rf"(?P<a>3[01]|[12][0-9]|0?[1-9]){TO}(?P<b>3[01]|[12][0-9]|0?[1-9])"
    r"(?=$|[\s,。;:、)在于举召开将期]|共[^有计0-9])"
)


def _read_days_alone(text: str, at: int, rank: Rank) -> Hit | None:
    """6月11-13 without 日, before a stop or what was held in those days."""
    found = _DAYS_ALONE.match(text, at) if rank == Rank.MONTH else None
    if not found or int(found["a"]) >= int(found["b"]):
        return None
    return Hit(found.end(), DaysOf(int(found["a"]), int(found["b"])), "days")


@dataclass(frozen=True)
class DaysOf:
    """Days of a month, from one through another: 6月11-13."""

    first: int
    last: int
    rank: Rank = Rank.DAY
    stated: bool = False

    def narrow(self, within: Value | None, _anchors: Anchors) -> Value:
        """From the one day to the other."""
        date = single(within)
        if date is None or not date.month or date.month > 12:
            raise Unreckoned("the month is not stated")
        last = Date(date.year, date.month, self.last)
        if not last.exists():
            raise Unreckoned("there is no such day")
        return Interval(Date(date.year, date.month, self.first), last)


_AFTER_SPELT = re.compile(r"[,。、上下凌早晚在至到起止前后以]|$")
_WIRED = re.compile(
    r"(?:[上下]午)?(?:专|急|航|快|特|通|路透|合众|海通)?[电讯](?![视话灯力影车梯网台脑池器路报号息])"
)
"""Behind the day of a dispatch: 八日电, 十八日航讯."""


def _alone(text: str, found: re.Match[str]) -> bool:
    """Whether 22日 or 5号 without its month is a day at all: not 5号楼, not 神舟十五号, not 三日游."""
    before = text[found.start() - 1] if found.start() else "。"
    if before.isascii() and before.isalpha():
        return False  # CO2日排放量
    if found["u"] == "号":
        return (
            found["n"].isascii()
            and bool(_BEFORE_A_DAY.match(before))
            and not _DOCUMENT_YEAR.search(text, max(0, found.start() - 8), found.start())
            and not text.startswith(guard("after_number"), found.end())
        )
    if _WIRED.match(text, found.end()):
        return True
    if counts_days(text, found.start(), found.end()):
        return False
    if _counted(text, found):
        return False
    if _is_late(found) and not _COUNTING_BEFORE.match(before):
        return not _COUNTS_DAYS.match(text, found.end()) and not _MORE.match(text, found.end())
    if not found["n"].isascii() and not (
        _BEFORE_A_DAY.match(before) and _AFTER_SPELT.match(text, found.end())
    ):
        return False
    return not _COUNTS_DAYS.match(text, found.end())


_COUNTS_DAYS = re.compile(r"[内间游均]|[以之]内|之间|龄|元")


_COUNTING_BEFORE, _MORE = re.compile(r"[第共凡历期经续约近满逾每达百千万几多]"), re.compile(r"[之以为余多]")


def _is_late(found: re.Match[str]) -> bool:
    """廿三日 and 十六日: a length of so many days would be told otherwise."""
    return not found["n"].isascii() and (read_number(found["n"]) or 0) > _ROUND_DAYS


_ROUND_DAYS = 10


def _counted(text: str, found: re.Match[str]) -> bool:
    """三日后, 十日内 count days; 二十三日前 is a day."""
    few = not found["n"].isascii() and (read_number(found["n"]) or 0) <= 10
    return few and text[found.end() : found.end() + 1] in ("前", "后", "之")


_PART = re.compile(
    r"(?P<quarter>(?:第(?P<n>[1-4一二三四])个?|(?P<n2>[1-4一二三四首]))季度|首季(?!度)"
    r"|第(?P<n3>[1-4一二三四])季(?=GDP|经济|经营|营[收业运利]|[出进]口|财报|业绩|[净毛]利|[按同环]|销[售量]|产[量值]|利润|增长|收入|[末底起]|每股|消费|投资|预[计算])"
    r"|[1-4]Q(?![A-Za-z0-9])|Q[1-4](?![A-Za-z0-9]))"
    r"|(?P<half>[上下前后])(?:个)?半年(?!度?以)|(?P<season>[春夏秋冬])(?:季|天|日(?=[^报用本]))(?!学期|运会)"
)
_OF_A_REPORT = re.compile(
    r"(?P<half>半年度|半年(?=报)|中期(?=报告|业绩|股息|分红|利润分配|财报)|中(?=报))|(?P<n>[一三])季(?=报)"
    r"|(?P<term>[上下])期(?![货间末望刊])"
)
"""What a report or account is on, behind its year: 2021年半年度, 2021年中报, 2021年三季报, 三十年下期."""

_SEASONS = "春夏秋冬"
_TWO_SEASONS = re.compile(r"(?P<s>春夏|夏秋|秋冬|冬春)(?:(?P<turn>之交|交替之际)|两?季节?)?(?![装])")
_AFTER_YEAR_SEASON = re.compile(
    r"[初暮早深仲隆严盛金]?(?P<s>[春夏秋冬])(?![节运游招种令装晚训耕奥储管收播田粮茬旱灌作棉麦茶熟锄修])"
)


def _read_part(text: str, at: int, rank: Rank) -> Hit | None:
    if rank >= Rank.PART:
        return None
    found = _PART.match(text, at)
    if found and not (rank == Rank.START and found["season"] and not _season_alone(text, found)):
        return Hit(found.end(), Within("part", _part_code(found), Rank.PART), "part_of_year")
    report = _OF_A_REPORT.match(text, at) if rank == Rank.YEAR else None
    if report:
        term = report["term"]
        code = 40 + "上下".index(term) if term else 40 if report["half"] else 33 + "一二三".index(report["n"])
        return Hit(report.end(), Within("part", code, Rank.PART), "part_of_report")
    two = _TWO_SEASONS.match(text, at) if rank == Rank.YEAR else None
    if two:
        kind = "turn" if two["turn"] else "seasons"
        return Hit(two.end(), Within(kind, _SEASONS.index(two["s"][0]), Rank.PART), "seasons")
    season = _AFTER_YEAR_SEASON.match(text, at) if rank == Rank.YEAR else None
    if season:
        return Hit(season.end(), Within("part", 21 + _SEASONS.index(season["s"]), Rank.PART), "season")
    return None


def _season_alone(text: str, found: re.Match[str]) -> bool:
    """Whether a season without a year is a time: 冬季, but not 春天里, 夏季攻势, 冬季运动."""
    return found[0].endswith("季") and text[found.end() : found.end() + 1] in ("", ",", "。", "、", ";", "\n")


def _part_code(found: re.Match[str]) -> int:
    if found["season"]:
        return 21 + _SEASONS.index(found["season"])
    if found["half"]:
        return 40 if found["half"] in "上前" else 41
    digit = found["n"] or found["n2"] or found["n3"] or found["quarter"].strip("Q季")
    return 32 + (1 if digit == "首" else read_number(digit) or 1)


_HALF_WEEK = re.compile(r"[上下]半周(?![岁年期边围])")
_TEN = re.compile(r"(?P<two>上旬?[、和至到]?中|中旬?[、和至到]?下)旬|(?P<t>[上中下初])旬")
_WEEK = re.compile(
    r"第(?P<n>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?:个)?(?:周|星期)(?![一二三四五六日天年末])"
)


def _read_week(text: str, at: int, rank: Rank) -> Hit | None:
    half = _HALF_WEEK.match(text, at) if rank in (Rank.START, Rank.WEEK) else None
    if half:
        return Hit(half.end(), Within("half_week", "上下".index(half[0][0]), Rank.DAY), "half_week")
    if rank >= Rank.WEEK:
        return None
    ten = _TEN.match(text, at) if rank == Rank.MONTH else None
    if ten:
        number = "上中".index(ten["two"][0]) + 3 if ten["two"] else max(0, "上中下".find(ten["t"]))
        return Hit(ten.end(), Within("ten", number, Rank.WEEK), "ten_days")
    week = _WEEK.match(text, at) if rank in (Rank.YEAR, Rank.MONTH) else None
    nth = read_number(week["n"]) if week else None
    if not week or not nth or nth > (53 if rank == Rank.YEAR else 5):
        return None
    return Hit(week.end(), Within("week", nth, Rank.WEEK), "week")


_PART_FIRST = frozenset("第首Q上下前后春夏秋冬") | before("季Q")


def readers() -> tuple[Reader, ...]:
    """All readers of this file, in the order in which they are tried."""
    return (
        Reader(before("月") | {"第", "元月"}, _read_month),
        Reader(before("日号"), _read_day),
        Reader(NUMERIC, _read_bare_day, frozenset()),
        Reader(_PART_FIRST | frozenset("初暮早深仲隆严盛金半中"), _read_part, _PART_FIRST),
        *shares.readers(),
        Reader(before(JOINERS), _read_days_alone, frozenset()),
        Reader(frozenset("上中下初第"), _read_week, frozenset("上下")),
        edges.reader(),
    )
