"""Names of the notes, each at every place of the page where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tools.annotate.amounts import Mark
from tools.annotate.page import Read
from tools.annotate.values import flat

__all__ = ["Mentioned", "spread"]

Span = tuple[int, int]


@dataclass(frozen=True)
class Mentioned:
    """A name that is one wherever it stands."""

    surface: str
    type: str
    canonical: str
    optional: bool

    @property
    def pattern(self) -> str:
        """It as the page may print it: with a blank or the end of a line between any two characters."""
        return r"[\n\u3000 ]?".join(map(re.escape, self.surface))


def spread(
    read: Read,
    mentioned: Iterable[Mentioned],
    here: Iterable[tuple[Span, str, str | None]],
    never: Sequence[Span],
    faults: list[str],
) -> list[Mark]:
    """The marks of all names: first those of one place alone, then the longest; none in another, nor where `never`
    says that there is none."""
    marks: list[Mark] = []
    covered: set[int] = set()
    for (start, end), kind, canonical in here:
        surface = read.text[start:end]
        marks.append(_mark(read, start, end, kind, canonical or surface.replace("\n", "")))
        covered.update(range(start, end))
    for name in sorted(mentioned, key=lambda one: -len(flat(one.surface))):
        places = [found.span() for found in re.finditer(name.pattern, read.text)]
        if not places:
            faults.append(f"name not on the page: {name.surface}")
        for start, end in places:
            barred = any(first < end and start < last for first, last in never)
            if read.holds(start, end) and not barred and covered.isdisjoint(range(start, end)):
                covered.update(range(start, end))
                mark = _mark(read, start, end, name.type, name.canonical)
                marks.append(mark | ({"optional": True} if name.optional else {}))
    return marks


def _mark(read: Read, start: int, end: int, kind: str, canonical: str) -> Mark:
    surface = read.text[start:end]
    return {"start": start, "end": end, "surface": surface, "type": kind, "canonical": canonical}
