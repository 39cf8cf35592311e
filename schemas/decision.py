"""What people say of the rows of a run: decisions, and what stands in a corrected store because of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shilu.schemas.base import Record
from shilu.schemas.span import Span

__all__ = ["Answer", "Decision", "DecisionVerdict", "Review", "ReviewStatus", "RowSort", "RowState", "Via"]

RowSort = Literal["fact", "name", "time"]
"""What a row is: an amount with all that is said of it, a name, or an expression of time."""

DecisionVerdict = Literal["right", "wrong", "fixed", "added", "removed", "doubtful", "undone"]
"""What was decided: the row is `right` as it stands, which signs all of it; something in it is `wrong`; some fields
were `fixed`; a missed row was `added`; it is no row at all (`removed`); `doubtful`, with a note; or an earlier decision
was `undone`."""

Via = Literal["review", "sheet", "labelstudio", "doccano"]
"""Where it was decided: on the page of `shilu review`, in a spreadsheet, in another program."""

ReviewStatus = Literal["signed", "fixed", "added", "removed", "wrong", "doubtful", "again"]
"""What a corrected store says of a row; `again`: its text has changed since, so it is to be looked at again."""


class Answer(Record):
    """The answer of a slot that stands on the page; of a period `text` is its value in EDTF."""

    text: str = Field(min_length=1)
    span: Span


class RowState(Record):
    """What a row says: its place, and each field that a person judges. Numbers are plain digits."""

    span: Span
    fields: dict[str, Answer | bool | str | None]


class Decision(Record):
    """One decision of one person. It changes nothing on the page and nothing in the run; it is a record of its own.

    `follows` names the decisions on this row that stood when it was made. Those that no other follows stand now: where
    two of them say different things, people contradict each other.
    """

    id: str = Field(description="made of the content: two copies of one decision are one")
    sort: RowSort
    row: str = Field(description="id of the row")
    page: str
    page_hash: str = Field(description="SHA-256 of the page's text, its first 16 digits")
    verdict: DecisionVerdict
    before: RowState | None = Field(
        default=None, description="the row as it stood; null for one that was added"
    )
    after: RowState | None = Field(
        default=None, description="the row as it should be, where that is not as before"
    )
    quote: Span | None = Field(
        default=None, description="the words around the row, by which they are found again"
    )
    note: str | None = None
    by: str = Field(min_length=1)
    at: str = Field(description="when, in UTC: 2024-05-01T08:30:00.000000Z")
    rules: str = Field(description="the version of Shilu whose rows were looked at")
    via: Via = "review"
    follows: tuple[str, ...] = ()
    batch: str | None = Field(default=None, description="what was decided with one key has one batch")

    @property
    def says(self) -> RowState | None:
        """The row as this decision leaves it; None where it is no row."""
        return None if self.verdict == "removed" else self.after or self.before


class Review(Record):
    """What people decided on one row, as a corrected store tells it."""

    row: str = Field(description="id of the row in this store; of a removed one the id that it had")
    page: str
    sort: RowSort
    status: ReviewStatus
    surface: str = Field(description="the characters of the row")
    changed: tuple[str, ...] = Field(default=(), description="fields that differ from what the run had")
    signed: bool = Field(default=False, description="the whole row was signed, not only what was fixed in it")
    by: str
    at: str
    note: str | None = None
    disputed: bool = Field(
        default=False, description="people contradict each other; the later decision was taken"
    )
