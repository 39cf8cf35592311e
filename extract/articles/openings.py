"""How a report begins (本报讯(记者 王小明), 新华社北京12月1日电), and what stands at the edges of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shilu.extract.articles.bylines import parse_byline
from shilu.extract.articles.masthead import is_masthead
from shilu.extract.articles.tables import captions, furniture_words, openers
from shilu.extract.lexicon.table import alternation
from shilu.extract.text import fold
from shilu.schemas import Role

__all__ = [
    "Opening",
    "furniture_role",
    "has_caption_cue",
    "is_column_head",
    "is_turn_from",
    "label_of",
    "match_opening",
]

_OPENING_REACH = 60


@dataclass(frozen=True, slots=True)
class Opening:
    """The head of a report: where it ends in the paragraph, the people that it names, and where between
    agency and 电 its place and date stand."""

    end: int
    people: tuple[str, ...]
    sent: tuple[int, int] | None = None


@cache
def _opening_pattern() -> re.Pattern[str]:
    part = {
        name: alternation(s for row in openers() if row.part == name for s in row.surfaces) for name in _PARTS
    }
    return re.compile(
        rf"""[【\[(〔]? (?:
            (?:{_HAN}{{1,6}}(?=晨报|晚报|日报|快报|商报|时报|早报|都市报))?
            (?:{part["head"]}) (?!息)                                         # 本报讯, but not 本报讯息中心
          | (?:{part["agency"]}) (?P<sent>(?:\s|{_HAN}|[0-9·]){{0,20}}?)
            (?:{part["report"]}) (?=[\s(:】\])〕—*-])                           # 新华社北京12月1日电
        )
        [】\])〕]? (?:\*\*)? \s* (?:\((?P<people>[^()]{{2,40}})\))? [\s:—-]*""",
        re.VERBOSE,
    )


_HAN = r"[\u4e00-\u9fff]"
_PARTS = ("head", "agency", "report")
_BRACKETED = re.compile(r"[(【\[〔](?P<people>[^()【】\[\]〔〕]{4,40})[)】\]〕]\s*")
_REPORTER = re.compile(
    r"(?P<people>[^\s,。:()]{0,8}(?:记者|通讯员)[\s:]+[^。,:()]{2,20}?)\s+(?:报道\s*)?(?=\S{12})"
)

_SIGNED = r"(?:\((?P<people>[^():]{2,40})\))?"
_REPORTERS = r"\((?P<people>[^():]{0,6}(?:记者|通讯员)[^():]{2,30})\)\s*"
_CLOSED = r"(?=[\s,:(】\])〕])[】\])〕]?\s*"


@cache
def _others() -> tuple[re.Pattern[str], ...]:
    """Other heads: by the medium, by who signs."""
    ends = alternation(s for row in openers() if row.part == "medium" for s in row.surfaces)
    medium = rf"(?:{_HAN}|·){{1,8}}(?:{ends})"
    return (
        # 江城网讯, 【明报专讯】
        re.compile(rf"(?:{medium}(?:专|快)?讯|【{_HAN}{{2,8}}讯(?=】)){_CLOSED}{_SIGNED}[\s,:—-]*"),
        # 红河讯(记者 王小明): any place or medium, where somebody signs
        re.compile(rf"{_HAN}{{2,10}}讯{_REPORTERS}"),
        # 红网时刻3月5日讯, 财联社3月5日电
        re.compile(rf"[【\[(〔]?{medium}(?P<sent>\d{{1,2}}月\d{{1,2}}日)(?:电|讯|消息){_CLOSED}{_SIGNED}[\s,:—-]*"),
        # 中国江城网(记者 王小明)
        re.compile(rf"(?![据在从由经向]){medium}{_REPORTERS}"),
        # 联合报/记者王小明/新北即时报导, 〔记者王小明台北报导〕
        re.compile(
            rf"(?:[【\[(〔]|(?=[^\s,:]{{2,30}}/))(?:{_HAN}{{2,6}} ?/ ?)?"
            rf"(?P<people>(?:特派|特约)?记者 ?{_HAN}{{2,3}}(?:、{_HAN}{{2,3}})*)[ /]{{0,3}}"
            rf"(?P<sent>{_HAN}{{2,3}}?)?[市县]?(?:即时|综合|连线|专访)?报[导道]{_CLOSED}[\s,:—-]*"
        ),
    )  # fmt: skip


def match_opening(text: str) -> Opening | None:
    """The head with which the folded paragraph begins, or None.

    >>> match_opening("本报讯(记者 王小明)近日,县里开了会。").people
    ('王小明',)
    """
    if match := _opening_pattern().match(text[:_OPENING_REACH]):
        return _opening(match)
    for pattern in _others():
        if (match := pattern.match(text[:_OPENING_REACH])) and match.end() < len(text):
            return _opening(match)
    for pattern in (_BRACKETED, _REPORTER):
        match = pattern.match(text[:_OPENING_REACH])
        byline = parse_byline(match["people"]) if match else None
        if match and byline and byline.of == "text" and match.end() < len(text):
            return Opening(match.end(), byline.people)
    return None


def _opening(match: re.Match[str]) -> Opening:
    """The head of a report that a pattern found; not each has people, a place or a date."""
    told = match.groupdict()
    sent = match.span("sent") if told.get("sent") else None
    return Opening(match.end(), _people(told.get("people")), sent)


def _people(inner: str | None) -> tuple[str, ...]:
    """The names in the brackets of a head; `新闻联播` and other things there are none."""
    byline = parse_byline(inner) if inner else None
    return byline.people if byline else ()


_NUMBER = r"[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3}"
_PAGE_NUMBER = re.compile(
    rf"[-—–=*~_#·\s]*(?:第\s*)?(?:{_NUMBER})\s*(?:版|面|页)[-—–=*~_#·\s]*|[-—·\s]*[A-Za-z]?\d{{1,3}}[-—·\s]*"
)
_DATE_LINE = re.compile(
    r"""(?:\d{4}\s*年\s*)?\d{1,2}\s*月\s*\d{1,2}\s*日
        (?:\s*\(?(?:星期|周)[一二三四五六日天]\)?)?
        (?:\s*(?:农历|壬|癸|甲|乙|丙|丁|戊|己|庚|辛)[^\s。,]{1,12}  # 农历十一月初八, 壬寅年十一月初八
          |\s*(?:总?第)\s*\S{1,8}期
          |\s+(?:责编|责任编辑|编辑|版式|美编|组版|校对)\s*[:/]?\s*\S{2,8}
          |\s+[A-Z]?\d{1,3}版?
        )*\s*""",
    re.VERBOSE,
)
_NO_WORDS = re.compile(r"[\W_]+")
_TIMECODE = re.compile(
    r"(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3} ?-{1,2}> ?(?:\d{1,2}:)?\d{1,2}:\d{2}[.,]\d{1,3}(?: .*)?"
)
"""Over a subtitle: when it is shown."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.]+@[\w.]+")


