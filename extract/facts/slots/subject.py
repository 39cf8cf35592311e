"""Of whom or what an amount is said: topics, names and words for a whole, here and before, and what its neighbour
has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from shilu.extract.choice import NONE, Candidate, Row
from shilu.extract.facts.amount import AMOUNT_SIGNS, AmountView, shape_of_text, tag_code
from shilu.extract.facts.article import ARTICLE_SIGNS, ArticleView, says
from shilu.extract.facts.slots.base import SlotChoice, Suggestions, blank, capped, none
from shilu.extract.facts.standing import Standing, Told, beside, filled, told_in
from shilu.extract.grammar.passage import Chunk, Passage
from shilu.extract.grammar.phrases import HEADS, Phrase
from shilu.extract.grammar.rows import actors, ends_in, pronouns
from shilu.extract.grammar.stretch import Stretch, is_colon, last_before
from shilu.extract.grammar.topics import NAMED, is_property
from shilu.schemas import Name

__all__ = ["SUBJECT"]

_SOURCES = (
    "caused", "bearer", "listed", "topic", "owner", "earlier_topic", "sentence_before", "name", "whole", "headed",
    "common_body", "common_place", "region", "speaker", "label", "opening", "row_head", "column_head",
)  # fmt: skip
_TYPES = ("", "place", "organisation", "person", "facility", "programme", "platform", "brand", "event", "policy",
          "award", "work")  # fmt: skip
_SIGNS = (
    "is_none", "shares", *_SOURCES, "kind_of_topic", "type", "before", "clauses_off", "sentences_off", "distance",
    "characters", "head_tag", "after_tag", "before_tag", "in_item", "overlaps_item", "item_behind", "property",
    "pronoun", "doer", "says", "opens_sentence", "repeats", "share_of_mentions", "in_title", "resolved",
    "statement_ended", "amounts_between", "same_kind", "same_clause", "same_paragraph",
    "place_in_clause", "verbs_ahead", "verbs_behind", "opens_paragraph", "clause_opens", "sentence_opens",
    "topics_here", "topics_before", "verb_before_amount",
)  # fmt: skip
_AT = {name: place for place, name in enumerate(_SIGNS)}
_NO = blank(_SIGNS)
_KINDS = {"name": 1, "pronoun": 2, "actor": 3, "thing": 4, "property": 5, "locative": 6}
_CLAUSES_BACK = 6  # clauses of the sentence before the amount's whose topics are looked at
_NAMES_BACK = 4  # names before the amount in its sentence
_OPENING = 3  # characters before what opens a paragraph: a blank, a bullet, a quotation mark
_NEAREST = 200  # names looked back over for the one that a short form stands for


class _Gathered:
    """Candidates by place, each with all that suggests it."""

    def __init__(self, view: AmountView) -> None:
        self.view = view
        self.found: dict[tuple[int, int], tuple[str, dict[str, float]]] = {}

    def add(self, by: str, start: int, end: int, value: str | None = None, **signs: float) -> None:
        text = value or self.view.scene.passage.text[start:end]
        _, known = self.found.setdefault((start, end), (text, {}))
        known[by] = 1
        known.update(signs)


def _suggest(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    gathered = _Gathered(view)
    _near(gathered)
    _earlier(gathered)
    _far(gathered)
    for by, head in view.cell.heads if view.cell else ():
        gathered.add(by, *head)
    around = told_in(_row(view))
    candidates = [_candidate(view, around, *key, text, by) for key, (text, by) in gathered.found.items()]
    candidates += list(_resolved(view, candidates))
    if view.number:
        candidates.append(_shares(view, amounts[view.number - 1]))
    signs = _NO[:]
    signs[_AT["is_none"]] = 1
    candidates.append(none(signs))
    openings = _openings(view)
    for one in candidates:
        for sign, value in openings:
            one.signs[_AT[sign]] = value  # type: ignore[index]
    return candidates


def _openings(view: AmountView) -> list[tuple[str, float]]:
    """How the clause and the sentence of the amount begin, and how many topics they have: where a verb opens them, what
    is spoken of goes without saying."""
    passage, chunk = view.scene.passage, view.chunk
    clause = passage.by_clause[chunk.clause]
    clauses = passage.clauses_of_sentence[chunk.sentence]
    earlier = [one for one in clauses if one < chunk.clause][-_CLAUSES_BACK:]
    return [
        ("clause_opens", tag_code(clause[0])),
        ("sentence_opens", tag_code(passage.by_clause[clauses[0]][0])),
        ("topics_here", sum(topic.start < chunk.start for _, topic in view.article.topics(chunk.clause))),
        ("topics_before", sum(bool(view.article.topics(one)) for one in earlier)),
        ("verb_before_amount", passage.verbs_between(clause[0].index, chunk.index)),
    ]


def _near(gathered: _Gathered) -> None:
    """What stands in the amount's clause."""
    view = gathered.view
    scene, item = view.scene, view.item
    for chunk in scene.left:
        if chunk.text in {"使", "让", "令"}:
            following = next(
                (one for one in scene.passage.after(chunk) if one.start < scene.chunk.start), None
            )
            if following and following.tag in HEADS | {"r"}:
                gathered.add("caused", following.start, following.end)
    if item and item.start >= scene.chunk.end:
        for chunk in scene.passage.chunks_between(item.start, item.end):
            if chunk.tag == "PER":
                gathered.add("bearer", chunk.start, chunk.end)
    if [one.tag for one in scene.left[1:3]] == ["w", "Q"] and scene.left[0].tag in HEADS:
        gathered.add("listed", scene.left[0].start, scene.left[0].end)
    for phrase, topic in view.article.topics(scene.chunk.clause):
        if topic.start < scene.chunk.start:
            gathered.add("topic", topic.start, topic.end, kind_of_topic=_KINDS[topic.kind])
            if (phrase.start, phrase.end) != (topic.start, topic.end):
                gathered.add("topic", phrase.start, phrase.end, kind_of_topic=_KINDS[topic.kind])
            if item and phrase.start < item.end and item.start < phrase.end:
                _owners(gathered, phrase)
    for chunk in (one for one in scene.left if one.tag in NAMED):
        gathered.add("name", chunk.start, chunk.end)
    for chunk in (one for one in scene.right if one.tag in NAMED):
        gathered.add("name", chunk.start, chunk.end)
        break


