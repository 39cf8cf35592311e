"""People whose names the tagger cuts: by the parts that Tibetan and Mongol names are made of, after what one is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shilu.extract.lexicon.levels import VILLAGE, division_letters
from shilu.extract.lexicon.people import surnames
from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import common, family_names, generic, place_ends, speech, titles

__all__ = ["find_split"]

_STOPS = "，,。、；;：:！!？?)\n \t”」"
_TAILS = frozenset({"v", "a", "n", "nz", "an", "vn", "m", "q", "ad", "PER", "xc"})
_NO_BODY = f"些个种地家位人年月日天公企单项类{division_letters(finest=VILLAGE)}"  # 某县, 某些
_SOMEBODY = re.compile(rf"某[某甲乙丙丁]?(?![{_NO_BODY}])")


def find_split(source: Source) -> Iterator[Found]:
    """Names of two parts (才让卓玛, 那顺巴雅尔), somebody (王某), and names cut behind what one is.

    >>> from shilu.extract.language import Word
    >>> words = (Word(0, 1, "才", "d"), Word(1, 2, "让", "v"), Word(2, 4, "卓玛", "PER"))
    >>> [(one.start, one.end) for one in find_split(Source("才让卓玛", "才让卓玛", words))]
    [(0, 4)]
    """
    if not source.tagged:
        return
    for match in _by_parts().finditer(source.folded):
        start, end = match.span()
        whole = source.starting(start) is not None and source.ending(end) is not None
        if whole and (end == len(source.folded) or source.folded[end] not in place_ends()):
            yield Found(start, end, "person", ("people.parts",), marked=True)
    for match in _somebody().finditer(source.folded):
        if source.starting(match.start()) is not None and source.ending(match.end()) is not None:
            yield Found(*match.span(), "person", ("people.somebody",))
    yield from _behind(source)


@cache
def _by_parts() -> re.Pattern[str]:
    one = "|".join(sorted(generic("藏名"), key=len, reverse=True))
    other = "|".join(sorted(generic("蒙名"), key=len, reverse=True))
    return re.compile(rf"(?:{one}){{2,3}}|(?:{other}){{2,3}}")


@cache
def _somebody() -> re.Pattern[str]:
    letters = "".join(surface for surface in family_names() if len(surface) == 1)
    return re.compile(rf"[{letters}]{_SOMEBODY.pattern}")


def _behind(source: Source) -> Iterator[Found]:
    """车工 + 于|凤岐, 支书 + 赵万|有: a family name or the last letter that the tagger parts from the rest."""
    words = source.words
    for number in source.tagged_as("PER"):
        word = words[number]
        if len(word.text) != 2 or number == 0:
            continue
        before = words[number - 1]
        if number > 1 and _family(before.text) and words[number - 2].text in titles():
            yield Found(before.start, word.end, "person", ("people.behind",), marked=True)
        elif before.text in titles() and word.text[0] in family_names() and number + 2 < len(words):
            tail, stop = words[number + 1], words[number + 2]
            short = len(tail.text) == 1 and tail.tag in _TAILS and tail.text not in speech()
            if short and stop.text[0] in _STOPS and tail.text not in generic("单动"):
                yield Found(word.start, tail.end, "person", ("people.behind",), marked=True)
    yield from _without_tag(source)


def _family(text: str) -> bool:
    return len(text) == 1 and text in family_names()


def _without_tag(source: Source) -> Iterator[Found]:
    """邻居 + 马|四辈: a family name as a word of its own behind what one is, and one or two letters before a stop."""
    words = source.words
    common_names = _frequent()
    for number in source.numbers(frozenset(titles())):
        if number + 3 >= len(words) or words[number + 1].text not in common_names:
            continue
        rest, stop = words[number + 2], words[number + 3]
        if (
            len(rest.text) == 2
            and rest.tag in _TAILS
            and rest.text not in common()
            and stop.text[0] in _STOPS
        ):
            yield Found(words[number + 1].start, rest.end, "person", ("people.behind",), marked=True)


@cache
def _frequent() -> frozenset[str]:
    return frozenset(
        surface
        for row in surnames(without="少见")
        if row.id == "常见"
        for surface in row.surfaces
        if len(surface) == 1
    )
