"""Targets of the made documents, set so that their outcome is known and clear: none lies near the edge of a bound."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from random import Random

from tools.made_series.clauses import Desk, plain
from tools.made_series.frags import Frag, Said, fill
from tools.made_series.model import Item

__all__ = ["judge", "target_clause"]

Unit = tuple[str, str, int]

_HALF = Decimal("0.5")
_UP = Decimal("0.6"), Decimal("1.9")
_STYLES = ("point", "about", "at_least", "at_least", "aim", "range", "at_least")
_PHRASES = {
    "point": ("{T}",),
    "about": ("{T}左右",),
    "at_least": ("{T}以上", "不低于{T}"),
    "aim": ("{T}",),
    "range": ("{T}",),
    "at_most": ("{T}以内", "{T}以下"),
    "over": ("{T}",),
}


@dataclass(frozen=True)
class Bounds:
    """A target: what it is called, its printed number and its ends in base units (None: open)."""

    style: str
    shown: str
    unit: str
    low: Decimal | None
    high: Decimal | None


def judge(bound: str, low: Decimal | None, high: Decimal | None, actual: Decimal) -> str:
    """What became of a target: met, missed, within (a bound or 左右) or exceeded.

    `bound` is exact, about, at_least, at_most, over or range. 左右 is taken as 5 per cent of the target, at least 0.5;
    made outcomes lie well inside or well outside of that.
    """
    if bound == "about":
        assert low is not None
        width = max(abs(low) * Decimal("0.05"), Decimal("0.5"))
        return "within" if abs(actual - low) <= width else "exceeded" if actual > low else "missed"
    if bound == "at_most":
        assert high is not None
        return "within" if actual <= high else "missed"
    if bound in ("at_least", "over"):
        assert low is not None
        return "met" if actual >= low else "missed"
    assert low is not None
    assert high is not None
    if low == high and actual == low:
        return "met"
    return "exceeded" if actual > high else "missed" if actual < low else "within"


def _step(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step


def _rate(rng: Random, actual: Decimal, style: str) -> Bounds | None:
    """A target for a growth rate or a share, in steps of half a point."""
    off = Decimal(repr(round(rng.uniform(float(_UP[0]), float(_UP[1])), 1)))
    kept = rng.random() < 0.68
    if style == "range":
        low = _step(actual, _HALF, ROUND_FLOOR) if kept else _step(actual + off, _HALF, ROUND_CEILING)
        return Bounds(style, f"{plain(low)}%—{plain(low + 1)}%", "%", low, low + 1) if low > 0 else None
    if style == "about":
        wide = off + 1 if not kept else Decimal(0)
        aim = _step(actual + wide * rng.choice((-1, 1)), _HALF, ROUND_HALF_UP)
    elif kept:
        aim = _step(actual - (off if style != "at_least" else Decimal(0)), _HALF, ROUND_FLOOR)
    else:
        aim = _step(actual + off, _HALF, ROUND_CEILING)
    return Bounds(style, f"{plain(aim)}%", "%", aim, aim) if aim > 0 else None


def _nice(value: Decimal, digits: int, rounding: str) -> Decimal:
    step = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return _step(value, step, rounding)


def _level(rng: Random, unit: Unit, actual: Decimal, style: str) -> Bounds | None:
    """A target for a level, a round number in the unit that the document uses."""
    text, factor, places = unit
    inner = actual / Decimal(factor)
    kept = rng.random() < 0.68
    off = Decimal(repr(round(rng.uniform(0.06, 0.2) + (0.08 if style == "about" else 0), 3)))
    if style == "about":
        aim = (
            _nice(inner, 3, ROUND_HALF_UP)
            if kept
            else _nice(inner * (1 + off * rng.choice((-1, 1))), 2, ROUND_HALF_UP)
        )
    elif kept:
        aim = _nice(inner * (1 - off), 2, ROUND_FLOOR)
    else:
        aim = _nice(inner * (1 + off), 2, ROUND_CEILING)
    if places == 0 and aim != aim.to_integral_value():
        return None
    base = aim * Decimal(factor)
    return Bounds(style, f"{plain(aim)}{text}", text, base, base)


def _cap(rng: Random, item: Item, actual: Decimal) -> Bounds:
    """A target that is not to be passed: 控制在4%以内."""
    step = _HALF if item.base == "%" else Decimal(1)
    text, off = item.units[0][0], step + Decimal("0.1")
    kept = rng.random() < 0.75
    aim = _step(actual + off, step, ROUND_CEILING) if kept else _step(actual - off, step, ROUND_FLOOR)
    return Bounds("at_most", f"{plain(aim)}{text}", text, None, aim)


def _printed(desk: Desk, bounds: Bounds, said: Said) -> Frag:
    """The number with the words of its bound; these are part of the statement's place."""
    inner = fill(desk.rng.choice(_PHRASES[bounds.style]), {"T": bounds.shown})
    return Frag.of(inner.text, said)


def target_clause(desk: Desk, item: Item, year: int, *, kind: str) -> Frag | None:
    """A clause that sets a target of that kind (growth, level, cap) for the year; None where none can be put."""
    name = desk.rng.choice(item.calls(min(year, desk.published.year - 1)))
    rng = desk.world.draw(item.id, year, kind, desk.published.year)
    style = "at_most" if kind == "cap" else rng.choice(_STYLES)
    unit = rng.choice((item.units[0], *item.units))
    rates = kind == "growth" or item.base == "%"
    actual = desk.world.growth(item, year) if kind == "growth" else desk.world.first(item)[year]
    if item.redefined and kind != "growth" and item.old(desk.published.year - 1) and not item.old(year):
        actual = actual * Decimal(str(item.old_factor))
    unit = item.units[0] if actual / Decimal(unit[1]) >= 1_000_000 else unit
    if kind != "growth" and style == "range":
        style = "about"
    if kind == "cap":
        bounds: Bounds | None = _cap(rng, item, actual)
    else:
        bounds = _rate(rng, actual, style) if rates else _level(rng, unit, actual, style)
    return _worded(desk, item, year, name, bounds, kind) if bounds else None


def _worded(desk: Desk, item: Item, year: int, name: str, bounds: Bounds, kind: str) -> Frag:
    """The clause around the target."""
    known = min(year, desk.published.year - 1)
    aim = bounds.style == "aim"
    ends = {"low": bounds.low, "high": None if bounds.style == "at_least" else bounds.high}
    said = Said(
        place=desk.place.coded(year), item=item.id, base="%" if kind == "growth" else item.base,
        value=plain(bounds.low if bounds.low is not None else bounds.high or Decimal(0)),
        unit=bounds.unit, period=str(year), period_type="year",
        form="growth" if kind == "growth" else "level", status="planned",
        bound="exact" if bounds.style in ("point", "aim") else bounds.style,
        low=None if ends["low"] is None else plain(ends["low"]),
        high=None if ends["high"] is None else plain(ends["high"]),
        definition=item.definition(known), wording=name, version=f"set in {desk.published.year}",
    )  # fmt: skip
    shown = _printed(desk, bounds, said)
    front = "力争" if aim else ""
    if kind == "growth":
        return fill("{N}{F}增长{T}", {"N": name, "F": front, "T": shown})
    if kind == "cap":
        return fill("{N}控制在{T}", {"N": name, "T": shown})
    template = desk.rng.choice(item.aim)
    verb = "达到" if template == "{N}{T}" and not shown.text.startswith("不") else ""
    return fill("{F}" + template, {"F": front, "N": name, "T": fill(verb + "{T}", {"T": shown})})
