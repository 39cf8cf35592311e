"""Two hundred rows of invented pages, gone through in Chromium by one who knows the answers."""

from __future__ import annotations

import statistics

import pytest

from shilu import Extractor
from shilu.extract.decisions import Book, apply_decisions
from shilu.extract.evaluate import RunPage, evaluate, read_gold
from shilu.extract.evaluate.runs import page_of
from shilu.extract.samples import sample_pages
from shilu.schemas import PageRecords
from tests.extract.review.conftest import Look, Serve
from tests.extract.review.session import Reviewer

ROWS = 200


@pytest.fixture(scope="module")
def samples(extractor: Extractor) -> list[PageRecords]:
    return [extractor.records(page) for page in sample_pages()]


def test_a_right_row_costs_one_key_and_a_wrong_one_four_at_most(
    samples: list[PageRecords],
    serve: Serve,
    look: Look,
    repo_root: object,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from pathlib import Path

    gold = read_gold(Path(str(repo_root)) / "extract" / "samples" / "gold")
    marks = {page.page: page.facts or () for page in gold}
    server = serve(samples)
    told = Reviewer(look(server), server.desk, samples, marks).go(ROWS)
    with capsys.disabled():
        print(f"\n{ROWS} rows of the sample pages: {told.mix()}")
    assert sum(map(len, told.keys.values())) == ROWS
    assert set(told.keys["right"]) == {1}
    assert set(told.keys["extra"]) <= {1}
    assert statistics.median(told.keys["wrong"]) <= 4
    assert len(told.keys["wrong"]) >= 20, "the pages have rows to fix"

    before = evaluate(gold, {one.page.id: page_of(one) for one in samples})
    corrected = {
        one.page.id: page_of(one) for one in apply_decisions(samples, Book.open(server.desk.book.path))
    }
    after = evaluate(gold, corrected)
    assert after.full.right - before.full.right == len(told.keys["wrong"])
    assert isinstance(corrected[samples[0].page.id], RunPage)
