"""Shapes of codes and of numbers that only name, each with a phrase that it is for: 5G, 1+9, 75号楼, 一核两翼.

A shape begins at its numeral. The words beside one are rows of `cues.toml`; what stands here is how they are put
together.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from shilu.extract.lexicon.ranges import JOINT
from shilu.extract.quantities.cues import cue
from shilu.schemas import NumberRole

__all__ = ["ANY_SHAPE", "DIGITS", "REFERENCES", "SHAPES", "Shape"]

DIGITS = "〇零一二三四五六七八九十百廿卅"
"""Characters of a Chinese number that names."""

_N = rf"(?:\d{{1,4}}|[{DIGITS}]{{1,4}})"
_BUILDING = cue("parts of buildings")
_TEXT_PART = f"[{cue('parts of a text').replace('|', '')}]"


class Shape(NamedTuple):
    """A way in which a number stands in a code or a name. `name` is its reason in the account of numbers."""

    name: str
    pattern: re.Pattern[str]
    example: str
    role: NumberRole = "name"


def _shape(name: str, pattern: str, example: str, role: NumberRole = "name") -> Shape:
    return Shape(name, re.compile(pattern), example, role)


REFERENCES = (
    _shape("document number", r"\d{4}[〕\]】)]\s?(?:第)?\d{1,5}号", "依据国发〔2022〕3号文件"),
    _shape(
        "identity number",
        r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}[\dXx](?!\d)",
        "身份证431225198803124512",
    ),
    _shape(
        "telephone number",
        r"1[3-9]\d{9}(?!\d)|0\d{2,3}[- ]?\d{7,8}(?:[-转]\d{1,5})?(?!\d)|[48]00-?\d{3}-?\d{4}(?!\d)|\d{3}-\d{4}-\d{4}",
        "拨打0745-2345678",
    ),
)
"""What may look like a date, and is asked for before dates."""

SHAPES = (
    _shape(
        "network generation", r"(?:[2-5]/)?[2-6](?:\.\d)?G(?![A-Za-z0-9])(?!流量)(?:\+|-A)?", "建成5G基站"
    ),
    _shape("round the clock", r"24/7(?![\d/])|7[×xX*/]24(?:小时)?(?!\d)", "7×24小时服务"),
    _shape("grade", r"\d(?:A{1,5}|S|D|C|K|R|N|P)(?![A-Za-z0-9])(?:级|店)?", "4A级景区"),
    _shape("leading zero", r"0\d{1,3}[A-Za-z]{1,2}(?![A-Za-z])|0\d{1,3}(?=[星机型座舱])", "高分06A星"),
    _shape("plus formula", r"(?:\d{1,3}|[A-Z])(?: ?\+ ?(?:\d{1,3}|[A-ZXN]))+", "推行5+3+N模式"),
    _shape("plus name", r"\d{1,3}\+(?=[\u4e00-\u9fff”\"])", "1+养老"),
    _shape("version", r"\d{1,4}(?:\.\d{1,5}){2,5}(?!\d)(?! ?[万亿元%])", "升级到2.2.1"),
    _shape(
        "line, building or model number",
        rf"{_N}(?:[-—/]\d{{1,4}}){{0,4}}号(?!召|称|令|角|手|脉|啕|码[数]|哭|元|商)",  # 两号角, 十号召
        "神舟十五号升空",
    ),
    _shape(
        "room or building",
        rf"\d{{1,4}}(?:[-—]\d{{1,4}})?(?:(?:{_BUILDING})(?=\d|[一二三四五六七八九十]+(?![、一二三四五六七八九十]))|"
        rf"(?:{_BUILDING}|座|舍)(?=(?:\d{{1,4}}|[一二三四五六七八九十]{{1,3}})(?:号|楼|{_BUILDING})|单元))"
        r"|(?<=[幢栋座楼])\d{1,3}单元|[1-9]\d{2,3}室|\d{1,3}楼(?![房宇盘市层栋道顶])",
        "住在3栋2单元",
    ),
    _shape("grade", rf"(?:[一二三四五六七八九]|\d{{1,2}})级(?=[(]?[甲乙丙]等|{cue('graded')})", "2级防护"),
    _shape(
        "grade",
        r"[一二三四五六七八九][级等](?=[、和及与][一二三四五六七八九][级等])"
        r"|(?<=[级等][、和及与])[一二三四五六七八九][级等](?![、\d])",
        "一级、二级和三级水厂",
    ),
    _shape(
        "floor of an address",
        rf"(?<=(?:{cue('ends of buildings')}))\d{{1,3}}层(?=\d{{1,4}}[室号])",
        "明珠大厦19层1901室",
    ),
    _shape(
        "section of figures",
        rf"(?<=(?:{cue('figures')}))\d{{1,2}}\.\d{{1,2}}(?![\d.])(?! ?[万亿%‰元个张份])",
        "见表4.1",
    ),
    _shape("seat", rf"(?<=(?:{cue('seats')}))\d{{1,2}}[A-K](?![A-Za-z0-9])", "座位37K"),
    _shape(
        "phase",
        rf"[一二三四五六]期(?=[^\u4e00-\u9fff]|{cue('phased')}|$)|二期(?=[\u4e00-\u9fff])",
        "二期工程",
        "ordinal",
    ),
    _shape(
        "grade",
        rf"(?<=国家)[一二三]级(?!以)|(?<=国)[三四五六](?={cue('limits of exhaust')})",
        "国六排放",
    ),
    _shape(
        "grade",
        r"[一二三][级等](?:及|或)?以上(?![大阵暴台狂海]?风|的?[大地余强]?震|海浪|[,。])",  # 六级以上大风 counts
        "一级以上的裁判",
    ),
    _shape(
        "event of a sport",
        rf"(?:\d{{1,5}}(?: ?[×xX*] ?\d{{2,4}})?|[{DIGITS}]{{1,4}})(?:米|公里)(?={cue('events')})",
        "4×100米接力",
    ),
    _shape("round of a match", rf"(?:\d{{1,2}}/\d|[{DIGITS}]{{1,3}}分之一) ?决赛", "八分之一决赛"),
    _shape(
        "size of an industry", r"[一二三四五六七八九十百千\d]{0,4}[万亿]{1,2}级(?![别联])", "五百亿级产业"
    ),
    _shape(
        "pairing", r"(?:[一二三四五]对[一二三四五]|\d(?:对|[vV][sS]?)\d)(?![名个户人家次\d的])", "三对三篮球"
    ),
    _shape("pages of a document", r"(?<=页[,/ ]共)\d{1,4} ?页|(?<=页共)\d{1,4} ?页", "第12页 共30页"),
    _shape("clause", rf"\d{{1,3}}{_TEXT_PART}(?=\d{{1,3}}{_TEXT_PART})", "第14款3项"),
    _shape("clause", rf"(?<={_TEXT_PART})(?<=\d.)\d{{1,3}}{_TEXT_PART}", "第14款3项"),
    _shape("clause", rf"\d{{1,3}}{JOINT}\d{{1,3}}目(?![标前])", "3-5目"),
    _shape(
        "plan of years",
        rf"(?:[一二三四五六七八九十]{{1,3}}|\d{{1,2}})年(?=[\u4e00-\u9fff]{{0,2}}(?:{cue('plans of years')}))",
        "五年提升行动",
    ),
    _shape("power", r"[二三四五六七八九十nN\d]{1,2}次方", "十的八次方"),
    _shape("unity", rf"{_N}(?:{cue('unities')})(?!作)", "六位一体"),
    _shape(
        "times of congress",
        r"十[五六七八九]大|二十大|[一二三四五六七]中全会|[一二三四五六七]大(?:会址|精神)",
        "四中全会",
    ),
    _shape(
        "school, hospital or team",
        rf"[一二三四五六七八九十]{{1,3}}(?:中(?=[,。、的和与学校区初高]|$)|小(?=学生|教师)|{cue('numbered bodies')})",
        "市一中学生",
    ),
    _shape("number of a road or bus", rf"\d{{1,4}} ?(?:{cue('numbered lines')})", "乘12路公交"),
    _shape(
        "emergency or hot line",
        rf"(?:{cue('hot line numbers')})(?!\d)(?=[”\"]|、1|{cue('hot line words')}|{cue('behind hot lines')})",
        "12345政务平台",
    ),
    _shape(
        "ratio of a name",
        rf"[一二三四五六七八九两]{{1,2}}(?:{cue('layouts')})"
        r"(?:[一二三四五六七八九两]{1,2}(?![个名家座条位项])[\u4e00-\u9fff])+",
        "一核两翼",
    ),
    _shape("place on a list", r"(?:\d{2,5}|[四八十百千]|三?十[六二])强(?![度调烈劲化人制行迫])", "世界500强"),
    _shape(
        "type or edition",
        r"(?:\d{1,2}|[一二三四])型(?!号)|[1-9]\.0(?=[\u201d\"])|\d{1,2}(?=》)",
        "二型糖尿病",
    ),
    _shape(
        "service number",
        rf"1(?:2\d{{3}}|1[024]|19|20|22)(?=[\u4e00-\u9fff]{{0,8}}(?:{cue('hot line words')}))",
        "12399职工维权热线",
    ),
    _shape(
        "figure or table",
        r"\d{1,2}(?=[:：])(?<=图\d)|\d{1,2}(?<=表\d)(?=[:： ])|"
        r"[一二三四五六七八九十](?=[: ])(?:(?<=\A[图表].)|(?<=[\s见附如(][图表].))",
        "见图一:分布",
    ),
)
"""In the order in which they are tried; the first that matches tells."""

ANY_SHAPE = re.compile("|".join(f"(?:{shape.pattern.pattern})" for shape in SHAPES))
"""Any of them: most numbers have none, and are asked once."""
