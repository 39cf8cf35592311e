"""Numbers in names and codes, told by their shape: 5G, 4A级, 1+9, 75号楼, 国发〔2022〕3号, 电话."""

from __future__ import annotations

import re

from shilu.extract.numerals import NUMERAL_CHARACTERS, read_numeral
from shilu.extract.quantities.cues import cue
from shilu.extract.quantities.findings import Other, Source
from shilu.extract.quantities.heads import read_head
from shilu.extract.quantities.measure_words import match_measure, match_prefix
from shilu.schemas import Exact, NumberRole

__all__ = ["read_code", "read_quoted", "read_reference"]

_C = "〇零一二三四五六七八九十百廿卅"
_N = rf"(?:\d{{1,4}}|[{_C}]{{1,4}})"

# Each shape begins at the numeral. The phrase in the comment is what it is for.
_REFERENCE_BEGINS = re.compile(r"\d{3}[\d -]")
_REFERENCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("document number", re.compile(r"\d{4}[〕\]】)]\s?(?:第)?\d{1,5}号")),  # 国发〔2022〕3号
    (
        "identity number",
        re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)"),
    ),
    (
        "telephone number",
        re.compile(
            r"1[3-9]\d{9}(?!\d)|0\d{2,3}[- ]?\d{7,8}(?:[-转]\d{1,5})?(?!\d)|"
            r"[48]00-?\d{3}-?\d{4}(?!\d)|\d{3}-\d{4}-\d{4}"
        ),
    ),
)
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "network generation",
        re.compile(r"(?:[2-5]/)?[2-6](?:\.\d)?G(?![A-Za-z0-9])(?!流量)(?:\+|-A)?"),
    ),  # 5G基站
    ("round the clock", re.compile(r"24/7(?![\d/])|7[×xX*/]24(?:小时)?(?!\d)")),  # 24/7服务, 7×24小时
    ("grade", re.compile(r"\d(?:A{1,5}|S|D|C|K|R|N|P)(?![A-Za-z0-9])(?:级|店)?")),  # 4A级景区, 4S店, 3D打印
    (
        "leading zero",
        re.compile(r"0\d{1,3}[A-Za-z]{1,2}(?![A-Za-z])|0\d{1,3}(?=[星机型座舱])"),
    ),  # 高分06A星, 05机
    ("plus formula", re.compile(r"(?:\d{1,3}|[A-Z])(?: ?\+ ?(?:\d{1,3}|[A-ZXN]))+")),  # 1+9, 5+3+N
    ("plus name", re.compile(r"\d{1,3}\+(?=[\u4e00-\u9fff”\"])")),  # “1+养老”
    ("version", re.compile(r"\d{1,4}(?:\.\d{1,5}){2,5}(?!\d)(?! ?[万亿元%])")),  # 2.2.1, 192.168.0.1
    (
        "line, building or model number",
        re.compile(rf"{_N}(?:[-—/]\d{{1,4}}){{0,4}}号(?!召|称|令|角|手|脉|啕|码[数]|哭|元|商)"),
    ),  # 75号楼, 神舟十五号
    (
        "room or building",
        re.compile(
            r"\d{1,4}(?:[-—]\d{1,4})?(?:(?:幢|栋|单元|室|弄)(?=\d|[一二三四五六七八九十]+(?![、一二三四五六七八九十]))|"
            r"(?:幢|栋|座|单元|室|弄|舍|宿舍)(?=(?:\d{1,4}|[一二三四五六七八九十]{1,3})(?:号|室|单元|楼|栋|幢)|单元))|[1-9]\d{2,3}室|\d{1,3}楼(?![房宇盘市层栋道顶])"
        ),
    ),
    (
        "grade",
        re.compile(rf"(?:[一二三四五六七八九]|\d{{1,2}})级(?=[(]?[甲乙丙]等|{cue('graded')})"),
    ),
    (
        "grade",
        re.compile(
            r"[一二三四五六七八九][级等](?=[、和及与][一二三四五六七八九][级等])"
            r"|(?<=[级等][、和及与])[一二三四五六七八九][级等](?![、\d])"
        ),
    ),  # 一级、二级和三级水厂
    (
        "floor of an address",
        re.compile(rf"(?<=(?:{cue('ends of buildings')}))\d{{1,3}}层(?=\d{{1,4}}[室号])"),
    ),  # 明珠大厦19层1901室
    (
        "section of figures",
        re.compile(r"(?<=[图表])\d{1,2}\.\d{1,2}(?![\d.])(?! ?[万亿%‰元个张份])"),
    ),  # 见表4.1
    ("seat", re.compile(r"(?<=座位)\d{1,2}[A-K](?![A-Za-z0-9])")),  # 座位37K
    (
        "phase",
        re.compile(rf"[一二三四五六]期(?=[^\u4e00-\u9fff]|{cue('phased')}|$)|二期(?=[\u4e00-\u9fff])"),
    ),
    (
        "grade",
        re.compile(r"(?<=国家)[一二三]级(?!以)|(?<=国)[三四五六](?=及以|排放|标准|[柴汽]油|车|重型|阶段)"),
    ),  # 国家二级标准, 国六排放
    (
        "grade",
        re.compile(r"[一二三][级等](?:及|或)?以上(?![大阵暴台狂海]?风|的?[大地余强]?震|海浪|[,。])"),
    ),  # 一级以上的裁判
    (
        "event of a sport",  # 4×100米接力, 10米气步枪
        re.compile(rf"(?:\d{{1,5}}(?: ?[×xX*] ?\d{{2,4}})?|[{_C}]{{1,4}})(?:米|公里)(?={cue('events')})"),
    ),
    ("round of a match", re.compile(rf"(?:\d{{1,2}}/\d|[{_C}]{{1,3}}分之一) ?决赛")),  # 八分之一决赛
    (
        "size of an industry",
        re.compile(r"[一二三四五六七八九十百千\d]{0,4}[万亿]{1,2}级(?![别联])"),
    ),  # 五百亿级
    (
        "pairing",
        re.compile(r"(?:[一二三四五]对[一二三四五]|\d(?:对|[vV][sS]?)\d)(?![名个户人家次\d的])"),
    ),  # 三对三篮球
    ("pages of a document", re.compile(r"(?<=页[,/ ]共)\d{1,4} ?页|(?<=页共)\d{1,4} ?页")),  # 第12页 共30页
    ("clause", re.compile(r"\d{1,3}[章节条款项目编类](?=\d{1,3}[节条款项目类])")),  # 14款3项
    ("clause", re.compile(r"(?<=[章节条款项目编类])(?<=\d.)\d{1,3}[节条款项目类]")),
    ("clause", re.compile(r"\d{1,3}[~—-]\d{1,3}目(?![标前])")),
    (
        "plan of years",
        re.compile(
            r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})年(?=[\u4e00-\u9fff]{0,2}(?:行动|计划|规划|主题活动|攻坚))"
        ),
    ),  # 五年提升行动
    ("power", re.compile(r"[二三四五六七八九十nN\d]{1,2}次方")),
    ("unity", re.compile(rf"{_N}位一体|{_N}合一(?!作)|{_N}而一")),  # 六位一体, 三合一
    (
        "times of congress",
        re.compile(
            r"十[五六七八九]大|二十大|[一二三四五六七]中全会|[一二三四五六七]大会址|[一二三四五六七]大精神"
        ),
    ),
    (
        "school, hospital or team",
        re.compile(
            r"[一二三四五六七八九十]{1,3}(?:中(?=[,。、的和与学校区初高]|$)|小(?=学生|教师)|"
            rf"{cue('numbered bodies')})"
        ),
    ),
    (
        "number of a road or bus",
        re.compile(rf"\d{{1,4}} ?(?:{cue('numbered lines')})"),
    ),
    (
        "emergency or hot line",
        re.compile(
            rf"(?:{cue('hot line numbers')})(?!\d)(?=热线|平台|指挥|政务|专线|[”\"]|便民|、1|联动|"
            rf"市民|消费|客服|{cue('hot line words')})"
        ),
    ),
    (
        "ratio of a name",
        re.compile(
            rf"[一二三四五六七八九两]{{1,2}}(?:{cue('layouts')})"
            r"(?:[一二三四五六七八九两]{1,2}(?![个名家座条位项])[\u4e00-\u9fff])+"
        ),
    ),  # 一核两翼
    (
        "place on a list",
        re.compile(r"(?:\d{2,5}|[四八十百千]|三?十[六二])强(?![度调烈劲化人制行迫])"),
    ),  # 世界500强
    (
        "type or edition",
        re.compile(r"(?:\d{1,2}|[一二三四])型(?!号)|[1-9]\.0(?=[\u201d\"])|\d{1,2}(?=》)"),
    ),
    (
        "service number",
        re.compile(rf"1(?:2\d{{3}}|1[024]|19|20|22)(?=[\u4e00-\u9fff]{{0,8}}(?:{cue('hot line words')}))"),
    ),
    (
        "figure or table",
        re.compile(
            r"\d{1,2}(?=[:：])(?<=图\d)|\d{1,2}(?<=表\d)(?=[:： ])|"
            r"[一二三四五六七八九十](?=[: ])(?:(?<=\A[图表].)|(?<=[\s见附如(][图表].))"
        ),
    ),
)
_ANY_SHAPE = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _SHAPES))
_ROLES: dict[str, NumberRole] = {"phase": "ordinal"}
"""What a shape is where it is no name: a phase is counted through, 二期工程."""

