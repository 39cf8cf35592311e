"""Writers that hand rows on in batches: few large writes are quick, and the batches are bounded."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path

from shilu.extract.stores.rows import Cell, PageRows
from shilu.extract.stores.tables import TABLES
from shilu.extract.stores.writer import FailedDocument, StoreWriter

__all__ = ["BatchWriter"]

_BATCH = 8_000_000
"""Characters held at most, a page more or less."""


class BatchWriter(StoreWriter):
    """Collects rows by table and flushes them when they have grown large, in the order of the calls."""

    def __init__(self, target: str, *, lock: Path | None = None) -> None:
        """As every writer."""
        super().__init__(target, lock=lock)
        self._waiting: dict[str, list[Mapping[str, Cell]]] = {table: [] for table in TABLES}
        self._size = 0

    def add(self, rows: PageRows) -> None:
        """Add a page; it may be held back until its batch is full."""
        for table, found in rows.items():
            self._waiting[table].extend(found)
            self._size += sum(len(str(row["record"])) for row in found)
        self._size += sum(len(str(row["text"])) for row in rows["pages"])
        self._flush_if_large()

    def fail(self, failure: FailedDocument) -> None:
        """Note an input that could not be processed; it becomes a row of the table `failed`."""
        row = self.failed_row(failure)
        self._waiting["failed"].append(row)
        self._size += sum(len(str(cell)) for cell in row.values())
        self._flush_if_large()

    def _flush_if_large(self) -> None:
        if self._size >= _BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        for table, rows in self._waiting.items():
            if rows:
                self.write(table, rows)
                rows.clear()
        self._size = 0

    @abstractmethod
    def write(self, table: str, rows: Sequence[Mapping[str, Cell]]) -> None:
        """Append rows to a table."""
