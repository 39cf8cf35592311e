"""Places by the shape of their names or by a row that they stand in, where the tagger cuts anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shilu.extract.lexicon.people import surnames, transliteration
from shilu.extract.names.gazetteer import candidates
from shilu.extract.names.source import Source
from shilu.extract.names.tables import common, generic, titles

__all__ = ["find_hamlets"]

# 柳河、白庙两镇; 柳河、白庙两条路 counts no places.
_ROWED = re.compile(
    r"[、和与及]([\u3400-\u9fff]{2,4}?)(?:[两二三四五六七八九十]{1,3})个?(?:省|市|县|区|旗|镇|乡|街道|公社|村|社区|州)(?![长委民])"
)
_DATELINE = re.compile(r"(?<=[/／])([\u3400-\u9fff]{2,4})(?:综合|连线|专题)?(?:报导|报道)(?=[\]】)〕\n]|$)")
_NAMED = ("LOC", "ORG", "PER")
_OFTEN = ("常见", "百家姓")  # rows of family names
_AFTER = "(?:村|镇|乡|社区|组)?"


def find_hamlets(source: Source) -> Iterator[tuple[int, int]]:
    """Villages written by sound (克孜勒塔斯乡), by family and lie of the land (王家湾), the last place of a row that
    its level closes (柳河、白庙两镇), and the place of a reporter of Taiwan (／柳河報導〕)."""
    yield from _sounds(source)
    yield from _families(source)
    yield from _rows(source)
    for match in _DATELINE.finditer(source.folded):
        yield match.span(1)


def _sounds(source: Source) -> Iterator[tuple[int, int]]:
    for match in _by_sound().finditer(source.folded):
        if source.starting(match.start()) is not None:
            yield match.span()


@cache
def _by_sound() -> re.Pattern[str]:
    letters = "".join(transliteration().by_surface)
    return re.compile(rf"[{letters}]{{3,7}}(?:乡|镇|村|苏木|嘎查)(?![民长里委官])")


def _families(source: Source) -> Iterator[tuple[int, int]]:
    for match in _by_family().finditer(source.folded):
        start, end = match.span()
        if source.starting(start) is None or source.folded[start : start + 2] in generic("家词"):
            continue
        # a longer word goes on: 王家河南 is no 王家河
        if source.ending(end) is not None or source.words[source.covering(end)].tag not in _NAMED:
            yield start, end


@cache
def _by_family() -> re.Pattern[str]:
    forms, numbered = ("".join(sorted(generic(row))) for row in ("地形", "僻字地形"))
    names = "".join(
        surface
        for row in surnames(without="少见")
        if row.id in _OFTEN
        for surface in row.surfaces
        if len(surface) == 1
    )
    return re.compile(rf"(?:[{names}]家[{forms}]|[三四五六七八九十]家[{numbered}]){_AFTER}(?![民长])")


def _rows(source: Source) -> Iterator[tuple[int, int]]:
    for match in _ROWED.finditer(source.folded):
        start, end = match.span(1)
        name, before = match[1], source.ending(match.start())
        if before is None or source.starting(start) is None or name in generic("误地名") or name in titles():
            continue
        if _in_row(source, before) and (len(name) == 2 or name not in common()):
            yield start, end


def _in_row(source: Source, number: int) -> bool:
    """Whether one of the last words that pause marks part is a place, word `number` the last of them."""
    while number >= 0:
        word = source.words[number]
        if word.tag == "LOC" or candidates(word.text):
            return True
        if number < 2 or source.words[number - 1].text != "、":
            return False
        number -= 2
    return False
