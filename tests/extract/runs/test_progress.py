"""What is said while a run goes on, with a clock of our own."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from shilu.extract.report import Counts
from shilu.extract.runs.inputs import Inputs
from shilu.extract.runs.progress import Pace, Teller, telling


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_rate_is_that_of_the_last_minute() -> None:
    clock = Clock()
    pace = Pace(clock)
    assert pace.rate is None
    assert pace.remaining(100) is None
    for second in range(1, 201):
        clock.now = float(second)
        pace.note(second * 10 if second <= 100 else 1000 + (second - 100) * 2)
    assert pace.rate == pytest.approx(2.0, rel=0.05)
    assert pace.remaining(100) == pytest.approx(50, rel=0.05)


def test_documents_that_were_done_before_do_not_make_the_rest_seem_shorter() -> None:
    clock, said = Clock(), []
    teller = Teller(lambda words, done, total: said.append((words, done, total)), every=30, clock=clock)
    teller._total = 10_000
    for second in range(1, 61):
        clock.now = float(second)
        teller.seen(Counts(read=5000 + second, done=second, skipped=5000))
    assert said[-1] == ("5,060 of 10,000 documents, 1.0 a second, about 82 minutes left", 5060, 10_000)
    assert len(said) == 2


def test_a_slow_rate_is_told_by_the_minute() -> None:
    clock, said = Clock(), []
    teller = Teller(lambda words, *_: said.append(words), every=1, clock=clock)
    clock.now = 40.0
    teller.seen(Counts(read=10, done=10))
    assert said == ["10 documents, 15.0 a minute"]


def test_nothing_is_said_of_the_rest_before_it_is_known(tmp_path: Path) -> None:
    clock, said = Clock(), []
    teller = Teller(lambda words, *_: said.append(words), every=1, clock=clock)
    clock.now = 10.0
    teller.seen(Counts(read=20, done=20))
    assert said == ["20 documents, 2.0 a second"]
    (tmp_path / "a.jsonl").write_text("{}\n" * 50, encoding="utf-8")
    teller.begin(Inputs([tmp_path], tmp_path / ".run" / "scratch"), tmp_path / ".run")
    until = time.monotonic() + 20
    while teller._total is None and time.monotonic() < until:
        time.sleep(0.01)
    clock.now = 20.0
    teller.seen(Counts(read=41, done=40, failed=1))
    assert said[1] == "41 of 50 documents, 1 failed, 2.0 a second, under a minute left"
    clock.now = 30.0
    teller.seen(Counts(read=60, done=60))  # more than were counted: a text file with several pages
    assert said[2] == "60 documents, 2.0 a second"


def test_away_from_a_terminal_there_are_plain_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with telling(quiet=False) as teller:
        teller._every = 0
        teller.seen(Counts(read=3, done=3))
        teller.wrote(2, 3)
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("shilu: 3 documents")
    assert said[1] == "shilu: writing the store: 2 of 3 documents"


def test_quiet_means_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with telling(quiet=True) as teller:
        teller._every = 0
        teller.seen(Counts(read=3, done=3))
    assert capsys.readouterr().err == ""


def test_what_is_said_after_an_interruption(tmp_path: Path) -> None:
    with telling(quiet=True) as teller:
        assert teller.interrupted == "interrupted after 0 documents; an earlier output is as it was"
        teller.begin(Inputs([], tmp_path / "scratch"), tmp_path)
        teller.seen(Counts(read=2, done=1))
        assert teller.interrupted == (
            "interrupted after 1 document; an earlier output is as it was. "
            f"What was done is kept in {tmp_path}: the same command goes on"
        )
