"""Words that the tagger glues, or cuts, right before an amount.

A verb of one character and its object of one are a phrase, though print and tagger make one word of them
(Zhu Dexi 1982, ch. 8; Lü Shuxiang 1979): 产棉|3万担 counts 棉. 共 before such a verb counts together (共|建), and the
last character of 毛巾被 is no passive.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from shilu.extract.grammar.rows import compounds, ends_in, word_class
from shilu.extract.language import Word
from shilu.schemas import Quantity

__all__ = ["glued_words"]

_Part = tuple[int, int, str]
"""Start, end and tag of a word as it should be."""

_WORDS = frozenset({"v", "vn", "n", "nz", "nw", "nr"})
_NOUNS = frozenset({"n", "nz", "nw", "vn", "an", "a", "nr", "PER"})
_COUNTED = frozenset({"count", "mass", "area", "length", "volume", "energy", "money", "other"})
_PEOPLE = frozenset("人工")
_QUILTS = frozenset("床条套件")
_ENDS = frozenset(" ,.;:!?、，。；：！？)）\n")
_NETWORK = re.compile(r"\d/\d(?:/\d)*G(?=[一-鿿])|\d{1,2}(?:/\d{1,2}){1,4}号(?:楼|机组|线)(?=[一-鿿])")
_LONGEST_OBJECT = 8  # words of the object of a verb that 共 stands before


def glued_words(
    folded: str, words: Sequence[Word], quantities: Sequence[Quantity], spans: Collection[int]
) -> Iterator[_Part]:
    """The parts of words that are two, and words of what the tagger cut; `spans` are where periods of time begin.

    >>> list(glued_words("4/5G基站", [], [], []))
    [(0, 4, 'n')]
    """
    amounts = {one.span.start: one for one in quantities}
    for match in _NETWORK.finditer(folded):
        yield *match.span(), "n"
    heads = {word.start for word in words if word.tag in _NOUNS}
    for index, (before, word) in enumerate(pairwise(words), 1):
        amount = amounts.get(word.end)
        if amount is not None:
            if amount.span.end not in heads:  # 养猪|300名农户
                yield from _object(before, word, amount)
            yield from _quilt(folded, before, word, amount)
        if word.text[:1] == "共" and word.tag in {"v", "vn", "d"}:
            yield from _together(words, index, amounts, spans)


def _object(before: Word, word: Word, amount: Quantity) -> Iterator[_Part]:
    """A verb and what it makes: [产|棉]3万担; but not a second activity: 造林[种草]. 奶 of 年产[奶]38吨 is a noun."""
    made_alone = word.text in word_class("made") and before.text in word_class("making")
    if made_alone and word.tag not in _NOUNS and amount.kind in _COUNTED and before.end == word.start:
        yield word.start, word.end, "n"
    if len(word.text) != 2 or word.tag not in _WORDS or amount.kind not in _COUNTED or not amount.unit:
        return
    verb, made = word.text[0], word.text[1]
    if (
        verb not in word_class("making")
        or made not in word_class("made")
        or word.text in word_class("wholes")
    ):
        return
    if amount.kind == "money" and made != "钱":
        return
    if amount.unit in word_class("units of doers") and made not in _PEOPLE:
        return
    act = before.tag in {"v", "vn"} and len(before.text) > 1 and before.text[0] in word_class("making")
    if act and before.end == word.start:
        return
    yield word.start, word.start + 1, "v"
    yield word.start + 1, word.end, "n"


def _quilt(folded: str, before: Word, word: Word, amount: Quantity) -> Iterator[_Part]:
    """A quilt, which the tagger takes for the passive: [毛巾被]20条."""
    end = amount.span.end
    alone = end >= len(folded) or folded[end] in _ENDS
    noun = before.tag in _NOUNS and before.end == word.start
    if word.text == "被" and noun and alone and amount.unit in _QUILTS:
        yield before.start, word.end, "n"


def _together(
    words: Sequence[Word], index: int, amounts: Mapping[int, Quantity], spans: Collection[int]
) -> Iterator[_Part]:
    """Together counted, not done together: 三年来[共|建]公厕210座; but 两校[共建]实验室4个."""
    word = words[index]
    result = index + 1 < len(words) and words[index + 1].text == "成"
    if len(word.text) != 2 or word.text[1] not in word_class("making"):
        return
    last = _before_amount(words, index + 1 + result, amounts)
    if last is None:
        return
    told = any(start in spans for start in _starts(words, index))
    joint = ends_in(compounds(), last.text) is not None and not result and not told
    if word.text == "共建" and (joint or _partners(words, index, amounts)):
        return
    yield word.start, word.start + 1, "d"
    yield word.start + 1, words[index + 1].end if result else word.end, "v"


def _before_amount(words: Sequence[Word], index: int, amounts: Mapping[int, Quantity]) -> Word | None:
    """The last of the nouns from `index` on that end at an amount."""
    for word in words[index : index + _LONGEST_OBJECT]:
        if word.tag not in _NOUNS:
            return None
        if word.end in amounts:
            return word
    return None


def _starts(words: Sequence[Word], index: int) -> Iterator[int]:
    """Where the words of the sentence before one begin, nearest first."""
    for place in range(index - 1, max(index - 30, -1), -1):
        if words[place].text in "。!?;\n":
            return
        yield words[place].start


def _partners(words: Sequence[Word], index: int, amounts: Mapping[int, Quantity]) -> bool:
    """Whether several are named that do it together: 两校, 县医院与省医院, 校企."""
    for place in range(index - 1, max(index - 12, -1), -1):
        word = words[place]
        if word.text in ",。!?;、:\n" and word.text != "、":
            return False
        if word.start in amounts or word.text in word_class("partners") or word.text == "、":
            return True
    return False
