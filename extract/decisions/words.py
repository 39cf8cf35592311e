"""The names that people decided on as a table of words of one's own, for `--words`."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from shilu.extract.decisions.fields import rows_of
from shilu.extract.errors import ShiluError
from shilu.extract.stores.formulas import guarded
from shilu.schemas import Name, PageRecords

__all__ = ["WordsWritten", "write_words"]

_HEADS = ("canonical", "name", "type", "use")
_PLACE = re.compile(r"#(\d+)-(\d+)\.")
_VOUCHED = frozenset({"signed", "fixed", "added"})


@dataclass
class WordsWritten:
    """How many names and how many words that are no names were written, and those left out, a line each."""

    names: int = 0
    refused: int = 0
    left_out: list[str] = field(default_factory=list)


def write_words(pages: Iterable[PageRecords], path: Path) -> WordsWritten:
    """Write the names of corrected pages that somebody signed, fixed or added as rows of a table of words, and those
    that were removed everywhere as words that are no names.

    A form to which people gave different types has the one that it was given most often, and is told. Raises
    `ShiluError` S108 where the file cannot be written, S711 where no name was decided on.
    """
    kept: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    removed: Counter[str] = Counter()
    for records in pages:
        for name in _vouched(records):
            kept["".join(name.span.surface.split())][name.type, name.canonical] += 1
        removed.update(_removed(records))
    told = WordsWritten()
    rows = list(_rows(kept, told))
    for surface in sorted(removed.keys() & kept.keys()):
        told.left_out.append(f"{surface}: removed in one place, a name in another")
    rows += [("", surface, "", "none") for surface in sorted(removed.keys() - kept.keys())]
    if not rows:
        raise ShiluError("S711", path=path)
    told.names, told.refused = len(kept), len(rows) - len(kept)
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([_HEADS, *(map(guarded, row) for row in rows)])
    except OSError as error:
        raise ShiluError("S108", path=path, why=error.strerror or error) from error
    return told


def _vouched(records: PageRecords) -> Iterator[Name]:
    reviews = {one.row: one for one in records.reviews if one.sort == "name" and one.status in _VOUCHED}
    for row in rows_of(records):
        if row.sort == "name" and row.id in reviews and isinstance(row.record, Name):
            yield row.record


def _removed(records: PageRecords) -> Iterator[str]:
    """The names that were removed and of which no part is a name now: otherwise only where it ends was wrong."""
    for one in records.reviews:
        place = _PLACE.search(one.row)
        if one.sort == "name" and one.status == "removed" and place:
            start, end = int(place[1]), int(place[2])
            if not any(name.span.start < end and start < name.span.end for name in records.names):
                yield "".join(one.surface.split())


def _rows(
    kept: Mapping[str, Counter[tuple[str, str]]], told: WordsWritten
) -> Iterator[tuple[str, str, str, str]]:
    """A row a form. No word may have two types in a table: the form's own comes first, then that of its full name."""
    types: dict[str, str] = {}
    chosen: dict[str, tuple[str, str]] = {}
    for surface, counts in sorted(kept.items()):
        chosen[surface] = min(counts, key=lambda one: (-counts[one], one))
        types[surface] = chosen[surface][0]
        others = sorted({kind for kind, _ in counts} - {types[surface]})
        if others:
            told.left_out.append(f"{surface}: {types[surface]}, elsewhere {', '.join(others)}")
    for surface, (kind, canonical) in chosen.items():
        full = canonical
        if types.setdefault(full, kind) != kind:
            told.left_out.append(f"{surface}: {kind}, but its full name {full} is {types[full]}")
            full = surface
        yield full, "" if full == surface else surface, kind, ""
