"""Signs of how a span is built and led up to: its head noun, what stands before that, verbs of naming, rows,
quotations, and the spans that begin or end where it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from shilu.extract.names.learned.words import KINDS
from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import HeadMatch, cues
from shilu.schemas import NameType

__all__ = ["AROUND", "ROWS", "around"]

Places = NDArray[np.int64]
Signs = NDArray[np.float32]

_TYPES: tuple[NameType, ...] = get_args(NameType)
_TYPE = {kind: number for number, kind in enumerate(_TYPES)}
_NEEDS = {"proper": 0, "cue": 1, "quoted": 2, "grade": 3}
_HEADS = 96  # columns for the rows of head nouns; rows beyond are told by their type alone
_STOPS = frozenset("。!?;,:\n")
_JOINTS = frozenset("、和与及")
_OPENING, _CLOSING = frozenset('“‘「『《"'), frozenset('”’」』》"')
_NEAR, _FAR = 3, 12  # words to a verb of naming
_PROPER = frozenset({"LOC", "ORG", "PER", "nz", "nw"})
_TAGGED = {tag: 1 + 2 * (tag == "LOC") for tag in _PROPER}
_OF_WORD = np.array(
    [(tag & 1, kind >> 2 & 1, kind >> 1 & 1, tag >> 1 & 1) for kind in range(1 << KINDS) for tag in range(4)],
    np.float32,
)  # by four times the `kinds_of` a word and by its tag: whether it is proper, general, common and a place
_PASSED = frozenset({"u", "m", "q", "a"})
_STEM = np.array([0, 1, 2, 3, 4, 5, 5, *[6] * 200])  # column by the length of what stands before the head
_KINDS = (
    "0123456789",
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "、",
    '“‘「『"',
    "()",
    "第届",
    "年月日",
    "·‧.-—+",
)

_GROUPS = (
    ("governor", len(_TYPES)), ("led", len(_TYPES)), ("followed", len(_TYPES)), ("head", _HEADS), ("needs", 4),
    ("places", 3), ("stem", 7), ("of stem", 4), ("left", len(_TYPES)), ("right", len(_TYPES)), ("quoted", 4),
    ("longer", 4), ("shorter", 4), ("goes on", 2), ("kinds", len(_KINDS)),
)  # fmt: skip
_FIRST = dict(
    zip((name for name, _ in _GROUPS), np.cumsum([0, *(size for _, size in _GROUPS)]).tolist(), strict=False)
)
AROUND = sum(size for _, size in _GROUPS)
"""How many signs there are."""
ROWS = np.arange(2 * len(_TYPES)) + _FIRST["left"]
"""The columns that rest on what the finders chose beside the span."""


class _Heads(NamedTuple):
    """By offset: the number of the head's row and of what it needs (-1 for none), and its length."""

    rows: Places
    needs: Places
    sizes: Places


@cache
def _row_numbers() -> dict[str, int]:
    """The rows of head nouns by their names, numbered as they were when the weights were fitted (`rows.txt`, which
    `make names` writes). A row that is newer has no column of its own."""
    names = resources.files("shilu.extract.names.learned").joinpath("rows.txt").read_text(encoding="utf-8")
    return {name: number for number, name in enumerate(names.split())}


