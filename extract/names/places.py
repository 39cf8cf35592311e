"""Places: by the tagger and the list of divisions, and their short forms in the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from shilu.extract.names.chains import ends_place
from shilu.extract.names.gazetteer import PROVINCE_LETTERS, candidates, full_names, level_of, short_name
from shilu.extract.names.hamlets import find_hamlets
from shilu.extract.names.scan import Scanner
from shilu.extract.names.source import Rejected, Source
from shilu.extract.names.tables import common, generic, heads, only_general, ordinary, verbs, wholes

__all__ = ["establish", "is_storm"]

_NUMBER = re.compile(r"\d+号$")
_LEVELED = re.compile(r"(?<=..)[两二三四五六七八九十]{1,3}个?[省市县区镇乡村州]$")
_TOWN = 3  # depth of towns
_REMEMBERED = (
    4096  # words of which it is kept what they are by themselves; the same places come back all the time
)
_AT_ABBREVIATION = frozenset({"在", "来", "赴", "驻", "入", "离", "留", "援", "全", "到", "出"})


def establish(source: Source) -> tuple[Source, list[Rejected]]:
    """The article with each place as one word tagged LOC, also where the tagger split or mistook it.

    A place is known in the whole article once the tagger or the list of divisions gives it, and with it the
    form without its level word (寿光 for 寿光市). Places within an organisation's name stay part of it.
    """
    rejected: list[Rejected] = []
    bodies = _bodies(source)
    sure = [*_tagged(source, rejected), *_listed(source), *_between(source), *find_hamlets(source)]
    sure = list(_trim(source, sure, {source.folded[start:end] for start, end in sure}))
    names = {source.folded[start:end] for start, end in sure}
    found = [*sure, *_again(source, names.union(*map(_shorts, names)))]
    spans = _apart([(start, end) for start, end in found if start not in bodies])
    tagged = dict.fromkeys(spans, "LOC") | {
        (one.start, one.end): "nz" for one in rejected if _pair(one.surface)
    }
    return source.recut((start, end, tag) for (start, end), tag in sorted(tagged.items())), rejected


@cache
def _regions() -> frozenset[str]:
    """Countries, cities abroad and regions, which are places wherever they stand."""
    return frozenset(text for text, match in wholes().items() if match.row.type == "place")


@cache
def _prefectures() -> frozenset[str]:
    """Short names of cities and other divisions right below the provinces."""
    return frozenset(
        short_name(name) for name in full_names() if any(level_of(one.code) == 1 for one in candidates(name))
    )


@cache
def _long_prefectures() -> Scanner:
    return Scanner(name for name in _prefectures() if len(name) > 2)


def _bodies(source: Source) -> set[int]:
    """Offsets inside organisations of the tagger that end like one; what is a division's whole name is no body."""
    return {
        at
        for word in map(source.words.__getitem__, source.tagged_as("ORG"))
        if word.text not in full_names()
        if heads().at(word.text, len(word.text)) or word.text in wholes()
        for at in range(word.start, word.end)
    }


def _tagged(source: Source, rejected: list[Rejected]) -> Iterator[tuple[int, int]]:
    """Places by the tagger, without what hangs on them (安徽北部) and without common nouns."""
    numbers = source.tagged_as("LOC")
    places = Counter(source.words[number].text for number in numbers)
    uses = Counter(word.text for word in source.words if word.text in places)
    for number in numbers:
        word = source.words[number]
        text = _stem(word.text)
        reason = _no_place(source, number, text)
        if not reason and 2 * places[word.text] < uses[word.text] and not candidates(text):
            reason = "places.mostly: mostly a common word in this article"
        if reason:
            rejected.append(source.rejected(word.start, word.end, reason))
        else:
            yield word.start, word.start + len(text)


@lru_cache(maxsize=_REMEMBERED)
def _stem(text: str) -> str:
    """A place without the words that hang on it: 长江畔, 湖北南部, 苏州地区 (but 伊犁地区 was a division)."""
    for size in range(len(text) - 2, 0, -1):
        if text[-size:] in generic("尾缀"):
            return text[:-size]
    level = _LEVELED.search(text)
    if level and not candidates(text):  # 白庙三镇
        return text[: level.start()]
    if text[-1] in "和与及" and candidates(text[:-1]) and not candidates(text):
        return text[:-1]  # 南平和|邻近地区
    if text.endswith(("地区", "区域")) and candidates(text[:-2]) and not candidates(text):
        return text[:-2]
    return text


def _no_place(source: Source, number: int, text: str) -> str | None:
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


