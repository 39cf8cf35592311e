"""How often Python looks for cycles among its objects."""

from __future__ import annotations

import gc

__all__ = ["collect_seldom"]

_NEW = 10_000
"""Objects made before it looks. A page of thousands of facts holds hundreds of thousands, all of them in use: at
Python's own 700 the looks took a quarter of its time, and found nothing."""


def collect_seldom() -> None:
    """For a process of our own, not for one of which Shilu is a part. Records and tables hold no cycles; to look for
    some after every 700 objects took a tenth of each start and some two hundredths of each page."""
    gc.set_threshold(_NEW, 20, 20)
