"""Cuts a text into the chunks of a passage: mentions whole, between them the words of the tagger, mended."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from shilu.extract.articles.openings import match_opening
from shilu.extract.grammar.clauses import clause_bounds
from shilu.extract.grammar.glued import glued_words
from shilu.extract.grammar.passage import Chunk, Mention, Passage
from shilu.extract.grammar.placed import Placed
from shilu.extract.grammar.retag import retag
from shilu.extract.grammar.rows import intact, pronouns
from shilu.extract.language import Word, Words, words_of
from shilu.extract.lexicon import alternation
from shilu.schemas import Name, Quantity, Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["make_passage"]

_UNNAMED = {
    "PER": "nz",
    "LOC": "nz",
    "ORG": "nz",
}  # what the tagger takes for a name and the names stage does not
_PLACE_WORDS = ("以上", "以下", "以内", "以外", "之间")
_NAME_TAGS = {"place": "LOC", "person": "PER", "organisation": "ORG"}

B = TypeVar("B", Word, tuple[int, int])

_Piece = tuple[int, int, str, Mention | None]
"""Start, end, tag and mention of what becomes a chunk. Plain, since there is one for each word."""


class _Atom(NamedTuple):
    """What no word may cut: a mention, or a word of the table of intact words."""

    start: int
    end: int
    tag: str
    mention: Mention | None = None


def make_passage(
    doc: Doc | Words,
    quantities: Sequence[Quantity],
    times: Sequence[Time],
    names: Sequence[Name],
) -> Passage:
    """Cut a text into chunks. Where mentions overlap, an amount goes before a name and a name before a time.

    Only the paragraphs that hold an amount are cut, since no slot asks for words of another.
    """
    text, folded, words, sentences, _ = words_of(doc)
    paragraphs = tuple(_lines(text))
    lines = _holding(paragraphs, quantities, folded)
    words, sentences = _within(words, lines), _within(sentences, lines)
    mentions = (
        [_atom(one) for start, end in lines for one in placed.between(start, end + 1)]
        for placed in (Placed(quantities), Placed(names), Placed(times))
    )
    spans = {one.span.start for one in times if one.type == "period"}
    parts = (_Atom(*part) for part in glued_words(folded, words, quantities, spans))
    atoms = _standing([*mentions, parts, _intact_words(folded, lines, words)], size=len(text))
    clauses = tuple(
        (start + first, start + last)
        for start, end in sentences
        for first, last in clause_bounds(text[start:end])
    )
    pieces = _pieces(text, words, atoms)
    if openings := list(_openings(folded, lines)):
        pieces = _silenced(pieces, openings)
    return Passage(
        text=text,
        by_clause=tuple(_clauses(folded, list(pieces), clauses, sentences)),
        clauses=clauses,
        sentences=tuple(sentences),
        paragraphs=paragraphs,
    )


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


_LONGEST_LABEL = 20


def _holding(
    paragraphs: Sequence[tuple[int, int]], quantities: Iterable[Quantity], folded: str
) -> Sequence[tuple[int, int]]:
    """The paragraphs in which an amount begins, and labels (总产量:) in a line above an amount that begins its own."""
    starts = [start for start, _ in paragraphs]
    held = set()
    for quantity in quantities:
        index = bisect_right(starts, quantity.span.start) - 1
        held.add(index)
        if index and not folded[starts[index] : quantity.span.start].strip():
            label = folded[slice(*paragraphs[index - 1])].rstrip()
            if label.endswith(":") and len(label) <= _LONGEST_LABEL:
                held.add(index - 1)
    return [paragraphs[index] for index in sorted(held)]


def _within(bounds: Sequence[B], lines: Iterable[tuple[int, int]]) -> list[B]:
    """What begins in one of the lines; words or sentences, in order."""
    starts = [one[0] for one in bounds]
    found: list[B] = []
    for start, end in lines:
        found += bounds[bisect_left(starts, start) : bisect_right(starts, end)]
    return found


def _openings(folded: str, lines: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Bounds of the heads of reports, 本报讯(记者 王小明), in order."""
    for start, end in lines:
        line = folded[start:end]
        first = start + len(line) - len(line.lstrip("*#> "))
        if opening := match_opening(folded[first:end]):
            yield first, first + opening.end


