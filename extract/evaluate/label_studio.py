"""Marks from a Label Studio JSON export (https://labelstud.io/guide/export).

A region is a span with a label; its other fields are results of the same `id`, called by the `name` of their tag
(`from_name`), or relations to the regions of its slots. docs/evaluate.md has the labelling configuration.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from shilu.extract.errors import ShiluError
from shilu.extract.evaluate.compare import SLOTS
from shilu.schemas import Kind, NameType, TimeType

__all__ = ["read_tasks"]

_LABELS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "fact": ("facts", {}),
    **{f"fact.{label}": ("facts", {"kind": label}) for label in get_args(Kind)},
    **{
        f"{first}{label}": ("names", {"type": label})
        for label in get_args(NameType)
        for first in ("", "name.")
    },
    **{
        f"{first}{label}": ("times", {"type": label})
        for label in get_args(TimeType)
        for first in ("", "time.")
    },
}
"""Which sort of mark a label makes, and the field that it settles. The long labels are those that `shilu export` to
`.labelstudio.json` writes; there a region with a label such as `slot.item` fills a slot of the facts tied to it."""

_SLOT = "slot."
_LINKED = {"item", "subject", "action", "programme", "place"}
"""Slots whose answer is the words that the link leads to. A period is judged by its date, which the words are not."""

_RENAMED = {"time_value": "value"}
_NUMBERS = {"value", "lower", "upper"}
_FLAGS = {"cumulative", "optional"}
_FIELDS = ("kind", "value", "lower", "upper", "bound", "unit", *SLOTS)
"""What a mark of a fact may have."""
_SETTLED = {"bound": "exact", "status": "actual", "cumulative": False}
"""What a field of a fact means where the marker left it empty; the others are null then."""

_REGIONS = {"labels", "hypertextlabels"}

_Marks = list[tuple[str, dict[str, Any]]]


def read_tasks(path: Path, tasks: Any) -> Iterator[tuple[str, str, _Marks]]:
    """Page, text and marks of each task of an export; a mark comes with its sort: facts, names or times.

    Of several annotations of a task the first that was not cancelled counts. A slot is judged only where the
    project uses it, that is where some region of the export has it. Raises `ShiluError` S502 for what is no export.
    """
    if not isinstance(tasks, list):
        raise ShiluError("S502", path=path, line=1, why="a Label Studio export is a list of tasks")
    used = set(_used(tasks))
    for number, task in enumerate(tasks, 1):
        text = _text(task)
        if text is None:
            raise ShiluError("S502", path=path, line=1, why=f"task {number} has no text in its data")
        try:
            yield _page(task, number), text, _marks(task, text, used)
        except (KeyError, TypeError, ValueError) as error:
            raise ShiluError("S502", path=path, line=1, why=f"task {number}: {error}") from error


def _used(tasks: Sequence[Any]) -> Iterator[str]:
    """The names of fields and of links that the export has."""
    for result in (one for task in tasks for one in _results(task)):
        yield str(result.get("from_name"))
        yield from _LINKED.intersection(result.get("labels") or ())


def _text(task: Any) -> str | None:
    data = task.get("data") if isinstance(task, dict) else None
    text = data.get("text") if isinstance(data, dict) else None
    return text if isinstance(text, str) else None


def _page(task: Mapping[str, Any], number: int) -> str:
    """The page's name: `page` or `id` of the task's data, the file that was uploaded, or the task's number."""
    data = task["data"]
    named = data.get("page") or data.get("id") or Path(str(task.get("file_upload") or "")).stem
    return str(named or task.get("id") or number)


def _results(task: Any) -> list[Mapping[str, Any]]:
    annotations = task.get("annotations") if isinstance(task, dict) else None
    kept = [one for one in annotations or () if not one.get("was_cancelled")]
    results: list[Mapping[str, Any]] = kept[0].get("result", []) if kept else []
    return results


def _marks(task: Mapping[str, Any], text: str, used: set[str]) -> _Marks:
    regions: dict[str, tuple[str, dict[str, Any]]] = {}
    fillers: dict[str, str] = {}
    for result in (one for one in _results(task) if one.get("type") in _REGIONS):
        label, (start, end) = str(result["value"]["labels"][0]), _bounds(result["value"], text)
        if label.startswith(_SLOT):
            fillers[str(result["id"])] = text[start:end]
            continue
        if label not in _LABELS:
            raise ValueError(f"the label {label!r} is not known; there are {', '.join(_LABELS)}")
        sort, settled = _LABELS[label]
        empty = {slot: _SETTLED.get(slot) for slot in _FIELDS if slot in used} if sort == "facts" else {}
        mark = {"start": start, "end": end, "surface": text[start:end], **empty, **settled}
        regions[str(result["id"])] = (sort, mark)
    for result in (one for one in _results(task) if one.get("type") not in _REGIONS):
        _fill(result, regions, fillers)
    return list(regions.values())


def _fill(
    result: Mapping[str, Any], regions: Mapping[str, tuple[str, dict[str, Any]]], fillers: Mapping[str, str]
) -> None:
    """Add what a result says to the region that it is about: a field of its own, or a link to a slot's words."""
    if result.get("type") == "relation":
        region, words = regions.get(str(result["from_id"])), fillers.get(str(result["to_id"]))
        if region and words:
            region[1].update(dict.fromkeys(_LINKED.intersection(result.get("labels") or ()), words))
        return
    region = regions.get(str(result.get("id")))
    if region:
        region[1].update(_field(region[0], str(result["from_name"]), result["value"]))


def _field(sort: str, name: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The field that a result gives: of choices, of a number, or of a text area (one answer a line).

    Results of choices and numbers repeat the region's own words as `text`.
    """
    given = next((value[key] for key in ("choices", "number", "text") if value.get(key) is not None), None)
    answers = [str(one) for one in (given if isinstance(given, list) else [given]) if one not in (None, "")]
    if name in _FLAGS:
        return {name: any(one.lower() in {"true", "yes", "1", name} for one in answers)}
    if not answers:
        return {}
    name = _RENAMED.get(name, name)
    if name in _NUMBERS and sort == "facts":
        return {name: float(answers[0])}
    return {name: answers if len(answers) > 1 else answers[0]}


def _bounds(value: Mapping[str, Any], text: str) -> tuple[int, int]:
    """Start and end in code points. Label Studio runs in a browser and counts UTF-16 units, so that a character
    beyond the first plane (𠮷) counts two there."""
    start, end, surface = int(value["start"]), int(value["end"]), value.get("text")
    if surface is None or text[start:end] == surface:
        return start, end
    units = text.encode("utf-16-le", "surrogatepass")
    first = len(units[: 2 * start].decode("utf-16-le", "replace"))
    last = len(units[: 2 * end].decode("utf-16-le", "replace"))
    if text[first:last] != surface:
        raise ValueError(f"at {start}-{end} the text has {text[start:end]!r}, not {surface!r}")
    return first, last
