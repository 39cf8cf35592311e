"""People: by the tagger, checked against the family names, and by the shapes of bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shilu.extract.language import Word
from shilu.extract.lexicon.table import alternation
from shilu.extract.names.dotted import find_dotted, find_given
from shilu.extract.names.gazetteer import PROVINCE_LETTERS, candidates
from shilu.extract.names.no_places import is_storm
from shilu.extract.names.parts import find_split
from shilu.extract.names.source import Found, Rejected, Source
from shilu.extract.names.tables import (
    common,
    family_names,
    generic,
    heads,
    ordinary,
    rare_names,
    speech,
    states,
    titles,
    wholes,
)
from shilu.extract.names.vouching import titled, vouched

__all__ = ["find_people"]

_HAN = re.compile(r"[\u3400-\u9fff]+")
_FOREIGN = re.compile(r"[\u3400-\u9fff]+(?:[·•・.][\u3400-\u9fffA-Z]+)+")
_BEFORE_BYLINE = (
    "(?:本报讯|本报记者|特约记者|见习记者|实习记者|记者|通讯员|实习生|摄影报道|摄影|"
    "文/图|图/文|撰文|供图|作者|□|■|◆|文/|图/|摄/)"
)
_NAME = r"[\u3400-\u9fff](?: ?[\u3400-\u9fff]){1,3}"
# 本报讯(记者 吕丽 通讯员 何明): a name of two characters is often printed with a blank in it.
_BYLINE = re.compile(rf"{_BEFORE_BYLINE}[ (:]*(?P<names>{_NAME}(?:[ 、,]+{_NAME}){{0,5}})(?=[ )\n,。:]|$)")
_WIRED = re.compile(rf"日电 ?[ (:]*\((?P<names>{_NAME}(?:[ 、,]+{_NAME}){{0,3}})\)")
"""新华社…8月6日电 (于从文 童盛): the names of a dispatch stand in brackets behind it."""
_TAKEN = re.compile(rf"(?:^|[\n。()（）”])(?P<names>{_NAME}) ?/?摄(?=[\n。 )]|$)")
_SIGNED = re.compile(rf"^[ □■]*(?P<names>{_NAME}(?:[ 、]+{_NAME}){{0,3}}) *$", re.MULTILINE)
_TITLED = frozenset({"n", "nz", "nw", "PER"})
_NO_NAME = {"c", "p", "d", "r", "u", "m", "q", "TIME", "f", "xc"}  # tags that no name begins with


def find_people(source: Source) -> tuple[list[Found], list[Rejected]]:
    """Names of people, and the tagger's people that are none."""
    found: list[Found] = []
    rejected: list[Rejected] = []
    spans = list(_merged(source))
    sure = vouched(source, spans)
    for start, end in spans:
        reason = _doubt(source, start, end, sure)
        if reason:
            rejected.append(source.rejected(start, end, reason))
        else:
            found.append(Found(start, end, "person", ("people.tagger", _family(source.folded[start:end]))))
    found.extend(find_dotted(source))
    found.extend(find_given(source))
    found.extend(_leaders(source))
    found.extend(_foreigners(source))
    found.extend(_behind_a_person(source, {one.end for one in found}))
    found.extend(_glued(source))
    found.extend(_speakers(source))
    found.extend(_bylines(source))
    found.extend(find_split(source))
    return found, rejected


def _family(name: str) -> str:
    """The rule of the family name that a name begins with, or what stands for it."""
    for size in (2, 1):
        if name[:size] in family_names() and len(name) > size:
            return family_names()[name[:size]]
    return "people.foreign" if _FOREIGN.fullmatch(name) else "people.given"


def _merged(source: Source) -> Iterator[tuple[int, int]]:
    """Person words, joined where a dot or a blank within a short name parts them (阿里木·/买买提, 王 芳)."""
    words, number = source.words, 0
    for first in source.tagged_as("PER"):
        if first < number:
            continue
        start, end, number = words[first].start, words[first].end, first + 1
        if number + 1 < len(words) and words[number].text in ("·", "•") and len(words[number + 1].text) <= 2:
            end, number = words[number + 1].end, number + 2
            if (
                number < len(words)
                and len(words[number].text) == 1
                and words[number].tag in ("v", "xc", "PER")
            ):
                end, number = words[number].end, number + 1
        while number < len(words) and _joins(words, number, source.folded[start:end]):
            if words[number].text == " ":
                number += 1
            end = words[number].end
            number += 1
        yield start, end


def _joins(words: tuple[Word, ...], number: int, name: str) -> bool:
    word = words[number]
    if name[-1] in "·•" or word.text[0] in "·•":
        return word.tag in ("PER", "n", "nz", "LOC", "w", "v") and (name[-1] in "·•" or len(word.text) > 1)
    return (
        len(name) == 1
        and word.text == " "
        and number + 1 < len(words)
        and words[number + 1].tag == "PER"
        and len(words[number + 1].text) == 1
    )


