"""Committees that the tagger glues to the office of who leads them: 昆山 + 市委书记, 嘉善县 + 委书记."""

from __future__ import annotations

from collections.abc import Iterator

from shilu.extract.language import Word
from shilu.extract.lexicon.levels import division_letters
from shilu.extract.names.gazetteer import candidates
from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import generic, titles

__all__ = ["find_committees"]

_DIVISIONS = division_letters()
_BARE = "委"  # the level that it is of ends the word before
_CHAINED = 3  # places before a committee: 江苏省 + 南京市 + 玄武区 + 委书记
_PLACES = frozenset({"LOC", "ORG"})


def find_committees(source: Source) -> Iterator[Found]:
    """The committee with the place that it is of, where the place stands right before.

    >>> words = (Word(0, 2, "昆山", "ORG"), Word(2, 6, "市委书记", "n"), Word(6, 9, "林向远", "PER"))
    >>> [(one.start, one.end) for one in find_committees(Source("昆山市委书记林向远", "昆山市委书记林向远", words))]
    [(0, 4)]
    """
    for number, word in enumerate(source.words):
        size = _committee(word.text)
        if size and number and _seated(source.words[number - 1], word.text[:size]):
            yield Found(
                _first(source, number - 1),
                word.start + size,
                "organisation",
                ("organisations.committee",),
                marked=True,
            )


def _committee(text: str) -> int:
    """How many letters of a word are the committee before an office (市委|书记); 0 where it is no such word."""
    if _BARE not in text and "党" not in text:
        return 0
    sizes = (
        size for size in range(1, len(text) - 1) if text[:size] in generic("党委") and text[size:] in titles()
    )
    return max(sizes, default=0)


def _seated(before: Word, committee: str) -> bool:
    """Whether the word before names the place: with its level before 委, without before 市委, a place before 党委."""
    if before.tag not in _PLACES or len(before.text) < 2:
        return False
    leveled = before.text[-1] in _DIVISIONS and len(before.text) > 2
    if committee == _BARE:
        return leveled or before.text.endswith("街道")
    if committee[0] in _DIVISIONS:
        return not leveled
    return before.tag == "LOC"  # the committee of a hospital is called by the hospital


def _first(source: Source, number: int) -> int:
    """Where the chain of places begins that ends in word `number`."""
    for before in range(number, max(-1, number - _CHAINED - 1), -1):
        word = source.words[before]
        if word.tag not in _PLACES or (before < number and not candidates(word.text)):
            break
        number = before
    return source.words[number].start
