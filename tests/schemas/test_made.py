"""Records that are made or copied without validation are those that validation gives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from shilu import Extractor
from shilu.schemas import PageRecords, Span

TEXT = (
    "三年来，柳河县新建书屋102座，投资3.5亿元，同比增长12%。县长王明介绍，2023年计划再建20座。"
    "苹果每公斤近6元，比上年高一成；男女比例为1.2∶1，第三季度产量１．２ 万吨左右，用水30至40立方米/亩。"
    "“十四五”期间举办第5届书展，电话0731-8221，一心一意，青禾公司参加。"
)


@pytest.fixture(scope="module")
def records() -> PageRecords:
    return Extractor().page(TEXT, published="2022-12-30")


def every(value: Any) -> Iterator[BaseModel]:
    """All records within a record, itself too."""
    if isinstance(value, tuple):
        for one in value:
            yield from every(one)
    elif isinstance(value, BaseModel):
        yield value
        for one in vars(value).values():
            yield from every(one)


def test_each_equals_its_validated_form(records: PageRecords) -> None:
    seen = {type(one).__name__ for one in every(records)}
    assert {"Span", "Slot", "Period", "CountFact", "Name", "Time", "Quantity", "NumberAccount"} <= seen
    for one in every(records):
        assert list(vars(one)) == list(type(one).model_fields)
        validated = type(one).model_validate(one.model_dump())
        assert one == validated
        assert one.model_dump_json() == validated.model_dump_json()


def test_a_copy_equals_that_of_pydantic(records: PageRecords) -> None:
    fact = records.facts[0]
    ours, theirs = fact.with_fields(id="other"), fact.model_copy(update={"id": "other"})
    assert ours == theirs
    assert ours.model_fields_set == theirs.model_fields_set
    assert list(vars(ours)) == list(vars(theirs))
    assert fact.id != "other"


def test_a_span_outside_its_text_is_still_refused() -> None:
    with pytest.raises(ValueError, match="outside a text"):
        Span.of("书屋", 1, 3)
