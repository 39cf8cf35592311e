"""The run itself, with an extractor that is made for the test."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from extract import run as module
from extract.report import Report, Tally, fact_table, summary
from extract.run import Outcome, process, run
from extract.stores import page_rows, read_store
from schemas import Page, PageRecords
from tests.extract.stores.records import MONEY, RECORDS


class Fake:
    """Finds nothing; fails where the page tells it to."""

    def records(self, page: Page) -> PageRecords:
        if "坏" in page.text:
            raise KeyError("no such\nrow")
        return PageRecords(page=page, articles=(), facts=(), names=(), times=(), numbers=())


def fake() -> Fake:
    return Fake()


def deadly(work: Page) -> Outcome:
    """Kills the process that reads a page with 死 in it. Stands here so that another process can find it."""
    if "死" in work.text:
        os._exit(9)
    return Outcome(work.id, page_rows(fake().records(work)), Tally(pages=1))


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text(f"第{number}页", encoding="utf-8")
    return folder


def test_a_page_that_the_extractor_fails_on_is_a_failure_of_that_page_only(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_extractor", fake)
    (pages / "4.txt").write_text("坏", encoding="utf-8")
    report = run([pages], tmp_path / "out")
    assert report.tally.pages == 8
    assert report.failures == [
        "[S209] 4: the extractor failed on this document: KeyError: 'no such\\nrow'. "
        "Please report it with the page"
    ]


def test_the_run_reports_each_document_as_it_is_done(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_extractor", fake)
    seen: list[None] = []
    run([pages], tmp_path / "out", watch=lambda: seen.append(None))
    assert len(seen) == 9


def test_what_a_run_wrote_is_not_read_by_the_next(pages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_extractor", fake)
    for _ in range(2):
        report = run([pages], pages / "out")
        assert (report.tally.pages, report.failures) == (9, [])


@pytest.mark.parametrize("dead", [0, 8], ids=["first", "last"])
def test_a_process_that_dies_costs_its_page_and_no_other(
    dead: int, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "process", deadly)
    monkeypatch.setattr(module, "_extractor", fake)
    monkeypatch.setattr(module, "_WAITING_PER_WORKER", 1)
    (pages / f"{dead}.txt").write_text("死", encoding="utf-8")
    report = run([pages], tmp_path / "out", jobs=2)
    assert report.tally.pages == 8
    assert [str(dead) in failure and "killed" in failure for failure in report.failures] == [True]
    written = [records.page.id for records in read_store(tmp_path / "out")]
    assert written == [str(number) for number in range(9) if number != dead]


def test_an_outcome_is_made_of_plain_values_so_that_it_travels_lightly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_extractor", fake)
    outcome = process(Page(id="p", text="空"))
    assert json.loads(json.dumps(outcome.rows))["pages"] == list(outcome.rows["pages"])
    assert (outcome.source, outcome.failure, outcome.tally.characters) == ("p", None, 1)


def test_counts_add_up() -> None:
    tally = Tally()
    tally.add(Tally.of(RECORDS))
    tally.add(Tally.of(RECORDS))
    assert (tally.pages, tally.articles, tally.times) == (2, 2, 2)
    assert (tally.facts, tally.names, tally.numbers) == ({"money": 2}, {"facility": 2}, {"unread": 2})


def _text(table: object) -> str:
    from rich.console import Console

    console = Console(width=200)
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def test_the_summary_tells_unread_numbers_even_when_there_are_none() -> None:
    report = Report(tally=Tally.of(RECORDS), failures=["x"], seconds=0.5)
    assert "pages     1 and 1 failed" in _text(summary(report))
    assert "facts     1: money 1" in _text(summary(report))
    assert "unread 1" in _text(summary(report))
    assert "72 characters a second" in _text(summary(report))
    assert "numbers   0: unread 0" in _text(summary(Report()))


def test_facts_are_shown_in_one_line_each() -> None:
    shown = _text(fact_table([MONEY], title="p"))
    assert "近4500万元  money  <45000000  元          昭苏县   昭苏县  2019-12/2022-12  actual" in shown
