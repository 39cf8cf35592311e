"""Confidence: what it rests on, that it is calibrated, and what `--min-confidence` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from shilu.extract.confidence import Model, keep_sure, load_model
from shilu.extract.confidence.features import features
from tools.fit_confidence import cross_validated, examples, fit, reliability

if TYPE_CHECKING:
    from shilu import Extractor
    from shilu.schemas import AnyFact
    from tools.fit_confidence import Example

HAS = {
    "全县建成便民书屋102座。": ("102座", "kind count", True),
    "项目投资3亿元左右。": ("3亿元左右", "bounded or range", True),
    "栽下苹果树九百六十株。": ("九百六十株", "number in Chinese characters", True),
    "全县建成书屋102座，": ("102座", "sentence without end", True),
    "全县建成书屋103座。": ("103座", "sentence without end", False),
    "粮食产量86万吨，同比增长3%。": ("3%", "item in another clause", True),
    "粮食总产量达到86万吨。": ("86万吨", "item in another clause", False),
    "产业增加值80亿元。": ("80亿元", "no verb", True),
}


@pytest.mark.parametrize("text", HAS)
def test_features_tell_what_stands_there(text: str, extractor: Extractor) -> None:
    surface, name, present = HAS[text]
    fact = next(fact for fact in extractor.page(text).facts if fact.span.surface == surface)
    assert (name in features(fact, text)) == present


def test_confidence_is_the_logistic_of_the_weights() -> None:
    model = Model(1.0, {"a": -1.0, "b": 2.0})
    assert [model.confidence(found) for found in ((), ("a",), ("a", "b"), ("unknown",))] == [
        0.73,
        0.5,
        0.88,
        0.73,
    ]


def test_every_fact_has_a_confidence_and_it_can_be_reckoned_again(extractor: Extractor) -> None:
    text = "全县建成书屋102座，共投入300万元，比去年增长3%。"
    facts = extractor.page(text).facts
    assert facts
    for fact in facts:
        assert fact.confidence == load_model().confidence(features(fact, text))


@pytest.fixture(scope="module")
def known(extractor: Extractor) -> list[Example]:
    return examples(extractor)


def test_there_are_enough_examples(known: list[Example]) -> None:
    assert len(known) > 600
    assert len({one.group for one in known}) > 100


def test_the_shipped_weights_are_calibrated_on_the_examples(known: list[Example]) -> None:
    """After a change of the rules that makes this fail, run `python -m tools.fit_confidence`."""
    model = load_model()
    told = reliability([(model.confidence(one.features), one.right) for one in known])
    assert told.gap < 0.05
    assert told.brier < told.base


def test_confidence_is_calibrated_on_facts_that_the_fit_did_not_see(known: list[Example]) -> None:
    told = reliability(cross_validated(known))
    assert told.gap < 0.06
    assert told.brier < told.base
    assert told.order > 0.65


def test_the_same_examples_give_the_same_weights(known: list[Example]) -> None:
    assert fit(known) == fit(known)


def test_reliability_of_plain_cases() -> None:
    sure = reliability([(1.0, True)] * 9 + [(0.0, False)])
    assert (sure.brier, sure.gap, sure.order) == (0, 0, 1)
    even = reliability([(0.9, True), (0.9, False)])
    assert (even.order, round(even.gap, 3), even.bins) == (0.5, 0.4, ((0.9, 0.95, 2, 0.9, 0.5),))
    with pytest.raises(ValueError, match="no facts"):
        reliability([])


TEXT = "全县建成书屋102座，其中城区32座、乡镇70座。"


def lowered(facts: tuple[AnyFact, ...], *surfaces: str) -> tuple[AnyFact, ...]:
    return tuple(fact.with_fields(confidence=0.2 if fact.span.surface in surfaces else 0.9) for fact in facts)


def test_what_is_left_out_stays_in_the_account_of_numbers(extractor: Extractor) -> None:
    records = extractor.page(TEXT)
    records = records.with_fields(facts=lowered(records.facts, "32座"))
    assert records.checks
    sure = keep_sure(records, 0.5)
    assert [fact.span.surface for fact in sure.facts] == ["102座", "70座"]
    assert sure.checks == ()
    assert len(sure.numbers) == len(records.numbers)
    left = [number for number in sure.numbers if number.role == "fact" and number.fact is None]
    assert [(number.span.surface, number.reason[-24:]) for number in left] == [
        ("32座", "left out, confidence 0.2")
    ]
    assert keep_sure(records, 0.2) == records
    type(records).model_validate_json(sure.model_dump_json())


def test_a_repeat_of_what_was_left_out_stands_for_itself(extractor: Extractor) -> None:
    records = extractor.page(TEXT)
    one, two, three = records.facts
    linked = (
        one.with_fields(confidence=0.1),
        two.with_fields(same_as=one.id, confidence=0.9),
        three.with_fields(same_as=one.id, confidence=0.9),
    )
    sure = keep_sure(records.with_fields(facts=linked), 0.5)
    assert [fact.same_as for fact in sure.facts] == [None, two.id]
