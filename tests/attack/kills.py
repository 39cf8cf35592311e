"""Runs that are killed at random moments, into one store of each kind."""

from __future__ import annotations

import random
import time
from collections.abc import Generator, Iterator
from pathlib import Path

from shilu.extract.runs import run
from shilu.extract.stores import FailedDocument, read_failures, read_store
from shilu.schemas import PageRecords
from tests.extract.runs.readers import Slow, write_documents
from tests.extract.runs.test_killed import finish, kill, start

__all__ = ["kills"]

TARGETS = ("out", "x.sqlite", "x.duckdb", "x.parquet", "x.spacy")
"""Each another kind of store."""

_DOCUMENTS = 120
_MOST_KILLS = 6
"""After so many the run may end, so that each store is looked at."""

Held = tuple[list[PageRecords], list[FailedDocument]]


def _held(target: Path) -> Held:
    return list(read_store(target)), sorted(read_failures(target), key=repr)


def kills(chance: random.Random, folder: Path) -> Generator[int, None, None]:
    """Kill runs; each store holds in the end what one has that was left in peace, and nothing lies beside it."""
    pages, pids = write_documents(folder / "pages", _DOCUMENTS), folder / "pids"
    pids.mkdir()
    peace = folder / "peace"
    run([pages], peace, load=Slow(pids, seconds=0))
    expected, killed, began = _held(peace), 0, time.monotonic()
    finish(start(pages, folder / "timed", 1, pids))
    whole = time.monotonic() - began
    for number, name in enumerate(_endlessly(chance)):
        place = folder / str(number)
        place.mkdir()
        for _ in range(_MOST_KILLS):
            jobs = chance.choice((1, 1, 2))
            if not kill(start(pages, place / name, jobs, pids), chance.uniform(0.1, whole)):
                break
            killed += 1
            yield killed
        finish(start(pages, place / name, 1, pids))
        held = _held(place / name)
        assert held[0] == expected[0], f"{name} after {killed} kills"
        assert held[1] == expected[1] or name.endswith(".spacy"), f"{name} after {killed} kills"
        left = [path.name for path in place.rglob("*.part*")]
        assert not left, f"{name}: {left}"
        yield killed


def _endlessly(chance: random.Random) -> Iterator[str]:
    """The stores in another order each round."""
    while True:
        yield from chance.sample(TARGETS, len(TARGETS))
