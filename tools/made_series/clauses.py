"""Clauses of the made documents: a level, a growth rate, a part of a year, a sum of years, figures of others."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from tools.made_series.frags import Frag, Said, fill
from tools.made_series.model import Item, Place
from tools.made_series.world import PARTS, World

__all__ = [
    "Desk",
    "amount",
    "clause",
    "growth",
    "level_clause",
    "number",
    "part_clause",
    "plain",
    "since_clause",
    "span_clause",
    "total_clause",
]  # fmt: skip

_LEVEL = ("{N}完成{A}", "{N}达到{A}", "{N}{A}", "实现{N}{A}", "{N}为{A}")
_GROWTH = ("同比增长{P}", "比上年增长{P}", "增长{P}", "较上年增长{P}", "同比增加{P}")
_FALL = ("同比下降{P}", "比上年下降{P}", "下降{P}", "同比减少{P}")
_REAL = ("按可比价格计算，比上年增长{P}", "按可比价增长{P}", "同比增长{P}", "增长{P}")
_LOOSE = (("近", "about", ROUND_CEILING), ("约", "about", ROUND_HALF_UP), ("超过", "over", ROUND_FLOOR))


@dataclass
class Desk:
    """Where a document is written: whose, by whom, when, about which year, with which chance."""

    place: Place
    world: World
    rng: random.Random
    published: date
    year: int
    habits: dict[str, int] = field(default_factory=dict)
    wrong: Item | None = None
    """The item whose level of the year it gives wrongly, if any."""
    loose: float = 0.0
    """How often it rounds a level and says 近, 约 or 超过."""

    def word(self) -> str:
        """How it calls the place in running text; often not at all."""
        level = self.place.level(self.published.year)
        name = self.place.named(self.published.year)
        return self.rng.choice(("", "", f"全{level}", f"全{level}", f"我{level}", name))

    def whole(self) -> str:
        """全县, 全区 or 全市."""
        return f"全{self.place.level(self.published.year)}"

    def name(self, item: Item, year: int) -> str:
        """A name of the item for figures of that year."""
        return self.rng.choice(item.calls(year))

    def unit(self, item: Item) -> tuple[str, str, int]:
        """The unit that this document uses for the item, the same throughout it."""
        usual = [item.units[0], *item.units]
        if item.id not in self.habits:
            self.habits[item.id] = self.rng.randrange(len(usual))
        return usual[self.habits[item.id]]


def number(value: Decimal, factor: str, places: int) -> str:
    """The value, in base units, as printed in a unit of that size with that many decimals."""
    shown = (value / Decimal(factor)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{shown:f}"


def plain(value: Decimal) -> str:
    """A decimal without exponent or idle zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(desk: Desk, item: Item, year: int, value: Decimal, name: str, **more: str | None) -> Frag:
    """The printed amount of a level; `more` are fields of its statement that differ from a plain yearly actual."""
    text, factor, places = desk.unit(item)
    shown = number(value, factor, places)
    if Decimal(shown) == 0:
        text, factor, places = item.units[-1]
        shown = number(value, factor, places)
    fields: dict[str, str | None] = {
        "place": desk.place.coded(year), "item": item.id, "base": item.base, "period": str(year),
        "value": plain(Decimal(shown) * Decimal(factor)), "unit": text, "period_type": "year", "wording": name,
        "definition": item.definition(year),
    }  # fmt: skip
    return Frag.of(shown + text, Said(**(fields | more)))  # type: ignore[arg-type]


def _loose(desk: Desk, item: Item, year: int, value: Decimal, name: str, **more: str | None) -> Frag:
    """A rounded level with the word that says so: 近126亿元."""
    word, bound, rounding = desk.rng.choice(_LOOSE)
    text, factor, _ = desk.unit(item)
    inner = value / Decimal(factor)
    step = Decimal(1).scaleb(max(inner.adjusted() - 1, 0 if inner >= 10 else -1))
    rounded = (inner / step).to_integral_value(rounding) * step
    exact = amount(desk, item, year, value, name, **more).marks[0][2]
    said = replace(exact, value=plain(rounded * Decimal(factor)), unit=text, bound=bound)
    return Frag.of(f"{word}{plain(rounded)}{text}", said)


def growth(desk: Desk, item: Item, year: int, value: Decimal, name: str, **more: str | None) -> Frag:
    """A phrase of growth, its rate a statement."""
    rising = value >= 0
    words = _FALL if not rising else _REAL if item.id == "gdp" else _GROWTH
    fields: dict[str, str | None] = {
        "place": desk.place.coded(year), "item": item.id, "base": "%", "unit": "%", "period": str(year),
        "value": plain(value), "form": "growth", "period_type": "year", "wording": name,
        "definition": item.definition(year),
    }  # fmt: skip
    rate = Frag.of(f"{abs(value)}%", Said(**(fields | more)))  # type: ignore[arg-type]
    return fill(desk.rng.choice(words), {"P": rate})


