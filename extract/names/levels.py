"""Levels of places by how their names end, and the place at the head of a body's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache

from shilu.extract.lexicon.levels import levels
from shilu.extract.lexicon.table import alternation
from shilu.extract.text import fold
from shilu.schemas import Name

__all__ = ["kin_of", "level_of", "place_level", "seat_of", "whole_level", "whole_words"]

_SHORTEST_SEAT = 3  # characters of a town within a county; 城市, 农村 and 社区 are none
_OF_A_LISTED_ONE = 2  # the level of a place of the list of divisions without an ending
_NO_LEVEL = 6
_POINTING = tuple("全我本该")


@lru_cache(maxsize=4096)
def level_of(place: str) -> int:
    """The level that the name of a place tells: 5 for a village, to 1 for a province; 0 where it tells none.

    >>> level_of("柳河镇"), level_of("长江三角"), level_of("城镇")
    (4, 0, 0)
    """
    words = fold(place)
    return 0 if words in _of("kind") else _at_end(("ending", "region"), words) or 0


@cache
def _of(part: str) -> Mapping[str, int]:
    """The levels of the words of one part of the table."""
    return {surface: row.level for row in levels() if row.part == part for surface in row.surfaces}


def _at_end(parts: Sequence[str], words: str) -> int | None:
    """The level of the longest word of some parts in which words end."""
    known = [_of(part) for part in parts]
    return next((one[end] for at in range(len(words)) for one in known if (end := words[at:]) in one), None)


def place_level(name: Name) -> int:
    """The level of a place; a zone that is no division (来料加工区) has none, a listed one without an ending is of
    2."""
    words = fold(name.canonical)
    zone = name.code is None and words.endswith("区") and _at_end(("division",), words) is None
    return 0 if zone else level_of(words) or (_OF_A_LISTED_ONE if name.code else 0)


@cache
def _seat() -> re.Pattern[str]:
    ends = alternation(surface for row in levels() if row.seat for surface in row.surfaces)
    lands = (one for row in levels() if row.part == "ending" and not row.level for one in row.surfaces)
    no_land = "".join(f"(?<!{land})" for land in lands)
    return re.compile(rf"([\u4e00-\u9fff·]{{2,10}}?(?:{ends}){no_land})(?=[\u4e00-\u9fff])")


@lru_cache(maxsize=4096)
def seat_of(name: str) -> str | None:
    """The place at the head of a body's name, down to the finest.

    >>> seat_of("太湖县晋熙镇文化站")
    '太湖县晋熙镇'
    """
    end, level = 0, 0
    words = fold(name)
    while match := _seat().match(words, end):
        finer = level_of(match[1])
        if end and (finer <= level or len(match[1]) < _SHORTEST_SEAT):  # 安庆市|城市管理局
            break
        end, level = match.end(), finer
    return name[:end] or None


def kin_of(word: str, code: str | None = None) -> str:
    """A name for all words that mean the one whole that an article speaks of, by its level: 全省, 我省 and the
    province's name are kin. Empty for a word that tells no level.

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
    return _of("whole").get(fold(word[-1:]), _NO_LEVEL) if word.startswith(_POINTING) else _NO_LEVEL


def whole_words() -> Collection[str]:
    """What stands behind 全, 我, 本 or 该 in a word for the whole that an article speaks of: 国, 省 … 乡."""
    return _of("whole").keys()
