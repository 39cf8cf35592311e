"""What may follow a number, in one index: units, currencies and classifiers, longest first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from shilu.extract.lexicon import Table, load_table
from shilu.extract.lexicon.table import alternation
from shilu.extract.numerals import NUMERAL_CHARACTERS
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Source
from shilu.extract.quantities.rows import Classifier, Context, CountNoun, Unit
from shilu.extract.quantities.tables import classifiers, currencies, units
from shilu.schemas import Kind, Row

__all__ = [
    "PER_ONE", "Measure", "contexts", "count_nouns", "in_context", "match_measure", "match_prefix", "named_symbol",
    "named_unit", "settles",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit or classifier as a table row gives it, ready for use."""

    surface: str
    kind: Kind
    code: str | None
    rule: str
    row: Unit | None = None
    needs: str | None = None
    source: str = "classifiers"
    counts: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    after_all: tuple[str, ...] = ()
    named: bool = True
    inside: bool = True

    @property
    def is_unit(self) -> bool:
        """A unit of measure or money, not a word for counted things."""
        return self.source not in ("classifiers", "count_nouns")


@cache
def contexts() -> Table[Context]:
    """The contexts that an ambiguous unit needs: what must stand around 分 for it to be a score."""
    return load_table("shilu.extract.quantities", "contexts.toml", Context)


@cache
def count_nouns() -> Table[CountNoun]:
    """Nouns that are counted without a classifier: 70国, 17省, 三县."""
    return load_table("shilu.extract.quantities", "count_nouns.toml", CountNoun)


def _of_unit(table: Table[Unit], row: Unit, surface: str) -> Measure:
    never, after_all = _shown(row, surface)
    return Measure(
        surface, row.kind, row.code, table.rule(row), row, row.needs, table.name, never=never,
        after_all=after_all,
    )  # fmt: skip


def _of_classifier(row: Classifier, surface: str) -> Measure:
    never, after_all = _shown(row, surface)
    return Measure(
        surface, "count", None, classifiers().rule(row), needs=row.needs, counts=row.counts, never=never,
        after_all=after_all,
    )  # fmt: skip


def _of_noun(row: CountNoun, surface: str) -> Measure:
    never, after_all = _shown(row, surface)
    return Measure(
        surface, "count", None, count_nouns().rule(row), source="count_nouns", never=never,
        after_all=after_all, named=row.unit, inside=row.inside,
    )  # fmt: skip


