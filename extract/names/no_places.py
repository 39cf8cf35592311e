"""Why a word that the tagger calls a place is none: common nouns, storms, figures of speech, numbers."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from shilu.extract.names.chains import ends_place
from shilu.extract.names.gazetteer import PROVINCE_LETTERS, candidates, full_names, level_of, short_name
from shilu.extract.names.source import Source
from shilu.extract.names.tables import common, generic, generic_ends, heads, only_general, ordinary, wholes

__all__ = ["REMEMBERED", "border", "is_storm", "no_place", "pair", "prefectures", "regions"]

_NUMBER = re.compile(r"\d+号$")
_PLATE = re.compile(rf"[{''.join(sorted(PROVINCE_LETTERS))}][A-Z]")
REMEMBERED = 4096
"""Words of which it is kept what they are by themselves; the same places come back all the time."""
_AT_ABBREVIATION = frozenset({"在", "来", "赴", "驻", "入", "离", "留", "援", "全", "到", "出"})


@cache
def regions() -> frozenset[str]:
    """Countries, cities abroad and regions, which are places wherever they stand."""
    return frozenset(text for text, match in wholes().items() if match.row.type == "place")


@cache
def prefectures() -> frozenset[str]:
    """Short names of cities and other divisions right below the provinces."""
    return frozenset(
        short_name(name) for name in full_names() if any(level_of(one.code) == 1 for one in candidates(name))
    )


def no_place(source: Source, number: int, text: str) -> str | None:
    """Why a word that the tagger calls a place is none."""
    reason = _never(text)
    if reason:
        return reason
    if is_storm(source, number):
        return "generic.风名: a storm"
    following = source.words[number + 1].text if number + 1 < len(source.words) else ""
    if following == "时间" and source.words[number].end - source.words[number].start == len(text):
        return "places.clock: the time of a zone"
    if len(text) == 1:
        before = source.words[number - 1].text if number else ""
        ok = text in PROVINCE_LETTERS and before in _AT_ABBREVIATION
        return None if ok else "places.letter: one letter"
    if text in generic("常用词地名") and not _placed(source, number):
        return "generic.常用词地名: an ordinary word here"
    if _common_word(text):
        return "generic.修饰: a common word"
    if text in generic("地名成语") or _idiom(source, source.words[number].start, text):
        return "generic.地名成语: a figure of speech"
    return _bare(source, number, text)


@lru_cache(maxsize=REMEMBERED)
def _never(text: str) -> str | None:
    """Why a word is no place, whatever stands around it."""
    whole = wholes().get(text)
    if whole and whole.row.type != "place":
        return f"{whole.rule}: not a place"
    rest = text[1:] if len(text) >= 3 else ""
    common_noun = text in generic("误地名") or rest in generic("误地名")
    if (
        common_noun
        or (text[0] in "大小老新" and rest in generic("常用词地名"))
        or text[0].isdigit()
        or text[0] == "A"
        or _PLATE.match(text)
    ):
        return "generic.误地名: a common noun"
    number = _NUMBER.search(text)
    if number and not text[: number.start()].endswith(("路", "街", "道", "巷", "弄", "里", "村")):
        return "places.numbered: a ship, a train, a building"
    if text[-1] in "路道" and text[:-1] in generic("路料"):
        return "generic.路料: a kind of road"
    if len(text) == 1:
        return None  # the word before it tells
    if pair(text):
        return "places.pair: two countries"
    match = heads().at(text, len(text))
    if match and match.surface == text and not candidates(text):
        return "generic.修饰: a head noun alone"
    if (
        match
        and match.surface != text
        and only_general(text[: -len(match.surface)])
        and text not in full_names()
        and text not in prefectures()
    ):
        return "generic.修饰: a general word and a head noun"
    return None


def is_storm(source: Source, number: int) -> bool:
    """Whether a word is what a storm is called: 台风“[灿都]”."""
    before = number - 1
    if before > 0 and source.words[before].text in '“‘"「『':
        before -= 1
    return before >= 0 and source.words[before].text in generic("风名")


@lru_cache(maxsize=REMEMBERED)
def _common_word(text: str) -> bool:
    """Whether a word is a general one, people (们) or a round number (千万)."""
    general = text in generic("修饰") or text in ordinary()
    return general or text[-1] == "们" or sum(map(text.count, "百千万")) > 1


def _division(text: str, ending: str) -> bool:
    """Whether a county or city is one of the list, or a foreign one; not 脱贫县, 迎春花市, 样板区."""
    stem = text[: -len(ending)]
    if candidates(text) or text in wholes() or stem in wholes():
        return True
    if ending in ("区", "地区", "特区", "州"):
        return len(stem) > 1 and stem not in common() and stem[-1] not in "街城老新小片园"
    listed = any(text[at:] in full_names() for at in range(len(text) - 1))
    return listed or bool(candidates(stem)) or stem in wholes() or generic("译音").issuperset(stem)


def _letter_and_word(source: Source, number: int, text: str) -> bool:
    """欧投资, 赴港口: a letter and an ordinary word, which the tagger took for a place; 炎帝陵景区 is one."""
    if len(text) != 3 or text[1:] not in common() or text[:2] in common() or heads().at(text, 3):
        return False
    following = source.words[number + 1].text if number + 1 < len(source.words) else ""
    head = heads().at(following, len(following))
    return head is None or head.surface != following


def _idiom(source: Source, start: int, text: str) -> bool:
    """Whether a division's name is the beginning of a figure of speech: 文山会海."""
    end = start + len(text)
    wider = (
        source.folded[start : start + 4],
        source.folded[max(0, start - 1) : end],
        source.folded[start : end + 1],
    )
    return any(len(text) < len(one) and one in generic("地名成语") for one in wider)


