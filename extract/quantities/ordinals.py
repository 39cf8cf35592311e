"""Ordinals, which name, and ranks, which are reported: 第十批 and 全省第五."""

from __future__ import annotations

import re
from decimal import Decimal

from shilu.extract.lexicon.levels import COUNTY, division_letters
from shilu.extract.lexicon.ranges import JOINT
from shilu.extract.numerals import read_numeral
from shilu.extract.quantities.approximate import amount_of
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Found, Other, Source
from shilu.extract.quantities.measure_words import match_measure
from shilu.schemas import Bounded, Exact, Range

__all__ = [
    "read_enumeration",
    "read_first",
    "read_head_of",
    "read_listed",
    "read_only",
    "read_ordinal",
    "read_session",
    "read_top",
]

_DIVISION = division_letters(finest=COUNTY)
_ORDINAL = re.compile(r"第 ?$")
_RANKED = re.compile(f"(?:{cue('rank verbs')})[^,。;、]{{0,10}}$")
_SCOPE = re.compile(
    rf"(?:[^,。]{{2}}(?:中|里|之中|当中|以来)$|{cue('rank scopes')}|"
    rf"[\u4e00-\u9fff]{{1,4}}[{_DIVISION}界洲](?:内)?)(?:各[{_DIVISION}]|"
    r"同类[\u4e00-\u9fff]{0,4}|[\u4e00-\u9fff]{0,4})?$"
)
_RANK_LINK = re.compile(rf" ?{JOINT} ?第? ?(?=[\d一二三四五六七八九十])")
# 第8-10号楼, 第3至5栋, 第六、七期: what is numbered, from one to the other.
_NUMBERED = re.compile(
    rf" ?{JOINT} ?第? ?(?:\d{{1,4}}|[一二三四五六七八九十]{{1,3}})"
    r"(?=号|栋|幢|层|楼|单元|版|页|章|条|节|款|期|届|批|集|轮|场|周|天|卷|册|回|课|讲|车间|组|连|营|团)"
)
_RANK_UNIT = re.compile(r"([位名])?(?:之间|间(?!隔))?")
_RANKED_BEFORE = re.compile(r"第(?:\d{1,3}|[一二三四五六七八九十]{1,3})[位名]?[、和及]$")
_NAMING = re.compile(rf"{cue('named by ordinals')}|[一二三四五六七八九十]")
_ONLY_RANK = re.compile(cue("first of"))
_TOP = re.compile(r"前 ?$")
_TOP_BEFORE = re.compile(
    rf"(?:{cue('rank verbs')}|{cue('rank entries')}|{cue('rank scopes')}|[国{_DIVISION}\"“])[^,。;]{{0,8}}$"
)
_TOP_LIST = re.compile(r"[名强位]|[,。;、!?”\"』」)\n]|的|$|行列|之列|以内")
_FIRST = re.compile(rf"首({cue('first of')})")
_FIRST_SCOPE = re.compile(rf"(?:[^,。]{{2}}(?:中|里|之中|当中|以来)$|{cue('rank scopes')})(?:范围)?(?:内)?$")
_FIRST_PLACE = re.compile(
    rf"(?:[\u4e00-\u9fff]{{2,6}}[{_DIVISION}]|[\u4e00-\u9fff]{{2,8}}(?:[{_DIVISION}]内|"
    r"地区|境内|领域|行业|系统)的?)$"
)
_TO_BE_FIRST = re.compile(rf"(?:{cue('rank verbs')}|连续[^,。]{{1,6}}居|第一|之)[^,。;]{{0,8}}$")
_ONLY_SCOPE = re.compile(rf"(?:{cue('rank scopes')}|[{_DIVISION}])[^,。;、]{{0,4}}$")
_ONLY_NEXT = re.compile(r"一[个家所座位名支项]|入[选围]|获|上榜")
_HEAD_OF = re.compile(rf"(?:{cue('standing')})([^,。;、\d]{{1,14}}之首)$")
_LINE_NUMBER = re.compile(
    r"[一二三四五六七八九十百]{1,4}(?=[、.)]|\s)|\d{1,3}(?=[、)]|\.(?!\d)|．)|"
    r"\d{1,2}(?:\.\d{1,2}){2,3}(?=[ \u4e00-\u9fff])|\d{1,2}\.\d{1,2}(?= [\u4e00-\u9fff])"
)
_ESTIMATE = re.compile(
    r"(?:一、二|二、三|三、四|三、五|四、五|五、六|六、七|七、八|八、九)[十百千万](?![一二三四五六七八九])"
)
_LIST_REACH = 3000
_POINTS = re.compile(r"[一二三四五六七八九十]{1,2}(?=[是要则])|[一二三](?=来[,])")
_LINE_START = re.compile(r"(?:^|\n)[ \t#*>·•●◆■★☆—-]{0,6}[(（\[【]?$")
_C = "一二三四五六七八九十"
_LISTED = re.compile(
    rf"第(?:\d{{1,3}}|[{_C}]{{1,3}})(?:[、和与及/](?:\d{{1,3}}|[{_C}]{{1,3}})){{0,5}}[、和与及/]$"
)
_LINKS = frozenset("、和与及/")
_SESSION = re.compile(
    rf"(\d{{1,2}}|[{_C}]{{1,3}})(届(?=[{_C}\d]{{1,2}}[次中]全|[{_C}\d]{{1,2}}次|{cue('bodies')})|"
    rf"次(?=(?:[、和及][{_C}\d]{{1,2}}次)*(?:{cue('meetings')})))"
)
_TERMS_COUNTED = re.compile(rf"(?:{cue('terms counted')})$")
_TERM_BEFORE = re.compile(r"届[\u4e00-\u9fff]{0,14}(?:次[、和及])?$")
_BEFORE_ENUMERATION = frozenset('\n\t #*>·•●◆■★☆—-(（[【,。;:!?、”"')
_CLAUSE_START = re.compile(r"(?:^|[\s,。;:!?、—”\"(])$")


