"""The corpora: in each phrase exactly the amounts that it expects, nothing more and nothing less."""

import json
from decimal import Decimal
from importlib import resources

import pytest

from extract.quantities import find_quantities
from schemas import bound_of, bounds_of, value_of

NAMES = (
    "numerals", "bounds", "ranges", "sums", "measures", "counts", "shares", "ranks", "lists", "ocr",
    "negatives",
)  # fmt: skip


def lines(name):
    source = resources.files("extract.quantities").joinpath("corpus", f"{name}.jsonl")
    return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]


CASES = [(name, case) for name in NAMES for case in lines(name)]


def fields(quantity, wanted):
    lower, upper = bounds_of(quantity.amount)
    found = {
        "surface": quantity.span.surface, "kind": quantity.kind, "value": value_of(quantity.amount),
        "lower": lower,
        "upper": upper, "bound": bound_of(quantity.amount), "unit": quantity.unit, "per": list(quantity.per),
        "terms": list(quantity.terms), "repairs": list(quantity.repairs), "unit_code": quantity.unit_code,
    }  # fmt: skip
    always = {"surface", "kind", "value", "lower", "upper", "bound", "unit"}
    return {key: value for key, value in found.items() if key in always or key in wanted}


def expected(wanted):
    numbers = {key: Decimal(wanted[key]) if key in wanted else None for key in ("value", "lower", "upper")}
    terms = {"terms": [Decimal(one) for one in wanted["terms"]]} if "terms" in wanted else {}
    rest = {key: value for key, value in wanted.items() if key != "nth"}
    return {"bound": "exact", "unit": None, **rest, **numbers, **terms}


@pytest.mark.parametrize(("name", "case"), CASES, ids=[f"{name}-{case['text']}" for name, case in CASES])
def test_phrase(name, case):
    assert name in NAMES
    found = find_quantities(case["text"])
    assert [fields(one, want) for one, want in zip(found.quantities, case["expect"], strict=True)] == [
        expected(want) for want in case["expect"]
    ]
    for want in case.get("others", ()):
        assert (want["surface"], want["role"]) in [(one.span.surface, one.role) for one in found.others]
    assert case["expect"] or case["why"]


def test_which_occurrence():
    for _, case in CASES:
        found = find_quantities(case["text"]).quantities
        for quantity, want in zip(found, case["expect"], strict=True):
            before = case["text"][: quantity.span.start].count(want["surface"])
            assert want.get("nth", 1) == before + 1


def test_the_corpora_are_large_and_hold_negatives():
    texts = [case["text"] for _, case in CASES]
    assert len(texts) >= 600
    assert len(texts) == len(set(texts))
    assert sum(not case["expect"] for _, case in CASES) >= 150