@lru_cache(maxsize=_REMEMBERED)
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
    ):
        return "generic.误地名: a common noun"
    number = _NUMBER.search(text)
    if number and not text[: number.start()].endswith(("路", "街", "道", "巷", "弄", "里", "村")):
        return "places.numbered: a ship, a train, a building"
    if text[-1] in "路道" and text[:-1] in generic("路料"):
        return "generic.路料: a kind of road"
    if len(text) == 1:
        return None  # the word before it tells
    if _pair(text):
        return "places.pair: two countries"
    match = heads().at(text, len(text))
    if match and match.surface == text and not candidates(text):
        return "generic.修饰: a head noun alone"
    if (
        match
        and match.surface != text
        and only_general(text[: -len(match.surface)])
        and text not in full_names()
        and text not in _prefectures()
    ):
        return "generic.修饰: a general word and a head noun"
    return None


def is_storm(source: Source, number: int) -> bool:
    """Whether a word is what a storm is called: 台风“[灿都]”."""
    before = number - 1
    if before > 0 and source.words[before].text in '“‘"「『':
        before -= 1
    return before >= 0 and source.words[before].text in generic("风名")


@lru_cache(maxsize=_REMEMBERED)
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
    if text.endswith(("之城", "之乡", "之都", "之地", "之州", "之路")) or _letter_and_word(
        source, number, text
    ):
        return "common_words: ends in an ordinary word"
    if len(text) == 4 and text[:2] in common() and text[2:] in common() and not _placed(source, number):
        return "common_words: two ordinary words"
    if text in common() and not _placed(source, number):
        return "common_words: an ordinary word here"
    return None


@lru_cache(maxsize=_REMEMBERED)
def _no_division(text: str) -> str | None:
    """Why a word that ends like a county or city is none."""
    match = heads().at(text, len(text))
    if match and match.row.depth in (1, 2) and not _division(text, match.surface):
        return f"{match.rule}: no division of this name"
    return None


@lru_cache(maxsize=_REMEMBERED)
def _known(text: str) -> bool:
    """Whether a word is in the lists of divisions and regions or ends like a place."""
    match = heads().at(text, len(text))
    ended = match is not None and len(match.surface) < len(text) and match.row.id != "自然"
    return ended or text in _regions() or bool(candidates(text)) or text[-1] in "江河湖"


@lru_cache(maxsize=_REMEMBERED)
def _pair(text: str) -> bool:
    """中非, 中欧: two countries are no place, but may stand in a name (中非合作论坛)."""
    return (
        2 <= len(text) <= 3
        and text not in wholes()
        and not candidates(text)
        and generic("国别").issuperset(text)
    )


def _placed(source: Source, number: int) -> bool:
    """Whether a place stands before, or the full name of the division stands in the article."""
    text = source.words[number].text
    if number and source.words[number - 1].tag == "LOC":
        return True
    following = source.words[number + 1 : number + 2]
    if following and ends_place(following[0].text):
        return True
    return any(one.name in source.divisions for one in candidates(text))


def _listed(source: Source) -> Iterator[tuple[int, int]]:
    """Divisions by their full names, where a word starts, and regions of the table; cities that one goes to, whatever
    the tagger takes them for (走进盘锦), and those of three characters and more, which are no words (日喀则)."""
    no_place = generic("误地名")
    for start, end in source.full_names:
        if source.folded[start:end] not in no_place and _cut_free(source, start, end):
            yield start, end
    quarters = (
        number for number in source.tagged_as("ORG", "PER", "nz", "nw") if _quarter(source.words[number].text)
    )
    visited = (
        number
        for number in source.numbers(_prefectures())
        if number and source.words[number - 1].text in verbs("前往")
    )
    for number in (*source.numbers(_regions()), *quarters, *visited):
        yield source.words[number].start, source.words[number].end
    for start, end in _long_prefectures()(source.folded, pairs=source.pairs):
        first = source.starting(start)
        if first is not None and source.words[first].end <= end:
            yield start, end


def _between(source: Source) -> Iterator[tuple[int, int]]:
    """A short noun between two places of a row is a place: 王家湾、石桥、白庙三处."""
    words = source.words
    for mark in source.numbers("、"):
        number = mark + 1
        if not 2 <= number < len(words) - 2 or words[number + 1].text != "、":
            continue
        one = words[number]
        if not 2 <= len(one.text) <= 4:
            continue
        beside = words[number - 2].tag == words[number + 2].tag == "LOC"
        plain = one.text in common() or one.text in ordinary() or only_general(one.text)
        known = one.tag in ("nz", "nw", "PER") or (one.tag == "n" and len(one.text) == 2)
        if beside and known and not plain and one.text not in generic("误地名"):
            yield one.start, one.end