def _owners(gathered: _Gathered, phrase: Phrase) -> None:
    """[柳河镇]晚稻种植面积, [农户]收入: what heads the phrase that names the item."""
    first = phrase.chunks[0]
    if len(phrase.chunks) > 1:
        gathered.add("owner", first.start, first.end)
        if len(phrase.chunks) > 2 and first.tag in NAMED and phrase.chunks[1].tag in NAMED:
            gathered.add("owner", first.start, phrase.chunks[1].end)


def _earlier(gathered: _Gathered) -> None:
    """Topics and names of earlier clauses, and of the head of the sentence before."""
    view = gathered.view
    passage, chunk = view.scene.passage, view.chunk
    clauses = [one for one in passage.clauses_of_sentence[chunk.sentence] if one < chunk.clause]
    for clause in clauses[-_CLAUSES_BACK:] + clauses[:1]:
        for _, topic in view.article.topics(clause)[:2]:
            gathered.add("earlier_topic", topic.start, topic.end, kind_of_topic=_KINDS[topic.kind])
    start = view.sentence_start
    for name in view.article.names.between(start, chunk.start)[-_NAMES_BACK:]:
        if name.type in _TYPES:
            gathered.add("name", name.span.start, name.span.end, name.canonical)
    paragraph, _ = passage.paragraph_of(chunk.start)
    if start > paragraph:
        before = view.article.sentence_at(start - 1)
        for clause in passage.clauses_of_sentence.get(before, [])[:2]:
            for _, topic in view.article.topics(clause)[:1]:
                gathered.add("sentence_before", topic.start, topic.end, kind_of_topic=_KINDS[topic.kind])
    first = view.article.first_sentence(paragraph)
    for clause in passage.clauses_of_sentence.get(first, [])[:1]:
        for _, topic in view.article.topics(clause)[:1]:
            if topic.start < chunk.start:
                gathered.add("opening", topic.start, topic.end, kind_of_topic=_KINDS[topic.kind])
    begin = passage.index_from(paragraph)
    colon = last_before(passage.marked(is_colon), begin + 1, chunk.index)
    if colon is not None and passage.chunks[colon - 1].tag in HEADS:
        gathered.add("label", passage.chunks[colon - 1].start, passage.chunks[colon - 1].end)


