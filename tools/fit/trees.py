"""Boosted trees over contests: each tree moves the scores so that right candidates rise over wrong ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper

__all__ = [
    "FAR_ROUNDS",
    "ROUNDS",
    "Contests",
    "Floats",
    "Trees",
    "each_over_wrong",
    "equal_shares",
    "fit_trees",
    "to_onnx",
]

Floats = npt.NDArray[np.float64]

ROUNDS, FAR_ROUNDS = 160, 400
"""Trees a slot, and a slot that looks far. More did not help with genres left out (docs/choice.md)."""

_SETTINGS: dict[str, Any] = {
    "num_leaves": 15, "learning_rate": 0.07, "min_data_in_leaf": 15, "lambda_l2": 3.0, "feature_fraction": 0.5,
    "bagging_fraction": 0.8, "bagging_freq": 1, "max_bin": 63, "num_threads": 1, "deterministic": True,
    "force_row_wise": True, "seed": 7, "verbosity": -1,
}  # fmt: skip
_LEAST_CURVATURE, _TINY = 1e-3, 1e-12


@dataclass
class Contests:
    """The signs of all candidates, a row each; the size of each contest; and how right each candidate is."""

    table: npt.NDArray[np.float32]
    sizes: Sequence[int]
    right: Floats
    weights: Floats
    """How much each contest counts."""
    groups: npt.NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        self.groups = np.repeat(np.arange(len(self.sizes)), self.sizes)

    @property
    def starts(self) -> npt.NDArray[np.int64]:
        """Where each contest begins."""
        return np.concatenate([[0], np.cumsum(self.sizes)[:-1]])


def _powers(scores: Floats, contests: Contests) -> Floats:
    """Scores as powers of e, the highest of each contest at 1."""
    highest = np.maximum.reduceat(scores, contests.starts)
    powers: Floats = np.exp(scores - highest[contests.groups])
    return powers


def _summed(values: Floats, contests: Contests) -> Floats:
    """The sum of each contest, for each of its candidates."""
    found: Floats = np.add.reduceat(values, contests.starts)[contests.groups]
    return found


Slopes = tuple[Floats, Floats]
Objective = Callable[[Floats, Contests], Slopes]
"""From scores to the gradient and the curvature of a loss."""


def each_over_wrong(scores: Floats, contests: Contests) -> Slopes:
    """Each right answer, alone, against all wrong ones together. Where readers take several answers for fair (湖北,
    全省, none), the loss that only asks for their common chance leaves each of them below some wrong one."""
    powers = _powers(scores, contests)
    wrong = contests.right <= 0
    against = _summed(np.where(wrong, powers, 0.0), contests)
    share = np.where(wrong, 0, contests.right) / np.maximum(_summed(np.where(wrong, 0.0, 1.0), contests), 1)
    pull = share * against / np.maximum(powers + against, _TINY)
    push = powers * _summed(share / np.maximum(powers + against, _TINY), contests)
    slopes = np.where(wrong, push, -pull)
    size = np.abs(slopes)
    return slopes, size * (1 - np.minimum(size, 1))


def equal_shares(scores: Floats, contests: Contests) -> Slopes:
    """Each right answer at an equal share of the chance, as right as it is: for slots with several fair answers, which
    support each other when one is chosen."""
    powers = _powers(scores, contests)
    own = powers / _summed(powers, contests)
    wanted = contests.right / np.maximum(_summed(contests.right, contests), _TINY)
    return own - wanted, own * (1 - own)


def _objective(contests: Contests, objective: Objective) -> Any:
    counts = contests.weights[contests.groups]

    def slopes(scores: Floats, _: lightgbm.Dataset) -> Slopes:
        gradients, curvatures = objective(scores, contests)
        return gradients * counts, np.maximum(curvatures, _LEAST_CURVATURE) * counts

    return slopes


@dataclass
class Trees:
    """Fitted trees, as LightGBM has them, and what is added to the score of "no answer" (column, size)."""

    booster: lightgbm.Booster
    caution: tuple[int, float] | None = None

    def score(self, table: npt.NDArray[np.float32]) -> Floats:
        """The score of each row."""
        found = np.asarray(self.booster.predict(table, raw_score=True), dtype=np.float64)
        if self.caution:
            column, size = self.caution
            found += table[:, column] * size
        return found


def fit_trees(
    contests: Contests, signs: Sequence[str], *, objective: Objective = each_over_wrong, rounds: int = ROUNDS
) -> Trees:
    """Trees for one slot: the same from the same contests."""
    data = lightgbm.Dataset(contests.table, free_raw_data=False, feature_name=list(signs))
    settings = {**_SETTINGS, "objective": _objective(contests, objective)}
    return Trees(lightgbm.train(settings, data, num_boost_round=rounds))


def to_onnx(trees: Trees, signs: int) -> bytes:
    """The trees as a model that onnxruntime runs: `signs` in, one score a row out. Leaves are rounded, so that the same
    data give the same bytes."""
    told: dict[str, list[Any]] = {name: [] for name in (
        "nodes_treeids", "nodes_nodeids", "nodes_featureids", "nodes_modes", "nodes_values", "nodes_truenodeids",
        "nodes_falsenodeids", "nodes_missing_value_tracks_true", "nodes_hitrates", "target_treeids",
        "target_nodeids", "target_ids", "target_weights")}  # fmt: skip
    for number, tree in enumerate(trees.booster.dump_model()["tree_info"]):
        _add(told, number, tree["tree_structure"], [0])
    if trees.caution:
        _add(told, number + 1, _step(*trees.caution), [0])
    attributes: dict[str, Any] = {
        "domain": "ai.onnx.ml", "n_targets": 1, "aggregate_function": "SUM", "post_transform": "NONE", **told
    }  # fmt: skip
    node = helper.make_node("TreeEnsembleRegressor", ["signs"], ["scores"], **attributes)
    graph = helper.make_graph(
        [node], "choice",
        [helper.make_tensor_value_info("signs", TensorProto.FLOAT, [None, signs])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, 1])],
    )  # fmt: skip
    opsets = [helper.make_opsetid("ai.onnx.ml", 1), helper.make_opsetid("", 12)]
    model = helper.make_model(graph, opset_imports=opsets, producer_name="shilu", ir_version=7)
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString(deterministic=True))


def _step(column: int, size: float) -> dict[str, Any]:
    """A tree that adds a size where a sign is 1."""
    leaves = ({"leaf_value": 0.0}, {"leaf_value": size})
    return {
        "split_feature": column, "threshold": 0.5, "left_child": leaves[0], "right_child": leaves[1]
    }  # fmt: skip


def _add(told: dict[str, list[Any]], tree: int, node: dict[str, Any], free: list[int]) -> int:
    """Write a node and those under it; gives its number. `free` holds the next number."""
    number = free[0]
    free[0] += 1
    leaf = "leaf_value" in node
    place = len(told["nodes_treeids"])
    for name, value in (
        ("nodes_treeids", tree), ("nodes_nodeids", number),
        ("nodes_featureids", 0 if leaf else node["split_feature"]),
        ("nodes_modes", "LEAF" if leaf else "BRANCH_LEQ"),
        ("nodes_values", 0.0 if leaf else _below(node["threshold"])), ("nodes_truenodeids", 0),
        ("nodes_falsenodeids", 0), ("nodes_missing_value_tracks_true", 0), ("nodes_hitrates", 1.0),
    ):  # fmt: skip
        told[name].append(value)
    if leaf:
        for name, value in (("target_treeids", tree), ("target_nodeids", number), ("target_ids", 0),
                            ("target_weights", round(node["leaf_value"], 5))):  # fmt: skip
            told[name].append(value)
        return number
    told["nodes_truenodeids"][place] = _add(told, tree, node["left_child"], free)
    told["nodes_falsenodeids"][place] = _add(told, tree, node["right_child"], free)
    return number


def _below(threshold: float) -> float:
    """A threshold that single precision keeps on the same side of all signs, which are whole numbers or tenths."""
    if not math.isfinite(threshold):
        return threshold
    return round(threshold, 3)
