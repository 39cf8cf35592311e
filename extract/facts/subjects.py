"""Of whom or what an amount is said.

The subject of a Chinese statement is its topic (Chao 1968, 2.4; Li and Thompson 1981, ch. 4): a noun phrase before
the verb and outside prepositional phrases, which later clauses and sentences share until another takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from extract.facts.items import Item
from extract.facts.passage import Chunk, Passage
from extract.facts.phrases import HEADS, NOMINAL, Phrase
from extract.facts.placed import Placed
from extract.facts.rows import pronouns, speech
from extract.facts.scene import Scene
from schemas import Name

__all__ = ["Found", "find_subject", "is_named", "resolve"]

_CLOSES_PREPOSITION = frozenset(
    {"内", "里", "中", "上", "下", "期间", "时", "后", "前", "以来", "方面", "等"}
)
_ADVERBIAL = frozenset(
    {
        "长期",
        "同时",
        "其中",
        "本报讯",
        "本报",
        "记者",
        "通讯员",
        "此外",
        "另外",
        "目前",
        "重点",
        "近期",
        "期间",
        "过程",
        "全部",
        "部分",
        "大部分",
        "全体",
    }
)
_NEAREST = 200  # names looked back over for the one that a short form stands for
_NAMED = frozenset({"LOC", "ORG", "PER", "NAME"})


@dataclass(frozen=True, slots=True)
class Found:
    """Offsets of an answer, the rule that gave it, and the full name where the words are a short form."""

    start: int
    end: int
    rule: str
    text: str | None = None

    @property
    def lasting(self) -> bool:
        """Whether a later sentence may share it: only a named topic goes on beyond its sentence."""
        return self.rule.startswith("named_topic") or "+" in self.rule


def find_subject(
    scene: Scene, item: Item | None, names: Placed[Name], *, carried: Found | None, speaker: Found | None
) -> Found | None:
    """The topic of the amount's clause; in a quotation its speaker; else a named topic of an earlier clause of the
    sentence; else the subject of the amount before (`carried`); else a named topic of an earlier sentence of the
    paragraph; else any topic."""
    found = (
        _caused(scene, item)
        or _own(scene, item)
        or speaker
        or _earlier(scene, item, carried)
        or _setting(scene)
    )
    return resolve(scene.passage, found, names) if found else None


def _own(scene: Scene, item: Item | None) -> Found | None:
    if scene.left and scene.left[0].text == "等":  # 井盖、路灯等十二类设备: a list in apposition, no topic
        return None
    chunks = [one for one in scene.passage.by_clause[scene.chunk.clause] if one.start < scene.chunk.start]
    return next(_topics(chunks, item), None)


def _earlier(scene: Scene, item: Item | None, carried: Found | None) -> Found | None:
    passage, fallback = scene.passage, None
    start = max(passage.window(scene.chunk), passage.sentences[max(scene.chunk.sentence - 1, 0)][0])
    for clause in range(scene.chunk.clause - 1, -1, -1):
        if passage.clauses[clause][0] < start:
            break
        chunks = passage.by_clause.get(clause, ())
        if any(one.tag == "v" and speech().get(one.text) for one in chunks[-3:]):
            continue  # 镇长王明介绍: who says so is not of whom it is said
        if carried and any(one.tag == "Q" for one in chunks):
            return carried
        for topic in _topics(chunks, item):
            near = passage.clauses[clause][0] >= passage.sentences[scene.chunk.sentence][0]
            if is_named(passage, topic) or (near and _acts(passage, topic)):
                return topic
            fallback = fallback or topic
    return carried or fallback


def _topics(chunks: Sequence[Chunk], item: Item | None) -> Iterator[Found]:
    """Topics of a clause, first to last, other than the item itself."""
    for phrase in _topic_phrases(chunks):
        if item and phrase.start <= item.end and item.start < phrase.end:
            owner = _owner(phrase, item)
            if owner:
                yield owner
        elif len(phrase.chunks) > 1 or _can_be_topic(phrase.head.text):
            yield _named_part(phrase)


def _can_be_topic(word: str) -> bool:
    """A lone character is rather a broken word, unless it is a pronoun."""
    return (len(word) > 1 or pronouns().get(word) is not None) and word not in _ADVERBIAL


def _topic_phrases(chunks: Sequence[Chunk]) -> Iterator[Phrase]:
    """Noun phrases before the first verb and in no prepositional phrase."""
    run: list[Chunk] = []
    inside = False
    for chunk in _outside_brackets(chunks):
        if not inside and (chunk.tag in NOMINAL or _joins(run, chunk) or _stands_for_person(chunk)):
            run.append(chunk)
            continue
        if run and chunk.text == "的":  # 和田县的[阿依古丽]: what stands before 的 only modifies
            run = []
            continue
        if any(one.tag in HEADS or pronouns().get(one.text) for one in run) and not (
            chunk.tag == "Q" and run[-1].text == "等"
        ):
            yield Phrase(tuple(run))
        run = []
        if chunk.tag == "p":
            inside = True
        elif chunk.tag in {"v", "Q"} and not inside:
            return
        elif inside and chunk.text != "、" and (chunk.tag in {"f", "v"} or chunk.text in _CLOSES_PREPOSITION):
            inside = False
    if any(one.tag in HEADS for one in run):
        yield Phrase(tuple(run))


def _outside_brackets(chunks: Sequence[Chunk]) -> Iterator[Chunk]:
    """Without what stands in round brackets, such as the reporter's name after 本报讯."""
    depth = 0
    for chunk in chunks:
        if chunk.text == "(":
            depth += 1
        elif chunk.text == ")":
            depth = max(0, depth - 1)
        elif not depth:
            yield chunk


