"""Logistic regression over the features of a fact, with weights that `tools/fit_confidence.py` fitted."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from shilu.extract.confidence.features import features
from shilu.schemas import AnyFact

__all__ = ["Model", "load_model", "with_confidence"]

_PLACES = 2  # more digits than the reliability table can tell apart would only look exact


@dataclass(frozen=True)
class Model:
    """An intercept and the weight of each feature, in log odds. A feature without a weight says nothing."""

    intercept: float
    weights: Mapping[str, float]

    def confidence(self, found: Iterable[str]) -> float:
        """The chance that a fact with these features is right, 0 to 1, to two places."""
        odds = self.intercept + math.fsum(self.weights.get(name, 0.0) for name in found)
        return round(1 / (1 + math.exp(-odds)), _PLACES)


@cache
def load_model() -> Model:
    """The model that comes with Shilu."""
    told = json.loads(
        resources.files("shilu.extract.confidence").joinpath("weights.json").read_text(encoding="utf-8")
    )
    return Model(told["intercept"], MappingProxyType(told["weights"]))


def with_confidence(facts: Iterable[AnyFact], text: str) -> tuple[AnyFact, ...]:
    """The facts of a page, each with its confidence."""
    model = load_model()
    return tuple(
        fact.model_copy(update={"confidence": model.confidence(features(fact, text))}) for fact in facts
    )
