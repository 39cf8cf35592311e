"""Runs in one piece: what is done, skipped, failed and written."""

from __future__ import annotations

import json
import time
from multiprocessing.connection import wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.report import Counts
from shilu.extract.runs import Ledger, Options, ledger_folder, run
from shilu.extract.runs.inputs import Inputs
from shilu.extract.stores import read_failures, read_store
from tests.extract.runs.readers import Digits, contents, digits, write_documents


def unused() -> Digits:
    raise AssertionError("nothing was left to read")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(9):
        (folder / f"{number}.txt").write_text(f"第{number}页", encoding="utf-8")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def counts(found: Counts) -> tuple[int, int, int, int]:
    assert found.read == found.done + found.skipped + found.failed
    return found.read, found.done, found.skipped, found.failed


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_the_extractor_fails_on_is_a_failure_of_that_page_only(
    jobs: int, pages: Path, out: Path
) -> None:
    (pages / "4.txt").write_text("坏", encoding="utf-8")
    report = run([pages], out, options=Options(jobs=jobs), load=digits)
    assert counts(report.counts) == (9, 8, 0, 1)
    why = "[S209] 4: the extractor failed on this document: KeyError: 'no such\\nrow at 0x…'. "
    assert report.failures == [why + "Please report it with the page"]
    (failed,) = read_failures(out)
    assert (failed.source, failed.reason) == (str(pages / "4.txt"), report.failures[0])
    assert failed.trace is not None
    assert failed.trace.startswith("Traceback")
    assert "readers.py" in failed.trace
    assert "7f00deadbeef" not in failed.trace


def test_the_quarantine_tells_the_stage(pages: Path, out: Path) -> None:
    (pages / "4.txt").write_text("坏", encoding="utf-8")
    (pages / "5.txt").write_bytes(b"")
    run([pages], out, load=digits)
    assert [failed.stage for failed in read_failures(out)] == ["process", "pages"]


@pytest.mark.parametrize("dead", [0, 8], ids=["first", "last"])
def test_a_process_that_dies_costs_its_page_and_no_other(dead: int, pages: Path, out: Path) -> None:
    (pages / f"{dead}.txt").write_text("死", encoding="utf-8")
    report = run([pages], out, options=Options(jobs=2), load=digits)
    assert counts(report.counts) == (9, 8, 0, 1)
    assert [str(dead) in failure and "killed" in failure for failure in report.failures] == [True]
    written = [records.page.id for records in read_store(out)]
    assert written == [str(number) for number in range(9) if number != dead]


