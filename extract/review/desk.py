"""What the page of `shilu review` asks for and does: the queue, one row, a decision, undoing it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from uuid import uuid4

from shilu.extract.decisions import Book, Maker, Match, PageRow, Standing, changed_fields, match_page, rows_of
from shilu.extract.decisions.change import changed_record, new_record
from shilu.extract.review.alike import Alike
from shilu.extract.review.index import Entry, Once, Pages, entries_of
from shilu.extract.review.mine import Mine
from shilu.extract.review.queue import WAITING, Filters, Queues
from shilu.schemas import Decision, PageRecords, RowState
from shilu.schemas.decision import DecisionVerdict, RowSort

__all__ = ["Desk", "RefusedError"]

_STATUS: Mapping[str, str] = {
    "right": "right", "fixed": "part", "added": "added", "removed": "removed", "wrong": "wrong",
    "doubtful": "doubtful",
}  # fmt: skip
"""What a row is after a decision; one that was right after a fix is `fixed`."""


class RefusedError(Exception):
    """What was asked for cannot be done; the words are for the person."""


class Desk:
    """A run laid out to be gone through by one person. All methods may be called from several threads."""

    def __init__(self, pages: Iterable[PageRecords], book: Book, by: str) -> None:
        """A desk with these pages; `lay_out` puts more on it, as long as `reading` is true."""
        self.book = book
        self.by = by
        self.maker = Maker(book, by)
        self.pages = Pages()
        self.entries: list[Entry] = []
        self.reading = False
        self.counts: Counter[tuple[str, str]] = Counter()
        self.kinds: dict[str, set[str]] = {}
        self.lock = threading.RLock()
        self.queues = Queues(self.entries, self.pages.ids)
        self._mine = Mine(book, by)
        self._alike = Alike(self.entries)
        self._once = Once()
        self._ranges: list[range] = []
        self._values: dict[str, tuple[Counter[str], int]] = {}
        self._added: dict[tuple[int, str, str], int] = {}
        self._page_numbers: dict[str, int] = {}
        self._decided: dict[str, list[Standing]] = {}
        for (page, *_), standing in book.rows():
            self._decided.setdefault(page, []).append(standing)
        for records in pages:
            self.lay_out(records)

    def lay_out(self, records: PageRecords) -> None:
        """Put the rows of one more page on the desk."""
        with self.lock:
            page = self.pages.add(records)
            self._page_numbers[records.page.id] = page
            first = len(self.entries)
            self.entries += entries_of(records, page, first, once=self._once)
            self._ranges.append(range(first, len(self.entries)))
            for entry in self.entries[first:]:
                self.kinds.setdefault(entry.sort, set()).add(entry.kind)
                self.counts[entry.sort, entry.status] += 1
            standings = self._decided.pop(records.page.id, ())
            if standings:
                numbers = {(self.entries[n].sort, self.entries[n].id): n for n in self._ranges[page]}
                for match in match_page(records, standings):
                    self._match(page, match, numbers)

    def _number(self, page: int, sort: str, key: str) -> int | None:
        """The number of a row by its id in the book; None where the run has no such row."""
        added = self._added.get((page, sort, key))
        if added is not None or page < 0:
            return added
        rows = (self.entries[n] for n in self._ranges[page])
        return next((one.n for one in rows if one.key == key and one.sort == sort), None)

    def _match(self, page: int, match: Match, numbers: Mapping[tuple[RowSort, str], int]) -> None:
        """Show on the row what stands of it; a row that the run has not is put at the end."""
        head = match.standing.heads[-1]
        if match.row is not None:
            entry = self.entries[numbers[match.row.sort, match.row.id]]
            entry.key = head.row
        elif match.standing.decision is None or match.standing.decision.verdict == "removed":
            return
        else:
            entry = self._added_entry(page, match.standing.decision)
        again = match.decision is None and match.standing.decision is not None
        self._show(entry, match.standing, again=again)

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
                sure=None, sure_slots=None, same=0, differs=False,
            )  # fmt: skip
        entry.added = True
        self.entries.append(entry)
        self._added[page, entry.sort, entry.key] = entry.n
        self.counts[entry.sort, entry.status] += 1
        return entry

    def _show(self, entry: Entry, standing: Standing, *, again: bool = False) -> None:
        decision, before = standing.decision, entry.status
        entry.status = "again" if again else _STATUS[decision.verdict] if decision else "open"
        if decision and decision.verdict == "right" and decision.after is not None:
            entry.status = "fixed" if decision.before else "added"
        entry.by, entry.at = (decision.by, decision.at) if decision else ("", "")
        entry.disputed = standing.disputed
        if entry.added and decision is None:
            entry.status = "removed"  # an added row that was taken back
        if before != entry.status:
            self.counts[entry.sort, before] -= 1
            self.counts[entry.sort, entry.status] += 1
        self.queues.mark(entry)

    def values(self, name: str) -> Mapping[str, int]:
        """How many facts say what of `place` or `programme`."""
        with self.lock:
            counts, read = self._values.get(name, (Counter(), 0))
            for entry in islice(self.entries, read, None):
                told = getattr(entry, name)
                if told:
                    counts[told] += 1
            self._values[name] = counts, len(self.entries)
            return counts

    # The queue

    def queue(self, filters: Filters, offset: int, limit: int) -> tuple[int, list[Entry]]:
        """How many rows wait, and some of them."""
        with self.lock:
            found = self.queues.of(filters, reading=self.reading)
            return len(found), [self.entries[n] for n in found.some(offset, limit)]

    def step(self, filters: Filters, n: int | None, by: int = 1) -> int | None:
        """The next row that waits after a row, or before it; from the head of the queue where the row is None or is
        not in it. After the last comes the first."""
        with self.lock:
            return self.queues.of(filters, reading=self.reading).step(n, by)

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
        batch: str | None = None,
    ) -> str:
        """Decide on rows with one key: each gets a decision, all are written at once, and are taken back together with
        others of the same `batch`, whose name is given back. Raises `RefusedError` where a state can be no record, and
        `ShiluError` S703 where the file cannot be written."""
        with self.lock:
            batch = batch or uuid4().hex[:12]
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
            return batch

    def add(self, page: int, sort: RowSort, state: RowState) -> int:
        """Add a row that the run missed; gives its number. Raises `RefusedError` where no record can say that."""
        with self.lock:
            records = self.pages.get(page)
            try:
                new_record(sort, state, records)
            except ValueError as error:
                raise RefusedError(" ".join(str(error).split())[:300]) from error
            decision = self.maker.added(records, sort, state, batch=uuid4().hex[:12])
            if self._number(page, sort, decision.row) is not None:
                raise RefusedError("there is a row at this place already")
            (written,) = self.book.add([decision])
            entry = self._added_entry(page, written)
            self._refresh(entry.n)
            self.queues.insert(entry)
            return entry.n

    def undo(self) -> list[int]:
        """Take back what this person decided last and did not take back yet; gives the numbers of the rows."""
        with self.lock:
            numbers: list[int] = []
            taken = self._mine.last(self._known)
            if taken:
                self.book.add(self.maker.undone(taken))
                numbers = [n for n in map(self._of, taken) if n is not None]
            for n in numbers:
                self._refresh(n)
            return numbers

    def _known(self, decision: Decision) -> bool:
        found = self._of(decision) is not None
        if self.reading and not found:
            raise RefusedError(
                "the row that was decided on last is not read yet; try again when all pages are"
            )
        return found

    def _of(self, decision: Decision) -> int | None:
        """The number of the row that a decision is about."""
        return self._number(self._page_numbers.get(decision.page, -1), decision.sort, decision.row)

    def _refresh(self, n: int) -> None:
        entry = self.entries[n]
        self._show(entry, self.book.standing(self.pages.ids[entry.page], entry.sort, entry.key))

    def alike(self, n: int, names: Sequence[str]) -> list[int]:
        """Waiting rows to which what was fixed in one may apply too (`Alike`), in order of their numbers."""
        with self.lock:
            found = sorted(self._alike.of(self.entries[n], names))
            return [one for one in found if self.entries[one].status in WAITING]


def _check(row: PageRow, state: RowState, records: PageRecords) -> None:
    try:
        changed_record(row.record, state, records)
    except ValueError as error:
        raise RefusedError(" ".join(str(error).split())[:300]) from error
