"""Find every number of a text and settle what it is, from left to right, once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shilu.extract.numerals import NUMERAL_CHARACTERS, in_exact_numbers
from shilu.extract.quantities.anchors import ANCHOR
from shilu.extract.quantities.approximate import hedge_before
from shilu.extract.quantities.codes import read_code, read_reference
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.dates import dated_spans, read_time
from shilu.extract.quantities.denominators import as_denominator, is_priced, price_per
from shilu.extract.quantities.findings import Found, Other, QuantityFindings, Source
from shilu.extract.quantities.halves import read_half
from shilu.extract.quantities.imprint import as_imprint, imprint_lines
from shilu.extract.quantities.leftovers import read_leftover
from shilu.extract.quantities.measures import bound, read_measure, read_several
from shilu.extract.quantities.naming import naming
from shilu.extract.quantities.one import read_one, read_pair
from shilu.extract.quantities.ordinals import (
    read_enumeration,
    read_first,
    read_head_of,
    read_listed,
    read_only,
    read_ordinal,
    read_session,
    read_top,
)
from shilu.extract.quantities.quoted import read_quoted
from shilu.extract.quantities.records import account, quantity
from shilu.extract.quantities.shared import share_bounds
from shilu.extract.quantities.shares import read_doubling, read_short_metre
from shilu.extract.quantities.tallies import read_medals, read_tally
from shilu.extract.quantities.words import read_word
from shilu.extract.text.fold import fold
from shilu.extract.times import find_times
from shilu.schemas import Exact, Time

__all__ = ["find_quantities"]

# Dot leaders and scanning noise (一一一一…, 1-1-1-…) are one row, not thousands; no number repeats itself so often.
_SAME_AGAIN = re.compile(r"(.{1,8}?)\1{19,}")
_LONGEST_AGAIN = 8


@in_exact_numbers
def find_quantities(text: str, *, times: Sequence[Time] | None = None) -> QuantityFindings:
    """Every amount of a text, and every other number with its role and the reason for it.

    `times` are those of the text, whose numbers are no amounts; they are found here where they are not given.

    Pure: the same text gives the same records. Spans are in `text` as given, in code points.

    >>> found = find_quantities("全镇建成书屋102座，第三批招募志愿者近200名")
    >>> [(one.span.surface, one.kind, one.unit) for one in found.quantities]
    [('102座', 'count', '座'), ('近200名', 'count', '名')]
    >>> [(one.span.surface, one.role) for one in found.others]
    [('第三', 'ordinal')]
    """
    folded = fold(text)
    source = Source(text, folded, has_heading="单位" in folded, imprint=imprint_lines(folded))
    source.dated = dated_spans(find_times(text) if times is None else times)
    quantities, others = [], []
    rows = list(_read_all(source))
    share_bounds(source, rows)
    for row in rows:
        found = as_imprint(source, row) if source.imprint else row
        if isinstance(found, Found):
            quantities.append(quantity(text, found))
        else:
            others.append(account(text, found))
    return QuantityFindings(tuple(quantities), tuple(others))


def _read_all(source: Source) -> Iterator[Found | Other]:
    at = 0
    while anchor := ANCHOR.search(source.folded, at):
        rows = [_without_every(source, row) for row in _read_at(source, anchor.start())]
        rows = [naming(source, _dating(source, row)) for row in rows]
        rows += [each for row in rows if (each := price_per(source, row))]
        at = anchor.start() + 1
        if rows:
            yield from rows
            at = source.floor = max(rows[-1].end, at)


def _without_every(source: Source, row: Found | Other) -> Found | Other:
    """每10万人, 每半小时: what a rate is stated per."""
    if isinstance(row, Other) or row.kind in _NEVER_PER:
        return row
    every = source.context(row.start, 1) in _EVERY
    return as_denominator(row) if every or is_priced(source, row) else row


def _dating(source: Source, row: Found | Other) -> Found | Other:
    """五年 of 五年累计投资: how long the sum took is no news of its own, it dates it."""
    if isinstance(row, Other) or row.kind != "duration" or row.unit not in _CALENDAR:
        return row
    if not (isinstance(row.amount, Exact) or row.approximator in (None, "多", "余")):
        return row
    if not (_is_frame(source, row) or (row.unit in ("年", "个月") and _WITHIN.match(source.folded, row.end))):
        return row
    if _LASTS.search(source.context(row.start, 4)):
        return row
    return Other(row.start, row.end, "time", "cues.within the years", amount=row.amount)


def _is_frame(source: Source, row: Found) -> bool:
    """十个月省下1100多万, 半个月里抬了3次: a span before 里, or at the head of a clause with another amount."""
    if _INSIDE.match(source.folded, row.end):
        return True
    head = source.context(row.start, 1)
    return (not head or head in _CLAUSE_HEADS) and bool(_TELLS_MORE.match(source.folded, row.end))


def _read_at(source: Source, at: int) -> Sequence[Found | Other]:
    """The rows for the number at `at`, by the first rule that claims it."""
    character = source.folded[at]
    again = character in source.folded[at + 1 : at + 1 + _LONGEST_AGAIN]
    if again and (run := _SAME_AGAIN.match(source.folded, at)):
        return [Other(at, run.end(), "unread", "leftover.the same again and again")]
    if character not in NUMERAL_CHARACTERS and character != "参":
        found = _read_word_for_number(source, at)
        return [found] if found else []
    if character == "零" and (degree := _read_below_zero(source, at)):
        return [degree]
    if character == "一" and (only := read_only(source, at) or _read_long_minus(source, at)):
        return [only]
    if ordinal := (
        read_enumeration(source, at)
        or read_ordinal(source, at)
        or read_session(source, at)
        or read_listed(source, at)
    ):
        return [ordinal]
    if medals := read_medals(source, at):
        return [medals]
    word = read_word(source, at)
    if word and (longer := _longer_amount(source, at, word)):
        return [longer]
    if word := word or read_quoted(source, at) or read_reference(source, at):
        return [word]
    if tally := read_tally(source, at):
        return tally
    if times := read_time(source, at):
        return times
    if code := read_code(source, at) or read_pair(source, at):
        return [code]
    if top := read_top(source, at):
        return [top]
    if character == "一" and (half := read_half(source, at)):
        return [bound(source, half)]
    if one := read_one(source, at):
        return [one]
    if measured := read_measure(source, at):
        return [measured]
    return [read_leftover(source, at)]


def _longer_amount(source: Source, at: int, word: Other) -> Found | None:
    """五美元 is no 五美, a slogan: an amount in a unit of measure that goes on beyond a short word."""
    bounded = source.folded[at] in "百千万" and hedge_before(source, at, bare=True)  # 上千斤, 近千斤
    if word.start != at or word.end - at != 2 or (source.folded[at] in "百千万亿零" and not bounded):
        return None
    measured = read_measure(source, at)
    if measured is None or measured.row is None or measured.unit is None:
        return None
    if measured.end < word.end:
        return None
    if bounded:
        return measured if measured.end == word.end and measured.kind != "count" else None
    if measured.end == word.end and measured.start == at:  # 二元 is a word, but 每股派二元 an amount
        return measured if _is_told_as_amount(source, at, measured) else None
    if source.folded[at] == "一" and measured.kind in ("duration", "age"):
        return None
    if measured.kind == "money" and _FORMAL.issuperset(source.folded[at : word.end]):
        return measured  # 伍佰 sings, 伍佰元 is a sum
    # 六角八分 and 小洋六角 are no hexagons
    parts = not _PARTS.isdisjoint(measured.rules) or measured.start < at
    return measured if len(measured.unit) > 1 or parts else None


def _is_told_as_amount(source: Source, at: int, measured: Found) -> bool:
    """每斤四角, 借洋三元, 宽六尺, 谷八斗: a word before it tells that the word is meant as an amount."""
    before = _TOLD_BEFORE.get(measured.kind)
    return bool(before and before.search(source.context(at, 6)))


def _read_below_zero(source: Source, at: int) -> Found | None:
    """零下15度, 零上3度: the words are a sign."""
    if source.folded.startswith("零下一", at) and _DEGREES.match(source.folded, at + 3):
        return _probed(source, at, " 零下", at + 3)  # the minus of print, misread, beside the word
    if (
        source.folded[at + 1 : at + 2] not in ("下", "上")
        or source.folded[at + 2 : at + 3] not in NUMERAL_CHARACTERS
    ):
        return None
    return read_measure(source, at + 2)


def _read_long_minus(source: Source, at: int) -> Found | None:
    """一5℃: a minus that OCR took for 一, which stands before digits only where it names: 星期一5℃."""
    if not _DEGREES.match(source.folded, at + 1) or _NAMED_BY_ONE.search(source.context(at, 2)):
        return None
    return _probed(source, at, "-", at + 1)


def _probed(source: Source, at: int, sign: str, number: int) -> Found | None:
    """The amount at `number` as it would be with another sign printed from `at` up to it."""
    probe = Source(source.text, source.folded[:at] + sign + source.folded[number:], source.floor)
    found = read_measure(probe, number)
    if found is None or found.start != number - len(sign.strip()):
        return None
    found.start = at
    found.repairs = (*found.repairs, "look-alike characters")
    return found


def _read_word_for_number(source: Source, at: int) -> Found | Other | None:
    """What begins with a word instead of a digit: 数十, 半年, 翻番, 首个, 米九, l2月."""
    character = source.folded[at]
    if character in "OoIl" and (damaged := read_time(source, at)):
        return damaged[0]
    if character == "首":
        return read_head_of(source, at) if source.before(at, 1) == "之" else read_first(source, at)
    if character == "翻":
        doubling = read_doubling(source, at)
        return bound(source, doubling) if doubling else None
    if character in "半对过大近":
        if (word := read_word(source, at + 2) if at + 2 < len(source.folded) else None) and word.start <= at:
            return None  # 半斤八两
        half = read_half(source, at)
        return bound(source, half) if half else None
    if character == "米":
        return read_short_metre(source, at)
    if character == "数" and source.context(at, 1) in _NO_OPEN_AFTER:
        return None
    if character == "数" and _DIGITAL.match(source.folded, at):
        return Other(at, at + 2, "idiom", "cues.digital")
    if character == "数" and (several := read_several(source, at)):
        return several
    measured = read_measure(source, at)
    if measured is None and character in "数几" and _LARGE_OPEN.match(source.folded, at):
        left = read_leftover(source, at)  # 规模达数千亿
        return left if isinstance(left, Found) else None
    if measured is None and character in "数几" and _OPEN_RUN.match(source.folded, at):
        return read_leftover(source, at)  # 数十万民众: no 十万 within it
    if measured is None and character in ".OoIl" and not source.before(at, 1).isalnum():
        left = read_leftover(source, at)
        return left if isinstance(left, Found) else None
    return measured


_DEGREES = re.compile(r"\d{1,2}(?:\.\d)? ?(?:[℃°]|摄氏)")
_NAMED_BY_ONE = re.compile(rf"(?:{cue('named by one')})\Z")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_PAID = re.compile(r"(?:[售价收付给派值费取洋银币]|[每只仅]?得)$")
_TOLD_BEFORE = {
    "money": re.compile(rf"(?:{_PAID.pattern}|(?:{cue('before a sum')}|每[一-鿿]{{1,5}})$)"),
    "length": re.compile(rf"(?:{cue('before a length')})$"),
    "volume": re.compile(rf"(?:{cue('before grain')})$"),
}
_PARTS = frozenset({"compound.units", "compound.digit", "compound.neighbours"})
_WITHIN = re.compile(rf"(?:{cue('within the years')})(?!(?:到|至|为)\d+年)")
_CALENDAR = frozenset(
    {"年", "个月", "月", "天", "周", "星期", "个星期", "季度", "个季度", "个交易日", "交易日"}
)
_CLAUSE_HEADS = frozenset('\n,。;:!?”"')
_INSIDE = re.compile(r"里(?!程|约|面)")
_TELLS_MORE = re.compile(r"(?![的以之前后内]|左右)[一-鿿]{2,10}?[\d两二三四五六七八九十百千万]")
_LASTS = re.compile(rf"(?:{cue('how long it took')}|[期用花了满限])了?$")
_DIGITAL = re.compile(rf"数位(?:{cue('digital')})")
_LARGE_OPEN = re.compile(r"[数几][十百千]?[万亿]+(?=\s*(?:$|[,。;、!?)\]”\"\n]|的|以上))")
_OPEN_RUN = re.compile(r"[数几][十百千][万亿]")
_EVERY = ("每", "毎")
_NEVER_PER = frozenset({"percent", "multiple", "rank", "ratio"})
_NO_OPEN_AFTER = tuple("人多少户总次参指系分基位岁度倍件车头株亩台字点票班级常变函算无")
