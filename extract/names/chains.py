"""Chains of places: 嘉禾县柳河镇 as one span, typed by its end."""

from __future__ import annotations

from collections.abc import Iterator

from shilu.extract.language import Word
from shilu.extract.names.gazetteer import candidates, full_names, level_of
from shilu.extract.names.source import Found, Source
from shilu.extract.names.stages import unstaged
from shilu.extract.names.tables import HeadMatch, heads, wholes

__all__ = ["ends_place", "find_places"]

_CHAINED = 6  # places in one chain
_LONE = "局厅署委部馆"  # heads of one letter that bodies and facilities end in
_BUILT = "桥堤坝堰"  # of built works; towns are called by them too: 枫桥


def find_places(source: Source) -> Iterator[Found]:
    """Chains of places as one span each, typed by their end: 嘉禾县柳河镇 is a place, 柳河公园 a facility."""
    words, last = source.words, -1
    for number in source.tagged_as("LOC"):
        if number > last:
            last = _chain(words, number)
            yield _found(source, words[number].start, words[last].end, words[last])


def _chain(words: tuple[Word, ...], first: int) -> int:
    """Number of the last word of the chain that begins at `first`; a place in brackets belongs to it."""
    last = first
    for _ in range(_CHAINED):
        if last + 1 == len(words):
            break
        following = words[last + 1]
        if following.tag == "LOC" and _descends(words[last].text, following.text):
            last += 1
        elif following.text == "(" and _bracketed(words[last + 2 : last + 4]):
            last += 3
        elif following.tag in ("n", "s", "nz", "vn") and ends_place(following.text):
            last += 1
        else:
            break
    return last


def _bracketed(words: tuple[Word, ...]) -> bool:
    """Whether a place and a closing bracket stand there."""
    return len(words) == 2 and words[0].tag == "LOC" and words[1].text == ")"


def _descends(outer: str, inner: str) -> bool:
    """Whether one place may hold the next: neither 柳河镇 + 临江省 nor 黄河 + 宁夏."""
    first, second = (heads().at(place, len(place)) for place in (outer, inner))
    if all(place in wholes() and wholes()[place].row.id == "山川" for place in (outer, inner)):
        return False  # 长江, 黄河
    if first and first.row.type != "place":  # 长征国家文化公园 + 贵州
        return False
    if outer != "中国" and any(level_of(one.code) == 0 for one in candidates(inner)):
        return False  # 港澳 + 山东: a province lies in no other place
    if first and first.row.id == "自然" and candidates(inner) and not candidates(outer):
        return False
    if first is None or second is None or first.row.depth is None or second.row.depth is None:
        return True
    return first.row.depth < second.row.depth or first.row.depth == second.row.depth in (1, 2)


def ends_place(text: str) -> bool:
    """A common noun that a name of a place ends in, as a word of its own: 柳河 + 社区."""
    match = heads().at(text, len(text))
    return bool(match and match.row.type == "place" and match.surface == text and len(text) >= 2)


def _bridge(match: HeadMatch, size: int) -> bool:
    """白沙桥, 青石堰: a built work; a place of two letters may be a town."""
    return match.surface in _BUILT and size > 2


def _found(source: Source, start: int, end: int, last: Word) -> Found:
    whole = wholes().get(source.folded[start:end])
    if whole:
        return Found(start, end, whole.row.type, ("places", whole.rule))
    bare = start + len(unstaged(source.folded[start:end]))
    match = heads().at(source.folded, bare, start=last.start)
    if match and bare < end and match.row.type == "facility":
        return Found(start, end, "facility", ("places", match.rule))
    if match and (
        len(match.surface) > 1
        or match.row.type == "place"
        or match.surface in _LONE
        or _bridge(match, end - start)
    ):
        kind = "place" if source.folded[start:end] in full_names() else match.row.type
        if kind in ("place", "facility", "organisation"):
            return Found(start, end, kind, ("places", match.rule))
    return Found(start, end, "place", ("places",))
