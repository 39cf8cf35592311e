from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.language.viterbi import best_tags

TAGS = 3


def total(scores: list[list[int]], transitions: list[list[int]], path: tuple[int, ...]) -> int:
    """What a path of tags adds up to."""
    own = sum(row[tag] for row, tag in zip(scores, path, strict=True))
    return own + sum(transitions[old][new] for old, new in pairwise(path))


def rows(least: int, most: int) -> st.SearchStrategy[list[int]]:
    return st.lists(st.integers(-9, 9), min_size=TAGS, max_size=TAGS).map(
        lambda row: [max(least, min(most, one)) for one in row]
    )


@given(
    st.lists(st.lists(rows(-9, 9), min_size=1, max_size=5), min_size=1, max_size=4),
    st.lists(rows(-2, 2), min_size=TAGS, max_size=TAGS),
)
def test_no_path_through_a_sentence_adds_up_to_more(
    sentences: list[list[list[int]]], transitions: list[list[int]]
) -> None:
    firsts = [sum(map(len, sentences[:number])) for number in range(len(sentences))]
    scores = np.array([row for sentence in sentences for row in sentence], dtype=np.float32)
    found = best_tags(scores, np.array(transitions, dtype=np.float32), firsts).tolist()
    for first, sentence in zip(firsts, sentences, strict=True):
        best = max(total(sentence, transitions, path) for path in product(range(TAGS), repeat=len(sentence)))
        assert total(sentence, transitions, tuple(found[first : first + len(sentence)])) == best


@pytest.mark.parametrize(
    ("transitions", "firsts", "tags"),
    [
        pytest.param([[0, 0], [0, 0]], [0], [0, 1, 0], id="the characters decide"),
        pytest.param([[0, -3], [-3, 0]], [0], [0, 0, 0], id="the transitions hold them together"),
        pytest.param([[0, -3], [-3, 0]], [0, 1], [0, 1, 1], id="not from one sentence to the next"),
    ],
)
def test_what_decides(transitions: list[list[int]], firsts: list[int], tags: list[int]) -> None:
    scores = np.array([[9, 0], [0, 2], [1, 0]], dtype=np.float32)
    assert best_tags(scores, np.array(transitions, dtype=np.float32), firsts).tolist() == tags
