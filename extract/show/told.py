"""Dates as people say them, and rules as the words that they found: what stands behind a value, without its codes."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["Both", "told_date", "told_rules"]

Both = tuple[str, str]
"""The same in Chinese and in English."""

_DATE = re.compile(r"(?P<year>-?[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?(?P<mark>[~?%]?)")
_DURATION = re.compile(
    r"P(?:([0-9.]+)Y)?(?:([0-9.]+)M)?(?:([0-9.]+)W)?(?:([0-9.]+)D)?(?:T(?:([0-9.]+)H)?(?:([0-9.]+)M)?(?:([0-9.]+)S)?)?"
)
_CLOCK = re.compile(r"T([0-9]{2}:[0-9]{2})(?::[0-9]{2})?")
_UNITS = (
    ("年", "year"), ("个月", "month"), ("周", "week"), ("天", "day"),
    ("小时", "hour"), ("分钟", "minute"), ("秒", "second"),
)  # fmt: skip
_PARTS: dict[str, Both] = {
    "21": ("春季", "spring"), "22": ("夏季", "summer"), "23": ("秋季", "autumn"), "24": ("冬季", "winter"),
    "33": ("第一季度", "Q1"), "34": ("第二季度", "Q2"), "35": ("第三季度", "Q3"), "36": ("第四季度", "Q4"),
    "40": ("上半年", "first half"), "41": ("下半年", "second half"),
}  # fmt: skip
"""What stands for a month in EDTF and is none."""
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MARKS: dict[str, Both] = {
    "~": ("约", "about "), "?": ("或", "perhaps "), "%": ("约", "perhaps about "), "": ("", ""),
}  # fmt: skip
_CHINESE = re.compile(r"[㐀-鿿]")


def told_date(value: str) -> Both:
    """An EDTF date or interval, a duration or a time of day, as it is said; a value of another form as it is.

    >>> told_date("2024-33"), told_date("2019-12/2022-12")
    (('2024年第一季度', 'Q1 2024'), ('2019年12月至2022年12月', 'Dec 2019 to Dec 2022'))
    """
    first, slash, last = value.partition("/")
    if slash:
        return _interval(first, last)
    return _date(value) or _duration(value) or (value, value)


def _interval(first: str, last: str) -> Both:
    begin, end = (None if one in {"", ".."} else _date(one) or (one, one) for one in (first, last))
    if begin and end:
        return f"{begin[0]}至{end[0]}", f"{begin[1]} to {end[1]}"
    if begin:
        return f"{begin[0]}以来", f"since {begin[1]}"
    return (f"{end[0]}以前", f"until {end[1]}") if end else ("不详", "unknown")


def _date(value: str) -> Both | None:
    found = _DATE.fullmatch(value)
    if found is None:
        return None
    zh, en = _year(found["year"])
    month, day = found["month"], found["day"]
    if month and "X" not in month:
        if month in _PARTS:
            zh, en = zh + _PARTS[month][0], f"{_PARTS[month][1]} {en}"
        elif 1 <= int(month) <= len(_MONTHS):
            zh, en = f"{zh}{int(month)}月", f"{_MONTHS[int(month) - 1]} {en}"
            if day and "X" not in day:
                zh, en = f"{zh}{int(day)}日", f"{int(day)} {en}"
        else:
            return None
    mark = _MARKS[found["mark"]]
    return f"{mark[0]}{zh}".removeprefix("或") + (
        "（存疑）" if mark[0] == "或" else ""
    ), f"{mark[1]}{en}".strip()


def _year(year: str) -> Both:
    if year == "XXXX":
        return "", ""
    if year.endswith("XX"):
        century = int(year[:2]) + 1
        return f"{century}世纪", f"{century}th century"
    if year.endswith("X"):
        return f"{year[:3]}0年代", f"{year[:3]}0s"
    return f"{int(year)}年", str(int(year))


def _duration(value: str) -> Both | None:
    if clock := _CLOCK.fullmatch(value):
        return clock[1], clock[1]
    found = _DURATION.fullmatch(value)
    parts = (
        [(number, unit) for number, unit in zip(found.groups(), _UNITS, strict=True) if number]
        if found
        else []
    )
    if not parts:
        return None
    zh = "".join(f"{number}{unit[0]}" for number, unit in parts)
    return zh, " ".join(f"{number} {unit[1]}{'' if number == '1' else 's'}" for number, unit in parts)


def told_rules(rules: Iterable[str]) -> tuple[str, ...]:
    """The words that made a record, out of the names of its rules: of a row of a table its word; constructions and
    shapes have names for those who work on Shilu only (`shilu explain` tells them).

    >>> told_rules(["numeral.mixed", "approximators.多", "counted_noun+owner", "words.一起"])
    ('多', '一起')
    """
    rows = (rule.partition(".")[2].split(" ")[0] for rule in rules)
    return tuple(dict.fromkeys(row for row in rows if _CHINESE.search(row)))
