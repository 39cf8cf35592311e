"""What a table of the user's own words costs: the whole way with and without one of 50,000 names, in turn.

    python -m tests.benchmarks.bench_words [--words 50000] [--rounds 5] [FILE ...]

The names are made of the characters of the pages themselves, three to eight long, so that many of them begin like what
stands there; one of 200 stands on the pages. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

from shilu import Extractor
from shilu.extract.names import OwnWord, OwnWords
from shilu.schemas import NameType, Page
from tests.benchmarks.bench_pipeline import load

SEED, ON_PAGES = 7, 200
HAN = range(0x4E00, 0xA000)


def made(text: str, count: int) -> Iterator[OwnWord]:
    """As many different names, each with a type."""
    draw = random.Random(SEED)
    letters = [letter for letter in text if ord(letter) in HAN]
    types: tuple[NameType, ...] = get_args(NameType)
    known: set[str] = set()
    while len(known) < count:
        size = draw.randint(3, 8)
        at = draw.randrange(len(letters) - size)
        name = "".join(
            letters[at : at + size] if len(known) % ON_PAGES == 0 else draw.choices(letters, k=size)
        )
        if name not in known:
            known.add(name)
            yield OwnWord(name, types[len(known) % len(types)], name)


def seconds(extractor: Extractor, page: Page) -> float:
    """Processor seconds of one reading."""
    began = time.process_time()
    extractor.records(page)
    return time.process_time() - began


def main(given: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--words", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args(given)
    page = load(options.files)
    own = OwnWords.of(made(page.text, options.words))
    ways = {"without a table": Extractor(), f"with {options.words:,} words": Extractor(words=own)}
    for way in ways.values():
        seconds(way, page)
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.rounds):
        for name, way in ways.items():
            found[name].append(seconds(way, page))
    plain, told = (statistics.median(times) for times in found.values())
    for name, times in found.items():
        each = [1e6 * one / len(page.text) for one in times]
        print(
            f"{name}: {statistics.median(each):.1f} µs a character (least {min(each):.1f}, most {max(each):.1f})"
        )
    print(f"difference: {100 * (told / plain - 1):+.1f} %")
    return 0


if __name__ == "__main__":
    sys.exit(main())
