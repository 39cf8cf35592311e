"""Numbers in names and codes, told by their shape: 5G, 4A级, 1+9, 75号楼, 国发〔2022〕3号, 电话."""

from __future__ import annotations

import re

from shilu.extract.numerals import NUMERAL_CHARACTERS, read_numeral
from shilu.extract.quantities.code_shapes import ANY_SHAPE, DIGITS, REFERENCES, SHAPES
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Other, Source
from shilu.extract.quantities.heads import read_head
from shilu.extract.quantities.measure_words import match_measure, match_prefix
from shilu.schemas import Exact, NumberRole

__all__ = ["code_row", "read_code", "read_reference"]

_REFERENCE_BEGINS = re.compile(r"\d{3}[\d -]")
_SCORE = re.compile(
    rf"(?:\d{{1,3}}|[{DIGITS}]{{1,3}}) ?[:比平] ?(?:\d{{1,3}}|[{DIGITS}]{{1,3}})(?![:\d{DIGITS}.%])"
)
_MATCH = re.compile(rf"{cue('matches')}|(?<=队)[胜负]|\d[胜负](?!率)")
_MATCH_REACH = 16
_VERSION = re.compile(
    r"[1-9]\d?\.[0-9](?![\d.])(?! ?(?:[%‰万亿千百]|个|倍|成|折|元|米|亩|吨|级|度|℃|公|平方|分|岁))"
)
# 3,.15亿元, 3?15亿元, 3.15.2亿元: too many points before a unit of ten; what was printed cannot be told.
_DAMAGED = re.compile(
    r"(?:\d{1,9}(?:[.,?]{2,3}|\?)\d{1,9}|\d{1,4}\.\d{1,2}\.\d{1,4}|\d{1,4}\.\d{3}\.\d{1,2})(?:[万亿]{1,2}|(?=[%‰元]))"
)
_VERSIONED = re.compile(rf"(?:{cue('versioned before')})$")
_VERSION_NEXT = re.compile(cue("versioned after"))
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9./+&_-]*$")
_CODE_REST = re.compile(r"\d[A-Za-z0-9]*(?:[-./_+:@?=&%#~][A-Za-z0-9]+)*")
_STANDARD = re.compile(rf"(?<![A-Za-z])(?:{cue('standards')}|DB\d{{2}}(?:/T)?|T/[A-Z]{{2,8}}) ?$")
_PER_CENT = re.compile(r"\d{1,3}(?:\.\d{1,4})?[%‰]")  # SQM24%股权
_PRODUCT = re.compile(r"\d{1,4}[xX]\d{1,6}(?:\.\d+)?(?=[a-zA-Z\u4e00-\u9fff])")
_NUMBERED_LABEL = re.compile(rf"(?:{cue('labels of numbers')})[^\d\n,。;]{{0,6}}$")
_LEADING_ZERO = re.compile(r"0\d{1,3}(?![\d.,%])")
_DASH_ENDS = ("-", "—", "–", " ")
_LABEL_ENDS = frozenset("次期号码牌")
_DASH = re.compile(r"[-—–] ?$")
_BREAKS_OFF = frozenset('-—–~,。;:!?、([“"=<>≤≥+×*/')
_PART_OF_BUILDING = re.compile(r"(?:[A-Za-z]|\d{1,4}|[一二三四五六七八九十])(?:座|栋|幢|楼|号楼|单元|区|号)$")
_FLOOR = re.compile(r"(?:层|楼|室|号|单元)")
_SIGNED_NEXT = tuple("%‰℃°年月日万亿千百")
_LETTERS_AFTER = re.compile(r"\d+(?:\.\d+)?[A-Za-z][A-Za-z0-9-]*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")
_LONG = re.compile(r"\d{11,60}(?![.,]?\d)")
_CALLED = re.compile(rf"(?:{cue('called')})[^\d,。;]{{0,4}}$")
_NUMBERED = re.compile(r"[\d-]{5,20}(?!\d)(?![万亿]|\.\d)")
_PLATE_START = re.compile(rf"(?:{cue('provinces on plates')})[A-Z] ?[·•.-]? ?([A-Z]{{0,4}})$")
_PLATE_REST = re.compile(r"[0-9A-Z〇零一二三四五六七八九]{1,6}[警学挂港澳]?(?![0-9A-Za-z])")
# Not 地图3张, 代表12名: a word that ends in 图 or 表, and something that is counted.
_FIGURE = re.compile(rf"(?<![地版代报手钟外仪电水气列蓝宏])(?:{cue('numbered before')})$")
_FIGURE_NUMBER = re.compile(r"\d{1,3}(?![\d.,%]|[年月日万亿个名家张份幅件])")


