"""The tables of words behind the names, each read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from shilu.extract.lexicon import Table, load_table, people
from shilu.extract.lexicon.levels import VILLAGE, division_letters
from shilu.extract.names.rows import Alias, Head, NamingCue, Words
from shilu.extract.names.scan import sizes_by_end
from shilu.extract.text import fold
from shilu.schemas import NameType

__all__ = [
    "HeadMatch", "Heads", "aliases", "common", "cues", "family_names", "generic", "generic_ends", "head_rows",
    "heads", "honours", "lists", "longest_at", "only_general", "ordinary", "own_head", "place_ends", "prefix_of",
    "rare_names", "speech", "states", "titles", "verbs", "wholes",
]  # fmt: skip

_PACKAGE = "shilu.extract.names"
_CONTINENTS = frozenset({"亚洲", "欧洲", "非洲", "美洲", "大洋洲"})


@dataclass(frozen=True, slots=True)
class HeadMatch:
    """A head noun found at the end of a phrase."""

    surface: str
    row: Head
    rule: str


class Heads:
    """Finds the longest head noun that a text ends in."""

    def __init__(self, tables: Iterable[Table[Head]]) -> None:
        self._matches: dict[str, HeadMatch] = {}
        for table in tables:
            for row in table:
                if row.needs != "none":
                    for surface in map(fold, row.surfaces):
                        self._matches[surface] = HeadMatch(surface, row, table.rule(row))
        self._sizes = sizes_by_end(self._matches)
        self._lasts = frozenset(surface[-1] for surface in self._matches)

    def at(self, text: str, end: int, *, start: int = 0) -> HeadMatch | None:
        """The longest head that `text[start:end]` ends in, or None."""
        for size in self._sizes.get(text[end - 2 : end], ()):
            if end - size >= start:
                match = self._matches.get(text[end - size : end])
                if match:
                    return match
        return self._matches.get(text[end - 1 : end]) if end > start else None

    def ends(self, text: str, ends: Iterable[int]) -> Iterator[tuple[int, HeadMatch]]:
        """The heads at those of the offsets `ends` that one ends at, with the number of the offset."""
        lasts, sizes, matches = self._lasts, self._sizes, self._matches
        for number, end in enumerate(ends):
            last = text[end - 1]
            if last in lasts and (text[end - 2 : end] in sizes or last in matches):
                match = self.at(text, end)
                if match:
                    yield number, match


@cache
def _head_tables() -> tuple[Table[Head], ...]:
    names = (
        "heads",
        "awards",
        "organisations",
        "places",
        "foreign",
        "national",
        "laws",
        "regions",
        "gatherings",
        "companies",
    )
    return tuple(load_table(_PACKAGE, f"{name}.toml", Head) for name in names)


@cache
def heads() -> Heads:
    """Head nouns of all types."""
    return Heads(_head_tables())


def head_rows() -> Iterator[Head]:
    """The rows of all head nouns."""
    return (row for table in _head_tables() for row in table if row.needs != "none")


@cache
def own_head(surface: str, kind: NameType) -> HeadMatch:
    """A head noun of the user's own: a name where a proper noun or a verb of naming stands with it."""
    row = Head(id="词尾", surfaces=(surface,), examples=(surface,), type=kind, needs="cue")
    return HeadMatch(surface, row, "own.head")


@cache
def wholes() -> Mapping[str, HeadMatch]:
    """Names that stand without head or modifier (国务院, 京津冀), by their surface."""
    return MappingProxyType(
        {
            surface: HeadMatch(surface, row, table.rule(row))
            for table in _head_tables()
            for row in table
            if row.needs == "none"
            for surface in map(fold, row.surfaces)
        }
    )


@cache
def states() -> frozenset[str]:
    """Names of states and of what the news takes for one, by the table of countries and regions."""
    table = load_table(_PACKAGE, "foreign.toml", Head)
    return frozenset(surface for row in table if row.id in _CONTINENTS for surface in map(fold, row.surfaces))


@cache
def cues() -> Mapping[str, tuple[str, NamingCue]]:
    """Verbs of naming, with the rule that each is called by in traces."""
    table = load_table(_PACKAGE, "cues.toml", NamingCue)
    return MappingProxyType({surface: (table.rule(row), row) for row in table for surface in row.surfaces})


