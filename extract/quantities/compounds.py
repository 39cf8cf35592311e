"""Units in a row (三元五角, 六斤八两, 1小时20分), and halves (三斤半, 一个半小时)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from shilu.extract.numerals import NUMERAL_CHARACTERS, Numeral, divided, read_numeral
from shilu.extract.numerals.characters import DIGITS
from shilu.extract.quantities.findings import Source
from shilu.extract.quantities.measure_words import PER_ONE, match_measure
from shilu.extract.text.fold import fold

__all__ = ["HALF_ENDS", "Tail", "read_tail"]

_THOUSANDTH, _HUNDREDTH, _TENTH = Decimal("0.001"), Decimal("0.01"), Decimal("0.1")
_MONEY = {
    "角": _TENTH,
    "毛": _TENTH,
    "毫": _TENTH,
    "仙": _HUNDREDTH,
    "占": _HUNDREDTH,
    "分钱": _HUNDREDTH,
    "分": _HUNDREDTH,
    "角钱": _TENTH,
    "毛钱": _TENTH,
    "厘": _THOUSANDTH,
}
_JIAO = {"分钱": _TENTH, "分": _TENTH, "仙": _TENTH, "占": _TENTH, "厘": _HUNDREDTH}
_HOUR = {"分钟": Decimal(60), "分": Decimal(60), "秒钟": Decimal(3600), "秒": Decimal(3600)}
_MINUTE = {"秒钟": Decimal(60), "秒": Decimal(60)}
_ARC = {"分": Decimal(60), "′": Decimal(60), "'": Decimal(60)}
_TENTHS = ("两钱分厘毫丝忽", "石斗升合勺抄撮", "丈尺寸分厘毫", "亩分厘毫")
"""Scales of which each unit is a tenth of the one before; an account may leave steps out (八十七两八分)."""


def _below(scale: str, unit: str) -> dict[str, Decimal]:
    """The units below one of a scale, each as a factor of it.

    >>> _below("丈尺寸", "丈")["寸"]
    Decimal('0.01')
    """
    lower = scale[scale.index(unit) + 1 :]
    return {name: Decimal(1).scaleb(-step) for step, name in enumerate(lower, start=1)}


_SILVER, _GRAIN, _LENGTH, _FIELD = _TENTHS

# The smaller units after a unit: as a factor to multiply by, or (from 60 on) to divide by.
_NEXT: dict[str, dict[str, Decimal]] = {
    **dict.fromkeys(
        ("元", "圆", "块", "港元", "美元", "欧元", "加元", "澳元", "英镑", "新台币", "港币", "人民币"), _MONEY
    ),
    "日元": {"日本钱": _HUNDREDTH, "日本銭": _HUNDREDTH, "钱": _HUNDREDTH, "銭": _HUNDREDTH},
    "角": _JIAO, "毛": _JIAO, "毫": _JIAO,
    "斤": {"两": _TENTH}, "市斤": {"两": _TENTH}, "担": {"斤": _HUNDREDTH},
    **{unit: _below(_SILVER, unit) for unit in "两钱"},
    "公斤": {"两": Decimal("0.05"), "克": _THOUSANDTH}, "千克": {"克": _THOUSANDTH},
    "吨": {"公斤": _THOUSANDTH, "千克": _THOUSANDTH}, "公里": {"米": _THOUSANDTH},
    "顷": {"亩": _HUNDREDTH, **{name: worth / 100 for name, worth in _below(_FIELD, "亩").items()}},
    "磅": {"盎司": Decimal("0.0625")}, "加仑": {"夸脱": Decimal("0.25")},
    "升": {**_below(_GRAIN, "升"), "毫升": _THOUSANDTH},
    **{unit: _below(_LENGTH, unit) for unit in "丈尺寸"},
    "米": {"分米": _TENTH, "厘米": _HUNDREDTH, "公分": _HUNDREDTH},
    "亩": _below(_FIELD, "亩"), "里": {"分": _TENTH}, **{unit: _below(_GRAIN, unit) for unit in "石斗"},
    "小时": _HOUR, "个小时": _HOUR, "时": _HOUR, "钟头": _HOUR, "分钟": _MINUTE, "分": _MINUTE,
    "年": {"个月": Decimal(12)}, "个月": {"天": Decimal(30), "日": Decimal(30)},
    "天": {"小时": Decimal(24), "个小时": Decimal(24)},
    "度": _ARC, "°": _ARC, "′": {"秒": Decimal(60), "″": Decimal(60)},
    "英尺": {"英寸": Decimal(12), "吋": Decimal(12)},
    "呎": {"吋": Decimal(12)},
}  # fmt: skip
_FRACTION = "分之"
_MINUTES = frozenset({"分"})
"""What is a smaller unit of other things too, and has no seconds behind it there."""
_SENTENCED = re.compile(r"徒刑|拘役|刑期|判[处刑囚监]|监禁")
_TERM_OF_PRISON = {"个月": Decimal(12), "月": Decimal(12)}  # 有期徒刑1年2月
_HALVABLE = frozenset("年月天周岁斤两吨亩里米丈尺寸担石斗升倍成公里小时圈个块元桶打步层碗瓶车")
HALF_ENDS = re.compile(r"[,。;:、!?)\]”」\n]|左右|以[上下]|$")
"""What ends a phrase behind 半."""
_SHORT = frozenset({"元", "块", "米", "斤", "毛", "角", "毫", "块钱", "公斤", "丈", "尺", "倍"})
_SPOKEN = frozenset({"元", "块", "毛", "角", "毫"})
_DIGIT_AND_PER = re.compile(rf"[一二三四五六七八九](?={PER_ONE})")
_NO_ITEM = re.compile(r" ?[、.)]")
_DIGIT = "[〇零一二三四五六七八九]"
_END_OF_RESULT = rf"(?! ?[\d.万亿千百十%:~—/×xX*-]|[号年月日时分几]|{_DIGIT})"
_DECIMALS = {
    "秒": re.compile(rf"(?:\d{{1,3}}|{_DIGIT}{{1,3}}){_END_OF_RESULT}"),
    "米": re.compile(rf"(?:\d{{1,2}}|{_DIGIT}{{2}}){_END_OF_RESULT}"),
}
_TAIL_BEGINS = NUMERAL_CHARACTERS | set(" 半又加.几数")
_LINK = re.compile(r" ?(?:零|又|加)? ?")
_LETTER = re.compile(r"[\u4e00-\u9fff\dA-Za-z.%]")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a unit and belongs to the same amount.

    `plus` is in the unit before it. A tail that is no finite decimal of that unit (1小时20分) gives the whole
    amount in the smaller `unit` instead, with `factor` of them in the unit before.
    """

    end: int
    plus: Decimal
    rule: str
    unit: str | None = None
    factor: Decimal = Decimal(1)
    at_most: Decimal | None = None
    """What it is at most, where its digits are neighbours: 三元六七角."""


