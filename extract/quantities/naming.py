"""Amounts that only name: the class of a weight (49公斤级), a place on a road (1228公里处)."""

from __future__ import annotations

import re

from shilu.extract.lexicon.levels import VILLAGE, division_letters
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Found, Other, Source
from shilu.schemas import NumberRole

__all__ = ["naming"]

_VOLTS = frozenset({"千伏", "kV", "KV", "kv", "Kv", "伏"})
_COUNTS_PLACES = tuple("共有这等修过经建挖为了")
_CLASS_UNITS = frozenset({"公斤", "千克", "kg", "KG", "Kg", "磅"})
_ON_ROAD = re.compile(
    r"(?:高速(?:公路)?|[国省县]道|铁路|公路|[GSX]\d{1,4}(?:线|高速)?|\d线|路段|方向)(?:[^,。;、\n\d距]{0,6}|\d{1,3}线)$"
)
_POST = re.compile(r"(?:\+\d{1,3}米?)?(?:处|附近)")
_OVER_POST = re.compile(r"(?:公里|千米|[kK]\d{1,4})\+$")
_VERSION = re.compile(r"(?:版本号?|系统|软件|固件|iOS|Android|安卓|鸿蒙|Windows)[ :]?[vV]?$")
_DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,3})+$")
_LOST = frozenset("\ufffd□■◻◼▇█▆〓")
_OPENS_ITEM = re.compile(r"(?:\A|[\s,、:;。!?)])\Z")
_NUMBERING = re.compile(cue("heads of numbering"))
_TENS = frozenset("十百千万亿")
_OF_A_SIZE = re.compile(rf"(?!台阶|大关|关口|门槛)(?:{cue('of a size')})")  # 十亿元企业
_GRID = re.compile(cue("power grid"))
_LINE = re.compile(r"[\u4e00-\u9fff]{1,4}?(?:线|变电站|开关站|配电站)")  # 10kV科山线, 110千伏荔林变电站
_ISOTOPE = re.compile(rf"(?:{cue('isotopes')})$")
_SCANNER = re.compile(r"(?:螺旋|高速|多层|探测器|超高端|全身){0,2}(?:CT|ct)")
_PLACE = re.compile(rf"[二三四五六七八九十]{{1,3}}(?:{cue('numbered places')})")
_PLACES_COUNTED = re.compile(rf"[两二三四五六七八九十\d]{{1,2}}[个街{division_letters(finest=VILLAGE)}]")
_NOTHING_SPENT = re.compile(r"[没不未无][^,。;、\d]{0,6}$")
_SMALLEST = re.compile(r"一[分毛](?:钱|(?![一-鿿])|都|也)")
_FLOORS = re.compile(r"二层(?!楼|小|洋|建|结构|砖|平房|民房|以|的|[,。;、)])")
_SO_MANY_FLOORS = tuple("共有为达高建盖加分是")
_AGES_AGO = re.compile(r"[之以]?前(?![后往期进景来去列身沿线提夕])")
_OLDEST = 10**4


_ROLES: dict[str, NumberRole] = {
    "number of a row": "ordinal",
    "ages ago": "time",
    "not a penny": "idiom",
    "size": "idiom",
    "storey": "ordinal",
}


def naming(source: Source, row: Found | Other) -> Found | Other:
    """The row as a name where what stands around it says that it names; else as it is.

    A number beside a character that the page has lost (�, □) is not whole and stays unread.
    """
    if isinstance(row, Other):
        return row
    if _is_lost(source, row.start - 1) or (row.unit is None and _is_lost(source, row.end)):
        return Other(row.start, row.end, "unread", "naming.beside a lost character")
    reason = _reason(source, row)
    if reason is None:
        return row
    return Other(row.start, row.end, _ROLES.get(reason, "name"), f"naming.{reason}", amount=row.amount)


def _in_unit_column(source: Source, row: Found) -> bool:
    """50千克 in the cell 元/50千克 under a head 单位: the row is told per so much."""
    cell = source.cell(row.start) if source.folded[row.start - 1 : row.start] == "/" else None
    return bool(cell and cell.printed and "单位" in source.folded[slice(*cell.printed)])


def _numbers_row(source: Source, row: Found) -> bool:
    """The 1 below 序号, which takes no unit from a label or heading."""
    cell = source.cell(row.start)
    return bool(cell and cell.printed and _NUMBERING.fullmatch(source.folded[slice(*cell.printed)].strip()))


def _is_lost(source: Source, at: int) -> bool:
    """Whether a character that the page has lost stands at `at`; a box that opens a line or clause marks an item."""
    if at < 0 or source.folded[at : at + 1] not in _LOST:
        return False
    return source.folded[at] == "\ufffd" or not _OPENS_ITEM.search(source.context(at, 1))


def _reason(source: Source, row: Found) -> str | None:
    folded = source.folded
    if row.kind in ("mass", "volume") and _in_unit_column(source, row):
        return "unit of a row"
    if "label.unit" in row.rules and _numbers_row(source, row):
        return "number of a row"
    if row.kind == "mass" and row.unit in _CLASS_UNITS and folded.startswith("级", row.end):
        return "weight class"
    if row.kind == "duration" and row.amount.shape == "exact":
        long_ago = row.unit == "年" and row.amount.value >= _OLDEST
        return "ages ago" if long_ago and _AGES_AGO.match(folded, row.end) else None
    if row.kind == "count":
        return _counted(source, row)
    if row.kind == "money":
        if _is_not_a_penny(source, row):
            return "not a penny"
        tens = folded[row.start] == "十" and _TENS.issuperset(
            folded[row.start : row.end - len(row.unit or "")]
        )
        return "size" if tens and _OF_A_SIZE.match(folded, row.end) else None
    if row.kind == "other" and row.unit in _VOLTS:
        return "voltage of a line" if _GRID.match(folded, row.end) or _LINE.match(folded, row.end) else None
    if row.kind == "other" and row.unit is None and _ISOTOPE.search(source.context(row.start, 2)):
        return "isotope"
    if row.kind == "other" and row.unit is None and _DECIMAL.match(folded[row.start : row.end]):
        return "version" if _VERSION.search(source.context(row.start, 10)) else None
    if row.kind != "length" or row.unit not in ("公里", "千米", "米", "km"):
        return None
    if _OVER_POST.search(source.context(row.start, 6)):
        return "milestone"
    return (
        "milestone"
        if _POST.match(folded, row.end) and _ON_ROAD.search(source.context(row.start, 14))
        else None
    )


def _counted(source: Source, row: Found) -> str | None:
    """64排CT, 七家垸, 二层一住户: a count that names a machine, a place or the storey of a house."""
    folded = source.folded
    if row.unit in ("排", "层") and _SCANNER.match(folded, row.end):
        return "scanner"
    if _PLACE.match(folded, row.start) and source.context(row.start, 1) not in _COUNTS_PLACES:
        return "place"
    listed = source.context(row.start, 1) == "、" and "count_nouns.places" in row.rules
    if listed and _PLACES_COUNTED.match(folded, row.end):
        return "place"  # 台西、四湖两乡
    floors = _FLOORS.match(folded, row.start) and source.context(row.start, 1) not in _SO_MANY_FLOORS
    return "storey" if floors else None


def _is_not_a_penny(source: Source, row: Found) -> bool:
    """没花一分钱, 不收一毛钱: nothing was paid."""
    penny = _SMALLEST.match(source.folded, row.start)
    return bool(penny and _NOTHING_SPENT.search(source.context(row.start, 8)))
