"""Each class of `word_classes.toml` matters: its examples are read otherwise where the class is empty."""

from functools import cache

import pytest
from spacy.language import Language

from shilu.extract.facts import find_facts_in_doc, rows
from shilu.extract.facts.rows import begins_with_class, ends_with_class, word_class, word_classes
from shilu.extract.language import make_language

CASES = [pytest.param(row.id, one, id=f"{row.id} {one}") for row in word_classes() for one in row.examples]


@cache
def language() -> Language:
    return make_language()


def facts_of(text: str) -> object:
    return find_facts_in_doc(language()(text), published="2025-06")


@pytest.mark.parametrize(("name", "example"), CASES)
def test_an_example_is_read_with_its_class(name: str, example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_class = facts_of(example)
    others = {row.id: frozenset(row.surfaces) for row in word_classes() if row.id != name}
    monkeypatch.setattr(rows, "_by_class", lambda: {**others, name: frozenset()})
    assert facts_of(example) != with_class


@pytest.mark.parametrize("row", word_classes().rows, ids=lambda row: row.id)
def test_every_word_is_found_at_the_ends_of_a_text(row) -> None:
    for surface in row.surfaces:
        assert begins_with_class(f"{surface}甲甲", row.id)
        assert ends_with_class(f"甲甲{surface}", row.id)
    assert not begins_with_class("", row.id)
    assert not ends_with_class("", row.id)


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(KeyError):
        word_class("no such class")
