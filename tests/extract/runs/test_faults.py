"""Faults of the environment: inputs that go, processes that are killed, pools that do not start, full disks, time."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.pages import Failure, read_pages, walk
from shilu.extract.runs import Options, conduct, run
from shilu.extract.runs.work import Load
from shilu.extract.stores import read_failures, read_store
from shilu.schemas import Page, PageRecords
from tests.extract.runs.readers import Digits, digits, read


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "sub").mkdir(parents=True)
    for number in range(6):
        (folder / ("sub" if number > 3 else "") / f"{number}.txt").write_text(
            f"第{number}页", encoding="utf-8"
        )
    return folder


def _names(out: Path) -> list[str]:
    return [records.page.id for records in read_store(out)]


def test_a_link_that_leads_nowhere_is_a_failure(pages: Path) -> None:
    (pages / "9.txt").symlink_to(pages / "gone.txt")
    (pages / "a.txt").symlink_to(pages / "a.txt")
    failures = [one for one in read_pages([pages]) if isinstance(one, Failure)]
    assert [one.source for one in failures] == [str(pages / "9.txt"), str(pages / "a.txt")]


def test_a_file_that_goes_after_it_was_listed_is_a_failure(pages: Path) -> None:
    found = read_pages([pages])
    assert isinstance(next(found), Page)
    (pages / "sub" / "4.txt").unlink()
    rest = list(found)
    assert sum(isinstance(one, Page) for one in rest) + sum(isinstance(one, Failure) for one in rest) >= 4


def test_a_folder_that_goes_while_it_is_read_is_told(pages: Path) -> None:
    found = read_pages([pages / "0.txt", pages / "sub"])
    assert isinstance(next(found), Page)
    (pages / "sub").rename(pages / "elsewhere")
    (failure,) = found
    assert isinstance(failure, Failure)
    assert str(pages / "sub") in failure.message


def _drop(monkeypatch: pytest.MonkeyPatch, folder: Path, *, after: int = 0) -> None:
    """From now on the share at the folder gives no more names than some, and then an error."""
    real = os.scandir

    class _Cut:
        def __init__(self, path: Any) -> None:
            self._entries = real(path)

        def __enter__(self) -> Any:
            return self._names()

        def __exit__(self, *_: object) -> None:
            self._entries.close()

        def _names(self) -> Any:
            for number, entry in enumerate(self._entries):
                if number >= after:
                    raise OSError(5, "Input/output error")
                yield entry

    monkeypatch.setattr(walk.os, "scandir", lambda path: _Cut(path) if path == folder else real(path))


def test_a_share_that_drops_is_told_and_takes_no_earlier_result_with_it(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([pages], out, load=digits)
    with monkeypatch.context() as patched:
        _drop(patched, pages / "sub")
        report = run([pages], out, load=digits)
    assert (report.counts.failed, report.counts.skipped) == (1, 6)
    assert _names(out) == ["0", "1", "2", "3", "4", "5"]
    (failure,) = read_failures(out)
    assert "Input/output error" in failure.reason
    report = run([pages], out, load=digits)
    assert (report.counts.done, report.counts.skipped, report.counts.failed) == (0, 6, 0)


def test_a_file_that_can_no_longer_be_opened_keeps_its_earlier_result(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([pages], out, load=digits)
    real = Path.read_bytes

    def refused(path: Path) -> bytes:
        if path.name == "2.txt":
            raise PermissionError(13, "Permission denied")
        return real(path)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", refused)
        report = run([pages], out, load=digits)
    assert report.counts.failed == 1
    assert sorted(_names(out)) == ["0", "1", "2", "3", "4", "5"]
    (pages / "2.txt").unlink()  # taken away on purpose, it goes from the output too
    run([pages], out, load=digits)
    assert _names(out) == ["0", "1", "3", "4", "5"]


def test_a_folder_that_can_be_listed_and_not_entered_is_told(
    pages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.stat

    def refused(path: Path, **options: Any) -> os.stat_result:
        if path.parent == pages / "sub":
            raise PermissionError(13, "Permission denied")
        return real(path, **options)

    monkeypatch.setattr(Path, "stat", refused)
    found = list(read_pages([pages]))
    failures = [one for one in found if isinstance(one, Failure)]
    assert len(found) == 5
    assert [one.source for one in failures] == [str(pages / "sub")]


@pytest.mark.parametrize("field", ["title", "版面", "id"])
def test_half_a_surrogate_in_what_is_known_of_a_page_is_a_failure_of_that_page(
    field: str, tmp_path: Path
) -> None:
    line = f'{{"id": "a", "text": "3座"}}\n{{"text": "4座", "{field}": "x\\ud800"}}\n{{"id": "c", "text": "5座"}}\n'
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    report = run([tmp_path / "a.jsonl"], tmp_path / "out", load=digits)
    assert (report.counts.done, report.counts.failed) == (2, 1)


class _Once(Digits):
    """Dies on the first try of a page that says 死, in the folder given; reads it after."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def records(self, page: Page) -> PageRecords:
        tries = len(list(self.folder.iterdir()))
        if "死" in page.text and tries < int(page.text[-1]):
            (self.folder / str(tries)).touch()
            os._exit(9)
        return read(page)


