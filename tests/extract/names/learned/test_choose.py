"""The learned choice: the best set, what it rests on, and that it keeps what is beyond doubt."""

from __future__ import annotations

from importlib import resources
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.names import find_names
from shilu.extract.names.finder import suggest_names
from shilu.extract.names.learned import choose
from shilu.extract.names.learned.best import best_set
from shilu.extract.names.learned.model import Weights, weights
from shilu.extract.names.learned.signs import FINDERS, SIZE, TYPES
from tests.extract.names.language import read, read_learned

SPAN = st.tuples(st.integers(0, 12), st.integers(1, 6), st.integers(-8, 8)).map(
    lambda one: (one[0], one[0] + one[1], one[2] / 2)
)


def apart(spans: tuple[tuple[int, int, float], ...]) -> bool:
    return all(one[1] <= two[0] or two[1] <= one[0] for one, two in combinations(spans, 2))


@given(st.lists(SPAN, max_size=7, unique=True))
def test_no_other_set_without_overlap_is_worth_more(spans: list[tuple[int, int, float]]) -> None:
    found = best_set(spans)
    assert apart(tuple(found))
    assert found == sorted(found)
    most = max(
        sum(gain for *_, gain in some)
        for size in range(len(spans) + 1)
        for some in combinations(spans, size)
        if apart(some)
    )
    assert sum(gain for *_, gain in found) == most


def test_the_weights_are_small_rounded_and_fit_the_signs() -> None:
    file = resources.files("shilu.extract.names.learned").joinpath("weights.npz")
    assert len(file.read_bytes()) < 1_000_000
    fitted = weights()
    assert fitted.hidden.shape[0] == SIZE
    assert fitted.out.shape[1] == 1 + len(TYPES)
    assert all(np.array_equal(value, value.astype(np.float16).astype(np.float32)) for value in fitted)


def test_without_the_states_of_the_encoder_the_finders_choose_alone() -> None:
    text = "临江县启动“青禾计划”，参议院的李大海说，青禾计划惠及300户。"
    doc = read(text)
    _, finds = choose_finds(text)
    plain = [(one.start, one.end, one.type) for one in finds]
    assert [(one.span.start, one.span.end, one.type) for one in find_names(doc)] == plain


def choose_finds(text: str) -> tuple[str, list[choose.Found]]:
    _, finds, _ = suggest_names(read_learned(text), ())
    return text, list(finds.chosen)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宏远科技发布公告，宏远科技拟收购海川股份两成股权。", ("宏远科技", "organisation")),
        ("昨天下午，柳叶湖新区举行了动工仪式。", ("柳叶湖新区", "place")),
    ],
)
def test_names_are_chosen_that_no_finder_is_sure_of(text: str, expected: tuple[str, str]) -> None:
    assert expected in [(one.span.surface, one.type) for one in find_names(read_learned(text))]


def doubt(monkeypatch: pytest.MonkeyPatch, much: float) -> None:
    """Weights that hold everything for so much less of a name."""
    fitted = weights()
    doubting = fitted._replace(out_shift=fitted.out_shift + np.float32(much) * (np.arange(12) == 0))
    monkeypatch.setattr(choose, "weights", lambda: doubting)


def least_worth(text: str, names: set[str]) -> float:
    """What the least sure of the names is worth, so that the doubt fits whatever weights are shipped."""
    source, _, suggested = suggest_names(read_learned(text), ())
    worth = choose.gains(weights(), suggested.signs, suggested.letters).max(axis=1)
    told = {source.folded[start:end]: worth[row] for row, (start, end) in enumerate(suggested.spans)}
    return float(min(told[name] for name in names))


def test_what_stands_in_a_table_is_kept_whatever_was_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "昨晚的新闻联播说，湖州市的广交会代表来了。"
    kept = {"新闻联播", "湖州市", "广交会"}
    doubt(monkeypatch, least_worth(text, kept) - choose._SURE / 4)
    assert kept <= {one.span.surface for one in find_names(read_learned(text))}
    monkeypatch.setattr(choose, "_SURE", choose._SURE / 2)
    assert not kept <= {one.span.surface for one in find_names(read_learned(text))}


def test_what_stands_between_book_marks_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "300部古籍入选《柳河善本名录》，数量居全省首位。"
    doubt(monkeypatch, least_worth(text, {"柳河善本名录"}) - choose._SURE / 4)
    assert [one.span.surface for one in find_names(read_learned(text))] == ["柳河善本名录"]
    monkeypatch.setattr(choose, "_SURE", 0.0)
    assert find_names(read_learned(text)) == ()


def test_what_the_finders_say_counts() -> None:
    source, finds, suggested = suggest_names(read_learned("临江县启动“青禾计划”，惠及300户。"), ())
    worth = choose.gains(weights(), suggested.signs, suggested.letters)
    blind = suggested.signs.copy()
    blind[:, FINDERS] = 0
    chosen = [suggested.spans.index((one.start, one.end)) for one in finds.chosen]
    without = choose.gains(weights(), blind, suggested.letters)
    assert chosen
    assert (worth[chosen].max(axis=1) > without[chosen].max(axis=1)).all()
    assert source.states is not None


def test_weights_name_all_their_parts() -> None:
    with resources.files("shilu.extract.names.learned").joinpath("weights.npz").open("rb") as file:
        assert set(np.load(file)) == set(Weights._fields)
