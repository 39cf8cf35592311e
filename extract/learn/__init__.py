"""What a user's own decisions add to the shipped weights."""

from shilu.extract.learn.fit import Contest, fit_correction, likelihood
from shilu.extract.learn.labels import CLOSED, NEAR, agrees, answers_of, weights_of

__all__ = [
    "CLOSED", "NEAR", "Contest", "agrees", "answers_of", "fit_correction", "likelihood", "weights_of",
]  # fmt: skip
