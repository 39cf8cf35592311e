"""Tags that the tagger gives wrongly in ways that grammar can tell, mended clause by clause.

LAC tags a word mostly for itself. What it is in its clause (a verb with its object, a noun used as an adverb) follows
from its neighbours (Zhu Dexi 1982, ch. 5 and 9). Each rule looks at one word of a clause and gives its new tag.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from shilu.extract.grammar.rows import (
    actors,
    adverbs,
    compounds,
    controls,
    cumulative,
    ends_in,
    ends_with_class,
    nominal_verbs,
    pronouns,
    status,
    word_class,
)

__all__ = ["retag"]

_NOUNS = frozenset({"n", "nz", "nw", "vn", "an"})
_VERBS = frozenset({"v", "vd", "d"})
_NAMES = frozenset({"LOC", "ORG", "PER", "NAME"})
_VERBAL_BOUNDS = ("突破", "超", "逾", "达")
_MENTIONS = frozenset({"Q", "T", "NAME"})  # amounts, times and names are what they were found to be


@dataclass(frozen=True)
class _Clause:
    """The words of a clause and their tags, which change as the rules go."""

    texts: Sequence[str]
    tags: list[str]

    def tag(self, index: int) -> str:
        return self.tags[index] if 0 <= index < len(self.tags) else ""

    def object_end(self, index: int) -> int:
        """Index of the amount right behind the nouns that follow a word; 0 where there is none."""
        end = index + 1
        while self.tag(end) in _NOUNS or self.tag(end) == "a":
            end += 1
        noun = end > index + 1 and self.tag(end - 1) in _NOUNS
        return end if noun and self.tag(end) == "Q" else 0


_Rule = Callable[[_Clause, int], str | None]


def adverbial_noun(clause: _Clause, index: int) -> str | None:
    """A noun before a verb that tells how: [高质量]推进; 产量[首次]突破百万吨."""
    row = adverbs().get(clause.texts[index])
    if row is None or clause.tag(index) == "d":
        return None
    led = clause.tag(index - 1) in _NOUNS | {"r"} and not pronouns().get(clause.texts[index - 1])
    if row.id == "also nouns" and led:
        return None
    verbal = clause.tag(index + 1) in _VERBS or (
        clause.tag(index + 1) == "Q" and clause.texts[index + 1].startswith(_VERBAL_BOUNDS)
    )
    return "d" if verbal else None


def object_verb(clause: _Clause, index: int) -> str | None:
    """A verb taken for a noun, with its object and the amount behind it: [培训]护理员2000名."""
    if clause.tag(index) != "vn" or _is_state(clause.texts[index]):
        return None
    end = clause.object_end(index)
    if not end or _has_verb(clause, index) or not _may_lead(clause, index):
        return None
    if clause.tag(index + 1) == "vn" and (
        end != index + 3 or len(clause.texts[index + 2]) > 1
    ):  # 整治排污|口
        return None
    if len(clause.texts[index + 1]) == 1 and end == index + 2:  # 排污|口
        return None
    return None if is_compound_head(clause.texts[end - 1]) else "v"


def nominal_modifier(clause: _Clause, index: int) -> str | None:
    """A verb within the object of another: 兑付耕地地力[保护]补贴1.62亿元; 赔付[受灾]农户60户."""
    word = clause.texts[index]
    if clause.tag(index) != "v" or nominal_verbs().get(word) is None:
        return None
    end = clause.object_end(index)
    before = _verb_before(clause, index)
    listed = clause.texts[index - 1 : index] == ["、"] and clause.tag(index - 2) == "Q"
    if not end or (before is None and not listed) or (before and controls().get(before)):
        return None
    return "vn" if _is_state(word) or is_compound_head(clause.texts[end - 1]) else None


def reporting_verb(clause: _Clause, index: int) -> str | None:
    """A verb of reporting taken for a noun: 累计[报告]病例64例, 疾控中心[报告]病例12例; but 调研[报告]12份."""
    if clause.texts[index] not in word_class("reporting") or clause.tag(index) not in _NOUNS:
        return None
    led = clause.tag(index - 1) in {"", "w", "v", "d", "T", "LOC", "ORG"}
    body = (
        index
        and clause.tag(index - 1) in _NOUNS
        and ends_with_class(clause.texts[index - 1], "reporting bodies")
    )
    return "v" if (led or body) and clause.object_end(index) else None


def temporal_end(clause: _Clause, index: int) -> str | None:
    """The word that closes a clause of time: 出生[时]体重980克."""
    word = clause.texts[index] in word_class("temporal ends") and clause.tag(index) not in {"Q", "T", *_NAMES}
    closes = word and clause.tag(index - 1) in {"v", "vn"}
    return "f" if closes else None


def listed_noun(clause: _Clause, index: int) -> str | None:
    """A verb that names what is counted: 办理代表[建议]1401件、省政协[提案]895件."""
    row = nominal_verbs().get(clause.texts[index])
    if row is None or clause.tag(index) != "v" or clause.tag(index + 1) != "Q":
        return None
    if row.id == "matters" and clause.tag(index - 1) in _NOUNS | _NAMES and _verb_before(clause, index):
        return "vn"
    if clause.tag(index - 1) in _NOUNS and not word_class("holding").isdisjoint(
        clause.texts[:index]
    ):  # 开展主题宣讲68场
        return "vn"
    start = index
    while clause.tag(start - 1) in _NOUNS | _NAMES:
        start -= 1
    return "vn" if start and clause.texts[start - 1] == "、" and clause.tag(start - 2) == "Q" else None


def verbal_count(clause: _Clause, index: int) -> str | None:
    """A verb taken for a noun right before a count of times: 义务[巡诊]350人次."""
    if clause.tag(index) != "vn" or clause.tag(index + 1) != "Q" or _has_verb(clause, index):
        return None
    times = clause.texts[index + 1].endswith(("人次", "次", "场次"))
    manner = clause.tag(index - 1) == "d" or (index and adverbs().get(clause.texts[index - 1]))
    return "v" if times and manner else None


def planning_verb(clause: _Clause, index: int) -> str | None:
    """A verb taken for a noun, between who plans, or when, and what is planned: 全省[计划]新上项目; not
    帮扶[计划]实施三年."""
    if clause.texts[index] not in word_class("planning") or clause.tag(index) not in _NOUNS or not index:
        return None
    led = clause.tag(index - 1) in {"T", "LOC", "ORG"} or pronouns().get(clause.texts[index - 1])
    return "v" if led and clause.tag(index + 1) in {*_VERBS, "ad"} else None


_RULES: tuple[_Rule, ...] = (
    temporal_end,
    reporting_verb,
    object_verb,
    nominal_modifier,
    adverbial_noun,
    listed_noun,
    verbal_count,
    planning_verb,
)


def retag(texts: Sequence[str], tags: Sequence[str]) -> Sequence[str]:
    """The tags of the words of one clause, mended.

    >>> retag(["培训", "护理员", "2000名"], ["vn", "n", "Q"])
    ['v', 'n', 'Q']
    """
    places = _asked(texts, tags)
    if not places:
        return tags
    clause = _Clause(texts, list(tags))
    for rule in _RULES:
        for index in places:
            clause.tags[index] = rule(clause, index) or clause.tags[index]
    return clause.tags


def _asked(texts: Sequence[str], tags: Sequence[str]) -> list[int]:
    """Indices of the words that a rule may mend; most clauses have none.

    Rules ask for certain words; where there is an amount, for verbs that are or may be nominal too.
    """
    amount = "Q" in tags
    words, ends = _words(amount=amount), word_class("temporal ends")
    if words.isdisjoint(texts) and ends.isdisjoint(texts) and not (amount and "vn" in tags):
        return []
    return [
        index
        for index, (word, tag) in enumerate(zip(texts, tags, strict=True))
        if (tag == "vn" or word in words or word in ends) and tag not in _MENTIONS
    ]


@cache
def _words(*, amount: bool) -> frozenset[str]:
    """The words of the tables that rules ask for in a clause with an amount or without."""
    words = word_class("planning").union(word_class("reporting"), adverbs().by_surface)
    return words.union(nominal_verbs().by_surface) if amount else words


def is_compound_head(noun: str) -> bool:
    """Whether a verb before a noun modifies it: 培训[人员], 销售[额]; but not 改造[小区], which only ends in 区."""
    row = ends_in(compounds(), noun)
    return row is not None and (
        row.id == "endings" or noun in row.surfaces or compounds().get(noun[-1]) is None
    )


def _is_state(word: str) -> bool:
    row = nominal_verbs().get(word)
    return row is not None and row.id == "states"


def _verb_before(clause: _Clause, index: int) -> str | None:
    """The nearest verb to the left in the clause, up to an amount or a mark; one of planning (拟) is none."""
    for place in range(index - 1, -1, -1):
        if clause.tag(place) == "v" and not status().get(clause.texts[place]):
            return clause.texts[place]
        if clause.tag(place) in {"Q", "w"}:
            return None
    return None


def _has_verb(clause: _Clause, index: int) -> bool:
    """Whether a verb stands before a word that governs what follows; one that controls it (督促) does not count."""
    before = zip(clause.texts[:index], clause.tags, strict=False)
    verbs = [word for word, tag in before if tag == "v" and word not in {"为", "给", "向", "对"}]
    return any(
        all(table.get(verb) is None for table in (controls(), status(), cumulative())) for verb in verbs
    )


def _may_lead(clause: _Clause, index: int) -> bool:
    """Whether a verb can begin its phrase here: at the head of the clause, after an adverb, or after its subject."""
    before, word = clause.tag(index - 1), clause.texts[index - 1] if index else ""
    if not before or before in {"d", "ad", "vd", "w", "T", "v", "p", "f", "c"} or before in _NAMES:
        return True
    if (
        clause.tag(index - 2) == "p" or clause.texts[max(index - 2, 0)] == "为" or adverbs().get(word)
    ):  # 为社会[培训]农民工
        return True
    return bool(pronouns().get(word) or ends_in(actors(), word))
