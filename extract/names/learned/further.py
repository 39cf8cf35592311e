"""Spans that could be names where the tagger does not say so: what a verb of naming governs, members of rows, words
that come back, numbers of houses, stages of works, names with a letter too many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shilu.extract.language import Word
from shilu.extract.names.source import Source
from shilu.extract.names.stages import staged
from shilu.extract.names.tables import common, cues, generic, ordinary, titles, wholes

__all__ = ["further", "glued"]

Span = tuple[int, int]

_GOVERNED = frozenset({"programme", "event", "award", "facility", "policy"})
_NO_PHRASE = frozenset({"w", "SP", "r", "xc"})  # tags at which what a verb governs ends
_IN_PHRASE = frozenset("、暨和与及“”‘’「」《》()+-—·")
_ENDING = frozenset({"n", "vn", "nz", "nw", "an"})
_WORDS, _SHORTEST, _LONGEST = 14, 5, 40  # words and characters of a phrase
_ROW = re.compile(r"[^、。,;:!?\s]+(?:、[^、。,;:!?\s]+)+")
_MEMBER = re.compile(r"[\u3400-\u9fff]{2,6}")
_PROPER = frozenset({"LOC", "ORG", "PER", "nz", "nw"})
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_NO_NAME = frozenset({"w", "u", "p", "r", "TIME", "SP"})
_OFTEN = 3
_NUMBER = r"[〇零一二三四五六七八九十百\d]"
_HOUSE = re.compile(rf"(?<!{_NUMBER})(?:{_NUMBER}{{1,12}}(?:弄|号|巷|支弄))+")


def further(source: Source) -> Iterator[Span]:
    """The spans, in no order; some of them more than once."""
    yield from _governed(source)
    yield from _members(source)
    yield from _repeated(source)
    yield from _houses(source)
    yield from staged(source)


def glued(word: Word) -> Iterator[Span]:
    """The names in a proper noun of the tagger that has a letter too many (以军|称) or a name of the tables in it
    (联合国|组织, 在野党|工党).

    >>> list(glued(Word(0, 4, "青禾镇称", "LOC")))
    [(0, 3)]
    """
    text, known = word.text, wholes()
    if text[-1] in generic("粘尾"):
        yield word.start, word.end - 1
    if text[0] in generic("粘头"):
        yield word.start + 1, word.end
    for at in range(1, len(text)):
        if at > 1 and text[:at] in known:
            yield word.start, word.start + at
        if len(text) - at > 1 and text[at:] in known:
            yield word.start + at, word.end


def _governed(source: Source) -> Iterator[Span]:
    """What verbs of naming govern, to each head noun and to the end of the phrase: 启动 + 第三次海域基线调查."""
    words, known = source.words, cues()
    headed = {number for number, _ in source.heads}
    for number, word in enumerate(words):
        cue = known.get(word.text)
        if cue and cue[1].type in _GOVERNED:
            yield from _phrase(words, number + 1, headed)


def _phrase(words: Sequence[Word], first: int, headed: set[int]) -> Iterator[Span]:
    while first < len(words) and words[first].text in "了过着":
        first += 1
    for number in range(first, min(first + _WORDS, len(words))):
        word = words[number]
        size = word.end - words[first].start
        if size > _LONGEST or not _inside(word):
            break
        going = number + 1 < len(words) and _inside(words[number + 1])
        if size >= _SHORTEST and number > first and word.tag in _ENDING and (number in headed or not going):
            yield words[first].start, word.end


def _inside(word: Word) -> bool:
    return word.text in _IN_PHRASE or (word.tag not in _NO_PHRASE and word.text not in "了的过着")


def _members(source: Source) -> Iterator[Span]:
    """Members of rows in which a proper noun stands: 青禾、稻香、三源."""
    text = source.folded
    if "、" not in text:
        return
    plain = common()
    for row in _ROW.finditer(text):
        last = source.covering(row.end() - 1)
        first = source.covering(row.start())
        if not any(word.tag in _PROPER for word in source.words[first : last + 1]):
            continue
        at = row.start()
        for member in row.group().split("、"):
            start, at = at, at + len(member) + 1
            cut = min(
                (found for one in generic("列尾") if (found := member.find(one)) > 0), default=len(member)
            )
            for end in {cut, len(member)}:
                one = member[:end]
                if _MEMBER.fullmatch(one) and one not in plain and one not in generic("修饰"):
                    yield start, start + end


def _repeated(source: Source) -> Iterator[Span]:
    """Words that no table knows and that come back, whatever their tag, and with the proper noun before them."""
    words = source.words
    often = {text for text, count in Counter([word.text for word in words]).items() if count >= _OFTEN}
    if not often:
        return
    plain, general, called = common(), generic("修饰"), titles()
    unknown = {
        text
        for text in often
        if _HAN.fullmatch(text)
        if not (text in plain or text in general or text in called or text in ordinary())
    }
    pairs = Counter(
        (one.text, two.text)
        for one, two in pairwise(words)
        if one.tag in _PROPER and two.tag not in _NO_NAME and one.text in often and two.text in often
    )
    paired = {pair for pair, count in pairs.items() if count >= _OFTEN}
    for number, word in enumerate(words):
        if word.text in unknown and word.tag not in _NO_NAME:
            yield word.start, word.end
        if paired and number and (words[number - 1].text, word.text) in paired:
            yield words[number - 1].start, word.end


def _houses(source: Source) -> Iterator[Span]:
    """The number of a house with the street before it: 柳河路一〇七弄三号."""
    for match in _HOUSE.finditer(source.folded):
        number = source.ending(match.start())
        if number is None or source.words[number].tag != "LOC":
            continue
        yield source.words[number].start, match.end()
        if number and source.words[number - 1].tag == "LOC":
            yield source.words[number - 1].start, match.end()
