"""Two readings of one page into one: what both have is firm, what one has is optional, slots accept either."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from shilu.schemas import SLOTS
from tools.annotate.amounts import Mark
from tools.annotate.marks import KINDS, read_marks, write_marks
from tools.annotate.values import each

__all__ = ["merge"]

_OPTIONAL = {"optional": True}
_SAME_AMOUNT = ("kind", "value", "lower", "upper", "bound")
_DIGITS = 3


def merge(one: Path, other: Path, out: Path, page: str) -> str:
    """Write the merged marks of a page; gives what is printed: how many spans are the same, how often slots meet."""
    met: Counter[str] = Counter()
    told, merged, facts = [], {}, 0
    for kind in KINDS:
        first, second = (_by_span(read_marks(folder, page, kind)) for folder in (one, other))
        both = first.keys() & second.keys()
        merged[kind] = [
            _merged(kind, first[span], second[span], met)
            if span in both
            else {**(first.get(span) or second[span]), **_OPTIONAL}
            for span in sorted(first.keys() | second.keys())
        ]
        facts += len(both) if kind == "facts" else 0
        told.append(f"{page} {kind} A {len(first)} B {len(second)} same span {len(both)}")
    write_marks(out, page, merged)
    shares = {slot.name: round(met[slot.name] / max(1, facts), _DIGITS) for slot in SLOTS}
    return "\n".join([*told, f"{page} slots that meet: {shares}"])


def _by_span(marks: list[Mark]) -> dict[tuple[int, int], Mark]:
    return {(mark["start"], mark["end"]): mark for mark in marks}


def _merged(kind: str, one: Mark, other: Mark, met: Counter[str]) -> Mark:
    mark = dict(one)
    optional = bool(one.get("optional") or other.get("optional"))
    if kind == "facts":
        optional = optional or any(one[field] != other[field] for field in _SAME_AMOUNT)
        mark["unit"] = _either(one["unit"], other["unit"])
        _merge_slots(mark, one, other, met)
    elif kind == "times":
        mark["value"] = _either(one["value"], other["value"])
    else:
        optional = optional or one["type"] != other["type"]
    return mark | (_OPTIONAL if optional else {})


def _merge_slots(mark: Mark, one: Mark, other: Mark, met: Counter[str]) -> None:
    """Either answer of each slot; a running total is one or none, so that readers who differ leave a doubt."""
    for slot in (info.name for info in SLOTS):
        met[slot] += not {*map(str, each(one[slot]))}.isdisjoint(map(str, each(other[slot])))
        if slot != "cumulative":
            mark[slot] = _either(one[slot], other[slot])
        elif one[slot] != other[slot]:
            mark["doubt"] = sorted({*mark.get("doubt", ()), slot})


def _either(one: Any, other: Any) -> Any:
    found = list(dict.fromkeys([*each(one), *each(other)]))
    return found[0] if len(found) == 1 else found
