"""Times: every way a newspaper says when, as EDTF dates and periods, ISO 8601 durations and recurrences."""

from shilu.extract.times.chronicle import year_under_way
from shilu.extract.times.days import Days, days_of, year_of
from shilu.extract.times.finder import find_times
from shilu.extract.times.masthead import infer_published

__all__ = ["Days", "days_of", "find_times", "infer_published", "year_of", "year_under_way"]
