"""The tables of the finder: each example is read with its row, no counter-example is."""

import pytest

from shilu.extract.quantities import find_quantities
from shilu.extract.quantities.approximate import approximators
from shilu.extract.quantities.cues import cues
from shilu.extract.quantities.measure_words import contexts, count_nouns
from shilu.extract.quantities.tables import classifiers, currencies, units
from shilu.extract.quantities.words import word_tables
from shilu.extract.text.fold import fold


def named(phrases):
    return {
        "argnames": ("table", "row", "phrase"),
        "argvalues": phrases,
        "ids": [f"{p[0].rule(p[1])}-{p[2]}" for p in phrases],
    }


def examples(*tables):
    return named([(table, row, phrase) for table in tables for row in table for phrase in row.examples])


def counters(*tables):
    return named([(table, row, phrase) for table in tables for row in table for phrase in row.counter])


def reasons(phrase):
    return [other.reason for other in find_quantities(phrase).others]


def rules(phrase):
    return [rule for quantity in find_quantities(phrase).quantities for rule in quantity.rules]


@pytest.mark.parametrize(**examples(*word_tables()))
def test_a_word_is_no_amount(table, row, phrase):
    assert any(reason.startswith(f"{table.rule(row)}:") for reason in reasons(phrase))


@pytest.mark.parametrize(**counters(*word_tables()))
def test_a_phrase_that_only_looks_like_the_word(table, row, phrase):
    assert not any(reason.startswith(f"{table.rule(row)}:") for reason in reasons(phrase))


def roles(phrase):
    found = find_quantities(phrase)
    return {other.role for other in found.others} | ({"fact"} if found.quantities else set())


@pytest.mark.parametrize(**examples(cues()))
def test_a_cue_tells_what_the_number_is(table, row, phrase):
    assert any(surface in phrase for surface in row.surfaces), table.rule(row)
    assert roles(phrase) == {row.gives}


@pytest.mark.parametrize(**counters(cues()))
def test_a_phrase_without_the_cue(table, row, phrase):
    assert row.gives not in roles(phrase), table.rule(row)


WORDS_OF_AMOUNTS = (classifiers(), units(), currencies(), count_nouns())


@pytest.mark.parametrize(**examples(*WORDS_OF_AMOUNTS))
def test_an_amount_is_read_with_the_row(table, row, phrase):
    assert table.rule(row) in rules(phrase)


@pytest.mark.parametrize(**counters(*WORDS_OF_AMOUNTS))
def test_a_phrase_that_only_looks_like_the_amount(table, row, phrase):
    assert table.rule(row) not in rules(phrase)


@pytest.mark.parametrize(**examples(approximators()))
def test_a_word_that_bounds(table, row, phrase):
    amount = find_quantities(phrase).quantities[0]
    inside = row.position == "inside"
    assert inside or table.rule(row) in amount.rules
    assert getattr(amount.amount, "bound", "range") in (row.bound, "about")


@pytest.mark.parametrize(**counters(approximators()))
def test_a_word_that_does_not_bound(table, row, phrase):
    assert table.rule(row) not in rules(phrase)


@pytest.mark.parametrize(**examples(contexts()))
def test_a_context_settles_a_unit(table, row, phrase):
    assert any(quantity.kind != "count" for quantity in find_quantities(phrase).quantities), (
        table.name,
        row.id,
    )


@pytest.mark.parametrize(**counters(contexts()))
def test_a_phrase_without_the_context(table, row, phrase):
    kinds = {quantity.kind for quantity in find_quantities(phrase).quantities}
    assert kinds <= {"count", "percent", "other"}, table.rule(row)


def test_surfaces_are_folded_and_no_word_stands_in_two_tables():
    seen = {}
    for table in word_tables():
        for row in table:
            for surface in row.surfaces:
                assert fold(surface) == surface
                assert seen.setdefault(surface, table.name) == table.name
    assert len(seen) > 2000
