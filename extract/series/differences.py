"""`shilu diff`: the differences of two runs, counted, shown and written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from shilu.extract.errors import ShiluError
from shilu.extract.series.diff import DIFF_COLUMNS, Change, diff_runs
from shilu.extract.stores.folder import csv_lines
from shilu.extract.stores.formulas import guarded
from shilu.extract.stores.writer import Part, writing

__all__ = ["Differences", "write_diff"]

_SHOWN = 40
"""Differences that are shown in the terminal."""


@dataclass
class Differences:
    """How many differences there are, by what happened and why, and the first of them in words."""

    total: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    def take(self, change: Change) -> None:
        """Count one in."""
        self.total += 1
        self.counts[f"{change.what} ({change.why.replace('_', ' ')})"] += 1
        if len(self.lines) < _SHOWN:
            self.lines.append(_line(change))
        elif len(self.lines) == _SHOWN:
            self.lines.append("… more: write them all with --out FILE.csv")


def _line(change: Change) -> str:
    why = change.why.replace("_", " ")
    if change.what == "changed":
        return f"~ {change.fact_b} {change.slot}: {change.before or '–'} → {change.after or '–'} ({why})"
    sign, told = ("+", change.after) if change.what == "came" else ("-", change.before)
    return f"{sign} {change.fact_b or change.fact_a} {told} ({why})"


def write_diff(
    before: str | Path, after: str | Path, out: str | None = None, *, bom: bool = False
) -> Differences:
    """Hold two runs against each other; the differences go into the CSV file `out`, one a row, where one is named.

    Raises `ShiluError` as `read_store` does, S406 for a file of another ending, S104 where it cannot be written.
    """
    told = Differences()
    changes = diff_runs(before, after)
    if out is None:
        for change in changes:
            told.take(change)
        return told
    path = Path(out)
    if path.suffix.lower() != ".csv":
        raise ShiluError("S406", path=path, ending=path.suffix or "(none)", kinds="X.csv")
    _write(path, changes, told, bom=bom)
    return told


def _write(path: Path, changes: Iterator[Change], told: Differences, *, bom: bool) -> None:
    part = Part(path)
    with writing(path):
        file = part.create()
        try:
            file.write((("\ufeff" if bom else "") + csv_lines([DIFF_COLUMNS])).encode())
            for change in changes:
                told.take(change)
                cells = map(guarded, change.cells())
                file.write(csv_lines([cells]).encode())
        except BaseException:
            file.close()
            part.discard()
            raise
        file.close()
        part.publish()