def read_code(source: Source, at: int) -> Other | None:
    """The name or code whose number stands at `at`, by its shape; None where it has no such shape."""
    folded = source.folded
    if damaged := _DAMAGED.match(folded, at):
        return Other(at, damaged.end(), "unread", "leftover.damaged number")
    if found := _after_letters(source, at) or _after_dash(source, at):
        return found
    for shape in SHAPES if ANY_SHAPE.match(folded, at) else ():
        match = shape.pattern.match(folded, at)
        if match and not _is_count(source, shape.name, match):
            return code_row(source, at, match.end(), f"code.{shape.name}", role=shape.role)
    if score := _read_score(source, at):
        return score
    if "0" <= folded[at] <= "9":
        return _by_digits(source, at)
    return None


def _read_score(source: Source, at: int) -> Other | None:
    """3:1 and 五比三 in a clause that speaks of a match: its score, no ratio."""
    score = _SCORE.match(source.folded, at)
    if score is None:
        return None
    after = source.folded[score.end() : score.end() + 2 * _MATCH_REACH].partition("。")[0]
    before = source.context(at, 2 * _MATCH_REACH).rpartition("。")[2]
    if not _MATCH.search(before) and not _MATCH.search(after):
        return None
    return code_row(source, at, score.end(), "code.score of a match")


def _is_count(source: Source, name: str, match: re.Match[str]) -> bool:
    """分三期 counts phases; 120台机器人 and 120名服务人员 are no emergency number."""
    if name == "phase":
        return source.context(match.start(), 1) in tuple("分共第等了成为")
    if name not in ("emergency or hot line", "service number"):
        return False
    measure = match_measure(source, match.end(), number_start=match.start())
    return measure is not None and measure.source == "classifiers"


def read_reference(source: Source, at: int) -> Other | None:
    """A document, identity, telephone or plate number, which may look like a date: 国发〔2022〕3号."""
    if plate := _read_plate(source, at):
        return plate
    for shape in REFERENCES if _REFERENCE_BEGINS.match(source.folded, at) else ():
        if match := shape.pattern.match(source.folded, at):
            return code_row(source, at, match.end(), f"code.{shape.name}")
    return None


def _read_plate(source: Source, at: int) -> Other | None:
    """豫A·8K21Z, 京A12345警, 鲁B二四七五六: the number of a vehicle (GA 36), from its province on."""
    last = source.folded[at - 1 : at]
    if not last or not (last in "·•.- " or (last.isascii() and last.isupper())):
        return None
    before = _PLATE_START.search(source.before(at, 8))
    rest = _PLATE_REST.match(source.folded, at) if before else None
    if not before or not rest or not 5 <= len(before[1]) + rest.end() - at <= 7:
        return None
    return code_row(source, at - len(before[0]), rest.end(), "code.number of a vehicle")


def _by_digits(source: Source, at: int) -> Other | None:
    folded = source.folded
    if version := _VERSION.match(folded, at):
        before = folded[max(at - 4, 0) : at]
        counts = match_measure(source, version.end(), number_start=at) is not None
        if (_VERSIONED.search(before) and not counts) or _VERSION_NEXT.match(folded, version.end()):
            return code_row(source, at, version.end(), "code.version")
    if (
        (called := _NUMBERED.match(folded, at))
        and _CALLED.search(source.context(at, 10))
        and match_measure(source, called.end(), number_start=at) is None
    ):
        return code_row(source, at, called.end(), "code.number of a telephone, account or paper")
    product = _PRODUCT.match(folded, at)
    if not product and (letters := _LETTERS_AFTER.match(folded, at)) and not _unit_follows(source, at):
        return code_row(source, at, letters.end(), "code.letters and digits")
    long = _LONG.match(folded, at)
    if long and not folded[long.end() : long.end() + 2].strip(" %‰℃°")[:1].isalpha():
        return code_row(source, at, long.end(), "code.long number")
    zero = _LEADING_ZERO.match(folded, at) if folded[at] == "0" else None
    before = source.context(at, 14)
    named = not _LABEL_ENDS.isdisjoint(before) and _NUMBERED_LABEL.search(before)
    labelled = _FIGURE_NUMBER.match(folded, at) if named else None
    if numbered := zero or labelled:
        measure = match_measure(
            source, numbered.end() + (folded[numbered.end() : numbered.end() + 1] == " "), number_start=at
        )
        if (measure is None and labelled) or (measure and measure.source == "classifiers"):
            return code_row(source, at, numbered.end(), "code.number that names")
    if _FIGURE.search(source.context(at, 3)) and (number := _FIGURE_NUMBER.match(folded, at)):
        return code_row(source, at, number.end(), "code.number of a figure, table or case")
    return None


