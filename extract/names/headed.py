"""Names without quotation marks: modifiers and a head noun (临江县便民服务中心, 实施青苗护航计划)."""

from __future__ import annotations

import re

from shilu.extract.language import Word
from shilu.extract.lexicon.levels import VILLAGE, division_words
from shilu.extract.names.bodies import kind_of
from shilu.extract.names.governed import governor, initiative, of_reach
from shilu.extract.names.levels import whole_words
from shilu.extract.names.source import Found, Rejected, Source
from shilu.extract.names.tables import (
    HeadMatch,
    common,
    cues,
    generic,
    generic_ends,
    only_general,
    prefix_of,
    titles,
    verbs,
    wholes,
)  # fmt: skip

__all__ = ["find_headed", "proper"]

_NOUN_TAGS = frozenset({"n", "nz", "nw", "vn", "an", "LOC", "ORG", "PER", "s", "a", "f", "ad"})
_HEAD_TAGS = frozenset({"n", "nz", "vn", "nw", "LOC", "ORG", "xc", "s"})
_LONG_HEAD_TAGS = frozenset({"c", "a", "d"})  # tags of a long word that the tagger cannot place: 和旅游局
_DIVISIONS = frozenset(
    {*division_words(finest=VILLAGE), "兵团"}
)  # the Corps of Xinjiang has divisions of its own
_LONGEST = 12  # words of modifiers
_ORDINAL = re.compile(r"(?:第[〇零一二三四五六七八九十百\d]{1,4}[届批期次轮]|首届|\d{4}年?(?:度)?)$")
_LATIN = re.compile(r"[A-Za-z0-9]+")


def proper(word: Word) -> bool:
    """Whether a word is a proper noun: a place, a body, a person, or a word that the tagger does not know."""
    if word.tag in ("LOC", "PER"):
        return True
    if word.tag == "ORG":
        return word.text not in generic("误机构")
    return word.tag in ("nz", "nw") and not only_general(word.text) and not _LATIN.fullmatch(word.text)


def find_headed(source: Source) -> tuple[list[Found], list[Rejected]]:
    """Noun phrases that end in a head noun and are specific enough for a name."""
    found: list[Found] = []
    rejected: list[Rejected] = []
    for number, match in source.heads:
        word = source.words[number]
        cut = len(match.surface) > max(2, len(word.text))  # the head stands in several words: 同乡|总会
        if (
            word.tag not in _HEAD_TAGS
            and not cut
            and not (word.tag in _LONG_HEAD_TAGS and len(word.text) > 2)
        ):
            continue
        if match.row.needs in ("quoted", "grade") or word.text in titles():
            continue
        inside = len(match.surface) == 1 and len(word.text) > 1
        if inside and (word.text in common() or not _after_body(source, number)):
            continue
        if word.text[: -len(match.surface)] in verbs("建造"):  # 建公园 is a verb and a common noun
            continue
        first = _phrase_start(source, _word_at(source, word.end - len(match.surface), number))
        if match.row.needs == "cue" and first == number:
            first = _over_verb(source, number)
        one = _judge(source, first, number, match)
        if isinstance(one, Found):
            whole = wholes().get(source.folded[one.start : one.end])
            if whole is None or one.type in ("event", whole.row.type):  # 北部湾港 is what the tables say
                found.append(one)
        elif one:
            rejected.append(one)
    return found, rejected


def _word_at(source: Source, at: int, number: int) -> int:
    """Number of the word that holds the character at `at`, at or before word `number`."""
    while source.words[number].start > at:
        number -= 1
    return number


def _after_body(source: Source, number: int) -> bool:
    """历史系, 党风室: inside a word a one-letter head counts only after the body that it belongs to."""
    if source.words[number].text in generic("误机构"):
        return False
    return number > 0 and source.words[number - 1].tag == "ORG" and source.words[number].tag in ("n", "nz")


