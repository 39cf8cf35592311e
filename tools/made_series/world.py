"""What is true of a place in the made archive: levels, growth, revisions. Drawn once, by seed, place and item."""

from __future__ import annotations

import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tools.made_series.model import Item, Place

__all__ = ["PARTS", "YEARS", "World"]

YEARS = 12
"""How many years of every place are known, from its first."""

PARTS = {"q1": (3, 0.21), "half": (6, 0.46), "q3": (9, 0.7), "m10": (10, 0.79)}
"""Parts of a year from January on: the last month, and about what share of the year falls into it."""


def _grain(value: Decimal, grain: str) -> Decimal:
    step = Decimal(grain)
    return (value / step).to_integral_value(ROUND_HALF_UP) * step


class World:
    """The figures of one place. The same seed and place always give the same."""

    def __init__(self, seed: int, place: Place, above: World | None = None) -> None:
        self.place = place
        self.above = above
        """The place above it, where the archive has documents of that too."""
        self._seed = f"{seed}/{place.code}"
        self._levels: dict[str, dict[int, Decimal]] = {}

    def draw(self, *key: object) -> random.Random:
        """Chance that is the same whenever it is asked with the same key."""
        return random.Random("/".join((self._seed, *map(str, key))))

    def first(self, item: Item) -> dict[int, Decimal]:
        """The levels of all years as first published, in the base unit."""
        if item.id not in self._levels:
            self._levels[item.id] = self._drawn(item)
        return self._levels[item.id]

    def _drawn(self, item: Item) -> dict[int, Decimal]:
        rng = self.draw(item.id)
        scale = 1.0 if item.fixed or item.flow == "rate" else self.place.size
        unit = 10000 if item.base in ("元", "美元") else 1
        value = Decimal(repr(round(rng.uniform(*item.start) * scale * unit, 2)))
        grain = "0.01" if item.base == "%" else item.grain
        levels = {}
        for year in range(self.place.start - 1, self.place.start + YEARS + 2):
            levels[year] = _grain(value * Decimal(str(item.old_factor if item.old(year) else 1)), grain)
            step = Decimal(repr(round(rng.uniform(*item.growth), 2)))
            value = value + step if item.additive else value * (100 + step) / 100
            value = min(value, Decimal("99.2")) if item.base == "%" else value
        return levels

    def revision(self, item: Item, year: int) -> tuple[date, Decimal] | None:
        """From when another level of that year holds, and which; None where the first stands."""
        rng = self.draw(item.id, year, "revised")
        if item.flow == "rate" or rng.random() >= item.revised:
            return None
        off = rng.choice((-1, 1)) * rng.uniform(0.012, 0.045)
        level = _grain(self.first(item)[year] * Decimal(repr(round(1 + off, 5))), item.grain)
        return date(year + 1, 9, 10), level

    def level(self, item: Item, year: int, known: date) -> tuple[Decimal, str]:
        """The level of that year as documents of the day `known` give it, and which version it is."""
        revised = self.revision(item, year)
        if revised and known >= revised[0]:
            return revised[1], "revised"
        return self.first(item)[year], "first"

    def growth(self, item: Item, year: int) -> Decimal:
        """The yearly growth as published, in per cent with one decimal."""
        levels = self.first(item)
        if item.real:
            drawn = self.draw(item.id, year, "real").uniform(*item.growth)
            return Decimal(repr(round(drawn, 1)))
        now, before = (
            levels[one] / Decimal(str(item.old_factor if item.old(one) else 1)) for one in (year, year - 1)
        )
        return (now / before * 100 - 100).quantize(Decimal("0.1"), ROUND_HALF_UP)

    def part(self, item: Item, year: int, part: str) -> Decimal:
        """The level from January to the end of that part of the year."""
        share = PARTS[part][1] * self.draw(item.id, year, part).uniform(0.94, 1.07)
        return _grain(self.first(item)[year] * Decimal(repr(round(share, 4))), item.grain)

    def part_growth(self, item: Item, year: int, part: str) -> Decimal:
        """The growth of that part of the year upon the same part of the year before."""
        off = self.draw(item.id, year, part, "growth").uniform(-1.5, 1.5)
        return self.growth(item, year) + Decimal(repr(round(off, 1)))

    def total(self, item: Item, year: int) -> Decimal:
        """All that was made since the counting began, up to the end of that year."""
        levels = self.first(item)
        begin = max(item.since, self.place.start)
        base = _grain(self.first(item)[begin] * 2, item.grain)
        return base + sum((levels[one] for one in range(begin, year + 1)), Decimal(0))
