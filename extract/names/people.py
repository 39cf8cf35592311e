"""People: by the tagger, checked against the family names, and by the shapes of bylines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.names.gazetteer import candidates
from extract.names.source import Found, Rejected, Source, Word
from extract.names.tables import generic, heads, surnames, titles, wholes

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
_TAKEN = re.compile(rf"(?:^|[\n。)）”])(?P<names>{_NAME}) ?/?摄(?=[\n。 ]|$)")
_SIGNED = re.compile(rf"^[ □■]*(?P<names>{_NAME}(?:[ 、]+{_NAME}){{0,3}}) *$", re.MULTILINE)
_SPEECH = frozenset(
    {
        "说",
        "说道",
        "介绍",
        "介绍说",
        "表示",
        "告诉",
        "坦言",
        "认为",
        "指出",
        "强调",
        "透露",
        "感慨",
        "笑着说",
        "回忆",
        "称",
        "点赞",
        "感叹",
    }
)
_NO_NAME = {"c", "p", "d", "r", "u", "m", "q", "TIME", "f", "xc"}  # tags that no name begins with


def find_people(source: Source) -> tuple[list[Found], list[Rejected]]:
    """Names of people, and the tagger's people that are none."""
    found: list[Found] = []
    rejected: list[Rejected] = []
    for start, end in _merged(source):
        reason = _doubt(source, start, end)
        if reason:
            rejected.append(source.rejected(start, end, reason))
        else:
            found.append(Found(start, end, "person", ("people.tagger", _family(source.folded[start:end]))))
    found.extend(_speakers(source))
    found.extend(_bylines(source))
    return found, rejected


def _family(name: str) -> str:
    """The rule of the family name that a name begins with, or what stands for it."""
    for size in (2, 1):
        if name[:size] in surnames() and len(name) > size:
            return surnames()[name[:size]]
    return "people.foreign" if _FOREIGN.fullmatch(name) else "people.given"


def _merged(source: Source) -> Iterator[tuple[int, int]]:
    """Person words, joined where a dot or a blank within a short name parts them (阿里木·/买买提, 王 芳)."""
    words, number = source.words, 0
    while number < len(words):
        word = words[number]
        number += 1
        if word.tag != "PER":
            continue
        start, end = word.start, word.end
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


def _doubt(source: Source, start: int, end: int) -> str | None:
    """Why the tagger's person is none; None where nothing speaks against it."""
    name = source.folded[start:end].replace(" ", "")
    if _FOREIGN.fullmatch(name):
        return None
    if not _HAN.fullmatch(name) or len(name) < 2:
        return "people.shape: not a name's shape"
    if name in generic("误人名") or name in wholes():
        return "generic.误人名: a common word"
    match = heads().at(name, len(name))
    if match and len(match.surface) >= 2 and match.row.type != "place":
        return f"{match.rule}: ends like a thing"
    if name in titles():
        return f"{titles()[name]}: a title"
    known = _family(name) != "people.given"
    if known and len(name) <= 4:
        return _neighbours(source, start, end, name)
    if _titled(source, start, end):
        return None
    if not known and len(name) >= 3 and len(source.people.get(name, ())) >= 2:
        return None
    return "surnames: begins with no family name"


def _neighbours(source: Source, start: int, end: int, name: str) -> str | None:
    """A name of two characters that runs on into a common noun is mostly a split word (思政导师)."""
    following = source.starting.get(end)
    if len(name) != 2 or following is None or _titled(source, start, end):
        return None
    word = source.words[following]
    elsewhere = any(other != word.text for other in source.people.get(name, ()))
    if word.tag in ("n", "vn", "nz") and word.text not in titles() and not elsewhere:
        return "people.neighbours: runs on into a noun"
    return None


def _titled(source: Source, start: int, end: int) -> bool:
    before, after = source.ending.get(start), source.starting.get(end)
    if before is not None and (source.words[before].text in titles() or source.words[before].tag == "PER"):
        return True
    return after is not None and source.words[after].text in titles()


def _speakers(source: Source) -> Iterator[Found]:
    """A name that the tagger took for something else, between a body or a title and a verb of speech."""
    for number in range(1, len(source.words) - 1):
        before, word, after = source.words[number - 1 : number + 2]
        if (
            after.text not in _SPEECH
            or not 2 <= len(word.text) <= 3
            or word.tag in ("PER", "v", "r", "d", "c", "p", "m")
        ):
            continue
        titled = before.text in titles() or (before.tag == "ORG" and word.tag == "LOC")
        if (
            titled
            and word.text not in titles()
            and _family(word.text) != "people.given"
            and not candidates(word.text)
        ):
            yield Found(word.start, word.end, "person", ("people.speaker", _family(word.text)), marked=True)


def _bylines(source: Source) -> Iterator[Found]:
    for pattern in (_BYLINE, _TAKEN):
        for match in pattern.finditer(source.folded):
            yield from _names_in(match, source, sure=pattern is _BYLINE)
    for first, last, role in source.breaks:
        if role == "byline":
            for match in _SIGNED.finditer(source.folded[first:last]):
                yield from _names_in(match, source, offset=first, sure=True)


def _names_in(match: re.Match[str], source: Source, *, sure: bool, offset: int = 0) -> Iterator[Found]:
    """The names of a byline that begin with a family name. Several names of it are parted by blanks."""
    base = match.start("names") + offset
    for one in re.finditer(
        r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff] [\u3400-\u9fff](?![\u3400-\u9fff])", match["names"]
    ):
        name = one.group().replace(" ", "")
        first = source.starting.get(base + one.start())
        unlike = first is not None and source.words[first].tag in _NO_NAME
        compound = name[:2] in surnames()
        if unlike or name in titles() or _family(name) == "people.given" or (len(name) == 4 and not compound):
            continue
        yield Found(base + one.start(), base + one.end(), "person", ("people.byline", _family(name)), sure)
