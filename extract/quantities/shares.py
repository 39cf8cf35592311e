"""Shares and multiples: fractions, tenths, discounts, ratios, doublings."""

from __future__ import annotations

import re
from decimal import Decimal

from shilu.extract.lexicon.ranges import JOINERS, JOINT
from shilu.extract.numerals import Numeral, divided, read_numeral
from shilu.extract.numerals.characters import DIGITS
from shilu.extract.quantities.approximate import amount_of, hedge_before, hedged, scaled
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.measure_words import match_measure, named_unit
from shilu.extract.quantities.tables import classifiers
from shilu.schemas import Amount, Exact, Range

__all__ = [
    "read_doubling",
    "read_fraction",
    "read_points",
    "read_ratio",
    "read_short_metre",
]

_OF = re.compile(r" *分 *之 *")
_PER_CENT = re.compile(r"分(?=[一二三四五六七八九]?十|[二三四五六七八九](?![一-鿿]))")
_BARE_OF = re.compile(r"分(?=[一二三四壹])")
_DOTTED = re.compile(r"[.·•]([〇零一二三四五六七八九]{1,4})(?![〇零一二三四五六七八九十百千万\d])")
_PER = {
    "百": Decimal(1), "千": Decimal("0.1"), "万": Decimal("0.01"), "十万": Decimal("0.001"),
    "百万": Decimal("0.0001"),
    "佰": Decimal(1), "仟": Decimal("0.1"), "亿": Decimal("0.000001"), "千万": Decimal("0.00001"),
}  # fmt: skip
_SLASHED = re.compile(r" ?(\d{1,3})/(\d{1,4})(?![\d/.:年月])")
_OVER = re.compile(r"/(\d{1,4})(?![\d/.:年月万亿-])")
# 4/8—4/15: days, of which one at least is no month. 1/3至1/2 are shares.
_MONTH = r"(?:1[0-2]|[1-9])"
_DAYS = re.compile(
    rf"{_MONTH}/(?:(?:1[3-9]|[23]\d)[{JOINERS}]+{_MONTH}/\d{{1,2}}|\d{{1,2}}[{JOINERS}]+{_MONTH}/(?:1[3-9]|2\d|3[01]))(?![\d/])"
)
_POINTS = re.compile(r" *个? *百 *分 *点")
_RATIO = re.compile(r" ?[:比] ?")
_DOUBLING = re.compile(
    r"翻了?(?P<hedge>将近|接近|近|大约|约|超过|超|逾|不止)?(?:(?P<times>[一二两三四五六七八九\d]{1,2}))?了?番"
)


def read_fraction(source: Source, numeral: Numeral, negative: bool) -> Found | None:
    """百分之五, 三分之二, 三又二分之一 and 2/3, from the number that begins them."""
    folded = source.folded
    if folded[numeral.end : numeral.end + 3].lstrip(" ").startswith("又"):
        return _mixed(source, numeral, negative)
    of = _OF.match(folded, numeral.end)
    if of:
        return _of(source, numeral, of.end(), negative)
    if numeral.digits and (slash := _SLASHED.match(folded, numeral.end)):
        return _slashed(source, numeral, slash)
    if numeral.digits and folded[numeral.end : numeral.end + 1] == "/":
        return _slashed(source, numeral, None)
    if folded[numeral.start : numeral.end] == "百" and (per_cent := _PER_CENT.match(folded, numeral.end)):
        return _of(source, numeral, per_cent.end(), negative)  # 百分十五, without 之
    return _cantonese(source, numeral)


def _signed(source: Source, at: int) -> tuple[int, bool]:
    negative = source.folded[at : at + 1] in ("负", "-")
    return (at + 1, True) if negative else (at, False)


