"""Rows of invented pages, gone through in Chromium by one who knows the answers: 60, and 200 in `make test-all`."""

from __future__ import annotations

import statistics
from pathlib import Path

import pytest

from shilu import Extractor
from shilu.extract.decisions import Book, apply_decisions
from shilu.extract.evaluate import read_gold
from shilu.extract.samples import sample_pages
from shilu.extract.stores import page_rows
from shilu.schemas import PageRecords
from tests.extract.review.conftest import Look, Serve
from tests.extract.review.session import Reviewer


@pytest.fixture(scope="module")
def samples(extractor: Extractor) -> list[PageRecords]:
    return [extractor.records(page) for page in sample_pages()]


def place_of(row: str) -> str:
    """The page and the place in a row's id; the rest is its kind, which may have been fixed."""
    return row.rpartition(".")[0]


@pytest.mark.parametrize("number", [60, pytest.param(200, marks=pytest.mark.repeat)])
def test_a_right_row_costs_one_key_and_a_wrong_one_four_at_most(
    number: int,
    samples: list[PageRecords],
    serve: Serve,
    look: Look,
    repo_root: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    gold = read_gold(repo_root / "extract" / "samples" / "gold")
    marks = {page.page: page.facts or () for page in gold}
    server = serve(samples)
    reviewer = Reviewer(look(server), server.desk, samples, marks)
    told = reviewer.go(number)
    with capsys.disabled():
        print(f"\n{number} rows of the sample pages: {told.mix()}")
    assert sum(map(len, told.keys.values())) == number
    assert set(told.keys["right"]) == {1}
    assert set(told.keys["extra"]) <= {1}
    assert statistics.median(told.keys["wrong"]) <= 4
    assert len(told.keys["wrong"]) >= number // 10, "the pages have rows to fix"

    book = Book.open(server.desk.book.path)
    rows = {
        place_of(str(row["id"])): row
        for one in apply_decisions(samples, book)
        for row in page_rows(one)["facts"]
    }
    left = {shown: reviewer.faults(reviewer.marks[shown], rows[place_of(shown)]) for shown in told.wrong}
    assert {shown: faults for shown, faults in left.items() if faults} == {}
    assert {rows[place_of(shown)]["review"] for shown in told.wrong} == {"fixed"}
