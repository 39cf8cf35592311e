"""What is true of the made archive: variables, repeats, revisions, contradictions, promises and their outcomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from tools.made_series.archive import Archive, Statement
from tools.made_series.model import load_items, load_places
from tools.made_series.targets import judge

__all__ = ["CONTRADICTS_WITHIN", "promises", "relations", "statement_row", "variables"]

CONTRADICTS_WITHIN = 31
"""Days between two documents with different values of one thing, up to which they contradict each other; later is a
revision."""

_LINES = {place.later[1]: place.code for place in load_places() if place.later}
_BREAKS = {item.id: item.break_year for item in load_items() if item.redefined}

Reading = tuple[str, str, str, str]
"""Variable, period, status and version: all its statements give the same figure."""


def line(variable: str) -> str:
    """The variable with its place called by its first code, where a county became a district."""
    place, rest = variable.split("/", 1)
    return f"{_LINES.get(place, place)}/{rest}"


def reading(one: Statement) -> Reading:
    """Which figure a statement gives."""
    said = one.said
    version = (
        f"{said.version} {said.bound} {said.low} {said.high}" if said.status == "planned" else said.version
    )
    return said.variable, said.period, said.status, version


def statement_row(one: Statement) -> dict[str, Any]:
    """A statement as a line of `statements.jsonl`."""
    said = one.said
    return {
        "id": one.id, "document": one.document, "start": one.start, "end": one.end, "text": one.text,
        "sentence": list(one.sentence), "sentence_number": one.sentence_number, "variable": said.variable,
        "line": line(said.variable), "place": said.place, "subject": said.subject, "item": said.item,
        "definition": said.definition, "scope": said.scope, "form": said.form, "period": said.period,
        "period_type": said.period_type, "status": said.status, "value": said.value, "base": said.base,
        "unit": said.unit, "bound": said.bound, "low": said.low, "high": said.high, "wording": said.wording,
        "version": said.version, "reading": "/".join(reading(one)), "published": one.published.isoformat(),
    }  # fmt: skip


def variables(archive: Archive) -> Iterator[dict[str, Any]]:
    """Every variable with its statements, as lines of `variables.jsonl`."""
    by_name = _grouped((one.said.variable, one) for one in archive.statements)
    for name, members in sorted(by_name.items()):
        yield {"variable": name, "line": line(name), "statements": [one.id for one in members],
               "documents": len({one.document for one in members})}  # fmt: skip


def relations(archive: Archive) -> Iterator[dict[str, Any]]:
    """Repeats, revisions and contradictions, as lines of `relations.jsonl`."""
    readings = _grouped((reading(one), one) for one in archive.statements if _comparable(one))
    for key, members in sorted(readings.items()):
        if len(members) > 1:
            yield {"relation": "witness", "variable": key[0], "period": key[1], "status": key[2],
                   "statements": [one.id for one in members]}  # fmt: skip
    actual = {key: members for key, members in readings.items() if key[2] == "actual"}
    for (variable, period), keys in sorted(_grouped((key[:2], key) for key in actual).items()):
        for left, right in combinations(sorted(keys, key=lambda key: _told(actual[key])), 2):
            if _differ(actual[left], actual[right]):
                yield _changed(variable, period, actual[left], actual[right])


def _comparable(one: Statement) -> bool:
    return one.said.period_type != "none" and one.said.item not in ("outlay",)


def _grouped(pairs: Any) -> dict[Any, list[Any]]:
    out: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        out[key].append(value)
    return dict(out)


def _told(members: Sequence[Statement]) -> tuple[date, str]:
    return min((one.published, one.id) for one in members)


def _exact(members: Sequence[Statement]) -> list[Decimal]:
    return [Decimal(one.said.value) for one in members if one.said.bound == "exact"]


def _differ(left: Sequence[Statement], right: Sequence[Statement]) -> bool:
    """Whether the two figures differ however they are rounded in print."""
    one, other = _exact(left), _exact(right)
    return bool(one and other) and (max(one) < min(other) or max(other) < min(one))


def _changed(
    variable: str, period: str, left: Sequence[Statement], right: Sequence[Statement]
) -> dict[str, Any]:
    """One figure against another: a contradiction where two documents tell them at about the same time."""
    wrong = "wrong" in (left[0].said.version, right[0].said.version)
    gap = min(abs((one.published - other.published).days) for one in left for other in right)
    relation = "contradiction" if wrong and gap <= CONTRADICTS_WITHIN else "revision"
    return {
        "relation": relation, "variable": variable, "period": period, "days": gap, "wrong": wrong,
        "before": [one.id for one in left], "after": [one.id for one in right],
    }  # fmt: skip


def promises(archive: Archive) -> Iterator[dict[str, Any]]:
    """Every target with what later documents say of it, as lines of `promises.jsonl`."""
    actual = _grouped(
        ((line(one.said.variable), one.said.period), one)
        for one in archive.statements
        if one.said.status == "actual"
    )
    places = _grouped((_place_line(one.said.place), one) for one in archive.statements)
    for one in archive.statements:
        if one.said.status == "planned":
            yield _promise(one, actual, places[_place_line(one.said.place)])


def _place_line(place: str) -> str:
    return _LINES.get(place, place)


def _promise(
    one: Statement, actual: Mapping[Any, list[Statement]], local: Sequence[Statement]
) -> dict[str, Any]:
    said, key = one.said, line(one.said.variable)
    found = [other for other in actual.get((key, said.period), ()) if other.published > one.published]
    verdicts = [_verdict(one, other) for other in found]
    row: dict[str, Any] = {
        "promise": one.id,
        "variable": said.variable,
        "period": said.period,
        "bound": said.bound,
    }
    later = sorted(
        {other.document for other in local if other.published > one.published and _after(other, said.period)}
    )
    if found:
        accepts = sorted({name for verdict in verdicts for name in _near(verdict, said.bound)})
        return row | {"outcomes": [other.id for other in found], "verdict": verdicts[0], "accepts": accepts}
    redefined = _redefined(one, actual)
    if redefined:
        return row | {
            "outcomes": [other.id for other in redefined],
            "verdict": "redefined",
            "accepts": ["redefined"],
        }
    verdict = "not_reported" if later else "open"
    return row | {"outcomes": [], "verdict": verdict, "accepts": ["not_reported", "open"], "looked_through": later,
                  "derivable": said.form == "growth" and _derivable(one, actual)}  # fmt: skip


def _after(other: Statement, period: str) -> bool:
    return other.published.year > int(period[:4])


def _near(verdict: str, bound: str) -> tuple[str, ...]:
    """Verdicts that say the same of a target of that bound: a floor that was passed is met, within and exceeded."""
    if bound in ("at_least", "over", "at_most") and verdict in ("met", "within"):
        return ("met", "within", "exceeded")
    if bound in ("exact", "range", "about") and verdict in ("exceeded", "within"):
        return (verdict, "met")
    return (verdict,)


def _verdict(promise: Statement, outcome: Statement) -> str:
    said = promise.said
    low, high = (None if end is None else Decimal(end) for end in (said.low, said.high))
    return judge(said.bound, low, high, Decimal(outcome.said.value))


def _redefined(one: Statement, actual: Mapping[Any, list[Statement]]) -> list[Statement]:
    """What later documents say of the thing in its new definition."""
    said = one.said
    if said.definition != "old" or int(said.period) < _BREAKS[said.item]:
        return []
    new = line(said.variable.replace("/old/", "/new/"))
    return [other for other in actual.get((new, said.period), ()) if other.published > one.published]


def _derivable(one: Statement, actual: Mapping[Any, list[Statement]]) -> bool:
    """Whether a reader could reckon the growth from two levels."""
    level = line(one.said.variable).replace("/growth/", "/level/")
    return all((level, str(int(one.said.period) - back)) in actual for back in (0, 1))