def _silenced(pieces: Iterable[_Piece], openings: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    """What stands in the head of a report is no part of any statement; its times and amounts are."""
    index = 0
    for piece in pieces:
        start, end, tag, mention = piece
        while index < len(openings) and openings[index][1] <= start:
            index += 1
        inside = index < len(openings) and openings[index][0] <= start
        yield (start, end, "w", mention) if inside and tag not in {"T", "Q"} else piece


@cache
def _intact_pattern() -> re.Pattern[str]:
    return re.compile(intact().pattern)


@cache
def _pronoun_pattern() -> re.Pattern[str]:
    return re.compile(alternation(surface for surface in pronouns().by_surface if len(surface) > 1))


def _intact_words(text: str, lines: Sequence[tuple[int, int]], words: Sequence[Word]) -> Iterator[_Atom]:
    """Words that stay whole; those that only join whole words of the tagger (出|土), pronouns (我|省) among them."""
    starts = {word.start for word in words}
    starts.update(end for _, end in lines)
    for line in lines:
        for match in _intact_pattern().finditer(text, *line):
            row = intact().get(match[0])
            if row and (row.cuts or starts.issuperset(match.span())):
                yield _Atom(*match.span(), row.tag)
        for match in _pronoun_pattern().finditer(text, *line):
            if starts.issuperset(match.span()):
                yield _Atom(*match.span(), "n")


def _standing(groups: Sequence[Iterable[_Atom]], *, size: int) -> list[_Atom]:
    """The atoms that stand, in order of the text of a size; earlier groups win, and the longer within a group."""
    taken: list[_Atom] = []
    covered = bytearray(size)
    for group in groups:
        for atom in sorted(group, key=lambda one: (one.start - one.end, one.start)):
            if covered.find(1, atom.start, atom.end) < 0:
                covered[atom.start : atom.end] = b"\1" * (atom.end - atom.start)
                taken.append(atom)
    return sorted(taken, key=lambda one: one.start)


_NO_TERM = ("期限", "期间", "期满", "期内", "期末", "期初", "期货", "期待", "期望")


def _pieces(text: str, words: Iterable[Word], atoms: Iterable[_Atom]) -> Iterator[_Piece]:
    """Atoms, and what of the words lies between them. Blanks are left out."""
    coming = iter(atoms)
    atom = next(coming, None)
    free = 0  # where the last atom ended
    term = -1  # where a length of time ended that is the term of what follows
    for start, end, _, tag in words:
        if tag == "SP":
            continue
        if not text[start].isalnum() and not any(map(str.isalnum, text[start:end])):
            tag = "w"  # 🔥, which LAC takes for a verb
        place = max(start, free)
        while atom is not None and atom.start < end:
            if place < atom.start:
                yield from _mended(text, place, atom.start, tag, cut=place > start)
            yield atom
            free = atom.end
            term = free if _is_term(text, atom) else -1
            place = max(start, free)
            atom = next(coming, None)
        if place == term:
            yield place, place + 1, "u", None
            if place + 1 < end:
                yield from _mended(text, place + 1, end, tag, cut=False)
            continue
        if place == start and tag != "f":
            yield start, end, _UNNAMED.get(tag, tag), None
        elif place < end:
            yield from _mended(text, place, end, tag, cut=place > start)
    if atom is not None:
        yield atom
        yield from coming


def _is_term(text: str, atom: _Atom) -> bool:
    """Whether a length of time is the term of what follows: 10年期国债, not 10年期间."""
    length = isinstance(atom.mention, Quantity) and atom.mention.kind == "duration"
    return length and text.startswith("期", atom.end) and not text.startswith(_NO_TERM, atom.end)


def _mended(text: str, start: int, end: int, tag: str, *, cut: bool) -> Iterator[_Piece]:
    """A word, or what an atom leaves of it (栽|下山茱萸). LAC at times glues a place word to the noun after it
    (规模|以上工业企业), which is parted again."""
    if tag == "f" and end - start > 2 and text.startswith(_PLACE_WORDS, start):
        yield start, start + 2, "f", None
        yield start + 2, end, "n", None
    else:
        yield start, end, "n" if cut and tag == "v" else _UNNAMED.get(tag, tag), None


def _atom(mention: Mention) -> _Atom:
    if isinstance(mention, Quantity):
        tag = "Q"
    else:
        tag = "T" if isinstance(mention, Time) else _NAME_TAGS.get(mention.type, "NAME")
    return _Atom(mention.span.start, mention.span.end, tag, mention)


def _clauses(
    folded: str,
    pieces: Sequence[_Piece],
    clauses: Sequence[tuple[int, int]],
    sentences: Sequence[tuple[int, int]],
) -> Iterator[tuple[Chunk, ...]]:
    """The chunks of each clause, with the tags that the clause gives them."""
    starts = [start for start, _, _, _ in pieces]
    index = sentence = 0
    for clause, (_, last) in enumerate(clauses):
        first, index = index, bisect_left(starts, last, index)
        while sentences[sentence][1] < last:
            sentence += 1
        group = pieces[first:index]
        texts = [folded[start:end] for start, end, _, _ in group]
        tags = retag(texts, [tag for _, _, tag, _ in group])
        words = zip(count(first), group, texts, tags)
        yield tuple(
            [
                Chunk(place, start, end, word, tag, mention, clause, sentence)
                for place, (start, end, _, mention), word, tag in words
            ]
        )