def _phrase_start(source: Source, number: int) -> int:
    """Number of the first word of the noun phrase that ends in word `number`."""
    words, first = source.words, number
    while first > 0 and number - first < _LONGEST:
        before = words[first - 1]
        if (
            before.text in generic("误前缀")
            or before.text[0] == "最"
            or before.text in "好更最很再"
            or before.text in verbs("建造")
        ):
            break
        if first > 1 and words[first - 2].text + before.text in generic("动宾"):
            first -= 2
        elif _modifies(before) or (before.text == "之" and first > 1 and words[first].text == "家"):
            first -= 1
        elif before.text == ")":
            opened = _bracket(words, first - 1)
            if opened is None:
                break
            first = opened
        else:
            break
    return first


def _over_verb(source: Source, number: int) -> int:
    """The start of a phrase whose last modifier is tagged as a verb: 实施青苗守护工程."""
    words = source.words
    if number < 2 or words[number - 1].tag != "v" or words[number - 1].text in cues():
        return number
    return _phrase_start(source, number - 2) if words[number - 2].tag in ("n", "nz", "vn") else number


def _modifies(word: Word) -> bool:
    """Whether a word may stand among the modifiers of a head noun."""
    if word.text in generic("动宾"):
        return True
    return word.tag in _NOUN_TAGS and not (word.tag in ("ad", "f") and len(word.text) > 1)


def _bracket(words: tuple[Word, ...], closed: int) -> int | None:
    for number in range(closed - 1, max(-1, closed - 4), -1):
        if words[number].text == "(":
            return number if number > 0 and words[number - 1].tag in _NOUN_TAGS else None
        if words[number].tag not in _NOUN_TAGS:
            return None
    return None


def _judge(source: Source, first: int, number: int, match: HeadMatch) -> Found | Rejected | None:
    """The name that ends in word `number` with the head `match`, or why there is none."""
    words = source.words
    head_start = words[number].end - len(match.surface)
    start = _proper_start(words, first, number, head_start)
    if start is None and match.row.type in ("facility", "organisation"):
        start = _epithet(words, first, number, head_start)
    if start is None and match.row.level:
        start = _level_start(words, first, number, head_start)
    rules: tuple[str, ...] = ("headed", match.rule)
    if start is None and match.row.type == "event":
        numbered = _ordinal(source, words[first].start, match) < words[first].start  # 第三届楚商大会
        start = first if numbered else None
    if start is None and match.row.type == "facility" and _listed_after(source, words[number].end):
        special = [at for at in range(first, number + 1) if words[at].text not in generic("修饰")]
        start = first if sum(words[at].start < head_start for at in special) >= 2 else None
    if start is None and (match.row.needs == "cue" or match.row.type == "organisation"):
        start, cue = _cued_start(words, first, number, match)
        rules = ("headed", match.rule, cue)
    if start is None and match.row.needs == "cue":
        start, cue = initiative(words, number)
        rules = ("headed", match.rule, cue)
    if start is None and match.row.type == "event":
        start = of_reach(words, first, number)
        rules = ("headed", match.rule)
    if start is None:
        if words[first].start < head_start:
            return source.rejected(
                words[first].start, words[number].end, f"{match.rule}: only general words before it"
            )
        return None
    if match.row.type in ("place", "platform", "programme", "organisation", "facility") and not _specific(
        words[start : number + 1], head_start, match
    ):
        return source.rejected(
            words[start].start, words[number].end, f"{match.rule}: only general words before it"
        )
    begin = _ordinal(source, words[start].start, match)
    if begin >= head_start:
        return None
    return Found(begin, words[number].end, kind_of(source, begin, words[number].end, match), rules)


def _specific(phrase: tuple[Word, ...], head_start: int, match: HeadMatch) -> bool:
    """A place takes no common words before its head (临江市核心区), a platform needs one (临江平台)."""
    between = [word for word in phrase[1:] if word.start < head_start]
    if match.row.type in ("organisation", "facility") and any(w.text in generic("级别") for w in between):
        return False
    if match.row.id == "权力机关":
        return all(word.tag in ("LOC", "ORG") for word in between)
    if match.row.type in ("organisation", "facility"):
        return True
    if match.row.type == "place":
        return all(word.text not in generic("修饰") for word in between)
    return phrase[0].tag in ("nz", "nw", "PER") or any(word.text not in generic("修饰") for word in between)


