from functools import cache

import pytest
from spacy.language import Language

from shilu.extract.facts import find_facts_in_doc
from shilu.extract.facts.rows import (
    changes,
    cumulative,
    flows,
    links,
    pronouns,
    sections,
    speech,
    status,
)
from shilu.extract.language import make_language
from tests.corpora import Case, check, corpus

TABLES = (links, changes, status, sections, cumulative, flows, speech, pronouns)


@cache
def language() -> Language:
    return make_language()


@pytest.mark.parametrize("case", corpus("shilu.extract.facts"))
def test_examples(case: Case) -> None:
    check(case, find_facts_in_doc(language()(case["text"]), published=case.get("published")))


def _examples(field: str) -> list[object]:
    return [
        pytest.param(table, row, example, id=f"{table.name}.{row.id} {example}")
        for table in (one() for one in TABLES)
        for row in table
        for example in getattr(row, field)
    ]


@pytest.mark.parametrize(("table", "row", "example"), _examples("examples"))
def test_row_is_used_for_its_example(table, row, example) -> None:
    assert table.rule(row) in _trace(example)


@pytest.mark.parametrize(("table", "row", "example"), _examples("counter"))
def test_row_is_not_used_for_its_counter_example(table, row, example) -> None:
    assert table.rule(row) not in _trace(example)


def _trace(example: str) -> set[str]:
    facts = find_facts_in_doc(language()(example), published="2025-06")
    slots = [
        slot.rule for fact in facts for slot in (fact.item, fact.subject, fact.action, fact.speaker) if slot
    ]
    return {
        part
        for rule in [*slots, *(rule for fact in facts for rule in fact.trace)]
        for part in rule.split("+")
    }
