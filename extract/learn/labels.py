"""Which candidates are right, by the marks: as the scores have it, with the exact answer before a near one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from shilu.extract.choice import Candidate

__all__ = ["CLOSED", "NEAR", "agrees", "answers_of", "weights_of"]

NEAR = frozenset({"item", "subject", "programme", "place", "speaker", "office", "base", "purpose"})
"""Slots in which a part of the right words, or more than them, is near enough."""

CLOSED = frozenset({"change", "reached", "status", "cumulative", "per", "action"})

_NEARLY = 0.35
"""What a near answer counts beside the exact one: enough to be preferred to a wrong one where the exact one is
missing."""

_CODES = {"33": (1, 3), "34": (4, 6), "35": (7, 9), "36": (10, 12), "40": (1, 6), "41": (7, 12)}


def answers_of(mark: Mapping[str, Any], slot: str) -> list[str | None] | None:
    """The fair answers to a slot; None where the slot was not marked."""
    if slot not in mark or slot in mark.get("doubt", ()):
        return None
    value = mark[slot]
    if slot == "cumulative":
        return ["true" if value else None]
    return list(value) if isinstance(value, list) else [value]


def bare(value: str | None) -> str:
    """Words without blanks and quotation marks."""
    return re.sub(r"[\s“”‘’\"'《》]", "", value or "").lower()


def months(value: str) -> str:
    """An EDTF value with quarters and halves written as their months."""

    def wide(found: re.Match[str]) -> str:
        bounds = _CODES.get(found[2])
        return f"{found[1]}-{bounds[0]:02d}/{found[1]}-{bounds[1]:02d}" if bounds else found[0]

    parts = [re.sub(r"^(\d{4})-(\d\d)$", wide, part) for part in value.split("/")]
    return f"{parts[0].split('/')[0]}/{parts[1].split('/')[-1]}" if len(parts) == 2 else parts[0]


def agrees(slot: str, answers: Sequence[str | None], value: str | None) -> float:
    """How right a value is: 1 exactly, `_NEARLY` near enough, 0 wrong."""
    told = [one for one in answers if one]
    if value is None:
        return float(None in answers)
    if slot == "period":
        if months(value) in {months(one) for one in told}:
            return 1
        years = re.findall(r"\d{4}", value)
        return _NEARLY if any(re.findall(r"\d{4}", one) == years for one in told) else 0
    found = bare(value)
    wanted = [bare(one) for one in told]
    if found in wanted:
        return 1
    near = slot in NEAR and any(
        (one in found or found in one) and min(len(one), len(found)) >= 2 for one in wanted if one
    )
    return _NEARLY if near else 0


def weights_of(
    slot: str, contest: Sequence[Candidate], mark: Mapping[str, Any], earlier: Mapping[int, Mapping[str, Any]]
) -> list[float] | None:
    """How right each candidate is, NaN for one that says to share an answer that was not marked. `earlier` are the
    marks by number of the amount. None where the slot was not marked or no candidate is right.

    Where a reader may leave the period empty, the page tells none: the day of publication, which some readers accept
    beside it, is then no answer to learn.
    """
    answers = answers_of(mark, slot)
    if answers is None:
        return None
    found = []
    for one in contest:
        if one.same_as is None:
            unfounded = one.by == "published" and None in answers
            found.append(0.0 if unfounded else agrees(slot, answers, one.value))
            continue
        other = earlier.get(one.same_as)
        shared = answers_of(other, slot) if other else None
        if shared:
            found.append(max(agrees(slot, answers, value) for value in shared))
        else:
            found.append(float("nan"))
    return found if any(weight > 0 for weight in found) else None
