"""Whether an answer is the one that was marked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["SLOTS", "in_core", "in_full", "judged", "pair", "similar", "slot_right"]

Row = Mapping[str, Any]

SLOTS = (
    "item", "subject", "action", "change", "per", "programme", "place", "period", "status", "cumulative",
)  # fmt: skip
"""The slots of a fact, in the order of the guidelines."""

_CORE = ("magnitude", "kind", "unit", "item~", "change", "status")
_FULL = ("amount", "subject~", "programme~", "place~", "period~", "per", "cumulative")

_LENIENT = {"item", "subject", "programme", "place"}
_NEEDED = {"magnitude": ("value", "lower", "upper"), "amount": ("value", "lower", "upper", "bound")}
_PLAIN = re.compile(r"[\s“”‘’\"'《》]")


def judged(want: Row, got: Row) -> dict[str, bool]:
    """What of a found fact is right, by name; only what its marker filled in is judged.

    `magnitude` is the number whatever the wording of its bounds, `amount` the number with its bounds; `item~`
    accepts one answer that holds the other (水稻种植面积, 种植面积), `period~` the same years.
    """
    found = {"span": (want["start"], want["end"]) == (got["start"], got["end"])}
    for name, fields in _NEEDED.items():
        if all(one in want for one in fields):
            found[name] = _magnitude(want, got) if name == "magnitude" else _amount(want, got)
    for name in ("kind", "unit"):
        if name in want:
            found[name] = slot_right(want[name], got.get(name))
    for name in SLOTS:
        if name in want:
            found.update(_slot(name, want[name], got.get(name)))
    return found


def in_core(right: Mapping[str, bool]) -> bool:
    """Whether a fact is right at its core, by what `judged` tells of it."""
    return all(right.get(name, True) for name in _CORE)


def in_full(right: Mapping[str, bool]) -> bool:
    """Whether all of a fact is right that counts, by what `judged` tells of it."""
    return in_core(right) and all(right.get(name, True) for name in _FULL)


def _slot(name: str, want: Any, got: Any) -> dict[str, bool]:
    if name == "cumulative":
        return {name: bool(want) == (str(got).lower() in {"true", "1"})}
    right = slot_right(want, got)
    if name in _LENIENT:
        return {name: right, f"{name}~": right or similar(want, got)}
    if name == "period":
        return {name: right, "period~": right or _same_years(want, got)}
    return {name: right}


def slot_right(want: Any, got: Any) -> bool:
    """Whether an answer is one of those marked; quotation marks, white space and case aside."""
    return _words(got) in map(_words, _answers(want))


def similar(want: Any, got: Any) -> bool:
    """Whether one of the answers marked holds the answer given, or is held by it, two characters at least."""
    given = _words(got)
    if not given:
        return False
    answers = (one for one in map(_words, _answers(want)) if one)
    return any(min(len(one), len(given)) >= 2 and (one in given or given in one) for one in answers)


def _same_years(want: Any, got: Any) -> bool:
    years = _years(got)
    return bool(years) and any(_years(one) == years for one in _answers(want))


def _years(value: Any) -> list[str]:
    return re.findall(r"\d{4}", str(value or ""))


def _answers(want: Any) -> Sequence[Any]:
    return want if isinstance(want, list) else [want]


def _words(value: Any) -> str | None:
    return None if value is None else _PLAIN.sub("", str(value)).lower()


def _amount(want: Row, got: Row) -> bool:
    numbers = all(_same_number(want[one], got.get(one)) for one in ("value", "lower", "upper"))
    return numbers and slot_right(want["bound"], got.get("bound"))


def _magnitude(want: Row, got: Row) -> bool:
    if want["value"] is not None and got.get("value") is not None:
        return _same_number(want["value"], got["value"])
    return all(_same_number(want[one], got.get(one)) for one in ("lower", "upper"))


def _same_number(want: Any, got: Any) -> bool:
    return any(_equal(one, got) for one in _answers(want))


def _equal(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    try:
        a, b = float(one), float(other)
    except ValueError:  # another program's idea of a number
        return str(one) == str(other)
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


def pair(gold: Sequence[Row], found: Sequence[Row]) -> dict[int, int]:
    """Which found row answers which marked one, by their numbers: each at most once, those that share most of
    their characters first, a firm mark before an optional one."""
    candidates = []
    order = sorted(range(len(found)), key=lambda j: found[j]["start"])
    starts = [found[j]["start"] for j in order]
    longest = max((row["end"] - row["start"] for row in found), default=0)
    for i, want in enumerate(gold):
        near = order[bisect_left(starts, want["start"] - longest) : bisect_left(starts, want["end"])]
        for j in near:
            shared = min(want["end"], found[j]["end"]) - max(want["start"], found[j]["start"])
            if shared > 0:
                union = max(want["end"], found[j]["end"]) - min(want["start"], found[j]["start"])
                candidates.append((-shared / union, bool(want.get("optional")), i, j))
    answers: dict[int, int] = {}
    used: set[int] = set()
    for _, _, i, j in sorted(candidates):
        if i not in answers and j not in used:
            answers[i] = j
            used.add(j)
    return answers
