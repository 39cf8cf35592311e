"""Each class of `word_classes.toml` matters: the slots see its examples otherwise where the class is empty."""

import pytest

from shilu.extract.grammar import rows
from shilu.extract.grammar.rows import begins_with_class, ends_with_class, word_class, word_classes
from tests.extract.facts.looking import seen

CASES = [pytest.param(row.id, one, id=f"{row.id} {one}") for row in word_classes() for one in row.examples]


@pytest.mark.parametrize(("name", "example"), CASES)
def test_an_example_is_read_with_its_class(name: str, example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_class = seen(example)
    others = {row.id: frozenset(row.surfaces) for row in word_classes() if row.id != name}
    monkeypatch.setattr(rows, "_by_class", lambda: {**others, name: frozenset()})
    _forget()
    try:
        assert seen(example) != with_class
    finally:
        _forget()


def _forget() -> None:
    """Classes are looked up once."""
    rows.word_class.cache_clear()
    rows._any_of.cache_clear()


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
