"""From words that a person gave to the place on the page that they stand at: the nearest one to the row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.schemas import PageRecords, Span
from shilu.schemas.decision import Answer

__all__ = ["ground_answer", "is_edtf"]

_EDTF = re.compile(
    r"(?P<date>Y?-?[0-9X]{4,9}(-[0-9X]{2}(-[0-9X]{2})?)?[?~%]?|\.\.|)(/(Y?-?[0-9X]{4,9}(-[0-9X]{2}(-[0-9X]{2})?)?[?~%]?|\.\.|))?"
)


def is_edtf(value: str) -> bool:
    """Whether a value has the form of an EDTF date or interval.

    >>> is_edtf("2021-33"), is_edtf("2019/2021"), is_edtf("去年")
    (True, True, False)
    """
    return bool(value) and value not in {"/", "..", "../.."} and _EDTF.fullmatch(value) is not None


def ground_answer(
    records: PageRecords, slot: str, words: str, near: Span, *, kept: Span | None = None
) -> Answer | None:
    """The answer of a slot with its place: the words nearest to the row, or a name that the page writes in another way.

    A period is a date in EDTF; it stands where a time of that value stands, else where it stood (`kept`), else at the
    row itself, of which a person knows when it holds. None where nothing on the page gives these words.
    """
    found = (
        _period(records, words, near, kept) if slot == "period" else _nearest(_places(records, words), near)
    )
    return Answer(text=words, span=found) if found else None


def _places(records: PageRecords, words: str) -> Iterator[Span]:
    """Where the words stand, and where a name stands that has them for its full form."""
    text = records.page.text
    at = text.find(words)
    while at >= 0:
        yield Span(start=at, end=at + len(words), surface=words)
        at = text.find(words, at + 1)
    for name in records.names:
        if name.canonical == words:
            yield name.span
    yield from _broken(text, words)


def _broken(text: str, words: str) -> Iterator[Span]:
    """Where the words stand with line breaks between them."""
    if len(words) > 60:
        return
    pattern = r"\s*".join(map(re.escape, words))
    for match in re.finditer(pattern, text):
        if "\n" in match[0]:
            yield Span(start=match.start(), end=match.end(), surface=match[0])


def _period(records: PageRecords, value: str, near: Span, kept: Span | None) -> Span | None:
    if not is_edtf(value):
        return None
    same = (time.span for time in records.times if time.value == value)
    others = (fact.period.span for fact in records.facts if fact.period and fact.period.value == value)
    found = _nearest((*same, *others), near)
    return found or kept or near


def _nearest(spans: object, near: Span) -> Span | None:
    listed: list[Span] = list(spans)  # type: ignore[call-overload]
    return min(listed, key=lambda one: (_distance(one, near), one.start), default=None)


def _distance(one: Span, other: Span) -> tuple[int, int]:
    """Characters between two places; of places equally far, the one before."""
    gap = max(other.start - one.end, one.start - other.end, 0)
    return gap, int(one.start > other.start)