def clause(desk: Desk, item: Item, name: str, shown: Frag, *, word: str | None = None) -> Frag:
    """A clause that states the amount, as the item's table has it, with or without a word for the place."""
    template = desk.rng.choice(item.say or _LEVEL)
    front = desk.word() if word is None else word
    return fill("{W}" + template, {"W": front, "N": name, "A": shown})


def level_clause(desk: Desk, item: Item, *, word: str | None = None, bare: bool = False) -> Frag:
    """The level of the desk's year, mostly with its growth: 地区生产总值完成125.37亿元，同比增长8.5%."""
    name = desk.name(item, desk.year)
    value, version = desk.world.level(item, desk.year, desk.published)
    if desk.wrong == item:
        off = desk.rng.choice((Decimal("0.83"), Decimal("0.91"), Decimal("1.11"), Decimal("1.24")))
        value, version = value * off, "wrong"
    loose = version != "wrong" and item.flow != "rate" and desk.rng.random() < desk.loose
    shown = (_loose if loose else amount)(desk, item, desk.year, value, name, version=version)
    out = clause(desk, item, name, shown, word=word)
    if item.points:
        return out + _points(desk, item, name)
    if bare or item.no_growth or item.additive or item.flow == "rate" or desk.rng.random() < 0.15:
        return out
    return out + "，" + growth(desk, item, desk.year, desk.world.growth(item, desk.year), name)


def _points(desk: Desk, item: Item, name: str) -> Frag:
    levels = desk.world.first(item)
    step = (levels[desk.year] - levels[desk.year - 1]).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if step <= 0 or desk.rng.random() < 0.5:
        return Frag("")
    said = Said(
        place=desk.place.coded(desk.year), item=item.id, base="percentage point", value=plain(step), unit="个百分点",
        period=str(desk.year), period_type="year", form="change", wording=name,
    )  # fmt: skip
    return Frag("，比上年提高") + Frag.of(f"{step}个百分点", said)


def part_clause(desk: Desk, item: Item, part: str, *, word: str) -> Frag:
    """The level of the year up to the end of one of its parts, with its growth."""
    name = desk.name(item, desk.year)
    last = PARTS[part][0]
    when = {"period": f"{desk.year}-01/{desk.year}-{last:02}", "period_type": part}
    shown = amount(desk, item, desk.year, desk.world.part(item, desk.year, part), name, **when)
    out = clause(desk, item, name, shown, word=word)
    if item.no_growth or item.flow == "rate":
        return out
    return (
        out
        + "，"
        + growth(desk, item, desk.year, desk.world.part_growth(item, desk.year, part), name, **when)
    )


def total_clause(desk: Desk, item: Item, year: int) -> Frag:
    """All made up to the end of a year: 累计建成高标准农田18.6万亩."""
    name = desk.name(item, year)
    shown = amount(desk, item, year, desk.world.total(item, year), name, form="total")
    front = desk.rng.choice(
        (f"截至{year}年底，{desk.whole()}累计建成", "累计建成", f"{desk.whole()}累计建成")
    )
    return fill("{F}{N}{A}", {"F": front, "N": name, "A": shown})


def span_clause(desk: Desk, item: Item, years: Sequence[int]) -> Frag:
    """What several years made together: 五年累计完成造林12.6万亩."""
    name = desk.name(item, years[-1])
    levels = desk.world.first(item)
    value = sum((levels[year] for year in years), Decimal(0))
    span = {"period": f"{years[0]}/{years[-1]}", "period_type": "span", "form": "total"}
    shown = amount(desk, item, years[-1], value, name, **span)
    verb = item.say[0].split("{N}")[0]
    return fill(f"{'三五'[len(years) == 5]}年累计{verb}{{N}}{{A}}", {"N": name, "A": shown})


def since_clause(desk: Desk, item: Item, before: int) -> Frag:
    """Two levels and the way between: 由2011年的86.4亿元增加到2016年的125.37亿元，年均增长7.7%."""
    year, name = desk.year, desk.name(item, desk.year)
    shown = []
    for one in (before, year):
        value, version = desk.world.level(item, one, desk.published)
        shown.append(amount(desk, item, one, value, name, version=version))
    front = desk.rng.choice((f"由{before}年的", f"从{before}年的"))
    fell = float(shown[1].marks[0][2].value) < float(shown[0].marks[0][2].value)
    words = ("减少到", "下降到") if fell else ("增加到", "提高到")
    back = desk.rng.choice((f"{words[0]}{year}年的", f"{words[1]}{year}年的", words[0]))
    out = fill("{N}{F}{A}{T}{B}", {"N": name, "F": front, "A": shown[0], "T": back, "B": shown[1]})
    if item.no_growth or before == year - 1:
        return out
    drawn = desk.world.draw(item.id, before, year, "mean")
    mean = drawn.choice((6, 7, 8, 9)) + Decimal(drawn.randint(0, 9)) / 10
    span = {"period": f"{before}/{year}", "period_type": "span", "form": "mean growth", "definition": ""}
    rate = growth(desk, item, year, mean, name, **span)
    return out + "，年均增长" + Frag(rate.text[rate.marks[0][0] :], ((0, len(f"{mean}%"), rate.marks[0][2]),))
