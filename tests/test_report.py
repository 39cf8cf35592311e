"""Counts, and how they are shown."""

from __future__ import annotations

from rich.console import Console

from shilu.extract.report import Counts, Report, Tally, fact_table, summary
from tests.extract.stores.records import MONEY, RECORDS


def test_counts_add_up() -> None:
    tally = Tally()
    tally.add(Tally.of(RECORDS))
    tally.add(Tally.of(RECORDS))
    assert (tally.pages, tally.articles, tally.times) == (2, 2, 2)
    assert (tally.facts, tally.names, tally.numbers) == ({"money": 2}, {"facility": 2}, {"unread": 2})


def test_counts_can_be_kept_as_json() -> None:
    tally = Tally.of(RECORDS)
    assert Tally.from_json(tally.to_json()) == tally
    assert Tally.from_json(Tally().to_json()) == Tally()


def _text(table: object) -> str:
    console = Console(width=200)
    with console.capture() as capture:
        console.print(table)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())


def test_the_summary_tells_what_became_of_each_document() -> None:
    report = Report(counts=Counts(read=1234, done=1000, skipped=224, failed=10))
    assert "documents  1,234 read: 1,000 done, 224 done before, 10 failed" in _text(summary(report))
    assert "documents" not in _text(summary(Report()))


def test_the_summary_tells_unread_numbers_even_when_there_are_none() -> None:
    report = Report(tally=Tally.of(RECORDS), seconds=1.5, loading=1.0, reading=0.5, characters=36)
    shown = _text(summary(report))
    for line in (
        "pages     1",
        "facts     1: money 1",
        "unread 1",
        "1.5 seconds: 1.0 loading, 0.5 reading (72 characters a second)",
    ):
        assert line in shown
    assert "without a publication date" not in shown
    assert "numbers   0: unread 0" in _text(summary(Report()))


def test_the_summary_tells_pages_without_a_date() -> None:
    undated = RECORDS.model_copy(update={"page": RECORDS.page.model_copy(update={"published": None})})
    tally = Tally.of(RECORDS)
    tally.add(Tally.of(undated))
    assert "pages     2; 1 without a publication date (--published)" in _text(summary(Report(tally=tally)))


def test_facts_are_shown_in_one_line_each() -> None:
    shown = _text(fact_table([MONEY], title="p"))
    assert "近4500万元  money  <45000000  元          昭苏县   昭苏县  2019-12/2022-12  actual" in shown
