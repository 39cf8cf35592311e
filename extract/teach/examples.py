"""Marked rows as examples, and how they are divided: what is measured on is never what was fitted on."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shilu.extract.teach.articles import MarkedArticle

__all__ = ["Example", "examples_of", "parted"]

_PAGES = 6
"""Fewer pages than these are divided by window."""

_WINDOW = 10
"""Marked rows of a window. What stands together is alike, and stays together."""


@dataclass(frozen=True)
class Example:
    """One row that somebody vouches for: the numbers of its article and of its amount there, its mark, and the part of
    the pages that it belongs to."""

    article: int
    view: int
    mark: Mapping[str, Any]
    part: str


def examples_of(articles: Sequence[MarkedArticle]) -> list[Example]:
    """The firm marks whose amount was found, in order: each with the amount that it shares most with."""
    pages = {article.page.id for article in articles}
    seen: Counter[str] = Counter()
    found = []
    for number, article in enumerate(articles):
        nearest: dict[int, tuple[float, int]] = {}
        for place, mark in enumerate(article.marks):
            if mark and not mark.get("optional"):
                view = article.views[place]
                start, end = article.reading.ground(view.chunk.start, view.chunk.end)
                shared = min(end, mark["end"]) - max(start, mark["start"])
                nearest[id(mark)] = max(nearest.get(id(mark), (-1.0, 0)), (float(shared), place))
        page = article.page.id
        for _, place in sorted(nearest.values(), key=lambda one: one[1]):
            part = page if len(pages) >= _PAGES else f"{page} {seen[page] // _WINDOW}"
            seen[page] += 1
            found.append(Example(number, place, article.marks[place] or {}, part))
    return found


def parted(examples: Iterable[Example], shares: Sequence[float]) -> list[list[Example]]:
    """The examples divided so that each part lies whole in one share, the shares nearly of these sizes; the same each
    time, and by no property of the pages but their names."""
    by_part: dict[str, list[Example]] = defaultdict(list)
    for one in examples:
        by_part[one.part].append(one)
    order = sorted(by_part, key=lambda part: hashlib.blake2b(part.encode(), digest_size=8).digest())
    found: list[list[Example]] = [[] for _ in shares]
    for part in order:
        emptiest = min(range(len(shares)), key=lambda number: (len(found[number]) / shares[number], number))
        found[emptiest] += by_part[part]
    for share in found:
        share.sort(key=lambda one: (one.article, one.view))
    return found
