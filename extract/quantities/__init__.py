"""Amounts: numerals, approximators, ranges, units and classifiers."""

from shilu.extract.quantities.denominators import Denominator, find_denominators
from shilu.extract.quantities.finder import find_quantities
from shilu.extract.quantities.findings import QuantityFindings

__all__ = ["Denominator", "QuantityFindings", "find_denominators", "find_quantities"]
