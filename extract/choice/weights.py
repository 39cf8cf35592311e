"""What the signs of each question weigh: boosted trees, run by onnxruntime, and a linear correction that a user's own
marks may add."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from shilu.extract.choice.calibration import Calibration
from shilu.extract.choice.habits import NO_HABITS, CountedHabits, Habits

__all__ = ["Weights", "load_weights"]


@dataclass(frozen=True)
class Weights:
    """The weights of one question. `signs` names the columns of the table that `score` takes, in order."""

    signs: tuple[str, ...]
    calibration: Calibration | None
    trees: bytes = field(repr=False)
    habits: Habits = field(default=NO_HABITS, repr=False)
    """What the words of a candidate usually are."""
    correction: tuple[float, ...] = ()
    """What a sign adds to the score, for each unit of it."""
    cases: tuple[tuple[int, float, float], ...] = ()
    """What a sign adds that has one certain value: number of the sign, value, what it adds. Many signs are codes, of
    which the larger is not the more."""

    def score(self, table: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """The score of each row of signs; only differences within a contest mean something."""
        (scores,) = _session(self.trees).run(None, {"signs": table})
        found: npt.NDArray[np.float64] = scores[:, 0].astype(np.float64)
        if self.correction:
            found += table.astype(np.float64) @ np.asarray(self.correction)
        for column, value, added in self.cases:
            found += np.where(table[:, column] == np.float32(value), added, 0.0)
        return found


@cache
def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def load_weights(package: str, name: str) -> Weights:
    """The weights that ship in a package: `<name>.onnx` with the trees, `<name>.json` with names of signs and the
    calibration, `<name>.habits.tsv` with the habits of words where the question asks
    for them. Raises `FileNotFoundError` where there are none."""
    root = resources.files(package)
    told = json.loads(root.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return Weights(
        signs=tuple(told["signs"]),
        calibration=Calibration.read(told["calibration"]) if told.get("calibration") else None,
        trees=root.joinpath(f"{name}.onnx").read_bytes(),
        habits=CountedHabits.read(package, name),
    )
