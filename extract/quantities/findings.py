"""What a reading of a text gives, before and after it is put into records."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from shilu.extract.quantities.cells import Cell, Tables
from shilu.extract.quantities.rows import Unit
from shilu.schemas import Amount, Kind, NumberAccount, NumberRole, Quantity

__all__ = ["Dated", "Found", "Other", "QuantityFindings", "Source"]


@dataclass(frozen=True, slots=True)
class QuantityFindings:
    """All numbers of a text: those that state an amount, and the `others`, each with its role and reason.

    Both are in order of their start, with spans in the text as given. Every numeral character of it lies in
    at least one of them.
    """

    quantities: tuple[Quantity, ...]
    others: tuple[NumberAccount, ...]


_LONGEST_PHRASE = 80
_LINE_END = re.compile("\n")


class Dated(NamedTuple):
    """A phrase of time whose numbers are no amounts, and the name of its shape."""

    start: int
    end: int
    rule: str


@dataclass(slots=True)
class Source:
    """A text while it is read: as printed, folded, and the place up to which it is settled."""

    text: str
    folded: str
    floor: int = 0
    dated: tuple[Dated, ...] = ()
    """The dates and clock times of the text, in order."""
    has_heading: bool = False
    imprint: tuple[tuple[int, int], ...] = ()
    labelled: tuple[int, Any] | None = None
    """The end of the last number that took its unit from a label, and that unit."""
    headings: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    """The units that each heading of a table lists, by where it stands, once they are asked for."""
    tables: Tables | None = None
    """The tables of the text, once they are asked for."""

    def cell(self, at: int) -> Cell | None:
        """The cell of a table in which a place stands; None outside tables."""
        if self.tables is None:
            ends = [found.start() for found in _LINE_END.finditer(self.folded)]
            starts = [0, *(end + 1 for end in ends)]
            self.tables = Tables(self.text, tuple(zip(starts, [*ends, len(self.folded)], strict=True)))
        return self.tables.holding(at)

    def context(self, at: int, length: int) -> str:
        """Up to `length` folded characters before `at`, settled or not: cues may lie in other rows."""
        return self.folded[at - length if at > length else 0 : at]

    def is_all(self, start: int, end: int) -> bool:
        """Whether the text holds nothing but what stands at `start:end`, spaces and final punctuation aside."""
        if len(self.folded) > _LONGEST_PHRASE:
            return False
        return not self.folded[:start].strip() and not self.folded[end:].strip(" \n,。")

    def before(self, at: int, length: int) -> str:
        """Up to `length` folded characters before `at`, none that is settled already."""
        first = at - length
        return self.folded[first if first > self.floor else self.floor : at]


@dataclass(slots=True)
class Found:
    """An amount that was read, in offsets of the text."""

    start: int
    end: int
    kind: Kind
    amount: Amount
    unit: str | None = None
    unit_code: str | None = None
    row: Unit | None = None
    per_rows: tuple[Unit, ...] = ()
    per: tuple[str, ...] = ()
    terms: tuple[Decimal, ...] = ()
    approximator: str | None = None
    step: Decimal = Decimal(1)
    """Worth of one more of the unit, the reach of 多 after it: 10 for 三成多."""
    repairs: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(slots=True)
class Other:
    """A number that states no amount, with the reason."""

    start: int
    end: int
    role: NumberRole
    reason: str
    kind: Kind | Literal["ordinal"] | None = None
    amount: Amount | None = None
    unit: str | None = None
    rules: tuple[str, ...] = field(default=())