def _doubt(source: Source, start: int, end: int, sure: frozenset[str]) -> str | None:
    """Why the tagger's person is none; None where nothing speaks against it."""
    name = source.folded[start:end].replace(" ", "")
    if _FOREIGN.fullmatch(name) or name in generic("历史人物"):
        return None
    shape = _shape(name)
    if shape:
        return shape
    before = source.ending(start)
    if before is not None and is_storm(source, before + 1):
        return "generic.风名: a storm"
    lettered = len(name) <= 4 and generic("简称").issuperset(name)
    if lettered and not titled(source, start, end) and not _beside_person(source, start, end):
        return "generic.简称: letters of cities"
    if len(name) == 2 and name[0] in generic("国别") and name[1] in generic("方面"):
        return None if titled(source, start, end) else "generic.方面: a country's side or army"
    if name in sure or (len(name) <= 3 and name[1] == "某" and name[0] in family_names()):
        return None
    if (
        len(name) == 3
        and name[0] in rare_names()
        and (_alone(source, start, end) or titled(source, start, end))
    ):
        return None
    if _family(name) == "people.given":
        return "surnames: begins with no family name"
    if name in common():
        return "common_words: an ordinary word, and nothing shows that it is a person"
    if candidates(name) or (len(name) == 2 and name[1] in PROVINCE_LETTERS):
        return "people.place: a place or a line between two"
    if len(name) == 4 and name[:2] not in family_names():
        return "people.long: too long for the family name"
    if _alone(source, start, end):
        return None
    if len(name) == 3 and name[:2] not in family_names() and name[1:] in common():
        return "common_words: a letter and an ordinary word"
    if source.folded[start - 1 : start + 1] in common() or source.folded[end - 1 : end + 1] in common():
        return "common_words: cut out of ordinary words"
    if len(name) == 2:
        return "people.short: two characters, and nothing shows that it is a person"
    return None


def _beside_person(source: Source, start: int, end: int) -> bool:
    """Whether a person of the tagger stands on the other side of a pause: 苏汉通、邱春, three letters of cities."""
    before, after = source.ending(start), source.starting(end)
    rows = ((before, -1), (after, 1))
    return any(
        at is not None
        and source.words[at].text == "、"
        and 0 <= at + step < len(source.words)
        and source.words[at + step].tag == "PER"
        and not generic("简称").issuperset(source.words[at + step].text)
        for at, step in rows
    )


def _shape(name: str) -> str | None:
    """Why the words cannot be anybody's name, whatever stands beside them."""
    if not _HAN.fullmatch(name) or len(name) < 2:
        return "people.shape: not a name's shape"
    if name in wholes():
        return f"{wholes()[name].rule}: another name"
    if len(name) == 2 and generic("国别").issuperset(name):
        return "generic.国别: two countries"
    match = heads().at(name, len(name))
    if match and len(match.surface) >= 2 and match.row.type != "place":
        return f"{match.rule}: ends like a thing"
    if match and match.row.type == "place" and match.row.short and len(name) >= 4:
        return f"{match.rule}: ends like a place"
    return f"{titles()[name]}: a title" if name in titles() else None


def _alone(source: Source, start: int, end: int) -> bool:
    """Whether marks or line ends stand on both sides, as in lists of names."""
    marks = " 、,。()\n:;"
    return (start == 0 or source.folded[start - 1] in marks) and (
        end == len(source.folded) or source.folded[end] in marks
    )


def _leaders(source: Source) -> Iterator[Found]:
    """Foreign names after a title, which the tagger splits or takes for places: 总统呼日勒苏赫."""
    for number in source.numbers(_leading()[1]):
        if number or source.words[0].text != "夫人":
            yield from _spelt_after(source, number)


def _foreigners(source: Source) -> Iterator[Found]:
    """Foreign names after a country and what news call its people, whatever the tagger takes them for:
    乌克兰选手克雷马连科."""
    for number in source.numbers(generic("外国人身份")):
        before = source.words[number - 1].text if number else ""
        if before in states() or before.removesuffix("籍") in states():
            yield from _spelt_after(source, number)


def _spelt_after(source: Source, number: int) -> Iterator[Found]:
    """The name in letters of transliteration right behind the word: three and more, or tagged as a person."""
    if number == len(source.words) - 1:
        return
    letters = _leading()[0]
    start = end = source.words[number].end
    for part in source.words[number + 1 : number + 8]:
        if not letters.issuperset(part.text) or _no_part(part.text):
            break
        end = part.end
    name = source.folded[start:end]
    if 2 <= len(name) <= 15 and (len(name) > 2 or source.words[number + 1].tag == "PER") and _abroad(name):
        yield Found(start, end, "person", ("people.leader", "generic.译音"), marked=True)


_PLAIN = frozenset({"n", "nz", "nw", "LOC"})
_LISTED_ENDS = tuple("、,。;和与等)\n ")


