"""Administrative divisions of China with their codes, by full and by short name.

The list is `divisions.tsv`; its head names the source and the date, `tools/make_divisions.py` made it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import NamedTuple

from shilu.extract.lexicon.levels import COUNTY, division_letters
from shilu.extract.names.scan import sizes_by_end
from shilu.extract.names.tables import wholes

__all__ = [
    "PROVINCE_LETTERS",
    "Division",
    "candidates",
    "divisions",
    "full_names",
    "is_place",
    "iter_full",
    "level_of",
    "resolve_code",
    "short_name",
    "short_names",
]

PROVINCE_LETTERS = frozenset(
    "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀黔滇藏陕陇青宁新港澳台汉杭蓉穗甬"
)
"""One-letter names of provinces and of some cities."""

_NATIONS = (
    "蒙古族|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|"
    "拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族?|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯|阿昌族|普米族|塔吉克|"
    "怒族|鄂温克族|德昂族|保安族|裕固族|独龙族|鄂伦春|珞巴族|基诺族|各族|蒙古|回|壮"
)
_SUFFIX = re.compile(
    rf"(?:(?:{_NATIONS})*(?:自治区|自治州|自治县|自治旗)|特别行政区|联合旗|地区|林区|新区|矿区|省|市|区|县|盟|旗)$"
)
_LEVEL_END = re.compile(f"[{division_letters(finest=COUNTY)}]")
_LEVEL = re.compile(r"(?:自治区|自治州|自治县|自治旗|省|市|区|县|盟|旗)$")


class Division(NamedTuple):
    """One division: GB/T 2260 code, full name, and the last year of a former name."""

    code: str
    name: str
    until: int | None


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions, current ones first."""
    lines = (
        resources.files("shilu.extract.names")
        .joinpath("divisions.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple(Division(code, name, int(until) if until else None) for code, name, until in rows)


@cache
def short_name(full: str) -> str:
    """The name without its level and nationality words; itself where less than two characters would remain.

    >>> short_name("巴音郭楞蒙古自治州"), short_name("昌乐县"), short_name("忠县")
    ('巴音郭楞', '昌乐', '忠县')
    """
    for pattern in (_SUFFIX, _LEVEL):  # 内蒙古自治区 is not 内 and a nationality
        match = pattern.search(full)
        if match and match.start() >= 2:
            return full[: match.start()]
    return full


@cache
def full_names() -> Mapping[str, tuple[Division, ...]]:
    """Divisions by full name."""
    return _index((one.name, one) for one in divisions())


@cache
def short_names() -> Mapping[str, tuple[Division, ...]]:
    """Divisions by short name."""
    return _index((short_name(one.name), one) for one in divisions())


def _index(named: Iterable[tuple[str, Division]]) -> Mapping[str, tuple[Division, ...]]:
    found: dict[str, tuple[Division, ...]] = {}
    for name, one in named:
        found[name] = (*found.get(name, ()), one)
    return MappingProxyType(found)


def resolve_code(parts: Collection[str], *, context: Collection[str] = ()) -> str | None:
    """The code of the last part of a chain of places that is a division, or None where it stays ambiguous.

    `parts` are the places of one chain, outermost first; `context` are codes of provinces and cities that the
    article itself speaks of, the nearest first.

    >>> resolve_code(["南京", "鼓楼区"]), resolve_code(["鼓楼区"])
    ('320106', None)
    >>> resolve_code(["鼓楼区"], context=["320100"])
    '320106'
    """
    above: list[Division] = []
    code: str | None = None
    for part in parts:
        options = candidates(part)
        inside = [one for one in options if any(_within(one.code, upper.code) for upper in above)]
        chosen = (
            _one(inside)
            or _province(options)
            or _by_context(options, context)
            or _capital(part, options)
            or _alone(part, options)
        )
        if chosen:
            code = chosen.code
            above = [chosen]
        elif options and not above:
            above = list(options)
            code = None
    return code


def candidates(name: str) -> tuple[Division, ...]:
    """Divisions that a full or short name may mean."""
    return _names().get(name, ())


@cache
def _names() -> Mapping[str, tuple[Division, ...]]:
    return {**short_names(), **full_names()}


def _province(options: Collection[Division]) -> Division | None:
    """The province, where one bears the name: 吉林 alone is the province, not the city in it."""
    return next((one for one in options if level_of(one.code) == 0), None)


def _one(options: Collection[Division]) -> Division | None:
    """The only option, or the only current one, or the one that holds all others (衡阳市 holds 衡阳县)."""
    for chosen in (list(options), [one for one in options if one.until is None]):
        tops = [top for top in chosen if all(one is top or _within(one.code, top.code) for one in chosen)]
        if len(tops) == 1:
            return tops[0]
    return None


def _capital(name: str, options: Collection[Division]) -> Division | None:
    """The capital of a province that a short name means, districts elsewhere notwithstanding.

    >>> resolve_code(["西安"]), resolve_code(["西安区"]), resolve_code(["朝阳"])
    ('610100', None, None)
    """
    capitals = [one for one in options if one.until is None and one.code.endswith("0100")]
    return capitals[0] if len(capitals) == 1 and name not in full_names() else None


def _alone(name: str, options: Collection[Division]) -> Division | None:
    """The only division of a name. A county's short name says nothing alone: 太湖 is mostly the lake."""
    chosen = _one(options)
    return chosen if chosen and (chosen.name == name or level_of(chosen.code) < 2) else None


def _by_context(options: Collection[Division], context: Collection[str]) -> Division | None:
    for upper in context:
        itself = [one for one in options if one.code == upper and one.until is None]
        if itself:
            return itself[0]
        inside = _one([one for one in options if _within(one.code, upper)])
        if inside:
            return inside
    return None


def level_of(code: str) -> int:
    """The level of a division by its code: 0 for a province, 1 for what is right below it, 2 for a county.

    >>> level_of("330000"), level_of("330400"), level_of("330481")
    (0, 1, 2)
    """
    return 0 if code.endswith("0000") else 1 if code.endswith("00") else 2


def _within(code: str, upper: str) -> bool:
    stem = upper[:2] if upper.endswith("0000") else upper[:4] if upper.endswith("00") else upper
    return code.startswith(stem) and code != upper


def iter_full(text: str) -> Iterator[tuple[int, int]]:
    """Spans of full names of divisions in the text, the longest at each end."""
    names, sizes = full_names(), _full_sizes()
    for match in _LEVEL_END.finditer(text):
        end = match.end()
        for size in sizes.get(text[end - 2 : end], ()):
            if size <= end and text[end - size : end] in names:
                yield end - size, end
                break


@cache
def _full_sizes() -> Mapping[str, tuple[int, ...]]:
    return sizes_by_end(full_names())


def is_place(text: str) -> bool:
    """Whether a place of the tables goes by this name.

    >>> is_place("上海"), is_place("交通大学")
    (True, False)
    """
    known = wholes().get(text)
    return text in short_names() or text in full_names() or (known is not None and known.row.type == "place")
