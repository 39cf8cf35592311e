"""Find every time in a text, and reckon it from the publication date and from what the text said before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from shilu.extract.lexicon.table import alternation
from shilu.extract.text import fold
from shilu.extract.times.choose import read_all
from shilu.extract.times.chronicle import begins_line, is_chronicle, year_before_heading
from shilu.extract.times.edtf import Date, Interval
from shilu.extract.times.era import counts_minguo
from shilu.extract.times.expression import Expression
from shilu.extract.times.frame import Anchors, Unreckoned
from shilu.extract.times.repair import Legible, legible
from shilu.extract.times.rows import moods
from shilu.extract.times.told import Frame
from shilu.schemas import Resolution, Span, Time, TimeType

__all__ = ["find_times"]

_SENTENCE_END = re.compile(r"[。!?\n]")


def find_times(
    text: str,
    *,
    published: str | None = None,
    names: Sequence[tuple[int, int]] = (),
    under_way: str | None = None,
) -> tuple[Time, ...]:
    """Every date, period, duration and recurring time of one article, in the order of the text.

    `published` is an EDTF year, month or day, the anchor of relative words; without it they stay unresolved.
    `under_way` is the year that the page had come to before this article, where nothing else dates it.
    `names` are the spans of names: a time inside one is marked so. `rules[0]` of a record is the shape of
    the phrase. A `date`, `range`, `since` (今年以来, 2019年起), `count_since` (三年来), `during`, `plan` or
    `by` (截至目前) at the head of a sentence governs the clauses after it; `now`, `before`, `after`,
    `around`, `clock`, `every`, `duration` and `vague` hold for their own clause; a `dateline` for nothing.

    Recurring times are written as the plain length of their period (`P1M` for 每月) or as a time of the day.

    >>> [(t.span.surface, t.value) for t in find_times("三年来12人。截至目前5人。", published="2022-12")]
    [('三年来', '2019/2022'), ('截至目前', '2022-12')]
    """
    read = legible(fold(text))
    folded = read.text
    anchor = Date.parse(published) if published else None
    found = list(read_all(folded))
    frame = Frame(
        anchor, minguo=counts_minguo(text, folded, anchor), lunar=bool(anchor and anchor.year < 1912)
    )
    frame.known = _known(found, frame)
    _place_in_chronicle(frame, folded, found, under_way)
    breaks = _sentence_ends(folded) if found else []
    spans = sorted(names)
    times, sentence = [], 0
    alone = len(found) == 1 and _fills(folded, found[0])
    for expression in found:
        now = bisect_right(breaks, expression.start)
        frame.end_sentences(now - sentence)
        sentence = now
        heads = frame.chronicle and begins_line(folded, expression.start)
        anchors = Anchors(frame, future=_is_future(folded, expression), alone=alone, heads=heads)
        times.append(_time(text, read, expression, anchors, spans))
    return tuple(times)


_STOPS = 200
"""Characters to one full stop: a text with fewer of them, as of old papers, parts its items by blanks."""


def _sentence_ends(text: str) -> list[int]:
    """Where sentences end."""
    unstopped = len(text) > _STOPS and text.count("。") * _STOPS < len(text)
    pattern = _ITEM_END if unstopped else _SENTENCE_END
    return [one.start() for one in pattern.finditer(text)]


_ITEM_END = re.compile(r"[。!?\n]|(?<=[一-鿿)])[ ](?=[一-鿿(])")


def _place_in_chronicle(frame: Frame, text: str, found: list[Expression], under_way: str | None) -> None:
    """Tell the frame whether the text is a chronicle, and in which year it begins."""
    dated = frame.published is not None
    goes_on = bool(under_way) and not dated
    frame.chronicle = is_chronicle(text, found, dated=dated, goes_on=goes_on)
    year = int(under_way) if under_way and goes_on else None
    if year is None and frame.chronicle:
        year = year_before_heading(text, found)
    frame.entry = Date(year) if year else None
    frame.whole_year = frame.entry if goes_on else None


def _fills(text: str, expression: Expression) -> bool:
    """Whether the phrase is a plain date and the whole text."""
    return (
        expression.rules[0] == "date"
        and not text[: expression.start].strip()
        and not text[expression.end :].strip()
    )


def _known(found: list[Expression], frame: Frame) -> list[Date | Interval]:
    """The values of all phrases that tell their own year: 三年来 may lean on one further down. 2023/24年度 is one year
    of accounts, and so no 两年."""
    known: list[Date | Interval] = []
    for expression in found:
        if expression.stated and expression.says and "season" not in expression.rules:
            try:
                value = expression.reckon(Anchors(replace(frame)))
            except Unreckoned:
                continue
            if isinstance(value, Date | Interval) and value not in known and len(known) < 64:
                known.append(value)
    return known


@cache
def _coming(*places: str) -> re.Pattern[str]:
    """Any word of the moods of those places, unless what may not follow it does."""
    rows = [row for row in moods() if row.place in places]
    refused = [f"(?!{alternation(row.not_after)})" if row.not_after else "" for row in rows]
    return re.compile(
        "|".join(f"(?:{alternation(row.surfaces)}){no}" for row, no in zip(rows, refused, strict=True))
    )


@cache
def _coming_after() -> re.Pattern[str]:
    return re.compile(rf"[^,。;!?\n]{{0,8}}?(?:{_coming('after').pattern})|[^,。;!?\n]{{0,2}}起施行")


def _is_future(text: str, expression: Expression) -> bool:
    """Whether the words around speak of what is still to come: 将于10月, 3月将开工."""
    before = max(0, expression.start - 3)
    return bool(
        _coming("before").search(text, before, expression.start)
        or _coming("touching").match(text, max(0, expression.start - 1), expression.start)
        or _coming_after().match(text, expression.end)
    )


def _time(
    text: str, read: Legible, expression: Expression, anchors: Anchors, names: Sequence[tuple[int, int]]
) -> Time:
    value, reason = None, None
    resolution: Resolution = "stated"
    try:
        value = expression.reckon(anchors)
    except Unreckoned as why:
        resolution, reason = "unresolved", str(why)
    if value is None and reason is None:
        resolution, reason = "vague", "the words name no definite time"
    elif value is not None and anchors.used:
        resolution = "context" if anchors.used[0] == "context" else "anchored"
    if isinstance(value, Date | Interval) and expression.says and not _is_compared(read.text, expression):
        anchors.frame.say(value)
        if anchors.heads:
            anchors.frame.begin_entry(value)
    elif isinstance(value, Date) and expression.rules[0] == "dateline":
        anchors.frame.sent = value
    start, end = read.place(expression.start, expression.end)
    repaired = read.is_repaired(expression.start, expression.end)
    return Time(
        span=Span.of(text, start, end),
        type=_type(expression, value),
        value=str(value) if value is not None else None,
        resolution=resolution,
        anchor=anchors.used[1] if anchors.used and value is not None else None,
        reason=reason,
        inside_name=_inside(names, start, end),
        rules=(*expression.rules, "ocr_digits") if repaired else expression.rules,
    )


def _is_compared(text: str, expression: Expression) -> bool:
    """比上年四季度 is what something is compared with; it does not date what follows."""
    return text[expression.start - 1 : expression.start] in ("比", "较")


def _type(expression: Expression, value: Date | Interval | str | None) -> TimeType:
    if isinstance(value, Date) and expression.type == "recurring":
        return "date"
    return "period" if isinstance(value, Interval) and expression.type == "date" else expression.type


def _inside(names: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether the phrase lies within a name."""
    at = bisect_right(names, (start, 1 << 60))
    return any(first <= start and end <= last for first, last in names[max(0, at - 8) : at])