def _proper_start(words: tuple[Word, ...], first: int, number: int, head_start: int) -> int | None:
    """The first proper noun of the phrase, from which on the name runs."""
    for at in range(first, number + 1):
        if words[at].start >= head_start:
            break
        if proper(words[at]) and not only_general(words[at].text[: head_start - words[at].start]):
            if head_start + 1 == words[number].end and words[number].text == "队" and words[at].tag != "LOC":
                continue  # 世锦赛|中国队
            if words[at].text in generic("合资"):  # 中外合资|临江电子有限公司
                continue
            if words[at].tag == "PER" and at + 1 <= number and words[at + 1].text in titles():
                continue
            if any(_parts(word, head_start) for word in words[at + 1 : number]):
                continue
            if at > first and prefix_of(words[at - 1].text + words[at].text) and words[at].tag == "LOC":
                return at - 1
            return at
    return None


def _listed_after(source: Source, end: int) -> bool:
    """向阳心灵驿站等阵地: what is summed up as places stands in a row of names."""
    return source.folded.startswith(generic_ends("总括"), end)


def _epithet(words: tuple[Word, ...], first: int, number: int, head_start: int) -> int | None:
    """人民公园, 工人文化宫: one of the words that public buildings are called by, right before the head."""
    for at in range(number, first - 1, -1):
        stem = words[at].text[: max(0, head_start - words[at].start)]
        if stem:
            return at if stem in generic("命名") else None
    return None


def _parts(word: Word, head_start: int) -> bool:
    """Whether a word ends the owner's phrase: 援藏干部 + 某中心, 党委联合 + 某校; but 职工之家 is one."""
    return (word.text in titles() and word.end < head_start) or word.text == "联合"


def _level_start(words: tuple[Word, ...], first: int, number: int, head_start: int) -> int | None:
    """县 + 交警大队: a level word that begins the phrase; 镇 + 财政和资产管理局 runs over 和."""
    at = first
    if at >= 2 and words[at - 1].text in ("和", "与") and words[at - 2].tag in ("n", "vn"):
        at -= 2
        while at > 0 and words[at - 1].tag in ("n", "vn"):
            at -= 1
    for start in range(at, number):
        if words[start].text in _DIVISIONS and words[start].start < head_start and start + 1 <= number:
            tail = "".join(word.text for word in words[start + 1 : number + 1])
            return start if len(tail) > 1 and tail not in generic("误机构") else None
    return None


def _cued_start(words: tuple[Word, ...], first: int, number: int, match: HeadMatch) -> tuple[int | None, str]:
    """The start of a phrase that a verb of naming governs and whose modifiers are not all general words."""
    start, head_start = first, words[number].end - len(match.surface)
    while start < number and (
        words[start].tag in ("a", "ad", "f", "s") or words[start].text in generic("误前缀")
    ):
        start += 1
    if start >= number and words[number].start >= head_start:
        return None, ""
    special = [w for w in words[start : number + 1] if w.start < head_start and w.text not in generic("修饰")]
    before = governor(words, first)
    if before and before[1].type == match.row.type == "award" and first < number:
        return first, before[0]
    body = match.row.type == "organisation"
    founded = body and before is not None and before[1].type == "organisation" and number - start >= 2
    if before and (founded or (len(special) >= 2 and not body)):
        return start, before[0]
    return None, ""


def _host(source: Source, start: int) -> int:
    """省第八届运动会: the level or place before the ordinal is the meeting's own."""
    number = source.ending(start)
    if number is None:
        return start
    word = source.words[number]
    level = word.text in _DIVISIONS or (word.text[0] == "全" and word.text[1:] in whole_words())
    return word.start if level or word.tag == "LOC" else start


def _ordinal(source: Source, start: int, match: HeadMatch) -> int:
    """第三批援藏工作组, 2019某某博览会: the ordinal or year belongs to bodies, events, awards."""
    if match.row.type in ("organisation", "event", "award"):
        before = _ORDINAL.search(source.folded, max(0, start - 8), start)
        if before and (match.row.type != "organisation" or before.group().endswith(("批", "届", "期", "轮"))):
            return _host(source, before.start()) if match.row.type == "event" else before.start()
    return start
