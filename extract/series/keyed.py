"""A fact with all that is needed to join it to others: its variable, its value in the standard unit, its time.

Made of a row of the table `facts`, so that a store that can be asked by SQL need not give its records.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from shilu.extract.lexicon.levels import COUNTY, division_letters
from shilu.extract.quantities.tables import classifiers
from shilu.extract.series.around import (
    CLAUSE_END,
    STATEMENT_END,
    before,
    clause_before,
    division_said,
    fuller,
    over_years,
    place_said,
)  # fmt: skip
from shilu.extract.series.document import Document
from shilu.extract.series.home import Where
from shilu.extract.series.items import Item, cleaned, deed_of, item_of, residents_of
from shilu.extract.series.numbers import Numbers
from shilu.extract.series.tables import surfaces
from shilu.extract.text import fold
from shilu.extract.times import Days, days_of, year_of
from shilu.schemas.series import DoubtReason, Measured, Nature

__all__ = ["Keyed", "keyed"]

_NUMERAL = re.compile(r"[\d一二三四五六七八九十百千万亿零两.,%]+")
_YEAR = re.compile(r"(\d{4})年")
_UNSURE = 0.5
"""Below it a slot is doubted."""


@dataclass(frozen=True, slots=True)
class Keyed:
    """One fact, ready to be joined. Numbers are in the standard unit (`scale` of it make one printed unit)."""

    fact: str
    page: str
    known: str
    start: int
    end: int
    surface: str
    sentence: str
    at: int
    place: str
    place_name: str
    subject: str
    item: str
    printed: str
    family: str
    deed: str
    action: str
    generic: bool
    measured: Measured
    kind: str
    dimension: str
    per: str
    basis: str
    scope: str
    nature: Nature
    better: str
    unit: str
    scale: Decimal
    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    slack: Decimal
    bound: str
    period: str
    days: Days | None
    status: str
    sure: float | None
    doubts: tuple[tuple[DoubtReason, str], ...]

    @property
    def variable(self) -> str:
        """The id of its variable: what must agree for two facts to be joined."""
        told = (
            self.place,
            self.subject,
            self.item,
            self.scope,
            self.deed,
            self.measured,
            self.dimension,
            self.per,
        )
        return "|".join((*told, self.basis)).rstrip("|")

    @property
    def block(self) -> str:
        """The block within which it is held against others: all that is near to its item in its place."""
        return f"{self.place}|{self.family}"


def keyed(row: Mapping[str, Any], document: Document, last: Keyed | None = None) -> Keyed | None:
    """The fact of a row, ready to be joined; None where it tells no item, or is there twice.

    `row` has the columns of the table `facts`; `last` is the fact before it, whose item goes on where this one names
    only the prices by which it is reckoned (按可比价格计算增长5.8%).
    """
    if row["duplicate"] or row["same_as"]:
        return None
    where = document.home.place(place_said(row))
    name = fuller(row)
    if name in surfaces("prices") and last is not None and last.sentence == row["sentence"]:
        name = last.printed
    item = item_of(name, where.name, per_head=row["per"] in ("人", "人均"))
    if item is None:
        return None
    if item.indicator and (division := division_said(row)):
        where = document.home.place(division)
    measured = _measured(row, item)
    numbers = Numbers.of(row, negative=measured in ("growth", "change") and row["change"] == "decrease")
    if numbers is None:
        return None
    days = _days(row, item, document)
    basis = _basis(row) if measured in ("growth", "change", "multiple", "share") else ""
    scope, doubts = _scope(row, item)
    deed = "" if measured in ("growth", "share") else _deed(row, item)
    if measured in ("level", "added", "change") and _runs_on(row, item, days):
        basis = "total"
    return Keyed(
        fact=row["id"], page=row["page"], known=document.known or "", start=row["start"], end=row["end"],
        surface=row["surface"], sentence=row["sentence"], at=len(before(row)), place=where.key, place_name=where.name,
        subject=_subject(row, item, where), item=item.name, printed=name, family=item.family,
        deed=deed, action=cleaned(row["action"]), generic=item.generic, measured=measured, kind=row["kind"],
        dimension=_dimension(row, measured), per=_per(row, item), basis=basis, scope=scope,
        nature=_nature(row, item, measured, deed, basis), better=item.better, unit=row["unit"] or "",
        scale=numbers.scale, value=numbers.value, lower=numbers.lower, upper=numbers.upper, slack=numbers.slack,
        bound=row["bound"], period=row["period"] or "", days=days, status=row["status"],
        sure=_float(row.get("confidence_core")), doubts=(*doubts, *_doubts(row, where, days)),
    )  # fmt: skip


def _days(row: Mapping[str, Any], item: Item, document: Document) -> Days | None:
    """The days of a fact. What a statistic was raised to over several years holds of the last of them; what it is at
    the end of a year (年末) is the figure of that year; and what a document of spring states of a whole year as done is
    of the year before, for its own is not over."""
    days = days_of(row["period"])
    if days is None or not days.end:
        return days
    year = year_of(days.last_year)
    if row["reached"] and item.indicator and days.begin[:4] != days.last_year:
        return year
    if (
        days.begin[5:] in ("12-01", "12-31")
        and days.end == year.end
        and "12月" not in (row["sentence"] or "")
    ):
        days = year
    if row["status"] != "actual" or not days.year:
        return days
    if document.told and days.year > document.told:
        days = year_of(document.told)
    return document.so_far(days)


def _measured(row: Mapping[str, Any], item: Item) -> Measured:
    kind, change = row["kind"], row["change"]
    if row["status"] == "capacity":
        return "capacity"
    if kind == "rank":
        return "rank"
    if kind == "multiple":
        return "multiple"
    if kind == "percent":
        return "growth" if change else "share"
    if change and not row["reached"]:
        if item.indicator and item.indicator.adds:
            return "level"
        new = (row["action"] or "").startswith(("新", "净增", "增设")) or item.deed == "add"
        return "added" if new else "change"
    return "level"


def _dimension(row: Mapping[str, Any], measured: Measured) -> str:
    kind: str = row["kind"]
    if kind == "count":
        return _counted(row["unit"] or "")
    if kind == "rank":
        return _NUMERAL.sub("", fold(row["surface"]))
    if kind == "percent":
        return "%" if "点" not in (row["unit"] or "") else "个百分点"
    if kind == "multiple":
        return "倍" if measured == "multiple" else "×"
    if kind == "temperature":
        return str(row["unit"] or kind)
    return str(row["normal_unit"] or row["unit_code"] or row["unit"] or kind)


@lru_cache(4096)
def _counted(unit: str) -> str:
    """What counts one by one is one dimension (12个, 12处 of the same thing); people, groups and events are their own.

    >>> _counted("座"), _counted("名"), _counted("人次"), _counted("批")
    ('个', '人', '人次', '批')
    """
    if unit in ("人", "名", "位", "口"):
        return "人"
    row = classifiers().get(unit)
    return "个" if not unit or (row is not None and row.type == "individual") else unit


def _per(row: Mapping[str, Any], item: Item) -> str:
    per = cleaned(row["per"])
    return "" if item.indicator and per in ("人", "人均", "年") else per


def _basis(row: Mapping[str, Any]) -> str:
    """What a growth is reckoned from, empty for the year before: `average` (年均), `month`, `plan`, or the words."""
    words = clause_before(row)
    if any(one in words or one in (row["action"] or "") for one in surfaces("average")):
        return "average"
    base = cleaned(row["base"])
    if any(one in base for one in surfaces("month")):
        return "month"
    if not base or any(one in base for one in ("同比", "上年", "去年", "前一年", "往年同期", "同期", "比上")):
        return ""
    if base in surfaces("plan"):
        return "plan"
    year, days = _YEAR.search(base), days_of(row["period"])
    if year and days and days.last_year and int(days.last_year) - int(year[1]) == 1:
        return ""
    return base


def _scope(row: Mapping[str, Any], item: Item) -> tuple[str, tuple[tuple[DoubtReason, str], ...]]:
    """Whose it is, where the indicator asks for that."""
    if item.indicator is None or not item.indicator.residents:
        return _own_level(row), ()
    told = (item.residents, _named_before(row), residents_of(cleaned(row["subject"])))
    found = next((one for one in told if one in ("urban", "rural")), "") or next(filter(None, told), "")
    if not found:
        return "", (("scope", cleaned(row["item"])),)
    return found, ()


_OWN_LEVEL = re.compile(f"[{division_letters(finest=COUNTY)}]?本级|市区|[市区县]直|城区|主城区|中心城区")
"""A part of a division's own accounts: 区本级一般公共预算收入."""


