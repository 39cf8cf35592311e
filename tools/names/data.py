"""Marked pages as candidates for names with their signs, and what each candidate is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from shilu.extract.articles import Reading, find_articles, read_article
from shilu.extract.extractor import article_context
from shilu.extract.language import WordReader, Words
from shilu.extract.names.finder import suggest_names
from shilu.extract.names.learned.signs import TYPES
from shilu.extract.pages import parse_published
from shilu.schemas import NameType, Page, Published
from tools.fit.marks import MarkedPage

__all__ = ["Candidates", "candidates_of", "corpus_lines", "passages", "unmarked"]

_TYPE = {kind: number for number, kind in enumerate(TYPES, 1)}
Mark = tuple[int, int, int, bool]  # start, end, type, optional
_LETTERS: dict[str, NameType] = {
    "P": "programme", "T": "platform", "B": "brand", "F": "facility", "L": "policy", "A": "award", "E": "event",
    "W": "work", "O": "organisation", "G": "place", "R": "person",
}  # fmt: skip
_NAMED = re.compile(r"\[([A-Z]):([^\]]+)\]")


@dataclass(frozen=True)
class Candidates:
    """The candidates of one article. `kinds` are 0 for no name, else the number of the type; `counted` tells which of
    them lie in what was marked and are neither optional nor part of an optional name."""

    page: str
    group: str
    surfaces: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    signs: NDArray[np.float16]
    letters: NDArray[np.int16]
    kinds: NDArray[np.int64]
    counted: NDArray[np.bool_]
    marks: tuple[Mark, ...]
    window: NDArray[np.bool_]
    chosen: tuple[tuple[int, int, int], ...]
    """What the finders chose by themselves: start, end, type."""


def candidates_of(pages: Iterable[MarkedPage], reader: WordReader) -> Iterator[Candidates]:
    """The candidates of the articles of marked pages."""
    for marked in pages:
        date = marked.meta.get("published")
        published = Published(value=parse_published(date), source="metadata") if date else None
        page = Page(id=marked.id, text=marked.text, published=published)
        articles = find_articles(page)
        readings = [read_article(page, article) for article in articles]
        texts = reader.read(reading.text for reading in readings)
        for article, reading, words in zip(articles, readings, texts, strict=True):
            offsets = np.frombuffer(reading.offsets, dtype=reading.offsets.typecode)
            window = np.zeros(len(offsets), bool)
            for start, end in marked.windows:
                window |= (offsets >= start) & (offsets < end)
            if window.any():
                breaks = article_context(page, article, reading).breaks
                yield _article(marked, words, breaks, tuple(_marks(marked, reading, offsets)), window)


def _marks(marked: MarkedPage, reading: Reading, offsets: NDArray[np.int64]) -> Iterator[Mark]:
    """The marked names of an article, in offsets of its reading."""
    places = {offset: place for place, offset in reversed(list(enumerate(offsets.tolist())))}
    for name in marked.names:
        start, last = places.get(name["start"]), places.get(name["end"] - 1)
        if start is None or last is None or last < start:
            continue
        if reading.ground(start, last + 1) == (name["start"], name["end"]):
            yield start, last + 1, _TYPE[name["type"]], bool(name.get("optional"))


def corpus_lines(folder: Path, reader: WordReader) -> Iterator[Candidates]:
    """The candidates of the lines of a corpus: every name of a line is in it, in order."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line) if line.strip() else {}
            if case and not case.get("xfail"):
                marks, at = [], 0
                for name in case["expect"]:
                    start = case["text"].index(name["surface"], at)
                    at = start + len(name["surface"])
                    marks.append((start, at, _TYPE[name["type"]], False))
                page = MarkedPage(id=path.stem, group="samples", text=case["text"], meta={}, facts=())
                words = next(reader.read([case["text"]]))
                yield _article(page, words, (), tuple(marks), np.ones(len(case["text"]), bool))


def passages(path: Path, reader: WordReader) -> Iterator[Candidates]:
    """The candidates of passages with every name in square brackets, after the letter of its type and a colon."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    for number, block in enumerate(one for one in blocks if one.strip() and not one.startswith("#")):
        text, marks, at = "", [], 0
        for match in _NAMED.finditer(block):
            text += block[at : match.start()]
            marks.append((len(text), len(text) + len(match[2]), _TYPE[_LETTERS[match[1]]], False))
            text += match[2]
            at = match.end()
        text += block[at:].rstrip("\n")
        page = MarkedPage(id=f"{path.stem}-{number}", group="samples", text=text, meta={}, facts=())
        yield _article(page, next(reader.read([text])), (), tuple(marks), np.ones(len(text), bool))


def unmarked(paths: Iterable[Path], reader: WordReader) -> Iterator[Candidates]:
    """The candidates of pages that nobody marked, with the finders' choice for what they are."""
    for path in paths:
        page = Page(id=path.stem, text=path.read_text(encoding="utf-8"))
        articles = find_articles(page)
        readings = [read_article(page, article) for article in articles]
        for article, reading, words in zip(
            articles, readings, reader.read(reading.text for reading in readings), strict=True
        ):
            marked = MarkedPage(id=path.stem, group="unmarked", text=page.text, meta={}, facts=())
            breaks = article_context(page, article, reading).breaks
            found = _article(marked, words, breaks, (), np.ones(len(reading.text), bool), finders=True)
            if found.spans:
                yield found


def _article(
    marked: MarkedPage,
    words: Words,
    breaks: Sequence[tuple[int, int, str]],
    marks: tuple[Mark, ...],
    window: NDArray[np.bool_],
    *,
    finders: bool = False,
) -> Candidates:
    source, finds, suggested = suggest_names(words, breaks)
    chosen = tuple((one.start, one.end, _TYPE[one.type]) for one in finds.chosen)
    told = tuple((start, end, kind, False) for start, end, kind in chosen) if finders else marks
    known = {(start, end): (kind, optional) for start, end, kind, optional in told}
    loose = [(start, end) for start, end, _, optional in told if optional]
    kinds = np.array([known.get(span, (0, False))[0] for span in suggested.spans], np.int64)
    counted = np.array(
        [
            bool(window[start] and window[end - 1])
            and not any(first <= start and end <= last for first, last in loose)
            for start, end in suggested.spans
        ],
        bool,
    )
    return Candidates(
        page=marked.id,
        group=marked.group,
        surfaces=tuple(source.folded[start:end] for start, end in suggested.spans),
        spans=tuple(suggested.spans),
        signs=suggested.signs.astype(np.float16),
        letters=suggested.letters.astype(np.int16),
        kinds=kinds,
        counted=counted,
        marks=marks,
        window=window,
        chosen=chosen,
    )
