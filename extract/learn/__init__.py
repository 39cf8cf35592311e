"""What a user's own decisions add to the shipped weights."""

from shilu.extract.learn.fit import Contest, fit_correction, likelihood

__all__ = ["Contest", "fit_correction", "likelihood"]
