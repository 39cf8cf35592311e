"""The text of an article as facts see it: chunks that keep amounts, times and names whole."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from extract.language import clause_bounds, sentence_bounds
from extract.text import fold
from schemas import Name, Quantity, Span, Time

__all__ = ["Chunk", "Mention", "Passage", "make_passage"]

Mention = Quantity | Time | Name

_NAME_TAGS = {"place": "LOC", "person": "PER", "organisation": "ORG"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """A word, or a whole mention. `tag` is the LAC tag; `Q` for an amount, `T` for a time, `LOC`, `PER`, `ORG` or
    `NAME` for a name. `text` is folded; `index` is its place in the passage."""

    index: int
    start: int
    end: int
    text: str
    tag: str
    mention: Mention | None
    clause: int
    sentence: int


@dataclass(frozen=True)
class Passage:
    """Chunks, clauses, sentences and paragraphs of one article, all in offsets of its text."""

    text: str
    chunks: tuple[Chunk, ...]
    clauses: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [chunk.start for chunk in self.chunks]

    @cached_property
    def by_clause(self) -> dict[int, tuple[Chunk, ...]]:
        """Chunks of each clause."""
        found: dict[int, list[Chunk]] = {}
        for chunk in self.chunks:
            found.setdefault(chunk.clause, []).append(chunk)
        return {clause: tuple(chunks) for clause, chunks in found.items()}

    @cached_property
    def clauses_of_sentence(self) -> dict[int, tuple[int, ...]]:
        """Numbers of the clauses of each sentence, in order."""
        found: dict[int, list[int]] = {}
        for clause, chunks in self.by_clause.items():
            found.setdefault(chunks[0].sentence, []).append(clause)
        return {sentence: tuple(sorted(clauses)) for sentence, clauses in found.items()}

    def at(self, offset: int) -> Chunk | None:
        """The chunk that holds the character at `offset`."""
        index = bisect_right(self._starts, offset) - 1
        chunk = self.chunks[index] if index >= 0 else None
        return chunk if chunk and chunk.start <= offset < chunk.end else None

    def before(self, chunk: Chunk) -> Iterator[Chunk]:
        """Chunks before this one in its clause, nearest first."""
        for index in range(chunk.index - 1, -1, -1):
            if self.chunks[index].clause != chunk.clause:
                return
            yield self.chunks[index]

    def after(self, chunk: Chunk) -> Iterator[Chunk]:
        """Chunks after this one in its clause, nearest first."""
        for index in range(chunk.index + 1, len(self.chunks)):
            if self.chunks[index].clause != chunk.clause:
                return
            yield self.chunks[index]

    def span(self, start: int, end: int) -> Span:
        """A span of the passage's text."""
        return Span.of(self.text, start, end)

    def paragraph_of(self, offset: int) -> tuple[int, int]:
        """Bounds of the paragraph (line) that holds the offset."""
        index = bisect_right([start for start, _ in self.paragraphs], offset) - 1
        return self.paragraphs[max(index, 0)]


def make_passage(doc: Doc, quantities: Sequence[Quantity], times: Sequence[Time], names: Sequence[Name]) -> Passage:
    """Cut a doc into chunks. Where mentions overlap, an amount goes before a name and a name before a time."""
    text = doc.text
    atoms = _atoms(quantities, names, times)
    sentences = tuple(sentence_bounds(text))
    clauses = tuple(
        (start + first, start + last)
        for start, end in sentences
        for first, last in clause_bounds(text[start:end])
    )
    pieces = list(_pieces(doc, text, atoms))
    return Passage(
        text=text,
        chunks=tuple(_chunks(fold(text), pieces, clauses, sentences)),
        clauses=clauses,
        sentences=sentences,
        paragraphs=tuple(_lines(text)),
    )


def _atoms(*groups: Sequence[Mention]) -> list[Mention]:
    """The mentions that stand, in order of the text; earlier groups win, and the longer within a group."""
    taken: list[Mention] = []
    covered: set[int] = set()
    for group in groups:
        for mention in sorted(group, key=lambda one: (one.span.start - one.span.end, one.span.start)):
            places = range(mention.span.start, mention.span.end)
            if covered.isdisjoint(places):
                covered.update(places)
                taken.append(mention)
    return sorted(taken, key=lambda one: one.span.start)


def _pieces(doc: Doc, text: str, atoms: list[Mention]) -> Iterator[tuple[int, int, str, Mention | None]]:
    """Atoms, and what of the tokens lies between them. Blanks are left out."""
    position = 0
    tokens = iter(doc)
    token = next(tokens, None)
    for atom in [*atoms, None]:
        limit = atom.span.start if atom else len(text)
        while token is not None and token.idx < limit:
            start, end = max(token.idx, position), min(token.idx + len(token), limit)
            if start < end and token.tag_ != "SP":
                yield from _mended(text, start, end, token.tag_)
            if token.idx + len(token) > limit:
                break
            token = next(tokens, None)
        if atom:
            yield atom.span.start, atom.span.end, _tag(atom), atom
            position = atom.span.end
            while token is not None and token.idx + len(token) <= position:
                token = next(tokens, None)


def _mended(text: str, start: int, end: int, tag: str) -> Iterator[tuple[int, int, str, None]]:
    """A token; LAC at times glues a place word to the noun after it (规模|以上工业企业), which is parted again."""
    if tag == "f" and end - start > 2 and text[start : start + 2] in {"以上", "以下", "以内", "以外", "之间"}:
        yield start, start + 2, "f", None
        yield start + 2, end, "n", None
    else:
        yield start, end, tag, None


def _tag(mention: Mention) -> str:
    if isinstance(mention, Quantity):
        return "Q"
    return "T" if isinstance(mention, Time) else _NAME_TAGS.get(mention.type, "NAME")


def _chunks(
    folded: str,
    pieces: list[tuple[int, int, str, Mention | None]],
    clauses: Sequence[tuple[int, int]],
    sentences: Sequence[tuple[int, int]],
) -> Iterator[Chunk]:
    clause = sentence = 0
    for index, (start, end, tag, mention) in enumerate(pieces):
        while clause + 1 < len(clauses) and start >= clauses[clause][1]:
            clause += 1
        while sentence + 1 < len(sentences) and start >= sentences[sentence][1]:
            sentence += 1
        yield Chunk(index, start, end, folded[start:end], tag, mention, clause, sentence)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
