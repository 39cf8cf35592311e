"""Pages of one shape, or of some at random, at once a size and at three times: work and output grow with the page."""

from __future__ import annotations

import random
import sys
from collections.abc import Generator
from pathlib import Path
from types import FrameType
from typing import Any

from shilu.extract.extractor import Extractor
from tests.attack.noted import noted
from tests.benchmarks.shapes import SHAPES, shape

__all__ = ["MOST", "Calls", "shapes", "work"]

MOST = 1.3
"""The largest growth, for a character at three times the size, that passes."""

_SIZE, _TIMES = 1_400, 3


class Calls:
    """Counts the calls of functions, of Python and of C, while it is on."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, _frame: FrameType, event: str, _argument: Any) -> None:
        self.count += event in ("call", "c_call")


def work(extractor: Extractor, text: str) -> tuple[float, float]:
    """Calls of functions, and characters of records kept, for each character of the text."""
    calls = Calls()
    sys.setprofile(calls)
    try:
        records = extractor.page(text)
    finally:
        sys.setprofile(None)
    return calls.count / len(text), len(records.model_dump_json()) / len(text)


def shapes(chance: random.Random, _: Path) -> Generator[int, None, None]:
    """Every shape once, in another order each time, then texts of two or three of them in turn."""
    extractor, tried = Extractor(), 0
    while True:
        for name in chance.sample(SHAPES, len(SHAPES)):
            _grow(extractor, name)
            tried += 1
            yield tried
        for _ in range(len(SHAPES)):
            _grow(extractor, "+".join(chance.sample(SHAPES, chance.choice((2, 2, 3)))))
            tried += 1
            yield tried


def _grow(extractor: Extractor, name: str) -> None:
    with noted(name):
        extractor.page(shape(name, _SIZE // 3))  # patterns and caches that are made once
        calls, kept = work(extractor, shape(name, _SIZE))
        more_calls, more_kept = work(extractor, shape(name, _SIZE * _TIMES))
        assert more_calls <= calls * MOST, f"calls for a character: {calls:.1f}, then {more_calls:.1f}"
        assert more_kept <= kept * MOST, f"characters kept for a character: {kept:.1f}, then {more_kept:.1f}"
