"""How sure a choice is, by how often such choices were right with their genre left out; and how sure a whole row is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from shilu.extract.choice import Calibration
from shilu.extract.learn import agrees, answers_of
from shilu.extract.teach import MarkedArticle
from shilu.schemas import bound_of, bounds_of, value_of
from tools.fit.fold import KEPT, SlotFit

__all__ = ["CORE", "FULL", "gap", "judged", "reliability", "row_examples", "slot_calibration"]

Floats = npt.NDArray[np.float64]

CORE = ("item", "change", "status")
"""Slots that must be right, with number, kind and unit, for a row to be right at its core."""

FULL = (*CORE, "subject", "programme", "place", "period", "per", "cumulative")
"""Slots that must be right for the whole row."""

_BINS = 12
_FEWEST = 200
"""Marks below which a slot is not calibrated."""


def judged(articles: Sequence[MarkedArticle], fit: SlotFit) -> list[tuple[str, float, bool, bool]]:
    """The group, the chance, whether it was right, and whether a fair answer is not empty, for each choice of a marked
    amount whose group was left out."""
    found = []
    for article, choices in zip(articles, fit.choices, strict=True):
        if article.group in KEPT:
            continue
        for choice, mark in zip(choices, article.marks, strict=True):
            answers = answers_of(mark, fit.slot.name) if mark and not mark.get("optional") else None
            if answers is not None:
                right = agrees(fit.slot.name, answers, choice.best.value) > 0
                found.append((article.group, choice.chance, right, any(answers)))
    return found


def slot_calibration(told: Sequence[tuple[str, float, bool, bool]]) -> Calibration | None:
    """The rising line from chance to share right; None below 200 marks that are not empty."""
    marks = sum(full for _, _, _, full in told)
    if marks < _FEWEST:
        return None
    bins = _equal_parts([(chance, right) for _, chance, right, _ in told], _BINS)
    x = [round(float(one[:, 0].mean()), 4) for one in bins]
    y = _rising([float(one[:, 1].mean()) for one in bins], [len(one) for one in bins])
    kept = range(len(x))
    return Calibration(tuple(x[one] for one in kept), tuple(round(y[one], 4) for one in kept), marks)


def _rising(values: Sequence[float], sizes: Sequence[int]) -> list[float]:
    """The nearest rising sequence (pool adjacent violators)."""
    blocks: list[list[float]] = []
    for value, size in zip(values, sizes, strict=True):
        blocks.append([value, size, 1])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            last = blocks.pop()
            total = blocks[-1][1] + last[1]
            blocks[-1] = [
                (blocks[-1][0] * blocks[-1][1] + last[0] * last[1]) / total,
                total,
                blocks[-1][2] + last[2],
            ]
    return [value for value, _, count in blocks for _ in range(int(count))]


def reliability(
    told: Sequence[tuple[str, float, bool, bool]], calibration: Calibration
) -> list[tuple[float, float, int]]:
    """How sure choices are in the mean, the share of them that is right, and how many they are: in ten equal groups."""
    parts = _equal_parts([(calibration.sure(chance), right) for _, chance, right, _ in told], 10)
    return [(float(one[:, 0].mean()), float(one[:, 1].mean()), len(one)) for one in parts]


def gap(points: Sequence[tuple[float, float, int]]) -> float:
    """The mean difference between how sure choices are and how often they are right."""
    return sum(abs(sure - right) * count for sure, right, count in points) / sum(
        count for _, _, count in points
    )


def _equal_parts(told: Sequence[tuple[float, bool]], parts: int) -> list[Floats]:
    """Parts of about one size, in order of the first number; what has the same number stays in one part."""
    rows = np.array(sorted(told, key=lambda one: one[0]), dtype=np.float64)
    edges = [0]
    for wanted in range(1, parts):
        place = max(wanted * len(rows) // parts, edges[-1])
        while 0 < place < len(rows) and rows[place, 0] == rows[place - 1, 0]:
            place += 1
        if edges[-1] < place < len(rows):
            edges.append(place)
    return [rows[start:end] for start, end in zip(edges, [*edges[1:], len(rows)], strict=True)]


def row_examples(
    articles: Sequence[MarkedArticle],
    fits: Mapping[str, SlotFit],
    calibrations: Mapping[str, Calibration | None],
) -> tuple[Floats, npt.NDArray[np.bool_], npt.NDArray[np.bool_], list[str]]:
    """For each marked amount whose group was left out: how sure each slot of `FULL` is, as log odds, and whether
    the row
    is right at its core and in full; with the groups. Pages without values marked are left out."""
    table, core, full, groups = [], [], [], []
    for number, article in enumerate(articles):
        if article.group in KEPT:
            continue
        for place, mark in enumerate(article.marks):
            if not mark or mark.get("optional"):
                continue
            right = {}
            for slot in FULL:
                answers = answers_of(mark, slot)
                choice = fits[slot].choices[number][place]
                right[slot] = answers is None or agrees(slot, answers, choice.best.value) > 0
            quantity = article.views[place].scene.quantity
            exact, near = _amount(mark, quantity)
            table.append([
                log_odds(_sure(calibrations[slot], fits[slot].choices[number][place].chance)) for slot in FULL
            ])  # fmt: skip
            core.append(near and all(right[slot] for slot in CORE))
            full.append(exact and all(right.values()))
            groups.append(article.group)
    return np.array(table), np.array(core), np.array(full), groups


def _sure(calibration: Calibration | None, chance: float) -> float:
    return calibration.sure(chance) if calibration else chance


def log_odds(sure: float) -> float:
    """The logarithm of the odds, of a chance kept off 0 and 1."""
    kept = min(max(sure, 0.02), 0.98)
    return float(np.log(kept / (1 - kept)))


def _amount(mark: Mapping[str, Any], quantity: Any) -> tuple[bool, bool]:
    """Whether the amount is right with its bounds, and whether its number, kind and unit are."""
    if mark.get("value") is None and mark.get("lower") is None and mark.get("upper") is None:
        return True, True
    lower, upper = bounds_of(quantity.amount)
    units = mark["unit"] if isinstance(mark["unit"], list) else [mark["unit"]]
    near = quantity.kind == mark["kind"] and (quantity.unit or None) in [one or None for one in units]
    near = near and _same(mark["value"], value_of(quantity.amount))
    exact = (
        _same(mark["lower"], lower)
        and _same(mark["upper"], upper)
        and mark["bound"] == bound_of(quantity.amount)
    )
    return near and exact, near


def _same(one: Any, other: Any) -> bool:
    if one is None or other is None:
        return one is other
    return abs(float(one) - float(other)) <= 1e-9 * max(1.0, abs(float(one)))
