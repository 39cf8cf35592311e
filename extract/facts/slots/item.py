"""Amount of what: the noun phrases around the amount, and what earlier amounts counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shilu.extract.choice import NONE, Candidate
from shilu.extract.facts.amount import AMOUNT_SIGNS, AmountView, shape_of_text, tag_code
from shilu.extract.facts.article import ArticleView
from shilu.extract.facts.constructions import CONSTRUCTIONS, without_addition
from shilu.extract.facts.slots.base import SlotChoice, Suggestions, blank, capped, none
from shilu.extract.facts.standing import Standing, beside, filled
from shilu.extract.grammar.owners import is_agent, is_doer, without_owner
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.phrases import HEADS, NOMINAL, Phrase
from shilu.extract.grammar.ranks import is_rank_word
from shilu.extract.grammar.rows import changes, flows, links, status, word_class
from shilu.extract.grammar.scene import Scene
from shilu.extract.grammar.stretch import Stretch, is_amount, is_colon, is_no_joint, is_verb, last_before
from shilu.extract.grammar.topics import is_property

__all__ = ["ITEM"]

_NAMES = tuple(one.__name__ for one in CONSTRUCTIONS)
_SIGNS = (
    "is_none", "shares", *_NAMES, "constructions", "topic", "run", "head_of_run", "clause_before", "label",
    "heading", "respective", "column_head", "row_head",
    "side", "distance", "clauses_off", "characters", "chunks", "head_tag", "first_tag", "before_tag", "after_tag",
    "property", "agent", "doer", "rank_words", "flow", "change_word", "link_word", "status_word", "amount_between",
    "verb_between", "verb_inside", "repeats", "in_title", "same_unit", "same_kind", "amounts_off", "bare_between",
    "fate", "fate_beside",
)  # fmt: skip
_NO = blank(_SIGNS)
_AT = {name: place for place, name in enumerate(_SIGNS)}
_LABEL_ENDS = frozenset(",。;!?")
_LONGEST_RUN = 8  # chunks of a run of nouns that is taken as it stands
_CLAUSES_BACK = 3  # clauses of the sentence whose topics may be what a later one counts
_AMOUNTS_BACK = 3  # earlier amounts whose item may be shared


def _suggest(view: AmountView, amounts: Sequence[AmountView]) -> Suggestions:
    if view.cell:
        return _heads(view)
    found: dict[tuple[int, int], tuple[Phrase, set[str]]] = {}
    label = _label(view)
    for by, phrase in _phrases(view, label):
        key = (phrase.start, phrase.end)
        text = view.scene.passage.text[slice(*key)]
        if text in word_class("no items") or not any(map(str.isalpha, text)):  # 116912 of 柳湾镇 116912 36.4
            continue
        if key in found:
            found[key][1].add(by)
        else:
            found[key] = (phrase, {by})
    fate = _fate_beside(view.scene)
    candidates = [_candidate(view, phrase, by, fate) for phrase, by in found.values()]
    if heading := view.article.lines.heading_above(view.chunk.start):
        candidates.append(_heading(view, *heading))
    if not (label and _is_of_its_own(view, label)):
        candidates += _shared(view, amounts)
    signs = _NO[:]
    signs[_AT["is_none"]] = 1
    candidates.append(none(signs))
    return candidates


def _phrases(view: AmountView, label: Phrase | None) -> Iterator[tuple[str, Phrase]]:
    """Noun phrases that may be the item, each with what suggests it."""
    scene = view.scene
    pair = view.article.pairs.get(scene.chunk.index)
    if pair:
        yield "respective", without_owner(scene, pair)
    for construction in CONSTRUCTIONS:
        phrase = construction(scene)
        if phrase and not _heads_the_next(scene, phrase):
            yield construction.__name__, _without_owner(view, without_addition(phrase))
    for run in (*_runs(scene.left, backwards=True), *_runs(_past_remark(scene.right), backwards=False)):
        if _labels_next(scene, run):
            continue
        yield "run", run
        if len(run.chunks) > 1:
            yield "head_of_run", Phrase((run.chunks[-1],))
    clauses = scene.passage.clauses_of_sentence[scene.chunk.sentence]
    earlier = [one for one in clauses if one < scene.chunk.clause]
    for clause in reversed(earlier[-_CLAUSES_BACK:]):
        for phrase, _ in view.article.topics(clause)[:2]:
            yield "topic", _without_owner(view, phrase)
    if earlier:
        for run in _runs(scene.passage.by_clause[earlier[-1]][::-1], backwards=True):
            yield "clause_before", run
    if label:
        yield "label", label


def _without_owner(view: AmountView, phrase: Phrase) -> Phrase:
    """The same wherever it is asked from, and asked from many amounts."""
    known = view.article.unowned
    if phrase.chunks not in known:
        known[phrase.chunks] = without_owner(view.scene, phrase)
    return known[phrase.chunks]


def _runs(chunks: Sequence[Chunk], *, backwards: bool) -> Iterator[Phrase]:
    """The two nearest runs of nouns on one side of the amount."""
    run: list[Chunk] = []
    given = 0
    for chunk in chunks:
        if chunk.tag in NOMINAL and chunk.tag != "m" and len(run) < _LONGEST_RUN:
            run.append(chunk)
            continue
        if any(one.tag in HEADS for one in run):
            yield Phrase(tuple(run[::-1] if backwards else run))
            given += 1
        run = []
        if given == 2 or chunk.tag == "Q":
            return
    if any(one.tag in HEADS for one in run):
        yield Phrase(tuple(run[::-1] if backwards else run))


def _past_remark(chunks: Sequence[Chunk]) -> Sequence[Chunk]:
    """The chunks behind an amount without the remark in brackets that stands right behind it: 2.13元（含税）."""
    if not chunks or chunks[0].text != "(":
        return chunks
    closing = next((place for place, one in enumerate(chunks) if one.text == ")"), len(chunks))
    return chunks[closing + 1 :]


def _labels_next(scene: Scene, run: Phrase) -> bool:
    """Whether a run behind the amount is the label of the next, or a part of it: 18.7万吨 [茶叶产量]:2.3万吨,
    300人、[行为]／情绪障碍:40人."""
    if run.start < scene.chunk.end:
        return False
    if _heads_the_next(scene, run):
        return True
    after = run.chunks[-1].index + 1
    for one in scene.passage.chunks[after : after + _LONGEST_RUN]:
        if one.text == ":":
            return True
        if one.tag == "Q" or one.text in _LABEL_ENDS:
            return False
    return False


def _heads_the_next(scene: Scene, phrase: Phrase) -> bool:
    """Whether a unit in brackets and the next number follow a phrase behind the amount: 12 [面积]（㎡）860."""
    after = phrase.chunks[-1].index + 1
    chunks = scene.passage.chunks[after : after + _LONGEST_RUN]
    if phrase.start < scene.chunk.end or not chunks or chunks[0].text != "(":
        return False
    closing = next((place for place, one in enumerate(chunks) if one.text == ")"), None)
    behind = chunks[closing + 1 : closing + 2] if closing else ()
    return bool(behind) and (behind[0].text == ":" or behind[0].tag == "Q")


def _is_of_its_own(view: AmountView, label: Phrase) -> bool:
    """Whether a noun as label stands before this amount and no other: it says what the amount is, earlier ones do
    not."""
    if not any(one.tag in HEADS for one in label.chunks):
        return False  # 煤炭储量...查明:3665千吨
    between = view.scene.passage.chunks_between(label.end, view.chunk.start)
    return not any(one.tag == "Q" for one in between)


def _label(view: AmountView) -> Phrase | None:
    """The label of the amount's line: [总投资]：8.6亿元, [产量]（万吨）：12.6, [数量]（个）12; or the line above
    it, where that is a label and no more."""
    passage, chunk = view.scene.passage, view.chunk
    begin = passage.index_from(passage.paragraph_of(chunk.start)[0])
    colon = last_before(passage.marked(is_colon), begin, chunk.index)
    if colon is None and 0 < begin == chunk.index and is_colon(passage.chunks[begin - 1]):
        colon = begin - 1
        begin = passage.index_from(passage.paragraph_of(passage.chunks[colon].start)[0])
    end = _before_brackets(passage.chunks, begin, chunk.index if colon is None else colon)
    if end == chunk.index:
        return None
    run: list[Chunk] = []
    for one in reversed(passage.chunks[max(begin, end - _LONGEST_RUN - 1) : end]):
        if one.tag not in NOMINAL | {"v"} or len(run) == _LONGEST_RUN:
            break
        run.append(one)
    return Phrase(tuple(reversed(run))) if any(one.tag in HEADS | {"v"} for one in run) else None


def _before_brackets(chunks: Sequence[Chunk], begin: int, end: int) -> int:
    """Where the brackets that close before `end` open, as those of a unit do: 产量（万吨）; else `end`."""
    if end == begin or chunks[end - 1].text != ")":
        return end
    opening = (place for place in range(end - 2, max(begin, end - 6), -1) if chunks[place].text == "(")
    return next(opening, end)


def _standing(article: ArticleView, phrase: Phrase) -> Standing:
    """What is the same of a phrase whichever amount it may be the item of."""
    key = ("item", phrase.chunks)
    if key not in article.standings:
        passage, chunks, last = article.passage, phrase.chunks, phrase.chunks[-1]
        text = passage.text[phrase.start : phrase.end]
        before, after = beside(passage, chunks[0], last)
        signs = filled(_NO, _AT, (
            ("characters", shape_of_text(text)), ("chunks", len(chunks)), ("head_tag", tag_code(last)),
            ("first_tag", tag_code(chunks[0])), ("before_tag", tag_code(before)), ("after_tag", tag_code(after)),
            ("property", is_property(last.text)), ("agent", is_agent(phrase)), ("doer", is_doer(last)),
            ("rank_words", all(map(is_rank_word, chunks))), ("flow", flows().get(last.text) is not None),
            ("change_word", changes().get(last.text) is not None),
            ("link_word", links().get(last.text) is not None),
            ("status_word", status().get(last.text) is not None), ("fate", last.text in word_class("fates")),
            ("verb_inside", sum(one.tag == "v" for one in chunks)),
            ("repeats", min(article.count_of(text), 9)), ("in_title", text in article.title_text),
        ))  # fmt: skip
        article.standings[key] = Standing(text, chunks[0], last, signs)
    return article.standings[key]


def _candidate(view: AmountView, phrase: Phrase, by: set[str], fate: int) -> Candidate:
    own = _standing(view.article, phrase)
    chunk, start, end = view.chunk, phrase.start, phrase.end
    behind = start >= chunk.end
    low, high = (chunk.end, start) if behind else (end, chunk.start)
    between = Stretch(view.scene.passage, low, high)
    signs = own.signs[:]
    for name in by:
        signs[_AT[name]] = 1
    for name, value in (
        ("constructions", len(by)), ("side", 1 if behind else -1), ("distance", capped(len(between))),
        ("clauses_off", abs(chunk.clause - phrase.chunks[-1].clause)),
        ("amount_between", between.count(is_amount)), ("verb_between", between.count(is_verb)),
        ("bare_between", not between.count(is_no_joint)), ("fate_beside", fate),
    ):  # fmt: skip
        signs[_AT[name]] = value
    return Candidate(own.text, start, end, "+".join(sorted(by)), signs)


def _fate_beside(scene: Scene) -> int:
    """Whether the amount stands right behind (1) or before (2) a verb that says what happened to those counted."""
    fates = word_class("fates")
    if scene.left and scene.left[0].text in fates:
        return 1
    return 2 if scene.right and scene.right[0].text in fates else 0


def _heads(view: AmountView) -> Suggestions:
    """What an amount in a table may be an amount of: the heads of its column and of its row, and the line above it."""
    assert view.cell
    column, row = view.cell.column, view.cell.row
    if column and row and _says_nothing(view, *column):
        column = None
    heads = (("column_head", column), ("row_head", row), ("heading", view.cell.caption))
    candidates = [_headed(view, by, *span) for by, span in heads if span]
    signs = _NO[:]
    signs[_AT["is_none"]] = 1
    return [*candidates, none(signs)]


def _says_nothing(view: AmountView, start: int, end: int) -> bool:
    """Whether the head of a column leaves to the head of the row what is counted: 数值, 本报告期."""
    if view.scene.passage.text[start:end] in word_class("plain heads"):
        return True
    return any(
        time.span.start == start and time.span.end == end for time in view.article.times.between(start, end)
    )


def _headed(view: AmountView, by: str, start: int, end: int) -> Candidate:
    """A head of a table."""
    text = view.scene.passage.text[start:end]
    name = view.article.name_at(start, end)
    signs = _NO[:]
    for sign, value in (
        (by, 1), ("characters", shape_of_text(text)), ("property", is_property(text)), ("agent", name is not None),
        ("repeats", min(view.article.count_of(text), 9)), ("change_word", bool(view.article.times.between(start, end))),
    ):  # fmt: skip
        signs[_AT[sign]] = value
    return Candidate(text, start, end, by, signs)


def _heading(view: AmountView, start: int, end: int) -> Candidate:
    """The heading of the list or table in which the amount stands; its line is no statement and has no chunks."""
    text = view.scene.passage.text[start:end]
    signs = _NO[:]
    for name, value in (
        ("heading", 1), ("side", -1), ("clauses_off", 99), ("characters", shape_of_text(text)),
        ("distance", capped((view.chunk.start - end) // 10)), ("repeats", min(view.article.count_of(text), 9)),
        ("property", is_property(text)), ("amount_between", view.scene.passage.paragraph_of(view.chunk.start)[0] - end),
    ):  # fmt: skip
        signs[_AT[name]] = min(value, 99)
    return Candidate(text, start, end, "heading", signs)


def _shared(view: AmountView, amounts: Sequence[AmountView]) -> Iterator[Candidate]:
    """What the amounts before counted, and the one that 分别 echoes."""
    echoed = view.article.echoes.get(view.chunk.index)
    for back in range(1, min(view.number, _AMOUNTS_BACK) + 1):
        yield _shares(view, amounts[view.number - back], back, echoed)
    earlier = range(view.number - _AMOUNTS_BACK - 1, -1, -1)
    for place in earlier:
        other = amounts[place]
        if other.chunk.sentence != view.chunk.sentence:
            return
        if other.chunk.index == echoed:
            yield _shares(view, other, view.number - place, echoed)
            return


def _shares(view: AmountView, other: AmountView, back: int, echoed: int | None) -> Candidate:
    quantity, earlier = view.scene.quantity, other.scene.quantity
    between = Stretch(view.scene.passage, other.chunk.end, view.chunk.start)
    first, last = between.ends()
    signs = _NO[:]
    for name, value in (
        ("shares", 1),
        ("respective", other.chunk.index == echoed),
        ("amounts_off", back),
        ("distance", capped(len(between))),
        ("clauses_off", capped(view.chunk.clause - other.chunk.clause)),
        ("same_unit", quantity.unit == earlier.unit),
        ("same_kind", quantity.kind == earlier.kind),
        ("verb_between", between.count(is_verb)),
        ("bare_between", not between.count(is_no_joint)),
        ("topic", view.chunk.sentence - other.chunk.sentence),
        ("after_tag", tag_code(first)),
        ("before_tag", tag_code(last)),
    ):
        signs[_AT[name]] = value
    return Candidate(None, NONE, NONE, "shared_item", signs, same_as=other.number)


ITEM = SlotChoice("item", _SIGNS, _suggest, AMOUNT_SIGNS)