def around(
    source: Source,
    starts: Places,
    ends: Places,
    *,
    chosen: Sequence[Found],
    heads: Mapping[int, HeadMatch],
    lists: Sequence[int],
) -> Signs:
    """A row of signs for each span; the spans in order of their starts, then of their ends.

    `chosen` is what the finders chose, for the names beside a span in a row; `heads` the head nouns by where they end;
    `lists` are the `kinds_of` each word.
    """
    signs = np.zeros((len(starts), AROUND), np.float32)
    rows = np.arange(len(starts))
    found = _heads(len(source.folded) + 1, heads)
    headed = (found.rows[ends] >= 0) & (found.sizes[ends] < ends - starts)
    for name, values in (("head", found.rows), ("needs", found.needs)):
        at = np.flatnonzero(headed & (values[ends] < _HEADS))
        signs[at, _FIRST[name] + values[ends[at]]] = 1
    for name, kinds, at in (*_verbs(source, starts, ends), *_rows(source, starts, ends, chosen)):
        known = kinds[at] >= 0
        signs[rows[known], _FIRST[name] + kinds[at][known]] = 1
    _stem(signs, source, starts, np.where(headed, ends - found.sizes[ends], ends), lists)
    _quoted(signs, source, starts, ends, headed)
    _others(signs, starts, ends, headed)
    _kinds(signs, source.folded, starts, ends)
    return signs


def _heads(size: int, heads: Mapping[int, HeadMatch]) -> _Heads:
    numbers = _row_numbers()
    found = _Heads(np.full(size, -1), np.full(size, -1), np.zeros(size, np.int64))
    for end, match in heads.items():
        found.rows[end] = numbers.get(match.row.id, _HEADS)
        found.needs[end] = _NEEDS[match.row.needs]
        found.sizes[end] = len(match.surface)
    return found


def _verbs(source: Source, starts: Places, ends: Places) -> Iterator[tuple[str, Places, Places]]:
    """What verbs of naming before and after tell, by the offsets at which words begin and end: one that governs
    what begins there, the last in the clause, the next after."""
    size, known, words = len(source.folded) + 1, cues(), source.words
    governor, led, followed = np.full(size, -1), np.full(size, -1), np.full(size, -1)
    last, distance, direct = -1, _FAR, False
    for word in words:
        if distance < _FAR:
            led[word.start] = last
            if direct and distance < _NEAR:
                governor[word.start] = last
        distance += 1
        cue = known.get(word.text)
        if cue:
            last, distance, direct = _TYPE[cue[1].type], 0, True
        elif word.text in _STOPS:
            distance = _FAR
        elif word.tag not in _PASSED and word.text not in _OPENING:
            direct = False
    following, distance = -1, _NEAR
    for word in reversed(words):
        if distance < _NEAR:
            followed[word.end] = following
        distance += 1
        cue = known.get(word.text)
        if cue:
            following, distance = _TYPE[cue[1].type], 0
        elif word.text in _STOPS:
            distance = _NEAR
    return iter((("governor", governor, starts), ("led", led, starts), ("followed", followed, ends)))


def _rows(
    source: Source, starts: Places, ends: Places, chosen: Iterable[Found]
) -> Iterator[tuple[str, Places, Places]]:
    """The types of the names that the finders chose before and after, with a joint between: 、和与及."""
    text, size = source.folded, len(source.folded) + 1
    left, right = np.full(size, -1), np.full(size, -1)
    for one in chosen:
        at = one.end + (text[one.end : one.end + 1] in _CLOSING and one.end < len(text))
        if text[at : at + 1] and text[at] in _JOINTS:
            at += 1
            left[at] = _TYPE[one.type]
            if text[at : at + 1] and text[at] in _OPENING:
                left[at + 1] = _TYPE[one.type]
        at = one.start - (one.start > 0 and text[one.start - 1] in _OPENING)
        if at > 0 and text[at - 1] in _JOINTS:
            at -= 1
            right[at] = _TYPE[one.type]
            if at > 0 and text[at - 1] in _CLOSING:
                right[at - 1] = _TYPE[one.type]
    return iter((("left", left, starts), ("right", right, ends)))


