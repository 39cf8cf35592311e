"""Facts as rows of the table `facts`, made by hand, and what becomes of them when they are joined."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from shilu.extract.series.document import Document
from shilu.extract.series.home import Home, home_of
from shilu.extract.series.keyed import keyed
from shilu.extract.series.link import Linked
from shilu.extract.series.run import Joined
from shilu.extract.series.source import Coming, Read
from shilu.extract.stores import TABLES

EMPTY: dict[str, Any] = dict.fromkeys(TABLES["facts"].names)
FACTORS = {"亩": (Decimal(2000) / 3, "m2"), "公顷": (Decimal(10000), "m2"), "吨": (Decimal(1000), "kg"),
           "斤": (Decimal("0.5"), "kg"), "公里": (Decimal(1000), "m"),
           "美元": (Decimal(1), "USD"), "元": (Decimal(1), "CNY"), "%": (Decimal(1), "%")}  # fmt: skip


class Paper:
    """One document: its facts in order, each a row."""

    def __init__(self, page: str, known: str | None, *, title: str = "白鹿县政府工作报告") -> None:
        self.page = page
        self.known = known
        self.title = title
        self.home: Home = home_of(title)
        self.rows: list[dict[str, Any]] = []

    def add(
        self, surface: str, value: str | None, item: str | None, period: str | None, **more: Any
    ) -> Paper:
        """Add a fact; `unit` and `kind` are told by the surface where they are not given."""
        unit = more.pop("unit", None) or next(
            (one for one in FACTORS if surface.rstrip("左右以上内下").endswith(one)), "个"
        )
        kind = more.pop("kind", None) or {"亩": "area", "公顷": "area", "吨": "mass", "斤": "mass", "公里": "length",
            "元": "money", "美元": "money", "%": "percent"}.get(unit, "count")  # fmt: skip
        factor, standard = FACTORS.get(unit, (Decimal(1), None))
        sentence = more.pop("sentence", f"{more.get('action') or ''}{item or ''}{surface}。")
        start = 100 * len(self.rows)
        row = EMPTY | {
            "id": f"{self.page}#{start}", "page": self.page, "start": start, "end": start + len(surface),
            "surface": surface, "kind": kind, "value": value, "bound": "exact", "unit": unit, "item": item,
            "period": period, "status": "actual", "cumulative": False, "duplicate": False, "sentence": sentence,
            "sentence_start": start - sentence.find(surface),
            "normal_value": None if value is None or standard is None else str(Decimal(value) * factor),
            "normal_unit": standard,
        }  # fmt: skip
        self.rows.append(row | more)
        return self

    def read(self) -> Read:
        document = Document(self.page, self.known, self.title, self.home)
        facts = [one for one in (keyed(row, document) for row in self.rows) if one]
        return Read(document, facts, len(self.rows) - len(facts), (self.home.where.key,))


def joined(papers: Iterable[Paper], *, engine: str = "") -> list[Linked]:
    """The variables of some documents."""
    with Joined((Coming.of(paper.read()) for paper in papers), engine=engine) as found:
        return list(found)


def labels(found: Iterable[Linked]) -> dict[str, int]:
    """How many facts each variable has."""
    return {one.variable.label: one.variable.observations for one in found}
