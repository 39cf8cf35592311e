"""The notes of a reader: what each form of a line says, and what it makes of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, get_args

from shilu.schemas import NameType, TimeType
from tools.annotate.amounts import Mark, amount, slots
from tools.annotate.names import Mentioned, spread
from tools.annotate.page import Read
from tools.annotate.values import alternatives, placed

__all__ = ["Notes"]

_TYPES, _TIMES = "|".join(get_args(NameType)), "|".join(get_args(TimeType))
_OPTIONAL = {"optional": True}
_SAYS_NOTHING = frozenset({"opt", "ok"})  # of the amount itself
_UNREAD: dict[str, Any] = {"kind": "count", "bound": "exact", "unit": None, "value": None}


class Notes:
    """The marks that the lines taken so far make, and the faults of these."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self.facts: list[Mark] = []
        self.times: list[Mark] = []
        self.names: list[Mark] = []
        self.faults: list[str] = []
        self._line = 0
        self._mentioned: list[Mentioned] = []
        self._here: list[tuple[tuple[int, int], str, str | None]] = []
        self._never: list[tuple[int, int]] = []
        self._seen: set[str] = set()

    def take_all(self, notes: str) -> None:
        """Take every line, and tell of amounts and times that have none; names are sought when all are known."""
        for self._line, line in enumerate(notes.split("\n"), 1):
            if words := line.split("#")[0].strip():
                self._take(words)
        for sort, prefix, rows in (("amount", "", self._read.amounts), ("time", "t", self._read.times)):
            for number, row in enumerate(rows, 1):
                if f"{prefix}{number}" not in self._seen:
                    self.faults.append(f"{sort} {number} {row['surface']} has no line")
        self.names = spread(self._read, self._mentioned, self._here, self._never, self.faults)
        for marks in (self.facts, self.times, self.names):
            marks.sort(key=lambda one: (one["start"], one["end"]))

    def _take(self, line: str) -> None:
        for form, take in _FORMS:
            if found := form.fullmatch(line):
                take(self, found)
                return
        self._tell(f"not understood: {line[:60]}")

    def _tell(self, fault: str) -> None:
        self.faults.append(f"line {self._line}: {fault}")

    def _everywhere(self, found: re.Match[str]) -> None:
        for written in re.split(r"\s*[;；]\s*", found["names"]):
            surface, _, canonical = map(str.strip, written.partition("="))
            if surface:
                self._mentioned.append(
                    Mentioned(surface, found["type"], canonical or surface, optional=found["sure"] == "?")
                )

    def _name_here(self, found: re.Match[str]) -> None:
        written, _, canonical = found["where"].partition("=")
        if span := placed(self._read.text, written, self.faults):
            self._here.append((span, found["type"], canonical or None))

    def _no_name(self, found: re.Match[str]) -> None:
        if span := placed(self._read.text, found["where"].strip(), self.faults):
            self._never.append(span)

    def _missed_time(self, found: re.Match[str]) -> None:
        if span := placed(self._read.text, found["where"], self.faults):
            self._add_time(span, found["type"], found["value"], optional=found["opt"] is not None)

    def _time(self, found: re.Match[str]) -> None:
        row = self._row("time", "t", found["number"], self._read.times)
        if row is None or found["what"] == "drop":
            return
        span, value = (row["start"], row["end"]), found["value"] or row["value"] or "-"
        self._add_time(span, found["type"] or row["type"], value, optional=found["opt"] is not None)

    def _add_time(self, span: tuple[int, int], kind: str, value: str, *, optional: bool) -> None:
        mark = {"start": span[0], "end": span[1], "surface": self._read.text[slice(*span)], "type": kind}
        self.times.append(mark | {"value": alternatives(value, ";")} | (_OPTIONAL if optional else {}))

    def _amount(self, found: re.Match[str]) -> None:
        row = self._row("amount", "", found["number"], self._read.amounts)
        if row is not None and "drop" not in found["fixes"].split():
            self._add_fact(row, found)

    def _missed_amount(self, found: re.Match[str]) -> None:
        if span := placed(self._read.text, found["where"], self.faults):
            self._add_fact({"start": span[0], "end": span[1], **_UNREAD}, found)

    def _add_fact(self, row: Mark, found: re.Match[str]) -> None:
        words = found["fixes"].split()
        fixes = [one for one in words if one not in _SAYS_NOTHING]
        mark = amount(row, fixes, self._read.text, self._tell) | (_OPTIONAL if "opt" in words else {})
        self.facts.append(mark | slots((found["slots"] or "").split("|"), self._read.text, self._tell))

    def _row(self, sort: str, prefix: str, written: str, rows: Sequence[Mark]) -> Mark | None:
        """The amount or time of that number, which has its line now; None, and a fault, where there is none."""
        number = int(written)
        if not 1 <= number <= len(rows):
            self._tell(f"no {sort} {number}")
            return None
        self._seen.add(f"{prefix}{number}")
        return rows[number - 1]


_SLOTS = r"\s*(?P<fixes>[^|]*)(?P<slots>\|.*)?"
_FORMS = (
    (re.compile(rf"(?P<type>{_TYPES})(?P<sure>[:?])\s*(?P<names>.*)"), Notes._everywhere),
    (re.compile(rf"\+(?P<type>{_TYPES})\s+(?P<where>\S.*)"), Notes._name_here),
    (re.compile(r"-name (?P<where>.*)"), Notes._no_name),
    (
        re.compile(rf"\+\s*t\s+(?P<where>\S+)\s+(?P<value>.+?)\s+(?P<type>{_TIMES})(?P<opt>\s+opt)?"),
        Notes._missed_time,
    ),
    (
        re.compile(
            rf"t(?P<number>\d+)\s+(?P<what>drop|(?P<value>.*?)\s*(?P<type>{_TIMES})?\s*(?P<opt>\bopt)?)"
        ),
        Notes._time,
    ),
    (re.compile(rf"(?P<number>\d+){_SLOTS}"), Notes._amount),
    (re.compile(rf"\+\s*(?P<where>[^\s|]+){_SLOTS}"), Notes._missed_amount),
)
"""The forms of a line, in the order in which they are tried."""
