"""一, which is a number only where something makes it one."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from shilu.extract.lexicon.levels import VILLAGE, division_letters
from shilu.extract.lexicon.ranges import JOINT
from shilu.extract.numerals import read_numeral
from shilu.extract.quantities.compounds import HALF_ENDS
from shilu.extract.quantities.cues import cue, parted_units
from shilu.extract.quantities.findings import Other, Source
from shilu.extract.quantities.measure_words import Measure, match_measure
from shilu.schemas import Exact

__all__ = ["read_one", "read_pair"]

_ONE = Exact(value=Decimal(1))
_DETERMINERS = frozenset(
    "这那每某另同哪任各上下前后头再又还更进之新旧唯专单归合逐何此该整都便就要将把被让给与和及或而是为以在有作当成算像如似即叫做看说想试走问听"
)
_STRONG = re.compile(
    rf"(?:{cue('counting before one')}|(?<!一)只|(?<![附最])近|(?:^|[,。;:(\n])其中|"
    rf"每[^,。;:\d每]{{1,6}}(?:{cue('given to each')}))$"
)
_TO_NUMBER = re.compile(rf"{JOINT} ?[二三四五六七八九十两\d]| {{1,2}}[百千万亿分点又]|以[上下内]")
# 一镇一业, 一砖一瓦: parallel phrases; 一死一伤 and 一男一女 count.
_PARALLEL = re.compile(
    r"一(?![死伤男女金银铜]一|[分毛角块]钱?一)[\u4e00-\u9fff]{1,2}一(?![十百千万亿])[\u4e00-\u9fff](?![个名家户座])"
)
_HAN = r"(?![一二三四五六七八九十百千万亿两半多余几第分之成折倍])[\u4e00-\u9fff]"
_HALF = rf"{_HAN}[一二三四五六七八九两]{_HAN}"
_PAIR = re.compile(
    rf"[一二三四五六七八九十两](?:{_HALF}|{_HAN}{_HALF}{_HAN})"
    r"(?:(?:[一二三四五六七八九两半][\u4e00-\u9fff]{1,2})+(?=\W|$))?"  # 七山一水二分田
)
# 两县一区, 一市三县: places of another sort are counted beside it.
_PLACES = rf"(?:[2-9]|\d\d|[二三四五六七八九十两])(?:[{division_letters(finest=VILLAGE)}]|街道)"
_PLACES_BEFORE, _PLACES_NEXT = re.compile(rf"{_PLACES}、?$"), re.compile(rf"、?{_PLACES}")
_LOOSE = frozenset("步山水江河湖岸岭桥路")
_PAIR_NEVER_AFTER = tuple("第十百千万零〇一二三四五六七八九月年0123456789.约近超达共计有")
_DOZEN = re.compile(rf"一打(?={cue('sold by the dozen')}|[,。;、)]|$)")
_SENTENCE_END = re.compile(r"[。!?;\n]")
_MEASURES = frozenset({"duration", "age"})
_NOT_TIMES = re.compile(r"(?:同|有|那|某|这|每|哪|另|前|后|上|下|整|终|当|唯)$")
_OTHER_NUMBER = re.compile(r"(?<![第每])(?:[2-9]|\d{2,}|[二三四五六七八九两十]) ?$")


@cache
def _hour_and_half() -> re.Pattern[str]:
    """一个半小时, 一个多月: one and some more."""
    return re.compile(rf"一个[多半](?:{parted_units()})")


def read_one(source: Source, at: int) -> Other | None:
    """The row for a single 一 at `at` that states no amount; None where it does (一升, 仅一名, 一所、两所).

    Most say "a", "each", "as soon as" or belong to a word.
    """
    folded = source.folded
    if (
        folded[at] != "一"
        or folded[at + 1 : at + 2] in tuple("〇零一二三四五六七八九十百千万亿两点分成折比又兆半:")
        or (_TO_NUMBER.match(folded, at + 1))
    ):
        return _each(at) if folded[at : at + 2] == "一一" else None
    if _hour_and_half().match(folded, at) or _DOZEN.match(folded, at) or _has_decimals(source, at):
        return None
    if pair := _PARALLEL.match(folded, at):
        return _row(at, pair.end(), "one.parallel phrase")
    before, following = folded[at - 1 : at] if at > source.floor else "", folded[at + 1 : at + 2]
    if before and before == following and before not in ",。、 ":
        return _row(at, at + 1, "one.between two of the same word")
    measure = match_measure(source, at + 1, number_start=at)
    if measure is None:
        return _alone(source, at, following)
    end = at + 1 + len(measure.surface)
    if folded.startswith(measure.surface, end) and measure.kind == "count":
        return _row(at, end + len(measure.surface), "one.each")
    if measure.is_unit:
        return _of_unit(source, at, end, measure)
    if folded[end : end + 1] == "半" and HALF_ENDS.match(folded, end + 1):
        return None  # 每户一头半
    if measure.surface in ("死", "伤", "亡"):
        return None
    if measure.rule == "count_nouns.places" and (
        _PLACES_BEFORE.search(source.context(at, 4)) or _PLACES_NEXT.match(folded, end)
    ):
        return None
    if before and before in _DETERMINERS:
        return _row(at, end, "one.after a determiner")
    if _STRONG.search(source.context(at, 10)) or _beside_others(source, at, measure):
        return None
    if measure.source == "classifiers" and _closes_a_row(source, at, end):
        return None
    return _row(at, end, "one.indefinite")


def _has_decimals(source: Source, at: int) -> bool:
    """一·五倍: a dot in older print, and what makes it a number behind it."""
    if source.folded[at + 1 : at + 2] not in tuple(".·•"):
        return False
    numeral = read_numeral(source.folded, at)
    return numeral is not None and numeral.end > at + 2


def read_pair(source: Source, at: int) -> Other | None:
    """两山夹一川, 三步一停, 七山一水二分田: parallel halves of one or two characters that nothing counts.

    三斤二两 and 一县两区 are amounts: a half that a unit, a classifier or a counted noun begins is none of these.
    """
    found = _PAIR.match(source.folded, at)
    if found is None or source.context(at, 1) in _PAIR_NEVER_AFTER:
        return None
    first = match_measure(source, at + 1, number_start=at)
    if first is not None and first.surface not in _LOOSE:
        return None
    half = 1 if _is_digit(source.folded[at + 2]) else 2
    second = at + 1 + half
    other = match_measure(source, second + 1, number_start=second)
    if other is not None and other.surface not in _LOOSE:
        return None
    return Other(at, found.end(), "idiom", "pair.parallel halves")


def _is_digit(character: str) -> bool:
    return character in "一二三四五六七八九两"


def _of_unit(source: Source, at: int, end: int, measure: Measure) -> Other | None:
    """一升 and 一美元 are amounts; 有一天 and 每一年 are not."""
    if measure.kind in _MEASURES and _NOT_TIMES.search(source.context(at, 2)):
        return _row(at, end, "one.after a determiner")
    if (
        measure.source == "units"
        and len(measure.surface) == 1
        and measure.kind in ("length", "volume", "other", "count")
    ):
        after = source.folded[end : end + 1]
        if measure.surface in "步点面线" or after == "之":
            return _row(at, end, "one.indefinite")
    return None


def _alone(source: Source, at: int, following: str) -> Other | None:
    """一走, 一看, 一体: 一 with no classifier belongs to a word."""
    if not following or not "\u4e00" <= following <= "\u9fff":
        return None if source.is_all(at, at + 1) else _row(at, at + 1, "one.alone")
    return _row(at, at + 1, "one.word")


def _beside_others(source: Source, at: int, measure: Measure) -> bool:
    """Another count with the same classifier close by makes it a count: 一所小学、两所中学."""
    folded = source.folded
    first, last = max(0, at - 16), min(len(folded), at + 20)
    for match in re.finditer(re.escape(measure.surface), folded[first:last]):
        place = first + match.start()
        if place == at + 1:
            continue
        between = folded[min(place, at) : max(place, at)]
        if not _SENTENCE_END.search(between) and _OTHER_NUMBER.search(folded, max(0, place - 4), place):
            return True
    return False


_PAUSE_NEXT = re.compile(r"[、,;。)]|$")
_COUNTED_BEFORE = re.compile(
    r"[一-鿿][\d二三四五六七八九十百千两几数]{1,6}余?[一-鿿]{1,2}[、,;及和与][一-鿿]{2,20}$"
)
_COUNTED_BEHIND = re.compile(
    r"[、,;及和与][一-鿿]{2,8}[\d二三四五六七八九十百千两几数]{1,6}余?[一-鿿]{1,2}(?=[、,;。]|$)"
)


def _closes_a_row(source: Source, at: int, end: int) -> bool:
    """Whether 一 and its classifier stand behind their noun, as the numbers of things in a row beside it do: 玉器三件、
    棺槨一具, 手枪一支、子弹五发."""
    if not _PAUSE_NEXT.match(source.folded, end):
        return False
    if _COUNTED_BEHIND.match(source.folded, end):
        return True
    return bool(_COUNTED_BEFORE.search(source.context(at, 32)))


def _each(at: int) -> Other:
    return _row(at, at + 2, "one.each")


def _row(start: int, end: int, reason: str) -> Other:
    return Other(start, end, "idiom", reason, amount=_ONE)
