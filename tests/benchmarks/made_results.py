"""What `shilu.extract.series` says of a run over the made archive, in the form that its scorer reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from shilu.extract.series import Linked
from shilu.schemas import Observation

__all__ = ["results"]

_SORTS = (
    (3, "day"),
    (45, "month"),
    (100, "quarter"),
    (200, "half"),
    (290, "nine"),
    (320, "ten"),
    (370, "year"),
)
"""How many days a period of each sort has at most. The scorer takes a year and its first half for two series."""


def results(found: Iterable[Linked]) -> Iterator[dict[str, Any]]:
    """The lines of the variables: links, then relations and promises."""
    listed = list(found)
    places = {each.fact: _place(each) for one in listed for each in one.observations}
    for one in listed:
        for each in one.observations:
            variable = f"{each.variable}|{_sort(each)}"
            yield {"type": "link", **places[each.fact], "variable": variable, "period": _period(each)}
        for each in one.observations:
            if each.role in ("witness", "revision", "contradiction") and each.against:
                yield {
                    "type": "relation",
                    "relation": each.role,
                    "a": places[each.against],
                    "b": places[each.fact],
                }
        for told in one.outcomes:
            yield {
                "type": "promise", "promise": places[told.promise], "outcome": places.get(told.actual or ""),
                "verdict": told.verdict,
            }  # fmt: skip


def _place(one: Observation) -> dict[str, Any]:
    return {"document": one.page, "start": one.start, "end": one.end_offset}


def _sort(one: Observation) -> str:
    if one.nature == "stock" or not one.begin or not one.end:
        return "year"
    days = (date.fromisoformat(one.end) - date.fromisoformat(one.begin)).days + 1
    return next((sort for most, sort in _SORTS if days <= most), f"{round(days / 365)} years")


def _period(one: Observation) -> str | None:
    if not one.begin or not one.end:
        return one.period
    first, last = one.begin[:4], one.end[:4]
    if one.nature == "stock" or (one.begin[5:] == "01-01" and one.end[5:] == "12-31" and first == last):
        return last
    if one.begin[5:] == "01-01" and one.end[5:] == "12-31":
        return f"{first}/{last}"
    return f"{one.begin[:7]}/{one.end[:7]}"