def read_session(source: Source, at: int) -> Other | None:
    """十一届九次全会, 十四届全国人大: terms and sessions of bodies, counted through without 第."""
    found = _SESSION.match(source.folded, at)
    if found is None or (found[2] == "次" and not _TERM_BEFORE.search(source.context(at, 16))):
        return None
    numeral = read_numeral(source.folded, at)
    if _TERMS_COUNTED.search(source.context(at, 4)):
        return None
    if numeral is None or numeral.value is None or numeral.end != found.end(1):
        return None
    return Other(at, found.end(2), "ordinal", "ordinal.session", kind="ordinal", amount=amount_of(numeral))


def read_listed(source: Source, at: int) -> Other | None:
    """二 and 三 in 第一、二、三产业: the numbers that share a 第."""
    if source.folded[at - 1 : at] not in _LINKS or not _LISTED.search(source.context(at, 16)):
        return None
    numeral = read_numeral(source.folded, at)
    if numeral is None or numeral.value is None or numeral.marker or numeral.bare:
        return None
    return Other(
        at, numeral.end, "ordinal", "ordinal.第 of a list", kind="ordinal", amount=amount_of(numeral)
    )


def read_ordinal(source: Source, at: int) -> Found | Other | None:
    """第 with the number at `at`: a reported rank or an ordinal that only names. None without 第."""
    before = source.before(at, 2)
    mark = _ORDINAL.search(before) if "第" in before else None
    if not mark:
        return None
    numeral = read_numeral(source.folded, at)
    start = at - len(mark[0])
    if numeral is None:
        return None
    amount = amount_of(numeral) if numeral.value is not None else None
    if (numbered := _NUMBERED.match(source.folded, numeral.end)) is not None:
        return Other(start, numbered.end(), "ordinal", "ordinal.第 of a range", kind="ordinal", amount=amount)
    if amount is not None and numeral.value is not None and not numeral.marker:
        rank = _rank(source, start, numeral.end, numeral.value)
        if rank is not None:
            return _rank_range(source, rank)
    return Other(start, numeral.end, "ordinal", "ordinal.第", kind="ordinal", amount=amount)


