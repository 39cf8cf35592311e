"""The text of an article as facts see it: chunks that keep amounts, times and names whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain

from shilu.extract.grammar.placed import REACH
from shilu.schemas import Name, Quantity, Span, Time

__all__ = ["Chunk", "Mention", "Passage"]

Mention = Quantity | Time | Name

_EVIDENCE, _BEFORE = 240, 160
"""Characters of a long sentence that are shown with an amount, and how many of them stand before it. Of the sentences
of papers and reports with stops, 995 in 1,000 are shorter."""


@dataclass(slots=True, eq=False)  # one for each word: a frozen one takes five times as long to make
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
    """Paragraphs of one article, and the chunks, clauses and sentences of those that hold an amount, all in offsets
    of its text."""

    text: str
    by_clause: tuple[tuple[Chunk, ...], ...]
    """Chunks of each clause; none where it is blank."""
    clauses: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    paragraphs: tuple[tuple[int, int], ...]

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """All chunks, in order."""
        return tuple(chain.from_iterable(self.by_clause))

    @cached_property
    def _starts(self) -> list[int]:
        return [chunk.start for chunk in self.chunks]

    @cached_property
    def _verbs(self) -> list[int]:
        """How many verbs stand before each chunk, and before the end."""
        return list(accumulate((chunk.tag == "v" for chunk in self.chunks), initial=0))

    def verbs_between(self, first: int, last: int) -> int:
        """How many verbs the chunks from one index up to another hold."""
        return self._verbs[last] - self._verbs[first] if last > first else 0

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    @cached_property
    def _marked(self) -> dict[Callable[[Chunk], bool], list[int]]:
        return {}

    def marked(self, test: Callable[[Chunk], bool]) -> list[int]:
        """The indices of the chunks that pass a test, in order; each test is put once to each chunk."""
        if test not in self._marked:
            self._marked[test] = [chunk.index for chunk in self.chunks if test(chunk)]
        return self._marked[test]

    @cached_property
    def _counted(self) -> dict[Callable[[Chunk], bool], list[int]]:
        return {}

    def counted(self, test: Callable[[Chunk], bool]) -> list[int]:
        """How many chunks that pass a test stand before each chunk, and before the end."""
        if test not in self._counted:
            self._counted[test] = list(accumulate(map(test, self.chunks), initial=0))
        return self._counted[test]

    @cached_property
    def clauses_of_sentence(self) -> dict[int, list[int]]:
        """Numbers of the clauses of each sentence, in order, without blank ones."""
        found: dict[int, list[int]] = {}
        for clause, chunks in enumerate(self.by_clause):
            if chunks:
                found.setdefault(chunks[0].sentence, []).append(clause)
        return found

    def around(self, chunk: Chunk) -> tuple[tuple[Chunk, ...], tuple[Chunk, ...]]:
        """The chunks before and after one in its clause, both outwards."""
        clause = self.by_clause[chunk.clause]
        place = chunk.index - clause[0].index
        return clause[:place][::-1], clause[place + 1 :]

    @cached_property
    def _ending(self) -> list[int]:
        return [number for number, chunks in enumerate(self.by_clause) if chunks and chunks[-1].text == ";"]

    def statement_ends(self, first: int, last: int) -> bool:
        """Whether one of the clauses `first` to before `last` ends with ;: what comes after it in the sentence is
        another statement."""
        place = bisect_left(self._ending, first)
        return place < len(self._ending) and self._ending[place] < last

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

    def printed(self, chunk: Chunk) -> Span:
        """What is shown as the evidence for an amount, without blanks around it: its sentence, or of a long one the
        clauses around it, so that what is kept of a text grows no faster than the text."""
        start, end = self.sentences[chunk.sentence]
        if end - start > _EVIDENCE:
            start, end = self._near(chunk, start, end)
        text = self.text[start:end]
        return self.span(end - len(text.lstrip()), start + len(text.rstrip()))

    def _near(self, chunk: Chunk, start: int, end: int) -> tuple[int, int]:
        """Bounds of at most `_EVIDENCE` characters around a chunk (or it alone), at clauses where there are such."""
        first = max(start, chunk.start - _BEFORE)
        last = max(chunk.end, min(end, first + _EVIDENCE))
        clauses = range(max(chunk.clause - _BEFORE, 0), min(chunk.clause + _EVIDENCE, len(self.clauses)))
        bounds = [self.clauses[clause] for clause in clauses]
        return (
            next((begin for begin, _ in bounds if first <= begin <= chunk.start), first),
            next((close for _, close in reversed(bounds) if chunk.end <= close <= last), last),
        )

    def paragraph_of(self, offset: int) -> tuple[int, int]:
        """Bounds of the paragraph (line) that holds the offset."""
        return self.paragraphs[self.paragraph_index(offset)]

    def paragraph_index(self, offset: int) -> int:
        """The number of the paragraph (line) that holds the offset."""
        return max(bisect_right(self._paragraph_starts, offset) - 1, 0)

    def window(self, chunk: Chunk) -> int:
        """Where the look back from a chunk ends: the head of its paragraph, if that is near enough."""
        return max(self.paragraph_of(chunk.start)[0], chunk.start - REACH)

    def index_from(self, offset: int) -> int:
        """The index of the first chunk that starts at an offset or after it."""
        return bisect_left(self._starts, offset)

    def chunks_between(self, start: int, end: int) -> tuple[Chunk, ...]:
        """The chunks that start in `start <= offset < end`."""
        return self.chunks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