def _own_level(row: Mapping[str, Any]) -> str:
    """The part of a division that the item is of, by the words before it in the sentence."""
    words, item = before(row), str(row["item"] or "")
    at = words.rfind(item) if item else -1
    found = _OWN_LEVEL.search(words, max(0, at - 8), at if at >= 0 else 0)
    return found[0] if found and (row["kind"] == "money" or row["change"]) else ""


_WHOSE = re.compile(
    "(?P<both>城乡居民|城乡常住居民|城镇和农村|城乡)|(?P<urban>城镇|城市居民)|(?P<rural>农村|农牧|农民|牧区)|(?P<everyone>全体居民|全体常住居民)"
)
_AMOUNT = re.compile(r"\d[\d,.]*")


def _named_before(row: Mapping[str, Any]) -> str:
    """Whose it is by the nearest word for it before the amount, in the sentence. Of 城乡居民 with two numbers (分别)
    the first is that of the towns."""
    words = fold(before(row))
    named = list(_WHOSE.finditer(words))
    if not named:
        return ""
    last = named[-1]
    if last["both"] is None:
        return str(last.lastgroup)
    rest = words[last.end() :]
    if "分别" not in rest:
        return "everyone" if "居民" in last["both"] else ""
    return "rural" if len(_AMOUNT.findall(rest.rpartition("分别")[2])) % 2 else "urban"