def _far(gathered: _Gathered) -> None:
    """What the whole article speaks of: words for the whole, names of the title, the commonest names, the region."""
    view = gathered.view
    article, offset = view.article, view.chunk.start
    for whole in article.wholes_before(offset, 1):
        gathered.add("whole", *whole)
    for whole in article.wholes[:1]:
        gathered.add("whole", *whole)
    for name in article.headed[:3]:
        gathered.add("headed", name.span.start, name.span.end, name.canonical)
    for by, names in (("common_body", article.commonest_bodies), ("common_place", article.commonest_places)):
        for name in names[:1]:
            gathered.add(by, name.span.start, name.span.end, name.canonical)
    if span := article.region:
        gathered.add("region", *span)


def _row(view: AmountView) -> Row:
    """The row of signs with what is the same of all words that may be the subject of an amount."""
    signs = _NO[:]
    signs[_AT["item_behind"]] = bool(view.item and view.item.start >= view.chunk.end)
    signs[_AT["amounts_between"]] = sum(one.tag == "Q" for one in view.scene.left)
    return signs


def _standing(article: ArticleView, start: int, end: int, text: str) -> Standing:
    """What is the same of words whichever amount they may be the subject of."""
    key = ("subject", start, end, text)
    if key not in article.standings:
        passage, name = article.passage, article.name_at(start, end)
        held, last = passage.at(start), passage.at(end - 1)
        before, after = beside(passage, held, last)
        words = last.text if last else text
        signs = filled(_NO, _AT, (
            ("type", _TYPES.index(name.type) if name and name.type in _TYPES else 0),
            ("characters", shape_of_text(text)),
            ("head_tag", tag_code(last)), ("after_tag", tag_code(after)), ("before_tag", tag_code(before)),
            ("property", is_property(words)), ("pronoun", pronouns().get(text) is not None),
            ("doer", ends_in(actors(), words) is not None),
            ("says", held is not None and says(passage.by_clause[held.clause])),
            ("repeats", min(article.count_of(text), 20)),
            ("share_of_mentions", article.share_of(name)), ("in_title", text in article.title_text),
            *(_role(passage, held, last) if held and last else ()),
        ))  # fmt: skip
        kin = article.kin(text, name, whole=False), article.kin(text, name, whole=True)
        article.standings[key] = Standing(text, held, last, signs, name, kin)
    return article.standings[key]


def _candidate(
    view: AmountView, around: Told, start: int, end: int, text: str, by: dict[str, float]
) -> Candidate:
    own = _standing(view.article, start, end, text)
    passage, chunk, item = view.scene.passage, view.chunk, view.item
    held, last = own.held, own.last
    signs = own.signs[:]
    for place, value in around:
        signs[place] = value
    same_sentence = held is not None and held.sentence == chunk.sentence
    for sign, value in (
        *by.items(), ("before", start < chunk.start),
        ("clauses_off", capped(abs(chunk.clause - held.clause)) if held else 99),
        ("sentences_off", capped(abs(chunk.sentence - held.sentence)) if held else 99),
        ("distance", capped(abs(chunk.index - last.index)) if last else 99),
        ("in_item", bool(item and item.start <= start and end <= item.end)),
        ("overlaps_item", bool(item and start < item.end and item.start < end)),
        ("opens_sentence", same_sentence and start - view.sentence_start <= 2),
        ("statement_ended", same_sentence and passage.statement_ends(held.clause, chunk.clause)),  # type: ignore[union-attr]
    ):  # fmt: skip
        signs[_AT[sign]] = value
    rule = "+".join(sorted(one for one in by if one in _SOURCES))
    return Candidate(text, start, end, rule, signs, kin=own.kin["whole" in by or "region" in by])


