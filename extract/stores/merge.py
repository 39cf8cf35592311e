"""Pages put together again out of tables that are read side by side, in the order of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pydantic import ValidationError

from shilu.extract.errors import ShiluError, in_one_line
from shilu.extract.stores.rows import PageRows, page_records
from shilu.schemas import PageRecords

__all__ = ["merge"]


class _Groups:
    """The records of one table, page by page."""

    def __init__(self, rows: Iterable[tuple[str, str]]) -> None:
        self._groups = groupby(rows, key=lambda row: row[0])
        self._next = next(self._groups, None)

    def take(self, page: str) -> tuple[dict[str, str], ...]:
        """The rows of the page, if it is the next."""
        if self._next is None or self._next[0] != page:
            return ()
        rows = tuple({"record": record} for _, record in self._next[1])
        self._next = next(self._groups, None)
        return rows

    @property
    def left(self) -> str | None:
        """The page whose rows come next."""
        return self._next[0] if self._next else None


def merge(
    target: object,
    pages: Iterable[tuple[str, str, str]],
    lists: Mapping[str, Iterable[tuple[str, str]]],
) -> Iterator[PageRecords]:
    """Records of each page out of (`page`, `text`, `record`) of the table `pages`, and (`page`, `record`) of each other
    table, all in the same order of pages.

    Raises `ShiluError` S402 for rows that belong to no page, and for rows that contradict each other.
    """
    groups = {table: _Groups(rows) for table, rows in lists.items()}
    for page, text, record in pages:
        rows: PageRows = {
            "pages": ({"text": text, "record": record},),
            **{table: group.take(page) for table, group in groups.items()},
        }
        try:
            yield page_records(rows)
        except (ValidationError, ValueError) as error:
            why = f"page {page!r}: {in_one_line(error)}"
            raise ShiluError("S402", path=target, why=why) from error
    for table, group in groups.items():
        if group.left is not None:
            why = f"table {table} has rows of page {group.left!r} out of the order of the pages"
            raise ShiluError("S402", path=target, why=why)
