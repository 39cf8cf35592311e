"""A correction on top of shipped scores: what it learns, what it leaves, and how quickly."""

from __future__ import annotations

import time

import numpy as np
import pytest

from shilu.extract.learn import Contest, fit_correction, likelihood

TRUE = np.array([1.5, -1.0, 0.0, 0.0])


def drawn(number: int, seed: int, *, scores: bool = True, width: int = 4) -> list[Contest]:
    """Contests whose right answers follow `TRUE`, and shipped scores that know only the first sign."""
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(number):
        signs = chance.normal(size=(8, width))
        told = signs[:, :4] @ TRUE
        weights = np.exp(told - told.max())
        right = np.zeros(8, dtype=bool)
        right[chance.choice(8, p=weights / weights.sum())] = True
        found.append(Contest(signs[:, 0] * TRUE[0] if scores else np.zeros(8), signs, right))
    return found


def test_it_finds_what_the_shipped_scores_do_not_know() -> None:
    correction = fit_correction(drawn(600, 1), strength=1.0)
    assert correction == pytest.approx([0.0, -1.0, 0.0, 0.0], abs=0.2)


def test_it_is_better_on_what_it_was_not_fitted_on() -> None:
    held_out = drawn(400, 2)
    before = likelihood(held_out, np.zeros(4))
    curve = [likelihood(held_out, fit_correction(drawn(n, 3), strength=3.0)) for n in (25, 100, 400)]
    assert before < curve[0] < curve[1] < curve[2]


def test_without_decisions_and_with_a_strong_prior_the_shipped_scores_stay() -> None:
    assert not fit_correction([], strength=1.0).size
    nothing = [Contest(one.scores, one.signs, np.zeros(8, dtype=bool)) for one in drawn(5, 4)]
    assert fit_correction(nothing, strength=1.0).tolist() == [0.0] * 4
    assert np.abs(fit_correction(drawn(50, 5), strength=1e9)).max() < 1e-6


def test_a_sign_that_tells_nothing_and_one_of_another_scale_do_no_harm() -> None:
    base = drawn(300, 6)
    plain = fit_correction(base, strength=1.0)
    odd = [
        Contest(
            one.scores, np.column_stack([one.signs[:, :3], one.signs[:, 3] * 1e6, np.full(8, 7.0)]), one.right
        )
        for one in base
    ]
    correction = fit_correction(odd, strength=1.0)
    assert correction[4] == 0.0
    assert correction[:3] == pytest.approx(plain[:3], abs=1e-6)
    assert correction[3] * 1e6 == pytest.approx(plain[3], abs=1e-6)


def test_several_right_answers_of_one_contest_share_it() -> None:
    either = []
    for one in drawn(200, 7):
        right = one.right.copy()
        right[(int(right.argmax()) + 1) % 8] = True
        either.append(Contest(one.scores, one.signs, right))
    correction = fit_correction(either, strength=1.0)
    assert likelihood(either, correction) > likelihood(either, np.zeros(4))


def test_the_same_decisions_give_the_same_correction() -> None:
    one, other = (fit_correction(drawn(80, 8), strength=2.0) for _ in range(2))
    assert one.tolist() == other.tolist()


def test_other_signs_are_refused() -> None:
    with pytest.raises(ValueError, match="same signs"):
        fit_correction([*drawn(2, 9), *drawn(2, 9, width=5)], strength=1.0)


def test_five_hundred_decisions_over_two_hundred_signs_take_seconds() -> None:
    began = time.process_time()
    fit_correction(drawn(500, 10, width=200), strength=5.0)
    assert time.process_time() - began < 60
