"""The text of an article as facts see it: chunks that keep amounts, times and names whole."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from extract.articles.openings import match_opening
from extract.facts.placed import REACH
from extract.facts.retag import retag
from extract.facts.rows import intact, pronouns
from extract.language import Token, Words, clause_bounds, words_of
from extract.lexicon import alternation
from schemas import Name, Quantity, Span, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Chunk", "Mention", "Passage", "make_passage"]

Mention = Quantity | Time | Name

_UNNAMED = {
    "PER": "nz",
    "LOC": "nz",
    "ORG": "nz",
}  # what the tagger takes for a name and the names stage does not
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
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

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
        index = bisect_right(self._paragraph_starts, offset) - 1
        return self.paragraphs[max(index, 0)]

    def window(self, chunk: Chunk) -> int:
        """Where the look back from a chunk ends: the head of its paragraph, if that is near enough."""
        return max(self.paragraph_of(chunk.start)[0], chunk.start - REACH)

    def chunks_between(self, start: int, end: int) -> tuple[Chunk, ...]:
        """The chunks that start in `start <= offset < end`."""
        return self.chunks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


@dataclass(frozen=True, slots=True)
class _Atom:
    """What no token may cut: a mention, or a word of the table of intact words."""

    start: int
    end: int
    tag: str
    mention: Mention | None = None


def make_passage(
    doc: Doc | Words, quantities: Sequence[Quantity], times: Sequence[Time], names: Sequence[Name]
) -> Passage:
    """Cut a text into chunks. Where mentions overlap, an amount goes before a name and a name before a time."""
    text, folded, tokens, sentences = words_of(doc)
    groups = [
        [_Atom(one.span.start, one.span.end, _tag(one), one) for one in group]
        for group in (quantities, names, times)
    ]
    atoms = _standing([*groups, _intact_words(folded, tokens)])
    clauses = tuple(
        (start + first, start + last)
        for start, end in sentences
        for first, last in clause_bounds(text[start:end])
    )
    pieces = list(_silenced(_pieces(text, tokens, atoms), _openings(folded)))
    return Passage(
        text=text,
        chunks=tuple(_retagged(_chunks(folded, pieces, clauses, sentences))),
        clauses=clauses,
        sentences=tuple(sentences),
        paragraphs=tuple(_lines(text)),
    )


def _openings(folded: str) -> list[tuple[int, int]]:
    """Bounds of the heads of reports, 本报讯(记者 王小明), in order."""
    found: list[tuple[int, int]] = []
    for start, end in _lines(folded):
        first = start + len(folded[start:end]) - len(folded[start:end].lstrip("*#> "))
        if opening := match_opening(folded[first:end]):
            found.append((first, first + opening.end))
    return found


def _silenced(pieces: Iterable[_Atom], openings: Sequence[tuple[int, int]]) -> Iterator[_Atom]:
    """What stands in the head of a report is no part of any statement; its times and amounts are."""
    index = 0
    for piece in pieces:
        while index < len(openings) and openings[index][1] <= piece.start:
            index += 1
        inside = index < len(openings) and openings[index][0] <= piece.start
        yield replace(piece, tag="w") if inside and piece.tag not in {"T", "Q"} else piece


@cache
def _intact_pattern() -> re.Pattern[str]:
    return re.compile(intact().pattern)


@cache
def _pronoun_pattern() -> re.Pattern[str]:
    return re.compile(alternation(surface for surface in pronouns().by_surface if len(surface) > 1))


def _intact_words(text: str, tokens: Sequence[Token]) -> list[_Atom]:
    """Words that no token may cut; those that only join whole tokens (出|土), pronouns (我|省) among them."""
    found = []
    starts = {token.start for token in tokens} | {len(text)}
    for match in _intact_pattern().finditer(text):
        row = intact().get(match.group())
        if row and (row.cuts or starts.issuperset(match.span())):
            found.append(_Atom(*match.span(), row.tag))
    pronoun = (match.span() for match in _pronoun_pattern().finditer(text))
    found.extend(_Atom(*bounds, "n") for bounds in pronoun if starts.issuperset(bounds))
    return found


def _standing(groups: Sequence[Sequence[_Atom]]) -> list[_Atom]:
    """The atoms that stand, in order of the text; earlier groups win, and the longer within a group."""
    taken: list[_Atom] = []
    covered: set[int] = set()
    for group in groups:
        for atom in sorted(group, key=lambda one: (one.start - one.end, one.start)):
            places = range(atom.start, atom.end)
            if covered.isdisjoint(places):
                covered.update(places)
                taken.append(atom)
    return sorted(taken, key=lambda one: one.start)


def _pieces(text: str, words: Sequence[Token], atoms: list[_Atom]) -> Iterator[_Atom]:
    """Atoms, and what of the tokens lies between them. Blanks are left out."""
    position = 0
    tokens = iter(words)
    token = next(tokens, None)
    for atom in [*atoms, None]:
        limit = atom.start if atom else len(text)
        while token is not None and token.start < limit:
            start, end = max(token.start, position), min(token.end, limit)
            if start < end and token.tag != "SP":
                cut = token.tag == "v" and start > token.start  # 栽|下山茱萸
                yield from _mended(text, start, end, "n" if cut else _UNNAMED.get(token.tag, token.tag))
            if token.end > limit:
                break
            token = next(tokens, None)
        if atom:
            yield atom
            position = atom.end
            while token is not None and token.end <= position:
                token = next(tokens, None)


def _mended(text: str, start: int, end: int, tag: str) -> Iterator[_Atom]:
    """A token; LAC at times glues a place word to the noun after it (规模|以上工业企业), which is parted again."""
    if tag == "f" and end - start > 2 and text[start : start + 2] in {"以上", "以下", "以内", "以外", "之间"}:
        yield _Atom(start, start + 2, "f")
        yield _Atom(start + 2, end, "n")
    else:
        yield _Atom(start, end, tag)


def _tag(mention: Mention) -> str:
    if isinstance(mention, Quantity):
        return "Q"
    return "T" if isinstance(mention, Time) else _NAME_TAGS.get(mention.type, "NAME")


def _chunks(
    folded: str,
    pieces: Sequence[_Atom],
    clauses: Sequence[tuple[int, int]],
    sentences: Sequence[tuple[int, int]],
) -> Iterator[Chunk]:
    clause = sentence = 0
    for index, one in enumerate(pieces):
        while clause + 1 < len(clauses) and one.start >= clauses[clause][1]:
            clause += 1
        while sentence + 1 < len(sentences) and one.start >= sentences[sentence][1]:
            sentence += 1
        yield Chunk(
            index, one.start, one.end, folded[one.start : one.end], one.tag, one.mention, clause, sentence
        )


def _retagged(chunks: Iterable[Chunk]) -> Iterator[Chunk]:
    """The chunks with the tags that their clauses give them."""
    for _, group in groupby(chunks, key=lambda chunk: chunk.clause):
        clause = list(group)
        tags = retag([chunk.text for chunk in clause], [chunk.tag for chunk in clause])
        for chunk, tag in zip(clause, tags, strict=True):
            yield chunk if chunk.tag == tag else replace(chunk, tag=tag)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1