def _shown(row: Row, surface: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the counter-examples and, against them, the examples of a row show after a surface.

    3支出 keeps 支 from counting before 出, the example 3支出征队伍 lets it count before 出征队伍 after all.
    """
    never, shown = (
        tuple(after for one in phrases if (after := _after_counted(one, surface)))
        for phrases in (row.counter, row.examples)
    )
    return never, tuple(one for one in shown if never and one.startswith(never))


def _after_counted(phrase: str, surface: str) -> str:
    """What stands behind the first of the surface's places in a phrase that a numeral stands before, if anything.

    Searched by hand: a pattern for each of 2,200 surfaces took half a second of every start.
    """
    at = phrase.find(surface, 1)
    while at > 0 and phrase[at - 1] not in _NUMERALS:
        at = phrase.find(surface, at + 1)
    return phrase[at + len(surface) :] if at > 0 else ""


def _all() -> list[Measure]:
    measures = [
        _of_unit(table, row, one)
        for table in (units(), currencies())
        for row in table
        if row.after
        for one in row.surfaces
    ]
    measures += [_of_classifier(row, one) for row in classifiers() for one in row.surfaces]
    measures += [_of_noun(row, one) for row in count_nouns() for one in row.surfaces]
    return measures


@cache
def _index() -> dict[str, tuple[tuple[str, tuple[Measure, ...]], ...]]:
    """Surfaces by first character, longest first; for each the measures, those that need a context first."""
    by_surface: dict[str, list[Measure]] = {}
    for measure in _all():
        by_surface.setdefault(measure.surface, []).append(measure)
    found: dict[str, list[tuple[str, tuple[Measure, ...]]]] = {}
    for surface in sorted(by_surface, key=len, reverse=True):
        ordered = tuple(sorted(by_surface[surface], key=lambda one: one.needs is None))
        found.setdefault(surface[0], []).append((surface, ordered))
    return {first: tuple(entries) for first, entries in found.items()}


@cache
def _prefixes() -> tuple[re.Pattern[str], dict[str, Measure]]:
    before = {
        one: _of_unit(table, row, one) for table in (units(), currencies()) for row in table if row.before
        for one in row.surfaces
    }  # fmt: skip
    return re.compile(rf"(?:{alternation(before)})$"), before


@cache
def _context_patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str] | None]]:
    return {
        row.id: (
            re.compile(alternation(row.surfaces)),
            re.compile(alternation(row.following)) if row.following else None,
        )
        for row in contexts()
    }


def _is_symbol(source: Source, start: int, end: int) -> bool:
    """A Latin letter is a unit after Arabic digits and before no letter, digit or grade: not 5G, 4A级."""
    after = source.folded[end : end + 1]
    size = end - start
    return bool(_SYMBOL.search(source.folded, start, start + size)) and after not in _NO_SYMBOL_BEFORE


def _always(_source: Source, _start: int, _end: int) -> bool:
    return True


def _never_here(_source: Source, _start: int, _end: int) -> bool:
    return False


def _before_slash(source: Source, _start: int, end: int) -> bool:
    """305克标准煤/千瓦时: only as a rate."""
    return source.folded[end : end + 1] == "/"


def _is_mass(source: Source, start: int, end: int) -> bool:
    """三千两百两, 四两, 九两半: the tael that ends a phrase, or one before its tenths (三两二钱)."""
    if _TENTHS_OF_TAEL.match(source.folded, end):
        return True
    after = source.folded[end : end + 1]
    return end - start > 1 and (not "\u4e00" <= after <= "\u9fff" or after == "半")


def _is_power(source: Source, _start: int, end: int) -> bool:
    """3亿度: degrees do not come in tens of thousands, kilowatt-hours do."""
    return source.folded[end - 2] in "万亿"


def _is_doing(source: Source, start: int, end: int) -> bool:
    """敲了三下, 三度夺冠: a doing is counted."""
    return source.before(start, 1) in ("了", "过", "着", "第") or bool(_DOING.match(source.folded, end))


def _is_minute(source: Source, _start: int, end: int) -> bool:
    """五分三十秒: minutes before seconds."""
    return bool(_SECONDS.match(source.folded, end))


def _is_box_score(source: Source, _start: int, end: int) -> bool:
    """31分9篮板: points beside what else a player is credited with."""
    return bool(_BOX_SCORE.match(source.folded, end))


def _is_money(source: Source, start: int, end: int) -> bool:
    """三块五, 五块六毛, 港币三角; 几十万块 alone."""
    if (prefix := match_prefix(source, start)) and prefix[0].kind == "money":
        return True
    return bool(_MONEY_NEXT.match(source.folded, end)) or _ends_phrase(source, start, end)


def _ends_phrase(source: Source, start: int, end: int) -> bool:
    """几十万块 alone, with nothing before or after it that could be in pieces."""
    alone = not source.before(start, 1).strip(",。、:;“(")
    return alone and end - start > 1 and not "\u4e00" <= source.folded[end : end + 1] <= "\u9fff"


def _is_litre(source: Source, _start: int, end: int) -> bool:
    """5升, 每天2升至3升; 从1.41升至1.43 and 由49.2升到50.8 rise to a number that is told in no litres."""
    rises = _RISES.match(source.folded, end)
    return rises is None or rises["unit"] is not None


def _is_lots(source: Source, start: int, _end: int) -> bool:
    """成交量22万手: lots of futures and shares."""
    return bool(_LOTS.search(source.context(start, 12)))


_LOTS = re.compile(cue("lots"))
_RISES = re.compile(r"[至到] ?-? ?\d[\d.,]{0,12}(?![\d.,]) ?(?P<unit>[十百千万亿]{0,2}[毫公]?升)?")
_NUMERALS = "".join(sorted(NUMERAL_CHARACTERS))
PER_ONE = r"一(?:公斤|平方|[斤个份张碗只条瓶盒袋支盆串包双件把本台套间晚位两杯枚颗粒桶箱捆头升吨亩顿次])"
"""The unit that a price is stated per, after it: 四块二一斤."""

_MONEY_NEXT = re.compile(
    rf"零?[一二三四五六七八九\d]{{1,2}}[毛角毫分仙]|[一二三四五六七八九](?:(?![一-鿿])|(?={PER_ONE}))|"
    rf"\d(?![\d.%万千百一-鿿])|半(?:(?![一-鿿])|(?={PER_ONE}))|{PER_ONE}|多?钱|多(?![一-鿿])"
)
_TENTHS_OF_TAEL = re.compile(r"零?[一二三四五六七八九\d]钱(?!币|包|庄)")
_SECONDS = re.compile(r"(?:零?[零一二三四五六七八九十]{1,3}|\d{1,2})(?:\.\d{1,3})?秒")
_BOX_SCORE = re.compile(rf" ?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:次|个)?(?:{cue('box scores')})")
_DOING = re.compile(r"(?:夺|获|蝉联|登|当选|入选|出|担任|赴|进|访|来|参|举|召|被|问鼎|捧|征|闯|率)")
_SYMBOL = re.compile(
    r"\d[^\u4e00-\u9fff\d]{1,8}$|\d [^\u4e00-\u9fff]{1,8}$|[一二三四五六七八九十百千万][A-Za-z\"″]{1,5}$"
)
_NO_SYMBOL_BEFORE = tuple("级网标座轮口照卡股馆型类证区幢栋单打片展机游影+_")
_IN_CODE: dict[str, Callable[[Source, int, int], bool]] = {
    "duration": _always,  # dates are read before amounts
    "symbol": _is_symbol,
    "rate": _before_slash,
    "share": _never_here,  # read by their own shape, shares.tenths
    "double": _never_here,  # read by their own shape, shares.doubling
    "mass": _is_mass,
    "electricity": _is_power,
    "grain": _is_power,
    "money": _is_money,
    "verb": _is_doing,
    "minute": _is_minute,
    "score": _is_box_score,
    "lots": _is_lots,
    "litre": _is_litre,
}


_NEVER_LARGE = frozenset({"angle", "arc", "proof", "dioptre"})


@cache
def _pieces() -> tuple[str, ...]:
    """Nouns that 块 counts: 电子屏12块 is no money."""
    row = classifiers().get("块")
    return row.counts if row else ()


def in_context(source: Source, measure: Measure, start: int, end: int) -> bool:
    """Whether what the measure needs around it stands shortly before `start` or right after `end`."""
    name = measure.needs or ""
    if name == "noun":
        return any(noun in source.folded[end : end + 8] for noun in measure.counts)
    if name in _NEVER_LARGE and _is_power(source, start, end):
        return False
    if name in _IN_CODE and _IN_CODE[name](source, start, end):
        return True
    if name == "money" and source.context(start, 4).endswith(_pieces()):
        return False
    return settles(source, name, start, end)


def settles(source: Source, name: str, start: int, end: int) -> bool:
    """Whether a word of the context stands up to twelve characters before `start`, or right after `end`."""
    patterns = _context_patterns().get(name)
    if patterns is None:
        return False
    before, after = patterns
    first = max(0, start - 12)
    if name in ("money", "sum"):  # 投资30万元，安装电子屏12块: what another clause costs tells nothing
        first = max(first, source.folded.rfind(",", first, start) + 1)
    if before.search(source.folded, first, start):
        return True
    return bool(after and after.match(source.folded, end))


def match_measure(source: Source, at: int, *, number_start: int) -> Measure | None:
    """The longest unit or classifier at `at` whose context is there. A Latin one must end with its word.

    `number_start` is where the number before it begins; contexts are looked for before that.
    """
    folded = source.folded
    entries = _index().get(folded[at : at + 1])
    if entries is None:
        return None
    for surface, measures in entries:
        if not folded.startswith(surface, at):
            continue
        end = at + len(surface)
        if _runs_on(surface, folded[end : end + 1]):
            continue
        for measure in measures:
            if folded.startswith(measure.never, end) and not folded.startswith(measure.after_all, end):
                continue
            if measure.needs is None or in_context(source, measure, number_start, end):
                return measure
    return None


def _runs_on(surface: str, following: str) -> bool:
    """5min is not 5 m: a Latin unit must not run into a letter."""
    return surface[-1].isascii() and surface[-1].isalpha() and following.isascii() and following.isalpha()


def named_unit(surface: str, *, kind: Kind | None = None) -> Measure:
    """The unit that claims a surface, whatever it needs around it: for shapes that read it by themselves.

    Of several rows, that of the `kind`: 分 is a minute among durations.
    """
    rows = units().by_surface.get(surface, ())
    row = next((one for one in rows if kind is None or one.kind == kind), None)
    if row is None:
        return Measure(surface, kind or "other", None, "shape.smaller unit", source="units")
    return _of_unit(units(), row, surface)


def named_symbol(source: Source, at: int) -> Measure | None:
    """The unit whose Latin symbol stands at `at` without a number of its own: t in 15kWh/t, L in mol/L."""
    folded = source.folded
    for surface, measures in _index().get(folded[at : at + 1], ()):
        end = at + len(surface)
        if (
            folded.startswith(surface, at)
            and surface.isascii()
            and not _runs_on(surface, folded[end : end + 1])
        ):
            return next((one for one in measures if one.needs == "symbol"), None)
    return None


def match_prefix(source: Source, at: int) -> tuple[Measure, int] | None:
    """A unit that stands before its number and ends at `at`, with its start: 人民币50元, $5, 摄氏37度."""
    before = source.before(at, 14).rstrip(" ")
    if not before or before[-1] not in _prefix_ends():
        return None
    pattern, rows = _prefixes()
    found = pattern.search(before)
    if found is None:
        return None
    prefix, start = rows[found[0]], max(source.floor, at - 14) + found.start()
    if prefix.row and prefix.row.unless_after and source.context(start, 1) in tuple(prefix.row.unless_after):
        return None
    return prefix, start


@cache
def _prefix_ends() -> frozenset[str]:
    return frozenset(surface[-1] for surface in _prefixes()[1])
