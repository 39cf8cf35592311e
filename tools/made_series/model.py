"""The tables of the made archive: its places and the items that its documents report."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

__all__ = ["Item", "Place", "load_items", "load_places"]

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Place:
    """A county, district or city of the archive. `start` is the first year that its documents report."""

    code: str
    name: str
    over: str
    over_code: str
    province: str
    papers: tuple[str, ...]
    towns: tuple[str, ...]
    companies: tuple[str, ...]
    start: int
    size: float
    later: tuple[int, str, str] | None = None

    def named(self, year: int) -> str:
        """Its name in that year."""
        return self.later[2] if self.later and year >= self.later[0] else self.name

    def coded(self, year: int) -> str:
        """Its code in that year."""
        return self.later[1] if self.later and year >= self.later[0] else self.code

    def level(self, year: int) -> str:
        """The word for places of its sort: 县, 区 or 市."""
        return self.named(year)[-1]

    @property
    def rural(self) -> bool:
        """Whether it has fields and woods to report on."""
        return bool(self.towns) and self.name not in ("鼓楼区", "青羊区")


@dataclass(frozen=True)
class Item:
    """Something that documents report year after year; `items.toml` says what its fields mean."""

    id: str
    theme: str
    names: tuple[str, ...]
    base: str
    units: tuple[tuple[str, str, int], ...]
    start: tuple[float, float]
    growth: tuple[float, float]
    grain: str = "1"
    flow: str = "flow"
    say: tuple[str, ...] = ()
    aim: tuple[str, ...] = ("{N}{T}",)
    old_names: tuple[str, ...] = ()
    break_year: int = 0
    old_factor: float = 1.0
    redefined: bool = False
    note: str = ""
    real: bool = False
    parts: bool = False
    fixed: bool = False
    additive: bool = False
    points: bool = False
    no_growth: bool = False
    rural: bool = False
    budget: bool = False
    spans: bool = False
    total: bool = False
    revised: float = 0.0
    since: int = 0
    until: int = 9999
    targets: tuple[str, ...] = ()

    def old(self, year: int) -> bool:
        """Whether documents of that year call it by its old names."""
        return bool(self.old_names) and year < self.break_year

    def definition(self, year: int) -> str:
        """Which of its definitions holds in that year; empty where it has only one."""
        return ("old" if self.old(year) else "new") if self.redefined else ""

    def calls(self, year: int) -> tuple[str, ...]:
        """The names that documents give to its figures of that year."""
        return self.old_names if self.old(year) else self.names

    def lives(self, place: Place, year: int) -> bool:
        """Whether that place reports it for that year."""
        return self.since <= year <= self.until and (place.rural or not self.rural)


def _rows(file: str, table: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((_HERE / file).read_text(encoding="utf-8"))[table])


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value


def load_places() -> tuple[Place, ...]:
    """All places, in the order of their table."""
    out = []
    for row in _rows("places.toml", "place"):
        later = row.pop("later", None)
        fields = {name: _frozen(value) for name, value in row.items()}
        changed = (later["year"], later["code"], later["name"]) if later else None
        out.append(Place(**fields, later=changed))
    return tuple(out)


def load_items() -> tuple[Item, ...]:
    """All items, in the order of their table."""
    out = []
    for row in _rows("items.toml", "item"):
        fields = {name: _frozen(value) for name, value in row.items()}
        fields["units"] = tuple((text, str(factor), places) for text, factor, places in row["units"])
        fields["grain"] = str(row.get("grain", 1))
        out.append(Item(**fields))
    return tuple(out)
