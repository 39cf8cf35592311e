"""Places: by the tagger and the list of divisions, and their short forms in the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from shilu.extract.lexicon.levels import VILLAGE, division_letters
from shilu.extract.names.gazetteer import PROVINCE_LETTERS, candidates, full_names, level_of, short_name
from shilu.extract.names.hamlets import find_hamlets
from shilu.extract.names.no_places import REMEMBERED, border, no_place, pair, prefectures, regions
from shilu.extract.names.scan import Scanner
from shilu.extract.names.source import Rejected, Source
from shilu.extract.names.tables import common, generic, heads, only_general, ordinary, verbs, wholes

__all__ = ["establish"]

_DIVISIONS = division_letters(finest=VILLAGE)
_LETTERS = "".join(sorted(PROVINCE_LETTERS))
_LEVELED = re.compile(
    rf"(?:(?<=..)|(?<=[{_LETTERS}]))(?:[两二三四五六七八九十]{{1,3}}|\d{{1,3}})个?[{_DIVISIONS}地国处]$"
)
_TOWN = 3  # depth of towns


def establish(source: Source) -> tuple[Source, list[Rejected]]:
    """The article with each place as one word tagged LOC, also where the tagger split or mistook it.

    A place is known in the whole article once the tagger or the list of divisions gives it, and with it the
    form without its level word (寿光 for 寿光市). Places within an organisation's name stay part of it.
    """
    rejected: list[Rejected] = []
    bodies = _bodies(source)
    sure = [*_tagged(source, rejected), *_divisions_named(source), *_between(source), *find_hamlets(source)]
    sure = list(_trim(source, sure, {source.folded[start:end] for start, end in sure}))
    names = {source.folded[start:end] for start, end in sure}
    found = [*sure, *_again(source, names.union(*map(_shorts, names)))]
    spans = _apart([(start, end) for start, end in found if start not in bodies])
    tagged = dict.fromkeys(spans, "LOC") | {
        (one.start, one.end): "nz" for one in rejected if pair(one.surface)
    }
    return source.recut((start, end, tag) for (start, end), tag in sorted(tagged.items())), rejected


@cache
def _long_prefectures() -> Scanner:
    return Scanner(name for name in prefectures() if len(name) > 2)


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
        start = word.start
        if skip := border(source, start, text):
            if skip >= len(text) - 1:
                continue
            start, text = start + skip, text[skip:]
        reason = no_place(source, number, text)
        if not reason and 2 * places[word.text] < uses[word.text] and not candidates(text):
            reason = "places.mostly: mostly a common word in this article"
        if reason:
            rejected.append(source.rejected(word.start, word.end, reason))
        else:
            yield start, start + len(text)


@lru_cache(maxsize=REMEMBERED)
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


def _divisions_named(source: Source) -> Iterator[tuple[int, int]]:
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
        for number in source.numbers(prefectures())
        if number and source.words[number - 1].text in verbs("前往")
    )
    yield from _in_its_province(source)
    for number in (*source.numbers(regions()), *quarters, *visited):
        yield source.words[number].start, source.words[number].end
    for start, end in _long_prefectures()(source.folded, pairs=source.pairs):
        first = source.starting(start)
        if first is not None and source.words[first].end <= end:
            yield start, end


def _in_its_province(source: Source) -> Iterator[tuple[int, int]]:
    """A prefecture by its short name right behind the full name of its province: 湖南省|益阳, glued to 电网 or not."""
    for start, end in source.full_names:
        short = source.folded[end : end + 2]
        codes = {one.code[:2] for one in candidates(source.folded[start:end]) if level_of(one.code) == 0}
        if codes and short in prefectures() and codes & {one.code[:2] for one in candidates(short)}:
            yield end, end + 2


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
    known_regions = regions()

    def known(text: str) -> bool:
        return text in names or text in known_regions

    for start, end in spans:
        text = source.folded[start:end]
        if len(text) == 2:  # too short for a place and more
            yield start, end
            continue
        both = next(
            (n for n in range(2, len(text) - 1) if text[:n] in regions() and text[n:] in regions()), 0
        )
        if both and text not in regions() and not candidates(text[both:]):  # 长江黄河
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
    return Scanner(regions())


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
