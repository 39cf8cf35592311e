"""Halves: 一半, 半数, 过半; 半年, 半公里, 近半米."""

from __future__ import annotations

import re
from decimal import Decimal

from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Found, Source
from shilu.extract.quantities.measure_words import match_measure
from shilu.extract.quantities.tenths import NOT_TENTHS
from shilu.schemas import Amount, Bounded, Exact

__all__ = ["read_half"]

_HALF = re.compile(
    r"近半(?![个世百数辈生路价]|成(?![员人年果功品]))|一半(?:半)?|半数|过半数?|大半(?!生|辈|天|夜)|对半|对折"
)
_NOT_AFTER = tuple("一过大小下上多夜前后")
_PARTING = tuple("上下前后")
_MATTER = re.compile(cue("measures without halves"))
_EXCEEDING = tuple(cue("exceeding a half").split("|"))
_COUNTED = "0-9一二两三四五六七八九十百几数多第"
_POINTED = "下上整那这前后每各"
_AND_A_HALF = re.compile(rf"(?<![{_COUNTED}{_POINTED}])个$")
"""等了个半小时 is one and a half; 三个半小时 and 下个半月 have their number or word of pointing before 个."""

_NO_HALF_OF = ("点", "面")
_PERIODICAL = re.compile(r"半(?:年|月)(?:报|刊|谈|线|度)|半年期")
_PIECES_NEXT = re.compile(r"(?![一-鿿])|[毛手袜鸡啤铅]|的")


def read_half(source: Source, at: int) -> Found | None:
    """一半, 半数, 对折: fifty per cent; 半年, 半公里: half of one."""
    found = _HALF.match(source.folded, at)
    if found:
        return None if _is_no_share(source, at, found) else _share(source, found)
    before = source.before(at, 3)
    if source.folded[at] != "半":
        return None
    if before[-1:] in _NOT_AFTER and not before.endswith(_EXCEEDING):
        return (
            _half_of(source, at) if before[-1:] in _PARTING and _MATTER.match(source.folded, at + 1) else None
        )
    if source.folded.startswith("半百", at) and source.is_all(at, at + 2):
        return Found(at, at + 2, "other", Exact(value=Decimal(50)), rules=("share.half",))
    return _half_of(source, at)


def _is_no_share(source: Source, at: int, found: re.Match[str]) -> bool:
    """近半米 and 超过半年 are half of one; 最近半数 and 不打对折 no shares."""
    if found[0] == "对折":
        return source.before(at, 1) != "打"
    if found[0] in ("近半", "过半"):
        measure = match_measure(source, found.end(), number_start=found.end() - 1)
        if measure is not None and measure.is_unit and measure.surface not in _NO_HALF_OF:
            return True
    return found[0][0] == "近" and source.context(at, 1) in tuple("附最临靠接邻将")


def _share(source: Source, found: re.Match[str]) -> Found:
    at = found.start()
    alone = found[0] == "一半半" and source.is_all(at, found.end())
    value = Decimal("0.5") if alone else Decimal(50)
    amount: Amount = Exact(value=value)
    if found[0][0] in "过大":
        amount = Bounded(bound="over", value=value, lower=value)
    elif found[0][0] == "近":
        amount = Bounded(bound="under", value=value, upper=value)
    return Found(at, found.end(), "percent", amount, unit_code="%", rules=("share.half",))


def _half_of(source: Source, at: int) -> Found | None:
    if source.folded[at + 1 : at + 2] == "成":
        return (
            Found(
                at,
                at + 2,
                "percent",
                Exact(value=Decimal(5)),
                unit="成",
                unit_code="%",
                rules=("share.half",),
            )
            if len(source.folded) < at + 3 or not NOT_TENTHS.match(source.folded, at + 1)
            else None
        )
    if source.folded.startswith("半打", at) and _PIECES_NEXT.match(source.folded, at + 2):
        return Found(
            at, at + 2, "count", Exact(value=Decimal(6)), unit=None, rules=("share.half", "numeral.dozen")
        )
    large = source.folded.startswith("亿", at + 1)
    measure = match_measure(source, at + 1 + large, number_start=at)
    if measure is None or not measure.is_unit or measure.surface in _NO_HALF_OF:
        return None
    if (large and measure.kind != "money") or _PERIODICAL.match(source.folded, at):
        return None
    half = Decimal(5 * 10**7) if large else Decimal("0.5")
    if measure.kind == "duration" and _AND_A_HALF.search(source.context(at, 2)):
        return Found(
            at - 1, at + 1 + len(measure.surface), "duration", Exact(value=Decimal("1.5")), unit=measure.surface,
            unit_code=measure.code, rules=("share.half", measure.rule),
        )  # fmt: skip
    return Found(
        at, at + 1 + large + len(measure.surface), measure.kind, Exact(value=half), unit=measure.surface,
        unit_code=measure.code, rules=("share.half", measure.rule),
    )  # fmt: skip