def _rank_range(source: Source, rank: Found) -> Found:
    """第10至第15位之间, 第三名到第八名: the ranks from the first to the second."""
    link = _RANK_LINK.match(source.folded, rank.end)
    numeral = read_numeral(source.folded, link.end()) if link else None
    low = rank.amount.value if isinstance(rank.amount, Exact) else None
    if numeral is None or numeral.value is None or low is None or numeral.value <= low:
        return rank
    after = _RANK_UNIT.match(source.folded, numeral.end)
    if after is None or (rank.unit and after[1] != rank.unit):
        return rank
    rank.amount, rank.end = Range(lower=low, upper=numeral.value), after.end()
    rank.unit, rank.rules = after[1] or rank.unit, (*rank.rules, "shape.range")
    return rank


def _rank(source: Source, start: int, end: int, value: Decimal) -> Found | None:
    folded = source.folded
    before = source.context(start, 26)
    if listed := _RANKED_BEFORE.search(before):  # 居全国第5、第6位
        before = before[: listed.start()]
    ranked = _RANKED.search(before)
    opens_line = before.endswith("\n")  # 第一款 of a list
    scoped = _SCOPE.search(before) if ranked or not opens_line else None
    following = folded[end : end + 1]
    if scoped and _ONLY_RANK.match(folded, end) and value == 1 and following != "大":
        measure = match_measure(source, end, number_start=start)
        if measure and folded[end + len(measure.surface) : end + len(measure.surface) + 1] not in (
            "百",
            "五",
        ):
            return Found(
                start, end + len(measure.surface), "rank", Exact(value=value), unit=measure.surface,
                rules=("rank.第", measure.rule),
            )  # fmt: skip
    if following in ("位", "名") and (scoped or ranked):
        return Found(start, end + 1, "rank", Exact(value=value), unit=following, rules=("rank.第",))
    named = bool(_NAMING.match(folded, end)) and following != "大"
    if named or not (scoped or ranked):
        return None
    return Found(start, end, "rank", Exact(value=value), rules=("rank.第",))


def read_top(source: Source, at: int) -> Found | None:
    """前30 as a rank, before the number at `at`: 排名前30, 全国百强前十. 前10个月 is a time."""
    before = source.before(at, 2)
    mark = _TOP.search(before) if "前" in before else None
    if not mark:
        return None
    numeral = read_numeral(source.folded, at)
    if numeral is None or numeral.value is None or numeral.marker or numeral.bare:
        return None
    start = at - len(mark[0])
    if source.context(start, 1) in tuple("以目之年午此先空当生日面提从"):
        return None
    following = source.folded[numeral.end : numeral.end + 1]
    ranked = _TOP_BEFORE.search(source.context(start, 12))
    if following and following in "名位强" and (ranked or following == "强"):
        return _top(start, numeral.end + 1, numeral.value, following)
    if ranked and _TOP_LIST.match(source.folded, numeral.end) and following != "名":
        return _top(start, numeral.end, numeral.value, None)
    return None


def _top(start: int, end: int, value: Decimal, unit: str | None) -> Found:
    amount = Bounded(bound="at_most", value=value, upper=value)
    return Found(start, end, "rank", amount, unit=unit, rules=("rank.前",))


def read_first(source: Source, at: int) -> Found | None:
    """全国首个, 首位 as ranks: 首 at `at`. Without a scope 首 only names (首批, 首届)."""
    found = _FIRST.match(source.folded, at)
    if not found:
        return None
    before = source.context(at, 14)
    scope = _FIRST_SCOPE.search(source.before(at, 14))
    if scope:
        start = at - len(scope[0])
        return Found(start, found.end(), "rank", Exact(value=Decimal(1)), unit=found[1], rules=("rank.首",))
    place = _FIRST_PLACE.search(before)
    first_rank = found[1] == "位" and _TO_BE_FIRST.search(before)
    if place or first_rank:
        return Found(at, found.end(), "rank", Exact(value=Decimal(1)), unit=found[1], rules=("rank.首",))
    return None


