"""An article as one text, and the way back from its characters to those of the page."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from shilu.extract.articles.bylines import closing_byline
from shilu.extract.articles.listed import begins_item
from shilu.extract.articles.openings import match_opening
from shilu.extract.articles.tables import lead_words
from shilu.extract.articles.units import INVISIBLE, are_parted, is_open, visible
from shilu.extract.text import fold, read_through
from shilu.schemas import Article, Block, Page, Quantity, Record, Role, Span, fields_with_spans

__all__ = ["Part", "Reading", "is_joined", "read_article", "runs_on"]

R = TypeVar("R", bound=Record)

_PIECE = re.compile(r"\S[^\n\r\f\v\x1c-\x1e\x85\u2028\u2029]*")
_VISIBLE = re.compile(f"[^{INVISIBLE}]+")
_NO_SPACE = re.compile(rf"[^\s{INVISIBLE}]")
_OPEN_BRACKETS = "(《“‘「『【["
_MARK = re.compile(r"#{1,6}\s+|>\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """Where a block stands in the reading, half-open."""

    start: int
    end: int
    role: Role
    block: Block


@dataclass(frozen=True)
class Reading:
    """The characters of an article in reading order, without the breaks that cut its sentences.

    `offsets` holds the page offset of each character of `text`. Blocks end with a line feed, which points at
    the page's character after the block; only body blocks between which a sentence runs on are joined with
    nothing.
    """

    text: str
    offsets: array[int]
    blocks: tuple[Part, ...]
    page: str

    def ground(self, start: int, end: int) -> tuple[int, int]:
        """The range of the page from the first to the last character of a range of the reading.

        Line breaks of the page within it are covered. Where another block stands on the page between two
        pieces (a caption, a column out of place), or they do not follow each other there, the range of the
        longer piece is given, the first one of two that are equal. Raises `ValueError` for an empty range or
        one outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(
                f"range {start}-{end} is empty or outside a reading of {len(self.text)} characters"
            )
        pieces = self._pieces(start, end)
        first, last = max(pieces, key=lambda piece: piece[1] - piece[0])
        return self.offsets[first], min(self.offsets[last - 1] + 1, len(self.page))

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        """The range cut wherever more than white space lies between two neighbours on the page."""
        pieces, begun = [], start
        for cut in self._block_starts(start, end):
            before, after = self.offsets[cut - 1] + 1, self.offsets[cut]
            if after < before - 1 or _NO_SPACE.search(self.page, before, after):
                pieces.append((begun, cut))
                begun = cut
        return [*pieces, (begun, end)]

    @cached_property
    def _starts(self) -> list[int]:
        return [part.start for part in self.blocks]

    def _block_starts(self, start: int, end: int) -> list[int]:
        """Where blocks begin within a range, its own start aside."""
        return self._starts[bisect_right(self._starts, start) : bisect_right(self._starts, end - 1)]

    def ground_record(self, record: R, **changes: Any) -> R:
        """The record with every span in it, however deep, moved from the reading to the page, and other fields changed
        at once."""
        fields = record.__dict__
        if isinstance(record, Quantity) and (repairs := self._repairs(record.span)):
            changes["repairs"] = tuple(dict.fromkeys((*record.repairs, *repairs)))
        for name in fields_with_spans(type(record)):
            if fields[name] is not None:
                changes[name] = self._moved(fields[name])
        moved: R = record.with_fields(**changes)
        return moved

    def _repairs(self, span: Span) -> tuple[str, ...]:
        """What was read through within a range of the reading: blanks, marks of a converter."""
        first, last = self.offsets[span.start], self.offsets[span.end - 1] + 1
        if last - first == span.end - span.start:
            return ()
        printed = self.page[first:last]
        return tuple(
            repair
            for repair, marks in (("spaces in a number", " \u3000"), ("markup in a number", "\\$<"))
            if any(mark in printed and mark not in span.surface for mark in marks)
        )

    def _moved(self, value: Any) -> Any:
        if isinstance(value, Span):
            return self._span(value.start, value.end)
        if isinstance(value, tuple):
            return tuple(map(self._moved, value))
        return self.ground_record(value) if isinstance(value, Record) else value

    def _span(self, start: int, end: int) -> Span:
        """The span of the page for a range of the reading; the facts of a sentence share that of the sentence."""
        if (start, end) not in self._spans:
            self._spans[start, end] = Span.of(self.page, *self.ground(start, end))
        return self._spans[start, end]

    @cached_property
    def _spans(self) -> dict[tuple[int, int], Span]:
        """The spans that were moved already."""
        return {}