def _role(passage: Passage, first: Chunk, last: Chunk) -> Iterator[tuple[str, float]]:
    """Where words stand in their clause: before its verb, as what is spoken of, or after it, as an object."""
    clause = passage.by_clause[first.clause]
    yield "place_in_clause", capped(first.index - clause[0].index)
    yield "verbs_ahead", passage.verbs_between(clause[0].index, first.index)
    yield "verbs_behind", passage.verbs_between(last.index + 1, clause[-1].index + 1)
    yield "opens_paragraph", first.start - passage.paragraph_of(first.start)[0] <= _OPENING


def _resolved(view: AmountView, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """Short forms and words that stand for a name (公司, 该镇), by the name before them."""
    for one in candidates:
        surface = view.scene.passage.text[one.start : one.end]
        if one.value != surface:
            continue
        place = (one.start, one.end)
        if place not in view.article.full_names:
            view.article.full_names[place] = _full_name(view.article, one, surface)
        full = view.article.full_names[place]
        if full:
            signs = list(one.signs)
            signs[_AT["resolved"]] = 1
            signs[_AT["type"]] = _TYPES.index(full.type) if full.type in _TYPES else 0
            signs[_AT["share_of_mentions"]] = view.article.share_of(full)
            yield Candidate(full.canonical, one.start, one.end, f"{one.by}+short_form", signs)


def _full_name(article: ArticleView, one: Candidate, surface: str) -> Name | None:
    row = pronouns().get(surface)
    names = islice(article.names.before(one.start), _NEAREST)
    if row is None:
        chunk = article.passage.at(one.start)
        if chunk is None or chunk.tag not in HEADS or len(surface) < 2:
            return None
        return next(
            (
                name for name in names
                if name.type not in {"person", "place"} and name.canonical.endswith(surface)
                and name.canonical != surface
            ),
            None,
        )  # fmt: skip
    apt = (name for name in names if name.span.end <= one.start and name.type in row.types)
    heads = row.heads(surface)
    return next((name for name in apt if not heads or name.canonical.endswith(heads)), None)


def _shares(view: AmountView, other: AmountView) -> Candidate:
    chunk, earlier = view.chunk, other.chunk
    passage = view.scene.passage
    between = Stretch(passage, earlier.end, chunk.start)
    first, last = between.ends()
    signs = _NO[:]
    for name, value in (
        ("shares", 1), ("clauses_off", capped(chunk.clause - earlier.clause)),
        ("sentences_off", capped(chunk.sentence - earlier.sentence)), ("distance", capped(len(between))),
        ("same_kind", view.scene.quantity.kind == other.scene.quantity.kind),
        ("same_clause", chunk.clause == earlier.clause),
        ("same_paragraph", passage.paragraph_of(chunk.start) == passage.paragraph_of(earlier.start)),
        ("statement_ended", passage.statement_ends(earlier.clause, chunk.clause)),
        ("item_behind", bool(view.item and view.item.start >= chunk.end)),
        ("kind_of_topic", _topic_code(view)), ("after_tag", tag_code(first)), ("before_tag", tag_code(last)),
        ("overlaps_item", bool(view.item and view.item.start == NONE)),
    ):  # fmt: skip
        signs[_AT[name]] = value
    return Candidate(None, NONE, NONE, "shared_subject", signs, same_as=other.number)


def _topic_code(view: AmountView) -> int:
    """What kind of topic the amount's own clause has before it; 0 for none."""
    topics = [topic for _, topic in view.article.topics(view.chunk.clause) if topic.start < view.chunk.start]
    return _KINDS[topics[0].kind] if topics else 0


SUBJECT = SlotChoice("subject", _SIGNS, _suggest, (*ARTICLE_SIGNS, *AMOUNT_SIGNS))
