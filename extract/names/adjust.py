"""What the words beside a chosen name say of its span and type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from shilu.extract.lexicon.levels import VILLAGE, division_letters
from shilu.extract.names.gazetteer import candidates
from shilu.extract.names.source import Found, Source
from shilu.extract.names.tables import family_names, generic, generic_ends, heads, titles, verbs
from shilu.extract.names.vouching import titled
from shilu.extract.names.works import is_built_in_row

__all__ = ["adjust"]

_DIVISIONS = division_letters(finest=VILLAGE)
_FIRMS = frozenset({"企业", "短称企业", "医院"})
_SHORT = 4  # characters that a company is called by at most
_ACTING = frozenset({"facility"})
_TO = ("至", "到", "—", "-", "~")


def adjust(source: Source, names: Iterable[Found]) -> Iterator[Found]:
    """The names without a preposition glued to their front, lines with both their ends, bodies that act as bodies.

    经县人民政府批准 names 县人民政府; 重庆至贵阳高速铁路 is one railway; 县文化馆组织演出 is a body, but 在县文化馆
    is a facility, and so is a road that is mended.
    """
    names = list(names)
    places = {one.end: one for one in names if one.type == "place"}
    firms = {one for name in names for one in _beginnings(source, name)}
    for name in names:
        if name.type == "person":
            yield _named(source, name, firms)
        else:
            yield _mended(source, _acting(source, _line(source, _bare(source, name), places)))


def _beginnings(source: Source, name: Found) -> Iterator[str]:
    """What a company may be called by for short, if that is told as a person: 卓青 of 卓青医疗."""
    if name.type == "organisation":
        match = heads().at(source.folded, name.end, start=name.start)
        if match and match.row.id in _FIRMS:
            for size in range(2, min(_SHORT, name.end - name.start - 2) + 1):
                yield source.folded[name.start : name.start + size]


def _named(source: Source, name: Found, firms: Collection[str]) -> Found:
    """A person without the 氏 or 君 of old papers; a company that the article names in full is no person."""
    text = source.folded[name.start : name.end]
    if text in firms or _discloses(source, name):
        return name._replace(type="organisation")
    wife = len(text) == 3 and {text[0], text[1]} <= family_names().keys()  # 何韩氏
    if (text.endswith("氏") and len(text) >= 3 and not wife) or (text.endswith("君") and len(text) >= 4):
        return name._replace(end=name.end - 1)
    return name


_DISCLOSES = re.compile(
    r"(?:\(\d{4,6}(?:\.[A-Z]{2})?\))?(?:[\d一二三四五六七八九十月日号今昨早晨上中下午晚间盘后前]{0,9})"
    r"(?:公告[称,,:。显]|发布公告|(?:披露|发布|公布|预告|公告)[^,。;]{0,12}(?:业绩|[年季月]报|半年报|年度报告|季度报告|预案|快报|预告|公告|招股书))"
)


def _discloses(source: Source, name: Found) -> bool:
    """Whether what the tagger takes for a person puts out what listed companies do: 海澜星20日晚间披露年报."""
    return bool(_DISCLOSES.match(source.folded, name.end)) and not titled(source, name.start, name.end)


def _bare(source: Source, name: Found) -> Found:
    """The name without what the tagger glued before its level word or division: 经|县人民政府, 依托|村党群服务中心."""
    if name.marked or name.type not in ("organisation", "facility", "programme", "platform"):
        return name
    text = source.folded[name.start : name.end]
    for size in (2, 1):
        rest = text[size:]
        if text[:size] in generic("起语") and (rest[:1] in _DIVISIONS or _division(rest)) and len(rest) > 3:
            return name._replace(start=name.start + size)
    return name


def _division(text: str) -> bool:
    return any(text[size - 1 : size] in _DIVISIONS and candidates(text[:size]) for size in range(3, 7))


def _line(source: Source, name: Found, places: dict[int, Found]) -> Found:
    """A railway or road from one place to another begins with the first: 重庆至贵阳高速铁路."""
    before = places.get(name.start - 1)
    if before and source.folded[name.start - 1] in _TO:
        match = heads().at(source.folded, name.end, start=name.start)
        if match and match.row.id in ("交通设施", "道路") and len(match.surface) >= 2:
            return name._replace(start=before.start)
    return name


def _mended(source: Source, name: Found) -> Found:
    """A road that is built or mended is a facility; one that something lies on is a place."""
    if name.type != "place":
        return name
    match = heads().at(source.folded, name.end, start=name.start)
    if match is None or match.row.id != "道路" or name.end - name.start <= len(match.surface):
        return name
    built = is_built_in_row(source, name.start, name.end, road=True)
    return name._replace(type="facility") if built else name


def _acting(source: Source, name: Found) -> Found:
    """A facility that does something or has an officer is a body, unless one is in it or goes to it."""
    if name.type not in _ACTING or name.marked:
        return name
    match = heads().at(source.folded, name.end, start=name.start)
    if match is None or match.row.id in ("交通设施", "道路"):
        return name
    before, after = source.ending(name.start), source.starting(name.end)
    if after is None or (before is not None and source.words[before].text in verbs("前往")):
        return name
    word = source.words[after]
    officer = word.text in titles() and word.text.endswith(generic_ends("官尾"))
    acts = officer or (word.text in verbs("行事") and word.tag != "vn")
    return name._replace(type="organisation") if acts else name
