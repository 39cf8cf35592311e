"""Consistency: facts that state the same, and amounts that must agree with one another."""

from shilu.extract.checks.find import find_checks
from shilu.extract.checks.same import link_same

__all__ = ["find_checks", "link_same"]
