"""Honours without quotation marks: a grade, the field of merit, a head noun (全国脱贫攻坚先进集体)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.language import Word
from shilu.extract.names.governed import governor
from shilu.extract.names.source import Found, Quote, Source
from shilu.extract.names.tables import HeadMatch, common, cues, generic, heads, honours, titles

__all__ = ["UNGRADED", "awarded", "find_awards", "graded", "titled_honour"]

UNGRADED = frozenset({"awards.文明卫生", "awards.示范试点", "awards.之乡", "awards.强榜", "awards.遗产保护"})
"""Rows whose head alone makes no honour of a quotation before it."""

_NOUNS = frozenset({"n", "nz", "nw", "vn", "an", "a", "ad", "s"})
_LETTERED = re.compile(r"(?:[1-5]A|A{1,5}|[一二三四五]星)(?:级|$)")  # 4A|级景区
_NUMBERED = re.compile(
    r"(?:第[〇零一二三四五六七八九十百\d]{1,4}[批届次]|首批|首届|(?:19|20)\d{2}年?度?|年度)$"
)
_BEFORE = re.compile(r"(?:第[〇零一二三四五六七八九十百\d]{1,4}[批届次]|首批|首届|(?:19|20)\d{2}年?(?:度)?)$")
_MERIT = frozenset({"先进", "先进人物", "荣誉名", "奖等", "奖名", "名单"})
_CLAUSE = 16  # words before a quotation that may govern it
_LONGEST = 10  # words before the head


def find_awards(source: Source) -> Iterator[Found]:
    """Honours, prizes and titles by their head noun and what raises it to a name.

    A grade (全国, 省级) always does; a place, or a scope such as 全县, does for people and bodies of merit or
    where a verb of awarding governs the phrase, since 全县示范村30个 only counts villages.

    >>> from shilu.extract.language import Word
    >>> from shilu.extract.names.source import Source
    >>> words = [Word(0, 2, "全国", "n"), Word(2, 4, "文明", "a"), Word(4, 5, "村", "n")]
    >>> [(one.start, one.end) for one in find_awards(Source("全国文明村", "全国文明村", tuple(words)))]
    [(0, 5)]
    """
    for number, match in source.heads:
        if match.row.needs == "grade" and not _titles(source, number, match):
            found = _honour(source, number, match)
            if found:
                yield found


def _titles(source: Source, number: int, match: HeadMatch) -> bool:
    """Whether the head is only what a person is called by: 柳河村种粮大户 + 孙永福."""
    following = source.words[number + 1 : number + 2]
    return match.surface in titles() and bool(following) and following[0].tag == "PER"


def _honour(source: Source, number: int, match: HeadMatch) -> Found | None:
    """The honour that ends in word `number`, if anything shows that it is one."""
    head, end = source.words[number].end - len(match.surface), source.words[number].end
    if len(match.surface) == 1 and (
        source.folded[end - 2 : end] in common() or source.folded[end - 3 : end - 1] == "最高"
    ):
        return None  # 评奖, 获奖, 最高奖
    first = number
    while source.words[first].start > head:
        first -= 1
    split = source.words[first].start
    if split < head and not (graded(source.folded[split:head]) or _field(source.words[first])):
        if not match.row.alone:
            return None
        first, split = first + 1, head
    start, raised = _walk(source, first, head)
    opened = source.starting(start)
    cue = governor(source.words, opened) if opened is not None else None
    awarded = cue is not None and cue[1].type == "award"
    rules = ("awards", match.rule, *((cue[0],) if cue is not None and awarded else ()))
    if raised == "grade" or (raised and (awarded or match.row.id in _MERIT)):
        return Found(_numbered(source, start), end, "award", rules)
    if (
        awarded
        and (start < head or match.row.id in _MERIT - {"奖等"})
        and len(match.surface) + head - start > 2
    ):
        return Found(_numbered(source, start), end, "award", rules)
    if match.row.alone:
        return Found(_numbered(source, head), end, "award", rules)
    return None


def _walk(source: Source, first: int, head: int) -> tuple[int, str]:
    """Where the phrase before a head begins, and what raises it: a `grade`, a `place`, a `scope` or nothing."""
    words, at, start, raised = source.words, first, head, ""
    if words[at].start < head:
        start, raised = words[at].start, _raises(words[at])
    while at > 0 and first - at < _LONGEST:
        before = words[at - 1]
        now = _raises(before)
        if now and (not raised or words[at].start == start):
            raised = "grade" if "grade" in (now, raised) else raised or now
        elif raised or not (_field(before) or _joint(source, at - 1)):
            break
        at -= 1
        start = words[at].start
    while words[at].text in honours("连词") and words[at].end <= head:
        at += 1
        start = words[at].start
    return start, raised


def _raises(word: Word) -> str:
    if word.tag == "LOC" and word.text not in honours("等级"):
        return "place"
    if _LETTERED.match(word.text):  # 5A级景区12家 counts, 国家5A级景区 names
        return "scope"
    if graded(word.text):
        return "grade"
    return "scope" if word.text in honours("范围") else ""


def graded(text: str) -> bool:
    """Whether a text begins with a grade, be it glued to what follows.

    >>> graded("全国文明村"), graded("4A级景区"), graded("鱼米之乡")
    (True, True, False)
    """
    return any(text[:size] in honours("等级") for size in (2, 3, 4)) or bool(_LETTERED.match(text))


def _field(word: Word) -> bool:
    """Whether a word may stand between grade and head; verbs only those that are fields of merit."""
    if word.text in honours("领域") or _NUMBERED.match(word.text):
        return True
    return word.tag in _NOUNS and word.text not in cues() and word.text not in generic("误前缀")


def _joint(source: Source, number: int) -> bool:
    """A joint between two fields of one honour (脱贫攻坚暨对口支援), but not between two honours."""
    word = source.words[number]
    return word.text in honours("连词") and number > 0 and not heads().at(source.folded, word.start)


def _numbered(source: Source, start: int) -> int:
    before = _BEFORE.search(source.folded, max(0, start - 8), start)
    return before.start() if before else start


def titled_honour(source: Source, quote: Quote, own: HeadMatch) -> bool:
    """Whether a quotation that ends in the head `own` has what makes it an honour.

    It needs its grade, its place or a verb of awarding: “全国文明村”, but “鱼米之乡” is none. Other heads need nothing.
    """
    if own.row.needs != "grade" or own.row.alone or own.row.id in ("先进", "先进人物", "奖等"):
        return True
    inner, number = source.folded[quote.start : quote.end], source.starting(quote.start)
    placed = number is not None and source.words[number].tag == "LOC"
    return placed or awarded(source, quote) or graded(inner) or inner[0] in honours("范围")


def awarded(source: Source, quote: Quote) -> bool:
    """Whether a verb of awarding stands before the quotation in its clause: 入选由教育厅认定的“甲”试点单位."""
    number = source.ending(quote.start - 1) or 0
    for word in reversed(source.words[max(0, number - _CLAUSE) : number]):
        if word.text in "，,。；;：:！!？?\n":
            break
        cue = cues().get(word.text)
        if cue and cue[1].type == "award":
            return True
    return False