_SCORE = re.compile(rf"(?:\d{{1,3}}|[{_C}]{{1,3}}) ?[:比平] ?(?:\d{{1,3}}|[{_C}]{{1,3}})(?![:\d{_C}.%])")
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
_QUOTED = re.compile(r"([“\"‘「『])([^“”\"‘’「」『』,。;:!?\n]{1,10})([”\"’」』])")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")
_CLOSING = {"“": "”", '"': '"', "‘": "’", "「": "」", "『": "』"}
_OPENING = frozenset(_CLOSING)
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
    for name, pattern in _SHAPES if _ANY_SHAPE.match(folded, at) else ():
        match = pattern.match(folded, at)
        if match and not _is_count(source, name, match):
            return _row(source, at, match.end(), f"code.{name}", role=_ROLES.get(name, "name"))
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
    return _row(source, at, score.end(), "code.score of a match")


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
    for name, pattern in _REFERENCES if _REFERENCE_BEGINS.match(source.folded, at) else ():
        if match := pattern.match(source.folded, at):
            return _row(source, at, match.end(), f"code.{name}")
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
    return _row(source, at - len(before[0]), rest.end(), "code.number of a vehicle")


def _by_digits(source: Source, at: int) -> Other | None:
    folded = source.folded
    if version := _VERSION.match(folded, at):
        before = folded[max(at - 4, 0) : at]
        counts = match_measure(source, version.end(), number_start=at) is not None
        if (_VERSIONED.search(before) and not counts) or _VERSION_NEXT.match(folded, version.end()):
            return _row(source, at, version.end(), "code.version")
    if (
        (called := _NUMBERED.match(folded, at))
        and _CALLED.search(source.context(at, 10))
        and match_measure(source, called.end(), number_start=at) is None
    ):
        return _row(source, at, called.end(), "code.number of a telephone, account or paper")
    product = _PRODUCT.match(folded, at)
    if not product and (letters := _LETTERS_AFTER.match(folded, at)) and not _unit_follows(source, at):
        return _row(source, at, letters.end(), "code.letters and digits")
    long = _LONG.match(folded, at)
    if long and not folded[long.end() : long.end() + 2].strip(" %‰℃°")[:1].isalpha():
        return _row(source, at, long.end(), "code.long number")
    zero = _LEADING_ZERO.match(folded, at) if folded[at] == "0" else None
    before = source.context(at, 14)
    named = not _LABEL_ENDS.isdisjoint(before) and _NUMBERED_LABEL.search(before)
    labelled = _FIGURE_NUMBER.match(folded, at) if named else None
    if numbered := zero or labelled:
        measure = match_measure(
            source, numbered.end() + (folded[numbered.end() : numbered.end() + 1] == " "), number_start=at
        )
        if (measure is None and labelled) or (measure and measure.source == "classifiers"):
            return _row(source, at, numbered.end(), "code.number that names")
    if _FIGURE.search(source.context(at, 3)) and (number := _FIGURE_NUMBER.match(folded, at)):
        return _row(source, at, number.end(), "code.number of a figure, table or case")
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
        return _row(source, at - len(standard[0]), digits.end() if digits else at + 1, "code.standard")
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
    return _row(source, start, end, "code.letters and digits")


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
        return _row(source, at, floor.end(), "code.room or building")
    if counts and not (
        (before[-1].isdigit() or before[-1] in _C)
        and len(digits[0]) < 3
        and measure
        and measure.source == "classifiers"
    ):
        return None
    if match_prefix(source, at) or source.folded[digits.end() : digits.end() + 1] in _SIGNED_NEXT:
        return None
    end = digits.end() + (len(measure.surface) if counts and measure else 0)
    return _row(source, at, end, "code.joined by a dash")


