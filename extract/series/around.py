"""What the words around an amount say of it: the clause before it, the place and the statistic that it names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from shilu.extract.names.gazetteer import full_names
from shilu.extract.series.items import cleaned
from shilu.extract.series.tables import indicators

__all__ = [
    "CLAUSE_END", "STATEMENT_END", "before", "clause_before", "division_said", "fuller", "over_years", "place_said",
]  # fmt: skip

CLAUSE_END = re.compile(r"[,，;；。、:：]")
STATEMENT_END = re.compile("[；;。！？\n]")
"""What ends a clause, and what a statement: beyond it neither verb nor place is of the amount."""


def before(row: Mapping[str, Any]) -> str:
    """The sentence up to the amount."""
    sentence, surface = row["sentence"] or "", row["surface"]
    at = (row["start"] or 0) - (row.get("sentence_start") or 0)
    if not sentence.startswith(surface, at):
        at = sentence.find(surface)
    return sentence[: max(0, at)]


def clause_before(row: Mapping[str, Any]) -> str:
    """The words of the clause before the amount."""
    return CLAUSE_END.split(before(row)[-30:])[-1]


_LEFT, _RIGHT = 12, 6
"""Characters that the name of a statistic may have before and after the item found within it."""


def fuller(row: Mapping[str, Any]) -> str:
    """The item of a row, or the name of a statistic that it is only part of, as it stands before the amount: the item
    就业 of 失业人员再就业1687人 is 失业人员再就业. An item of another clause yields to a statistic right before
    the amount: 固定资产投资(不含农户)180亿元."""
    item, words = cleaned(row["item"]), cleaned(before(row))
    at = words.rfind(item) if item else -1
    if item and item not in cleaned(clause_before(row)) and (nearer := _statistic_before(row)):
        return nearer
    if at < 0:
        return item
    end = at + len(item)
    table = indicators()
    for left in range(min(_LEFT, at), -1, -1):
        for right in range(min(_RIGHT, len(words) - end), -1, -1):
            if left + right and table.get(words[at - left : end + right]):
                return words[at - left : end + right]
    return item


def _statistic_before(row: Mapping[str, Any]) -> str:
    """The longest name of a statistic that ends where the amount begins, or where it is told what it rose from
    (从2018年的82亿元提高到); empty where there is none."""
    words = _FROM.sub("", cleaned(CLAUSE_END.split(before(row)[-_FAR:])[-1]))
    tails = (words[-size:] for size in range(min(_LONGEST, len(words)), 1, -1))
    known = ((tail, indicators().get(tail)) for tail in tails)
    return next((tail for tail, row in known if row and not row.verbs), "")


_LONGEST = 20
_FAR = 60
_FROM = re.compile(r"[从由自]\d{4}年.*$")


def place_said(row: Mapping[str, Any]) -> str | None:
    """The words for the place of a fact; the town that its clause begins with goes before the one that was found."""
    town = _TOWN.match(cleaned(clause_before(row)))
    return town[1] if town else row["place"]


_TOWN = re.compile(
    r"(?:其中[,，]?)?([一-鿿]{1,5}[^城乡各建集全本我该小市村重名特](?:镇|乡|街道)|[一-鿿]村镇(?=\d))(?=[\d一-鿿])"
)
"""A town as the subject of a clause: 浏河镇2009年……"""


def division_said(row: Mapping[str, Any]) -> str | None:
    """The division that a statistic is said of by name, where that is another than the place of the page: 赤峰市GDP in
    the report of a county; None where there is none."""
    words = _WHEN.sub("", cleaned(clause_before(row)))
    if named := next((words[:size] for size in range(15, 1, -1) if words[:size] in full_names()), ""):
        rest = words[len(named) :]
        if any(indicators().get(rest[:size]) for size in range(_LONGEST, 1, -1)):
            return named
    subject = cleaned(row["subject"])
    if subject not in full_names() or subject == cleaned(row["place"]):
        return None
    return subject if subject in cleaned(STATEMENT_END.split(before(row))[-1]) else None


def over_years(row: Mapping[str, Any]) -> bool:
    """Whether an amount is the sum of some years (五年共办理建议405件), and no year is named after that."""
    words = cleaned(STATEMENT_END.split(before(row))[-1])
    found = next(reversed(list(_OVER.finditer(words))), None)
    return found is not None and not _YEAR.search(words, found.end())


_OVER = re.compile(
    r"(?:(?<!\d)[二三四五六七八九十两几\d]年(?:来|间|中)?|[一二三四五]五(?:期间|时期|以来))[^\d]{0,8}?(?:共|累计|累积|总计|新增)"
)
_YEAR = re.compile(r"\d{4}年|全年|今年|去年|当年|本年|年内")
_WHEN = re.compile(r"^(?:\d{4}年|全年|今年|去年)+")
