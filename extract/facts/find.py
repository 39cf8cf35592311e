"""Facts of one article: each amount with the answers to whose, what, where and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from shilu.extract.facts.actions import find_action
from shilu.extract.facts.anchors import Anchors
from shilu.extract.facts.build import build_fact
from shilu.extract.facts.comparison import find_base, find_reached, find_sides
from shilu.extract.facts.context import ArticleContext
from shilu.extract.facts.draft import Draft
from shilu.extract.facts.items import Item, find_item
from shilu.extract.facts.lists import respective_amounts, respective_items
from shilu.extract.facts.modality import Verdict, find_cumulative, find_status, section_moods
from shilu.extract.facts.passage import Chunk, Passage, make_passage
from shilu.extract.facts.placed import Placed
from shilu.extract.facts.ranks import rank_scope
from shilu.extract.facts.rows import ChangeWord, changes
from shilu.extract.facts.scene import Scene, find_change, in_list, make_scene
from shilu.extract.facts.select import select
from shilu.extract.facts.settings import find_per, find_period, is_future, present, section_times
from shilu.extract.facts.speakers import find_office, find_speaker, quoted
from shilu.extract.facts.subjects import Found, SubjectFinder, is_named, is_subject
from shilu.extract.language import Words, words_of
from shilu.extract.names import OwnWords, find_names
from shilu.extract.quantities import find_quantities
from shilu.extract.times import find_times
from shilu.schemas import AnyFact, Change, Name, NumberRole, Period, Quantity, Slot, Status, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["FactFindings", "find_facts", "find_facts_in_doc"]


_LASTS = 2  # sentences over which a named topic stays the subject of amounts without one of their own


@dataclass(frozen=True)
class FactFindings:
    """Facts in order of the text, and the amounts that are none, each with its role and the reason."""

    facts: tuple[AnyFact, ...]
    refused: tuple[tuple[Quantity, NumberRole, str], ...]


def find_facts(
    doc: Doc | Words,
    *,
    quantities: Sequence[Quantity],
    times: Sequence[Time],
    names: Sequence[Name],
    context: ArticleContext | None = None,
) -> FactFindings:
    """Join the mentions of one text into facts. All spans point into its text."""
    context = context or ArticleContext()
    words = words_of(doc)
    selection = select(words.text, quantities, times, names)
    if not selection.chosen:
        return FactFindings((), selection.refused)
    passage = make_passage(words, selection.chosen, times, names)
    reader = _Reader(passage, times, names, context)
    amounts = [one for one in passage.chunks if one.tag == "Q" and isinstance(one.mention, Quantity)]
    return FactFindings(tuple(reader.read(chunk) for chunk in amounts), selection.refused)


def find_facts_in_doc(
    doc: Doc, *, published: str | None = None, words: OwnWords | None = None
) -> tuple[AnyFact, ...]:
    """The facts of a text that is a doc of its own, its amounts, times and names found here too; `words` are the
    user's own names.

    >>> from shilu.extract.language import make_language
    >>> fact = find_facts_in_doc(make_language()("全县建成102座书屋"))[0]
    >>> fact.item.text, fact.action.text
    ('书屋', '建成')
    """
    names = find_names(doc, words=words)
    inside = [(name.span.start, name.span.end) for name in names]
    return find_facts(
        doc,
        quantities=find_quantities(doc.text).quantities,
        times=find_times(doc.text, published=published, names=inside),
        names=names,
        context=ArticleContext(published=published),
    ).facts


class _Reader:
    """Reads the amounts of a passage in order, remembering what the next one may share."""

    def __init__(
        self, passage: Passage, times: Sequence[Time], names: Sequence[Name], context: ArticleContext
    ) -> None:
        self._passage, self._context = passage, context
        self._times, self._names = Placed(times), Placed(names)
        self._headed = context.heading_names(names)
        self._subjects = SubjectFinder(passage, self._names)
        self._anchors = Anchors(self._names, context)
        self._moods = section_moods(passage)
        self._sections = section_times(passage, (start for start, _ in self._moods), self._times)
        self._pairs = respective_items(passage)
        self._echoes = respective_amounts(passage)
        self._items: dict[int, Item] = {}
        self._slots: dict[Item | Found, Slot] = {}
        self._sentence = -1
        self._item: Item | None = None
        self._counted: dict[str, Item] = {}
        self._clause = 0
        self._change: ChangeWord | None = None
        self._subject: Found | None = None
        self._action: Found | None = None
        self._reached: tuple[Change, str] | None = None
        self._paragraph = -1

    def read(self, chunk: Chunk) -> AnyFact:
        """The fact of one amount."""
        quantity = cast("Quantity", chunk.mention)
        self._enter(chunk)
        scene = make_scene(self._passage, chunk, quantity)
        draft = Draft(quantity=quantity, sentence=self._passage.printed(chunk))
        alike = self._counted.get(quantity.unit or "") if quantity.kind == "count" else None
        previous = self._items.get(self._echoes.get(chunk.index, -1), alike or self._item)
        item = find_item(scene, previous, self._pairs.get(chunk.index), alike=alike is not None)
        if item:
            self._items[chunk.index] = item
        draft.item = self._slot(item)
        draft.scope = rank_scope(scene) if quantity.kind == "rank" else None
        draft.sides = find_sides(scene, item) if quantity.kind == "ratio" else ()
        self._describe(draft, scene, item)
        self._set(draft, scene, item)
        self._item = item or self._item
        if quantity.kind == "count":
            self._counted.pop("个", None)  # it counts anything, and so only what was counted right before
            if item and quantity.unit:
                self._counted[quantity.unit] = item
        draft.trace.extend(link.rule for link in scene.links)
        return build_fact(draft, self._context)

    def _enter(self, chunk: Chunk) -> None:
        if chunk.sentence != self._sentence:
            self._sentence, self._item, self._action = chunk.sentence, None, None
            self._counted, self._clause = {}, chunk.clause
            if self._subject and not (self._subject.lasting and self._is_near(self._subject, chunk)):
                self._subject = None
        if any(map(self._passage.ends_statement, range(self._clause, chunk.clause))):
            self._counted = {}
        self._clause = chunk.clause
        paragraph, _ = self._passage.paragraph_of(chunk.start)
        if paragraph != self._paragraph:
            self._paragraph, self._subject = paragraph, None

    def _is_near(self, subject: Found, chunk: Chunk) -> bool:
        said = self._passage.at(subject.start)
        if not self._subjects.opens_sentence(subject.start):
            return False
        return said is not None and chunk.sentence - said.sentence <= _LASTS

    def _describe(self, draft: Draft, scene: Scene, item: Item | None) -> None:
        """Subject, action, change and denominator."""
        quotation = quoted(self._passage, scene.chunk.start)
        speaker = find_speaker(self._passage, scene.chunk, quotation)
        draft.speaker = self._slot(speaker)
        draft.office = self._slot(find_office(self._passage, speaker)) if speaker else None
        subject = self._subjects.find(
            scene,
            item,
            carried=self._subject,
            speaker=speaker if quotation and is_named(self._passage, speaker) else None,
        )
        self._subject = subject
        self._subjects.note(scene, item)
        draft.subject = self._slot(subject) or (None if is_subject(scene, item) else self._heading_subject())
        self._action = self._shared_action(scene) or find_action(scene, item)
        draft.action = self._slot(self._action)
        change = find_change(scene, (item.start, item.end) if item else None) or (
            self._change if in_list(scene) else None
        )
        self._change = change
        if change and draft.quantity.kind not in {"rank", "ratio"}:
            draft.change = change.change
            draft.trace.append(changes().rule(change))
        self._compare(draft, scene)
        per = find_per(scene)
        if per:
            draft.per = per.unit
            draft.trace.append(per.rule)

    def _compare(self, draft: Draft, scene: Scene) -> None:
        """What a change is reckoned from, and the direction in which a level was reached."""
        reached = find_reached(scene) or (self._reached if in_list(scene) else None)
        self._reached = reached
        if reached:
            draft.reached = reached[0]
            draft.trace.append(reached[1])
        if reached or draft.change or draft.quantity.kind == "multiple":
            draft.base = self._slot(find_base(scene))

    def _shared_action(self, scene: Scene) -> Found | None:
        """The verb of the amount before, where this one only goes on with it: 整理族谱86部，[1.2万页]."""
        before = self._passage.chunks[max(scene.chunk.index - 2, 0) : scene.chunk.index]
        goes_on = (
            not scene.left and all(one.tag == "w" for one in scene.right) and before and before[0].tag == "Q"
        )
        return self._action if goes_on else None

    def _heading_subject(self) -> Slot | None:
        if not self._headed:
            return None
        name = self._headed[0]
        return Slot(text=name.canonical, span=name.span, rule="title_subject")

    def _set(self, draft: Draft, scene: Scene, item: Item | None) -> None:
        """Programme, place, period, status and running total."""
        draft.programme = self._slot(self._anchors.programme(scene, item, self._subject))
        draft.place = self._slot(self._anchors.place(scene, self._subject))
        period = find_period(scene, self._times, self._sections)
        if period and period.time.value:
            draft.period = Period(value=period.time.value, span=period.time.span, rule=period.rule)
        elif (now := present(scene)) and self._context.published:
            span = self._passage.span(now.start, now.end)
            draft.period = Period(value=self._context.published, span=span, rule="present_verb")
        own = (
            None if period and period.rule == "section_time" else period
        )  # its heading has a mood of its own
        status = find_status(scene, self._moods, future=is_future(own, self._context.published))
        draft.status = cast("Status", status.value)
        total = find_cumulative(scene)
        draft.cumulative = total is not None
        draft.trace.extend(verdict.rule for verdict in (status, total) if isinstance(verdict, Verdict))

    def _slot(self, found: Item | Found | None) -> Slot | None:
        if found is None:
            return None
        if found not in self._slots:  # amounts share their place, programme and subject
            span = self._passage.span(found.start, found.end)
            full = found.text if isinstance(found, Found) else None
            self._slots[found] = Slot(text=full or span.surface, span=span, rule=found.rule)
        return self._slots[found]
