"""The examples in the tables are the tests of their rows."""

from __future__ import annotations

import pytest

from shilu.extract.series.items import deed_of, item_of
from shilu.extract.series.tables import Indicator, Verb, Word, indicators, surfaces, verbs, words

INDICATORS = [(row, one) for row in indicators() for one in row.examples]
COUNTER = [(row, one) for row in indicators() for one in row.counter]


@pytest.mark.parametrize(("row", "example"), INDICATORS, ids=lambda one: getattr(one, "name", one))
def test_an_example_is_read_as_its_indicator(row: Indicator, example: str) -> None:
    item = item_of(example, "白鹿县")
    assert item is not None
    assert item.indicator == row


@pytest.mark.parametrize(("row", "counter"), COUNTER, ids=lambda one: getattr(one, "name", one))
def test_a_counter_example_is_another(row: Indicator, counter: str) -> None:
    item = item_of(counter, "白鹿县")
    assert item is not None
    assert item.indicator != row


@pytest.mark.parametrize("surface", [one for row in indicators() for one in row.surfaces])
def test_every_name_is_read_with_place_and_time_before_it(surface: str) -> None:
    (row,) = indicators().by_surface[surface.replace("(", "(")]
    for before in ("", "全县", "2019年全市"):
        item = item_of(f"{before}{surface}", "白鹿县")
        assert item is not None
        assert item.indicator == row


@pytest.mark.parametrize("row", list(verbs()), ids=lambda row: row.id)
def test_the_examples_of_a_verb_hold_it_and_it_is_read_as_its_row(row: Verb) -> None:
    assert all(any(one in example for one in row.surfaces) for example in row.examples)
    for surface in row.surfaces:
        assert deed_of(surface) == ("" if row.neutral else row.id)


@pytest.mark.parametrize("row", list(words()), ids=lambda row: row.role)
def test_the_examples_of_a_word_hold_it(row: Word) -> None:
    assert all(any(one in example for one in row.surfaces) for example in row.examples)
    assert set(row.surfaces) <= set(surfaces(row.role))
