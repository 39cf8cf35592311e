"""Which readers to try at a place, by the one or two characters that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Generic, TypeVar

__all__ = ["Dispatch", "candidates", "prefixes"]


def prefixes(surfaces: Iterable[str]) -> frozenset[str]:
    """The first two characters of each surface, or its only one.

    >>> sorted(prefixes(["去年", "去年今年两年", "夜"]))
    ['去年', '夜']
    """
    return frozenset(surface[:2] for surface in surfaces)


Item = TypeVar("Item")


class Dispatch(Generic[Item]):
    """Items by the prefixes (of one or two characters) with which they begin, in the order in which they came.

    >>> readers = Dispatch([(frozenset({"年"}), "edge"), (frozenset({"年底"}), "word")])
    >>> readers.at("年底", 0), readers.at("年前", 0), readers.at("月底", 0)
    (('edge', 'word'), ('edge',), ())
    """

    def __init__(self, items: Iterable[tuple[frozenset[str], Item]]) -> None:
        rows = tuple(items)
        self._by_prefix = {
            one: tuple(item for first, item in rows if one in first or one[0] in first)
            for one in frozenset().union(*(first for first, _ in rows))
        }

    def at(self, text: str, at: int) -> tuple[Item, ...]:
        """The items that may begin at this place."""
        found = self._by_prefix.get(text[at : at + 2])
        return self._by_prefix.get(text[at : at + 1], ()) if found is None else found


def candidates(starts: Iterable[str]) -> re.Pattern[str]:
    """Where one of the prefixes stands, each by its first character, for the second may begin another one.

    A run of digits counts once: long runs cost no more than their length.

    >>> [found.start() for found in candidates({"项目", "目前", "日"}).finditer("项目前")]
    [0, 1]
    """
    prefix = frozenset(starts)
    singles = {one for one in prefix if len(one) == 1 and not one.isdigit()}
    seconds: dict[str, set[str]] = {}
    for one in prefix:
        if len(one) == 2 and one[0] not in singles and not one[0].isdigit():
            seconds.setdefault(one[0], set()).add(one[1])
    pairs = "".join(f"|{re.escape(first)}(?={_any_of(second)})" for first, second in sorted(seconds.items()))
    return re.compile(rf"[0-9]+(?:[.,][0-9]+)*|{_any_of(singles)}{pairs}")


def _any_of(characters: Iterable[str]) -> str:
    return f"[{''.join(re.escape(one) for one in sorted(characters))}]"
