"""Facts of many pages joined: variables and their observations, promises and what became of them, two runs compared."""

from shilu.extract.series.columns import SERIES_TABLES
from shilu.extract.series.command import PROMISES, Account, Wanted, write_series
from shilu.extract.series.differences import Differences, write_diff
from shilu.extract.series.link import Linked
from shilu.extract.series.run import Joined

__all__ = [
    "PROMISES", "SERIES_TABLES", "Account", "Differences", "Joined", "Linked", "Wanted", "write_diff", "write_series",
]  # fmt: skip
