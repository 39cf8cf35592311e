"""Names by a shape that the tagger cuts anywhere: lines of traffic, bodies after a level word, firms by their trade."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shilu.extract.lexicon.levels import division_letters
from shilu.extract.names.gazetteer import candidates, short_names
from shilu.extract.names.scan import Scanner
from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import common, generic, generic_ends, head_rows, heads

__all__ = ["find_shaped"]

_DIVISIONS = division_letters()
# 地铁4号线, 轨道交通3号线一期, 12号线
_LINE = re.compile(
    r"(?:地铁|轨道交通|轨道|城铁|城轨|轻轨|捷运|港铁|云轨)?[一二三四五六七八九十\d]{1,2}号线(?:[一二三四]期|(?:东|西|南|北)?延伸?线|支线)?(?!路)"
)
_ON_WHEELS = re.compile(r"(?:地铁|港铁|捷运|轻轨)[\u3400-\u9fff]{2,4}线(?!路|上)")
_MOTORWAY = re.compile(r"(?<![\u3400-\u9fff])?[\u3400-\u9fff]{2,3}高速(?![公铁增发行运转路通度])")
# G30连霍高速, S26省道, G679线, 310国道, 国道4号, 台61线
_ROAD = re.compile(
    r"(?<![A-Za-z0-9.])(?:[GSXC]\d{1,4}(?:国道|省道|县道|线|[\u3400-\u9fff]{2,4}?(?:高速公路|高速))"
    r"|\d{3}(?:国道|省道)|[国省县]道[GSX]?\d{1,3}(?:[号线])?|台\d{1,3}[甲乙丙丁]?线)"
)
# 12345热线, 12356心理援助热线, 12306网站
_HOTLINE = re.compile(
    r"(?<![\d.])(?:12[13]\d\d|95\d{3}|96\d{3})[\u3400-\u9fff]{0,8}?(?:热线|网站|客户端|APP|小程序|平台|系统)"
)
_OFFICER = re.compile(r"[处局署](?=长)")
_UNITS = re.compile(r"第?[一二三四五六七八九十\d]{1,3}(?:生产队|生产小队|小队|作业组|作业站|分队)")
_NEAR = 40  # characters beside a station that tell that it is one
_EACH = ("各", "全", "本", "该")
_SHORTEST = 3  # characters of a body's own noun after a level word


def find_shaped(source: Source) -> Iterator[Found]:
    """Lines, roads and hotlines, bodies after a level word, the body before 长, production teams, firms by their trade.

    >>> from shilu.extract.language import Word
    >>> from shilu.extract.names.source import Source
    >>> words = (Word(0, 2, "地铁", "n"), Word(2, 5, "4号线", "n"), Word(5, 7, "开通", "v"))
    >>> [(one.start, one.end) for one in find_shaped(Source("地铁4号线开通", "地铁4号线开通", words))]
    [(0, 5)]
    """
    if source.tagged:
        yield from _lines(source)
        yield from _motorways(source)
        yield from _roads(source)
        yield from _hotlines(source)
        yield from _stations(source)
        yield from _leveled(source)
        yield from _officers(source)
        yield from _units(source)
        yield from _trades(source)


def _lines(source: Source) -> Iterator[Found]:
    """Lines of the underground by number or name, with the city that stands before."""
    if "线" not in source.folded:
        return
    for shape in (_LINE, _ON_WHEELS):
        for match in shape.finditer(source.folded):
            whole = source.starting(match.start()) is not None or not match[0][0].isdigit()
            if whole and source.ending(match.end()) is not None:
                before = source.ending(match.start())
                city = before is not None and source.words[before].tag == "LOC"
                start = source.words[before].start if city and before is not None else match.start()
                yield Found(start, match.end(), "facility", ("shaped.line",))


def _motorways(source: Source) -> Iterator[Found]:
    """京礼高速: two letters for the places that a motorway joins. A place alone (江苏高速) has many."""
    if "高速" not in source.folded:
        return
    for number, word in enumerate(source.words):
        if word.text == "高速" and number:
            before = source.words[number - 1]
            start, stem, tag = before.start, before.text, before.tag
        elif word.text.endswith("高速") and word.tag in ("ORG", "LOC", "nz", "nw"):
            start, stem, tag = word.start, word.text[:-2], word.tag
        else:
            continue
        if not _MOTORWAY.match(source.folded, start) or not 2 <= len(stem) <= 3 or tag not in _PROPER:
            continue
        if stem not in common() and not candidates(stem) and not generic("修饰").intersection((stem,)):
            yield Found(start, word.end, "facility", ("shaped.motorway",))


_PROPER = frozenset({"LOC", "PER", "ORG", "nz", "nw"})


def _roads(source: Source) -> Iterator[Found]:
    """Motorways and roads by their letters and numbers, with the name that follows."""
    if any(mark in source.folded for mark in ("道", "高速", "台", "线")):
        for match in _ROAD.finditer(source.folded):
            if source.ending(match.end()) is not None:
                yield Found(match.start(), match.end(), "facility", ("shaped.road",))


def _hotlines(source: Source) -> Iterator[Found]:
    """Hotlines and sites of the public services by their number, up to the first word for what they are."""
    if "12" in source.folded or "95" in source.folded or "96" in source.folded:
        for match in _HOTLINE.finditer(source.folded):
            if source.ending(match.end()) is not None:
                yield Found(match.start(), match.end(), "platform", ("shaped.hotline",))


def _stations(source: Source) -> Iterator[Found]:
    """柳河 + 站: a railway station by its place, where trains or travellers are spoken of."""
    for number, word in enumerate(source.words):
        if word.text[-1] != "站" or word.tag not in ("n", "LOC", "v", "q"):
            continue
        place = source.words[number - 1] if len(word.text) == 1 else word
        stem = place.text.removesuffix("站")
        if place.tag == "LOC" and len(stem) >= 2 and stem[-1] not in _DIVISIONS and candidates(stem):
            near = source.folded[max(0, place.start - _NEAR) : word.end + _NEAR]
            if any(one in near for one in generic("行旅")):
                yield Found(place.start, word.end, "facility", ("shaped.station",), marked=True)


@cache
def _bodies() -> Scanner:
    rows = (row for row in head_rows() if row.level)
    own = {surface for row in rows for surface in row.surfaces if len(surface) >= _SHORTEST}
    return Scanner(level + surface for level in _DIVISIONS for surface in own - generic("误机构"))


def _leveled(source: Source) -> Iterator[Found]:
    """市反诈中心, 县业余体校: a body of the table right after a level word, whatever the tagger makes of the two."""
    for start, end in _bodies()(source.folded, pairs=source.pairs):
        if source.starting(start) is None or source.ending(end) is None:
            continue
        before = source.ending(start)
        placed = before is not None and source.words[before].tag in ("LOC", "m", "r")
        match = heads().at(source.folded, end, start=start)
        if match is not None and not placed and source.folded[max(0, start - 1) : start] not in _EACH:
            yield Found(start, end, "organisation", ("shaped.level", match.rule))


def _officers(source: Source) -> Iterator[Found]:
    """农业处 + 长: the body whose head is named right after it, as papers of Taiwan write."""
    for match in _OFFICER.finditer(source.folded):
        end = match.end()
        head = heads().at(source.folded, end)
        if (
            head is None
            or len(head.surface) < _SHORTEST
            or head.row.id not in ("政府部门", "港澳机构", "台湾机构")
        ):
            continue
        start = end - len(head.surface)
        if source.starting(start) is not None and source.ending(end + 1) is not None:
            before = source.ending(start)
            place = before is not None and source.words[before].tag == "LOC"
            if not place:
                yield Found(start, end, "organisation", ("shaped.officer", head.rule))


def _units(source: Source) -> Iterator[Found]:
    """柳河公社白庙大队 + 第四生产队."""
    for match in _UNITS.finditer(source.folded):
        number = source.ending(match.start())
        if number is not None and source.words[number].text.endswith(generic_ends("旧社")):
            if number and source.words[number - 1].tag == "LOC":
                number -= 1
            yield Found(source.words[number].start, match.end(), "organisation", ("shaped.unit",))


def _trades(source: Source) -> Iterator[Found]:
    """青禾 + 科技: a coined word and a trade, where it is no place: 临江 + 物流 tells what is done there."""
    trades = generic("行业")
    for number in source.tagged_as("ORG", "nz", "nw", "PER"):
        word = source.words[number]
        tail = next((word.text[-size:] for size in (4, 3, 2) if word.text[-size:] in trades), "")
        stem, end = word.text[: len(word.text) - len(tail)], word.end
        if not tail and number + 1 < len(source.words) and word.tag in ("ORG", "PER"):
            following = source.words[number + 1]
            named = 2 <= len(word.text) <= 3 and not heads().at(word.text, len(word.text))
            if following.text in trades and named and not _continued(source, number + 2):
                tail, stem, end = following.text, word.text, following.end
        if tail and word.tag != "nz" and _coined(stem):
            yield Found(word.start, end, "organisation", ("shaped.trade",))


def _continued(source: Source, number: int) -> bool:
    """Whether the trade is only the first word of what is done: 青禾 + 生物 + 防治."""
    return number < len(source.words) and source.words[number].tag in ("n", "vn", "nz")


def _coined(stem: str) -> bool:
    """Whether a word is neither a place nor an ordinary word, and of the length that firms are called by."""
    if not 2 <= len(stem) <= 4 or stem in common() or stem in generic("修饰") or candidates(stem):
        return False
    letters = any(generic(row).issuperset(stem) for row in ("国别", "简称"))  # 京鲁
    return stem not in short_names() and not letters
