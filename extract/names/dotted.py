"""People with a dot in the name (布茹玛汗·毛勒朵, 艾力•买买提, 艾力.买买提), wherever the tagger cuts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import generic, place_ends, wholes

__all__ = ["DOTS", "find_dotted", "find_given"]

DOTS = "·•"
"""Dots that stand within names of people; others (‧, ・) are folded to the first."""
_STOP = "."  # a dot in some prints, and a full stop in what scans give
_DOT = re.compile(rf"(?<=[\u3400-\u9fff])[{DOTS}{_STOP}](?=[\u3400-\u9fff])")
_HAN = re.compile(r"[\u3400-\u9fff]+")
_LONGEST = 7  # letters of a part that the tagger knows
_LONE = 3  # letters of a given name that stands alone
_PARTS = 2  # given names that are written together


def find_dotted(source: Source) -> Iterator[Found]:
    """Names by the given names of Xinjiang on either side of a dot, or by a person that the tagger sees on one side.

    >>> from shilu.extract.language import Word
    >>> text = "村民买买提·艾力卖瓜"
    >>> cut = ((0, 2, "n"), (2, 4, "v"), (4, 5, "v"), (5, 8, "PER"), (8, 9, "v"), (9, 10, "n"))
    >>> words = tuple(Word(start, end, text[start:end], tag) for start, end, tag in cut)
    >>> [(one.start, one.end) for one in find_dotted(Source(text, text, words))]
    [(2, 8)]
    """
    text = source.folded
    done = 0
    for at in _dots(text):
        if at < done:
            continue
        left, right = _before(text, at, done), _after(text, at + 1)
        known = left < at and right > at + 1
        if not known:
            left, right = _beside(source, at, left, right)
        if left < at and right > at + 1:
            while right < len(text) - 1 and text[right] == text[at] and _after(text, right + 1) > right + 1:
                right = _after(text, right + 1)
            done = right
            yield Found(left, right, "person", ("people.dotted", "people.foreign"), marked=known)


def find_given(source: Source) -> Iterator[Found]:
    """A given name of Xinjiang alone, which the tagger takes for what it likes: 阿依古丽, 买买提江."""
    for number in source.tagged_as("PER", "LOC", "ORG", "nz", "nw"):
        word = source.words[number]
        whole = len(word.text) >= _LONE and _after(word.text, 0) == len(word.text)
        if whole and word.text not in wholes() and source.folded[word.end : word.end + 1] not in place_ends():
            yield Found(word.start, word.end, "person", ("people.dotted", "people.given"), marked=True)


def _dots(text: str) -> Iterator[int]:
    """Where dots stand between Chinese characters."""
    return (match.start() for match in _DOT.finditer(text))


@cache
def _sizes() -> tuple[int, ...]:
    return tuple(sorted({len(name) for name in generic("维名")}, reverse=True))


def _before(text: str, end: int, first: int) -> int:
    """Where the given names begin that end at `end`; `end` where there are none."""
    for _ in range(_PARTS):
        size = next(
            (one for one in _sizes() if end - one >= first and text[end - one : end] in generic("维名")), 0
        )
        end -= size
    return end


def _after(text: str, start: int) -> int:
    """Where the given names end that begin at `start`; `start` where there are none."""
    for _ in range(_PARTS):
        ends = (start + size for size in _sizes() if start + size <= len(text))
        start = next((end for end in ends if text[start:end] in generic("维名")), start)
    return start


def _beside(source: Source, at: int, left: int, right: int) -> tuple[int, int]:
    """A name one part of which the tagger missed: the words on the sides where no given name is known."""
    number = source.starting(at)
    if number is None or not 0 < number < len(source.words) - 1 or source.words[number].end != at + 1:
        return at, at
    one, other = source.words[number - 1], source.words[number + 1]
    sure = "PER" in (one.tag, other.tag) if source.folded[at] != _STOP else left < at or right > at + 1
    both = all(_HAN.fullmatch(word.text) and 1 < len(word.text) <= _LONGEST for word in (one, other))
    person = "PER" in (one.tag, other.tag)
    if not (sure and both and person):
        return at, at
    return (left if left < at else one.start), (right if right > at + 1 else other.end)
