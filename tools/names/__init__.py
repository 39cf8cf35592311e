"""Fits the choice of names (`extract/names/learned`) to marked pages. Not part of what is installed."""
