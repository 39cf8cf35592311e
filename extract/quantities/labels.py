"""Units that stand before their numbers: in a label (总投资（亿元）：8.6), a table's head, a heading (单位：万元)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import cast

from shilu.extract.quantities.approximate import scaled
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.denominators import read_slash
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.heads import Head
from shilu.extract.quantities.measure_words import Measure, match_measure, named_symbol
from shilu.extract.quantities.measures import bound

__all__ = ["unit_before"]

_HEADING = re.compile(r"单位 ?[:：] ?(?P<tens>[十百千万亿]{0,2})(?=[^\s\d,。;()]{1,6})")
_PER_HEAD = re.compile(r"[人户亩]均|每[人户亩]")
_NEXT_UNIT = re.compile(r" ?[、,/] ?(?=[^\s\d,。;()])")
_ASKING = {"人": "heads of people", "money": "heads of money", "area": "heads of areas", "mass": "heads of masses",
           "length": "heads of lengths", "percent": "heads of shares"}  # fmt: skip
"""The cue that names what is told in a unit or kind of units."""
_OF_ANYTHING = ("percent", "count")
"""Kinds of units in which a list tells of anything by its name alone: 占比(%)：男56，产值44."""
_HEADING_REACH = 3000
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_OF_ITEM = re.compile(r"\d{1,2}\.[\u4e00-\u9fff]")
"""The number of an item: 1.工资."""

_LABEL_REACH = 26
_NAME_REACH = 16
_NAMED_ITEM = re.compile(r"[:,、;] ?(?:其中[:,]?)?[^\s,。;:、()\d][^\s,。;:、()]{0,9}?[\d.,]{1,12}\Z")
# （亿元）：, (万吨), /亩：, /千吨 or 元/千克 before the number.
_LABEL = re.compile(
    r"(?:[(\[【](?:单位 ?:? ?)?(?P<unit>[^\s\d()\[\]【】,。;:|]{1,8})[)\]】]|"
    r"(?:(?P<sum>[百千万亿]{0,2}元)|(?<=[\u4e00-\u9fff]))/(?P<over>[^\s\d()\[\]【】,。;:|/]{1,6}))"
    r"(?P<link>[ \t:|=]{0,4}|:?[ \t]{0,2}\n|[^\s,。;:、()\d]{0,8}(?:为|达到?|约为?|是|共计?|合计|计))$"
)
_NUMBERED = r"\d{1,4}(?:年度?|月份?|季度?|期)"  # 2021年, 3期
_LISTED = re.compile(
    r"(?P<link>:|[,、;] ?)(?P<within>其中[:,]?)?"
    rf"(?P<name>[^\s,。;:、()\d][^\s,。;:、()]{{0,9}}|{_NUMBERED})?:?$"
)
"""What stands between the numbers of a list under one label: 一期3.2,二期4.6; 2021年12.6,2022年13.1; 其中一等品1200."""

_WHEN = re.compile(rf"(?:{cue('dated items')}|{_NUMBERED})\Z")
_DATED = re.compile(rf"(?:{cue('dated items')})$|\d{{1,4}}(?:年|月|季度|期)[^\d]{{0,2}}$")
_OTHER_MEASURE = re.compile(rf"{cue('another measure')}|[率比]$")
_ITEM_ENDS = re.compile(r"[ \t]*(?:$|[,。;、)\n])")
_HEAD_OF_COLUMN = re.compile(
    r"[(\[【](?:单位 ?:? ?)?(?P<unit>[^\s()\[\]【】,。;:|]{1,8})[)\]】] *$|[/,](?P<over>[^\s()\[\]【】,。;:|/]{1,6}) *$"
)
_CALENDAR = ("年", "月", "日", "时", "分")  # columns of dates
_TENS = re.compile(r"[十百千万亿]{0,2}")
_BETWEEN_CELLS = re.compile(r"[ \t|]{1,12}\Z")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit before its numbers, with the units of ten before it: 万 of 万元."""

    measure: Measure
    tens: str
    per: tuple[Measure, ...] = ()