def _of(source: Source, numeral: Numeral, at: int, negative: bool) -> Found | None:
    start, minus = _signed(source, at)
    above = read_numeral(source.folded, start, alone=True)
    if above is None:
        return None
    above = _with_decimals(source, above)
    word = source.folded[numeral.start : numeral.end].replace(" ", "")
    negative ^= minus
    if word in _PER:
        if source.folded[above.end : above.end + 1] in ("k", "K"):
            thousand = scaled(amount_of(above, negative=negative), Decimal(1000))
            return Found(
                numeral.start, above.end + 1, "percent", thousand, unit_code="%", rules=("share.percent",)
            )
        amount = scaled(amount_of(above, negative=negative), _PER[word])
        return Found(
            numeral.start, above.end, "percent", amount, unit_code="%", rules=("share.percent", *above.rules),
            repairs=(*numeral.repairs, *above.repairs),
        )  # fmt: skip
    if not numeral.value:
        return None
    whole = word[0] == "一" and word[1:] in _PER
    return _share(source, numeral.start, above, numeral.value, negative, share=not whole)


def _with_decimals(source: Source, above: Numeral) -> Numeral:
    """百分之八·六 of older print: behind 分之 a dot between Chinese digits is a decimal point."""
    dotted = _DOTTED.match(source.folded, above.end)
    if dotted is None or above.value is None or not above.chinese or above.marker or above.bare:
        return above
    digits = "".join(str(DIGITS.get(one, 0)) for one in dotted[1])
    return above._replace(value=above.value + Decimal(f"0.{digits}"), end=dotted.end())


def _share(
    source: Source, start: int, above: Numeral, below: Decimal, negative: bool, *, share: bool = True
) -> Found:
    """A fraction is a share of something, in per cent; alone in the text (a cell), of nothing: a number."""
    alone = source.is_all(start, above.end)
    measure = match_measure(source, above.end, number_start=start)
    alone = alone or (measure is not None and measure.is_unit and measure.kind != "duration")
    proper = above.value is None or above.value < below
    factor = divided(Decimal(1), below)
    if share and proper and not alone:
        amount = _divided(amount_of(above, negative=negative), below, Decimal(100))
        return Found(start, above.end, "percent", amount, unit_code="%", rules=("share.fraction",))
    amount = (
        scaled(amount_of(above, negative=negative), factor)
        if above.value is None
        else Exact(value=divided(-above.value if negative else above.value, below))
    )
    return Found(start, above.end, "other", amount, rules=("share.fraction", "share.alone"))


def _divided(amount: Amount, below: Decimal, times: Decimal) -> Amount:
    return scaled(amount, times, below=below)


def _is_share(source: Source, start: int, end: int) -> bool:
    """1/3 in a sentence is a share of something; the whole text, 1/2公里 and 1/2杯 are plain numbers."""
    if source.is_all(start, end):
        return False
    measure = match_measure(source, end, number_start=start)
    if measure is None:
        return True
    row = classifiers().get(measure.surface)
    return not measure.is_unit and (row is None or row.type not in ("container", "partitive"))


def _mixed(source: Source, numeral: Numeral, negative: bool) -> Found | None:
    """三又二分之一."""
    folded = source.folded
    at = folded.index("又", numeral.end) + 1
    at += len(folded[at : at + 2]) - len(folded[at : at + 2].lstrip(" "))
    below = read_numeral(folded, at, alone=True)
    if below is None or not below.value or numeral.value is None:
        return None
    of = _OF.match(folded, below.end) or _BARE_OF.match(folded, below.end)
    above = read_numeral(folded, of.end(), alone=True) if of else None
    if above is None or above.value is None:
        return None
    value = numeral.value + divided(above.value, below.value)
    return Found(
        numeral.start, above.end, "other", Exact(value=-value if negative else value), rules=("share.mixed",)
    )


def _slashed(source: Source, numeral: Numeral, slash: re.Match[str] | None) -> Found | None:
    """2/3, and 1 4/3 with its whole number."""
    folded = source.folded
    plain = None if _DAYS.match(folded, numeral.start) else _OVER.match(folded, numeral.end)
    if slash and numeral.value is not None and int(slash[2]):
        value = numeral.value + divided(Decimal(slash[1]), Decimal(slash[2]))
        return Found(numeral.start, slash.end(), "other", Exact(value=value), rules=("share.mixed",))
    if not plain or numeral.value is None or not int(plain[1]) or numeral.end - numeral.start > 3:
        return None
    below = Decimal(plain[1])
    if numeral.value >= below:
        return None
    if _is_share(source, numeral.start, plain.end()):
        amount: Amount = Exact(value=divided(numeral.value * 100, below))
        return Found(numeral.start, plain.end(), "percent", amount, unit_code="%", rules=("share.slash",))
    return Found(
        numeral.start,
        plain.end(),
        "other",
        Exact(value=divided(numeral.value, below)),
        rules=("share.slash",),
    )


