"""Amounts: numerals, approximators, ranges, units and classifiers."""

from extract.quantities.denominators import Denominator, find_denominators
from extract.quantities.finder import find_quantities
from extract.quantities.findings import QuantityFindings

__all__ = ["Denominator", "QuantityFindings", "find_denominators", "find_quantities"]
