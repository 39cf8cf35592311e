"""How well the articles found on made pages agree with how the pages were made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, pairwise

from shilu.extract.articles import find_articles, read_article
from shilu.schemas import Article, Page
from tests.extract.articles.damage import MadePage, Truth


@dataclass
class Grade:
    """Counts over pages: pairs of lines rightly, wrongly and not put together, lines with their role, titles,
    joins.
    """

    together: int = 0
    wrongly: int = 0
    apart: int = 0
    roles: int = 0
    lines: int = 0
    titles_found: int = 0
    titles: int = 0
    joined: int = 0
    cuts: int = 0

    @property
    def grouping(self) -> float:
        """F1 over pairs of lines of the same article."""
        return 2 * self.together / (2 * self.together + self.wrongly + self.apart)

    @property
    def role(self) -> float:
        """Share of lines with the right role."""
        return self.roles / self.lines

    @property
    def title(self) -> float:
        """Share of printed titles that are the title of an article."""
        return self.titles_found / self.titles

    @property
    def joining(self) -> float:
        """Share of cut sentences that are read whole."""
        return self.joined / self.cuts if self.cuts else 1.0


def grade(pages: Iterable[MadePage]) -> Grade:
    """The grade over all pages."""
    total = Grade()
    for made in pages:
        page = Page(id="made", text=made.text)
        articles = find_articles(page)
        _grade_lines(made, articles, total)
        _grade_joins(made, page, articles, total)
        found = {article.title for article in articles}
        total.titles += len(made.titles)
        total.titles_found += sum(1 for title in made.titles if title in found)
    return total


def _grade_lines(made: MadePage, articles: tuple[Article, ...], total: Grade) -> None:
    blocks = [
        (block.start, block.end, article.article, block.role)
        for article in articles
        for block in article.blocks
    ]
    placed: list[tuple[Truth, int]] = []
    for line in made.lines:
        best = max(blocks, key=lambda block: min(block[1], line.end) - max(block[0], line.start))
        total.lines += 1
        total.roles += best[3] == line.role
        if line.article:
            placed.append((line, best[2]))
    for (one, at), (other, there) in combinations(placed, 2):
        true, found = one.article == other.article, at == there
        total.together += true and found
        total.wrongly += found and not true
        total.apart += true and not found


def _grade_joins(made: MadePage, page: Page, articles: tuple[Article, ...], total: Grade) -> None:
    after: dict[int, int] = {}
    for article in articles:
        offsets = read_article(page, article).offsets
        for here, following in pairwise(offsets):
            after.setdefault(here, following)
    for index, line in enumerate(made.lines):
        if line.cut:
            rest = (
                one for one in made.lines[index + 1 :] if one.role == "body" and one.article == line.article
            )
            total.cuts += 1
            total.joined += after.get(line.end - 1) == next(rest).start
