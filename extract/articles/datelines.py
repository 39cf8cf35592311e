"""Where and when a report was sent: 新华社北京12月1日电, 本报海口12月3日讯, 記者林佩君／宜蘭報導."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from shilu.extract.articles.bylines import filed_from, is_name
from shilu.extract.articles.features import Feature
from shilu.extract.articles.tables import openers
from shilu.extract.text import fold
from shilu.schemas.page import Dateline, Page
from shilu.schemas.span import Span

__all__ = ["find_dateline"]

_SENT = re.compile(
    r"\s*(?P<place>[\u4e00-\u9fff·]*?)\s*(?:(?:(?P<year>\d{4})年)?(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})日)?\s*"
)
_REPORTER = re.compile(r"\s*(?:特派|特约|驻[\u4e00-\u9fff]{2,4})?记者\s*([\u4e00-\u9fff]{0,4})")


def find_dateline(page: Page, features: Iterable[Feature]) -> Dateline | None:
    """The dateline of an article from its units in order: that of the first which has one."""
    for feature in features:
        reach = _middle(feature)
        if reach is not None and (found := _dateline(page, feature, *reach)):
            return found
    return None


def _middle(feature: Feature) -> tuple[int, int] | None:
    """Where in the unit's text place and date stand: between agency and 电, or behind the reporter's name."""
    if feature.opening is not None and feature.opening.sent is not None:
        return feature.opening.sent
    if feature.opening is not None:
        return filed_from(feature.text[: feature.opening.end])
    return filed_from(feature.text) if feature.byline is not None else None


def _dateline(page: Page, feature: Feature, start: int, end: int) -> Dateline | None:
    start += _reporter(feature.text[start:end])
    match = _SENT.fullmatch(feature.text, start, end)
    if match is None:
        return None
    place = match.span("place") if _is_place(match["place"]) else None
    if place is None and match["day"] is None:
        return None
    first = (
        place[0] if place else match.start("year" if match["year"] else "month" if match["month"] else "day")
    )
    last = match.end("day") + 1 if match["day"] else match.end("place")
    offsets = _offsets(page.text, feature, last)
    return Dateline(
        place=page.text[offsets[place[0]] : offsets[place[1] - 1] + 1] if place else None,
        date=_date(match, page.published.value if page.published else None),
        span=Span.of(page.text, offsets[first], offsets[last - 1] + 1),
    )


def _reporter(text: str) -> int:
    """Length of a reporter's name in front of the place: 中央社記者林佩君台北8日電."""
    match = _REPORTER.match(text)
    if match is None:
        return 0
    sizes = (size for size in (3, 2, 4) if is_name(match[1][:size]) and len(match[1]) >= size)
    return match.start(1) + next(sizes, 0)


def _is_place(text: str) -> bool:
    """Whether the words can be a place: two characters or more that are not a word of the report itself."""
    return len(text) >= 2 and openers().get(text) is None


def _date(match: re.Match[str], published: str | None) -> str | None:
    """The day in EDTF: without a year of its own the last such day that is not after publication."""
    if match["day"] is None or (published is None and not match["year"]):
        return None
    year, known_month, _ = (*(published or "").split("-"), "", "")[:3]
    month = match["month"] or known_month
    if not month:
        return None
    day = f"{int(month):02d}-{int(match['day']):02d}"
    chosen = int(match["year"] or year)
    if published and not match["year"] and f"{year}-{day}"[: len(published)] > published:
        if not match["month"]:
            return None  # 8日电 on the third: of the month before, or the date is misprinted
        chosen -= 1
    try:
        return date.fromisoformat(f"{chosen:04d}-{day}").isoformat()
    except ValueError:
        return None


def _offsets(text: str, feature: Feature, size: int) -> list[int]:
    """Offsets on the page of the first `size` characters of a unit, whose text lacks marks and line breaks."""
    offsets: list[int] = []
    place = feature.unit.start
    for character in feature.text[:size]:
        while fold(text[place]) != character:
            place += 1
        offsets.append(place)
        place += 1
    return offsets
