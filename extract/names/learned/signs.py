"""The signs of a span that could be a name: numbers that the learned choice weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from shilu.extract.language import States
from shilu.extract.names import gazetteer
from shilu.extract.names.learned.around import AROUND, ROWS, around
from shilu.extract.names.learned.words import KINDS, kinds_of
from shilu.extract.names.source import Found, Rejected, Source
from shilu.extract.names.tables import HeadMatch, generic, heads, wholes
from shilu.extract.text import code_points
from shilu.schemas import NameType

Places = NDArray[np.int64]

__all__ = ["BOOK", "DIVISION", "FINDERS", "SIZE", "TABLED", "TYPES", "Finds", "signs_of"]

TYPES: tuple[NameType, ...] = get_args(NameType)
_TYPE = {kind: number for number, kind in enumerate(TYPES)}
_TAGS = (
    "n", "f", "s", "nw", "nz", "v", "vd", "vn", "a", "ad", "an", "d", "m", "q", "r", "p", "c", "u", "xc", "w",
    "PER", "LOC", "ORG", "TIME", "SP",
)  # fmt: skip
_TAG = {tag: number for number, tag in enumerate(_TAGS)}
_MARKS = (
    "0123456789",
    "\n",
    " ",
    "。!?",
    ",;:",
    "、",
    "《",
    "》",
    "“‘「『",
    "”’」』",
    "(",
    ")",
    "·‧.",
    "—-~+",
)
_CLASSES = len(_MARKS) + 2
_LENGTHS = np.array([0, 1, 2, 3, 4, 5, 6, 7, *[8] * 3, *[9] * 4, *[10] * 200])
_RULES = (
    "places", "people", "headed", "quoted.head", "quoted.with", "quoted.before", "quoted.after", "quoted.prefix",
    "quoted.book", "quoted.whole", "quoted.list", "quoted.dot", "again", "short", "row", "owner",
    "organisations.tagger", "fixed", "played", "awards",
)  # fmt: skip
_RULE = {rule: number for number, rule in enumerate(_RULES)}
_HAN, _HAN_END = 0x4E00, 0x9FFF
_TOGETHER = 8192  # spans whose states are looked at together: those of some 30,000 characters
_STRETCH = (
    32_768  # characters from the first to the last of them: of a page of few names, their states are the more
)
_HASHED = 1024  # rows of the tables of characters


class Finds(NamedTuple):
    """What the finders say of an article: their choice, all that they suggested, and what they refused."""

    chosen: Sequence[Found]
    offered: Sequence[Found]
    refused: Sequence[Rejected]


class _Layout:
    """Where each group of signs stands in a row."""

    def __init__(self, groups: Iterable[tuple[str, int]]) -> None:
        self.size = 0
        self.first: dict[str, int] = {}
        for name, size in groups:
            self.first[name] = self.size
            self.size += size


_TYPED = ("chosen", "offered", "inside", "around", "head", "whole", "elsewhere")
_LAYOUT = _Layout(
    [
        *((f"tag {place}", len(_TAGS)) for place in ("before", "first", "last", "after", "within")),
        *((f"class {place}", _CLASSES) for place in ("before", "first", "last", "after")),
        *((name, len(TYPES)) for name in _TYPED),
        ("rule", len(_RULES) + 1),
        ("length", 11),
        ("words", 6),
        ("times", 4),
        ("flags", 32),
    ]
)
STATES = 64
_AROUND = _LAYOUT.size + 5 * STATES
FINDERS = np.array(
    [
        *(
            _LAYOUT.first[name] + number
            for name in ("chosen", "offered", "inside", "around", "whole", "elsewhere")
            for number in range(len(TYPES))
        ),
        *range(_LAYOUT.first["rule"], _LAYOUT.first["length"]),
        _LAYOUT.first["flags"],
        _LAYOUT.first["flags"] + 1,
        *(ROWS + _AROUND).tolist(),
    ]
)
"""The columns that come from the finders: first, by type, that they chose the very span."""
TABLED = np.arange(len(TYPES)) + _LAYOUT.first["whole"]
"""The columns that tell that the span is a name of the tables, by type."""
BOOK, DIVISION = _LAYOUT.first["flags"] + 23, _LAYOUT.first["flags"] + 25
"""The columns that tell that the span stands between 《 and 》, and that it is the full name of a division."""
SIZE = _AROUND + AROUND
"""How many signs a span has."""


def signs_of(
    source: Source,
    spans: Sequence[tuple[int, int]],
    finds: Finds,
    states: States,
    short: Collection[str],
) -> tuple[NDArray[np.float32], Places]:
    """A row of signs for each span, and the numbers of its last character, last two and first in tables of them."""
    starts = np.array([start for start, _ in spans], np.int64)
    ends = np.array([end for _, end in spans], np.int64)
    signs = np.zeros((len(spans), SIZE), np.float32)
    _characters(signs, source, starts, ends)
    _finders(signs, source, spans, finds)
    kinds = [kinds_of(word.text) for word in source.words]
    _words(signs, source, starts, ends, kinds)
    _lists(signs, source, spans, short)
    unique = np.unique(ends).tolist()
    found = {unique[number]: match for number, match in heads().ends(source.folded, unique)}
    _heads(signs, source, spans, found)
    signs[:, _AROUND:] = around(source, starts, ends, chosen=finds.chosen, heads=found, lists=kinds)
    for some in _groups(starts):
        begin = int(starts[some.start]) if some.start else 0
        _states(signs[some, _LAYOUT.size : _AROUND], states, starts[some], ends[some], begin)
    return signs, _letters(source.folded, starts, ends)


def _groups(starts: Places) -> Iterator[slice]:
    """Spans, which come in order of their starts, in groups whose states are looked at together."""
    first = 0
    while first < len(starts):
        near = int(np.searchsorted(starts, starts[first] + _STRETCH))
        last = min(max(near, first + 1), first + _TOGETHER)
        yield slice(first, last)
        first = last


def _states(into: NDArray[np.float32], states: States, starts: Places, ends: Places, first: int) -> None:
    """The states at the ends of spans of the text from `first` on and beside them, and their means."""
    last = int(ends.max())
    nothing = np.zeros((1, STATES), np.float32)
    before = states[first - 1 : first].astype(np.float32) if first else nothing
    padded = np.concatenate([before, states[first : last + 1].astype(np.float32), nothing])
    starts, ends = starts - first, ends - first
    parts = (padded[starts], padded[starts + 1], padded[ends], padded[ends + 1])
    for number, part in enumerate(parts):
        into[:, number * STATES : (number + 1) * STATES] = part
    into[:, 4 * STATES :] = _means(padded, starts, ends)


def _means(rows: NDArray[np.float32], starts: Places, ends: Places) -> NDArray[np.float32]:
    """The mean over each span; the row before the first character is 0."""
    sums = np.cumsum(rows, axis=0)
    sizes = (ends - starts).astype(np.float32)
    found: NDArray[np.float32] = (sums[ends] - sums[starts]) / sizes[:, None]
    return found


def _characters(signs: NDArray[np.float32], source: Source, starts: Places, ends: Places) -> None:
    """Tags and classes of the characters at the ends of the spans and beside them."""
    size = len(source.folded)
    tags = np.full(size + 2, -1)
    codes = [_TAG.get(word.tag, -1) for word in source.words]
    lengths = [word.end - word.start for word in source.words]
    if codes and sum(lengths) == size:  # words of docs may leave blanks between them
        tags[1:-1] = np.repeat(codes, lengths)
    else:
        for code, word in zip(codes, source.words, strict=True):
            tags[word.start + 1 : word.end + 1] = code
    classes = np.full(size + 2, -1)
    classes[1:-1] = _classes(source.folded)
    rows = np.arange(len(starts))
    for place, at in (("before", starts), ("first", starts + 1), ("last", ends), ("after", ends + 1)):
        for what, known in (("tag", tags), ("class", classes)):
            found = known[at]
            seen = found >= 0
            signs[rows[seen], _LAYOUT.first[f"{what} {place}"] + found[seen]] = 1
    counts = np.zeros((size + 2, len(_TAGS)), np.float32)
    tagged = np.flatnonzero(tags >= 0)
    counts[tagged, tags[tagged]] = 1
    first = _LAYOUT.first["tag within"]
    signs[:, first : first + len(_TAGS)] = _means(counts, starts, ends)
    signs[rows, _LAYOUT.first["length"] + _LENGTHS[np.minimum(ends - starts, 200)]] = 1


def _classes(text: str) -> Places:
    codes = code_points(text)
    return _table_of_classes()[np.minimum(codes, _HAN_END + 1)]


@cache
def _table_of_classes() -> NDArray[np.int64]:
    """The class of each character up to the last Han one, by its code; the last row is that of all others."""
    classes = np.full(_HAN_END + 2, -1)
    classes[[*range(65, 91), *range(97, 123)]] = len(_MARKS)
    classes[_HAN : _HAN_END + 1] = len(_MARKS) + 1
    for number, marks in enumerate(_MARKS):
        classes[code_points(marks).astype(np.int64)] = number
    return classes


def _letters(text: str, starts: Places, ends: Places) -> Places:
    codes = code_points("\n" + text).astype(np.int64)
    last, before, first = codes[ends], codes[ends - 1], codes[starts + 1]
    mixed = (last * 7919 + before * 104_729) % 999_983
    return np.stack([last % _HASHED, mixed % _HASHED, first % _HASHED], axis=1)


def _finders(
    signs: NDArray[np.float32], source: Source, spans: Sequence[tuple[int, int]], finds: Finds
) -> None:
    """What the finders say of each span and of the same words elsewhere."""
    at = {span: row for row, span in enumerate(spans)}
    first, flags = _LAYOUT.first, _LAYOUT.first["flags"]
    for one in finds.offered:
        signs[at[one.start, one.end], first["offered"] + _TYPE[one.type]] = 1
    for refusal in finds.refused:
        signs[at[refusal.start, refusal.end], flags] = 1
    elsewhere: dict[str, set[str]] = {}
    for one in finds.chosen:
        row = at[one.start, one.end]
        signs[row, first["chosen"] + _TYPE[one.type]] = 1
        signs[row, first["rule"] + _RULE.get(one.rules[0], len(_RULES))] = 1
        elsewhere.setdefault(source.folded[one.start : one.end], set()).add(one.type)
    surfaces = [source.folded[start:end] for start, end in spans]
    for row, surface in enumerate(surfaces):
        for kind in elsewhere.get(surface, ()):
            signs[row, first["elsewhere"] + _TYPE[kind]] = 1  # type: ignore[index]
    _times(signs, surfaces)
    _beside(signs, spans, finds.chosen)


def _times(signs: NDArray[np.float32], surfaces: Sequence[str]) -> None:
    """How often the same words stand among the candidates."""
    counts = Counter(surfaces)
    columns = [_LAYOUT.first["times"] + min(counts[surface], 4) - 1 for surface in surfaces]
    signs[np.arange(len(surfaces)), columns] = 1


def _beside(signs: NDArray[np.float32], spans: Sequence[tuple[int, int]], chosen: Sequence[Found]) -> None:
    """Whether a span lies in a chosen name, holds one or crosses one."""
    flags, first = _LAYOUT.first["flags"], _LAYOUT.first
    reached = 0
    for row, (start, end) in enumerate(spans):  # in order of their starts
        while reached < len(chosen) and chosen[reached].end <= start:
            reached += 1
        number = reached
        while number < len(chosen) and chosen[number].start < end:
            one = chosen[number]
            if (one.start, one.end) != (start, end):
                if one.start <= start and end <= one.end:
                    signs[row, first["inside"] + _TYPE[one.type]] = 1
                elif start <= one.start and one.end <= end:
                    signs[row, first["around"] + _TYPE[one.type]] = 1
                else:
                    signs[row, flags + 1] = 1
            number += 1


def _words(
    signs: NDArray[np.float32], source: Source, starts: Places, ends: Places, kinds: Sequence[int]
) -> None:
    """The words at the ends of the spans and beside them."""
    flags = _LAYOUT.first["flags"]
    size = len(source.folded) + 1
    begins, closes = np.full(size, -1), np.full(size, -1)
    begins[[word.start for word in source.words]] = np.arange(len(source.words))
    closes[[word.end for word in source.words]] = np.arange(len(source.words))
    told = _BITS[[*kinds, 0]]  # the last row is that of no word
    one, two = begins[starts], closes[ends]
    signs[:, flags + 2], signs[:, flags + 3] = one >= 0, two >= 0
    for column, number, count in ((4, one, 4), (8, two, 4), (12, closes[starts], 5), (17, begins[ends], 5)):
        signs[:, flags + column : flags + column + count] = told[number, :count]
    whole = np.flatnonzero((one >= 0) & (two >= 0))
    signs[whole, _LAYOUT.first["words"] + np.clip(two[whole] - one[whole], 0, 5)] = 1


def _lists(
    signs: NDArray[np.float32], source: Source, spans: Sequence[tuple[int, int]], short: Collection[str]
) -> None:
    """Quotations, divisions, titles, names of the tables, short forms."""
    flags, first = _LAYOUT.first["flags"], _LAYOUT.first["whole"]
    quotes = {(one.start, one.end): 23 if one.book else 22 for one in source.quotes}
    quotes |= dict.fromkeys(source.full_names, 25)
    known, towns = wholes(), gazetteer.short_names()
    found: list[tuple[int, int]] = []
    for row, span in enumerate(spans):
        text = source.folded[span[0] : span[1]]
        if span in quotes:
            found.append((row, flags + quotes[span]))
        if text in towns:
            found.append((row, flags + 26))
        if text in known:
            found.append((row, first + _TYPE[known[text].row.type]))
        if text in short:
            found.append((row, flags + 31))
    _set(signs, found)
    starts, ends = np.array(spans, np.int64).reshape(-1, 2).T
    opened = np.zeros(len(source.folded) + 2, np.int64)
    opened[[one.start + 1 for one in source.quotes]] = 1
    sums = np.cumsum(opened)
    signs[:, flags + 24] = sums[ends] > sums[starts + 1]
    titled = np.zeros(len(source.folded) + 1, bool)
    for start, end, role in source.breaks:
        titled[start:end] = role != "body"
    signs[:, flags + 27] = titled[starts]


def _heads(
    signs: NDArray[np.float32],
    source: Source,
    spans: Sequence[tuple[int, int]],
    ends: Mapping[int, HeadMatch],
) -> None:
    """The head nouns that the spans end in."""
    flags, first, general = _LAYOUT.first["flags"], _LAYOUT.first["head"], generic("修饰")
    found: list[tuple[int, int]] = []
    for row, (start, end) in enumerate(spans):
        match = ends.get(end)
        if match and (size := len(match.surface)) < end - start:
            found.append((row, first + _TYPE[match.row.type]))
            if size > 1:
                found.append((row, flags + 28))
            if source.folded[start : end - size] in general:
                found.append((row, flags + 29))
    _set(signs, found)


def _set(signs: NDArray[np.float32], found: Sequence[tuple[int, int]]) -> None:
    if found:
        rows, columns = zip(*found, strict=True)
        signs[list(rows), list(columns)] = 1


_BITS = np.array([[code >> bit & 1 for bit in range(KINDS)] for code in range(1 << KINDS)], np.float32)
