"""Which people an article vouches for: a title beside the name, a verb of speech after it, a second mention."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shilu.extract.names.source import Source
from shilu.extract.names.tables import speech, titles, verbs

__all__ = ["ends_in_title", "titled", "vouched"]

_LONGEST = 3  # characters of a Chinese name, compound family names aside
_SUMMED = re.compile(r"等[\d一二三四五六七八九十两几]{0,4}[余多]?[人名位]")
"""What closes a row of people: 何满等12人."""
_LISTING = ("、", "和", "与", " ")
_TURNS = 2  # mentions that go on differently


def vouched(source: Source, people: Iterable[tuple[int, int]]) -> frozenset[str]:
    """The names among the people's spans that some mention of the article vouches for.

    That a name comes back counts for Chinese names only: towns abroad come back as well.
    """
    found: set[str] = set()
    followers: dict[str, set[str]] = {}
    previous = ("", -1)
    for start, end in people:
        name = source.folded[start:end]
        after = source.starting(end)
        followers.setdefault(name, set()).add(source.words[after].text if after is not None else "")
        listed = previous[0] in found and source.folded[previous[1] : start] in _LISTING
        if listed or titled(source, start, end) or _acts(source, start, end):
            found.add(name)
        previous = (name, end)
    found.update(_before_vouched(source, people, found))
    return frozenset(
        found | {name for name, words in followers.items() if len(words) >= _TURNS and len(name) <= _LONGEST}
    )


def _before_vouched(source: Source, people: Iterable[tuple[int, int]], found: set[str]) -> set[str]:
    """Who stands in a list before one that is vouched for: 何满 of 何满、李青等人."""
    known = set(found)
    follower = ("", -1)
    for start, end in reversed(list(people)):
        name = source.folded[start:end]
        if follower[0] in known and source.folded[end : follower[1]] in _LISTING:
            known.add(name)
        follower = (name, start)
    return known


def titled(source: Source, start: int, end: int) -> bool:
    """Whether a title of office, a post or a calling stands right before or after."""
    before, after = source.ending(start), source.starting(end)
    if before and source.words[before].text in ("”", '"', "(", "·"):  # “最美护士”王芳
        before -= 1
    if before is not None and ends_in_title(source, before):
        return True
    return after is not None and source.words[after].text in titles()


def ends_in_title(source: Source, number: int) -> bool:
    """Whether word `number` is a title, ends in one (女支书) or is the end of one that is split (种粮/大户)."""
    word = source.words[number]
    if word.text in titles() or (number and source.words[number - 1].text + word.text in titles()):
        return True
    return word.tag in ("n", "nz") and any(
        word.text[-size:] in titles() for size in (2, 3) if len(word.text) > size
    )


def _acts(source: Source, start: int, end: int) -> bool:
    """Whether what stands around is said of people: 钱小红坦言, 名叫钱小红, 钱小红出席, 钱小红等5人."""
    if _SUMMED.match(source.folded, end):
        return True
    after, before = source.starting(end), source.ending(start)
    if after is not None:
        word = source.words[after]
        if word.text in speech() or word.text in verbs("人事"):
            return True
        if word.text in (":", "(") and before is not None and source.words[before].text in ("\n", "。", " "):
            return True
    return before is not None and source.words[before].text in verbs("称呼")
