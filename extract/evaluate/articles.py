"""Whether lines were joined to the right articles, in the right part, under the right title."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from shilu.extract.evaluate.compare import slot_right
from shilu.extract.evaluate.counts import Counts

__all__ = ["ArticleScore", "judge_articles"]

Row = Mapping[str, Any]


@dataclass
class ArticleScore:
    """`grouping` counts pairs of lines that belong to one article, `roles` lines, `titles` articles."""

    grouping: Counts = field(default_factory=Counts)
    roles: Counts = field(default_factory=Counts)
    titles: Counts = field(default_factory=Counts)


def judge_articles(
    into: ArticleScore, gold: Sequence[Row], found: Sequence[Row], text: str
) -> list[tuple[int, str, str]]:
    """Add the counts of one page; gives the lines with a wrong part: place, words, what should be.

    `gold` has articles with their `lines`, numbers from 1 with the role of each; a line belongs to the article
    found that holds more than half of it.
    """
    article = {int(line): row["article"] for row in gold for line in row["lines"]}
    role = {int(line): told for row in gold for line, told in row["lines"].items()}
    bounds = dict(_lines(text))
    holder = {line: _holder(found, *bounds[line]) for line in sorted(article)}
    for one, other in combinations(holder, 2):
        together, a, b = article[one] == article[other], holder[one], holder[other]
        joined = a is not None and b is not None and a[0] == b[0]
        into.grouping.right += together and joined
        into.grouping.extra += joined and not together
        into.grouping.missed += together and not joined
    wrong = []
    for line, told in holder.items():
        got = told[1] if told else None
        into.roles.tell(got == role[line])
        if got != role[line]:
            start, end = bounds[line]
            wrong.append(
                (start, text[start : min(end, start + 12)], f"role should be {role[line]}, is {got}")
            )
    for title in (row["title"] for row in gold if row["title"]):
        into.titles.tell(any(slot_right(title, row.get("title")) for row in found))
    return wrong


def _lines(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        yield number, (start, start + len(line))
        start += len(line) + 1


def _holder(found: Sequence[Row], start: int, end: int) -> tuple[Any, Any] | None:
    """Article and role of the block that holds more than half of the line; the last such block."""
    held = None
    for row in found:
        for block in row.get("blocks", ()):
            if min(end, block["end"]) - max(start, block["start"]) > (end - start) / 2:
                held = (row["article"], block.get("role"))
    return held
