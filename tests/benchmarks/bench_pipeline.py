"""Characters a second and peak memory of each stage, and how both grow with the text.

    python -m tests.benchmarks.bench_pipeline [FILE ...]

Without files it reads the sample pages. Each stage is timed alone, on the texts that the stage before it
made: once, and on one page of ten times the length. A growth of 1.0 is linear. Seconds are those of the clock, so keep
the machine quiet; everything runs on one thread. How the whole way compares with the tagger alone is told by
`bench_tagger`.
"""

from __future__ import annotations

import gc
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from shilu import Extractor
from shilu.extract.articles import find_articles, read_article
from shilu.extract.facts import ArticleContext, find_facts
from shilu.extract.language import WordReader
from shilu.extract.names import find_names
from shilu.extract.pages import read_pages
from shilu.extract.quantities import find_quantities
from shilu.extract.samples import samples_folder
from shilu.extract.stores import page_rows
from shilu.extract.times import find_times
from shilu.schemas import Page

LEAST_SECONDS = 1.0

Stage = Callable[[], object]


def load(files: list[Path]) -> Page:
    """All pages as one, so that the stages see texts of any length."""
    pages = [page for page in read_pages(files or [samples_folder()]) if isinstance(page, Page)]
    return Page(id="bench", text="\n".join(page.text for page in pages), published=pages[0].published)


def stages(page: Page) -> dict[str, Stage]:
    """Each stage as a call without arguments, over inputs that are made beforehand."""
    extractor, reader = Extractor(), WordReader()
    fast = Extractor(tagger="jieba")
    texts = [read_article(page, article).text for article in find_articles(page)]
    words = list(reader.read(texts))
    records = extractor.records(page)
    published = page.published.value if page.published else None
    context = ArticleContext(page=page.id, article=1, published=published)
    mentions = [
        {
            "quantities": find_quantities(one.text).quantities,
            "times": find_times(one.text, published=published),
            "names": find_names(one),
        }
        for one in words
    ]
    return {
        "articles": lambda: [read_article(page, article) for article in find_articles(page)],
        "words and tags": lambda: list(reader.read(texts)),
        "quantities": lambda: [find_quantities(text) for text in texts],
        "times": lambda: [find_times(text, published=published) for text in texts],
        "names": lambda: [find_names(one) for one in words],
        "facts": lambda: [
            find_facts(one, **found, context=context) for one, found in zip(words, mentions, strict=True)
        ],
        "rows": lambda: page_rows(records),
        "the whole way": lambda: extractor.records(page),
        "the whole way, fast": lambda: fast.records(page),
    }


def seconds(stage: Stage) -> float:
    """The least time of one call, over at least a second of calls; the first call only warms up."""
    stage()
    best, spent = float("inf"), 0.0
    while spent < LEAST_SECONDS:
        began = time.perf_counter()
        stage()
        best = min(best, took := time.perf_counter() - began)
        spent += took
    return best


def peak(stage: Stage) -> int:
    """Bytes that Python held at most during one call, over what it held before."""
    tracemalloc.start()
    stage()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def main() -> None:
    """Print the table."""
    once = load([Path(name) for name in sys.argv[1:]])
    tenfold = once.with_fields(text="\n".join([once.text] * 10))
    table = Table(title=f"{len(once.text):,} characters, and ten times as many; one process")
    for column in ("stage", "characters/s", "at 10x", "growth", "peak MB", "at 10x"):
        table.add_column(column, justify="left" if column == "stage" else "right")
    small, large = stages(once), stages(tenfold)
    gc.collect()
    gc.freeze()  # as in a run: what was loaded stays for good
    for name, stage in small.items():
        small_time, large_time = seconds(stage), seconds(large[name])
        table.add_row(
            name,
            f"{len(once.text) / small_time:,.0f}",
            f"{len(tenfold.text) / large_time:,.0f}",
            f"{large_time / small_time / 10:.2f}",
            f"{peak(stage) / 1e6:.1f}",
            f"{peak(large[name]) / 1e6:.1f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