def read_tail(source: Source, at: int, unit: str, *, large: bool = False) -> Tail | None:
    """Smaller units, a half or a single digit after a unit that ends at `at`; None where there is none.

    The unit may be as printed: 兩 in 九兩半. After `large` numbers (5000万元) no digit stands for a smaller unit.

    >>> read_tail(Source("三斤半", "三斤半"), 2, "斤").plus
    Decimal('0.5')
    """
    folded = source.folded
    if folded[at : at + 1] not in _TAIL_BEGINS:  # almost every unit
        return None
    unit = fold(unit)
    if folded[at : at + 1] == "半" and _is_halved(folded, at + 1, unit):
        return Tail(at + 1, Decimal("0.5"), "compound.half")
    smaller = _NEXT.get(unit)
    if unit == "年" and _SENTENCED.search(source.context(at, 16)):
        smaller = _TERM_OF_PRISON
    if smaller is None and unit not in _SHORT:
        return _result(source, at, unit)
    if unit in _SPOKEN and (digit := _DIGIT_AND_PER.match(folded, at)):
        return Tail(digit.end(), Decimal(DIGITS[digit[0]]) / 10, "compound.digit")
    numeral = _linked(folded, at)
    if numeral is None:
        return _result(source, at, unit)
    if numeral.value is None:
        return _neighbours(source, numeral, smaller or {}) or _result(source, at, unit)
    if large:
        return _smaller(source, numeral.end, numeral.value, smaller or {}) or _rest(source, at, numeral, unit)
    return (
        _smaller(source, numeral.end, numeral.value, smaller or {})
        or _short(folded, at, numeral.end, numeral.value, unit)
        or _result(source, at, unit)
    )


def _neighbours(source: Source, numeral: Numeral, smaller: dict[str, Decimal]) -> Tail | None:
    """六七角 of 三元六七角: so many of the smaller unit, or one more."""
    if numeral.lower is None or numeral.upper is None or numeral.upper - numeral.lower != 1:
        return None
    low = _smaller(source, numeral.end, numeral.lower, smaller)
    high = _smaller(source, numeral.end, numeral.upper, smaller)
    if low is None or high is None or low.unit or high.unit or low.end != high.end:
        return None
    return Tail(low.end, low.plus, "compound.neighbours", at_most=high.plus)


