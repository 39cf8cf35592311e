"""Habits of words: shares drawn towards the usual one, files, and what those that ship tell."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.choice import NO_HABITS, CountedHabits, told_of
from shilu.extract.facts.choose import shipped_weights, signs_of
from shilu.extract.facts.slots import CHOICES


@given(st.integers(0, 40), st.integers(0, 40), st.floats(0, 1))
def test_a_share_lies_between_the_words_own_and_the_usual_one(right: int, more: int, usual: float) -> None:
    met = right + more
    share, seen = told_of(right, met, usual)
    own = right / met if met else usual
    assert min(own, usual) - 0.005 <= share <= max(own, usual) + 0.005
    assert seen == min(met, 20)


def test_a_word_that_is_met_more_often_tells_more() -> None:
    seldom, often = told_of(2, 2, 0.1)[0], told_of(20, 20, 0.1)[0]
    assert 0.1 < seldom < often < 1


def test_one_word_alone_does_not_outweigh_the_usual_share() -> None:
    """Holds the prior: halved, a word met once would tell as much as the usual share."""
    share, _ = told_of(1, 1, 0.0)
    assert share < 0.3


def test_a_word_that_was_never_met_is_as_usual() -> None:
    assert CountedHabits(0.25, {"建成": (9, 10)}).told("落成") == (0.25, 0.0)


def test_what_is_written_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    habits = CountedHabits(0.25, {"建成": (9, 10), "建成|count": (3, 4)})
    package = tmp_path / "habits_of_a_test"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "action.habits.tsv").write_text(habits.written(), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, package.name, raising=False)
    assert CountedHabits.read(package.name, "action") == habits
    assert CountedHabits.read(package.name, "item") is NO_HABITS


def test_verbs_that_take_amounts_are_told_from_verbs_that_do_not() -> None:
    habits = shipped_weights()["action"].habits
    taking, others = ("增长", "建成", "完成", "达到"), ("通过", "来自", "推进", "服务")
    assert min(habits.told(verb)[0] for verb in taking) > max(habits.told(verb)[0] for verb in others)


def test_verbs_are_known_beside_the_kind_of_amount() -> None:
    habits = shipped_weights()["action"].habits
    assert habits.told("增长|percent")[0] > habits.told("投资|percent")[0]


@pytest.mark.parametrize("slot", CHOICES, ids=lambda slot: str(slot.name))
def test_the_weights_know_the_habits_that_their_slot_asks_for(slot) -> None:  # type: ignore[no-untyped-def]
    weights = shipped_weights()[slot.name]
    assert weights.signs == signs_of(slot)
    assert bool(slot.habits) == (weights.habits is not NO_HABITS)
