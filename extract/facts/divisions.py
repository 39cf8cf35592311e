"""Levels of places by how their names end, and the place at the head of a body's name."""

from __future__ import annotations

import re
from functools import lru_cache

from shilu.schemas import Name

__all__ = ["kin_of", "level_of", "place_level", "seat_of", "whole_level"]

_LEVELS = (
    (re.compile(r"(村|社区|小区|组|屯|寨|庄|苑|花园)$"), 5),
    (re.compile(r"(镇|鎮|乡|鄉|街道|苏木)$"), 4),
    (re.compile(r"(县|縣|区|區|旗|新区|开发区)$"), 3),
    (re.compile(r"(市|州|盟|地区)$"), 2),
    (re.compile(r"(省|自治区|特别行政区)$"), 1),
)
_DISTRICT = re.compile(r"(?:新|开发|特|自治|社|小|林|矿)区$")
_REGIONAL = re.compile(r"(三角|地区|半岛|流域|沿海|内陆|长江|黄河|国|洲|洋|海|山|江|河|湖)$")
_KINDS = re.compile(
    r"(?:[城乡鄉村集小古名强重]|特色)[镇鎮]|[城都县州省超门股楼夜菜早花牛熊房农]市|[一二三四五六多各数两外][省市县縣区區州]"
    r"|(?:[农農乡鄉山新渔漁老]|自然|行政|贫困|示范|重点|城中|美丽)村|[社小园景校灾牧林库厂营战疫赛考展街辖矿]区"
    r"|(?:居民|生活|住宅|办公|工业|商业|贫困|风险)区"
)
"""Nouns for kinds of places: 城镇 and 农村 are none."""

_SEAT = re.compile(
    r"^([\u4e00-\u9fff·]{2,10}?(?:自治州|自治县|街道|社区|[省市县區区镇乡村]))(?=[\u4e00-\u9fff])"
)
_SHORTEST_SEAT = 3  # characters of a town within a county; 城市, 农村 and 社区 are none
_WHOLES = {"国": 0, "國": 0, "省": 1, "市": 2, "州": 2, "盟": 2, "县": 3, "縣": 3, "区": 3, "區": 3, "旗": 3, "镇": 4,
           "鎮": 4, "乡": 4, "鄉": 4}  # fmt: skip
_NO_LEVEL = 6


@lru_cache(maxsize=4096)
def level_of(place: str) -> int:
    """The level that the name of a place tells: 5 for a village, to 1 for a province; 0 where it tells none.

    >>> level_of("柳河镇"), level_of("长江三角"), level_of("城镇")
    (4, 0, 0)
    """
    if _REGIONAL.search(place) or _KINDS.fullmatch(place):
        return 0
    return next((level for pattern, level in _LEVELS if pattern.search(place)), 0)


def place_level(name: Name) -> int:
    """The level of a place; a zone that is no division (来料加工区) has none, a listed one without an ending is of
    2."""
    zone = name.code is None and name.canonical.endswith("区") and not _DISTRICT.search(name.canonical)
    return 0 if zone else level_of(name.canonical) or (2 if name.code else 0)


@lru_cache(maxsize=4096)
def seat_of(name: str) -> str | None:
    """The place at the head of a body's name, down to the finest.

    >>> seat_of("太湖县晋熙镇文化站")
    '太湖县晋熙镇'
    """
    end, level = 0, 0
    while match := _SEAT.match(name[end:]):
        finer = level_of(match[1])
        if end and (finer <= level or len(match[1]) < _SHORTEST_SEAT):  # 安庆市|城市管理局
            break
        end, level = end + match.end(), finer
    return name[:end] or None


def kin_of(word: str, code: str | None = None) -> str:
    """A name for all words that mean the one whole that an article speaks of, by its level: 全省, 我省 and the
    province's
    name are kin. Empty for a word that tells no level.

    >>> kin_of("全省"), kin_of("湖北", "420000"), kin_of("书屋")
    ('whole 1', 'whole 1', '')
    """
    level = whole_level(word)
    if level == _NO_LEVEL and code:
        level = 1 if code.endswith("0000") else 2 if code.endswith("00") else 3
    elif level == _NO_LEVEL:
        level = level_of(word) or _NO_LEVEL
    return f"whole {level}" if level != _NO_LEVEL else ""


def whole_level(word: str) -> int:
    """The level of 全省 or 我市, 0 for 全国; 6 for what is no such word.

    >>> whole_level("全县"), whole_level("书屋")
    (3, 6)
    """
    return _WHOLES.get(word[-1:], _NO_LEVEL) if word[:1] in "全我本该" else _NO_LEVEL
