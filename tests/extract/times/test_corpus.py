"""Every phrase of the corpora, and every example of every table."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from typing import Any

import pytest

from shilu.extract.lexicon import Table
from shilu.extract.times import find_times, infer_published, rows

_TABLES: tuple[Callable[[], Table[Any]], ...] = (
    rows.cues,
    rows.day_parts,
    rows.edges,
    rows.eras,
    rows.events,
    rows.every_words,
    rows.holidays,
    rows.plans,
    rows.recurring_words,
    rows.relative_words,
    rows.unit_words,
    rows.vague_words,
)


def _phrases() -> list[Any]:
    files = sorted(
        resources.files("shilu.extract.times").joinpath("corpus").iterdir(), key=lambda one: one.name
    )
    return [
        pytest.param(json.loads(line), id=f"{file.name}:{number}:{json.loads(line)['text']}")
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
    ]


def _examples(field: str) -> list[Any]:
    return [
        pytest.param(row, example, id=f"{table.rule(row)}:{example}")
        for table in (load() for load in _TABLES)
        for row in table
        for example in getattr(row, field)
    ]


@pytest.mark.parametrize("row", _phrases())
def test_phrase(row: dict[str, Any]) -> None:
    found = find_times(row["text"], published=row.get("published"))
    got = [(one.span.surface, one.type, one.value) for one in found]
    assert got == [(one["surface"], one["type"], one["value"]) for one in row["expect"]]
    assert row["expect"] or row["why"]


def test_there_are_enough_phrases() -> None:
    assert len(_phrases()) >= 850


@pytest.mark.parametrize(
    ("row", "example"),
    [pytest.param(row, one, id=f"{row.id}:{one}") for row in rows.moods() for one in row.examples],
)
def test_mood_looks_ahead(row: rows.Mood, example: str) -> None:
    (one,) = find_times(example, published="2022-12-01")
    assert any(word in example for word in row.surfaces)
    assert (one.value or "").removeprefix("../").startswith("2023-01")


@pytest.mark.parametrize(
    ("row", "example"),
    [pytest.param(row, one, id=f"{row.id}:{one}") for row in rows.imprints() for one in row.examples],
)
def test_imprint_tells_the_date(row: rows.Imprint, example: str) -> None:
    found = infer_published(example)
    assert found
    assert found[0] == "2023-03-15"
    assert any(word in example for word in row.surfaces)


@pytest.mark.parametrize(
    ("row", "example"),
    [pytest.param(row, one, id=f"{row.place}:{one}") for row in rows.year_cue_rows() for one in row.examples],
)
def test_words_about_two_digits_tell_a_year_from_a_length(row: rows.YearCue, example: str) -> None:
    found = find_times(example, published="2021-12-01")
    assert any(word in example for word in row.surfaces)
    assert {one.type for one in found} == {"date" if row.place.endswith("year") else "duration"}


@pytest.mark.parametrize(
    ("row", "example", "counts"),
    [
        pytest.param(row, one, one in row.examples, id=f"{row.place}:{one}")
        for row in rows.count_word_rows()
        for one in (*row.examples, *row.counter)
    ],
)
def test_a_count_with_its_word_is_a_period(row: rows.CountWord, example: str, counts: bool) -> None:
    found = find_times(example, published="2022-12-01")
    assert counts == any(word in example for word in row.surfaces)
    assert [one.type for one in found if one.type != "duration"] == ["period"] * counts


@pytest.mark.parametrize(("row", "example"), _examples("examples"))
def test_example_is_read(row: Any, example: str) -> None:
    found = find_times(example, published="2022-12-01")
    words = [word for word in row.surfaces if word in example]
    assert words, "the example has none of the row's words"
    assert any(word in one.span.surface or one.span.surface in word for one in found for word in words)


@pytest.mark.parametrize(("row", "example"), _examples("counter"))
def test_counter_example_is_not(row: Any, example: str) -> None:
    found = find_times(example, published="2022-12-01")
    assert not [one for one in found if one.span.surface in row.surfaces]


@pytest.mark.parametrize(
    ("row", "example"),
    [pytest.param(row, one, id=f"{row.id}:{one}") for row in rows.guards() for one in row.examples],
)
def test_guarded_example_holds_no_date(row: rows.Guard, example: str) -> None:
    assert any(word in example for word in row.surfaces)
    found = find_times(example, published="2022-12-01")
    assert all(one.type == "duration" for one in found)
    assert not found or not row.id.startswith(("after_round", "after_reach"))
