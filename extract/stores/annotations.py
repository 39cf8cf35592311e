"""The findings of a page as labelled spans and the links between them, for the tools that annotate text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from shilu.extract.stores.rows import Cell, PageRows
from shilu.schemas import Kind, NameType, TimeType

__all__ = ["LABELS", "LINKS", "Annotation", "annotate", "slots"]

LINKS = ("item", "subject", "action", "programme", "place", "period", "speaker")
"""The slots of a fact that stand on the page: names of the links from an amount to the words that fill them."""

_LABELLED = {"facts": ("fact", "kind"), "names": ("name", "type"), "times": ("time", "type")}
"""The tables whose rows are annotations: the first part of their labels, and the column with the second."""

LABELS = (
    *(f"fact.{kind}" for kind in get_args(Kind)),
    *(f"name.{kind}" for kind in get_args(NameType)),
    *(f"time.{kind}" for kind in get_args(TimeType)),
    *(f"slot.{slot}" for slot in LINKS),
)
"""All labels: `fact.money`, `name.place`, `time.period`, `slot.item` and so on."""


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


def annotate(rows: PageRows) -> Iterator[Annotation]:
    """The facts, names and times of a page, in this order."""
    for table, (first, column) in _LABELLED.items():
        for row in rows[table]:
            yield Annotation(
                id=f"{table}/{row['id']}",
                table=table,
                label=f"{first}.{row[column]}",
                record=str(row["record"]),
                **_place(row),
            )


def slots(fact: Annotation) -> Iterator[tuple[str, Annotation]]:
    """The filled slots of a fact: the name of each, and the words that fill it as an annotation."""
    record = json.loads(fact.record)
    for name in LINKS:
        slot = record[name]
        if slot is not None:
            yield (
                name,
                Annotation(
                    id=f"{fact.id}.{name}",
                    table="facts",
                    label=f"slot.{name}",
                    record=json.dumps(slot, ensure_ascii=False),
                    **_place(slot["span"]),
                ),
            )


def _place(row: Mapping[str, Cell]) -> dict[str, Any]:
    return {name: row[name] for name in ("start", "end", "surface")}
