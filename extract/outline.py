"""A page's outline for a person: which lines became which article, in which order, and why they are joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shilu.extract.articles.find import find_articles
from shilu.extract.articles.masthead import find_masthead
from shilu.extract.articles.reading import is_joined
from shilu.extract.errors import escaped
from shilu.extract.talk import label, said
from shilu.schemas import Article, Block, Page, Role

__all__ = ["ArticleOutline", "BlockOutline", "outline", "print_outline"]

_SHOWN = 28
_FURNITURE = ("note", "continuation")
_STYLES: dict[str, str] = {"title": "bold", "duplicate": "yellow", "note": "dim", "continuation": "dim"}


@dataclass(frozen=True)
class BlockOutline:
    """One block in reading order.

    `text` is how it begins; `lines` counts the printed lines that it joins; `joined` says over what its sentence
    runs on into the next block (`line break`, `caption`, `column out of order`, …), empty where it does not;
    `repeats` is the place of the block that it repeats.
    """

    role: Role
    start: int
    end: int
    text: str
    lines: int
    joined: str
    repeats: int | None

    @property
    def characters(self) -> int:
        """Length as printed, line breaks included."""
        return self.end - self.start

    @property
    def furniture(self) -> bool:
        """Whether it belongs to the page and not to the article."""
        return self.role in _FURNITURE


@dataclass(frozen=True)
class ArticleOutline:
    """One article: the record, and its blocks in reading order."""

    article: Article
    blocks: tuple[BlockOutline, ...]

    @property
    def characters(self) -> int:
        """Characters of its blocks, furniture and repeats aside."""
        return sum(one.characters for one in self.blocks if not one.furniture and one.role != "duplicate")


def outline(page: Page) -> tuple[ArticleOutline, ...]:
    """The outline of a page, one entry an article, in the order in which they begin.

    >>> (found,) = outline(Page(id="p", text="书屋开门\\n\\n本报讯 街坊们来到粮\\n\\n仓里看书。"))
    >>> [(block.role, block.joined) for block in found.blocks]
    [('title', ''), ('body', 'line break'), ('body', '')]
    """
    articles = find_articles(page)
    roles = sorted((block.start, block.role) for article in articles for block in article.blocks)
    return tuple(ArticleOutline(article, tuple(_blocks(page, article, roles))) for article in articles)


def _blocks(page: Page, article: Article, roles: list[tuple[int, Role]]) -> Iterator[BlockOutline]:
    following = (*article.blocks[1:], None)
    for block, after in zip(article.blocks, following, strict=True):
        printed = page.text[block.start : block.end]
        joined = after is not None and is_joined(page.text, block, after)
        yield BlockOutline(
            role=block.role,
            start=block.start,
            end=block.end,
            text=" ".join(printed[: 2 * _SHOWN].split())[:_SHOWN] + ("…" if len(printed) > _SHOWN else ""),
            lines=len(printed.splitlines()),
            joined=_break(block, after, roles) if joined and after is not None else "",
            repeats=block.duplicate_of,
        )


def _break(block: Block, after: Block, roles: list[tuple[int, Role]]) -> str:
    """What stands on the page between two blocks that a sentence joins."""
    if after.start < block.end:
        return "column out of order"
    between = dict.fromkeys(role for start, role in roles if block.start < start < after.start)
    return ", ".join(between) or "line break"


def print_outline(page: Page, console: Console) -> None:
    """Print the outline of a page: a line for the page, a table for each article."""
    console.print(Text(_head(page), style="bold"))
    for one in outline(page):
        console.print(_table(one))


def _head(page: Page) -> str:
    masthead = page.masthead or find_masthead(page.text)
    spans = (masthead.paper, masthead.date, masthead.number) if masthead else ()
    printed = " ".join(span.surface for span in spans if span)
    published = said(f"published {page.published.value}") if page.published else ""
    parts = (page.id, printed, published, said(f"{len(page.text)} characters"))
    return " · ".join(escaped(part) for part in parts if part)


def _table(one: ArticleOutline) -> Table:
    table = Table(title=_title(one), title_justify="left", title_style="", box=None, pad_edge=False)
    for heading in ("role", "from", "to", "begins", "what was done"):
        table.add_column(said(heading), justify="right" if heading in ("from", "to") else "left")
    for block in one.blocks:
        cells = (label("role", block.role), str(block.start), str(block.end), block.text, _done(block))
        table.add_row(*(Text(escaped(cell)) for cell in cells), style=_STYLES.get(block.role))
    return table


def _title(one: ArticleOutline) -> Text:
    article = one.article
    length = said(f"{one.characters} characters")
    aside = [label("article", article.kind), article.section, ", ".join(article.byline), length]
    if article.dateline:
        aside.insert(2, article.dateline.span.surface.replace("\n", ""))
    text = Text(f"\n{article.article}. {escaped(article.title or said('(no title)'))}", style="bold")
    return text.append("  " + " · ".join(escaped(part) for part in aside if part), style="not bold dim")


def _done(block: BlockOutline) -> str:
    done = []
    if block.repeats is not None:
        done.append(f"repeats the block at {block.repeats}")
    if block.lines > 1:
        done.append(f"{block.lines} lines joined")
    if block.joined:
        done.append(f"runs on over: {block.joined}")
    if block.furniture:
        done.append("furniture of the page")
    return "; ".join(map(said, done))
