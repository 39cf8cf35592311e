"""Decisions made: with who, when, and by which version of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import metadata
from typing import Any

from shilu.extract.decisions.book import Book
from shilu.extract.decisions.fields import PageRow, page_hash, quote_of
from shilu.schemas import PageRecords
from shilu.schemas.decision import Decision, DecisionVerdict, RowSort, RowState, Via

__all__ = ["Maker", "now", "rules_version"]


def now() -> str:
    """The time of day in UTC, to the microsecond, in one length, so that times sort as text."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@cache
def rules_version() -> str:
    """The version of Shilu."""
    return metadata.version("shilu")


@dataclass(frozen=True)
class Maker:
    """Makes the decisions of one person on the rows of a run; they are not written yet."""

    book: Book
    by: str
    via: Via = "review"

    def of_row(
        self,
        records: PageRecords,
        row: PageRow,
        verdict: DecisionVerdict,
        *,
        after: RowState | None = None,
        note: str | None = None,
        batch: str | None = None,
    ) -> Decision:
        """A decision on a row that the run has. `after` is the row as it should be."""
        return self._decision(
            records, row.sort, row.id, verdict,
            before=row.state, after=after if after != row.state else None, note=note, batch=batch,
            sentence=getattr(row.record, "sentence", None),
        )  # fmt: skip

    def added(
        self, records: PageRecords, sort: RowSort, state: RowState, *, batch: str | None = None
    ) -> Decision:
        """A row that the run missed."""
        kind = state.fields.get("kind" if sort == "fact" else "type")
        row = f"{records.page.id}#{state.span.start}-{state.span.end}.{kind}"
        return self._decision(records, sort, row, "added", after=state, batch=batch)

    def _decision(
        self,
        records: PageRecords,
        sort: RowSort,
        row: str,
        verdict: DecisionVerdict,
        *,
        before: RowState | None = None,
        after: RowState | None = None,
        note: str | None = None,
        batch: str | None = None,
        sentence: Any = None,
    ) -> Decision:
        place = before or after
        assert place is not None
        standing = self.book.standing(records.page.id, sort, row)
        return Decision(
            id="", sort=sort, row=row, page=records.page.id, page_hash=page_hash(records.page.text),
            verdict=verdict, before=before, after=after,
            quote=quote_of(records, place.span, sentence), note=note or None, by=self.by, at=now(),
            rules=rules_version(), via=self.via, follows=tuple(one.id for one in standing.heads), batch=batch,
        )  # fmt: skip

    def undone(self, decisions: Sequence[Decision]) -> list[Decision]:
        """What undoes decisions that stand, each: what stood before it stands again."""
        return [self._undone(one) for one in decisions]

    def _undone(self, decision: Decision) -> Decision:
        heads = self.book.standing(decision.page, decision.sort, decision.row).heads
        through = [one.id for one in heads if self.book.effective(one) == decision and one.id != decision.id]
        update = {
            "id": "", "verdict": "undone", "note": None, "by": self.by, "at": now(), "via": self.via,
            "follows": (decision.id, *through), "batch": None, "rules": rules_version(),
        }  # fmt: skip
        return decision.model_copy(update=update)
