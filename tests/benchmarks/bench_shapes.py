"""Whether reading takes time in proportion to the page, whatever the page.

    python -m tests.benchmarks.bench_shapes [--size 4000] [--rounds 5] [SHAPE ...]

For each shape: processor time of a character at the size and at four times the size, the best of some rounds in one
process with the time of an empty page subtracted, their ratio (1.0 is linear, 4 is quadratic), and characters of
records kept for each character read. The last line has the worst ratio; the exit code is 1 where it is over 1.3.
"""

from __future__ import annotations

import argparse
import gc
import sys
import time

from shilu.extract.extractor import Extractor
from tests.benchmarks.shapes import SHAPES, shape

MOST = 1.3
"""The largest ratio that passes."""

FINEST = 0.002
"""Seconds below which a reading cannot be told from an empty page."""


def seconds(extractor: Extractor, text: str, rounds: int) -> tuple[float, int]:
    """Processor time of the quickest of some readings, and the size of what was found."""
    best, kept = float("inf"), 0
    for _ in range(rounds):
        gc.collect()
        start = time.process_time()
        records = extractor.page(text)
        best = min(best, time.process_time() - start)
        kept = kept or len(records.model_dump_json())
    return best, kept


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--size", type=int, default=4000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("shapes", nargs="*", default=[])
    asked = parser.parse_args()
    extractor = Extractor()
    extractor.page("三年来，柳河县建成102座书屋，投资3万元。")
    start, _ = seconds(extractor, "。", asked.rounds)
    print(f"{'shape':20} {'µs a character':>15} {'at 4 times':>11} {'ratio':>6} {'kept':>6}")
    worst = 0.0
    for name in asked.shapes or SHAPES:
        each: list[float] = []
        kept = 0.0
        for times in (1, 4):
            text = shape(name, asked.size * times)
            took, size = seconds(extractor, text, asked.rounds)
            each.append(max(took - start, FINEST) / len(text) * 1e6)
            kept = size / len(text)
        worst = max(worst, each[1] / each[0])
        print(f"{name:20} {each[0]:15.1f} {each[1]:11.1f} {each[1] / each[0]:6.2f} {kept:6.0f}", flush=True)
    print(f"{len(asked.shapes or SHAPES)} shapes, worst ratio {worst:.2f}")
    return int(worst > MOST)


if __name__ == "__main__":
    sys.exit(main())
