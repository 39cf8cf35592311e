"""Grouping, roles, titles and joining on made pages of rising damage, and the speed on a long page.

    python -m tests.benchmarks.bench_articles [PAGES]

PAGES (100 where it is not given) are made for each row. Level 0 is a page as printed, 1 one where half of all
paragraphs are cut and every other kind of damage is frequent; `tests/extract/articles/damage.py` tells which.
"""

from __future__ import annotations

import sys
import time
import tracemalloc

from rich.console import Console
from rich.table import Table

from shilu.extract.articles import find_articles
from shilu.schemas import Page
from tests.extract.articles.damage import Layout, make_page
from tests.extract.articles.grade import grade

LAYOUTS: tuple[Layout, ...] = ("spaced", "lines", "wrapped", "dense")
LEVELS = (0.0, 0.25, 0.5, 0.75, 1.0)
LENGTHS = (100_000, 1_000_000)


def damage_table(pages: int) -> Table:
    """One row for each layout and level."""
    table = Table("layout", "damage", "grouping F1", "roles", "titles", "sentences joined")
    for layout in LAYOUTS:
        for level in LEVELS:
            made = (make_page(seed, level, layout=layout) for seed in range(pages))
            found = grade(made)
            shares = (found.grouping, found.role, found.title, found.joining)
            table.add_row(layout, f"{level:.2f}", *(f"{share:.3f}" for share in shares))
    return table


def speed_table() -> Table:
    """Characters a second and peak memory for pages of two lengths, timed apart from the measuring of
    memory.
    """
    table = Table("characters", "articles", "characters a second", "peak MB")
    made = "\n\n".join(make_page(seed, 0.5).text for seed in range(600))
    for length in LENGTHS:
        page = Page(id="bench", text=made[:length])
        begun = time.perf_counter()
        articles = find_articles(page)
        seconds = time.perf_counter() - begun
        tracemalloc.start()
        find_articles(page)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        table.add_row(str(length), str(len(articles)), f"{length / seconds:,.0f}", f"{peak / 1e6:.0f}")
    return table


def main() -> None:
    """Print both tables."""
    console = Console()
    console.print(damage_table(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
    console.print(speed_table())


if __name__ == "__main__":
    main()
