"""What is counted by an index is what is counted by looking."""

from random import Random

import pytest

from shilu.extract.text.counts import Counts


@pytest.mark.parametrize("alphabet", ["甲乙", "甲乙丙丁戊己庚辛"])
def test_words_as_str_counts_them(alphabet: str) -> None:
    draw = Random(5)
    text = "".join(draw.choices(alphabet, k=3000))
    counts = Counts(text)
    for size in (1, 2, 3, 4, 5):
        for _ in range(40):
            words = "".join(draw.choices(alphabet, k=size))
            assert counts.of(words) == text.count(words), words
    assert counts.of(text[:4]) >= 1
    assert counts.of(text[-4:]) >= 1
