"""Ordinary words, idioms and names that hold a numeral character, from the tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from shilu.extract.lexicon import Table, load_table
from shilu.extract.numerals import is_numeral_character, read_numeral
from shilu.extract.quantities.findings import Other, Source
from shilu.extract.quantities.measure_words import match_measure
from shilu.extract.quantities.rows import Word

__all__ = ["WORD_TABLES", "read_word", "word_tables"]

WORD_TABLES = ("words", "idioms", "places", "terms")
"""The files of words, in the order in which they win at equal length."""


_GOES_ON = tuple("十百千万亿点")


@dataclass(frozen=True, slots=True)
class _Entry:
    word: str
    offset: int
    row: Word
    rule: str


@cache
def word_tables() -> tuple[Table[Word], ...]:
    """Words with numeral characters that state no amount, one table a sort."""
    return tuple(load_table("shilu.extract.quantities", f"{name}.toml", Word) for name in WORD_TABLES)


_Entries = dict[str, tuple[_Entry, ...]]


@cache
def _index() -> tuple[_Entries, _Entries]:
    """Words by their first numeral character and the character beside it, longest first.

    The key is that numeral and the one after it; or, in the second, where the word ends there, the one before and it.
    """
    going_on: dict[str, list[_Entry]] = {}
    ending: dict[str, list[_Entry]] = {}
    for table in word_tables():
        for row in table:
            for word in row.surfaces:
                at = next(index for index, one in enumerate(word) if is_numeral_character(one))
                entry = _Entry(word, at, row, table.rule(row))
                if at + 1 < len(word):
                    going_on.setdefault(word[at : at + 2], []).append(entry)
                else:
                    ending.setdefault(word[max(0, at - 1) : at + 1], []).append(entry)
    return _longest_first(going_on), _longest_first(ending)


def _longest_first(found: dict[str, list[_Entry]]) -> _Entries:
    return {key: tuple(sorted(entries, key=lambda one: -len(one.word))) for key, entries in found.items()}


def read_word(source: Source, at: int) -> Other | None:
    """The longest listed word whose first numeral character stands at `at`; None where there is none."""
    folded = source.folded
    going_on, ending = _index()
    best: _Entry | None = None
    for entries in (
        going_on.get(folded[at : at + 2], ()),
        ending.get(folded[at - 1 : at + 1], ()) if at else (),
        ending.get(folded[at], ()),
    ):
        for entry in entries:
            if best is not None and len(entry.word) <= len(best.word):
                break
            if folded.startswith(entry.word, at - entry.offset) and _stands(source, entry, at):
                best = entry
                break
    if best is None:
        return None
    start = at - best.offset
    return Other(
        start, start + len(best.word), best.row.role, f"{best.rule}: {best.row.reason}", rules=(best.rule,)
    )


def _is_number(word: str) -> bool:
    return all(is_numeral_character(one) for one in word)


def _is_cut(source: Source, word: str, end: int) -> bool:
    """为一 in 为一百零二 or 为一百元, 高一 in 高一点六米: the numeral at its end goes on, beyond a word like 百姓."""
    if source.folded[end : end + 1] not in _GOES_ON or not is_numeral_character(word[-1]):
        return False
    numeral = read_numeral(source.folded, end - 1)
    if numeral is None or numeral.end <= end:
        return False
    return numeral.end > end + 1 or match_measure(source, numeral.end, number_start=end - 1) is not None


def _stands(source: Source, entry: _Entry, at: int) -> bool:
    """Whether a word that is printed at its place is meant there: it is not settled, and runs on into no other."""
    start = at - entry.offset
    if start < source.floor:
        return False
    end = start + len(entry.word)
    if _is_number(entry.word) and is_numeral_character(source.folded[end : end + 1]):
        return False
    if _is_cut(source, entry.word, end):
        return False
    following, before = source.folded[end : end + 1], source.folded[start - 1 : start] if start else ""
    if following and following in entry.row.unless_next:
        return False
    return not (before and before in entry.row.unless_before)
