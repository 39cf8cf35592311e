"""Find a fact of a run by its id."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.stores import read_store
from shilu.schemas import AnyFact, PageRecords

__all__ = ["find_fact"]

_SHOWN = 5
_COMPARED = 5000  # ids of other pages that an unknown id is compared with


def find_fact(run: str | Path, fact_id: str) -> tuple[PageRecords, AnyFact]:
    """The fact of that id, and the records of its page.

    Raises `ShiluError` S505 where the run has no such fact, with the ids that look most like it, and what
    `read_store` raises.
    """
    page, _, place = fact_id.rpartition("#")
    near: list[str] = []
    others: list[str] = []
    for records in read_store(run):
        for fact in records.facts:
            if fact.id == fact_id:
                return records, fact
        ids = [fact.id for fact in records.facts]
        if records.page.id == page:
            near = sorted(ids, key=lambda one: abs(_start(one.rpartition("#")[2]) - _start(place)))[:_SHOWN]
        elif len(others) < _COMPARED:
            others += ids[: _COMPARED - len(others)]
    found = near or get_close_matches(fact_id, others, n=_SHOWN, cutoff=0.3) or sorted(others)[:_SHOWN]
    hint = f"Nearest: {', '.join(found)}" if found else "It has no facts at all"
    raise ShiluError("S505", run=run, fact=fact_id, hint=hint)


def _start(place: str) -> int:
    """The offset that an id such as 30-34.count begins with; 0 where it has none."""
    digits = place.partition("-")[0]
    return int(digits) if digits.isdecimal() and len(digits) < 10 else 0
