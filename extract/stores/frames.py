"""A table of a run as a pandas frame, each column with the type that it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from shilu.extract.errors import ShiluError
from shilu.extract.stores.extras import need
from shilu.extract.stores.open import read_store
from shilu.extract.stores.rows import Cell, page_rows
from shilu.extract.stores.spreadsheet import Headers, header, shown_columns, worded
from shilu.extract.stores.tables import TABLES, Column
from shilu.schemas import PageRecords

__all__ = ["to_pandas"]

_TYPES = {
    "text": "string",
    "integer": "Int64",
    "decimal": "Float64",
    "share": "Float64",
    "boolean": "boolean",
}


def to_pandas(
    source: str | Path | PageRecords | Iterable[PageRecords],
    table: str = "facts",
    *,
    headers: Headers = "en",
    exact: bool = False,
) -> Any:
    """A table of a store, of a page or of many as a `pandas.DataFrame`, without `record`: text as `string`, counts and
    offsets as `Int64`, amounts as `Float64`, or as `Decimal` if `exact`; what is not known is missing, not 0 or "".

    `headers="zh"` gives the Chinese heads of the columns, and Chinese words for kinds, statuses and the like. Raises
    `ShiluError` S109 without pandas, S410 for a table that is not there, and what `read_store` raises.
    """
    if table not in TABLES or table == "failed":
        raise ShiluError("S410", table=table, tables=", ".join(name for name in TABLES if name != "failed"))
    pandas = need("pandas", target="to_pandas")
    columns = shown_columns(TABLES[table])
    cells: dict[str, list[Any]] = {column.name: [] for column in columns}
    for records in _pages(source):
        for row in page_rows(records)[table]:
            for column in columns:
                cells[column.name].append(_value(column, row[column.name], headers, exact=exact))
    made = {
        header(column, headers): pandas.Series(cells[column.name], dtype=_dtype(column, exact=exact))
        for column in columns
    }
    return pandas.DataFrame(made)


def _pages(source: str | Path | PageRecords | Iterable[PageRecords]) -> Iterator[PageRecords]:
    if isinstance(source, PageRecords):
        yield source
    else:
        yield from read_store(source) if isinstance(source, str | Path) else source


def _dtype(column: Column, *, exact: bool) -> str:
    return "object" if exact and column.type == "decimal" else _TYPES[column.type]


def _value(column: Column, cell: Cell, headers: Headers, *, exact: bool) -> object:
    if column.type == "text":
        return worded(column, cell, headers)
    if column.type != "decimal" or cell is None:
        return cell
    return Decimal(str(cell)) if exact else float(str(cell))