def _cut_free(source: Source, start: int, end: int) -> bool:
    """Whether the full name of a division is no piece of a common word, as 古县 is of 古县衙."""
    if not source.tagged:
        return True
    number = source.starting(start)
    if number is None:
        return source.ending(end) is not None and _glued(source, start)
    return source.ending(end) is not None or source.words[number].tag not in ("n", "nz", "nw", "a", "v")


def _glued(source: Source, start: int) -> bool:
    """Whether the word that runs over the start of a place is cut wrong behind one that leads to places: 在于|都县,
    由于|洪区, 住宿|松县."""
    word = source.words[source.covering(start)]
    lead = source.folded[word.start : start]
    return lead in verbs("前往") or lead in generic("起语")


def _quarter(text: str) -> bool:
    """粤东, 川渝: letters of provinces and a quarter of the sky."""
    return (
        2 <= len(text) <= 3
        and text[0] in PROVINCE_LETTERS
        and all(c in PROVINCE_LETTERS or c in "东西南北中" for c in text)
    )


def _shorts(name: str) -> Iterator[str]:
    """The forms that the article may use for a place instead of its name."""
    match = heads().at(name, len(name))
    short = short_name(name) if candidates(name) else name
    # Counties and above are in the list of divisions; what else ends like one (脱贫县) is a common noun.
    town = match and match.row.short and match.row.depth == _TOWN and len(name) - len(match.surface) >= 2
    if short == name and match and town:
        short = name[: len(name) - len(match.surface)]
    if (
        len(short) >= 2
        and short != name
        and short not in generic("常用词地名")
        and short not in generic("误地名")
    ):
        yield short


def _trim(source: Source, spans: list[tuple[int, int]], names: set[str]) -> Iterator[tuple[int, int]]:
    """Cut what the tagger glued to a known place: 喀拉峻秀美, 东湖镇村, 柳河县自治区."""
    regions = _regions()

    def known(text: str) -> bool:
        return text in names or text in regions

    for start, end in spans:
        text = source.folded[start:end]
        if len(text) == 2:  # too short for a place and more
            yield start, end
            continue
        both = next(
            (n for n in range(2, len(text) - 1) if text[:n] in _regions() and text[n:] in _regions()), 0
        )
        if both and text not in _regions() and not candidates(text[both:]):  # 长江黄河
            yield start, start + both
            yield start + both, end
            continue
        head = heads().at(text, len(text))
        prefix = next(
            (text[:n] for n in range(len(text) - 1, 1, -1) if known(text[:n]) and not candidates(text)), ""
        )
        rest = text[len(prefix) :]
        product = next((n for n in range(len(text) - 2, 1, -1) if text[n:] in common()), 0)
        if head is None and product and candidates(text[:product]):
            yield start, start + product  # 绍兴|黄酒
        elif prefix and known(rest):
            yield start, start + len(prefix)
            yield start + len(prefix), end
        elif prefix and (
            head is None or rest in ("村", "镇") or rest == head.surface or _doubled(prefix, rest)
        ):
            yield start, start + len(prefix)
        else:
            yield start, end


def _doubled(place: str, rest: str) -> bool:
    """A town does not end in a town: 柳河镇联合镇(内)."""
    return place[-1] in "镇乡县市" and rest[-1] == place[-1]


@cache
def _region_scanner() -> Scanner:
    return Scanner(_regions())


def _again(source: Source, known: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Known places and the regions wherever they stand, except inside people and longer words of the tagger."""
    inside = {
        place
        for word in map(source.words.__getitem__, source.tagged_as("ORG", "nw", "PER", "LOC"))
        if len(word.text) > 2
        for place in range(word.start + 1, word.end - 1)
    }
    for start, end in Scanner(known, base=_region_scanner())(source.folded, pairs=source.pairs):
        if start in inside or end - 1 in inside or (end - start == 2 and _middle(source, start, end)):
            continue
        yield start, end


def _middle(source: Source, start: int, end: int) -> bool:
    """Whether a word goes on at both ends of the mention: 发展中国家 holds no 中国."""
    if source.starting(start) is not None:
        return False
    last = source.ending(end)
    return last is None or source.words[last].start > start


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, the longer of two that overlap."""
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if chosen and start < chosen[-1][1]:
            if end - start > chosen[-1][1] - chosen[-1][0]:
                chosen[-1] = (start, end)
        else:
            chosen.append((start, end))
    return chosen