def _cantonese(source: Source, numeral: Numeral) -> Found | None:
    """四分一升: 之 left out, before a unit or at the end."""
    if numeral.digits or not numeral.value or numeral.value < 2:
        return None
    of = _BARE_OF.match(source.folded, numeral.end)
    if not of:
        return None
    above = read_numeral(source.folded, of.end())
    if above is None or above.value is None or above.value >= numeral.value or above.end - above.start > 1:
        return None
    if source.folded[above.end : above.end + 1] not in ("", "升", "公", "加", "汤", "茶", "的"):
        return None
    value = divided(above.value, numeral.value)
    return Found(numeral.start, above.end, "other", Exact(value=value), rules=("share.cantonese",))


def read_points(source: Source, head_end: int) -> int | None:
    """The end of 个百分点 after a number, with the spaces that OCR puts in; None where it does not follow."""
    found = _POINTS.match(source.folded, head_end)
    return found.end() if found else None


_ITEM = re.compile(r"\.(?=[\u4e00-\u9fff])")
"""Behind the number of an item: 包1:1.供应商具有资质."""


def read_ratio(source: Source, numeral: Numeral) -> Found | None:
    """1:1, 三比一, 1:2:3. Clock times are read before."""
    terms: list[Decimal] = []
    at, current = numeral.end, numeral
    while current.value is not None and not current.marker and not current.bare:
        terms.append(current.value)
        link = _RATIO.match(source.folded, current.end)
        following = read_numeral(source.folded, link.end()) if link else None
        if link is None or following is None or following.value is None or len(terms) > 8:
            break
        if _ITEM.match(source.folded, following.end):
            break
        at, current = following.end, following
    if len(terms) < 2 or not any(terms[:2]):
        return None
    value = divided(terms[0], terms[1]) if len(terms) == 2 and terms[1] else terms[0]
    return Found(numeral.start, at, "ratio", Exact(value=value), terms=tuple(terms), rules=("share.ratio",))


def read_doubling(source: Source, at: int) -> Found | None:
    """翻番 is twice, 翻两番 four times as much."""
    found = _DOUBLING.match(source.folded, at)
    if not found:
        return None
    times = read_numeral(found["times"], 0) if found["times"] else None
    power = int(times.value) if times and times.value is not None else 1
    if not 0 < power < 20:
        return None
    value = Decimal(2) ** power
    inner = hedge_before(source, found.end("hedge")) if found["hedge"] else None
    amount = hedged(Exact(value=value), inner)
    return Found(
        at, found.end(), "multiple", amount, rules=("share.doubling", named_unit("番").rule), step=value,
        approximator=found["hedge"],
    )  # fmt: skip


def read_short_metre(source: Source, at: int) -> Found | None:
    """米九, 米六到三米九: 一米 without its 一, for a person's height."""
    numeral = read_numeral(source.folded, at + 1)
    if (
        numeral is None
        or numeral.value is None
        or numeral.end - at != 2
        or source.before(at, 1).strip(",。、;:")
    ):
        return None
    if source.folded[numeral.end : numeral.end + 1] not in (
        "",
        "的",
        "左",
        "到",
        "至",
        "以",
        ",",
        "。",
        "多",
    ):
        return None
    amount: Amount = Exact(value=1 + numeral.value / 10)
    end = numeral.end
    link = re.compile(rf"{JOINT}(?=[一二三两]米([一二三四五六七八九]))([一二三两])米").match(
        source.folded, end
    )
    if link:
        whole, part = read_numeral(link[2], 0), read_numeral(link[1], 0)
        if whole and part and whole.value and part.value:
            amount = Range(lower=1 + numeral.value / 10, upper=whole.value + part.value / 10)
            end = link.end() + 1
    return Found(at, end, "length", amount, unit="米", unit_code="m", rules=("compound.digit",))
