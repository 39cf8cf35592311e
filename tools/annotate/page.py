"""A page that is to be marked, with what a run has read on it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Read", "read_page"]

Window = tuple[int, int]


@dataclass(frozen=True)
class Read:
    """The text of a page, the windows of it that are marked, and the amounts and times that a run read there."""

    text: str
    meta: dict[str, Any]
    windows: tuple[Window, ...]
    amounts: tuple[dict[str, Any], ...]
    times: tuple[dict[str, Any], ...]

    def holds(self, start: int, end: int) -> bool:
        """Whether a stretch lies within one window."""
        return any(first <= start and end <= last for first, last in self.windows)


def read_page(pages: Path, run: Path, page: str) -> Read:
    """The page of that name; amounts in order of their place, each once. Raises `OSError` where a file is not there."""
    text = (pages / f"{page}.txt").read_text(encoding="utf-8")
    path = pages / f"{page}.meta.json"
    meta = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    windows = tuple((start, end) for start, end in meta.get("marked") or [(0, len(text))])
    read = Read(text, meta, windows, (), ())
    amounts = {
        (row["start"], row["end"]): row for row in _rows(run / "facts.csv", page) if _within(read, row)
    }
    times = tuple(row for row in _rows(run / "times.csv", page) if _within(read, row))
    return Read(text, meta, windows, tuple(amounts[key] for key in sorted(amounts)), times)


def _within(read: Read, row: dict[str, Any]) -> bool:
    return read.holds(row["start"], row["end"])


def _rows(path: Path, page: str) -> Iterator[dict[str, Any]]:
    """The rows of a table of the run that are of the page, offsets as numbers."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if page in (row["page"], row["page"].split(".")[0]):
                yield row | {"start": int(row["start"]), "end": int(row["end"])}
