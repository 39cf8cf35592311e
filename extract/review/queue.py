"""The queue: which rows, in which order, and which of them wait. No key costs a walk over all rows.

A queue is laid out once for a choice of filters: the numbers of its rows in order, the place of each, and a byte for
each place that tells whether the row waits. The next one that waits and how many there are is found in the bytes, which
are searched as memory is; a decision changes one of them.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shilu.extract.review.index import Entry

__all__ = ["CHOICES", "WAITING", "Filters", "Queue", "Queues"]

WAITING = frozenset({"open", "part", "again"})
"""Statuses of rows that wait for a decision: nobody looked, something was fixed and the rest not signed, the text has
changed since."""

CHOICES = ("sort", "page", "kind", "programme", "place", "slot", "checks", "state", "search", "order")
"""What the queue is chosen by."""

_HELD = 8
"""Queues that are kept for when a person returns to one."""

_GROWN = 1.5
"""A queue is laid out anew when so many times the rows have been read since."""

_NOWHERE = 0xFFFFFFFF

Key = Callable[[Entry], Any]


@dataclass(frozen=True)
class Filters:
    """Which rows, and in which order. Empty means all."""

    sort: str = "fact"
    page: str = ""
    kind: str = ""
    programme: str = ""
    place: str = ""
    slot: str = ""
    checks: str = ""
    state: str = "waiting"
    search: str = ""
    order: str = "sure"

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Filters:
        """The filters of a query; unknown keys are left aside."""
        return cls(**{key: value for key, value in asked.items() if key in CHOICES})

    def choose(self, entries: Sequence[Entry], pages: Sequence[str]) -> list[Entry]:
        """The rows that fit, their status aside; `pages` are the names of the pages."""
        found = [one for one in entries if one.sort == self.sort] if self.sort else list(entries)
        if self.page:
            found = [one for one in found if pages[one.page] == self.page]
        for name in ("kind", "programme", "place"):
            wanted = getattr(self, name)
            if wanted:
                found = [one for one in found if getattr(one, name) == wanted]
        if self.slot:
            found = [one for one in found if self.slot in one.slots]
        if self.checks == "differs":
            found = [one for one in found if one.differs]
        if terms := self.search.lower().split():
            found = [one for one in found if _has(one.words(), terms)]
        return found

    def waits(self, entry: Entry) -> bool:
        """Whether its status is one of those wanted."""
        if self.state == "waiting":
            return entry.status in WAITING or entry.disputed
        if self.state == "disputed":
            return entry.disputed
        return not self.state or entry.status == self.state


def _has(words: str, terms: Sequence[str]) -> bool:
    return all(term in words for term in terms)


class Queue:
    """The rows that fit some filters, in order, and which of them wait."""

    def __init__(self, filters: Filters, rows: Sequence[Entry], key: Key, read: int) -> None:
        self.filters = filters
        self.read = read
        """How many rows there were when it was laid out."""
        self._key = key
        self._rows = array("I", [one.n for one in rows])
        self._places = array("I", [_NOWHERE]) * read
        for at, n in enumerate(self._rows):
            self._places[n] = at
        self._waits = bytearray(filters.waits(one) for one in rows)

    def __len__(self) -> int:
        """How many rows wait."""
        return self._waits.count(1)

    def _place(self, n: int | None) -> int | None:
        at = self._places[n] if n is not None and 0 <= n < len(self._places) else _NOWHERE
        return None if at == _NOWHERE else at

    def some(self, offset: int, limit: int) -> list[int]:
        """The numbers of waiting rows from a place on."""
        found: list[int] = []
        at = self._nth(offset)
        while at >= 0 and len(found) < limit:
            found.append(self._rows[at])
            at = self._waits.find(1, at + 1)
        return found

    def _nth(self, offset: int) -> int:
        """Where so many waiting rows have gone by; -1 where there are not as many."""
        low, high = 0, len(self._waits)
        if offset >= self._waits.count(1):
            return -1
        while high - low > 1:  # halves, of which the bytes are counted
            middle = (low + high) // 2
            before = self._waits.count(1, low, middle)
            if before <= offset:
                low, offset = middle, offset - before
            else:
                high = middle
        return low

    def step(self, n: int | None, by: int = 1) -> int | None:
        """The next row that waits after a row, or before it; from the head of the queue where the row is None or is
        not in it. After the last comes the first."""
        at = self._place(n)
        if by > 0:
            after = 0 if at is None else at + 1
            found = self._waits.find(1, after)
            found = self._waits.find(1, 0, after) if found < 0 else found
        else:
            before = 0 if at is None else at
            found = self._waits.rfind(1, 0, before)
            found = self._waits.rfind(1, before) if found < 0 else found
        return None if found < 0 or self._rows[found] == n else self._rows[found]

    def mark(self, entry: Entry) -> None:
        """A row has another status."""
        at = self._place(entry.n)
        if at is not None:
            self._waits[at] = self.filters.waits(entry)

    def insert(self, entry: Entry, entries: Sequence[Entry]) -> None:
        """A new row, at its place in the order."""
        while len(self._places) <= entry.n:
            self._places.append(_NOWHERE)
        at = bisect_left(self._rows, self._key(entry), key=lambda n: self._key(entries[n]))
        self._rows.insert(at, entry.n)
        self._waits.insert(at, self.filters.waits(entry))
        for place in range(at, len(self._rows)):
            self._places[self._rows[place]] = place


class Queues:
    """The queues over the rows of a run, each laid out when it is asked for."""

    def __init__(self, entries: Sequence[Entry], pages: Sequence[str]) -> None:
        self._entries = entries
        self._pages = pages
        self._held: OrderedDict[Filters, Queue] = OrderedDict()

    def of(self, filters: Filters, *, reading: bool = False) -> Queue:
        """The queue of some filters. While rows are still being `reading`, one is laid out anew only when there are so
        many more that it is worth it."""
        kept = self._held.get(filters)
        grown = kept is not None and len(self._entries) > kept.read * (_GROWN if reading else 1)
        if kept is None or grown:
            rows = filters.choose(self._entries, self._pages)
            key = _order(filters, rows)
            rows.sort(key=key)
            kept = self._held[filters] = Queue(filters, rows, key, len(self._entries))
            while len(self._held) > _HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(filters)
        return kept

    def mark(self, entry: Entry) -> None:
        """A row has another status."""
        for queue in self._held.values():
            queue.mark(entry)

    def insert(self, entry: Entry) -> None:
        """A row was added. Where repeats stand together, a new row may move others: that queue is laid out anew."""
        for filters, queue in list(self._held.items()):
            if filters.order == "repeats" or queue.read + 1 != len(self._entries):
                del self._held[filters]
                continue
            queue.read = len(self._entries)
            if filters.choose([entry], self._pages):
                queue.insert(entry, self._entries)


def _order(filters: Filters, rows: Sequence[Entry]) -> Key:
    """The least sure first, of which nobody knows last; in order of the pages; for `repeats` rows that state the same
    stand together, the most often stated first."""
    if filters.order == "sure":
        slot = filters.slot

        def sure(entry: Entry) -> tuple[bool, float, int]:
            found = entry.sure_slots.get(slot) if slot and entry.sure_slots else entry.sure
            return found is None, found or 0.0, entry.n

        return sure
    if filters.order == "repeats":
        often, first = Counter(one.same for one in rows), {one.same: one.n for one in reversed(rows)}
        return lambda entry: (-often[entry.same], first[entry.same], entry.n)
    return lambda entry: (entry.page, entry.start, entry.n)
