"""The attacks themselves: each is at work however short the time, and what breaks is written down."""

from __future__ import annotations

import os
import random
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.attack import __main__ as command
from tests.attack.attacks import ATTACKS
from tests.attack.noted import MissingError, noted


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_tries_something_however_short_the_time(name: str, tmp_path: Path) -> None:
    told = command.attack(name, 0, 5, tmp_path / "kept")
    assert told.missing or told.tried >= 1
    assert not told.broken
    assert not (tmp_path / "kept").exists()


def _breaks(chance: random.Random, _: Path) -> Generator[int, None, None]:
    yield from range(1, 4)
    evil = chance.random()
    with noted(f"evil {evil}"):
        raise KeyError(evil)


def _lacks(_chance: random.Random, _: Path) -> Generator[int, None, None]:
    raise MissingError("no moon")
    yield 1


def test_what_breaks_is_written_down_with_its_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ATTACKS", {"breaks": _breaks})
    told = command.attack("breaks", 60, 5, tmp_path / "kept")
    assert sum(told.broken.values()) == command._MOST_TRACES
    (trace,) = (tmp_path / "kept").iterdir()
    assert "input: 'evil 0." in trace.read_text(encoding="utf-8")
    assert "at 1 places" in str(told)


def test_what_a_machine_lacks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "ATTACKS", {"lacks": _lacks})
    assert str(command.attack("lacks", 60, 5, tmp_path)) == "not done: no moon"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such clock")
def test_what_hangs_is_broken_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(_chance: random.Random, _: Path) -> Generator[int, None, None]:
        while True:
            pass
        yield 1

    monkeypatch.setattr(command, "ATTACKS", {"hangs": hangs})
    monkeypatch.setattr(command, "_LONGEST", 0.2)
    previous = command.watch()
    try:
        told = command.attack("hangs", 0, 5, tmp_path)
    finally:
        command.watch(previous)
    assert "TimeoutError" in next(iter(told.broken))
