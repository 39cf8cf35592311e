"""Decisions and run joined: the records as people say they are, and what became of each decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from shilu.extract.checks import find_checks, link_same
from shilu.extract.decisions.book import Book, Standing
from shilu.extract.decisions.change import RULE, changed_fields, changed_record, new_record
from shilu.extract.decisions.fields import AnyRow, PageRow, rows_of
from shilu.extract.decisions.place import moved
from shilu.extract.ids import Ids
from shilu.schemas import AnyFact, Name, NumberAccount, PageRecords, Time
from shilu.schemas.decision import Decision, Review, ReviewStatus, RowSort, RowState

__all__ = ["Applied", "Match", "apply_decisions", "apply_page", "match_page"]

_ORDER = {"fact": 0, "name": 1, "time": 2}


@dataclass
class Applied:
    """What became of the decisions: how many rows of each status, what is to be looked at again and why, the rows on
    which people contradict each other, and pages that the run has not."""

    counts: Counter[str] = field(default_factory=Counter)
    again: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)
    lost_pages: list[str] = field(default_factory=list)


def apply_decisions(
    pages: Iterable[PageRecords], book: Book, told: Applied | None = None
) -> Iterator[PageRecords]:
    """The pages of a run with the decisions of the book; `told` is filled while they are read."""
    told = Applied() if told is None else told
    by_page: dict[str, list[Standing]] = {}
    for (page, *_), standing in book.rows():
        by_page.setdefault(page, []).append(standing)
    for records in pages:
        found = apply_page(records, by_page.pop(records.page.id, ()))
        for review in found.reviews:
            told.counts[review.status] += 1
            if review.status == "again":
                told.again.append(f"{review.row}: {review.note or review.surface}")
            if review.disputed:
                told.disputed.append(review.row)
        yield found
    told.lost_pages += by_page


@dataclass(frozen=True)
class Match:
    """What stands of a row, in offsets of the page as it is now, and the row of the run that it is about.

    `decision` is None where nothing stands, or where the text has changed; `row` is None where the run has no such row.
    """

    standing: Standing
    decision: Decision | None
    row: PageRow | None


def match_page(records: PageRecords, standings: Iterable[Standing]) -> list[Match]:
    """Which row of the page each standing is about: that of its id; else, as rules change, the one of its place, or one
    that it overlaps. No row is taken twice."""
    rows = {(row.sort, row.id): row for row in rows_of(records)}
    found = []
    for standing in sorted(standings, key=_place):
        made = standing.decision
        decision = None if made is None else moved(made, records.page.text)
        row = None
        if decision is not None:
            row = _row_of(decision, rows)
            if row is not None:
                del rows[row.sort, row.id]
        found.append(Match(standing, decision, row))
    return found


def _row_of(decision: Decision, rows: Mapping[tuple[RowSort, str], PageRow]) -> PageRow | None:
    places = [one.span for one in (decision.before, decision.after) if one is not None]
    found = rows.get((decision.sort, decision.row))
    if found is not None and found.span in places:
        return found
    near = [
        row
        for row in rows.values()
        if row.sort == decision.sort and any(row.span.overlaps(place) for place in places)
    ]
    exact = [row for row in near if row.span in places]
    if decision.before is None:
        near = []  # a row that was added beside another one is not that one
    return next(iter([*exact, *near]), None)


def apply_page(records: PageRecords, standings: Iterable[Standing]) -> PageRecords:
    """The records of a page with what stands of its rows. A page without decisions is given back as it is."""
    work = _Work(records)
    for match in match_page(records, standings):
        work.take(match)
    return work.result()


def _place(standing: Standing) -> tuple[int, int, str]:
    head = standing.heads[-1]
    state = head.before or head.after
    return _ORDER[head.sort], state.span.start if state else 0, head.id


class _Work:
    """A page while decisions are put on it: the rows by the id that the run gave them."""

    def __init__(self, records: PageRecords) -> None:
        self.records = records
        self.rows: dict[tuple[str, str], PageRow] = {(row.sort, row.id): row for row in rows_of(records)}
        self.now: dict[tuple[str, str], AnyRow | None] = {key: row.record for key, row in self.rows.items()}
        self.reviews: list[tuple[tuple[str, str], Review]] = []
        self.added: list[tuple[str, str]] = []

    def take(self, match: Match) -> None:
        """Put what stands of one row on the page."""
        standing, decision, row = match.standing, match.decision, match.row
        if decision is None:
            if standing.decision is not None:
                self._review(standing, standing.decision, "again", note="the text around it has changed")
            return
        says = decision.says
        if decision.verdict in {"wrong", "doubtful"}:
            self._flag(standing, decision, row)
        elif says is None:
            if row is not None:
                self.now[row.sort, row.id] = None
            self._review(standing, decision, "removed", row=row)
        else:
            self._set(standing, decision, row, says)

    def _flag(self, standing: Standing, decision: Decision, row: PageRow | None) -> None:
        if row is None or (decision.before and changed_fields(decision.before, row.state)):
            self._review(standing, decision, "again", row=row, note="the rules answer otherwise now")
        else:
            status: ReviewStatus = "wrong" if decision.verdict == "wrong" else "doubtful"
            self._review(standing, decision, status, row=row)

    def _set(self, standing: Standing, decision: Decision, row: PageRow | None, says: RowState) -> None:
        """Make the row say what was decided."""
        try:
            if row is None:
                record = new_record(decision.sort, says, self.records)
            else:
                record = changed_record(row.record, says, self.records)
        except ValueError as error:  # a state that a spreadsheet or a hand in the file made
            self._review(standing, decision, "again", row=row, note=" ".join(str(error).split())[:200])
            return
        if row is None:
            key = (decision.sort, decision.row)
            self.added.append(key)
            self.now[key] = record
            self._review(standing, decision, "added", key=key)
            return
        changed = changed_fields(row.state, says)
        self.now[row.sort, row.id] = record
        status: ReviewStatus = "fixed" if changed or decision.verdict == "fixed" else "signed"
        self._review(standing, decision, status, row=row, changed=changed)

    def _review(
        self,
        standing: Standing,
        decision: Decision,
        status: ReviewStatus,
        *,
        row: PageRow | None = None,
        key: tuple[str, str] | None = None,
        changed: Sequence[str] = (),
        note: str | None = None,
    ) -> None:
        state = decision.says or decision.before
        key = key or ((row.sort, row.id) if row else (decision.sort, decision.row))
        review = Review(
            row=key[1], page=self.records.page.id, sort=decision.sort, status=status,
            surface=state.span.surface if state else "", changed=tuple(changed),
            signed=decision.verdict in {"right", "added"} and status != "again", by=decision.by, at=decision.at,
            note=note or decision.note, disputed=standing.disputed,
        )  # fmt: skip
        self.reviews.append((key, review))

    def result(self) -> PageRecords:
        if not self.reviews:
            return self.records
        facts, names, times = (self._of(sort) for sort in ("fact", "name", "time"))
        given: dict[tuple[str, str], str] = {}
        new_facts = _with_ids(facts, self.rows, self.records.page.id, given)
        old_facts = self.records.facts
        touched = tuple(new_facts) != old_facts
        numbers = self._numbers(given) if touched else self.records.numbers
        kept = {
            "facts": tuple(new_facts),
            "names": _sorted(names),
            "times": _sorted(times),
            "numbers": numbers,
        }
        if touched:
            kept["facts"] = link_same(_unlinked(kept["facts"]), self.records.articles)
            kept["checks"] = find_checks(self.records.page.text, kept["facts"])
        corrected = self.records.model_copy(update=kept)
        stored = _stored_ids(corrected)
        reviews = tuple(self._renamed(key, review, given, stored) for key, review in self.reviews)
        whole = corrected.model_copy(
            update={"reviews": tuple(sorted(reviews, key=lambda one: (one.sort, one.row)))}
        )
        return PageRecords.model_validate(whole.model_dump())

    def _of(self, sort: str) -> list[tuple[tuple[str, str], AnyRow]]:
        return [(key, record) for key, record in self.now.items() if key[0] == sort and record is not None]

    def _renamed(
        self, key: tuple[str, str], review: Review, given: dict[tuple[str, str], str], stored: dict[int, str]
    ) -> Review:
        """The review under the id that its row has in the corrected store."""
        record = self.now.get(key)
        if record is None:
            return review
        name = given.get(key) if review.sort == "fact" else stored.get(id(record))
        return review.model_copy(update={"row": name or review.row})

    def _numbers(self, given: dict[tuple[str, str], str]) -> tuple[NumberAccount, ...]:
        """The account: a number says which fact it states, under the fact's present id."""
        old = {key[1]: given.get(key) for key in self.rows if key[0] == "fact"}
        new = {given[key]: self.now[key] for key in self.added if key in given}
        found = []
        for number in self.records.numbers:
            stated = old.get(number.fact) if number.fact else None
            if stated is None:
                hit = next(
                    (one for one, fact in new.items() if fact and fact.span.overlaps(number.span)), None
                )
                stated = hit
            if stated is not None:
                found.append(number.model_copy(update={"role": "fact", "fact": stated}))
            elif number.fact:
                found.append(number.model_copy(update={"role": "unread", "fact": None, "reason": RULE}))
            else:
                found.append(number)
        return tuple(found)