@cache
def _furniture_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    part = {
        name: alternation(s for row in furniture_words() if row.part == name for s in row.surfaces)
        for name in _KINDS
    }
    edge, page = r"[\W_]*", rf"第?\s*(?:{_NUMBER})\s*版?"
    paper = rf"{_HAN}{{2,6}}(?:{part['masthead']})"
    return (
        re.compile(rf"{edge}(?:{part['turn']})\s*(?:第\s*)?(?:{_NUMBER})\s*(?:版|面)[^。,]{{0,16}}"),
        re.compile(
            rf"{edge}(?:{page}{edge})?(?:{part['line']}|{part['column']}|{paper}){edge}(?:{page})?{edge}"
        ),
        re.compile(rf"[^\w(]*\(?(?:{part['start']})(?:[\s:/(《》.]|$)"),
    )


_KINDS = ("turn", "line", "column", "start", "masthead")
_TURN_FROM = re.compile(r"[\W_]*(?:上接|紧接|承接|接)")
_FURNITURE_LONGEST = 80
_OPEN_BRACKETS = "(《“‘「『【["


def furniture_role(text: str) -> Role | None:
    """`continuation` for a turn to another page, `note` for other furniture of the page, else None.

    >>> furniture_role("(下转A3版)"), furniture_role("责任编辑:王小明"), furniture_role("要闻的来源")
    ('continuation', 'note', None)
    >>> furniture_role("00:01:02,500 --> 00:01:04,000")
    'note'
    """
    if len(text) > _FURNITURE_LONGEST:
        return None
    if text[-1:] in _OPEN_BRACKETS:
        return None
    turn, line, start = _furniture_patterns()
    if turn.fullmatch(text):
        return "continuation"
    whole = (line, _PAGE_NUMBER, _DATE_LINE, _NO_WORDS, _ADDRESS, _TIMECODE)
    if any(pattern.fullmatch(text) for pattern in whole):
        return "note"
    if is_masthead(text):
        return "note"
    return "note" if start.match(text) and text[-1] not in "。!?" else None


def is_turn_from(text: str) -> bool:
    """Whether the line of furniture says that what follows began on another page.

    >>> is_turn_from("(上接A1版)"), is_turn_from("(下转A3版)")
    (True, False)
    """
    return bool(_TURN_FROM.match(text))


def label_of(printed: str) -> str | None:
    """The section label that a line of furniture holds, as printed, without a page number beside it.

    >>> label_of("A3 综合新闻"), label_of("责任编辑:王小明")
    ('综合新闻', None)
    """
    match = _label().fullmatch(fold(printed))
    return printed[slice(*match.span("label"))] if match else None


@cache
def _label() -> re.Pattern[str]:
    words = alternation(
        s for row in furniture_words() if row.part in ("line", "column") for s in row.surfaces
    )
    page = rf"第?\s*(?:{_NUMBER})\s*版?"
    return re.compile(rf"[\W_]*(?:{page}[\W_]*)?(?P<label>{words})[\W_]*(?:{page})?[\W_]*")


def is_column_head(text: str) -> bool:
    """Whether the line is the name of a column of brief items and nothing else: 简讯, 一句话新闻."""
    row = furniture_words().get(text.strip("-—·◆■●【】[]<>《》 "))
    return row is not None and row.part == "column"


def has_caption_cue(text: str) -> bool:
    """Whether the words of the line say that it stands under a picture: 图为…, …效果图, …。王小明 摄.

    >>> has_caption_cue("图为村民在采茶。"), has_caption_cue("新城规划效果图")
    (True, True)
    """
    starts, ends = _cues()
    return text.startswith(starts) or text.rstrip(") ").endswith(ends)


@cache
def _cues() -> tuple[tuple[str, ...], tuple[str, ...]]:
    start, end = (
        tuple(s for row in captions() if row.part == part for s in row.surfaces) for part in ("start", "end")
    )
    return start, end
