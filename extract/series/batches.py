"""Rows held back until there are some thousand of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

from shilu.extract.series.columns import SERIES_TABLES, Rows
from shilu.extract.stores import Table
from shilu.extract.stores.rows import Row

__all__ = ["Batches"]

_BATCH = 5_000
"""Rows that are held before they are written."""


class Batches(ABC):
    """Collects rows by table and writes them some thousand at a time."""

    def __init__(self, tables: Sequence[str]) -> None:
        self.tables = {name: SERIES_TABLES[name] for name in tables}
        self._waiting: dict[str, list[Row]] = {name: [] for name in tables}

    def add(self, rows: Rows) -> None:
        """Add the rows of a variable; they may be held back until there are more."""
        for name, waiting in self._waiting.items():
            waiting.extend(rows[name])
            if len(waiting) >= _BATCH:
                self._flush_one(name)

    def flush(self) -> None:
        """Write what waits."""
        for name in self._waiting:
            self._flush_one(name)

    def _flush_one(self, name: str) -> None:
        rows = self._waiting[name]
        if rows:
            self.write(self.tables[name], rows)
            rows.clear()

    @abstractmethod
    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Append rows to a table."""
