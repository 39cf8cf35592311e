"""Names that the article itself establishes: said again without marks, cut short, or in a row with others."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator

from shilu.extract.lexicon.levels import division_letters
from shilu.extract.names.gazetteer import is_place
from shilu.extract.names.scan import Scanner
from shilu.extract.names.source import Found, Rejected, Source
from shilu.extract.names.tables import generic, heads, only_general, ordinary

__all__ = ["abbreviates", "find_again", "find_short", "one_type", "split_owner"]

_SHORTEST = {"place": 2, "person": 2, "organisation": 3}
_INNER = re.compile(r"[“‘]([^“”‘’]{3,})[”’].")
_MEASURED = re.compile(r"\d[\d.]*[°℃%度]\Z")
"""What a brand may be called (“北纬43°”) and a place or a thing be measured at: in marks alone it is the brand."""
_MARKS = "“”‘’「」\"'《》"
_REACH = 1200  # characters between a name and its short form
_WEAK = frozenset({"quoted.list", "quoted.dot"})
_SIGNS = "+-—·"
_FIXED = frozenset({"person", "place", "organisation", "facility"})  # types that no vote changes


def find_again(source: Source, names: list[Found]) -> Iterator[Found]:
    """Further mentions of the names: long ones anywhere, short ones only in quotation marks of their own."""
    known: dict[str, Found] = {}
    inner: set[str] = set()  # “三张单” of “三张单”工作法 comes back in marks only
    seen: set[str] = set()
    for name in names:
        text = source.folded[name.start : name.end]
        if text in seen:
            continue
        seen.add(text)
        if text not in ordinary() and text not in generic("修饰") and "\n" not in text:
            known.setdefault(text, name)
            bare = text.strip(_MARKS)
            if bare != text and not any(mark in bare for mark in _MARKS):
                known.setdefault(bare, name)
            if _MEASURED.search(bare):
                inner.add(bare)
            quoted = _INNER.match(text)
            if quoted and quoted[1] not in known and quoted[1] not in ordinary():
                known[quoted[1]] = name
                inner.add(quoted[1])
    taken = {(name.start, name.end) for name in names}
    marked = {(quote.start, quote.end) for quote in source.quotes}
    for start, end in Scanner(known)(source.folded, pairs=source.pairs):
        if (start, end) in taken:
            continue
        text = source.folded[start:end]
        name, free = known[text], text not in inner
        if (start, end) in marked or (
            free and end - start >= _SHORTEST.get(name.type, 4) and _whole(source, start, end, name)
        ):
            yield Found(start, end, name.type, ("again", *name.rules), marked=(start, end) in marked)


def _whole(source: Source, start: int, end: int, name: Found) -> bool:
    """Whether the mention cuts no word, as far as the tagger knows; long names may."""
    return (
        end - start >= 4
        or name.type == "place"
        or (source.starting(start) is not None and source.ending(end) is not None)
    )


def find_short(source: Source, names: list[Found], rejected: Iterable[Rejected]) -> Iterator[Found]:
    """Phrases too general by themselves that shorten a name of the article or stand in a row with one."""
    full: dict[tuple[str, str], dict[str, list[int]]] = {}
    for name in names:
        text = source.folded[name.start : name.end]
        full.setdefault((name.type, text[-2:]), {}).setdefault(text, []).append(name.end)
    ends, starts = {name.end: name for name in names}, {name.start: name for name in names}
    for one in rejected:
        if not one.reason.endswith("general words before it"):
            continue
        match = heads().at(source.folded, one.end, start=one.start)
        if not match:
            continue
        short = source.folded[one.start : one.end]
        fuller = full.get((match.row.type, short[-2:]), {})
        if any(_near(one.start, ends_at) and abbreviates(short, text) for text, ends_at in fuller.items()):
            yield Found(one.start, one.end, match.row.type, ("short", match.rule))
        elif len(match.surface) >= 2 and len(short) - len(match.surface) >= 2:
            for beside in (_beside(source, one.start, -1, ends), _beside(source, one.end, 1, starts)):
                if beside and beside.type == match.row.type and _same_head(source, beside, match.surface):
                    yield Found(one.start, one.end, match.row.type, ("row", match.rule))
                    break


def _near(at: int, ends: list[int]) -> bool:
    """Whether one of the mentions that end at `ends` (in order) stands within reach; further off, general words
    are general again: 区域中心 in a report that named some 科技中心 pages before."""
    index = bisect_left(ends, at - _REACH)
    return index < len(ends) and ends[index] <= at + _REACH


def _beside(source: Source, at: int, step: int, names: dict[int, Found]) -> Found | None:
    """The name on the other side of a pause mark or an "and"."""
    size = 2 if "以及" in (source.folded[at - 2 : at], source.folded[at : at + 2]) else 1
    mark = source.folded[at - size : at] if step < 0 else source.folded[at : at + size]
    return names.get(at + step * size) if mark in ("、", "和", "与", "及", "以及") else None


def _same_head(source: Source, name: Found, head: str) -> bool:
    """Whether a name ends in the same noun; undertakings of all kinds stand in one row: 领航工程、护岸行动."""
    if name.type == "programme":
        return True
    other = heads().at(source.folded, name.end, start=name.start)
    return bool(other and other.surface[-2:] == head[-2:])


def abbreviates(short: str, full: str) -> bool:
    """Whether a short form is the end of the full one, or leaves out only general words of it.

    What tells two bodies apart is never left out: 扬州图书馆 is not 扬州大学图书馆. A form that begins with a bare
    level word leaves out letters too: 市医保局 is 临江市医疗保障局.

    >>> abbreviates("援藏基金", "临江援藏公益基金"), abbreviates("扶贫基金", "临江援藏公益基金")
    (True, False)
    >>> abbreviates("扬州图书馆", "扬州大学图书馆"), abbreviates("市医保局", "临江市医疗保障局")
    (False, True)
    >>> abbreviates("浙江大学", "浙江工业大学"), abbreviates("“算力+”行动", "“算力+文化”行动")
    (False, False)
    """
    if len(short) < 3 or len(short) >= len(full) or short[-1] != full[-1]:
        return False
    if full.endswith(short):
        return True
    if short[0] in division_letters():
        letters = iter(full[max(0, full.find(short[0])) :])
        return full.find(short[0]) > 1 and all(letter in letters for letter in short)
    return any(_skips_general(short[:at], short[at:], full) for at in range(2, len(short) - 1))


def _skips_general(before: str, after: str, full: str) -> bool:
    """Whether the full form is …before + general words + after. A place and the bare noun of a body are a whole name,
    and what is joined by a sign is joined to one thing."""
    if before[-1] in _SIGNS or (is_place(before) and _bare(after)):
        return False
    at = full.find(before)
    middle = full[at + len(before) : len(full) - len(after)]
    return at >= 0 and full.endswith(after) and bool(middle) and only_general(middle)


def _bare(text: str) -> bool:
    """Whether a text is the noun of a body and no more: 大学, 图书馆."""
    match = heads().at(text, len(text))
    return match is not None and match.surface == text and match.row.type in ("organisation", "facility")


def split_owner(source: Source, names: list[Found]) -> Iterator[Found]:
    """A place or body before a name that the article uses without it stands apart: 临江县 + 麦穗书屋."""
    known = {
        source.folded[name.start : name.end] for name in names if name.marked or "cues" in name.rules[-1]
    }
    for name in names:
        text = source.folded[name.start : name.end]
        tail = None
        if name.rules[0] == "headed":
            tail = next((text[at:] for at in range(2, len(text) - 3) if text[at:] in known), None)
        if tail is None:
            yield name
            continue
        yield name._replace(start=name.end - len(tail))
        owner = source.ending(name.end - len(tail))
        if owner is not None and source.words[owner].tag in ("LOC", "ORG"):
            kind = "place" if source.words[owner].tag == "LOC" else "organisation"
            first = max(name.start, source.words[owner].start) if kind == "organisation" else name.start
            yield Found(first, name.end - len(tail), kind, ("owner",))  # type: ignore[arg-type]


def one_type(source: Source, names: list[Found]) -> list[Found]:
    """The same words have one type in an article: the one with the best evidence, then the most frequent."""
    votes: dict[str, Counter[str]] = {
        source.folded[name.start : name.end]: Counter() for name in names if name.type not in _FIXED
    }
    for name in names:
        kinds = votes.get(source.folded[name.start : name.end])
        if kinds is not None:
            kinds[name.type] += 1 if name.rules[0] in _WEAK or name.rules[0] == "again" else 4
    best = {text: max(kinds, key=lambda kind: (kinds[kind], kind)) for text, kinds in votes.items()}
    return [
        name if name.type in _FIXED else name._replace(type=best[source.folded[name.start : name.end]])  # type: ignore[arg-type]
        for name in names
    ]