def unit_before(source: Source, head: Head) -> Found | None:
    """The number with the unit that its label, the head of its column or a heading gives; None where none does."""
    if not head.numeral.digits or _NOUN.match(source.folded, head.end):
        return None
    if _OF_ITEM.match(source.folded, head.start):
        return None
    label, column = _of_label(source, head), _of_column(source, head)
    share = column is not None and column.measure.kind == "percent"  # 增长(%) above 营业收入(万元)
    unit = (column if share else label or column) or _of_heading(source, head)
    if unit is None:
        return None
    found = Found(
        head.start, head.end, unit.measure.kind, head.amount, rules=("label.unit", *head.rules, unit.measure.rule),
        repairs=head.numeral.repairs,
    )  # fmt: skip
    factor = Decimal(1)
    for ten in unit.tens:
        factor *= {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}[ten]
    found.amount = scaled(head.amount, factor)
    found.unit, found.unit_code, found.row = unit.measure.surface, unit.measure.code, unit.measure.row
    found.per = tuple(one.surface for one in unit.per)
    found.per_rows = tuple(one.row for one in unit.per if one.row)
    return bound(source, found)


def _parse(source: Source, start: int, end: int) -> _Unit | None:
    """The unit that is all of the text at `start:end`: 万元, 元/吨, km."""
    tens = _TENS.match(source.folded, start, end)
    for at in range(start, (tens.end() if tens else start) + 1):
        measure = match_measure(source, at, number_start=at) or named_symbol(source, at)
        if measure is None:
            continue
        after, per = read_slash(source, at + len(measure.surface))
        if after == end and measure.surface not in _CALENDAR:
            return _Unit(measure, source.folded[start:at], per)
    return None


def _of_label(source: Source, head: Head) -> _Unit | None:
    """总投资（亿元）：8.6, 面积/亩：1260; 74 and 61 of （人） 74 61 share it."""
    first = max(0, head.start - _LABEL_REACH)
    label = _LABEL.search(source.folded, first, head.start)
    if label:
        if label["over"] and not label["link"]:
            return None
        name = "unit" if label["unit"] else "over"
        if "\n" in label["link"] and not _is_below(source, label, head):
            return None
        named = _parse(source, label.start("sum" if label["sum"] else name), label.end(name))
        source.labelled = (head.end, named) if named else None
        return named
    if source.labelled is None:
        return _of_first_in_list(source, head)
    end, unit = cast("tuple[int, _Unit]", source.labelled)
    if not _BETWEEN_CELLS.fullmatch(source.folded[end : head.start]) and not _is_listed(
        source, end, head, unit
    ):
        return _of_first_in_list(source, head)
    source.labelled = (head.end, unit)
    return unit


def _is_below(source: Source, label: re.Match[str], head: Head) -> bool:
    """Whether a number fills the line below its label; labels without a colon must not be heads of columns, of which
    one stands above the other."""
    if source.folded[head.end : head.end + 1] not in ("\n", ""):
        return False
    first = source.folded.rfind("\n", 0, label.start()) + 1
    return label["link"][0] == ":" or source.folded[max(0, first - 2) : first - 1] not in (")", "]", "】")


def _of_first_in_list(source: Source, head: Head) -> _Unit | None:
    """3.2 of 投资（亿元）：一期3.2，二期4.6, which has a name of its own behind the label."""
    colon = source.folded.rfind(":", max(0, head.start - _NAME_REACH), head.start)
    label = _LABEL.search(source.folded, max(0, colon - _LABEL_REACH), colon) if colon > 0 else None
    if label is None or not label["unit"] or label["link"]:
        return None
    named = _parse(source, label.start("unit"), label.end("unit"))
    if named is None or not _is_listed(source, colon, head, named):
        return None
    source.labelled = (head.end, named)
    return named


def _is_listed(source: Source, end: int, head: Head, unit: _Unit) -> bool:
    """Whether a number is an item of the list under a label, the last number or the colon of which ends before it."""
    if head.start - end > _NAME_REACH or not _ITEM_ENDS.match(source.folded, head.end):
        return False
    found = _LISTED.fullmatch(source.folded[end : head.start])
    name = (found["name"] or "") if found else ""
    if found is None or _OTHER_MEASURE.search(name) or _is_alien(_WHEN.sub("", name), unit.measure):
        return False
    return bool(
        not name or found["within"] or found["link"] == ":" or _DATED.search(name) or _is_item(source, end)
    )


