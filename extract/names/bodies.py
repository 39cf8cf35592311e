"""Organisations by the tagger: where they end like one, name a place or stand in the table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shilu.extract.language import Word
from shilu.extract.names.laws import is_law, whole_law
from shilu.extract.names.scan import Scanner
from shilu.extract.names.source import Found, Rejected, Source
from shilu.extract.names.tables import HeadMatch, common, generic, heads, only_general, titles, verbs, wholes
from shilu.extract.names.works import is_built, is_built_in_row
from shilu.schemas import NameType

__all__ = ["find_organisations", "kind_of"]

_COUNTED = re.compile(r"[一两三四五几数多][处家个座所名支]")  # 北部一处研究中心
_LATIN = re.compile(r"[A-Za-z0-9]+")
_NUMBERS = frozenset("一二三四五六七八九十")
_OF_MIDDLE_RANK = ("专业", "职业", "教育", "技术", "师范", "收入", "水平", "规模", "城市", "程度")


def find_organisations(source: Source) -> tuple[list[Found], list[Rejected]]:
    """Organisations by the tagger, where they end like one, name a place or stand in the table."""
    found: list[Found] = list(_known(source))
    rejected: list[Rejected] = []
    taken = {(one.start, one.end) for one in found}
    for word in (part for number in source.tagged_as("ORG") for part in _apart(source.words[number])):
        number = source.covering(word.start)
        word = _untitled(_numbered(source, number, word))
        if (word.start, word.end) not in taken:
            reason = _no_body(word)
            match = heads().at(word.text, len(word.text))
            if reason:
                rejected.append(source.rejected(word.start, word.end, reason))
            elif match:
                kind = kind_of(source, word.start, word.end, match)
                found.append(Found(word.start, word.end, kind, ("organisations.tagger", match.rule)))
            elif not _phrase(word.text) and (_LATIN.match(word.text) or _among_bodies(source, number)):
                found.append(Found(word.start, word.end, "organisation", ("organisations.tagger",)))
            else:
                rejected.append(
                    source.rejected(word.start, word.end, "organisations.ending: ends like no body")
                )
    return found, rejected


def _apart(word: Word) -> Iterator[Word]:
    """The two bodies that the tagger made one with the 联合 between them: 甲公司|联合|县农业农村局."""
    at = word.text.find("联合", 3)
    left, right = word.text[:at], word.text[at + 2 :]
    if at > 0 and len(right) > 3 and heads().at(left, at) and heads().at(right, len(right)):
        yield word._replace(end=word.start + at, text=left)
        yield word._replace(start=word.end - len(right), text=right)
    else:
        yield word


def _numbered(source: Source, number: int, word: Word) -> Word:
    """A school with the 中 that the tagger glued to 等: 柳河二|中等单位; 柳河二|中等专业学校 is no such."""
    after = source.words[number + 1 : number + 2]
    glued = after and after[0].text == "中等" and after[0].start == word.end
    if not glued or word.text[-1] not in _NUMBERS or source.folded.startswith(_OF_MIDDLE_RANK, word.end + 2):
        return word
    return word._replace(end=word.end + 1, text=word.text + "中")


def _untitled(word: Word) -> Word:
    """A body without the title or the 等 that the tagger glued to it: 柳河公社|社员, 柳河一中|等."""
    if word.text[-1] == "等" and heads().at(word.text[:-1], len(word.text) - 1):
        return word._replace(end=word.end - 1, text=word.text[:-1])
    for size in (3, 2):
        stem = word.text[:-size]
        if word.text[-size:] in titles() and heads().at(stem, len(stem)):
            return word._replace(end=word.end - size, text=stem)
    return word


@cache
def _known_names() -> Scanner:
    return Scanner(text for text, match in wholes().items() if match.row.type != "place")


def _known(source: Source) -> Iterator[Found]:
    """Names of the tables where words begin and end, also where the tagger splits them."""
    for start, end in _known_names()(source.folded, pairs=source.pairs):
        match = wholes()[source.folded[start:end]]
        if is_law(match):
            start, end = whole_law(source, start, end)
        if not source.tagged or (source.starting(start) is not None and _closes(source, end)):
            yield Found(start, end, match.row.type, (match.rule,))


def _closes(source: Source, end: int) -> bool:
    """Whether a body may end here: at the end of a word, or before the 长 of its head (教育部|长)."""
    if source.ending(end) is not None:
        return True
    word = source.words[source.covering(end)]
    if source.folded[end : word.end] in titles():  # 立法会|议员
        return True
    return source.folded.startswith("长", end) and source.ending(end + 1) is not None


def _phrase(text: str) -> bool:
    """An ordinary word, or two of them: 合作兴业."""
    return text in common() or (len(text) == 4 and text[:2] in common() and text[2:] in common())


def _among_bodies(source: Source, number: int) -> bool:
    """A name without an ending is trusted after a word for bodies (企业甲) or in a row (甲、乙公司)."""
    near = source.words[max(0, number - 2) : number + 3]
    if number and source.words[number - 1].text in generic("称企业"):
        return True
    pairs = [(near[at], near[at + 1]) for at in range(len(near) - 1)]
    beside = any(mark.text == "、" and other.tag == "ORG" for mark, other in pairs)
    return beside or any(
        other.tag == "ORG" and mark.text == "、"
        for other, mark in pairs
        if other.start != source.words[number].start
    )


def _no_body(word: Word) -> str | None:
    match = heads().at(word.text, len(word.text))
    if match and only_general(word.text[: -len(match.surface)]):
        return "generic.修饰: general words and a head noun"
    if match and len(match.surface) == 1 and (word.text in common() or word.text[-2:] in common()):
        return "common_words: the end of an ordinary word"
    if word.text in generic("误机构") or word.text in generic("误地名") or word.text in titles():
        return "generic.误机构: a common noun"
    pair = len(word.text) <= 3 and generic("国别").issuperset(word.text)
    if _COUNTED.search(word.text):
        return "organisations.counted: one of several"
    if len(word.text) < 2 or word.text[0].isdigit() or pair or word.text[1] == "(" or "+" in word.text:
        return "organisations.shape: not a name's shape"
    return None


def kind_of(source: Source, start: int, end: int, match: HeadMatch) -> NameType:
    """A hospital or school is a facility where one is in it or goes to it, and where it is built or mended, else an
    organisation."""
    if not match.row.visit:
        return match.row.type
    before = source.ending(start)
    if before is not None and source.words[before].text in verbs("前往"):
        return "facility"
    built = is_built(source, start) or is_built_in_row(source, start, end)
    return "facility" if built else match.row.type
