"""Rows whose use shows in the words and tags of a passage, not in the trace of a fact."""

from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shilu.extract.facts import find_facts_in_doc
from shilu.extract.grammar.cutting import make_passage
from shilu.extract.grammar.passage import Chunk
from shilu.extract.grammar.retag import _RULES, _asked, _Clause, is_compound_head, retag
from shilu.extract.grammar.rows import (
    actors,
    adverbs,
    compounds,
    controls,
    ends_in,
    intact,
    nominal_verbs,
    ratios,
)
from shilu.extract.names import find_names
from shilu.extract.quantities import find_quantities
from shilu.extract.times import find_times
from shilu.schemas import AnyFact, RatioFact
from tests.extract.facts.looking import language


def chunks_of(text: str) -> tuple[Chunk, ...]:
    doc = language()(text)
    return make_passage(doc, find_quantities(text).quantities, find_times(text), find_names(doc)).chunks


def facts_of(text: str) -> tuple[AnyFact, ...]:
    return find_facts_in_doc(language()(text), published="2025-06")


def cases(table: Callable[[], object]) -> list[object]:
    return [pytest.param(row, one, id=f"{row.id} {one}") for row in table() for one in row.examples]


@pytest.mark.parametrize(("row", "example"), cases(adverbs))
def test_an_adverbial_noun_is_tagged_so(row, example) -> None:
    assert {chunk.tag for chunk in chunks_of(example) if chunk.text in row.surfaces} == {"d"}


@pytest.mark.parametrize(("row", "example"), cases(intact))
def test_an_intact_word_is_one_chunk(row, example) -> None:
    assert any(chunk.text in row.surfaces for chunk in chunks_of(example))


@pytest.mark.parametrize(("row", "example"), cases(compounds))
def test_the_verb_before_a_compound_head_is_no_action(row, example) -> None:
    heads = [chunk for chunk in chunks_of(example) if ends_in(compounds(), chunk.text) is row]
    assert heads
    actions = {fact.action.text for fact in facts_of(example) if fact.action}
    nominal = [chunk for chunk in chunks_of(example) if chunk.tag == "vn"]
    before = {chunk.text for chunk in nominal for head in heads if chunk.end == head.start}
    assert not actions & before


@pytest.mark.parametrize(("row", "example"), cases(controls))
def test_a_verb_that_controls_another_is_no_action(row, example) -> None:
    (fact,) = facts_of(example)
    assert fact.action is not None
    assert fact.action.text not in row.surfaces


@pytest.mark.parametrize(("row", "example"), cases(actors))
def test_a_doer_is_the_subject(row, example) -> None:
    (fact,) = facts_of(example)
    assert fact.subject is not None
    assert fact.subject.text.endswith(row.surfaces)


@pytest.mark.parametrize(("row", "example"), cases(nominal_verbs))
def test_a_nominal_verb_is_no_action(row, example) -> None:
    assert any(chunk.text in row.surfaces for chunk in chunks_of(example))
    assert not any(fact.action and fact.action.text in row.surfaces for fact in facts_of(example))


@pytest.mark.parametrize(("row", "example"), cases(ratios))
def test_a_ratio_names_its_sides(row, example) -> None:
    (fact,) = facts_of(example)
    assert isinstance(fact, RatioFact)
    assert fact.sides == row.sides


@pytest.mark.parametrize(
    ("noun", "compound"), [("人员", True), ("销售额", True), ("小区", False), ("林地", False), ("厂", True)]
)
def test_compound_heads(noun: str, compound: bool) -> None:
    assert is_compound_head(noun) is compound


WORDS = st.sampled_from(["培训", "首次", "的", "、", "人员", "修复", "12名", "时", "建议", "", "督促"])
TAGS = st.sampled_from(["v", "vn", "n", "Q", "w", "d", "p", "LOC", "a", "u"])


@given(st.lists(st.tuples(WORDS, TAGS), max_size=12))
def test_a_word_that_no_rule_asks_for_is_mended_by_none(clause) -> None:
    texts, tags = [word for word, _ in clause], [tag for _, tag in clause]
    asked = _asked(texts, tags)
    others = [index for index in range(len(tags)) if index not in asked and tags[index] != "Q"]
    tried = _Clause(texts, tags)
    assert not [rule for rule in _RULES for index in others if rule(tried, index)]


@example([("培训", "v"), ("时", "Q")])
@given(st.lists(st.tuples(WORDS, TAGS), max_size=12))
def test_any_clause_keeps_its_length_and_its_mentions(clause) -> None:
    texts, tags = [word for word, _ in clause], [tag for _, tag in clause]
    mended = retag(texts, tags)
    assert len(mended) == len(tags)
    assert [tag == "Q" for tag in mended] == [tag == "Q" for tag in tags]
