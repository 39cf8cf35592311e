"""Spans that could be names: what the finders suggest, and phrases of words that names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from shilu.extract.language import Word
from shilu.extract.names.gazetteer import is_place
from shilu.extract.names.learned.further import further, glued
from shilu.extract.names.scan import Scanner
from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import HeadMatch, common, generic, heads

__all__ = ["candidates", "stems"]

Spans = Iterable[tuple[int, int]]

_INNER = frozenset(
    {"n", "nz", "nw", "vn", "LOC", "ORG", "PER", "s", "a", "f", "m", "q", "v", "TIME", "an", "ad", "vd", "xc"}
)
_LAST = frozenset({"n", "nz", "nw", "vn", "LOC", "ORG", "PER", "s", "an"})
_PROPER = frozenset({"LOC", "ORG", "PER", "nz", "nw"})
_VERBAL = frozenset({"v", "vd", "ad", "a", "vn", "d"})
_JOINTS = frozenset('()·‧.“”‘’"「」《》—-和与之及暨')
_CLOSING = frozenset(')”’"」》')
_NO_START = frozenset(')·‧.”’"」》—-和与之及暨')
_WORDS, _LONGEST = 9, 40  # words and characters of a phrase
_STEMS = (4, 3, 2)  # characters that a company is called by
_MOST = 100  # firms of an article whose short forms are sought
_FIRMS = frozenset({"企业", "学校", "医院"})
_SIMPLY = re.compile(r"(?:以下|下)?(?:简称|称)(?:为)?[“‘\"「](.{2,12}?)[”’\"」]")
_SURNAMED = ("氏", "君", "女士", "先生")


def candidates(source: Source, suggested: Spans, short: Iterable[str]) -> list[tuple[int, int]]:
    """The spans, in order: all that are suggested, quotations, the words `short` wherever they stand, parts of words
    that the tagger glued, and phrases of up to nine words in which a proper noun or a quotation stands or that end in
    a head noun."""
    found = set(suggested)
    found.update((one.start, one.end) for one in source.quotes if one.end - one.start <= _LONGEST)
    found.update(Scanner(short)(source.folded, pairs=source.pairs))
    found.update(_phrases(source))
    found.update(part for word in source.words for part in _parts(word))
    found.update(further(source))
    return sorted(found)


def _phrases(source: Source) -> Iterator[tuple[int, int]]:
    words = source.words
    inner = [word.tag in _INNER or word.text in _JOINTS for word in words]
    last = [word.tag in _LAST or word.text in _CLOSING for word in words]
    strong = [word.tag in _PROPER or word.text in _CLOSING for word in words]
    headed = {number for number, match in source.heads if not _unquoted(source, words[number], match)}
    lone = {number for number, match in source.heads if _bodily(words[number].text, match.surface)}
    closing, leading = _closing(source), generic("领词")
    for first, word in enumerate(words):
        if not inner[first] or word.text in _NO_START or (word.tag == "v" and len(word.text) == 1):
            continue
        if word.text in leading and word.tag in _VERBAL:
            continue
        proper, number = False, first
        for _ in range(_WORDS):
            number = closing.get(number, number)
            if number >= len(words) or not inner[number] or words[number].end - word.start > _LONGEST:
                break
            proper = proper or strong[number]
            ends = number in headed and (number > first or number in lone)
            if ends or (last[number] and proper):
                yield word.start, words[number].end
            number += 1


def _unquoted(source: Source, word: Word, match: HeadMatch) -> bool:
    """A letter that only ends the name of a ship where that stands in quotation marks: 12号."""
    end = word.end - len(match.surface)
    alone = match.row.type == "facility" and match.row.needs == "quoted" and len(match.surface) == 1
    return alone and source.folded[end - 1 : end] not in _CLOSING


def _closing(source: Source) -> dict[int, int]:
    """The words that open quotations with those that close them: a phrase takes what is quoted as one word, whatever
    it is made of (“百校引路、万家同行”工程)."""
    found: dict[int, int] = {}
    for one in source.quotes:
        first, last = source.starting(one.start - 1), source.starting(one.end)
        if first is not None and last is not None and one.end - one.start <= _LONGEST:
            found[first] = last
    return found


def _bodily(word: str, head: str) -> bool:
    """Whether a word that the tagger takes for a common noun could be a name by its end: 参议院, 能源局."""
    return len(word) > len(head) and len(word) >= 3 and word not in common()


def _parts(word: Word) -> Iterator[tuple[int, int]]:
    """Names in a word that the tagger did not cut: a head noun within (南市潮惠会馆|后), a person before 氏."""
    if word.tag not in _PROPER or len(word.text) < 3:
        return
    if word.tag == "PER":
        tail = next((one for one in _SURNAMED if word.text.endswith(one)), "")
        if tail:
            yield word.start, word.end - len(tail)
    yield from glued(word)
    for at in range(2, len(word.text)):
        match = heads().at(word.text, at)
        town = at < len(word.text) - 1 and is_place(word.text[:at])
        if town or (match and at - len(match.surface) >= 1):
            yield word.start, word.start + at
            yield word.start + at, word.end


def stems(source: Source, names: Sequence[Found]) -> set[str]:
    """Short forms that the article may use for a body that it names: 青禾 of 临江青禾科技有限公司, what 简称 tells."""
    found = {match[1] for match in _SIMPLY.finditer(source.folded)}
    for stem in islice(_cores(source, names), _MOST):
        short = next((stem[:size] for size in _STEMS if _again(source, stem[:size], size)), None)
        if short:
            found.add(short)
    return found


def _cores(source: Source, names: Sequence[Found]) -> Iterator[str]:
    """What tells the firms of the article apart, each once."""
    seen: set[str] = set()
    for name in names:
        match = heads().at(source.folded, name.end, start=name.start) if name.type == "organisation" else None
        if match and match.row.id in _FIRMS:
            core = _core(source, name.start, name.end - len(match.surface))
            if core not in seen:
                seen.add(core)
                yield core


def _again(source: Source, short: str, size: int) -> bool:
    """Whether a short form is a word of its own sort, and stands in the article once more."""
    if len(short) < size or short in common() or short in generic("修饰"):
        return False
    return source.folded.count(short) > 1


def _core(source: Source, start: int, end: int) -> str:
    """What stands in a company's name after the place that it begins with, and without brackets."""
    number = source.starting(start)
    while number is not None and source.words[number].tag == "LOC" and source.words[number].end < end:
        start = source.words[number].end
        number += 1
    return re.sub(r"\(.*?\)|\W", "", source.folded[start:end])
