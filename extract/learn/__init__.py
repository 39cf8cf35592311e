"""What a user's own decisions add to the shipped weights, and on which pages."""

from shilu.extract.learn.fit import Contest, fit_correction, fit_path, likelihood
from shilu.extract.learn.kinds import PageKind, fit_kind, kind_signs, other_pages, pieces_of, written_signs
from shilu.extract.learn.labels import CLOSED, NEAR, agrees, answers_of, weights_of

__all__ = [
    "CLOSED", "NEAR", "Contest", "PageKind", "agrees", "answers_of", "fit_correction", "fit_kind", "fit_path",
    "kind_signs", "likelihood", "other_pages", "pieces_of", "weights_of", "written_signs",
]  # fmt: skip