def _unit_follows(source: Source, at: int) -> bool:
    """Letters after digits that are a unit or a thousand: 16TB, 35mg, 40k."""
    numeral = read_numeral(source.folded, at)
    if numeral is None:
        return False
    end = numeral.end
    if "numeral.exponent" in numeral.rules:
        return True
    if source.folded[end : end + 1] in tuple("kKwWMGeE") and not _ASCII_WORD.match(source.folded, end + 1):
        return True
    return match_measure(source, end, number_start=at) is not None


def _after_letters(source: Source, at: int) -> Other | None:
    """A1版, G40, COVID-19, PM2.5: letters right before the digits, unless they are a currency ($, RMB)."""
    folded = source.folded
    if not "0" <= folded[at] <= "9" or at <= source.floor:
        return None
    if standard := _STANDARD.search(source.before(at, 12)):
        digits = _CODE_REST.match(folded, at)
        return code_row(source, at - len(standard[0]), digits.end() if digits else at + 1, "code.standard")
    last = folded[at - 1]
    if not (last.isascii() and (last.isalpha() or last in "-./_@+")):
        return None
    before = _LATIN.search(source.context(at, 24))
    if not before or match_prefix(source, at):
        return None
    if len(before[0]) > 1 and before[0].isalpha() and _is_share_or_money(source, at):
        return None
    start = at - len(before[0])
    rest = _CODE_REST.match(folded, at)
    end = rest.end() if rest else at + 1
    return code_row(source, start, end, "code.letters and digits")


def _is_share_or_money(source: Source, at: int) -> bool:
    """What never belongs to a code: SQM[24%]股权, GDP[176.03亿元]."""
    if _PER_CENT.match(source.folded, at):
        return True
    head = read_head(source, at, signed=False)
    measure = match_measure(source, head.end, number_start=at) if head else None
    return measure is not None and measure.kind == "money" and measure.is_unit


def _after_dash(source: Source, at: int) -> Other | None:
    """歼-20, 翼龙-3, A座-12层, 表14-2: digits that a dash joins to a name or number before them.

    After a word the digits may still count (门诊部-12人): only what nothing counts is a name there.
    """
    if source.folded[at - 1 : at] not in _DASH_ENDS:
        return None
    dash = _DASH.search(source.context(at, 2))
    if dash is None or source.before(at, 1) == "" or not "0" <= source.folded[at] <= "9":
        return None
    before = source.context(at - len(dash[0]), 8)
    digits = _CODE_REST.match(source.folded, at)
    if digits is None or not before[-1:].strip() or before[-1] in _BREAKS_OFF:
        return None
    head = read_head(source, at)
    if head is None or head.negative:
        return None
    measure = match_measure(source, digits.end(), number_start=at)
    counts = measure is not None and measure.source != "count_nouns"
    if _PART_OF_BUILDING.search(before) and (floor := _FLOOR.match(source.folded, digits.end())):
        return code_row(source, at, floor.end(), "code.room or building")
    if counts and not (
        (before[-1].isdigit() or before[-1] in DIGITS)
        and len(digits[0]) < 3
        and measure
        and measure.source == "classifiers"
    ):
        return None
    if match_prefix(source, at) or source.folded[digits.end() : digits.end() + 1] in _SIGNED_NEXT:
        return None
    end = digits.end() + (len(measure.surface) if counts and measure else 0)
    return code_row(source, at, end, "code.joined by a dash")


def code_row(
    source: Source, start: int, end: int, reason: str, *, at: int | None = None, role: NumberRole = "name"
) -> Other:
    """What stands at `start:end` as a name or code, with the value of its first numeral, from `at` on."""
    first = start if at is None else at
    while first < end and source.folded[first] not in NUMERAL_CHARACTERS:
        first += 1
    numeral = read_numeral(source.folded, first) if first < end else None
    value = numeral.value if numeral and numeral.end <= end else None
    amount = Exact(value=value) if value is not None else None
    return Other(start, end, role, reason, kind="ordinal" if role == "ordinal" else None, amount=amount)
