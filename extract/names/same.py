"""Which names of an archive are one: simplified and traditional, full and short, and misread by one character."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import NamedTuple

from shilu.extract.lexicon import load_table
from shilu.extract.lexicon.levels import VILLAGE, division_letters
from shilu.extract.names.rows import Words
from shilu.extract.names.tables import generic, heads, only_general, wholes
from shilu.extract.text import fold
from shilu.schemas import NameType

__all__ = ["Known", "same_names"]

_OFTEN = 5
"""So many times as often as the misread form stands the right one. A test fails when it is doubled or halved."""

_RARE = 2  # mentions of a form that may be misread
_SHORTEST = 4  # characters of a name in which one may be misread: of shorter ones too little is left
_SHORT = 3  # characters of a short form that stands for one name in a whole archive
_NUMBERED = re.compile(r"第[〇零一二三四五六七八九十百\d]{1,4}[届次期轮]|首届|(?:19|20)\d\d")
_OF_ANY = frozenset(f"{division_letters(finest=VILLAGE)}该本我全各")
"""What a short form begins with that every place has one of: 县医院, 该公司."""


class Known(NamedTuple):
    """One name as the pages have it."""

    type: NameType
    canonical: str
    code: str
    mentions: int
    forms: frozenset[str]
    """Short forms that some page resolves to it."""


def same_names(names: Iterable[Known]) -> Mapping[Known, Known]:
    """For each name the one that it belongs to, by itself where there is no other.

    Two are one only where nothing speaks against it: never with two codes, never of two types, a short form only where
    one name alone goes by it and it does not tell by its first character that every place has one, a misread form
    only where it is rare beside the other and the two characters look alike (第一中学 is not 第二中学).
    """
    names = sorted(names)
    owner = {name: name for name in names}
    for name, other in (*_scripts(names), *_short(names), *_misread(names)):
        if owner[name] == name and owner[other] != name:
            owner[name] = owner[other]
    return {name: _last(owner, name) for name in names}


def _last(owner: Mapping[Known, Known], name: Known) -> Known:
    while owner[name] != name:
        name = owner[name]
    return name


def _agree(name: Known, other: Known) -> bool:
    return name.type == other.type and (not name.code or not other.code or name.code == other.code)


def _scripts(names: Collection[Known]) -> Iterator[tuple[Known, Known]]:
    """The same name in the other script, the rarer one to the more frequent one."""
    groups: dict[tuple[str, str], list[Known]] = defaultdict(list)
    for name in names:
        groups[name.type, fold(name.canonical)].append(name)
    for group in groups.values():
        best = max(group, key=lambda one: (one.mentions, one.canonical))
        for name in group:
            if name != best and _agree(name, best) and fold(name.canonical) == fold(best.canonical):
                yield name, best


def _short(names: Collection[Known]) -> Iterator[tuple[Known, Known]]:
    """A name that pages with the full form use for it, where no other name goes by it."""
    full: dict[tuple[str, str], set[Known]] = defaultdict(set)
    for name in names:
        for form in name.forms:
            full[name.type, fold(form)].add(name)
    for name in names:
        owners = full.get((name.type, fold(name.canonical)), set()) - {name}
        telling = len(name.canonical) >= _SHORT and name.canonical[0] not in _OF_ANY
        if len(owners) == 1 and telling and name.type not in ("person", "place"):
            (other,) = owners
            longer = len(other.canonical) > len(name.canonical)
            if longer and _agree(name, other) and not _by_itself(name, other):
                yield name, other


def _by_itself(name: Known, other: Known) -> bool:
    """Whether a short form stands for more than the one full name of the archive: a word that is general, a name of
    the tables (党中央), a meeting or contest whose full name tells which of many it is (第134届广交会)."""
    text = fold(name.canonical)
    bare = text in generic("误机构") or text in generic("修饰") or text in wholes()
    match = heads().at(text, len(text))
    general = match is not None and only_general(text[: -len(match.surface)])
    return bare or general or (name.type == "event" and _NUMBERED.search(fold(other.canonical)) is not None)


def _misread(names: Collection[Known]) -> Iterator[tuple[Known, Known]]:
    """A rare name that differs from a frequent one in one character, which looks like the other's."""
    groups: dict[tuple[str, int, int, str], list[Known]] = defaultdict(list)
    for name in names:
        text = fold(name.canonical)
        if len(text) >= _SHORTEST:
            for at in range(len(text)):
                groups[name.type, len(text), at, text[:at] + text[at + 1 :]].append(name)
    for (_, _, at, _), group in sorted(groups.items(), key=lambda one: one[0]):
        for one, two in combinations(group, 2):
            rare, often = sorted((one, two), key=lambda name: (name.mentions, name.canonical))
            alike = fold(often.canonical)[at] in _alike().get(fold(rare.canonical)[at], "")
            few = rare.mentions <= _RARE and often.mentions >= _OFTEN * rare.mentions
            if few and alike and _agree(rare, often):
                yield rare, often


@cache
def _alike() -> Mapping[str, str]:
    """For each character those that are taken for it."""
    found: dict[str, str] = defaultdict(str)
    for row in load_table("shilu.extract.names", "lookalikes.toml", Words):
        for group in row.surfaces:
            for character in group:
                found[character] += group.replace(character, "")
    return dict(found)
