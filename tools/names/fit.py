"""Fit the choice of names and tell how good it is with genres left out.

    python -m tools.names.fit --shared ../shared [--marks FOLDER …]        writes extract/names/learned/weights.npz
    python -m tools.names.fit --shared ../shared [--marks FOLDER …] --cv   prints the score with groups left out
    … --cv --share 0.5                                                     learned from half the pages, for the curve

The marked pages are those of `gold`, `gold-wide`, `tools/marks`, `tools/genres` and each FOLDER in the form of gold,
but for those that are never learned from (`HELD`), each once more with other names (`swapped.py`), and what is ours:
the samples, `tools/made`, `passages.txt` beside this file and the corpus of the names; `corpus` has the pages that
nobody marked, from which the choice is learned first as the finders see it. What counts is the marked set of names
among all sets without overlap (`lattice.py`). The same pages give the same bytes, on one thread of numpy.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from shilu.extract.language import WordReader
from shilu.extract.names.learned.best import best_set
from shilu.extract.names.learned.choose import gains
from shilu.extract.names.learned.model import Weights
from shilu.extract.names.learned.signs import TYPES
from shilu.extract.names.tables import head_rows
from shilu.extract.samples import samples_folder
from tools.fit.marks import MarkedPage, read_folder
from tools.fit.offsets import HELD, read_offsets
from tools.names.data import Candidates, candidates_of, corpus_lines, passages, unmarked
from tools.names.net import Settings, Table, fit, rounded, untrained
from tools.names.swapped import swapped

_ROOT = Path(__file__).parents[2]
_LEARNED = _ROOT / "extract" / "names" / "learned"
_WEIGHTS, _ROWS = _LEARNED / "weights.npz", _LEARNED / "rows.txt"
_STAY = frozenset({"gold", "made", "samples"})
"""Groups that are never left out: pages that the rules were made with, and our own pages and lines."""
_EPOCHS, _FIRST_EPOCHS, _SEED = 12, 4, 1


class Count:
    """Names right, wrong and missed, by type."""

    def __init__(self) -> None:
        self.right, self.wrong, self.asked = Counter[int](), Counter[int](), Counter[int]()

    def add(self, article: Candidates, found: Iterable[tuple[int, int, int]]) -> None:
        """Count an article as `../shared/score/score.py` does."""
        inside = {
            (start, end): kind
            for start, end, kind in found
            if article.window[start] and article.window[end - 1]
        }
        marks = {(start, end): (kind, optional) for start, end, kind, optional in article.marks}
        loose = [(start, end) for start, end, _, optional in article.marks if optional]
        for start, end, kind, optional in article.marks:
            self.asked[kind] += not optional
            self.right[kind] += not optional and inside.get((start, end)) == kind
        for (start, end), kind in inside.items():
            mark = marks.get((start, end))
            if mark is None:
                self.wrong[kind] += not any(first <= start and end <= last for first, last in loose)
            else:
                self.wrong[kind] += not mark[1] and mark[0] != kind

    def __str__(self) -> str:
        right, wrong, asked = (sum(one.values()) for one in (self.right, self.wrong, self.asked))
        precision, recall = right / max(1, right + wrong), right / max(1, asked)
        types = "  ".join(
            f"{kind} {self.right[number]}/{self.asked[number]} (+{self.wrong[number]})"
            for number, kind in enumerate(TYPES, 1)
        )
        score = 2 * right / max(1, right + wrong + asked)
        return f"F1 {score:.3f}  precision {precision:.3f}  recall {recall:.3f}  of {asked}: {types}"


def main(given: Sequence[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=_ROOT.parent / "shared")
    parser.add_argument("--marks", type=Path, action="append", default=[])
    parser.add_argument(
        "--leave", action="append", default=[], help="pages that are neither learned nor scored"
    )
    parser.add_argument("--cv", action="store_true")
    parser.add_argument("--groups", type=int, default=0, help="join the groups to so many, to be quicker")
    parser.add_argument("--share", type=float, default=1.0)
    options = parser.parse_args(given)
    if not (options.shared / "gold-wide").is_dir():
        print(f"No marked pages in {options.shared}: the weights that are shipped stay as they are.")
        return 0
    _number_rows()
    reader = WordReader()
    pages = _pages(options)
    articles = [*candidates_of(pages, reader), *_own(reader)]
    paths = [
        path
        for part in ("news", "reports", "more")
        for path in sorted((options.shared / "corpus" / part).glob("*.txt"))
    ]
    first = _first(unmarked(paths, reader))
    if options.cv:
        _cross(articles, pages, first, reader, options)
    else:
        _write(_fit([*articles, *_with_other_names(pages, reader)], first))
    return 0


def _number_rows() -> None:
    """Give the rows of head nouns that are new a number behind the others."""
    known = _ROWS.read_text(encoding="utf-8").split()
    names = dict.fromkeys([*known, *(row.id for row in head_rows())])
    _ROWS.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")


def _pages(options: argparse.Namespace) -> list[MarkedPage]:
    """The marked pages, in order of their ids."""
    pages = [page for name in ("gold", "gold-wide") for page in read_folder(options.shared / name, name)]
    pages += read_offsets(_ROOT / "tools" / "marks", options.shared, held=False, of="names")
    genres = _ROOT / "tools" / "genres"
    pages += read_folder(genres / "gold", "genres", texts=genres / "pages")
    pages += [page for folder in options.marks for page in read_folder(folder, "marks")]
    known = {page.id: page for page in reversed(pages) if page.id not in HELD.union(options.leave)}
    return sorted(known.values(), key=attrgetter("id"))


def _own(reader: WordReader) -> Iterator[Candidates]:
    """What is ours: the samples, the pages that were made in the manner of the marked genres, passages and lines."""
    samples, made = samples_folder(), _ROOT / "tools" / "made"
    yield from candidates_of(read_folder(samples.parent / "gold", "samples", texts=samples), reader)
    yield from candidates_of(read_folder(made / "gold", "made", texts=made / "pages"), reader)
    yield from passages(_ROOT / "tools" / "names" / "passages.txt", reader)
    yield from corpus_lines(_ROOT / "extract" / "names" / "corpus", reader)


def _with_other_names(pages: Iterable[MarkedPage], reader: WordReader) -> Iterator[Candidates]:
    return candidates_of(swapped((page for page in pages if page.group not in _STAY), _SEED), reader)


def _share(page: str, group: str) -> float:
    """A number from 0 to 1 that a page has by its name alone; 0 for those that always stay in."""
    if group in _STAY:
        return 0
    return hashlib.blake2b(page.encode(), digest_size=4).digest()[0] / 256


def _first(articles: Iterable[Candidates]) -> Weights:
    """What the finders would choose, learned without being told what they say."""
    settings = Settings()
    table = Table.of(articles)
    return fit(table, untrained(settings, _SEED), settings, epochs=_FIRST_EPOCHS, seed=_SEED, blind=True)


def _fit(articles: Iterable[Candidates], first: Weights) -> Weights:
    fitted = fit(Table.of(articles), first, Settings(), epochs=_EPOCHS, seed=_SEED)
    return rounded(fitted._replace(least=np.zeros(len(TYPES), np.float32)))


def _cross(
    articles: Sequence[Candidates],
    pages: Sequence[MarkedPage],
    first: Weights,
    reader: WordReader,
    options: argparse.Namespace,
) -> None:
    """Print the score of each group, by weights that saw nothing of it and learned from a share of the other pages, and
    of all."""
    began, all_, finders, wide = perf_counter(), Count(), Count(), Count()
    of_wide = {page.id for page in read_folder(options.shared / "gold-wide", "gold-wide")}
    groups = sorted({one.group for one in articles} - _STAY)
    joined, share = options.groups, options.share
    parts = [groups[number::joined] for number in range(joined)] if joined else [[group] for group in groups]
    for part in parts:
        learned = [one for one in articles if one.group not in part and _share(one.page, one.group) < share]
        others = (page for page in pages if page.group not in part and _share(page.id, page.group) < share)
        fitted = _fit([*learned, *_with_other_names(others, reader)], first)
        own, plain = Count(), Count()
        for one in articles:
            if one.group in part:
                found = list(_found(one, fitted))
                for count, names in ((own, found), (all_, found), (plain, one.chosen), (finders, one.chosen)):
                    count.add(one, names)
                if one.page in of_wide:
                    wide.add(one, found)
        print(
            f"{' '.join(part)} ({perf_counter() - began:.0f} s)\n  finders {plain}\n  fitted  {own}",
            flush=True,
        )
    print(f"all\n  finders {finders}\n  fitted  {all_}\n  gold-wide alone {wide}")


def _found(article: Candidates, fitted: Weights) -> Iterator[tuple[int, int, int]]:
    worth = gains(fitted, article.signs.astype(np.float32), article.letters.astype(np.int64))
    kinds: NDArray[np.int64] = worth.argmax(axis=1)
    best = worth[np.arange(len(kinds)), kinds].tolist()
    known = dict(zip(article.spans, (kinds + 1).tolist(), strict=True))
    for start, end, _ in best_set((*span, gain) for span, gain in zip(article.spans, best, strict=True)):
        yield start, end, known[start, end]


def _write(fitted: Weights) -> None:
    values = {name: value.astype(np.float16) for name, value in fitted._asdict().items()}
    with _WEIGHTS.open("wb") as file:
        np.savez_compressed(file, **values)
    print(f"{_WEIGHTS}: {_WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    sys.exit(main())
