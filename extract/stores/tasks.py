"""Pages as tasks for annotators, with the findings filled in: Label Studio and doccano.

Label Studio's format is that of its guide "Import pre-annotated data" (tasks with `data` and `predictions`; a region of
text has `start`, `end`, `text` and `labels`; a relation has `from_id`, `to_id` and `labels`); doccano's is that of its
"Import dataset" for sequence labelling as JSONL (`text` and `label`, other keys are metadata). Both count characters as
Python does.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from shilu.extract.stores.annotations import LABELS, LINKS, Annotation, annotate, slots
from shilu.extract.stores.rows import Cell, PageRows
from shilu.extract.stores.textfile import TextFileWriter, compact_json

__all__ = ["DoccanoWriter", "LabelStudioWriter", "label_studio_config"]

_MODEL = "shilu"
_ABOUT = ("page", "source", "title", "published", "paper")
"""Columns of the page that go with its text."""


def _about(page: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: page[name] for name in _ABOUT if page[name] is not None}


class LabelStudioWriter(TextFileWriter):
    """Writes a JSON array of tasks, a page each, with the findings as one prediction: a region for each fact, name,
    time and filled slot, and a relation from each fact to each of its slots."""

    head = "["
    tail = "\n]\n"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._begun = False

    def begin(self) -> None:
        """Begin the file."""
        super().begin()
        self.lacks("tasks have facts with their slots, names and times: no values, articles or other numbers")

    def add(self, rows: PageRows) -> None:
        """Append a task."""
        (page,) = rows["pages"]
        result: list[dict[str, Any]] = []
        for one in annotate(rows):
            result.append(_region(one))
            if one.table == "facts":
                for name, filled in slots(one):
                    result += [_region(filled), _relation(one, filled, name)]
        task = {
            "data": {"text": page["text"], **_about(page)},
            "predictions": [{"model_version": _MODEL, "result": result}],
        }
        self.put((",\n" if self._begun else "\n") + compact_json(task))
        self._begun = True


def _region(one: Annotation) -> dict[str, Any]:
    value = {"start": one.start, "end": one.end, "text": one.surface, "labels": [one.label]}
    return {"id": one.id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def _relation(source: Annotation, target: Annotation, name: str) -> dict[str, Any]:
    return {
        "type": "relation",
        "from_id": source.id,
        "to_id": target.id,
        "direction": "right",
        "labels": [name],
    }


def label_studio_config() -> str:
    """The labelling interface that the tasks need, as Label Studio's XML."""
    labels = "\n".join(f"    <Label value={quoteattr(label)}/>" for label in LABELS)
    relations = "\n".join(f"    <Relation value={quoteattr(name)}/>" for name in LINKS)
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        f'  <Relations>\n{relations}\n  </Relations>\n  <Text name="text" value="$text"/>\n</View>\n'
    )


class DoccanoWriter(TextFileWriter):
    """Writes a JSON line for each page, with the findings as labels."""

    def begin(self) -> None:
        """Begin the file."""
        super().begin()
        self.lacks("labels are facts, names and times: no slots, values, articles or other numbers")

    def add(self, rows: PageRows) -> None:
        """Append a line."""
        (page,) = rows["pages"]
        labels = [[one.start, one.end, one.label] for one in annotate(rows)]
        self.put(compact_json({"text": page["text"], "label": labels, **_about(page)}) + "\n")