def read_head_of(source: Source, at: int) -> Found | None:
    """位居全国同类城市之首: the words from the scope to 首 are the rank. 首 stands at `at`."""
    found = _HEAD_OF.search(source.before(at + 1, 24))
    if not found:
        return None
    start = at + 1 - len(found[1])
    return Found(start, at + 1, "rank", Exact(value=Decimal(1)), rules=("rank.之首",))


def read_only(source: Source, at: int) -> Found | None:
    """全省唯一, 唯一入选: 唯一 as a rank. 一 stands at `at`; 唯一的办法 is an ordinary word."""
    if source.before(at, 1) != "唯" or not (
        _ONLY_SCOPE.search(source.context(at - 1, 14)) or _ONLY_NEXT.match(source.folded, at + 1)
    ):
        return None
    return Found(at - 1, at + 1, "rank", Exact(value=Decimal(1)), rules=("rank.唯一",))


def read_enumeration(source: Source, at: int) -> Other | None:
    """Section numbers at the start of a line (一、 （二） 3.) and points of a speech (一是…二是…)."""
    folded = source.folded
    last = folded[at - 1 : at]
    if last and last not in _BEFORE_ENUMERATION:
        return None
    before = source.context(at, 10)
    if _ESTIMATE.match(folded, at) and not _listed_before(source, at):
        return None
    if _LINE_START.search(before) and (found := _LINE_NUMBER.match(folded, at)):
        opened = before[-1:] in ("(", "[", "【")
        closed = folded[found.end() : found.end() + 1]
        if (
            (closed in ("、", ".", "．") and not _is_decimal(folded, at))
            or (opened and closed in (")", "]", "】"))
            or ("." in found[0] and not _has_unit(source, found))
            or (closed == ")" and found[0].isdigit())
        ):
            return _ordinal_row(found, "ordinal.section number")
    found = _LINE_NUMBER.match(folded, at) if before[-1:] in ("(", "[") else None
    if found and len(found[0]) < 3 and folded[found.end() : found.end() + 1] in (")", "]"):
        return _ordinal_row(found, "ordinal.number in brackets")
    if _CLAUSE_START.search(before[-1:]) and (found := _POINTS.match(folded, at)):
        return _ordinal_row(found, "ordinal.point of a list")
    return None


def _listed_before(source: Source, at: int) -> bool:
    """Whether the item before stands in the text: 二、 before 三、五百人."""
    place = "一二三四五六七八九".find(source.folded[at])
    if place < 1:
        return False
    first = max(0, at - _LIST_REACH)
    return source.folded.find("一二三四五六七八九"[place - 1] + "、", first, at) >= 0


def _has_unit(source: Source, found: re.Match[str]) -> bool:
    """1.2 公里, 3.5 万吨 at the start of a line: an amount, no section of a section."""
    if source.folded[found.end() : found.end() + 2].strip() in tuple("十百千万亿"):
        return True
    measure = match_measure(source, found.end() + 1, number_start=found.start())
    return measure is not None and measure.is_unit


def _is_decimal(folded: str, at: int) -> bool:
    """六．五公顷 in older print: the dot is a decimal point."""
    numeral = read_numeral(folded, at)
    return numeral is not None and "." in folded[at : numeral.end]


def _ordinal_row(found: re.Match[str], reason: str) -> Other:
    numeral = read_numeral(found[0], 0)
    value = numeral.value if numeral and numeral.end == len(found[0]) else None
    amount = Exact(value=value) if value is not None else None
    return Other(found.start(), found.end(), "ordinal", reason, kind="ordinal", amount=amount)