def _joins(run: Sequence[Chunk], chunk: Chunk) -> bool:
    """Whether the chunk goes on with a list: 吴江、青浦和嘉善."""
    return bool(run) and chunk.text in {"、", "和", "及", "与", "等"}


def _stands_for_person(chunk: Chunk) -> bool:
    return chunk.tag == "r" and pronouns().get(chunk.text) is not None


def _named_part(phrase: Phrase) -> Found:
    """The name that leads a phrase, where one does: [柳河镇]发展喜讯; else the phrase."""
    first = phrase.chunks[0]
    if first.tag in _NAMED:
        last = first
        for chunk in phrase.chunks[1:]:
            if chunk.tag not in _NAMED:
                break
            last = chunk
        return Found(first.start, last.end, "named_topic")
    name = next((chunk for chunk in phrase.chunks if chunk.tag in {"PER", "ORG", "NAME"}), None)
    if name:
        return Found(name.start, name.end, "named_topic")
    return Found(phrase.start, phrase.end, "topic")


def _owner(phrase: Phrase, item: Item) -> Found | None:
    """[柳河镇]晚稻种植面积: a name or pronoun at the head of the phrase that names the item."""
    first = phrase.chunks[0]
    if first.tag not in _NAMED and not pronouns().get(first.text):
        return None
    last = first
    for chunk in phrase.chunks[1:]:
        if chunk.tag not in {"LOC", "ORG"} or chunk.end >= item.end:
            break
        last = chunk
    rule = "named_topic" if first.tag in _NAMED else "topic"
    return Found(first.start, last.end, rule) if last.end < item.end else None


def _caused(scene: Scene, item: Item | None) -> Found | None:
    """使[公司]运营成本降低31%: the noun after a causative, where the item is something of it."""
    for chunk in scene.left:
        if chunk.text in {"使", "让", "令"}:
            first = next((one for one in scene.passage.after(chunk) if one.start < scene.chunk.start), None)
            if first and first.tag in HEADS and not (item and item.start < first.start):
                return Found(first.start, first.end, "caused")
    return None


def _setting(scene: Scene) -> Found | None:
    """在[柳河镇指挥中心]的大屏上: a name that the sentence sets out from, where nothing else is its topic."""
    start, _ = scene.passage.sentences[scene.chunk.sentence]
    for chunk in scene.passage.chunks_between(start, scene.chunk.start):
        if chunk.tag in _NAMED and chunk.tag != "PER":
            return Found(chunk.start, chunk.end, "setting")
    return None


def _acts(passage: Passage, found: Found) -> bool:
    """A lone noun right before a verb: [农户]获得收益."""
    chunk = passage.at(found.start)
    if chunk is None or chunk.end != found.end:
        return False
    following = next(passage.after(chunk), None)
    return following is not None and following.tag in {"v", "d"}


def is_named(passage: Passage, found: Found | None) -> bool:
    """Whether an answer begins with a name, or with a word that stands for one."""
    chunk = passage.at(found.start) if found else None
    return chunk is not None and (chunk.tag in _NAMED or pronouns().get(chunk.text) is not None)


def resolve(passage: Passage, found: Found, names: Placed[Name]) -> Found:
    """Give a short form or pronoun (公司, 该镇) by the name nearest before it that it can stand for."""
    surface = passage.text[found.start : found.end]
    row = pronouns().get(surface)
    if row is None:
        same_place = names.between(found.start, found.start + 1)
        name = next((one for one in same_place if one.span.end == found.end), None)
        return Found(found.start, found.end, found.rule, name.canonical) if name else found
    nearest = islice(names.before(found.start), _NEAREST)
    before = [one for one in nearest if one.span.end <= found.start and one.type in row.types]
    same = [one for one in before if one.canonical.endswith(surface.removeprefix("该"))]
    apt = [one for one in before if not row.endings or one.canonical.endswith(row.endings)]
    for name in [*same[:1], *apt[:1]]:
        return Found(found.start, found.end, f"{found.rule}+{pronouns().rule(row)}", name.canonical)
    return found