def runs_on(before: str, after: str) -> bool:
    """Whether a sentence runs on from one folded paragraph into the next.

    It does where the first does not close, with a sentence's end or with who signs it, unless the next begins
    like a paragraph: with a number of its own, the head of a report, or a word that opens paragraphs, or both are rows
    of a table. A pause at the end (,、;) settles it.

    >>> runs_on("创新打造政企交流平", "台,为企业解忧。"), runs_on("服务了群众", "(二)兴办产业。")
    (True, False)
    """
    if not is_open(before) or not before.strip() or closing_byline(before):
        return False
    if are_parted(before, after):
        return False
    if before.rstrip()[-1] in _OPEN_BRACKETS:
        return True
    if match_opening(after) or begins_item(after, before.rpartition("\n")[2]):
        return False
    return before.rstrip()[-1] in ",、;" or not after.startswith(lead_words(paragraph=True))


def read_article(page: Page, article: Article) -> Reading:
    """The article's text, its repeated blocks after all others.

    Heading marks (`##`) are left out, and so are what converters and OCR put into the text (`read_through`), characters
    that print nothing (soft hyphens, zero-width spaces) and the line breaks within a block; a range that runs over one
    covers it on the page. A block whose sentence runs on into the next body block is joined to it with nothing between,
    so that a word cut there is whole.
    """
    ordered = sorted(article.blocks, key=lambda block: block.role == "duplicate")
    offsets: array[int] = array("I")
    characters: list[str] = []
    parts: list[Part] = []
    for number, block in enumerate(ordered):
        start = len(offsets)
        _read_block(page.text, block, offsets, characters)
        following = ordered[number + 1] if number + 1 < len(ordered) else None
        if following is not None and not is_joined(page.text, block, following):
            offsets.append(min(block.end, len(page.text) - 1))
            characters.append("\n")
        parts.append(Part(start, len(offsets), block.role, block))
    return Reading("".join(characters), offsets, tuple(parts), page.text)


def is_joined(text: str, block: Block, following: Block) -> bool:
    """Whether a sentence runs on from one block of an article into the next one in reading order."""
    if block.role != "body" or following.role != "body":
        return False
    before, after = text[block.start : block.end], text[following.start : following.end]
    return runs_on(fold(visible(before)), fold(visible(after)))


def _read_block(text: str, block: Block, offsets: array[int], characters: list[str]) -> None:
    for number, match in enumerate(_PIECE.finditer(text, block.start, block.end)):
        start, end = match.span()
        if number == 0 and (mark := _MARK.match(text, start, end)):
            start = mark.end()
        end = start + len(text[start:end].rstrip()) if end < block.end else end
        _read_line(text, start, end, offsets, characters)


def _read_line(text: str, start: int, end: int, offsets: array[int], characters: list[str]) -> None:
    """A line without characters that print nothing, and without what converters and OCR put into it."""
    ranges = _visible(text, start, end)
    if len(ranges) == 1 and read_through(text[slice(*ranges[0])]) is None:
        offsets.extend(range(*ranges[0]))
        characters.append(text[slice(*ranges[0])])
        return
    line = "".join(text[first:last] for first, last in ranges)
    places = [place for first, last in ranges for place in range(first, last)]
    if read := read_through(line):
        line, places = read.text, [places[place] for place in read.places]
    offsets.extend(places)
    characters.append(line)


def _visible(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges of a line that print something; the whole line where none does."""
    return [match.span() for match in _VISIBLE.finditer(text, start, end)] or [(start, end)]
