"""Which rows are like another one, so that the same fix may hold for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shilu.extract.review.index import Entry

__all__ = ["Alike"]

_SAME = "same"


class Alike:
    """Finds rows alike among those of a run. What they are found by is laid out when it is first asked for, by sort of
    row and by slot, and goes on where rows have come since."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._found: dict[tuple[str, str], dict[object, list[int]]] = {}
        self._read: dict[tuple[str, str], int] = {}

    def of(self, entry: Entry, names: Iterable[str]) -> list[int]:
        """The numbers of the other rows that state the same, names and times that have the same words among them; and
        of those of which the run gave the slots of these `names` the same words by the same construction."""
        found = dict.fromkeys(self._with(_SAME, entry))
        for name in names:
            if name in entry.slots:
                found |= dict.fromkeys(self._with(name, entry))
        found.pop(entry.n, None)
        return list(found)

    def _with(self, what: str, entry: Entry) -> list[int]:
        index = self._found.setdefault((entry.sort, what), {})
        for number in range(self._read.get((entry.sort, what), 0), len(self._entries)):
            other = self._entries[number]
            key = other.same if what == _SAME else other.slots.get(what)
            if key is not None and other.sort == entry.sort:
                index.setdefault(key, []).append(number)
        self._read[entry.sort, what] = len(self._entries)
        return index.get(entry.same if what == _SAME else entry.slots.get(what), [])
