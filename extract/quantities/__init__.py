"""Amounts: numerals, approximators, ranges, units and classifiers."""
