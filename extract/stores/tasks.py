"""Pages as tasks for annotators, with the findings filled in: Label Studio and doccano.

Label Studio's format is that of its guide "Import pre-annotated data" (tasks with `data` and `predictions`; a region of
text has `start`, `end`, `text` and `labels`; other results of its `id` are its fields); doccano's is that of its
"Import dataset" for sequence labelling as JSONL (`text` and `label`, other keys are metadata). Both count characters as
Python does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args
from xml.sax.saxutils import quoteattr

from shilu.extract.stores.annotations import FIELDS, LABELS, Annotation, annotate
from shilu.extract.stores.rows import Cell, PageRows, cell_text
from shilu.extract.stores.textfile import TextFileWriter, compact_json
from shilu.schemas import Bound, Change, Status

__all__ = ["DoccanoWriter", "LabelStudioWriter", "label_studio_config"]

_MODEL = "shilu"
_NO_ID = re.compile(r"[^A-Za-z0-9_]+")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "bound": get_args(Bound), "change": get_args(Change), "status": get_args(Status), "cumulative": ("cumulative",),
}  # fmt: skip
"""Fields of which one answer is chosen; all others are words."""
_FIELD_NAMES = {("times", "value"): "time_value"}
"""Controls that are not called as their column: two of one name cannot be."""
_ABOUT = ("page", "source", "title", "published", "paper")
"""Columns of the page that go with its text."""


def _about(page: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: page[name] for name in _ABOUT if page[name] is not None}


class LabelStudioWriter(TextFileWriter):
    """Writes a JSON array of tasks, a page each, with the findings as one prediction: a region for each fact, name and
    time, and for each of its fields a result of the same region."""

    head = "["
    tail = "\n]\n"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._begun = False

    def begin(self) -> None:
        """Begin the file."""
        super().begin()
        self.lacks(
            "tasks have facts, names and times with their fields: no articles, other numbers or checks"
        )

    def add(self, rows: PageRows) -> None:
        """Append a task."""
        (page,) = rows["pages"]
        result = [part for one in annotate(rows) for part in _region(one)]
        task = {
            "data": {"text": page["text"], **_about(page)},
            "predictions": [{"model_version": _MODEL, "result": result}],
        }
        self.put((",\n" if self._begun else "\n") + compact_json(task))
        self._begun = True


def _region(one: Annotation) -> Iterator[dict[str, Any]]:
    """The region of a finding, and its fields that are filled."""
    name = _region_id(one)
    place = {"start": one.start, "end": one.end}
    value = {**place, "text": one.surface, "labels": [one.label]}
    yield {"id": name, "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    for field, cell in one.fields.items():
        if cell is None or cell is False:
            continue
        kind = "choices" if field in _CHOICES else "textarea"
        words = [field if cell is True else cell_text(cell)]
        told = {"choices": words} if kind == "choices" else {"text": words}
        from_name = _FIELD_NAMES.get((one.table, field), field)
        yield {
            "id": name,
            "from_name": from_name,
            "to_name": "text",
            "type": kind,
            "value": {**place, **told},
        }


def _region_id(one: Annotation) -> str:
    """Letters, digits and dashes: Label Studio takes `#` in an id for a separator of its own."""
    return f"{one.table}-{_NO_ID.sub('-', one.id.rpartition('#')[2] or one.id)}"


def label_studio_config() -> str:
    """The labelling interface that the tasks need, as Label Studio's XML."""
    labels = "\n".join(f"    <Label value={quoteattr(label)}/>" for label in LABELS)
    fields = "\n".join(_control(table, field) for table in FIELDS for field in FIELDS[table])
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        f'  <Text name="text" value="$text"/>\n{fields}\n</View>\n'
    )


def _control(table: str, field: str) -> str:
    """The control of one field, which is there only for the regions that have it."""
    first = {"facts": "fact", "names": "name", "times": "time"}[table]
    own = ",".join(label for label in LABELS if label.startswith(f"{first}."))
    name = _FIELD_NAMES.get((table, field), field)
    head = f'name="{name}" toName="text" perRegion="true" whenTagName="label" whenLabelValue="{own}"'
    if field in _CHOICES:
        choices = "".join(f"<Choice value={quoteattr(one)}/>" for one in _CHOICES[field])
        return f'  <Header value="{name}" size="6"/>\n  <Choices {head}>{choices}</Choices>'
    return f'  <TextArea {head} placeholder="{name}" rows="1" maxSubmissions="1" editable="true"/>'


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
        about = {
            name: page[name] or "" for name in _ABOUT
        }  # what one line has and another lacks, doccano cannot store
        self.put(compact_json({"text": page["text"], "label": labels, **about}) + "\n")
