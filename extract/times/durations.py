"""Durations: 三年, 一年半, 近48个小时, 两年零三个月, 1小时30分."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from itertools import product

from shilu.extract.lexicon.ranges import JOINERS, JOINT
from shilu.extract.lexicon.table import alternation
from shilu.extract.times.dispatch import before
from shilu.extract.times.edtf import Unit
from shilu.extract.times.expression import Expression, Shape, always
from shilu.extract.times.numbers import CHINESE, COUNTING, DIGITS, NUMERIC, TO, read_number
from shilu.extract.times.rows import UnitWord, guard, unit_words

__all__ = ["Duration", "behind", "counts_days", "duration_starts", "iso_duration", "read_duration", "shapes"]

_ORDER = ("Y", "M", "W", "D", "H", "m", "S")
"""ISO 8601 letters in their order; `m` are minutes, which share their letter with months."""

_HALVES = {"Y": (6, "M"), "M": (15, "D"), "D": (12, "H"), "H": (30, "m"), "m": (30, "S")}


@dataclass(frozen=True)
class Duration:
    """A length of time: amounts by ISO letter, and whether 多 or 几 leaves its end open."""

    start: int
    end: int
    parts: tuple[tuple[str, Fraction], ...]
    unit: Unit
    count: int | None
    """The number, where it is a whole number of one unit."""
    open: bool

    @property
    def iso(self) -> str:
        """In ISO 8601; of an open one what it lasts at least: 十余年 is P10Y."""
        return iso_duration(self.parts)


def iso_duration(parts: tuple[tuple[str, Fraction], ...]) -> str:
    """The ISO 8601 form of amounts by letter.

    >>> iso_duration((("Y", Fraction(1)), ("M", Fraction(6)))), iso_duration((("H", Fraction(3, 2)),))
    ('P1Y6M', 'PT1.5H')
    """
    totals: dict[str, Fraction] = {}
    for letter, amount in parts:
        totals[letter] = totals.get(letter, Fraction(0)) + amount
    day = "".join(f"{_plain(totals[one])}{one}" for one in _ORDER[:4] if one in totals)
    clock = "".join(f"{_plain(totals[one])}{one.upper()}" for one in _ORDER[4:] if one in totals)
    return f"P{day}" + (f"T{clock}" if clock else "")


def _plain(amount: Fraction) -> str:
    return (
        str(amount.numerator) if amount.denominator == 1 else f"{float(amount):.4f}".rstrip("0").rstrip(".")
    )


_AMOUNT = (
    rf"(?P<n>[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}|[0-9]{{1,6}}(?:\.[0-9]{{1,3}})?"
    rf"|{CHINESE}{{1,4}}点{CHINESE}{{1,3}}(?=分钟|小时|年|天|个)|{CHINESE}{{1,9}})"
)
_TO = re.compile(rf"(?P<low>[0-9]{{1,4}}|{CHINESE}{{1,3}}){TO}(?=[0-9]|{CHINESE})")


@cache
def _part() -> re.Pattern[str]:
    units = alternation([*unit_words().by_surface, "分"])
    return re.compile(
        rf"(?:{_AMOUNT}[ ]?)?(?P<more>[多余几来])?(?P<half>半)?(?P<ge>个)?(?P<more2>[多余])?(?P<half2>半)?"
        rf"[ ]?(?P<u>{units})"
        r"(?P<after>半钟?|(?<=分)半)?(?P<more3>[多余](?![个年月天日元人次名轮场番批种]))?"
    )


_PAIR = re.compile(r"[一二两三四五六七八九]{2}")
_OPEN_YEARS = frozenset("百千万")


def read_duration(text: str, at: int) -> Duration | None:
    """The duration that begins at this place; None where there is none. Of 3至5天 it keeps the lower end."""
    to = _TO.match(text, at)
    low = read_number(to["low"]) if to else None
    if to and low:
        upper = _read_parts(text, to.end())
        if upper and len(upper.parts) == 1 and upper.count and upper.count > low:
            letter, amount = upper.parts[0]
            return replace(
                upper, start=at, parts=((letter, amount / upper.count * low),), count=None, open=True
            )
    return _read_parts(text, at)


_RESULT = re.compile(r"[0-9]{1,3}(?=[\s,。;:!?、()]|$|[的夺获跑游完成打刷破创率摘位列排名获胜轻战而后分内])")
"""The decimals of a sports result behind 秒: 9秒83夺冠."""

_JOINT = re.compile(r"零|又|[余多]?")
_MOST_PARTS = 7


def _read_parts(text: str, at: int) -> Duration | None:
    end, is_open = at, False
    units: list[Unit] = []
    parts: list[tuple[str, Fraction]] = []
    for _ in range(_MOST_PARTS):
        joint = _JOINT.match(text, end) if parts else None
        found = _part().match(text, joint.end() if joint else end)
        got = _read_part(found, text, first=not parts) if found else None
        if not found or got is None or (parts and got[0][0][0] in {letter for letter, _ in parts}):
            break
        parts.extend(got[0])
        units.append(got[1])
        is_open = is_open or bool(found["more"] or found["more2"] or found["more3"])
        end = found.end()
        if found["more3"] and _part().match(text, end):
            is_open = False  # 一年多三个月 joins two parts
    if not parts:
        return None
    if text[end - 1] == "秒" and not is_open and (result := _RESULT.match(text, end)):
        letter, seconds = parts[-1]
        parts[-1] = letter, seconds + Fraction(int(result[0]), 10 ** len(result[0]))
        end = result.end()
    whole = len(parts) == 1 and parts[0][1].denominator == 1
    return Duration(at, end, tuple(parts), units[0], int(parts[0][1]) if whole else None, is_open)


def _read_part(
    found: re.Match[str], text: str, *, first: bool
) -> tuple[list[tuple[str, Fraction]], Unit] | None:
    """Amounts by ISO letter, and the unit."""
    row = unit_words().get("分钟" if found["u"] == "分" else found["u"])
    if row is None or _refused(found, text, row, first=first):
        return None
    amount, half = _amount(found["n"]), bool(found["half"] or found["half2"] or found["after"])
    if amount is None and found["half2"] and found["ge"] and not found["n"]:
        amount = Fraction(1)  # 个半小时
    if amount is None and not half:
        return None
    letter = "m" if row.unit == "minute" else row.iso
    pieces = [(letter, amount * row.factor)] if amount is not None else []
    if half:
        pieces.append(_half(letter, row))
    return pieces, row.unit


def _half(letter: str, row: UnitWord) -> tuple[str, Fraction]:
    if row.factor > 1 or letter not in _HALVES:
        return letter, Fraction(row.factor, 2)
    return _HALVES[letter][1], Fraction(_HALVES[letter][0])


def _amount(digits: str | None) -> Fraction | None:
    if not digits:
        return None
    if "点" in digits:
        whole, _, tenths = digits.partition("点")
        number, rest = read_number(whole), read_number(tenths)
        return None if number is None or rest is None else number + Fraction(rest, 10 ** len(tenths))
    if _PAIR.fullmatch(digits):
        return Fraction(read_number(digits[0]) or 0)  # 三五天: at least the first
    if "." in digits or "," in digits:
        return Fraction(digits.replace(",", ""))
    number = int(digits) if digits.isdigit() and digits.isascii() else read_number(digits)
    return Fraction(number) if number else None


_SECONDS_FOLLOW = re.compile(r"[0-9一二三四五六七八九十]{1,3}秒")


def _refused(found: re.Match[str], text: str, row: UnitWord, *, first: bool) -> bool:
    """Whether the words around say that it is no duration: 三年级, 百年老店, 第三天, 2022年, 三日, 三月."""
    if row.needs_ge and not (found["ge"] or found["half"] or found["half2"]):
        return True
    plain = not (found["after"] or found["half"])
    if plain and not row.stands(text, found.start(), found.end()):
        return True
    if found["half"] and found["u"] == "年" and text.startswith(("报", "度报", "度业绩"), found.end()):
        return True  # 半年报 is a report
    if row.unit == "day" and _DAYS_COUNTED.search(text, max(0, found.start() - 12), found.start()):
        return True
    if _is_label(found, text, row):
        return True
    if found["u"] == "分" and first and not found["after"] and not _SECONDS_FOLLOW.match(text, found.end()):
        return True  # 三分 is a share or a point; after hours, before seconds or with 半 it is minutes
    if found["ge"] and found["u"] in ("年", "载", "日", "天", "秒", "分"):
        return True
    before = text[found.start() - 1] if found.start() else ""
    if before and (before in "第." or (before.isascii() and before.isalnum())):
        return True
    digits = found["n"] or ""
    if found["u"] == "日" and not _for_days(found, text):
        return True
    if found["u"].endswith("年") and digits and digits[0] in _OPEN_YEARS and not found["more"]:
        return before not in "近上逾超达" or not before  # 百年老店, 千年古城 are epithets
    return found["u"] == "年" and found["more"] is None and digits.isdigit() and 1000 <= int(digits) <= 2200


_DAYS_COUNTED = re.compile(r"天数[^,。;:、\n]{0,8}\Z")
"""空气优良天数为311天 says of how many days something is so, not how long it lasted."""

_ROUND_THE_CLOCK = ("24", "二十四", "廿四")


@cache
def _reach() -> re.Pattern[str]:
    return re.compile(rf"(?:(?![的了绕跑转])[一-鿿]){{0,6}}?(?:{alternation(guard('after_reach'))})")


def _is_label(found: re.Match[str], text: str, row: UnitWord) -> bool:
    """24小时自助银行 is open round the clock, and a 15分钟生活圈 is a kind of place: neither lasts."""
    if row.unit not in ("hour", "minute"):
        return False
    number = text[max(0, found.start("u") - 4) : found.start("u")].rstrip(" ")
    all_day = row.unit == "hour" and number.endswith(_ROUND_THE_CLOCK)
    if all_day and text.startswith(guard("after_round_the_clock"), found.end()):
        return True
    return bool(_reach().match(text, found.end()))


_OTHER_DAYS = re.compile(rf"(?<![0-9])[0-9]{{1,2}}日?(?:{JOINT}|、)\Z")


def counts_days(text: str, start: int, end: int) -> bool:
    """Whether the word before 5日 says that it counts days: 住院5日, 拘留5日至8日; not 仅5日一天, nor 日期5日.

    >>> counts_days("住院5日", 2, 4), counts_days("仅5日一天", 1, 3)
    (True, False)
    """
    other = _OTHER_DAYS.search(text, max(0, start - 6), start)
    start = other.start() if other else start
    before = text.endswith(guard("before_days"), 0, start) and not text.endswith("日期", 0, start)
    return before and not text.startswith(guard("after_one_day"), end)


def _for_days(found: re.Match[str], text: str) -> bool:
    before, after = text[max(0, found.start() - 2) : found.start()], text[found.end() : found.end() + 2]
    if counts_days(text, found.start(), found.end()) or after[:1] == "内" or after in ("以内", "之内"):
        return True
    spelt = not found["n"] or not found["n"].isascii()
    return spelt and before[-1:] != "月" and after[:1] in ("前", "后", "之")


_APPROXIMATE = re.compile(r"近|约|逾|超|上|长达|整整")
_ABOUT_UNITS = frozenset("多余几来半个 ")
"""What stands before a unit or in the place of its number: 十多年, 半年, 个半小时."""


@cache
def duration_starts() -> frozenset[str]:
    """The prefixes of durations."""
    middle = _ABOUT_UNITS | unit_words().initials
    return before(middle | DIGITS | frozenset(f".,点{JOINERS}")) | _pairs("个", middle) | frozenset("半几")


@cache
def behind(words: str) -> frozenset[str]:
    """The prefixes of durations behind words of one character: 近三年, 这几年."""
    return _pairs(words, COUNTING | NUMERIC | _ABOUT_UNITS | unit_words().initials)


def _pairs(firsts: Iterable[str], seconds: Iterable[str]) -> frozenset[str]:
    return frozenset(map("".join, product(firsts, seconds)))


_IDIOM = re.compile(r"一(?P<u>年|天|日|月|季|周)比一(?P=u)|十年九(?:旱|涝|灾|不收)|三天打鱼")
"""Phrases of a fixed wording, in which no time is told: 一年比一年好, 十年九旱."""


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether the words stand alone in quotation marks, as a name does: “九天”发动机."""
    return text[start - 1 : start] == "“" and text[end : end + 1] == "”"


def _read(text: str, at: int) -> Expression | None:
    """A duration, with 近, 约 or 逾 where it touches it."""
    before = _APPROXIMATE.match(text, at)
    found = read_duration(text, before.end() if before else at)
    if found is None or text[at] == "几" or _quoted(text, at, found.end):
        return None
    if _IDIOM.match(text, max(0, at - 3)) or _IDIOM.match(text, at):
        return None
    return Expression(at, found.end, "duration", always(found.iso), ("duration",), stated=True, says=False)


def shapes() -> tuple[Shape, ...]:
    """The shapes of this file."""
    return (Shape(duration_starts() | behind("近约逾超") | {"长达", "整整"}, _read),)
