"""Which readers to try at a place, by the characters that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Generic, TypeVar

from shilu.extract.times.numbers import DIGITS, GAP, NUMBER

__all__ = ["Dispatch", "before", "candidates", "prefixes"]


def prefixes(surfaces: Iterable[str]) -> frozenset[str]:
    """The first three characters of each surface, or as many as it has: enough to tell 中国农(民丰收节) from 中国人.

    >>> sorted(prefixes(["去年", "去年今年两年", "夜"]))
    ['去年', '去年今', '夜']
    """
    return frozenset(surface[:3] for surface in surfaces)


def _heads(prefix: str) -> tuple[str, ...]:
    """What the prefix itself begins with: 中, 中国 and 中国农."""
    return tuple(prefix[:size] for size in range(1, len(prefix) + 1))


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
    """Items by the prefixes (of up to three characters) with which they begin, in the order in which they came.

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
        self._numerals = numerals
        self._rows: list[Item] = []
        self._holders: dict[str, set[int]] = {}
        for place, (first, item) in enumerate(items):
            self._rows.append(item)
            for one in first:
                self._holders.setdefault(one, set()).add(place)
        self._begins = frozenset(self._holders) | numerals
        self._by_prefix = {one: self._begun_by(*_heads(one)) for one in self._holders}
        self._by_number: dict[tuple[str, str], tuple[Item, ...]] = {}

    def _begun_by(self, *starts: str) -> tuple[Item, ...]:
        """The items that begin with one of these, in order."""
        held = set().union(*(self._holders.get(one, ()) for one in starts))
        return tuple(self._rows[place] for place in sorted(held))

    def places(self, text: str) -> Iterator[int]:
        """Where an item may begin, from left to right.

        >>> list(Dispatch([(frozenset({"年底", "夜"}), "word")], numerals=DIGITS).places("年年底夜里有 12 次"))
        [1, 3, 7]
        """
        begins = self._begins
        for candidate in self._candidates.finditer(text):
            at = candidate.start()
            if candidate.lastgroup or text[at : at + 2] in begins or text[at : at + 3] in begins:
                yield at

    @cached_property
    def _candidates(self) -> re.Pattern[str]:
        return candidates(self._begins)

    def at(self, text: str, at: int) -> tuple[Item, ...]:
        """The items that may begin at this place."""
        prefix = text[at : at + 3]
        if prefix not in self._by_prefix:
            prefix = text[at : at + 2]
            if prefix not in self._by_prefix:
                prefix = text[at : at + 1]
        if prefix[:1] in self._numerals and (number := _NUMBER.match(text, at)):
            mark = text[number.end() : number.end() + 1]
            if _ANY_NUMBER + mark in self._holders:
                known = self._by_number
                if (prefix, mark) not in known:
                    known[prefix, mark] = self._begun_by(*_heads(prefix), _ANY_NUMBER + mark)
                return known[prefix, mark]
        return self._by_prefix.get(prefix, ())


def candidates(starts: Iterable[str]) -> re.Pattern[str]:
    """Where a prefix may stand, each by its first character, for the second may begin another one.

    Of longer prefixes any first character is given before any second: that is found faster than each before its own.
    A run of digits counts once: long runs cost no more than their length. What the first character alone tells is
    the group `enough`. A comma before a year parts two numbers: 36,2022年.

    >>> [found.start() for found in candidates({"项目", "目前", "日"}).finditer("项目前")]
    [0, 1]
    """
    prefix = frozenset(starts)
    singles = {one for one in prefix if len(one) == 1} - DIGITS
    pairs = {one for one in prefix if len(one) > 1 and one[0] != _ANY_NUMBER}
    firsts, seconds = ({one[place] for one in pairs} for place in (0, 1))
    return re.compile(
        rf"(?P<enough>[0-9]+(?:\.[0-9]+|,[0-9]{{3}}(?![0-9]))*|{_any_of(singles)})|{_any_of(firsts)}(?={_any_of(seconds)})"
    )


def _any_of(characters: Iterable[str]) -> str:
    return f"[{''.join(re.escape(one) for one in sorted(characters))}]"