def _stem(signs: Signs, source: Source, starts: Places, ends: Places, lists: Sequence[int]) -> None:
    """What stands before the head: how many places begin it, how long the rest is, and how much of that is proper,
    general, common and a place."""
    size = len(source.folded) + 1
    chain, count = np.arange(size), np.zeros(size, np.int64)
    parts = np.zeros((size, 4), np.float32)
    places = {(word.start, word.end) for word in source.words if word.tag == "LOC"}.union(source.full_names)
    for start, end in sorted(places, reverse=True):  # the shorter of two that begin together stands
        chain[start] = chain[end] if count[end] else end
        count[start] = count[end] + 1
    told = [4 * kind + _TAGGED.get(word.tag, 0) for kind, word in zip(lists, source.words, strict=True)]
    bounds = np.array([(word.start, word.end) for word in source.words], np.int64).reshape(-1, 2)
    sizes = bounds[:, 1] - bounds[:, 0]
    at = np.repeat(bounds[:, 1] - np.cumsum(sizes), sizes) + np.arange(1, sizes.sum() + 1)
    parts[at] = np.repeat(_OF_WORD[told], sizes, axis=0)
    begins = np.minimum(chain[starts], ends)
    rows = np.arange(len(starts))
    signs[rows, _FIRST["places"] + np.minimum(count[starts], 2)] = 1
    signs[rows, _FIRST["stem"] + _STEM[np.minimum(ends - begins, 200)]] = 1
    sums = np.cumsum(parts, axis=0)
    first = _FIRST["of stem"]
    signs[:, first : first + 4] = (sums[ends] - sums[begins]) / np.maximum(1, ends - begins)[:, None]


def _quoted(signs: Signs, source: Source, starts: Places, ends: Places, headed: NDArray[np.bool_]) -> None:
    """Whether a quotation begins the span and a head follows it, stands within, is the span and goes on, or is not."""
    size = len(source.folded) + 1
    opened, inside, on = np.zeros(size, bool), np.zeros(size, np.int64), np.zeros(size, bool)
    for one in source.quotes:
        if one.start:
            opened[one.start - 1] = True
            inside[one.start] += 1
        after = source.starting(one.end + 1)
        on[one.end] = after is not None and source.words[after].tag in ("n", "vn", "nz")
    within = np.cumsum(inside)
    first = _FIRST["quoted"]
    signs[:, first] = opened[starts] & headed
    signs[:, first + 1] = within[ends] > within[starts]
    signs[:, first + 2] = on[ends]
    signs[:, first + 3] = opened[np.maximum(starts - 1, 0)] & ~on[ends]


def _others(signs: Signs, starts: Places, ends: Places, headed: NDArray[np.bool_]) -> None:
    """How many spans with the same end are longer and shorter; whether one with the same start goes on, and to a
    head noun."""
    rows = np.arange(len(starts))
    order = np.argsort(ends, kind="stable")
    firsts = np.flatnonzero(np.r_[True, np.diff(ends[order]) != 0]) if len(order) else order
    sizes = np.diff(np.r_[firsts, len(order)])
    rank = np.empty(len(order), np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(firsts, sizes)
    group = np.empty(len(order), np.int64)
    group[order] = np.repeat(sizes, sizes)
    signs[rows, _FIRST["longer"] + np.minimum(rank, 3)] = 1
    signs[rows, _FIRST["shorter"] + np.minimum(group - rank - 1, 3)] = 1
    last = np.searchsorted(starts, starts, side="right") - 1
    sums = np.cumsum(headed)
    signs[:, _FIRST["goes on"]] = last > rows
    signs[:, _FIRST["goes on"] + 1] = sums[last] > sums


def _kinds(signs: Signs, text: str, starts: Places, ends: Places) -> None:
    """Whether figures, letters, marks and words of counting and dates are in the span."""
    parts = np.zeros((len(text) + 1, len(_KINDS)), np.int64)
    for number, kind in enumerate(_KINDS):
        for letter in kind:
            at = text.find(letter)
            while at >= 0:
                parts[at + 1, number] = 1
                at = text.find(letter, at + 1)
    sums = np.cumsum(parts, axis=0)
    first = _FIRST["kinds"]
    signs[:, first : first + len(_KINDS)] = sums[ends] > sums[starts]
