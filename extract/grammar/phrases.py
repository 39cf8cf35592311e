"""Noun phrases around an amount.

A phrase is a run of chunks. The grammar is that of the noun phrase in Chinese (Chao 1968, ch. 4; Zhu Dexi 1982,
ch. 10): modifiers before the head, 的 between a clause or phrase and what it modifies, coordination by 、 和 与 及.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.rows import nominal_verbs, status, word_class

__all__ = [
    "CLOSING",
    "HEADS",
    "NOMINAL",
    "OPENING",
    "Phrase",
    "phrase_after",
    "phrase_before",
    "relative_head",
]

HEADS = frozenset({"n", "nz", "nw", "vn", "an", "LOC", "ORG", "PER", "NAME"})
"""Tags that can head a noun phrase."""

NOMINAL = HEADS | {"s", "a", "f", "xc", "m"}
"""Tags that can stand inside a noun phrase."""

OPENING = '“‘《〈「『"('
CLOSING = '”’》〉」』")'

_MEANING = HEADS | {"a", "v", "s"}
_SEASONS = frozenset({"年", "月", "日"})
_LONGEST_BRACKET = 24  # characters within quotation marks or brackets that a phrase may take in


@dataclass(slots=True, unsafe_hash=True)  # as `Chunk`: never changed
class Phrase:
    """A run of chunks, and the text between its ends."""

    chunks: tuple[Chunk, ...]

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.chunks[0].start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.chunks[-1].end

    @property
    def head(self) -> Chunk:
        """The last chunk that can be a head; else the last chunk."""
        return next((chunk for chunk in reversed(self.chunks) if chunk.tag in HEADS), self.chunks[-1])


def _trimmed(run: Sequence[Chunk]) -> Phrase | None:
    """Without what cannot begin or end a noun phrase: place words after it, a lone bracket."""
    chunks = list(run)
    while chunks and _hangs(chunks[-1], alone=len(chunks) == 1):
        chunks.pop()
    while chunks and (chunks[0].text in CLOSING or chunks[0].tag in {"f", "xc"} or _counts(chunks)):
        chunks.pop(0)
    if not any(chunk.tag in _MEANING for chunk in chunks):
        return None
    return Phrase(tuple(chunks))


def _counts(chunks: Sequence[Chunk]) -> bool:
    """An indefinite number before the noun: [一条]生产线."""
    return len(chunks) > 1 and chunks[0].tag == "m" and chunks[0].text[0] in "一两几"


def _hangs(last: Chunk, *, alone: bool) -> bool:
    """Whether the last chunk of a run is no part of the noun phrase."""
    adverbial = last.text in word_class("adverbial ends") and not alone
    holder = last.text in word_class("holders") and not alone
    return adverbial or holder or last.text in OPENING or last.tag in {"f", "xc"}


def _bracketed(chunks: Sequence[Chunk], index: int) -> int:
    """Index after the bracket that closes the one at `index`, or `index` where none closes soon."""
    limit = chunks[index].start + _LONGEST_BRACKET
    for place in range(index + 1, len(chunks)):
        if chunks[place].start > limit:
            break
        if chunks[place].text and chunks[place].text[-1] in CLOSING:
            return place + 1
    return index


def phrase_after(chunks: Sequence[Chunk], *, verbs: bool = False) -> Phrase | None:
    """The noun phrase that the chunks begin with, up to its first head before a verb, 的, 和 or a mark.

    With `verbs`, a verb directly before a noun counts as its modifier (返乡创业青年).
    """
    run: list[Chunk] = []
    index = 0
    while index < len(chunks):
        after = _inserted(chunks, index, run)
        if after == index:
            if not _goes_on(chunks, index, run, verbs=verbs):
                break
            after += 1
        run.extend(chunks[index:after])
        index = after
    if len(run) > 1 and run[-1].tag == "vn" and index < len(chunks) and chunks[index].tag == "v":
        run.pop()  # 转子|吊装到位
    return _trimmed(run)


def _inserted(chunks: Sequence[Chunk], index: int, run: Sequence[Chunk]) -> int:
    """Index after the quotation that begins here, or the bracket within the phrase; `index` where none does."""
    if chunks[index].text not in OPENING:
        return index
    after = _bracketed(chunks, index)
    if chunks[index].text != "(":
        return after
    return after if run and after < len(chunks) and chunks[after].tag in HEADS else index


def _goes_on(chunks: Sequence[Chunk], index: int, run: Sequence[Chunk], *, verbs: bool) -> bool:
    """Whether a chunk goes on with the phrase that the run has begun."""
    chunk = chunks[index]
    if chunk.text in {"和", "与", "及"} or (
        chunk.text in OPENING and chunk.text != "("
    ):  # 6.8万人和2.1万头牲畜
        return False
    if run and chunk.text in word_class("summing"):  # 电视剧|平均收视率
        return False
    if chunk.tag in NOMINAL or (chunk.text == "地" and run and run[-1].tag in HEADS):  # 盐碱|地
        return True
    led = not run if verbs else bool(run) and run[-1].tag == "f"  # 返乡创业青年; 线下销售门店
    if led and chunk.tag in {"v", "vd", "ad"} and _before_noun(chunks, index):
        return True
    return bool(run) and _modifies(chunks, index, begun=any(one.tag in HEADS for one in run))


def _modifies(chunks: Sequence[Chunk], index: int, *, begun: bool) -> bool:
    """Whether a verb within the phrase is a nominal verb before a noun: 物联[感知]设备. One of a stage (开工) is only
    where no noun came before: 新[开工]项目, but 项目[落地]临港园区."""
    chunk = chunks[index]
    if index + 1 >= len(chunks) or chunks[index + 1].tag not in HEADS or chunk.tag not in {"v", "vd"}:
        return False
    row = nominal_verbs().get(chunk.text)
    return row is not None and not (begun and row.id == "stages")


def _before_noun(chunks: Sequence[Chunk], index: int) -> bool:
    return index + 1 < len(chunks) and chunks[index + 1].tag in HEADS | {"v"}


def relative_head(chunks: Sequence[Chunk]) -> Phrase | None:
    """The noun phrase after the first 的 of the chunks: 有劳动能力的[残疾人]."""
    for index, chunk in enumerate(chunks):
        if chunk.text == "的":
            return phrase_after(chunks[index + 1 :], verbs=True)
        if chunk.tag == "Q" or chunk.text in ",;:":
            return None
    return None


def phrase_before(
    before: Iterable[Chunk], *, verbal: bool = False, predicated: bool = False
) -> Phrase | None:
    """The noun phrase that ends where `before` (nearest first) begins.

    With `verbal`, a verb at its right edge belongs to it where a noun precedes: 消费帮扶[销售]. With `predicated`, the
    phrase is known to be a subject, and a verb within it is a modifier: [办理]时间缩短为3天.
    """
    run: list[Chunk] = []
    chunks = list(before)
    index = 0
    while index < len(chunks):
        chunk = chunks[index]
        if chunk.text in CLOSING and not (chunk.text == ")" and not run):
            opening = _opened(chunks, index)
            if opening == index:
                break
            run.extend(chunks[index : opening + 1])
            index = opening + 1
            continue
        spell = chunk.text in word_class("spells") or (
            chunk.tag == "f" and chunk.text in word_class("postpositions")
        )
        if run and spell and run[-1].tag in HEADS | {"a"}:  # 降雪过程|平均降雪量; 中心附近|最大风力
            break
        edge = not run and chunk.tag == "v" and (verbal or chunk.text in word_class("suffixes"))
        fragment = chunk.tag == "v" and len(run) == 1 and _is_cut(chunk, run[0])
        modifies = (
            chunk.tag in {"v", "vd"}
            and chunk.text not in word_class("causatives")
            and not status().get(chunk.text)
        )
        modifier = predicated and bool(run) and modifies and run[-1].tag in HEADS
        if not (chunk.tag in NOMINAL or edge or fragment or modifier or _leads_noun(chunk, run)):
            break
        run.append(chunk)
        index += 1
    return _trimmed(run[::-1])


def _is_cut(verb: Chunk, noun: Chunk) -> bool:
    """Whether the tagger cut one word in two: 藏|量; but not a verb and what it makes, 产|棉."""
    made = verb.text in word_class("making") and noun.text in word_class("made")
    return len(noun.text) == 1 and noun.tag in HEADS and not made


def _leads_noun(chunk: Chunk, run: Sequence[Chunk]) -> bool:
    """Adverbs and seasons that modify a noun: 一般公共预算, 冬小麦; the run is outwards, its last chunk the nearest."""
    if not run or run[-1].start != chunk.end or run[-1].tag not in HEADS | {"a"}:
        return False
    season = chunk.tag == "TIME" and chunk.text[-1] not in "日天年月"  # 冬小麦, 明清院落; but 首日票房
    return chunk.tag == "ad" or season or (chunk.tag == "q" and chunk.text in _SEASONS)


def _opened(chunks: Sequence[Chunk], index: int) -> int:
    """Like `_bracketed`, to the left: index of the opening bracket."""
    limit = chunks[index].end - _LONGEST_BRACKET
    for place in range(index + 1, len(chunks)):
        if chunks[place].end < limit:
            break
        if chunks[place].text and chunks[place].text[0] in OPENING:
            return place
    return index
