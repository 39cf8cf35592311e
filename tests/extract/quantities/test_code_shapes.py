"""Every shape of a code reads the phrase that it is for, whatever stands before it."""

from __future__ import annotations

import pytest

from shilu.extract.quantities import find_quantities
from shilu.extract.quantities.code_shapes import REFERENCES, SHAPES, Shape


def reasons(text: str) -> set[str]:
    return {one.reason for one in find_quantities(text).others}


@pytest.mark.parametrize("shape", [*REFERENCES, *SHAPES], ids=lambda shape: f"{shape.name} {shape.example}")
def test_a_shape_reads_its_example(shape: Shape) -> None:
    assert any(shape.pattern.match(shape.example, at) for at in range(len(shape.example)))
    assert f"code.{shape.name}" in reasons(shape.example)


@pytest.mark.parametrize("text", ["出台“乡村振兴新产业331”方案", "开展“四新”活动", "“331”平台"])
def test_a_number_within_a_quoted_word_helps_to_name(text: str) -> None:
    """The first has its numeral as far behind the mark as is looked."""
    assert "code.quoted word" in reasons(text)


@pytest.mark.parametrize("text", ["增幅“3%”", "出台“乡村振兴新产业发展331”方案"])
def test_an_amount_or_a_longer_quotation_is_no_name(text: str) -> None:
    assert "code.quoted word" not in reasons(text)
