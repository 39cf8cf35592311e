"""What weights are fitted from: habits of words, counted so that no page is told of itself."""

from __future__ import annotations

from shilu.extract.choice import NONE, Candidate, told_of
from tools.fit.habits import Counted, count_habits


def _candidate(*words: str) -> Candidate:
    return Candidate(words[0], NONE, NONE, "verb", (), words=words)


def _counted(**parts: dict[str, tuple[float, float]]) -> Counted:
    counted = Counted()
    for part, met in parts.items():
        counted.add(part, met)
    return counted


def test_words_are_counted_by_the_marks() -> None:
    contests = [[_candidate("建成"), _candidate("服务")], [_candidate("建成")], [_candidate("开工")]]
    told = count_habits(contests, [[1.0, 0.0], [0.35], None])
    assert told == {"建成": (2, 2), "服务": (0, 1), "": (2, 3)}


def test_what_the_marks_leave_open_counts_nowhere() -> None:
    assert count_habits([[_candidate("建成")]], [[float("nan")]]) == {}


def test_a_word_counts_four_times_in_an_article() -> None:
    """Holds the number: a report that says one word on every line would else outweigh all other pages."""
    told = count_habits([[_candidate("增长")]] * 9, [[1.0]] * 9)
    assert told["增长"] == (4, 4)
    assert told[""] == (9, 9)


def test_a_word_of_one_part_tells_nothing() -> None:
    counted = _counted(
        news={"": (5, 10), "建成": (3, 3), "某某路": (3, 3)},
        reports={"": (5, 10), "建成": (1, 1)},
        x={"": (0, 0)},
    )
    assert counted.shipped().counts == {"建成": (4, 4)}
    assert counted.without("x").told("建成") == told_of(4, 4, 0.5)
    assert counted.without("x").told("某某路") == told_of(0, 0, 0.5)


def test_a_page_is_not_told_of_itself() -> None:
    own = {"": (5, 10), "建成": (3, 3)}
    counted = _counted(news=own, reports=own, budgets={"": (0, 10), "建成": (0, 2)})
    assert counted.without("news").told("建成") == told_of(3, 5, 0.25)
    assert counted.without("news", "reports").told("建成") == told_of(0, 0, 0.0)
