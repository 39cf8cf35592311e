"""The findings of a page as labelled spans with their fields, for the tools that annotate text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from shilu.extract.stores.rows import Cell, PageRows
from shilu.schemas import Kind, NameType, TimeType

__all__ = ["FIELDS", "LABELS", "Annotation", "annotate"]

FIELDS: Mapping[str, tuple[str, ...]] = {
    "facts": (
        "value", "lower", "upper", "bound", "unit", "item", "subject", "action", "change", "per", "programme", "place",
        "period", "status", "cumulative", "speaker",
    ),
    "names": ("canonical",),
    "times": ("value",),
}  # fmt: skip
"""What is asked of each sort of finding besides its label, in the names of the columns."""

_LABELLED = {"facts": ("fact", "kind"), "names": ("name", "type"), "times": ("time", "type")}
"""The tables whose rows are annotations: the first part of their labels, and the column with the second."""

LABELS = (
    *(f"fact.{kind}" for kind in get_args(Kind)),
    *(f"name.{kind}" for kind in get_args(NameType)),
    *(f"time.{kind}" for kind in get_args(TimeType)),
)
"""All labels: `fact.money`, `name.place`, `time.period` and so on."""


@dataclass(frozen=True)
class Annotation:
    """A span of the page with its label. `id` is unique in a store; `record` is the complete record as JSON."""

    id: str
    table: str
    label: str
    start: int
    end: int
    surface: str
    record: str
    fields: Mapping[str, Cell]


def annotate(rows: PageRows) -> Iterator[Annotation]:
    """The facts, names and times of a page, in this order."""
    for table, (first, column) in _LABELLED.items():
        for row in rows[table]:
            yield Annotation(
                id=f"{table}/{row['id']}",
                table=table,
                label=f"{first}.{row[column]}",
                record=str(row["record"]),
                fields={name: row[name] for name in FIELDS[table]},
                **_place(row),
            )


def _place(row: Mapping[str, Cell]) -> dict[str, Any]:
    return {name: row[name] for name in ("start", "end", "surface")}
