"""Figures in the made documents that are not the place's own: of towns, companies, projects, the city above."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tools.made_series.clauses import Desk, number, plain
from tools.made_series.frags import Frag, Said, fill
from tools.made_series.model import Item, load_items

__all__ = ["inner_sentence", "over_sentence", "project_sentence", "unit_sentence"]


def _said(
    desk: Desk, item: Item, value: Decimal, unit: tuple[str, str, int], name: str, **more: str | None
) -> Frag:
    shown = number(value, unit[1], unit[2])
    fields: dict[str, str | None] = {
        "place": desk.place.coded(desk.year), "item": item.id, "base": item.base, "period": str(desk.year),
        "value": plain(Decimal(shown) * Decimal(unit[1])), "unit": unit[0], "period_type": "year",
        "definition": item.definition(desk.year), "wording": name,
    }  # fmt: skip
    return Frag.of(shown + unit[0], Said(**(fields | more)))  # type: ignore[arg-type]


def _share(desk: Desk, item: Item, key: str, low: float, high: float) -> Decimal:
    """A part of the place's level, the same wherever the archive tells it."""
    level = desk.world.first(item)[desk.year]
    return level * Decimal(repr(round(desk.world.draw(item.id, desk.year, key).uniform(low, high), 3)))


def unit_sentence(desk: Desk, items: Sequence[Item], *, whole: bool = True) -> Frag:
    """A figure of a town or a company: an item's name that the place reports too, or sales of its own."""
    towns, rng = desk.place.towns, desk.rng
    able = [
        item
        for item in items
        if item.id in ("grain", "vegetables", "pigs", "fiscal", "poor", "jobs", "forest_new")
    ]
    if not towns or not able or rng.random() < 0.3:
        company = rng.choice(desk.place.companies)
        made = Decimal(desk.world.draw(company, desk.year).randint(1800, 26000)) * 10000
        said = Said(
            place=desk.place.coded(desk.year), subject=company, item="sales", base="元", value=plain(made),
            unit="万元", period=str(desk.year), period_type="year", wording="销售收入",
        )  # fmt: skip
        return fill(
            "{C}{Y}年实现销售收入{A}。",
            {"C": company, "Y": str(desk.year), "A": Frag.of(number(made, "10000", 0) + "万元", said)},
        )
    town, item = rng.choice(towns), rng.choice(able)
    name = desk.name(item, desk.year)
    unit = item.units[1] if item.units[0][0] in ("亿元", "万吨", "万头", "万亩") else item.units[0]
    shown = _said(desk, item, _share(desk, item, town, 0.05, 0.16), unit, name, subject=town)
    front = rng.choice(("其中，", "")) if whole else ""
    return fill("{F}{T}{Y}年{N}{A}。", {"F": front, "T": town, "Y": str(desk.year), "N": name, "A": shown})


def inner_sentence(desk: Desk, item_id: str, word: str, scope: str, share: float) -> Frag:
    """The part of an item that is of a narrower scope: 区本级, 市区."""
    item = next(one for one in load_items() if one.id == item_id)
    name = desk.name(item, desk.year)
    shown = _said(desk, item, _share(desk, item, scope, share, share + 0.1), item.units[0], name, scope=scope)
    return fill("其中，{W}{N}{A}。", {"W": word, "N": name, "A": shown})


def over_sentence(desk: Desk, items: Sequence[Item]) -> Frag:
    """A figure of the city or province above the place, by its own name."""
    item = next((one for one in items if one.id == "gdp"), items[0])
    name, above = desk.name(item, desk.year), desk.place.over
    value, version = Decimal(desk.world.draw(above, desk.year).randint(900, 2400)) * 100000000, "first"
    if desk.world.above:
        value, version = desk.world.above.level(item, desk.year, desk.published)
    unit: tuple[str, str, int] = ("亿元", "100000000", 1)
    shown = _said(desk, item, value, unit, name, place=desk.place.over_code, version=version)
    return fill("{Y}年，{O}{N}{A}。", {"Y": str(desk.year), "O": above, "N": name, "A": shown})


def project_sentence(desk: Desk) -> Frag:
    """The outlay of a project: money that belongs to no series of the place."""
    rng = desk.rng
    project = rng.choice(
        ("客运中心迁建项目", "农产品冷链物流园", "老街保护修缮工程", "城东污水处理厂", "文体中心")
    )
    total = Decimal(desk.world.draw(project, "outlay").randint(12, 98)) * 10000000
    said = Said(
        place=desk.place.coded(desk.year), subject=project, item="outlay", base="元", value=plain(total), unit="亿元",
        period=str(desk.year), period_type="none", wording="总投资",
    )  # fmt: skip
    return fill(
        "总投资{A}的{P}进展顺利。", {"A": Frag.of(number(total, "100000000", 1) + "亿元", said), "P": project}
    )
