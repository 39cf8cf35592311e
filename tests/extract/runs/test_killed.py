"""Runs that are killed: whatever the moment, the same command goes on, and the store is that of an unbroken run.

`SHILU_ROUNDS` sets how often a run is killed; `make stress` kills it some hundred times.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from shilu.extract.runs import Options, ledger_folder, run
from tests.extract.runs.readers import Slow, contents, write_documents

DOCUMENTS = 300
ROUNDS = int(os.environ.get("SHILU_ROUNDS", "8"))
SEED = int(os.environ.get("SHILU_SEED", "20240607"))

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")


def start(pages: Path, out: Path, jobs: int, pids: Path) -> subprocess.Popen[str]:
    pids.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.extract.runs.broken", pages, out, jobs, pids]
    return subprocess.Popen(list(map(str, command)), stderr=subprocess.PIPE, text=True)


def finish(running: subprocess.Popen[str]) -> None:
    _, said = running.communicate(timeout=120)
    assert running.returncode == 0, said


def kill(running: subprocess.Popen[str], after: float) -> bool:
    """Kill the run after so many seconds; whether it was still at work."""
    try:
        running.wait(after)
    except subprocess.TimeoutExpired:
        running.kill()
    _, said = running.communicate(timeout=60)
    assert running.returncode in (0, -signal.SIGKILL), said
    return running.returncode != 0


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_documents(tmp_path_factory.mktemp("killed") / "pages", DOCUMENTS)


@pytest.fixture(scope="module")
def unbroken(pages: Path) -> dict[str, bytes]:
    """The store of a run that nothing happened to."""
    out = pages.parent / "unbroken"
    report = run([pages], out, load=Slow(pages.parent, seconds=0))
    counts = report.counts
    assert (counts.read, counts.done, counts.skipped, counts.failed) == (DOCUMENTS + 5, DOCUMENTS, 0, 5)
    return contents(out)


@pytest.mark.kills
def test_a_run_that_is_killed_again_and_again_ends_as_if_it_had_not(
    pages: Path, unbroken: dict[str, bytes], tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    began = time.monotonic()
    finish(start(pages, tmp_path / "timed", 1, tmp_path / "pids"))
    whole = time.monotonic() - began
    killed = finished = 0
    for number in range(ROUNDS):
        out = tmp_path / f"out{finished}"
        if kill(start(pages, out, chance.choice((1, 1, 2)), tmp_path / "pids"), chance.uniform(0.1, whole)):
            killed += 1
        else:
            assert contents(out) == unbroken, f"seed {SEED}, round {number}"
            finished += 1
    assert killed > ROUNDS // 3
    out = tmp_path / f"out{finished}"
    finish(start(pages, out, 2, tmp_path / "pids"))
    assert contents(out) == unbroken, f"seed {SEED}"


def test_processes_end_with_the_run_that_was_killed(pages: Path, tmp_path: Path) -> None:
    running = start(pages, tmp_path / "out", 2, tmp_path / "pids")
    until = time.monotonic() + 60
    while len(list((tmp_path / "pids").iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    assert kill(running, 0.1)
    workers = [int(path.name) for path in (tmp_path / "pids").iterdir()]
    assert len(workers) == 2
    while any(map(is_alive, workers)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_alive, workers))


def is_alive(process: int) -> bool:
    """Whether the process is there and no mere entry that nobody has taken up yet."""
    try:
        os.kill(process, 0)
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False


def log_of(out: Path) -> Path:
    return ledger_folder(out) / "ledger.sqlite-wal"


def size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def broken_off(pages: Path, folder: Path) -> Path:
    """The output of a run that was killed while its ledger was open; where one was too quick, another is begun."""
    for number in range(10):
        out = folder / f"out{number}"
        running = start(pages, out, 1, folder / "pids")
        while size(log_of(out)) < 20_000 and running.poll() is None:
            time.sleep(0.005)
        running.kill()
        running.communicate(timeout=60)
        if size(log_of(out)):
            return out
    raise AssertionError("ten runs had closed their ledger before they were killed")


def test_what_was_being_written_when_the_machine_stopped_is_done_again(
    pages: Path, unbroken: dict[str, bytes], tmp_path: Path
) -> None:
    """The ledger's last write is cut short at random, as when the power fails; what stands before it still counts."""
    chance, out = random.Random(SEED), broken_off(pages, tmp_path)
    log = log_of(out)
    for number in range(5):
        torn = tmp_path / f"torn{number}"
        shutil.copytree(out, torn)
        with (ledger_folder(torn) / log.name).open("r+b") as file:
            file.truncate(chance.randrange(log.stat().st_size))
        report = run([pages], torn, options=Options(), load=Slow(tmp_path, seconds=0))
        assert report.counts.read == report.counts.done + report.counts.skipped + report.counts.failed
        assert contents(torn) == unbroken
