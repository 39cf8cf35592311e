"""Floors for pages of rising damage; the benchmark (tests/benchmarks/bench_articles.py) prints the whole
curve.
"""

from __future__ import annotations

import pytest

from tests.extract.articles.damage import Layout, make_page
from tests.extract.articles.grade import grade

PAGES = 20


@pytest.mark.parametrize("layout", ["spaced", "lines", "wrapped", "dense"])
@pytest.mark.parametrize("marked", [True, False], ids=["marked", "unmarked"])
def test_whole_pages_are_read_without_a_fault(layout: Layout, marked: bool) -> None:
    found = grade(make_page(seed, 0, layout=layout, marked=marked) for seed in range(PAGES))
    assert (found.grouping, found.role, found.title) == (1, 1, 1)


@pytest.mark.parametrize(
    ("level", "grouping", "role", "title", "joining"),
    [(0.25, 0.97, 0.985, 0.98, 0.97), (0.5, 0.95, 0.98, 0.97, 0.96), (1.0, 0.92, 0.96, 0.93, 0.93)],
    ids=["light", "middling", "heavy"],
)
@pytest.mark.parametrize("layout", ["spaced", "lines", "wrapped"])
def test_damaged_pages(
    layout: Layout, level: float, grouping: float, role: float, title: float, joining: float
) -> None:
    found = grade(make_page(seed, level, layout=layout) for seed in range(PAGES))
    assert found.grouping >= grouping
    assert found.role >= role
    assert found.title >= title
    assert found.joining >= joining


@pytest.mark.parametrize(
    ("level", "grouping", "role", "title", "joining"),
    [(0.25, 0.97, 0.97, 0.98, 0.84), (0.5, 0.96, 0.94, 0.97, 0.73), (1.0, 0.93, 0.92, 0.93, 0.7)],
    ids=["light", "middling", "heavy"],
)
def test_damaged_pages_without_blank_lines(
    level: float, grouping: float, role: float, title: float, joining: float
) -> None:
    """Nothing then sets a caption apart from the sentence that it cuts, so fewer of those are read whole."""
    found = grade(make_page(seed, level, layout="dense") for seed in range(PAGES))
    assert found.grouping >= grouping
    assert found.role >= role
    assert found.title >= title
    assert found.joining >= joining


def test_the_same_seed_makes_the_same_page() -> None:
    assert make_page(3, 0.7) == make_page(3, 0.7)
