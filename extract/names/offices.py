"""Who holds which office where (镇党委书记赵伟), and the seat that a body's name states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shilu.extract.names.gazetteer import candidates
from shilu.extract.names.source import Source
from shilu.extract.names.tables import generic, heads, titles, wholes
from shilu.extract.names.vouching import ends_in_title
from shilu.schemas import Name, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Office", "offices", "seat"]

_REACH = 8  # words of an office
_BEFORE_NAME = frozenset({"、", "兼", "(", ",", " "})
_RANKS = frozenset(
    {
        "副",
        "总",
        "专职",
        "常务",
        "代",
        "代理",
        "原",
        "时任",
        "首席",
        "第一",
        "高级",
        "特级",
        "一级",
        "二级",
        "三级",
    }
)
_TOWN, _LONGEST_TOWN = 3, 5  # depth of towns, characters of the longest
_NO_SEAT = "路街巷道湖河江山港湾桥站"  # 南京路 is not in 南京


@dataclass(frozen=True)
class Office:
    """A person, the office as printed, and the body or place that the office is of, where it is stated."""

    person: Span
    office: str
    organisation: Span | None


def offices(doc: Doc, names: Sequence[Name]) -> tuple[Office, ...]:
    """The offices that the text states right before or after its people, in order.

    `names` are those of `find_names(doc)`. Nothing is returned for a person without an office.

    >>> from shilu.extract.language import make_language
    >>> from shilu.extract.names import find_names
    >>> doc = make_language()("柳河镇镇长赵伟介绍，种粮大户孙永福增收。")
    >>> [(one.person.surface, one.office, one.organisation and one.organisation.surface)
    ...  for one in offices(doc, find_names(doc))]
    [('赵伟', '镇长', '柳河镇'), ('孙永福', '种粮大户', None)]
    """
    source = Source.of(doc)
    ends = {name.span.end: name.span for name in names if name.type in ("organisation", "place", "facility")}
    found: list[Office] = []
    for name in names:
        if name.type == "person":
            one = _before(source, name.span, ends) or _after(source, name.span)
            if one:
                found.append(one)
    return tuple(found)


def _before(source: Source, person: Span, ends: dict[int, Span]) -> Office | None:
    """The office that stands before the person, back to the body that it is of."""
    number = source.ending(person.start)
    if number is not None and source.words[number].text in (":", " "):
        number -= 1
    if number is None or number < 0 or not ends_in_title(source, number):
        return None
    last = source.words[number].end
    start, body = source.words[number].start, ends.get(source.words[number].start)
    for word in reversed(source.words[max(0, number - _REACH) : number]):
        if body or not _belongs(word.text, word.tag):
            break
        start, body = word.start, ends.get(word.start)
    office = source.text[start:last].strip("、,， ()（）")
    return Office(person, office, body) if office else None


def _belongs(text: str, tag: str) -> bool:
    """Whether a word before a title is part of the office: another title, a rank, what it is in charge of."""
    return (
        text in titles()
        or text in _RANKS
        or text in _BEFORE_NAME - {",", " "}
        or tag in ("n", "vn", "nz", "ORG")
    )


def _after(source: Source, person: Span) -> Office | None:
    """The title right after the person: 王芳老师, 李国强县长."""
    number = source.starting(person.end)
    if number is None or source.words[number].text not in titles():
        return None
    return Office(person, source.text[person.end : source.words[number].end], None)


def seat(name: str) -> str | None:
    """The place that a body's name begins with, as printed; None where it names none.

    >>> seat("寿光市稻田镇卫生院"), seat("南京大学"), seat("南京路小学"), seat("宏远纺织有限公司")
    ('寿光市稻田镇', '南京', None, None)
    """
    end = 0
    while True:
        step = _division(name[end:])
        if not step or end + step >= len(name) or name[end + step] in _NO_SEAT:
            break
        end += step
    return name[:end] or None


def _division(text: str) -> int:
    """Length of the division or town that a text begins with; the longest one with a level word, or a short name."""
    for size in range(min(12, len(text) - 1), 1, -1):
        part = text[:size]
        match = heads().at(part, size)
        town = (
            match
            and match.row.type == "place"
            and match.row.depth == _TOWN
            and size - len(match.surface) >= 2
        )
        if candidates(part) and part not in generic("常用词地名"):
            return size
        if town and size <= _LONGEST_TOWN and not any(part.startswith(whole) for whole in wholes()):
            return size
    return 0