def _with_ids(
    facts: list[tuple[tuple[str, str], AnyRow]],
    rows: Mapping[tuple[str, str], PageRow],
    page: str,
    given: dict[tuple[str, str], str],
) -> list[AnyFact]:
    """The facts in order of the page. One that stands where it stood keeps its id; one whose place or kind was changed
    has the id that these give."""
    ids, moved_facts = Ids(), []
    ordered = sorted(facts, key=lambda one: (one[1].span.start, one[1].span.end))
    for key, record in ordered:
        fact, row = cast("AnyFact", record), rows.get(key)
        was = cast("AnyFact", row.record) if row else None
        if was is not None and (was.span, was.quantity.kind) == (fact.span, fact.quantity.kind):
            given[key] = ids.give(was.id)
        else:
            moved_facts.append((key, fact))
    for key, fact in moved_facts:
        given[key] = ids.give(f"{page}#{fact.span.start}-{fact.span.end}.{fact.quantity.kind}")
    return [
        record if record.id == given[key] else record.model_copy(update={"id": given[key]})
        for key, record in ((key, cast("AnyFact", record)) for key, record in ordered)
    ]


def _unlinked(facts: Any) -> tuple[AnyFact, ...]:
    return tuple(one.model_copy(update={"same_as": None}) if one.same_as else one for one in facts)


def _sorted(rows: list[tuple[tuple[str, str], AnyRow]]) -> tuple[Any, ...]:
    return tuple(sorted((one for _, one in rows), key=lambda one: (one.span.start, one.span.end)))


def _stored_ids(records: PageRecords) -> dict[int, str]:
    """The ids that stores give to names and times, by the identity of the record."""
    found: dict[int, str] = {}
    for group in (records.names, records.times):
        ids = Ids()
        for one in cast("tuple[Name | Time, ...]", group):
            found[id(one)] = ids.give(f"{records.page.id}#{one.span.start}-{one.span.end}.{one.type}")
    return found
