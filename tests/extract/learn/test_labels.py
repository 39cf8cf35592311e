"""Which candidates count as right when weights are learned."""

from __future__ import annotations

import math

from shilu.extract.choice import NONE, Candidate
from shilu.extract.learn import agrees, weights_of


def _candidate(value: str | None, by: str, same_as: int | None = None) -> Candidate:
    return Candidate(value, NONE, NONE, by, (), same_as=same_as)


def test_the_exact_answer_counts_more_than_a_near_one() -> None:
    assert agrees("item", ["消费帮扶销售"], "消费帮扶销售") == 1
    assert 0 < agrees("item", ["消费帮扶销售"], "销售") < 1
    assert agrees("item", ["消费帮扶销售"], "书屋") == 0


def test_the_day_of_publication_is_nothing_to_learn_where_the_period_may_be_empty() -> None:
    contest = [
        _candidate("2022-12", "published"),
        _candidate("2022-12", "in_clause_time"),
        _candidate(None, "none"),
    ]
    assert weights_of("period", contest, {"period": [None, "2022-12"]}, {}) == [0, 1, 1]
    assert weights_of("period", contest, {"period": "2022-12"}, {}) == [1, 1, 0]


def test_what_would_share_an_answer_is_as_right_as_that_answer() -> None:
    contest = [_candidate(None, "shared", same_as=0), _candidate("书屋", "noun")]
    assert weights_of("item", contest, {"item": "书屋"}, {0: {"item": "书屋"}}) == [1, 1]
    assert weights_of("item", contest, {"item": "书屋"}, {0: {"item": "车间"}}) == [0, 1]
    unknown = weights_of("item", contest, {"item": "书屋"}, {})
    assert unknown is not None
    assert math.isnan(unknown[0])


def test_a_contest_without_a_right_candidate_teaches_nothing() -> None:
    assert weights_of("item", [_candidate("书屋", "noun")], {"item": "车间"}, {}) is None
    assert weights_of("item", [_candidate("书屋", "noun")], {}, {}) is None
