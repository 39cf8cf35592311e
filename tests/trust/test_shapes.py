"""Work and output grow with the page, whatever the page: calls and characters are counted, so that a slow machine
decides nothing. `python -m tests.benchmarks.bench_shapes` shows the seconds."""

from __future__ import annotations

from typing import Any

import pytest

from shilu.extract.account import account_of_article
from shilu.extract.extractor import Extractor
from shilu.schemas import Name, NumberAccount, Span
from tests.attack.growth import MOST, work
from tests.benchmarks.shapes import shape

_SMALL, _TIMES = 700, 3
_SHAPES = (
    "letter l", "blank", "open", "nested, counted", "count, counted", "clauses, counted", "enumeration, counted",
    "respectively, counted", "Markdown table, counted", "CSV, counted", "no stop lines, counted", "programmes, counted",
    "same sentence, counted", "mixed, counted", "places", "sentence, counted",
    "tabs of years",
)  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    made = Extractor()
    for name in _SHAPES:  # tables, caches and patterns that are made once
        made.page(shape(name, 400))
    return made


@pytest.mark.parametrize("name", _SHAPES)
def test_work_and_output_grow_with_the_page(extractor: Extractor, name: str) -> None:
    calls, kept = work(extractor, shape(name, _SMALL))
    more_calls, more_kept = work(extractor, shape(name, _SMALL * _TIMES))
    assert more_calls <= calls * MOST, f"calls for a character: {calls:.1f}, then {more_calls:.1f}"
    assert more_kept <= kept * MOST, f"characters kept for a character: {kept:.1f}, then {more_kept:.1f}"


def test_the_account_of_numbers_looks_at_each_name_a_few_times() -> None:
    looked = 0

    class _Watched(tuple):  # type: ignore[type-arg]
        def __iter__(self) -> Any:
            nonlocal looked
            for one in super().__iter__():
                looked += 1
                yield one

    size = 300
    text = "甲1乙" * size
    names = [
        Name(type="place", canonical="甲1乙", span=Span.of(text, n * 3, n * 3 + 3), rules=("test",))
        for n in range(size)
    ]
    rows = [
        NumberAccount(span=Span.of(text, n * 3 + 1, n * 3 + 2), role="unread", reason="test")
        for n in range(size)
    ]
    settled = account_of_article((), (), rows, (), _Watched(names))
    assert {row.role for row in settled} == {"name"}
    assert looked <= size * 3
