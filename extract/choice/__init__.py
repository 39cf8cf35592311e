"""Suggest, weigh, choose: the machine by which every slot of a fact, and every name among overlapping ones, is chosen.

A suggester gives `Candidate`s with their signs; `Weights` give each a score; `settle` makes chances of the scores and
chooses. Nothing here knows of amounts or names.
"""

from shilu.extract.choice.calibration import Calibration
from shilu.extract.choice.candidates import NONE, Candidate, Row
from shilu.extract.choice.contest import Choice, settle, settle_in_all
from shilu.extract.choice.habits import NO_HABITS, CountedHabits, Habits, told_of
from shilu.extract.choice.weights import Weights, load_weights

__all__ = [
    "NONE", "NO_HABITS", "Calibration", "Candidate", "Choice", "CountedHabits", "Habits", "Row", "Weights",
    "load_weights", "settle", "settle_in_all", "told_of",
]  # fmt: skip
