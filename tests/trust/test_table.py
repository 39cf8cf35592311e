"""A long table costs little for each row: calls, bytes of output and looks of Python's collector are counted, so that a
slow machine decides nothing."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from itertools import count

import pytest

from shilu.extract.extractor import Extractor
from shilu.extract.runs.work import LoadExtractor
from shilu.extract.stores import file_parts, page_files, page_rows, row_streams
from shilu.extract.text.counts import Counts
from tests.attack.growth import Calls, work

_ROWS = 150
_MOST_CALLS = 8_000
"""For a row of two facts; 6,900 when this was written."""

_MOST_BYTES = 4_400
"""For a row of two facts in all files of a folder: 4,200 when this was written, 21 MiB for 5,000 rows."""


def table(rows: int) -> str:
    """A Markdown table of a name, a sum and a count."""
    numbers = count(3, 7)
    lines = [
        f"| 第{next(numbers) % 971}县 | {next(numbers) % 971 + 3}万元 | {next(numbers) % 971 + 3}座 |"
        for _ in range(rows)
    ]
    return "\n".join(["柳河县今年工作情况", "", *lines, ""])


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    made = Extractor()
    made.page(table(10))
    return made


def test_a_row_takes_a_bounded_number_of_calls(extractor: Extractor) -> None:
    text = table(_ROWS)
    calls, _ = work(extractor, text)
    assert calls * len(text) / _ROWS < _MOST_CALLS


def test_a_row_adds_a_bounded_number_of_bytes(extractor: Extractor) -> None:
    records = extractor.page(table(_ROWS))
    assert len(records.facts) == 2 * _ROWS
    size = sum(len(text.encode()) for text in page_files(page_rows(records)).values())
    assert size / _ROWS < _MOST_BYTES


def test_rows_are_made_when_they_are_written(extractor: Extractor) -> None:
    records = extractor.page(table(20))
    streams, made = row_streams(records), []

    def watched() -> Iterator[dict[str, object]]:
        for row in streams["facts"]:
            made.append(row["id"])
            yield dict(row)

    parts = file_parts({**streams, "facts": watched()})  # type: ignore[dict-item]
    name, lines = next(parts)
    assert name == "facts.jsonl"
    next(lines)
    assert len(made) == 1
    whole = page_files(page_rows(records))
    streamed = {name: "".join(lines) for name, lines in file_parts(row_streams(records))}
    assert streamed == whole


def test_the_collector_seldom_looks_while_a_long_table_is_read() -> None:
    before = gc.get_threshold()
    try:
        reader = LoadExtractor()()
        looks = gc.get_stats()[2]["collections"]
        reader.page(table(_ROWS))  # type: ignore[attr-defined]
        assert gc.get_stats()[2]["collections"] - looks <= 1
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def test_words_that_begin_alike_are_not_looked_for_everywhere() -> None:
    text = "、".join(f"第{number}县" for number in range(100, 1900))
    counts, calls = Counts(text), Calls()
    counts.of("第100县")
    sys.setprofile(calls)
    try:
        found = [counts.of(f"第{number}县") for number in range(101, 200)]
    finally:
        sys.setprofile(None)
    assert found == [text.count(f"第{number}县") for number in range(101, 200)]
    assert calls.count < 99 * 60