def _behind_a_person(source: Source, people: set[int]) -> Iterator[Found]:
    """A name of three characters that the tagger took for a thing, behind a person in a list: 辩护人林琰、高中山."""
    words = source.words
    for mark in source.numbers({"、"}):
        if mark + 1 >= len(words) or words[mark].start not in people:
            continue
        word = words[mark + 1]
        ends = source.folded.startswith(_LISTED_ENDS, word.end) or word.end == len(source.folded)
        if len(word.text) != 3 or word.tag not in _PLAIN or not ends:
            continue
        if _family(word.text) == "people.given" or _shape(word.text) or word.text in common():
            continue
        if word.text not in ordinary() and not candidates(word.text) and not _ends_like_title(word.text):
            yield Found(word.start, word.end, "person", ("people.listed", _family(word.text)))


def _ends_like_title(text: str) -> bool:
    """王经理 of 李刚、王经理 is called by a title."""
    return any(text[-size:] in titles() for size in (1, 2))


def _glued(source: Source) -> Iterator[Found]:
    """A foreign name in one word with its title, or with the first letters of it: 王储威廉, 副首相道|登."""
    letters, _ = _leading()
    for match in _titles_abroad().finditer(source.folded):
        number = source.starting(match.start())
        if number is None or source.words[number].end <= match.end():
            continue
        word, size = source.words[number], len(match.group())
        if word.tag not in _TITLED or word.text in titles() or word.text in common():
            continue
        following = source.words[number + 1] if number + 1 < len(source.words) else word
        cut = len(word.text) == size + 1 and len(following.text) <= 2 and letters.issuperset(following.text)
        end = following.end if cut else word.end
        name = source.folded[word.start + size : end]
        if len(name) >= 2 and (word.tag == "PER" or letters.issuperset(name)) and name not in wholes():
            yield Found(word.start + size, end, "person", ("people.leader", "generic.译音"), marked=True)


@cache
def _titles_abroad() -> re.Pattern[str]:
    return re.compile(alternation(_leading()[1]))


def _no_part(text: str) -> bool:
    """Whether a word goes on behind a foreign name: 查克维拉 + 来华."""
    return text in common() or text in speech() or text in generic("来访")


@cache
def _leading() -> tuple[frozenset[str], frozenset[str]]:
    """The letters that foreign names are written with, and the titles that stand before them."""
    return generic("译音") | frozenset("·-"), generic("外国官衔") | {"夫人"}


def _abroad(name: str) -> bool:
    """Whether a name can be a foreign one: no country and not a Chinese name of three letters."""
    return name not in wholes() and not (_family(name).startswith("surnames") and len(name) <= 3)


def _speakers(source: Source) -> Iterator[Found]:
    """A name that the tagger took for something else, between a body or a title and a verb of speech."""
    for number in source.numbers(speech()):
        if number < 2:
            continue
        before, word = source.words[number - 2 : number]
        if not 2 <= len(word.text) <= 3 or word.tag in ("PER", "v", "r", "d", "c", "p", "m"):
            continue
        known = before.text in titles() or (before.tag == "ORG" and word.tag == "LOC")
        if (
            known
            and word.text not in titles()
            and word.text not in common()
            and _family(word.text) != "people.given"
            and not candidates(word.text)
        ):
            yield Found(word.start, word.end, "person", ("people.speaker", _family(word.text)), marked=True)


def _bylines(source: Source) -> Iterator[Found]:
    for match in _BYLINE.finditer(source.folded):
        yield from _names_in(match, source, sure=True)
    for match in _WIRED.finditer(source.folded):
        yield from _names_in(match, source, sure=True, cut=True)
    if "摄" in source.folded:
        for match in _TAKEN.finditer(source.folded):
            yield from _names_in(match, source, sure=False)
    for first, last, role in source.breaks:
        if role == "byline":
            for match in _SIGNED.finditer(source.folded[first:last]):
                yield from _names_in(match, source, offset=first, sure=True)


def _names_in(
    match: re.Match[str], source: Source, *, sure: bool, cut: bool = False, offset: int = 0
) -> Iterator[Found]:
    """The names of a byline that begin with a family name. Several names of it are parted by blanks. Where only names
    can stand, they count though the tagger `cut` them (于|从文)."""
    base = match.start("names") + offset
    for one in re.finditer(
        r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff] [\u3400-\u9fff](?![\u3400-\u9fff])", match["names"]
    ):
        name = one.group().replace(" ", "")
        first = source.starting(base + one.start())
        unlike = first is not None and source.words[first].tag in _NO_NAME
        if cut and first is not None and source.words[first].end < base + one.end():
            unlike = False
        if unlike and first is not None and source.words[first].text == name and name not in common():
            unlike = bool(source.words[first - 1].tag != "SP")  # the second name of a row, told as an adverb
        compound = name[:2] in family_names()
        if unlike or name in titles() or _family(name) == "people.given" or (len(name) == 4 and not compound):
            continue
        yield Found(base + one.start(), base + one.end(), "person", ("people.byline", _family(name)), sure)
