"""Which readers to try at a place, by the characters that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from typing import Generic, TypeVar

from extract.times.numbers import DIGITS, GAP, NUMBER

__all__ = ["Dispatch", "before", "candidates", "prefixes"]


def prefixes(surfaces: Iterable[str]) -> frozenset[str]:
    """The first two characters of each surface, or its only one.

    >>> sorted(prefixes(["去年", "去年今年两年", "夜"]))
    ['去年', '夜']
    """
    return frozenset(surface[:2] for surface in surfaces)


_ANY_NUMBER = "#"
"""Stands for the number in prefixes. Where a text has the sign itself, readers are tried once in vain."""

_NUMBER = re.compile(NUMBER + GAP)


def before(marks: Iterable[str]) -> frozenset[str]:
    """The prefixes of what begins with a number, by the character behind the number and the blanks after it.

    >>> sorted(before("年月"))
    ['#年', '#月']
    """
    return frozenset(_ANY_NUMBER + mark for mark in marks)


Item = TypeVar("Item")


class Dispatch(Generic[Item]):
    """Items by the prefixes (of one or two characters) with which they begin, in the order in which they came.

    Most numbers count something else than time: what stands behind one tells at a look. `numerals` are the
    characters that a number may begin with.

    >>> first = {"edge": frozenset("年"), "word": frozenset({"年底"}), "year": before("年")}
    >>> readers = Dispatch(((first[one], one) for one in first), numerals=DIGITS)
    >>> readers.at("年底", 0), readers.at("年前", 0), readers.at("月底", 0)
    (('edge', 'word'), ('edge',), ())
    >>> readers.at("2022 年", 0), readers.at("2022人", 0)
    (('year',), ())
    """

    def __init__(self, items: Iterable[tuple[frozenset[str], Item]], *, numerals: frozenset[str]) -> None:
        rows, self._numerals = tuple(items), numerals
        starts = frozenset().union(*(first for first, _ in rows))
        marks = [one for one in starts if one[0] == _ANY_NUMBER]
        numbers = numerals | {one for one in starts if one[0] in numerals}
        self._by_prefix = {
            one: tuple(item for first, item in rows if one in first or one[0] in first) for one in starts
        }
        self._by_number = {
            (one, mark[1]): tuple(item for first, item in rows if not first.isdisjoint((one, one[0], mark)))
            for one, mark in product(numbers, marks)
        }

    def at(self, text: str, at: int) -> tuple[Item, ...]:
        """The items that may begin at this place."""
        prefix = text[at : at + 2]
        if prefix not in self._by_prefix:
            prefix = prefix[:1]
        if prefix[:1] in self._numerals and (number := _NUMBER.match(text, at)):
            mark = text[number.end() : number.end() + 1]
            if (found := self._by_number.get((prefix, mark))) is not None:
                return found
        return self._by_prefix.get(prefix, ())


def candidates(starts: Iterable[str]) -> re.Pattern[str]:
    """Where a prefix may stand, each by its first character, for the second may begin another one.

    Of prefixes with two characters any first is given before any second: that is found faster than each before its
    own. A run of digits counts once: long runs cost no more than their length.

    >>> [found.start() for found in candidates({"项目", "目前", "日"}).finditer("项目前")]
    [0, 1]
    """
    prefix = frozenset(starts)
    singles = {one for one in prefix if len(one) == 1} - DIGITS
    pairs = {one for one in prefix if len(one) == 2 and one[0] != _ANY_NUMBER}
    firsts, seconds = ({one[place] for one in pairs} for place in (0, 1))
    return re.compile(rf"[0-9]+(?:[.,][0-9]+)*|{_any_of(singles)}|{_any_of(firsts)}(?={_any_of(seconds)})")


def _any_of(characters: Iterable[str]) -> str:
    return f"[{''.join(re.escape(one) for one in sorted(characters))}]"
