"""The corpora: in each phrase exactly the amounts that it expects, nothing more and nothing less."""

import pytest

from shilu.extract.quantities import find_quantities
from tests.corpora import check, corpus

CASES = corpus("shilu.extract.quantities")
PLAIN = {"value": None, "lower": None, "upper": None, "bound": "exact", "unit": None}
"""What an expected amount has where its line does not say otherwise."""


@pytest.mark.parametrize("case", CASES)
def test_phrase(case):
    found = find_quantities(case["text"])
    check({**case, "expect": [{**PLAIN, **want} for want in case["expect"]]}, found.quantities)
    others = [(one.span.surface, one.role) for one in found.others]
    for want in case.get("others", ()):
        assert (want["surface"], want["role"]) in others


@pytest.mark.parametrize("case", CASES)
def test_which_occurrence(case):
    for quantity, want in zip(find_quantities(case["text"]).quantities, case["expect"], strict=True):
        before = case["text"][: quantity.span.start].count(want["surface"])
        assert want.get("nth", 1) == before + 1


def test_the_corpora_are_large_and_hold_negatives():
    texts = [one.values[0]["text"] for one in CASES]
    assert len(texts) >= 600
    assert sorted(texts) == sorted(set(texts))
    assert sum(not one.values[0]["expect"] for one in CASES) >= 150