@pytest.mark.parametrize("begins", ["then", "before"])
def test_a_process_that_is_being_started_when_another_dies_is_not_left(
    begins: str, pages: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python ends the processes of a broken pool that it knows of; one that comes up meanwhile waited for ever."""
    (pages / "0.txt").write_text("死", encoding="utf-8")
    begun: list[SpawnProcess] = []
    start = SpawnProcess.start

    def slowly(process: SpawnProcess) -> None:
        begun.append(process)
        if begins == "before":
            start(process)
        if len(begun) == 2:
            wait([begun[0].sentinel], 20)
            time.sleep(0.3)  # until the pool has ended those that it knows of
        if begins == "then":
            start(process)

    monkeypatch.setattr(SpawnProcess, "start", slowly)
    report = run([pages / f"{number}.txt" for number in range(3)], out, options=Options(jobs=2), load=digits)
    assert counts(report.counts) == (3, 2, 0, 1)
    came_up = [process for process in begun if process.pid]
    for process in came_up:
        process.join(10)
    assert [process for process in came_up if process.is_alive()] == []


def test_what_is_done_is_not_done_again(pages: Path, out: Path) -> None:
    run([pages], out, load=digits)
    first = contents(out)
    report = run([pages], out, load=unused)
    assert counts(report.counts) == (9, 0, 9, 0)
    assert report.tally.pages == 9
    assert contents(out) == first


def test_a_document_that_changed_is_read_again_and_one_that_went_is_gone(pages: Path, out: Path) -> None:
    run([pages], out, load=digits)
    (pages / "3.txt").write_text("第33页", encoding="utf-8")
    (pages / "5.txt").unlink()
    report = run([pages], out, load=digits)
    assert counts(report.counts) == (8, 1, 7, 0)
    numbers = [records.numbers[0].span.surface for records in read_store(out)]
    assert numbers == ["0", "1", "2", "33", "4", "6", "7", "8"]


def test_another_date_of_publication_is_another_run(pages: Path, out: Path) -> None:
    run([pages], out, load=digits)
    report = run([pages], out, options=Options(published="2022"), load=digits)
    assert counts(report.counts) == (9, 9, 0, 0)


def test_another_least_confidence_is_another_run(pages: Path, out: Path) -> None:
    run([pages], out, load=digits)
    report = run([pages], out, options=Options(min_confidence=0.5), load=digits)
    assert counts(report.counts) == (9, 9, 0, 0)


def test_another_tagger_is_another_run(pages: Path, out: Path) -> None:
    for tagger, done in (("lac", 9), ("jieba", 9), ("jieba", 0)):
        report = run([pages], out, options=Options(tagger=tagger), load=digits)  # type: ignore[arg-type]
        assert counts(report.counts) == (9, done, 9 - done, 0)


def test_another_version_reads_again(pages: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run([pages], out, load=digits)
    monkeypatch.setattr("shilu.extract.runs.conduct.fingerprint", lambda _: "another")
    assert counts(run([pages], out, load=digits).counts) == (9, 9, 0, 0)


def test_failed_documents_are_tried_again_only_when_asked_for(pages: Path, out: Path) -> None:
    (pages / "4.txt").write_text("坏", encoding="utf-8")
    run([pages], out, load=digits)
    assert counts(run([pages], out, load=unused).counts) == (9, 0, 8, 1)
    report = run([pages], out, options=Options(retry_failed=True), load=digits)
    assert counts(report.counts) == (9, 0, 8, 1)
    assert len(report.failures) == 1


def test_what_a_run_wrote_is_not_read_by_the_next(pages: Path) -> None:
    for target in (pages / "out", pages, pages / "x.doccano.jsonl"):
        for _ in range(2):
            assert counts(run([pages], target, load=digits).counts)[0] == 9
        for path in (*pages.glob("*.jsonl"), *pages.glob("*/*.jsonl")):
            path.unlink()


def test_a_second_run_into_the_same_store_is_refused(pages: Path, out: Path) -> None:
    with Ledger(ledger_folder(out)), pytest.raises(ShiluError, match="S601"):
        run([pages], out, load=digits)
    assert counts(run([pages], out, load=digits).counts) == (9, 9, 0, 0)


def test_a_ledger_that_is_none_is_told(pages: Path, out: Path) -> None:
    ledger_folder(out).mkdir(parents=True)
    (ledger_folder(out) / "ledger.sqlite").write_bytes(b"no database at all" * 100)
    with pytest.raises(ShiluError, match="S602"):
        run([pages], out, load=digits)


def test_two_documents_with_one_id(pages: Path, out: Path) -> None:
    (pages / "sub").mkdir()
    (pages / "sub" / "3.txt").write_text("第3页，另一页", encoding="utf-8")
    rows = [{"id": "a", "text": "1座"}, {"id": "a", "text": "2座"}]
    (pages / "z.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    report = run([pages], out, load=digits)
    assert counts(report.counts) == (12, 10, 0, 2)
    assert report.failures[0].startswith(f"[S105] two inputs are both called '3': {pages / '3.txt'} and ")
    assert report.failures[1].startswith(f"[S210] {pages / 'z.jsonl'}, line 2")


TARGETS = ["out", "x.duckdb", "x.sqlite", "x.parquet", "x.xlsx", "x.csv", "x.doccano.jsonl"]


@pytest.mark.parametrize("name", TARGETS)
def test_every_kind_of_store_can_be_the_target(name: str, pages: Path, tmp_path: Path) -> None:
    target = tmp_path / name
    run([pages], target, load=digits)
    assert target.exists()
    assert (target / ".run" if name == "out" else tmp_path / f".{name}.run").is_dir()
    report = run([pages], target, load=unused)
    assert (counts(report.counts), report.target) == ((9, 0, 9, 0), str(target))


def test_jobs_change_no_byte(tmp_path: Path) -> None:
    pages = write_documents(tmp_path / "pages", 60)
    for jobs in (1, 2, 3):
        run([pages], tmp_path / f"out{jobs}", options=Options(jobs=jobs), load=digits)
    assert contents(tmp_path / "out1") == contents(tmp_path / "out2") == contents(tmp_path / "out3")


class Watching:
    """Interrupts the run after some documents."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.written: list[tuple[int, int]] = []

    def begin(self, inputs: Inputs, ledger: Path) -> None:
        self.paths, self.ledger = inputs.paths, ledger

    def seen(self, counts: Counts) -> None:
        if counts.finished == self.most:
            raise KeyboardInterrupt

    def wrote(self, documents: int, of: int) -> None:
        self.written.append((documents, of))


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_was_done_before_an_interruption_is_kept(jobs: int, pages: Path, out: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        run([pages], out, options=Options(jobs=jobs), watch=Watching(5), load=digits)
    assert contents(out) == {}
    watching = Watching(10)
    report = run([pages], out, watch=watching, load=digits)
    assert counts(report.counts) == (9, 4, 5, 0)
    assert watching.written == [(number, 9) for number in range(1, 10)]
    assert (watching.paths, watching.ledger) == ([pages], ledger_folder(out))


def test_nothing_is_read_where_the_store_cannot_be_written(pages: Path, tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match="S104"):
        run([pages], pages / "1.txt" / "out", load=unused)
    with pytest.raises(ShiluError, match="S406"):
        run([pages], tmp_path / "out.txt", load=unused)
