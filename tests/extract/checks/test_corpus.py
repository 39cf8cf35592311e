"""Checks and repeats, from the examples beside the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shilu.extract.checks import find_checks, link_same
from shilu.extract.checks.groups import groups
from shilu.schemas import plain
from tests.corpora import Case, corpus

if TYPE_CHECKING:
    from shilu import Extractor
    from shilu.schemas import Check, PageRecords

CASES = corpus("shilu.extract.checks")
CHECKS = [case for case in CASES if case.id.startswith("checks")]
SAME = [case for case in CASES if case.id.startswith("same")]


def flat(check: Check) -> dict[str, Any]:
    numbers = {name: plain(getattr(check, name)) for name in ("expected", "found", "difference", "tolerance")}
    return {**check.model_dump(), **numbers, "surface": check.span.surface}


@pytest.mark.parametrize("case", CHECKS)
def test_amounts_that_must_agree(case: Case, extractor: Extractor) -> None:
    checks = extractor.page(case["text"], published="2022-12").checks
    assert [check.span.surface for check in checks] == [want["surface"] for want in case["expect"]]
    for check, want in zip(checks, case["expect"], strict=True):
        told = flat(check)
        assert {name: told[name] for name in want} == want
        assert check.difference == check.found - check.expected
        assert (check.verdict == "agrees") == (abs(check.difference) <= check.tolerance)


@pytest.mark.parametrize("case", SAME)
def test_facts_that_state_the_same(case: Case, extractor: Extractor) -> None:
    facts = extractor.page(case["text"], published="2022-12").facts
    found = {fact.id: fact for fact in facts}
    expected: list[tuple[Any, Any]] = []
    for want in case["expect"]:
        of_surface = [fact for fact in facts if fact.span.surface == want["surface"]]
        first = want["same_as"]
        original = of_surface[first - 1] if isinstance(first, int) else _one(facts, first)
        expected.append((of_surface[want.get("nth", 1) - 1].id, original.id))
    assert [(fact.id, found[fact.same_as].id) for fact in facts if fact.same_as] == expected


def _one(facts: Any, surface: str) -> Any:
    return next(fact for fact in facts if fact.span.surface == surface)


def _rows(field: str) -> list[Any]:
    return [
        pytest.param(row, text, id=f"{row.id} {text}") for row in groups() for text in getattr(row, field)
    ]


def _rules(records: PageRecords) -> set[str]:
    return {check.rule for check in records.checks}


@pytest.mark.parametrize(("row", "example"), _rows("examples"))
def test_a_group_makes_a_list_complete(row: Any, example: str, extractor: Extractor) -> None:
    assert groups().rule(row) in _rules(extractor.page(example))


@pytest.mark.parametrize(("row", "example"), _rows("counter"))
def test_what_is_no_whole_group_is_not_taken_for_one(row: Any, example: str, extractor: Extractor) -> None:
    assert groups().rule(row) not in _rules(extractor.page(example))


WORDS = st.sampled_from(
    ["其中", "由", "增加到", "，增长", "，占", "，共", "男", "女", "城镇", "农村", "、",
      "，", "。", "\n", "比上年的", "（", "）",
     "100万元", "50万元", "40%", "3名", "近20名", "10个百分点", "0元", "0%", "书屋"]
)  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, max_size=40).map("".join))
def test_whatever_the_text_checks_are_grounded_and_ids_lead_to_facts(extractor: Extractor, text: str) -> None:
    records = extractor.page(text)
    facts = {fact.id: fact for fact in records.facts}
    for check in records.checks:
        assert check.span == facts[check.fact].span
        assert [facts[other].span for other in check.others] == list(check.evidence)
        assert check.fact not in check.others
    assert len({check.id for check in records.checks}) == len(records.checks)
    for fact in records.facts:
        if fact.same_as:
            assert facts[fact.same_as].same_as is None
            assert facts[fact.same_as].kind == fact.kind
    assert link_same(records.facts, records.articles) == records.facts
    assert find_checks(text, records.facts) == records.checks


def test_many_facts_of_one_amount_are_linked_in_linear_time(extractor: Extractor) -> None:
    import time

    record = extractor.page("柳河县建成公路318公里。").facts[0]
    text = record.sentence.surface
    facts = []
    for number in range(20000):
        moved = {"start": number * len(text), "end": number * len(text) + len(text)}
        facts.append(record.with_fields(id=str(number), sentence=record.sentence.with_fields(**moved)))
    began = time.process_time()
    linked = link_same(facts, ())
    assert time.process_time() - began < 10
    assert {fact.same_as for fact in linked[1:]} == {"0"}
