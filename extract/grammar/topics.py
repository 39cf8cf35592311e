"""Topics: the noun phrases of a clause that the rest of it may be said of.

The subject of a Chinese statement is its topic (Chao 1968, 2.4; Li and Thompson 1981, ch. 4): a noun phrase before
the verb and outside prepositional phrases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.phrases import HEADS, NOMINAL, Phrase
from shilu.extract.grammar.rows import actors, compounds, ends_in, flows, pronouns, speech, status, word_class

__all__ = ["NAMED", "Topic", "find_topics", "is_property", "topic_of"]

NAMED = frozenset({"LOC", "ORG", "PER", "NAME"})
"""Tags of names."""

Kind = Literal["name", "pronoun", "actor", "thing", "property", "locative"]

_JOINTS = frozenset({"、", "和", "及", "与", "等", "以及"})

_MARKS = frozenset("()“”")  # what they enclose may be no part of the clause

_POSSIBLE_LENGTH = 12  # chunks of the longest topic


@dataclass(slots=True, unsafe_hash=True)  # as `Chunk`: never changed
class Topic:
    """Offsets of a topic and what it is: a name, a pronoun, a noun for a doer, a thing, a property or a place word."""

    start: int
    end: int
    kind: Kind


def find_topics(chunks: Sequence[Chunk]) -> Iterator[tuple[Phrase, Topic]]:
    """The noun phrases before the first verb and in no prepositional phrase, first to last, with the topic in each."""
    for phrase in _phrases(chunks):
        first = _first_member(phrase)
        if first and (len(first.chunks) > 1 or _can_be_topic(first.head)):
            yield phrase, topic_of(first)


@lru_cache(maxsize=16_384)
def is_property(noun: str) -> bool:
    """Whether a noun names what is measured (率, 面积, 收入) rather than what has it.

    >>> is_property("森林覆盖率"), is_property("供销社")
    (True, False)
    """
    row = ends_in(compounds(), noun)
    return flows().get(noun) is not None or (row is not None and row.id in {"properties", "endings", "money"})


def topic_of(phrase: Phrase) -> Topic:
    """What leads or heads a phrase: [柳河镇]发展喜讯; 柳河镇农民[李大山]; [柳河镇公安机关]; else the whole of it."""
    chunks, head = phrase.chunks, phrase.head
    if head is chunks[-1] and head.tag in {"PER", "ORG", "NAME"}:
        return Topic(head.start, head.end, "name")
    if head is chunks[-1] and len(chunks) > 1 and ends_in(actors(), head.text) and chunks[0].tag in NAMED:
        return Topic(phrase.start, phrase.end, "name")
    if chunks[0].tag in NAMED:
        last = chunks[0]
        for chunk in chunks[1:]:
            if chunk.tag not in NAMED:
                break
            last = chunk
        return Topic(chunks[0].start, last.end, "name")
    inner = next((chunk for chunk in chunks if chunk.tag in {"PER", "ORG", "NAME"}), None)
    if inner:
        return Topic(inner.start, inner.end, "name")
    return Topic(phrase.start, phrase.end, _kind(phrase))


def _kind(phrase: Phrase) -> Kind:
    first, last = phrase.chunks[0], phrase.chunks[-1]
    if len(phrase.chunks) == 1 and pronouns().get(first.text):
        return "pronoun"
    if last.tag in {"s", "f"}:
        return "locative"
    if ends_in(actors(), last.text):
        return "actor"
    return "property" if is_property(last.text) else "thing"


def _can_be_topic(chunk: Chunk) -> bool:
    """A lone character is rather a broken word, unless it is a pronoun; a lone verbal noun is rather a verb."""
    if pronouns().get(chunk.text) is not None:
        return True
    return len(chunk.text) > 1 and chunk.text not in word_class("no topics") and chunk.tag != "vn"


def _first_member(phrase: Phrase) -> Phrase | None:
    """Without 其中 and the like before it; of a list of names the first."""
    chunks = list(phrase.chunks)
    while chunks and (chunks[0].text in word_class("no topics") | _JOINTS or chunks[0].tag in {"f", "m"}):
        chunks.pop(0)
    while chunks and chunks[-1].text in _JOINTS:
        chunks.pop()
    joint = next((index for index, chunk in enumerate(chunks) if chunk.text in _JOINTS), len(chunks))
    named = joint and (chunks[joint - 1].tag in NAMED or pronouns().get(chunks[joint - 1].text))
    member = chunks[:joint] if named else chunks
    return Phrase(tuple(member)) if member else None


def _phrases(chunks: Sequence[Chunk]) -> Iterator[Phrase]:
    run: list[Chunk] = []
    inside = False
    said = chunks if _MARKS.isdisjoint([one.text for one in chunks]) else list(_outside_brackets(chunks))
    for place, chunk in enumerate(said):
        if not inside and _belongs(run, chunk):
            run.append(chunk)
            continue
        if run and chunk.text == "的":  # 和田县的[阿依古丽]: what stands before 的 only modifies
            run = []
            continue
        if run and _is_topic(run, chunk):
            yield Phrase(tuple(run))
        run = []
        if chunk.tag == "p":
            inside = True
        elif not inside and _ends_topics(said, place):
            return
        elif inside and _closes(said, place):
            inside = False
    if run and any(one.tag in HEADS or pronouns().get(one.text) for one in run):
        yield Phrase(tuple(run))


def _ends_topics(chunks: Sequence[Chunk], place: int) -> bool:
    """Whether what stands here predicates, so that no topic follows: a verb, unless of planning (确保) or in a relative
    clause (投用的[工作面]使…), or an amount that modifies no noun."""
    chunk = chunks[place]
    if chunk.tag == "Q":
        following = chunks[place + 1] if place + 1 < len(chunks) else None
        return following is None or (following.tag not in HEADS and following.text != "的")
    if (
        chunk.tag != "v"
        or status().get(chunk.text)
        or speech().get(chunk.text)
        or chunk.text in word_class("embedding")
    ):
        return False
    return not _in_relative(chunks, place)


def _in_relative(chunks: Sequence[Chunk], place: int) -> bool:
    """Whether 的 and a noun with its own verb follow a verb: 年初[投用]的工作面使产量提高."""
    tie = next((index for index in range(place + 1, len(chunks)) if chunks[index].text == "的"), None)
    if tie is None or any(one.tag in {"v", "Q"} for one in chunks[place + 1 : tie]):
        return False
    after = tie + 1
    while after < len(chunks) and chunks[after].tag in HEADS | {"a"}:
        after += 1
    return tie + 1 < after < len(chunks) and chunks[after].tag in {"v", "d", "ad", "vd", "p"}


def _belongs(run: Sequence[Chunk], chunk: Chunk) -> bool:
    """Whether a chunk goes on with a noun phrase, or stands for a person."""
    if len(run) >= _POSSIBLE_LENGTH or (not run and chunk.text in word_class("prepositions end")):
        return False
    person = chunk.tag == "r" and pronouns().get(chunk.text) is not None
    return chunk.tag in NOMINAL or person or (bool(run) and chunk.text in _JOINTS)


def _is_topic(run: Sequence[Chunk], following: Chunk) -> bool:
    """A phrase with a head; a list before 等 and an amount is in apposition to it: 井盖、路灯等十二类."""
    headed = any(one.tag in HEADS or pronouns().get(one.text) for one in run)
    return headed and not (following.tag == "Q" and run[-1].text == "等")


def _closes(chunks: Sequence[Chunk], place: int) -> bool:
    """Whether a prepositional phrase ends here; a verb within its list does not end it:
    从爱心[助学]、医疗救助等方面."""
    chunk = chunks[place]
    following = chunks[place + 1].text if place + 1 < len(chunks) else ""
    if chunk.text == "、" or following in {"、", "等"}:
        return False
    return chunk.tag in {"f", "v"} or chunk.text in word_class("prepositions end")


def _outside_brackets(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """Without what stands in round brackets, such as the reporter's name after 本报讯, and without quoted clauses."""
    depth = 0
    quoted = _quoted_clauses(chunks)
    for place, chunk in enumerate(chunks):
        if chunk.text == "(":
            depth += 1
        elif chunk.text == ")":
            depth = max(0, depth - 1)
        elif not depth and place not in quoted:
            yield chunk


def _quoted_clauses(chunks: Sequence[Chunk]) -> frozenset[int]:
    """Places within quotation marks that close in the same clause and hold a verb:
    按照“[财政补一点、企业让一点]”的办法."""
    found: set[int] = set()
    opened: int | None = None
    for place, chunk in enumerate(chunks):
        if chunk.text == "“":
            opened = place
        elif chunk.text == "”" and opened is not None:
            if any(one.tag == "v" for one in chunks[opened:place]):
                found.update(range(opened + 1, place))
            opened = None
    return frozenset(found)
