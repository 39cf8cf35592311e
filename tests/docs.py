"""The parts of `docs/stores.md` that are made of the code. Run this module to write them anew."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from shilu.extract.stores import KINDS, TABLES
from shilu.extract.stores.decimals import PLACES, PRECISION
from shilu.extract.stores.duck import DIALECT as DUCKDB
from shilu.extract.stores.postgres import DIALECT as POSTGRES
from shilu.extract.stores.sql import VIEWS
from shilu.extract.stores.sqlite import DIALECT as SQLITE
from shilu.extract.stores.tasks import label_studio_config

PAGE = Path(__file__).parent.parent / "docs" / "stores.md"

_MADE = re.compile(r"<!-- made: ([\w-]+) -->\n.*?<!-- end -->\n", re.DOTALL)

_PARQUET = {
    "text": "string",
    "integer": "int32",
    "decimal": f"decimal128({PRECISION}, {PLACES})",
    "share": "float64",
    "boolean": "bool",
    "json": "string",
}


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _kinds() -> str:
    rows = [
        (
            ", ".join(f"`X{ending}`" for ending in kind.endings),
            kind.name + (", a folder of files" if kind.folder else ""),
            "yes" if kind.read else "no",
        )
        for kind in KINDS
    ]
    others = [
        ("`postgresql://…`", "a PostgreSQL server", "yes"),
        ("any other name", "a folder with the files of the contract", "yes"),
    ]
    return _table(("target", "kind", "can be read back"), [*rows, *others])


def _tables() -> str:
    return _table(
        ("table", "holds", "key", "columns"),
        (
            (
                f"`{table.name}` {table.zh}",
                table.meaning,
                f"`{table.key}`",
                ", ".join(f"`{column.name}` {column.type}" for column in table.columns),
            )
            for table in TABLES.values()
        ),
    )


def _types() -> str:
    return _table(
        ("", "DuckDB", "SQLite", "PostgreSQL", "Parquet"),
        (
            (kind, DUCKDB.types[kind], SQLITE.types[kind], POSTGRES.types[kind], _PARQUET[kind])
            for kind in DUCKDB.types
        ),
    )


def _views() -> str:
    return _table(("view", "shows"), ((f"`{name}`", shows) for name, (shows, _) in VIEWS.items()))


_SECTIONS = {
    "kinds": _kinds,
    "tables": _tables,
    "types": _types,
    "views": _views,
    "label-studio": lambda: f"```xml\n{label_studio_config()}```\n",
}


def filled(page: str) -> str:
    """The page with its made parts as they should be."""
    return _MADE.sub(
        lambda found: f"<!-- made: {found[1]} -->\n{_SECTIONS[found[1]]()}<!-- end -->\n",
        page,
    )


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
