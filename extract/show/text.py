"""A page's articles as a readable text, each character in its place and every mention marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shilu.extract.articles import Reading, read_article
from shilu.extract.articles.reading import Part
from shilu.extract.show.labels import Words
from shilu.extract.show.marks import Piece, Pieces
from shilu.extract.show.markup import Markup, join, tag
from shilu.schemas import Article, Page, Role

__all__ = ["TextWriter"]

_ELEMENTS: dict[Role, str] = {"title": "h3"}
"""What a block is in HTML; a paragraph where it is not here."""

_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"[A-Za-z0-9]")


class TextWriter:
    """Writes the text of one page. A mention may be met in several places; its first is the one to walk to.

    Every run of characters that follow each other on the page is an element with the place of its first
    character, so that the script finds any range of the page again.
    """

    def __init__(self, page: Page, pieces: Pieces, words: Words) -> None:
        self._page = page
        self._pieces = pieces
        self._words = words
        self._met: set[str] = set()

    def articles(self, articles: tuple[Article, ...]) -> Markup:
        """All articles in reading order, then whatever of the page's text belongs to none of them."""
        written = [self._article(article) for article in articles]
        rest = list(self._outside(articles))
        if rest:
            heading = tag("h3", self._words.span("ui.outside"), class_="number")
            written.append(tag("section", heading, *rest, class_="outside"))
        if not written:
            written.append(tag("p", self._words.span("ui.no_articles"), class_="empty"))
        return join(*written)

    def _article(self, article: Article) -> Markup:
        reading = read_article(self._page, article)
        head = [f"{article.article}", *([article.section] if article.section else [])]
        kind = None if article.kind == "news" else self._words.span(f"article.{article.kind}")
        label = tag("p", " · ".join(head), " · " if kind else None, kind, class_="number")
        paragraphs = (self._paragraph(reading, parts) for parts in _paragraphs(reading))
        return tag("article", label, *paragraphs)

    def _paragraph(self, reading: Reading, parts: list[Part]) -> Markup:
        role = parts[0].role
        written: list[str] = []
        for number, part in enumerate(parts):
            if number:
                written.append(self._broken())
            written.extend(self._runs(reading, part))
        return self._block(role, written)

    def _block(self, role: Role, written: list[str]) -> Markup:
        label = self._words.span(f"role.{role}", class_="role")
        return tag(_ELEMENTS.get(role, "p"), label, *written, class_=f"block {role}")

    def _broken(self) -> Markup:
        """A small sign where a sentence runs on over a break of the print."""
        return tag("span", class_="break", title=self._words.text("ui.runs_on"), data_t="ui.runs_on")

    def _runs(self, reading: Reading, part: Part) -> Iterator[str]:
        end = part.end - (reading.text[part.end - 1 : part.end] == "\n")
        begun = part.start
        for index in range(part.start + 1, end + 1):
            if index < end and reading.offsets[index] == reading.offsets[index - 1] + 1:
                continue
            first, last = reading.offsets[begun], reading.offsets[index - 1] + 1
            yield self._run(first, last)
            if index < end and _WORD.match(reading.text[index - 1]) and _WORD.match(reading.text[index]):
                yield " "  # a line break between Latin words
            begun = index

    def _run(self, start: int, end: int) -> Markup:
        pieces = (self._piece(piece) for piece in self._pieces.within(start, end))
        return tag("span", *pieces, data_o=start)

    def _piece(self, piece: Piece) -> str:
        text = self._page.text[piece.start : piece.end]
        if not piece.mentions:
            return text
        first = piece.mentions[0]
        to_walk = first.key not in self._met
        self._met.add(first.key)
        return tag(
            "mark",
            text,
            class_=" ".join(dict.fromkeys(one.layer for one in piece.mentions)),
            data_m=" ".join(one.key for one in piece.mentions),
            role="button" if to_walk and first.layer != "o" else None,
            tabindex=-1 if to_walk else None,
        )

    def _outside(self, articles: tuple[Article, ...]) -> Iterator[Markup]:
        blocks = sorted((block.start, block.end) for article in articles for block in article.blocks)
        text, begun = self._page.text, 0
        for start, end in [*blocks, (len(text), len(text))]:
            for line in _LINE.finditer(text, begun, max(begun, start)):
                yield tag("p", self._run(*line.span()), class_="block note")
            begun = max(begun, end)


def _paragraphs(reading: Reading) -> Iterator[list[Part]]:
    """The blocks, those together between which a sentence runs on: the reading puts no line feed there."""
    parts: list[Part] = []
    for part in reading.blocks:
        if parts and reading.text[parts[-1].end - 1 : parts[-1].end] == "\n":
            yield parts
            parts = []
        parts.append(part)
    if parts:
        yield parts