@cache
def _prefixes() -> Mapping[str, tuple[str, NamingCue]]:
    table = load_table(_PACKAGE, "prefixes.toml", NamingCue)
    return MappingProxyType(
        {surface: (table.rule(rows[0]), rows[0]) for surface, rows in table.by_surface.items()}
    )


@cache
def _prefix_sizes() -> tuple[int, ...]:
    return tuple(sorted(set(map(len, _prefixes())), reverse=True))


def prefix_of(text: str) -> tuple[str, NamingCue] | None:
    """The prefix that makes a quoted word a name (智慧…, 最美…), with its rule, or None."""
    prefixes = _prefixes()
    found = (prefixes.get(text[:size]) for size in _prefix_sizes() if size < len(text))
    return next(filter(None, found), None)


@cache
def aliases() -> Mapping[str, tuple[str, Alias]]:
    """Words that stand for a name given before, with their rules."""
    table = load_table(_PACKAGE, "aliases.toml", Alias)
    return MappingProxyType({surface: (table.rule(row), row) for row in table for surface in row.surfaces})


@cache
def lists(file: str) -> Mapping[str, str]:
    """The words of a plain list with their rules, a word of several rows by the first."""
    table = load_table(_PACKAGE, f"{file}.toml", Words)
    return MappingProxyType({surface: table.rule(rows[0]) for surface, rows in table.by_surface.items()})


@cache
def only_general(text: str) -> bool:
    """Whether a text is made of general modifiers alone: 公办义务教育 of 公办义务教育学校."""
    words = generic("修饰")
    reached = [True, *[False] * len(text)]
    for at in range(len(text)):
        if reached[at]:
            for size in range(1, min(6, len(text) - at) + 1):
                reached[at + size] = reached[at + size] or text[at : at + size] in words
    return reached[-1]


@cache
def family_names() -> Mapping[str, str]:
    """Family names, with the rule of the row that each stands in."""
    table = people.surnames(without="少见")
    return MappingProxyType({surface: table.rule(row) for row in table for surface in row.surfaces})


@cache
def rare_names() -> frozenset[str]:
    """Family names that are words too, so that only what stands beside shows a person."""
    known = family_names()
    return frozenset(
        surface
        for surface in people.surnames(without="").by_surface
        if surface not in known and len(surface) == 1
    )


@cache
def titles() -> Mapping[str, str]:
    """Titles of office, posts and callings."""
    return lists("offices")


@cache
def ordinary() -> Mapping[str, str]:
    """Quoted words that are no names."""
    return lists("ordinary")


@cache
def generic(row: str) -> frozenset[str]:
    """The words of one row of `generic.toml`: 修饰, 误地名, 误机构, 常用词地名."""
    return _row("generic", row)


@cache
def generic_ends(row: str) -> tuple[str, ...]:
    """The words of one row of `generic.toml`, the longest first, for `str.startswith` and `str.endswith`."""
    return tuple(sorted(generic(row), key=lambda word: (-len(word), word)))


@cache
def honours(row: str) -> frozenset[str]:
    """The words of one row of `honours.toml`: 等级, 范围, 领域, 连词."""
    return _row("honours", row)


def longest_at(row: str, text: str, start: int) -> int:
    """How many characters the longest word of a row of `generic.toml` has that begins at `start`; 0 where none does."""
    return next((len(word) for word in generic_ends(row) if text.startswith(word, start)), 0)


@cache
def place_ends() -> frozenset[str]:
    """Characters behind what looks like a given name that make a place of it: 阿依古丽|乡, 才旦|寺."""
    return generic("地尾").union(division_letters(finest=VILLAGE))


@cache
def speech() -> frozenset[str]:
    """Verbs of saying."""
    return frozenset(people.speech(without="reporting").by_surface)


@cache
def verbs(row: str) -> frozenset[str]:
    """The verbs of one row of `verbs.toml`: 人事, 称呼, 前往, 建造, 系连, 行事."""
    return _row("verbs", row)


def _row(file: str, row: str) -> frozenset[str]:
    table = load_table(_PACKAGE, f"{file}.toml", Words)
    return frozenset(surface for one in table if one.id == row for surface in one.surfaces)


@cache
def common() -> frozenset[str]:
    """Common words, of which some are given names too (高峰, 文明); `common_words.txt` says whence."""
    text = resources.files(_PACKAGE).joinpath("common_words.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return frozenset(first + rest for first, *rests in lines for rest in rests) | generic("非姓词")
