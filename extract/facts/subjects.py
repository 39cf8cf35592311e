"""Of whom or what an amount is said: named constructions, tried in a stated order.

Later clauses and sentences share a topic until another takes its place (Li and Thompson 1981, 4.1.5: topic chains).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from shilu.extract.facts.items import Item
from shilu.extract.facts.passage import Chunk, Passage
from shilu.extract.facts.phrases import HEADS, Phrase
from shilu.extract.facts.placed import Placed
from shilu.extract.facts.rows import actors, ends_in, pronouns, speech, word_class
from shilu.extract.facts.scene import Scene
from shilu.extract.facts.surveys import is_survey
from shilu.extract.facts.topics import NAMED, Topic, find_topics, is_property
from shilu.schemas import Name

__all__ = ["Found", "SubjectFinder", "is_named", "is_subject"]

_NEAREST = 200  # names looked back over for the one that a short form stands for


class _Earlier(NamedTuple):
    """What a clause hands on to later ones: its topics, each with the phrase that it stands in, whether it ends
    a statement, whether it tells who says so, and whether it has an amount."""

    topics: tuple[tuple[Phrase, Topic], ...]
    ends: bool
    says: bool
    counts: bool


_BEFORE_SUBJECTS = frozenset({"T", "d", "w", "c", "ad", "TIME"})


@dataclass(frozen=True, slots=True)
class Found:
    """Offsets of an answer, the rule that gave it, and the full name where the words are a short form. `lasting` ones
    may be shared by later sentences."""

    start: int
    end: int
    rule: str
    text: str | None = None
    lasting: bool = False


@dataclass(frozen=True)
class SubjectFinder:
    """Finds the subjects of the amounts of one passage."""

    passage: Passage
    names: Placed[Name]
    headed: dict[int, Found] = field(default_factory=dict)
    _by_clause: dict[int, _Earlier] = field(default_factory=dict)

    def note(self, scene: Scene, item: Item | None) -> None:
        """Remember an amount with its noun that heads its clause after a relative clause, for the clauses after it:
        供销社建设的[5个冷链中心]投用，库容1.2万立方米."""
        turned = any(one.tag == "p" for one in scene.left)  # 把自家的5间铺面腾出来
        related = (
            bool(scene.left) and scene.left[0].text == "的" and not turned and scene.quantity.kind == "count"
        )
        following = next((one for one in scene.right if item and one.start >= item.end), None)
        if (
            item
            and related
            and item.start >= scene.chunk.end
            and following
            and following.tag in {"d", "v", "ad", "n"}
        ):
            verbs = any(one.tag == "v" for one in scene.right if one.start >= item.end)
            if verbs:
                self.headed[scene.chunk.clause] = Found(item.start, item.end, "amount_topic")

    def find(
        self, scene: Scene, item: Item | None, *, carried: Found | None, speaker: Found | None
    ) -> Found | None:
        """The subject of an amount: whom it was caused to, the bearer of an age, the topic of its clause; in a
        quotation the speaker; the topic of an earlier clause; that of the amount before (`carried`); the setting."""
        if carried and carried.rule == "property_topic" and not _is_derived(scene, item):
            carried = (
                None  # 工业增加值居全国第7位，形成3个集群: a property is the topic of its own properties only
            )
        found = _caused(scene, item) or _bearer(scene, item) or self._own(scene, item)
        if found:
            return self.resolve(found)
        if is_subject(scene, item):
            shared = self._earlier(scene, item, None)
            near = scene.passage.sentences[scene.chunk.sentence][0]
            return self.resolve(shared) if shared and shared.start >= near else None
        if speaker:
            return self.resolve(speaker)
        shared = self._earlier(scene, item, carried)
        beyond = shared and shared.start < scene.passage.sentences[scene.chunk.sentence][0]
        start, _ = scene.passage.sentences[scene.chunk.sentence]
        if beyond and (self._survey or _has_topic(scene, item, start)):
            return None
        clause, _ = scene.passage.clauses[scene.chunk.clause]
        if shared and shared.rule.startswith("actor_topic") and _has_topic(scene, item, clause):
            return None  # 高新企业达到19家，中小企业达到29家: each with a topic of its own
        if shared is not None:
            return shared if shared is carried else self.resolve(shared)
        if carried:
            return carried
        setting = _setting(scene)
        return self.resolve(setting) if setting else None

    @cached_property
    def _survey(self) -> bool:
        return is_survey(self.names)

    def _own(self, scene: Scene, item: Item | None) -> Found | None:
        if (
            scene.left and scene.left[0].text == "等"
        ):  # 井盖、路灯等十二类设备: a list in apposition, no topic
            return None
        if listed := _listed(scene, item):
            return listed
        return next((_found(topic) for topic in self._apt(find_topics(scene.left[::-1]), scene, item)), None)

    def _handed_on(self, clause: int) -> _Earlier:
        """What a clause hands on, found once for all the amounts after it."""
        if clause not in self._by_clause:
            chunks = self.passage.by_clause[clause]
            self._by_clause[clause] = _Earlier(
                topics=tuple(find_topics(chunks)),
                ends=self.passage.ends_statement(clause),
                says=_says(chunks),
                counts=any(one.tag == "Q" for one in chunks),
            )
        return self._by_clause[clause]

    def _apt(
        self, topics: Iterable[tuple[Phrase, Topic]], scene: Scene, item: Item | None
    ) -> Iterator[Topic]:
        """Topics that may be the subject: not the item itself, no property unless of a property."""
        for phrase, topic in topics:
            if item and phrase.start < item.end and item.start < phrase.end:
                owner = self._owner(phrase, item)
                if owner:
                    yield owner
            elif topic.kind != "property" or _is_derived(scene, item):
                yield topic

    def _owner(self, phrase: Phrase, item: Item) -> Topic | None:
        """[柳河镇]晚稻种植面积, [车道]全长: a name, a pronoun, a doer or a short form of a name at the head of the
        phrase that names the item."""
        first = phrase.chunks[0]
        last = first
        if first.tag in NAMED:
            for chunk in phrase.chunks[1:]:
                if chunk.tag not in {"LOC", "ORG"} or chunk.end >= item.end:
                    break
                last = chunk
        elif not (pronouns().get(first.text) or self._full_name(first) or _owns(phrase)):
            return None
        if last.end >= item.end:
            return None
        if first.tag in NAMED:
            return Topic(first.start, last.end, "name")
        return Topic(first.start, last.end, "pronoun" if pronouns().get(first.text) else "actor")

    def _earlier(self, scene: Scene, item: Item | None, carried: Found | None) -> Found | None:
        """The topic of the nearest earlier clause that has one, back to the head of the sentence before."""
        passage = self.passage
        sentence = passage.sentences[scene.chunk.sentence][0]
        start = max(scene.window, passage.sentences[max(scene.chunk.sentence - 1, 0)][0])
        for clause in range(scene.chunk.clause - 1, -1, -1):
            first = passage.clauses[clause][0]
            if first < start:
                break
            if clause in self.headed and first >= sentence:
                return self.headed[clause]
            said = self._handed_on(clause)
            if said.ends:  # 职工每人入股2000元；科室减为6个: another statement
                sentence = passage.clauses[clause + 1][0]
                carried = carried if carried and carried.lasting else None
            if said.says:
                continue  # 镇长王明介绍: who says so is not of whom it is said
            if carried and said.counts:
                return carried
            near = first >= sentence
            for topic in self._apt(said.topics, scene, item):
                if self._stands(topic, near=near) and (near or self.opens_sentence(topic.start)):
                    return _found(topic)
        return carried

    def _stands(self, topic: Topic, *, near: bool) -> bool:
        """Whether later clauses may be said of a topic: a name, a doer in the same sentence, a word for a name."""
        if topic.kind == "thing":  # 夜市, after 罗东夜市
            chunk = self.passage.at(topic.start)
            return (
                near and chunk is not None and chunk.end == topic.end and self._full_name(chunk) is not None
            )
        if topic.kind != "pronoun":
            return topic.kind == "name" or (topic.kind == "actor" and near)
        row = pronouns().get(self.passage.text[topic.start : topic.end])
        return (row is not None and "place" in row.types) or self.resolve(_found(topic)).text is not None

    def opens_sentence(self, offset: int) -> bool:
        """Whether what stands at an offset opens its sentence; a topic that comes up later does not go on beyond it."""
        chunk = self.passage.at(offset)
        if chunk is None:
            return False
        start, _ = self.passage.sentences[chunk.sentence]
        said = self.passage.chunks_between(start, offset)
        return not any(one.tag in {"v", "Q"} for one in said)

    def _full_name(self, chunk: Chunk) -> Name | None:
        """The name that a noun is the tail of: 夜市 after 罗东夜市; in a survey 铁路 and 机场 are all of them."""
        if chunk.tag not in HEADS or len(chunk.text) < 2 or self._survey:
            return None
        surface = self.passage.text[chunk.start : chunk.end]
        for name in islice(self.names.before(chunk.start), _NEAREST):
            if name.type not in {"person", "place"} and name.canonical.endswith(surface):
                return name if name.canonical != surface else None
        return None

    def resolve(self, found: Found) -> Found:
        """Give a short form or pronoun (公司, 该镇) by the name nearest before it that it can stand for."""
        surface = self.passage.text[found.start : found.end]
        row = pronouns().get(surface)
        if row is None:
            same_place = self.names.between(found.start, found.start + 1)
            name = next((one for one in same_place if one.span.end == found.end), None)
            if name:
                return replace(found, text=name.canonical)
            chunk = self.passage.at(found.start)
            full = self._full_name(chunk) if chunk and chunk.end == found.end else None
            return (
                replace(found, text=full.canonical, rule=f"{found.rule}+short_form", lasting=True)
                if full
                else found
            )
        nearest = islice(self.names.before(found.start), _NEAREST)
        before = [one for one in nearest if one.span.end <= found.start and one.type in row.types]
        same = [one for one in before if one.canonical.endswith(surface.removeprefix("该"))]
        apt = [one for one in before if not row.endings or one.canonical.endswith(row.endings)]
        for name in [*same[:1], *apt[:1]]:
            rule = f"{found.rule}+{pronouns().rule(row)}"
            return replace(found, rule=rule, text=name.canonical, lasting=True)
        return found


def is_named(passage: Passage, found: Found | None) -> bool:
    """Whether an answer begins with a name, or with a word that stands for one."""
    chunk = passage.at(found.start) if found else None
    return chunk is not None and (chunk.tag in NAMED or pronouns().get(chunk.text) is not None)


def _found(topic: Topic) -> Found:
    named = topic.kind == "name"
    return Found(topic.start, topic.end, "named_topic" if named else f"{topic.kind}_topic", lasting=named)


def _is_derived(scene: Scene, item: Item | None) -> bool:
    """Whether an amount may be said of a property: its item is a property of one, or it is a rank."""
    if item is None:
        return False
    last = scene.passage.at(item.end - 1)
    return scene.quantity.kind == "rank" or (last is not None and last.text in word_class("derived"))


def _owns(phrase: Phrase) -> bool:
    """Whether a phrase is a doer with one of its properties: [农户]收入; but 旅客吞吐量 counts them."""
    first, last = phrase.chunks[0], phrase.chunks[-1]
    owned = is_property(last.text) and last.text[-1] not in "量数次"
    return len(phrase.chunks) > 1 and ends_in(actors(), first.text) is not None and owned


def _caused(scene: Scene, item: Item | None) -> Found | None:
    """使[公司]运营成本降低31%: the noun after a causative, where the item is something of it."""
    for chunk in scene.left:
        if chunk.text in {"使", "让", "令"}:
            first = next((one for one in scene.passage.after(chunk) if one.start < scene.chunk.start), None)
            doer = first and (
                first.tag in NAMED or pronouns().get(first.text) or ends_in(actors(), first.text)
            )
            if first and doer and not (item and item.start < first.start):
                return Found(first.start, first.end, "caused", lasting=first.tag in NAMED)
    return None


def _bearer(scene: Scene, item: Item | None) -> Found | None:
    """Whose age it is: 24岁的[邓倩]; 现年68岁的老船长[蔡万福]."""
    if scene.quantity.kind != "age" or item is None or item.start < scene.chunk.end:
        return None
    inside = scene.passage.chunks_between(item.start, item.end)
    person = next((chunk for chunk in inside if chunk.tag == "PER"), None)
    return Found(person.start, person.end, "bearer", lasting=True) if person else None


def _has_topic(scene: Scene, item: Item | None, start: int) -> bool:
    """Whether the item is itself the topic of the sentence or clause that begins at `start`, with more than a bare
    property: [5G基站]增长4.3倍."""
    if item is None or item.start >= scene.chunk.end:
        return False
    before = scene.passage.chunks_between(start, item.start)
    inside = scene.passage.chunks_between(item.start, item.end)
    return all(one.tag in _BEFORE_SUBJECTS for one in before) and not is_property(inside[-1].text)


def _listed(scene: Scene, item: Item | None) -> Found | None:
    """The name that an amount of a list stands behind: 其中南区3所、[北区]2所."""
    if [one.tag for one in scene.left[1:3]] != ["w", "Q"] or scene.left[1].text not in {"、", ","}:
        return None
    name = scene.left[0]
    if name.tag not in {"LOC", "ORG", "PER"} or (item and item.start < name.end and name.start < item.end):
        return None
    return Found(name.start, name.end, "listed_name")


def is_subject(scene: Scene, item: Item | None) -> bool:
    """Whether the amount with its noun is itself the subject of its clause: [500余名建设者]奋战."""
    if (
        item is None
        or item.start < scene.chunk.end
        or any(one.tag not in _BEFORE_SUBJECTS for one in scene.left)
    ):
        return False
    following = next((chunk for chunk in scene.right if chunk.start >= item.end), None)
    return (
        following is not None
        and following.tag in {"v", "d", "vd", "ad", "p"}
        and scene.quantity.kind == "count"
    )


def _setting(scene: Scene) -> Found | None:
    """在[柳河镇指挥中心]的大屏上: the name that a sentence sets out from, where nothing else is its topic; who says so
    (县农业农村局介绍) is none."""
    for clause in scene.passage.clauses_of_sentence[scene.chunk.sentence]:
        if clause > scene.chunk.clause:
            return None
        chunks = [one for one in scene.passage.by_clause[clause] if one.start < scene.chunk.start]
        if not _says(chunks) and (named := _leading_name(chunks)):
            return Found(named.start, named.end, "setting")
    return None


def _says(chunks: Sequence[Chunk]) -> bool:
    """Whether a clause ends in a verb of saying: 镇长王明介绍."""
    return any(one.tag == "v" and speech().get(one.text) for one in chunks[-3:])


def _leading_name(chunks: Sequence[Chunk]) -> Chunk | None:
    """The name at the head of a clause; of a chain (走进开发区的[玉润公司]) the last."""
    named: Chunk | None = None
    for chunk in chunks:
        if chunk.tag in NAMED - {"PER"}:
            named = chunk
        elif (
            named is None
            and chunk.tag not in _BEFORE_SUBJECTS
            and chunk.text not in word_class("setting verbs")
        ):
            return None
        elif named and chunk.text != "的":
            return named
    return named
