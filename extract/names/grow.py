"""Names that begin before what the finders saw: the host, number and year of a meeting, both sides of a dash."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from shilu.extract.names.source import Found, Source
from shilu.extract.names.stages import with_part, with_stage
from shilu.extract.names.tables import generic, longest_at, states

__all__ = ["grow"]

_ORDINAL = re.compile(
    r"(?:第[〇零一二三四五六七八九十百\d]{1,4}[届次期轮]|[一二三四五六七八九十]{1,3}届|首届|(?:20|19)\d\d(?:[—-](?:20|19)?\d\d)?年?(?:度)?)$"
)
_NUMBERED = re.compile(r"第|首届|[一二三四五六七八九十]{1,3}届")
_HOSTS = frozenset({"place", "organisation", "facility", "policy", "event", "programme", "brand"})
_SIDES = frozenset({"place", "organisation"})
_JOINED = frozenset({"event", "facility", "organisation", "programme", "platform"})
_DASHES = "—-–"
_FIRMS = frozenset({"企业", "短称企业", "学校", "医院"})
_STEPS = 6  # parts that a name may grow by


def grow(source: Source, names: Sequence[Found]) -> list[Found]:
    """The names, meetings with host, number and year, others with both sides of a dash; what they take in is gone.

    临江市文联 + 第三届代表大会 is one meeting, and so is 上河下江组织 + 减贫论坛; 临江—柳河合作中心 is one body.
    """
    ends = {one.end: one for one in names}
    opened = {one.end: one.start - 1 for one in source.quotes}
    grown = [_grown(source, one, ends, opened) for one in names]
    taken = [(one.start, one.end) for one, old in zip(grown, names, strict=True) if one != old]
    return _outside(grown, taken) if taken else grown


def _outside(names: Sequence[Found], taken: Iterable[tuple[int, int]]) -> list[Found]:
    """The names that lie in no longer one of the spans `taken`; each is looked up, since a page may have thousands of
    both."""
    furthest: dict[int, int] = {}  # end of the longest span that starts there; `reached`: that starts earlier
    for start, end in taken:
        furthest[start] = max(end, furthest.get(start, 0))
    starts = sorted(furthest)
    reached = list(accumulate((furthest[start] for start in starts), max, initial=0))
    return [
        one
        for one in names
        if reached[bisect_left(starts, one.start)] < one.end and furthest.get(one.start, 0) <= one.end
    ]


def _grown(source: Source, name: Found, ends: dict[int, Found], opened: dict[int, int]) -> Found:
    if name.type == "place":
        return with_stage(source, _inner(source, name, ends.get(name.start)))
    if name.type not in _JOINED:
        return name
    if name.marked:
        part = with_part(source, name)
        if part is not None:
            return part
        number = _ORDINAL.search(source.folded, max(0, name.start - 14), name.start)
        return name._replace(start=number.start()) if number and name.type == "event" else name
    start = name.start
    for _ in range(_STEPS):
        before = _joint(source, start, ends) or _state(source, name, start, ends)
        if before is None and name.type == "event":
            before = _host(source, start, ends, opened)
        if before is None:
            break
        start = before
    return with_stage(source, _round(source, name._replace(start=start)))


def _round(source: Source, name: Found) -> Found:
    """A cup with the round of it that is played: 女排世界杯 + 预选赛."""
    size = longest_at("赛程", source.folded, name.end) if name.type == "event" else 0
    return name._replace(end=name.end + size) if size else name


def _inner(source: Source, name: Found, outer: Found | None) -> Found:
    """A place with the one that it lies in, where the tagger knows neither: 甲国乙城 + 青山区."""
    if outer is None or outer.type != "place" or outer.rules[0] != "headed":
        return name
    match = source.head_at(outer.end, outer.start)
    level = match.row.depth if match else None
    own = source.head_at(name.end, name.start)
    if level is None or own is None or own.row.depth is None or own.row.depth <= level:
        return name
    return name._replace(start=outer.start)


def _joint(source: Source, start: int, ends: dict[int, Found]) -> int | None:
    """Where the place on the other side of a dash begins."""
    if start < 2 or source.folded[start - 1] not in _DASHES or source.starting(start) is None:
        return None
    number = source.starting(start)
    side = ends.get(start - 1)
    if (
        number is None
        or side is None
        or side.type not in _SIDES
        or source.words[number].tag not in ("LOC", "ORG")
    ):
        return None
    return side.start


def _state(source: Source, name: Found, start: int, ends: dict[int, Found]) -> int | None:
    """Where the state begins whose body it is: 日本 + 国会, 乙国 + 驻 + 甲国使馆; a company stands apart."""
    if name.type != "organisation":
        return None
    if source.folded[start - 1 : start] == "驻":
        sender = ends.get(start - 1)
        return sender.start if sender is not None and sender.type == "place" else None
    number = _ORDINAL.search(source.folded, max(0, start - 8), start)
    if number and number.group()[0] == "第" and number.group()[-1] in "次届":  # 第十四届 + 临江市人民代表大会
        return number.start()
    state = ends.get(start)
    if state is None or source.folded[state.start : state.end] not in states():
        return None
    match = source.head_at(name.end, name.start)
    return None if match is not None and match.row.id in _FIRMS else state.start


def _host(source: Source, start: int, ends: dict[int, Found], opened: dict[int, int]) -> int | None:
    """Where what a meeting is called by begins: its number or year, its host, a document, a quotation."""
    number = _ORDINAL.search(source.folded, max(0, start - 14), start)
    if number and not (number.group().endswith("年") and _NUMBERED.match(source.folded, start)):
        return number.start()
    host = ends.get(start)
    if host is not None and host.type in _HOSTS:
        return host.start
    if source.folded[start - 1 : start] in ("》", "”") and start - 1 in opened:
        return opened[start - 1]
    at = source.ending(start)
    if at is not None and (
        source.words[at].text in generic("会级") or source.words[at].text in generic("运动项目")
    ):
        return source.words[at].start
    return None
