"""The words of people are read by two stages, each without the row that does not serve it."""

import pytest

from shilu.extract.lexicon.people import speech, surnames, transliteration


@pytest.mark.parametrize(
    ("table", "without"),
    [(surnames, "首字"), (surnames, "少见"), (speech, "reacting"), (speech, "reporting")],
)
def test_one_row_is_left_out(table, without: str) -> None:
    whole = {row.id for row in table(without="")}
    assert whole - {row.id for row in table(without=without)} == {without}


def test_letters_of_names_by_sound_are_single_characters() -> None:
    assert {len(surface) for surface in transliteration().by_surface} == {1}
