"""Sentences with the slots of every amount in them: amounts exactly, slots by the share that is right."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from shilu.extract.facts import find_facts_in_doc
from shilu.extract.grammar.rows import changes, cumulative, flows, links, pronouns, sections, speech, status
from shilu.extract.text import fold
from tests.corpora import Case, corpus, flat
from tests.extract.facts.looking import language, seen, views_of

CASES = [case for case in corpus("shilu.extract.facts") if "xfail" not in case.values[0]]

FLOORS = {
    "item": 0.95, "subject": 0.85, "action": 0.93, "change": 0.96, "reached": 0.7, "base": 0.9, "per": 0.95,
    "programme": 0.75, "place": 0.8, "period": 0.92, "status": 0.96, "cumulative": 0.93, "speaker": 0.85,
}  # fmt: skip
"""Shares of right answers that the corpora reach at present, less a little. They are among the sentences that the
weights
were fitted on; how good the choice is on other pages is in docs/choice.md."""


@cache
def read(case_text: str, published: str | None) -> list[dict[str, object]]:
    return [flat(fact) for fact in find_facts_in_doc(language()(case_text), published=published)]


@pytest.mark.parametrize("case", CASES)
def test_the_amounts_are_those_of_the_line(case: Case) -> None:
    rows = read(case["text"], case.get("published"))
    assert [row["surface"] for row in rows] == [want["surface"] for want in case["expect"]]
    for want, row in zip(case["expect"], rows, strict=True):
        fixed = {
            name: want[name] for name in ("kind", "value", "lower", "upper", "bound", "unit") if name in want
        }
        assert {name: row[name] for name in fixed} == fixed


@pytest.fixture(scope="module")
def judged() -> tuple[Counter[str], Counter[str], list[str]]:
    right: Counter[str] = Counter()
    told: Counter[str] = Counter()
    wrong: list[str] = []
    for param in CASES:
        case = param.values[0]
        for want, row in zip(case["expect"], read(case["text"], case.get("published")), strict=False):
            for slot in FLOORS.keys() & want.keys():
                told[slot] += 1
                right[slot] += row[slot] == want[slot]
                if row[slot] != want[slot]:
                    wrong.append(f"{slot}: {want[slot]} not {row[slot]}: {case['text'][:40]}")
    return right, told, wrong


@pytest.mark.parametrize("slot", FLOORS)
def test_the_slots_are_as_right_as_before(
    slot: str, judged: tuple[Counter[str], Counter[str], list[str]]
) -> None:
    right, told, wrong = judged
    assert told[slot] >= 8
    assert right[slot] / told[slot] >= FLOORS[slot], [one for one in wrong if one.startswith(slot)]


def _examples(tables: tuple[object, ...], field: str) -> list[object]:
    return [
        pytest.param(table, row, example, id=f"{table.name}.{row.id} {example}")
        for table in (one() for one in tables)
        for row in table
        for example in getattr(row, field)
    ]


@cache
def _trace(example: str) -> set[str]:
    facts = find_facts_in_doc(language()(example), published="2025-06")
    return {rule for fact in facts for rule in fact.trace}


@pytest.mark.parametrize(
    ("table", "row", "example"), _examples((changes, status, cumulative, links), "examples")
)
def test_a_row_is_told_for_its_example(table, row, example) -> None:
    known = _trace(example)
    assert table.rule(row) in known or _is_sign(table.name, example), known


def _is_sign(table: str, example: str) -> bool:
    """Whether a word of the table is a sign of some candidate, where it does not decide."""
    names = {
        "status": ("status", 1),
        "links": ("action", 0),
        "changes": ("change", 0),
        "cumulative": ("cumulative", 1),
    }
    slot, _ = names[table]
    return any(one[0] == slot and any(one[5]) for one in seen(example) if isinstance(one[0], str))


@pytest.mark.parametrize(
    ("table", "row", "example"), _examples((flows, pronouns, speech, sections), "examples")
)
def test_a_word_of_a_table_stands_in_its_example_with_an_amount(table, row, example) -> None:
    assert any(table.get(surface) is row for surface in row.surfaces if surface in fold(example))
    assert views_of(example)
