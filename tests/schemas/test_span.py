from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shilu.schemas import Span

TEXT = "建成102座书屋"


@given(st.text(min_size=1), st.data())
def test_any_part_of_any_text_is_a_span_and_comes_back_from_json(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert span.surface == text[start:end]
    assert Span.model_validate_json(span.model_dump_json(), context={"text": text}) == span


@pytest.mark.parametrize(("start", "end"), [(2, 2), (3, 2), (-1, 2), (0, 9), (8, 9)])
def test_no_span_of_nothing_or_outside_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="empty or outside"):
        Span.of(TEXT, start, end)


def test_a_span_whose_length_belies_its_surface_cannot_exist() -> None:
    with pytest.raises(ValidationError, match="5 characters long, its surface '102座' 4"):
        Span(start=2, end=7, surface="102座")


def test_a_span_that_is_not_what_stands_there_cannot_be_read_back() -> None:
    row = {"start": 3, "end": 7, "surface": "102座"}
    with pytest.raises(ValidationError, match="the page has '02座书', not '102座'"):
        Span.model_validate(row, context={"text": TEXT})


def test_offsets_count_code_points() -> None:
    assert Span.of("𠮷野家102座", 3, 7).surface == "102座"


@pytest.mark.parametrize(
    ("other", "overlaps", "covers"),
    [
        ((0, 2), False, False),
        ((1, 3), True, False),
        ((2, 6), True, True),
        ((3, 4), True, True),
        ((6, 8), False, False),
    ],
)
def test_overlap_is_half_open(other: tuple[int, int], overlaps: bool, covers: bool) -> None:
    one, two = Span.of(TEXT, 2, 6), Span.of(TEXT, *other)
    assert (one.overlaps(two), two.overlaps(one), one.covers(two)) == (overlaps, overlaps, covers)
