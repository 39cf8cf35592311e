"""What goes on within a paragraph: that its numbers are targets, and for which year they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shilu.extract.series.around import clause_before
from shilu.extract.series.document import Document
from shilu.extract.times import Days, days_of

__all__ = ["Plan"]

_PLANNED = frozenset({"planned", "expected"})
_BINDING = re.compile("计划|目标|力争|确保|争取|预计|预期|将|拟|要")
_DONE = re.compile("已|实际完成|去年|上年|过去")
_WHEN = re.compile(r"\d{4}年|今年|本年|当年|明年|年内|去年|上年|季度|月")
_YEARS = re.compile(r"([由从比较])?(\d{4})年")
_DIGITS = re.compile(r"\d")
_BOUND = frozenset({"at_least", "at_most", "over", "under", "about"})


def _of_all_the_year(row: Mapping[str, Any]) -> dict[str, str]:
    """The year that a clause names before 全年: 2011年全县全年粮食产量修订为…… is of 2011, whenever it is said."""
    found = _ALL_OF.search(clause_before(row))
    return {"period": found[1]} if found and days_of(row["period"]) != days_of(found[1]) else {}


_ALL_OF = re.compile(r"(?<![由从比较至到])(\d{4})年[^\d年]*(?:全年|年末|年底)[^\d年]*$")


def _over(days: Days, known: str) -> bool:
    """Whether a period was over when a document appeared: 今年一季度完成3亿元 in April is no plan."""
    return len(known) == 10 and bool(days.begin) and "" < days.end < known


class Plan:
    """The facts of a page in order, each held against the one before it in its paragraph.

    A document of spring can state a whole year that has begun only as a target: 主要目标是……；力争……达到66亿元. A
    target without a time of its own is for the year of the one before it: 到2025年，……；……达到500家. And the year that
    something rose from (由2009年的9941元增加到11410元) is not the year of what follows.
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
        found = row | self._year(row, document)
        found |= _of_all_the_year(found)
        found |= self._state(found, document)
        if found["status"] in _PLANNED and self._status in _PLANNED and self._goes_on(found, document):
            found["period"] = self._period
        self._end, self._status, self._period = row["end"], found["status"], found["period"]
        return found

    def _state(self, row: dict[str, Any], document: Document) -> dict[str, Any]:
        """A year that is not over when the document appears cannot be done: where the paragraph plans, the sentence
        names that year, or its words bind, it is planned."""
        days, sentence, known = days_of(row["period"]), row["sentence"] or "", document.known or ""
        if row["status"] == "planned" and days and not days.year and _over(days, known):
            return {} if _BINDING.search(sentence) else {"status": "actual"}
        if row["status"] != "actual" or days is None or not days.year or _DONE.search(sentence):
            return {}
        if document.told and days.year > document.told:
            named = f"{days.year}年" in sentence
            return (
                {"status": self._status if self._status in _PLANNED else "planned"}
                if (named or self._status in _PLANNED)
                else {}
            )
        binds = row["bound"] in _BOUND and "全年" in sentence
        return (
            {"status": "planned"}
            if binds and known[:4] == days.year and known[5:7] < "12" and len(known) > 4
            else {}
        )

    def _goes_on(self, row: dict[str, Any], document: Document) -> bool:
        """Whether a target has no time of its own, and that of the one before is for a year to come."""
        days, before = days_of(row["period"]), days_of(self._period)
        current = bool(document.told and days and days.year > document.told)
        return (
            current
            and before is not None
            and bool(before.last_year)
            and not _WHEN.search(row["sentence"] or "")
        )

    def _year(self, row: dict[str, Any], document: Document) -> dict[str, Any]:
        """The period of what follows the year that something rose from: the year named before that one, else the last
        that the document can tell of."""
        days = days_of(row["period"])
        if days is None or not days.year or row["status"] != "actual":
            return {}
        begin = self._text.rfind("\n", 0, row["start"]) + 1
        years = list(_YEARS.finditer(self._text, begin, row["start"]))
        if not years or years[-1][1] not in ("由", "从") or years[-1][2] != days.year:
            return {}
        if not _DIGITS.search(self._text, years[-1].end(), row["start"]):
            return {}  # it is the amount of that year itself
        named = [one[2] for one in years if not one[1]]
        year = named[-1] if named else document.told
        return {"period": year} if year and year > days.year else {}