def _rest(source: Source, at: int, numeral: Numeral, unit: str) -> Tail | None:
    """8,000元 of 220万元8,000元: a sum in two steps, each with its 元, and nothing between them."""
    if numeral.start != at or not numeral.digits or numeral.value is None or unit not in ("元", "圆"):
        return None
    if not 0 < numeral.value < 10**4 or source.folded[numeral.end : numeral.end + 1] != unit:
        return None
    return Tail(numeral.end + 1, numeral.value, "compound.rest")


def _linked(folded: str, at: int) -> Numeral | None:
    """The number of a smaller unit, behind 零 or 又 if they stand there; 零 is itself one in 四分零秒."""
    link = _LINK.match(folded, at)
    start = link.end() if link else at
    numeral = read_numeral(folded, start) or read_numeral(folded, at)
    return None if numeral is None or numeral.marker or numeral.bare else numeral


def _result(source: Source, at: int, unit: str) -> Tail | None:
    """10秒98, 2米38, 九秒八三: the decimals of a sports result stand behind the unit."""
    digits = _DECIMALS[unit].match(source.folded, at) if unit in _DECIMALS else None
    if digits is None or match_measure(source, digits.end(), number_start=at):
        return None
    number = "".join(one if one.isascii() else str(DIGITS.get(one, 0)) for one in digits[0])
    return Tail(digits.end(), Decimal(number).scaleb(at - digits.end()), "compound.result")


def _is_halved(folded: str, at: int, unit: str) -> bool:
    """三斤半, and 一头半 or 两车半 where the phrase ends; 三头半大的猪 has no half."""
    if unit[-1] in _HALVABLE:
        return not _half_goes_on(folded, at)
    return bool(HALF_ENDS.match(folded, at))


def _half_goes_on(folded: str, at: int) -> bool:
    """半 begins a word of its own: 三年半价, 两个半岛."""
    return folded[at : at + 1] in tuple("价岛径导封成山数途空夜") if folded[at : at + 1] else False


def _smaller(source: Source, at: int, value: Decimal, smaller: dict[str, Decimal]) -> Tail | None:
    for name in sorted(smaller, key=len, reverse=True):
        gap = 1 if source.folded[at : at + 1] == " " else 0
        if not source.folded.startswith(name, at + gap) or source.folded.startswith(_FRACTION, at + gap):
            continue
        end, worth = at + gap + len(name), smaller[name]
        if name == "厘" and source.folded.startswith(("米", "升", "克", "泊"), end):
            continue
        if worth < 1:
            lower = {one: less / worth for one, less in smaller.items() if less < worth}
            numeral = _linked(source.folded, end) if lower else None
            further = (
                _smaller(source, numeral.end, numeral.value, lower) if numeral and numeral.value else None
            )
            if further is None and (name in _NEXT or name in _HALVABLE) and name not in _MINUTES:
                further = read_tail(source, end, name)
            plus = value * worth + (further.plus * worth if further else 0)
            return Tail(further.end if further else end, plus, "compound.units")
        if value >= worth:
            return None
        if decimals := _result(source, end, name):
            value, end = value + decimals.plus, decimals.end
        finer = read_tail(source, end, name) if name in _NEXT and not decimals else None
        if finer and finer.rule == "compound.units":  # 2小时13分48秒: all of it in the smallest unit
            low, times = finer.unit or name, finer.factor
            return Tail(
                finer.end, value * times + finer.plus, "compound.units", unit=low, factor=worth * times
            )
        share = divided(value, worth)
        if share * worth == value and -int(share.as_tuple().exponent) <= 4:
            return Tail(end, share, "compound.units")
        return Tail(end, value, "compound.units", unit=name, factor=worth)
    return None


def _short(folded: str, at: int, end: int, value: Decimal, unit: str) -> Tail | None:
    """三块五, 一米八, 8块3: one digit, with nothing behind it that it could count; 二 of 三元二、 numbers an item."""
    if unit not in _SHORT or end - at > 2 or not 0 < value < (100 if unit == "米" else 10):
        return None
    if _NO_ITEM.match(folded, end):
        return None
    if _LETTER.match(folded, end) and folded[end : end + 1] not in (
        "的",
        "左",
        "以",
        "多",
        "到",
        "至",
        "高",
        "一",
        "长",
        "加",
        "升",
        "降",
        "涨",
        "减",
    ):
        return None
    if not "一" <= folded[at] <= "鿿" and not (unit == "块" and end == at + 1):
        return None
    return Tail(end, value / (10 if value < 10 else 100), "compound.digit")