def read_quoted(source: Source, at: int) -> Other | None:
    """A quoted word of up to ten characters with the number at `at` in it: “331”, “四新”, “百千万工程”."""
    folded = source.folded
    if _OPENING.isdisjoint(source.context(at, 8)):
        return None
    for back in range(1, 9):
        begin = at - back
        if begin < source.floor or begin < 0:
            return None
        if folded[begin] in _CLOSING:
            break
        if folded[begin] in "”’」』,。;:!?\n":
            return None
    else:
        return None
    found = _QUOTED.match(folded, begin)
    if not found or found[3] != _CLOSING[found[1]] or found.end() <= at:
        return None
    if found[2][-1:] in ("%", "元"):
        return None
    return _row(source, begin + 1, found.end() - 1, "code.quoted word", at=at)


def _row(
    source: Source, start: int, end: int, reason: str, *, at: int | None = None, role: NumberRole = "name"
) -> Other:
    first = start if at is None else at
    while first < end and source.folded[first] not in NUMERAL_CHARACTERS:
        first += 1
    numeral = read_numeral(source.folded, first) if first < end else None
    value = numeral.value if numeral and numeral.end <= end else None
    amount = Exact(value=value) if value is not None else None
    return Other(start, end, role, reason, kind="ordinal" if role == "ordinal" else None, amount=amount)
