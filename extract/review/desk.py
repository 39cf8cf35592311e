"""What the page of `shilu review` asks for and does: the queue, one row, a decision, undoing it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from shilu.extract.decisions import Book, Maker, Match, PageRow, Standing, changed_fields, match_page, rows_of
from shilu.extract.decisions.change import changed_record, new_record
from shilu.extract.errors import ShiluError
from shilu.extract.review.index import Entry, Pages, entries_of
from shilu.extract.stores import read_store
from shilu.schemas import Decision, PageRecords, RowState
from shilu.schemas.decision import DecisionVerdict, RowSort

__all__ = ["CHOICES", "Desk", "Filters", "RefusedError"]

WAITING = frozenset({"open", "part", "again"})
"""Statuses of rows that wait for a decision: nobody looked, something was fixed and the rest not signed, the text has
changed since."""

CHOICES = ("sort", "page", "kind", "programme", "place", "slot", "checks", "state", "search", "order")
"""What the queue is chosen by."""

_STATUS: Mapping[str, str] = {
    "right": "right", "fixed": "part", "added": "added", "removed": "removed", "wrong": "wrong",
    "doubtful": "doubtful",
}  # fmt: skip
"""What a row is after a decision; one that was right after a fix is `fixed`."""


class RefusedError(Exception):
    """What was asked for cannot be done; the words are for the person."""


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

    def fits(self, entry: Entry, page: str) -> bool:
        """Whether a row is one of them, its status aside."""
        return (
            (not self.sort or entry.sort == self.sort)
            and (not self.page or page == self.page)
            and (not self.kind or entry.kind == self.kind)
            and (not self.programme or entry.programme == self.programme)
            and (not self.place or entry.place == self.place)
            and (not self.slot or self.slot in entry.slots)
            and (self.checks != "differs" or entry.differs)
            and all(term in entry.search for term in self.search.lower().split())
        )

    def waits(self, entry: Entry) -> bool:
        """Whether its status is one of those wanted."""
        if self.state == "waiting":
            return entry.status in WAITING or entry.disputed
        if self.state == "disputed":
            return entry.disputed
        return not self.state or entry.status == self.state


class Desk:
    """A run laid out to be gone through by one person. All methods may be called from several threads."""

    def __init__(
        self, pages: Iterable[PageRecords], book: Book, by: str, watch: Callable[[int], None] | None = None
    ) -> None:
        """Lays out the pages; `watch` is told now and then how many rows there are."""
        self.book = book
        self.by = by
        self.maker = Maker(book, by)
        self.pages = Pages()
        self.entries: list[Entry] = []
        self.lock = threading.RLock()
        self._numbers: dict[tuple[int, str, str], int] = {}
        self._orders: dict[Filters, tuple[list[int], dict[int, int]]] = {}
        self._alike: dict[tuple[str, str], list[int]] | None = None
        by_page: dict[str, list[Standing]] = {}
        for (page, *_), standing in book.rows():
            by_page.setdefault(page, []).append(standing)
        for records in pages:
            self._lay_out(records, by_page.pop(records.page.id, ()))
            if watch is not None and len(self.pages) % 100 == 0:
                watch(len(self.entries))
        self._page_numbers = {one: number for number, one in enumerate(self.pages.ids)}
        self.counts = Counter((one.sort, one.status) for one in self.entries)

    @classmethod
    def open(
        cls, run: str | Path, decisions: Path, by: str, watch: Callable[[int], None] | None = None
    ) -> Desk:
        """The desk for a run. Raises `ShiluError` S708 where it has no rows, and as `read_store` and `Book.open` do."""
        desk = cls(read_store(run), Book.open(decisions), by, watch)
        if not desk.entries:
            raise ShiluError("S708", run=run)
        return desk

    def _lay_out(self, records: PageRecords, standings: Sequence[Standing]) -> None:
        page = self.pages.add(records)
        for entry in entries_of(records, page, len(self.entries)):
            self._put(entry)
        for match in match_page(records, standings) if standings else ():
            self._match(page, match)

    def _put(self, entry: Entry) -> None:
        self.entries.append(entry)
        self._numbers[entry.page, entry.sort, entry.key] = entry.n

    def _match(self, page: int, match: Match) -> None:
        """Show on the row what stands of it; a row that the run has not is put at the end."""
        head = match.standing.heads[-1]
        if match.row is not None:
            n = self._numbers[page, match.row.sort, match.row.id]
            entry = self.entries[n]
            entry.key = head.row
            self._numbers[page, entry.sort, entry.key] = n
        elif match.standing.decision is None or match.standing.decision.verdict == "removed":
            return
        else:
            entry = self._added_entry(page, match.standing.decision)
        self._show(
            entry, match.standing, again=match.decision is None and match.standing.decision is not None
        )

    def _added_entry(self, page: int, decision: Decision) -> Entry:
        """A row that only a decision has."""
        records = self.pages.get(page)
        state = decision.says
        assert state is not None
        try:
            row = PageRow(decision.row, decision.sort, new_record(decision.sort, state, records))
            (entry,) = entries_of(records, page, len(self.entries), [row])
        except ValueError:  # its text has changed, so that no record can stand there
            kind = str(state.fields.get("kind") or state.fields.get("type") or "")
            entry = Entry(
                n=len(self.entries), page=page, id=decision.row, key=decision.row, sort=decision.sort, kind=kind,
                start=state.span.start, surface=state.span.surface, item="", place="", programme="", slots={},
                sure=None, sure_slots=None, same=0, differs=False, search=decision.row.lower(),
            )  # fmt: skip
        entry.added = True
        self._put(entry)
        return entry

    def _show(self, entry: Entry, standing: Standing, *, again: bool = False) -> None:
        decision = standing.decision
        entry.status = "again" if again else _STATUS[decision.verdict] if decision else "open"
        if decision and decision.verdict == "right" and decision.after is not None:
            entry.status = "fixed" if decision.before else "added"
        entry.by, entry.at = (decision.by, decision.at) if decision else ("", "")
        entry.disputed = standing.disputed
        if entry.added and decision is None:
            entry.status = "removed"  # an added row that was taken back

    # The queue

    def ordered(self, filters: Filters) -> tuple[list[int], dict[int, int]]:
        """The numbers of the rows that fit, whatever their status, in their order, and the place of each."""
        key = Filters(**{**filters.__dict__, "state": ""})
        with self.lock:
            if key not in self._orders:
                rows = [one for one in self.entries if key.fits(one, self.pages.ids[one.page])]
                rows.sort(key=_by_sureness(key.slot) if key.order == "sure" else _by_repeats(rows, key.order))
                numbers = [one.n for one in rows]
                if len(self._orders) > 8:
                    self._orders.clear()
                self._orders[key] = (numbers, {n: at for at, n in enumerate(numbers)})
            return self._orders[key]

    def queue(self, filters: Filters, offset: int, limit: int) -> tuple[int, list[Entry]]:
        """How many rows wait, and some of them."""
        found = [n for n in self.ordered(filters)[0] if filters.waits(self.entries[n])]
        return len(found), [self.entries[n] for n in found[offset : offset + limit]]

    def step(self, filters: Filters, n: int | None, by: int = 1) -> int | None:
        """The next row that waits after a row, or before it; from the head of the queue where the row is None or is
        not in it. After the last comes the first."""
        numbers, places = self.ordered(filters)
        if not numbers:
            return None
        at = places.get(n, -1 if by > 0 else 0) if n is not None else -1
        for step in range(1, len(numbers) + 1):
            other = numbers[(at + by * step) % len(numbers)]
            if other != n and filters.waits(self.entries[other]):
                return other
        return None

    # One row

    def row(self, n: int) -> tuple[PageRecords, PageRow, Standing]:
        """A row with its page and what stands of it. Raises `RefusedError` where there is none of that number."""
        if not 0 <= n < len(self.entries):
            raise RefusedError("no such row")
        entry = self.entries[n]
        records = self.pages.get(entry.page)
        standing = self.book.standing(records.page.id, entry.sort, entry.key)
        for row in () if entry.added else rows_of(records):
            if (row.sort, row.id) == (entry.sort, entry.id):
                return records, row, standing
        return records, self._row_of_decision(records, entry, standing), standing

    def _row_of_decision(self, records: PageRecords, entry: Entry, standing: Standing) -> PageRow:
        made = standing.decision or self.book.of_row(records.page.id, entry.sort, entry.key)[-1]
        state = made.says or made.before
        if state is None:
            raise RefusedError("no such row")
        try:
            return PageRow(entry.id, entry.sort, new_record(entry.sort, state, records))
        except ValueError as error:
            raise RefusedError(str(error)) from error

    def state(self, n: int) -> RowState:
        """What a row says now: as decided, else as the run has it."""
        _, row, standing = self.row(n)
        match = standing.decision
        says = match.says if match and self.entries[n].status != "again" else None
        return says or row.state

    # Decisions

    def decide(
        self,
        numbers: Sequence[int],
        verdict: DecisionVerdict,
        states: Sequence[RowState | None],
        note: str | None = None,
    ) -> None:
        """Decide on rows with one key: each gets a decision, all are written at once. Raises `RefusedError` where a
        state can be no record, and `ShiluError` S703 where the file cannot be written."""
        with self.lock:
            batch = uuid4().hex[:12]
            made = []
            for n, state in zip(numbers, states, strict=True):
                records, row, _ = self.row(n)
                now = self.state(n)
                after = state or now
                if verdict == "fixed" and not changed_fields(now, after):
                    continue  # what was chosen is what it says already
                _check(row, after, records)
                decision = self.maker.of_row(
                    records, PageRow(self.entries[n].key, row.sort, row.record), verdict,
                    after=after, note=note, batch=batch,
                )  # fmt: skip
                if self.entries[n].added:
                    decision = decision.model_copy(update={"before": None, "after": after})
                made.append(decision)
            if made:
                self.book.add(made)
            for n in numbers:
                self._refresh(n)

    def add(self, page: int, sort: RowSort, state: RowState) -> int:
        """Add a row that the run missed; gives its number. Raises `RefusedError` where no record can say that."""
        with self.lock:
            records = self.pages.get(page)
            try:
                new_record(sort, state, records)
            except ValueError as error:
                raise RefusedError(" ".join(str(error).split())[:300]) from error
            decision = self.maker.added(records, sort, state, batch=uuid4().hex[:12])
            if (page, sort, decision.row) in self._numbers:
                raise RefusedError("there is a row at this place already")
            (written,) = self.book.add([decision])
            entry = self._added_entry(page, written)
            self._orders.clear()
            self._alike = None
            self.counts[entry.sort, "open"] += 1
            self._refresh(entry.n)
            return entry.n

    def undo(self) -> list[int]:
        """Take back what this person decided last and did not take back yet; gives the numbers of the rows."""
        with self.lock:
            mine = [one for one in self._last() if (self._page(one.page), one.sort, one.row) in self._numbers]
            if not mine:
                return []
            last = max(mine, key=lambda one: (one.at, one.id))
            taken = [one for one in mine if last.batch and one.batch == last.batch] or [last]
            self.book.add(self.maker.undone(taken))
            numbers = [self._numbers[self._page(one.page), one.sort, one.row] for one in taken]
            for n in numbers:
                self._refresh(n)
            return numbers

    def _last(self) -> list[Decision]:
        """What this person decided that stands, not through an undoing but as it was made or restored."""
        found = []
        for _, standing in self.book.rows():
            found += [one for one in standing.sides if one.by == self.by]
        return found

    def _page(self, name: str) -> int:
        return self._page_numbers.get(name, -1)

    def _refresh(self, n: int) -> None:
        entry = self.entries[n]
        before = entry.status
        self._show(entry, self.book.standing(self.pages.ids[entry.page], entry.sort, entry.key))
        if before != entry.status:
            self.counts[entry.sort, before] -= 1
            self.counts[entry.sort, entry.status] += 1

    # Rows alike

    def alike(self, n: int, names: Sequence[str]) -> list[int]:
        """Waiting rows to which what was fixed in one applies too: that state the same; of whose fixed slot the run
        gave the same words by the same construction; names and times of the same words."""
        entry = self.entries[n]
        index = self._alike_index()
        found = dict.fromkeys(index.get(("same", str(entry.same)), ()))
        for name in names:
            if name in entry.slots:
                words, rule = entry.slots[name]
                found |= dict.fromkeys(index.get((name, f"{words}\n{rule}"), ()))
        if entry.sort != "fact":
            found |= dict.fromkeys(
                index.get((entry.sort, f"{entry.surface}\n{entry.kind}\n{entry.item}"), ())
            )
        return [one for one in found if one != n and self.entries[one].status in WAITING]

    def _alike_index(self) -> dict[tuple[str, str], list[int]]:
        with self.lock:
            if self._alike is None:
                index: dict[tuple[str, str], list[int]] = {}
                for one in self.entries:
                    keys = [("same", str(one.same))]
                    keys += [(name, f"{words}\n{rule}") for name, (words, rule) in one.slots.items()]
                    if one.sort != "fact":
                        keys.append((one.sort, f"{one.surface}\n{one.kind}\n{one.item}"))
                    for key in keys:
                        index.setdefault(key, []).append(one.n)
                self._alike = index
            return self._alike


def _by_sureness(slot: str) -> Any:
    """The least sure first; those of which nobody knows come last; then in order of the pages."""

    def key(entry: Entry) -> tuple[bool, float, int]:
        sure = entry.sure_slots.get(slot) if slot and entry.sure_slots else entry.sure
        return sure is None, sure or 0.0, entry.n

    return key


def _by_repeats(rows: Sequence[Entry], order: str) -> Any:
    """In order of the pages; for `repeats` rows that state the same stand together, the most often stated first."""
    if order != "repeats":
        return lambda entry: (entry.page, entry.start, entry.n)
    often, first = Counter(one.same for one in rows), {one.same: one.n for one in reversed(rows)}
    return lambda entry: (-often[entry.same], first[entry.same], entry.n)


def _check(row: PageRow, state: RowState, records: PageRecords) -> None:
    try:
        changed_record(row.record, state, records)
    except ValueError as error:
        raise RefusedError(" ".join(str(error).split())[:300]) from error