def _is_alien(name: str, measure: Measure) -> bool:
    """Whether the head of the name of an item is told in another unit than the label gives: 社员 under 产量（吨）."""
    names = ["heads of ages"]
    if measure.kind not in _OF_ANYTHING:
        names += [one for kind, one in _ASKING.items() if kind not in (measure.kind, "人")]
        names += [] if measure.kind == "money" else [_ASKING["人"], "heads of counts"]
    return any(re.search(rf"(?:{cue(one)})\Z", name) for one in names)


def _is_item(source: Source, end: int) -> bool:
    """Whether the number that ends there has a name of its own, as the next then may have: 二期4.6 after 一期3.2."""
    return bool(_NAMED_ITEM.search(source.folded, max(0, end - _NAME_REACH), end))


def _of_column(source: Source, head: Head) -> _Unit | None:
    """1820 of | 柳湾 | 1820 | under | 乡镇 | 户数（户） |, 32.5 of | 粮食产量 | 万吨 | 32.5 | under a head
    单位: a number that fills its cell."""
    cell = source.cell(head.start)
    if cell is None or _unsigned(source, *cell.bounds) != _unsigned(source, head.start, cell.bounds[1]):
        return None
    found = _HEAD_OF_COLUMN.search(source.folded, *cell.printed) if cell.printed else None
    if found:
        name = "unit" if found["unit"] else "over"
        return _parse(source, found.start(name), found.end(name))
    if cell.unit:
        return _parse(source, *cell.unit)
    counted = _counted_head().search(source.folded, *cell.printed) if cell.printed else None
    return _parse(source, *counted.span()) if counted else None


@cache
def _counted_head() -> re.Pattern[str]:
    """A head that says what it counts in: 受益户数, 参加人次."""
    return re.compile(rf"(?<![国专作市机广平舞码街层频类门])(?:{cue('counted heads')})(?=数 *$)|人次(?= *$)")


def _unsigned(source: Source, start: int, end: int) -> str:
    return source.folded[start:end].lstrip("+-−—–")


def _of_heading(source: Source, head: Head) -> _Unit | None:
    """The unit that a table's heading gives: 单位：万元. Of several (单位：人、万元) the one that the head of the
    column asks for, or none."""
    if not source.has_heading:
        return None
    nearest = source.folded.rfind("单位", max(0, head.start - _HEADING_REACH), head.start)
    heading = _HEADING.match(source.folded, nearest) if nearest >= 0 else None
    if heading is None or "。" in source.folded[heading.end() : head.start]:
        return None
    if heading.start() not in source.headings:
        source.headings[heading.start()] = tuple(_units(source, heading))
    units: tuple[_Unit, ...] = source.headings[heading.start()]
    if len(units) < 2:
        return units[0] if units else None
    cell = source.cell(head.start)
    asked = source.folded[slice(*cell.printed)] if cell and cell.printed else ""
    fitting = [unit for unit in units if _asks_for(asked, unit)]
    return fitting[0] if len(fitting) == 1 else None


def _units(source: Source, heading: re.Match[str]) -> Iterator[_Unit]:
    """The units that a heading lists."""
    at: int | None = heading.start("tens")
    while at is not None:
        tens = _TENS.match(source.folded, at)
        start = tens.end() if tens else at
        measure = match_measure(source, start, number_start=heading.start())
        if measure is None:
            return
        yield _Unit(measure, source.folded[at:start])
        link = _NEXT_UNIT.match(source.folded, start + len(measure.surface))
        at = link.end() if link else None


def _asks_for(head: str, unit: _Unit) -> bool:
    """Whether the head of a column is an amount in a unit: 户数 in 户, 财政收入 in 万元."""
    measure, head = unit.measure, _PER_HEAD.sub("", head)
    if measure.surface in head:
        return True
    name = measure.surface if measure.kind == "count" else measure.kind
    return name in _ASKING and bool(re.search(cue(_ASKING[name]), head))
