"""Whether a road, a school or a museum is spoken of as something that is built or mended, so that it is a facility."""

from __future__ import annotations

from shilu.extract.language import Word
from shilu.extract.names.source import Source
from shilu.extract.names.tables import verbs

__all__ = ["is_built", "is_built_in_row"]

_MARKS = frozenset({"的", "了", "“", '"', "「"})
_ROW = frozenset("、和与及等了个条所座处“”()—-")
_NOUNS = frozenset({"n", "nz", "nw", "LOC", "ORG", "m", "q", "s", "f", "a", "ad", "vn"})
_LIGHT = frozenset({"进行", "予以", "全面", "全部", "开始", "陆续", "相继", "先后", "一期", "主体"})
_BACK, _ON = 16, 16  # words before and behind that are looked at


def is_built(source: Source, start: int) -> bool:
    """Whether a name follows a verb of building: 兴建 + 的 + “青禾小学”."""
    number = source.ending(start)
    while number is not None and number >= 0 and source.words[number].text in _MARKS:
        number -= 1
    return number is not None and number >= 0 and source.words[number].text in verbs("兴建")


def is_built_in_row(source: Source, start: int, end: int, *, road: bool = False) -> bool:
    """Whether a verb of building governs the row that a name stands in, or follows it.

    新建甲路、乙路; 甲路和乙路等3条道路的改造; 甲小学新建、乙小学等项目. A road is built also where its works are
    begun or ended; a school may do that itself.
    """
    number = source.ending(start)
    if number is not None and _stands(source.words[number]):
        return False
    return _led(source, number, road) or _followed(source, source.starting(end), road)


def _stands(word: Word) -> bool:
    """Whether something else is at the place: 在青禾路, 沿青禾路, 到青禾小学."""
    return (word.tag == "p" and word.text != "对") or word.text in verbs("前往")


def _led(source: Source, number: int | None, road: bool) -> bool:
    if number is None:
        return False
    for word in reversed(source.words[max(0, number - _BACK) : number + 1]):
        if word.text in verbs("兴建"):
            return True
        if road and (word.text in verbs("修治") or word.text in verbs("推行")):
            return True
        if not (word.tag in _NOUNS or word.text in _ROW) or word.text == "的":
            return False
    return False


def _followed(source: Source, number: int | None, road: bool) -> bool:
    if number is None:
        return False
    summed = light = False
    for at, word in enumerate(source.words[number : number + _ON]):
        direct = (light and road) or (at == 0 and (road or word.text != "建设" or word.tag == "vn"))
        light = word.text in _LIGHT
        if word.text in verbs("兴建") or (word.text in verbs("修治") and (summed or direct)):
            return True
        if summed and word.text in ("项目", "工程"):
            return True
        if (
            summed
            and (word.tag == "w" or word.tag == "v")
            and word.text not in _ROW
            and word.text not in _LIGHT
        ):
            return False
        summed = summed or word.text.startswith("等") or word.text == "的"
        if not (word.tag in _NOUNS or word.text in _ROW or word.text in _LIGHT or summed):
            return False
    return False