def _bare(source: Source, number: int, text: str) -> str | None:
    """Why a place without the ending of one, which no list knows, is none: 七山一水, 青农, 五华里."""
    reason = _no_division(text)
    if reason:
        return reason
    counted = len(text) == 2 and text[0] in "一二三四五六七八九十百千两"
    if counted and (not candidates(text) or source.folded.startswith("里", source.words[number].end)):
        return "places.counted: a number and a noun"
    if _known(text):
        return None
    if text.endswith(generic_ends("美称")) or _letter_and_word(source, number, text):
        return "common_words: ends in an ordinary word"
    if len(text) == 4 and text[:2] in common() and text[2:] in common() and not _placed(source, number):
        return "common_words: two ordinary words"
    if text in common() and not _placed(source, number):
        return "common_words: an ordinary word here"
    return None


@lru_cache(maxsize=REMEMBERED)
def _no_division(text: str) -> str | None:
    """Why a word that ends like a county or city is none."""
    match = heads().at(text, len(text))
    if match and match.row.depth in (1, 2) and not _division(text, match.surface):
        return f"{match.rule}: no division of this name"
    return None


@lru_cache(maxsize=REMEMBERED)
def _known(text: str) -> bool:
    """Whether a word is in the lists of divisions and regions or ends like a place."""
    match = heads().at(text, len(text))
    ended = match is not None and len(match.surface) < len(text) and match.row.id != "自然"
    return ended or text in regions() or bool(candidates(text)) or text[-1] in "江河湖"


@lru_cache(maxsize=REMEMBERED)
def pair(text: str) -> bool:
    """中非, 中欧: two countries are no place, but may stand in a name (中非合作论坛)."""
    return (
        2 <= len(text) <= 3
        and text not in wholes()
        and not candidates(text)
        and generic("国别").issuperset(text)
    )


_BORDERS = r"[东南西北]{1,2}(?:毗邻|毗连|相邻|相连|[邻接连界靠临抵依濒傍枕])"
_BORDER, _BORDER_ENDS = re.compile(_BORDERS), re.compile(rf"{_BORDERS}\Z")
_ROUND_ABOUT = 24


def border(source: Source, start: int, text: str) -> int:
    """How many characters of a place are a side and a verb of bordering, where other sides are told beside it: two of
    西连镇巴 in 南接临江，西连镇巴; none of a division called so."""
    side = _BORDER.match(text)
    if side is None or candidates(text):
        return 0
    around = source.folded[max(0, start - _ROUND_ABOUT) : start + len(text) + _ROUND_ABOUT]
    return side.end() if len(_BORDER.findall(around)) > 1 else 0


def _placed(source: Source, number: int) -> bool:
    """Whether a place stands before, or the full name of the division stands in the article."""
    text = source.words[number].text
    start = source.words[number].start
    if number and (
        source.words[number - 1].tag == "LOC" or _BORDER_ENDS.search(source.folded, max(0, start - 4), start)
    ):
        return True
    following = source.words[number + 1 : number + 2]
    if following and ends_place(following[0].text):
        return True
    return any(one.name in source.divisions for one in candidates(text))
