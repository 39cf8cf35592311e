"""What goes on within a paragraph of targets: that they are targets, and for when."""

from __future__ import annotations

import re
from typing import Any

from shilu.extract.series.keyed import Document
from shilu.extract.series.periods import days_of

__all__ = ["Plan"]

_PLANNED = frozenset({"planned", "expected"})
_DONE = re.compile("已|实际完成|去年|上年|过去")
_WHEN = re.compile(r"\d{4}年|今年|本年|当年|明年|年内|去年|上年|季度|月")


class Plan:
    """The facts of a page in order, each held against the one before it in its paragraph.

    A document of spring can state a whole year that has begun only as a target: 主要目标是……；力争……达到66亿元. A target
    without a time of its own is for the year of the one before it: 到2025年，……；……达到500家.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = 0
        self._status = ""
        self._period: str | None = None

    def told(self, row: dict[str, Any], document: Document) -> dict[str, Any]:
        """The row with the status and the period that its paragraph gives it."""
        if "\n" in self._text[self._end : row["start"]]:
            self._status, self._period = "", None
        found = dict(row)
        days, sentence = days_of(row["period"]), row["sentence"] or ""
        current = bool(document.told and days and days.year > document.told)
        if self._status in _PLANNED and row["status"] == "actual" and current and not _DONE.search(sentence):
            found["status"] = self._status
        if found["status"] in _PLANNED and current and self._later() and not _WHEN.search(sentence):
            found["period"] = self._period
        self._end, self._status, self._period = row["end"], found["status"], found["period"]
        return found

    def _later(self) -> bool:
        """Whether the target before is for one whole year."""
        days = days_of(self._period)
        return self._status in _PLANNED and days is not None and bool(days.last_year)
