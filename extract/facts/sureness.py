"""How sure each slot of a row is, and the whole row."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from shilu.extract.choice import Calibration
from shilu.extract.facts.choose import Answers, shipped_weights

__all__ = ["RowSureness", "row_sureness"]

_EDGE = 0.02
"""Chances are kept off 0 and 1 by it before their odds are taken, as when the weights were fitted: one slot that is
all but surely wrong must not outweigh all others by its last digit."""


@dataclass(frozen=True)
class RowSureness:
    """How sure the slots are that are calibrated, and the row in full and at its core."""

    slots: dict[str, float]
    confidence: float
    confidence_core: float


@cache
def _calibrations() -> Mapping[str, Calibration]:
    found = {slot: weights.calibration for slot, weights in sorted(shipped_weights().items())}
    return {slot: one for slot, one in found.items() if one is not None}


@cache
def _rows() -> Mapping[str, tuple[float, Mapping[str, float]]]:
    text = resources.files("shilu.extract.facts.weights").joinpath("row.json").read_text(encoding="utf-8")
    return {name: (told["bias"], told["slots"]) for name, told in json.loads(text).items()}


def row_sureness(answers: Answers) -> RowSureness:
    """How sure the answers about one amount are, each 0 to 1 with two decimals. A slot on which fewer than 200
    marks say
    anything is not calibrated and left out."""
    sure = {slot: one.sure(answers[slot].chance) for slot, one in _calibrations().items()}
    chances = {slot: sure.get(slot, choice.chance) for slot, choice in answers.items()}
    return RowSureness(sure, _of_row("confidence", chances), _of_row("confidence_core", chances))


def _of_row(name: str, chances: Mapping[str, float]) -> float:
    bias, weights = _rows()[name]
    odds = bias + sum(weight * _log_odds(chances[slot]) for slot, weight in weights.items())
    return round(1 / (1 + math.exp(-odds)), 3)


def _log_odds(sure: float) -> float:
    kept = min(max(sure, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))