class _LoadOnce:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __hash__(self) -> int:
        return hash(self.folder)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _LoadOnce) and other.folder == self.folder

    def __call__(self) -> _Once:
        return _Once(self.folder)


@pytest.mark.kills
def test_a_page_whose_process_was_killed_is_tried_alone_and_then_by_the_next_run(
    pages: Path, tmp_path: Path
) -> None:
    tries, out = tmp_path / "tries", tmp_path / "out"
    tries.mkdir()
    (pages / "1.txt").write_text("死1", encoding="utf-8")
    report = run([pages], out, options=Options(jobs=2), load=_LoadOnce(tries))
    assert (report.counts.done, report.counts.failed) == (6, 0), "tried again alone"
    (pages / "1.txt").write_text("死3", encoding="utf-8")
    report = run([pages], out, options=Options(jobs=2), load=_LoadOnce(tries))
    assert report.counts.failed == 1, "killed when it was alone too"
    report = run([pages], out, options=Options(jobs=2), load=_LoadOnce(tries))
    assert (report.counts.done, report.counts.failed) == (1, 0), "and read by the next run, unasked"


def _cannot() -> Digits:
    raise ImportError("no such module")


def _dies() -> Digits:
    os._exit(9)


@pytest.mark.parametrize(("load", "jobs"), [(_cannot, 1), (_cannot, 2), (_dies, 2)])
def test_readers_that_cannot_be_made_are_told_once(
    load: Load, jobs: int, pages: Path, tmp_path: Path
) -> None:
    with pytest.raises(ShiluError) as told:
        run([pages], tmp_path / "out", options=Options(jobs=jobs), load=load)
    assert "[S604]" in str(told.value)
    assert not (tmp_path / "out" / "failed.csv").exists()


@dataclass(frozen=True)
class _DiesOnce:
    """A reader whose first process dies while it loads; `folder` keeps that."""

    folder: Path

    def __call__(self) -> Digits:
        with suppress(FileExistsError):
            (self.folder / "died").mkdir()
            os._exit(9)
        return Digits()


def test_a_process_that_is_killed_while_it_loads_is_begun_again(pages: Path, tmp_path: Path) -> None:
    report = run([pages], tmp_path / "out", options=Options(jobs=2), load=_DiesOnce(tmp_path))
    assert (report.counts.done, report.counts.failed) == (6, 0)
    assert (tmp_path / "died").exists()


class _Long(Digits):
    def records(self, page: Page) -> PageRecords:
        while "2" in page.text:
            time.sleep(0.01)
        return read(page)


def _long() -> _Long:
    return _Long()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_takes_too_long_is_a_failure(jobs: int, pages: Path, tmp_path: Path) -> None:
    report = run([pages], tmp_path / "out", options=Options(jobs=jobs, page_timeout=0.3), load=_long)
    assert (report.counts.done, report.counts.failed) == (5, 1)
    assert "[S218] 2: given up after 0.3 seconds" in report.failures[0]


def test_a_run_that_is_broken_off_says_that_the_same_command_goes_on(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def full(*_: object) -> None:
        raise ShiluError("S104", path=out, why="No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(conduct, "_write", full)
        with pytest.raises(ShiluError, match=r"S605.*No space left.*the same command goes on"):
            run([pages], out, load=digits)
    assert not list(tmp_path.rglob("*.part"))
    report = run([pages], out, load=digits)
    assert (report.counts.done, report.counts.skipped) == (0, 6)