def _deed(row: Mapping[str, Any], item: Item) -> str:
    if item.indicator and not item.indicator.verbs:
        return ""
    return (deed_of(row["action"]) if _in_reach(row) else "") or item.deed


def _in_reach(row: Mapping[str, Any]) -> bool:
    """Whether the verb stands near: not beyond a semicolon before the amount, nor in another sentence."""
    action = cleaned(row["action"])
    words = before(row)
    near = (
        STATEMENT_END.split(words)[-1]
        + CLAUSE_END.split(str(row["sentence"] or "")[len(words) :], maxsplit=1)[0]
    )
    return bool(action) and action in cleaned(near)


def _subject(row: Mapping[str, Any], item: Item, where: Where) -> str:
    """Whose it is beside the place: a firm, a school. What a table knows of the item is said of the place itself."""
    if item.indicator is not None:
        return ""
    told = [_named(row, "programme")]
    if item.generic:
        told += [_named(row, "purpose")]
    subject = cleaned(row["subject"])
    if _is_someone(subject, row, item, where):
        told.insert(0, subject)
    return "/".join(dict.fromkeys(one for one in told if one))


def _is_someone(subject: str, row: Mapping[str, Any], item: Item, where: Where) -> bool:
    """Whether a subject names someone of its own: no place, no plan, no one from an earlier sentence."""
    if (
        not subject
        or subject in surfaces("nobody")
        or subject == cleaned(row["item"])
        or item.name in subject
    ):
        return False
    if subject in (where.name, cleaned(row["place"])) or where.name.endswith(subject):
        return False
    return subject in cleaned(row["sentence"])


def _named(row: Mapping[str, Any], slot: str) -> str:
    return cleaned(row[slot])


def _nature(row: Mapping[str, Any], item: Item, measured: Measured, deed: str, basis: str) -> Nature:
    if basis == "total":
        return "total"
    if measured in ("growth", "share", "rank", "multiple"):
        return "rate"
    if row["cumulative"] and not (item.indicator and item.indicator.nature == "flow"):
        return "total"
    if item.indicator and measured == "level":
        return "flow" if deed else item.indicator.nature
    return "flow" if deed or measured in ("added", "change") else "unknown"


_OF_YEAR = re.compile(r"全年|今年|当年|本年|年内|上半年|季度|\d+月|一年来")


def _runs_on(row: Mapping[str, Any], item: Item, days: Days | None) -> bool:
    """Whether it is a running total of what was done (累计建成), not what was done within the year."""
    if (item.indicator and item.indicator.nature != "flow") or row["kind"] == "percent":
        return False
    if over_years(row):
        return True
    clause = clause_before(row)
    part = days is not None and bool(days.begin) and days.begin[:4] == days.last_year and not days.year
    return "累计" in clause and not part and not _OF_YEAR.search(clause)


def _doubts(row: Mapping[str, Any], where: Where, days: Days | None) -> tuple[tuple[DoubtReason, str], ...]:
    found: list[tuple[DoubtReason, str]] = []
    if not where.sure:
        found.append(("place", cleaned(row["place"]) or where.name))
    if days is None:
        found.append(("period", row["period"] or ""))
    for slot in ("item", "change", "status"):
        sure = _float(row.get(f"sure_{slot}"))
        if sure is not None and sure < _UNSURE:
            found.append(("unsure", slot))
    return tuple(found)


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
