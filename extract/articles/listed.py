"""Lines that begin an item: numbers of sections, bullets, rows of tables, labels one under another."""

from __future__ import annotations

import re
from functools import cache

from shilu.extract.lexicon.people import speech
from shilu.extract.lexicon.table import alternation
from shilu.extract.text.rows import is_row_alone

__all__ = ["begins_item", "is_enumerated", "is_label", "is_row", "is_section"]

_DIGITS = "一二三四五六七八九十壹贰叁参肆伍陆柒捌玖拾"
_ENUMERATED = re.compile(
    rf"\(?[{_DIGITS}]{{1,3}}(?:[、.)]|是)|\(\d{{1,2}}\)|\d{{1,2}}[、.)](?!\d)|[①-⑳]|"
    r"第[一二三四五六七八九十\d]{1,3}[章节条款项目](?=[ :、]|$)|[●◆■▶]"
)
_SECTION_NUMBER = re.compile(rf"\(?[{_DIGITS}第]")
_DATE = re.compile(
    r"(?:公元|民[国國])?(?:\d{1,4}|[〇零○一二三四五六七八九十]{2,4})年(?:\d{1,2}月)?(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?"
    r"|[一二三四五六七八九十]{1,2}月"
)
_TURN = re.compile(r"(?:问|問|答|记者|記者|主持人|[QA]\d{0,2}) ?:(?!\S{2,4}$)")
_BULLETS = "●○■◆▲△★☆▶►•▪"
_MARK = rf"[{_BULLETS}·*-]?\s*"
_LABEL = re.compile(_MARK + r"[A-Za-z()\u4e00-\u9fff]{2,8} ?: ?\S")
_LABELLED = re.compile(
    _MARK
    + r"[A-Za-z()]*[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z()]{1,15}(?::|——)\s*(?:约|近|超过?|逾|人民币|[¥$])?\s*"
    r"[\d.一二三四五六七八九十百千]"
)
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3} {1,3}(?=[\u4e00-\u9fff])")
"""1.2 before a word: the number of a section where the line above has one too, else it may be an amount (1.2 公里)."""

_UNITS = re.compile(r"[(\[]?(?:计量)?单位:")
_AMOUNT = r"[-+约近超]?[\d][\d,.]*[万亿]{0,2} ?[\u4e00-\u9fff%℃a-zA-Z㎡]{0,5}"
_PAIR = re.compile(rf"[\u4e00-\u9fff()（）]{{2,12}} {{1,4}}{_AMOUNT}")
"""A name and its number in one line, as rows of a short table are: 水费 1260.00."""
_BARE_LABEL = re.compile(r"[\u4e00-\u9fffA-Za-z()%/]{2,16}:")
_VALUE = re.compile(_AMOUNT)
_CELL = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?[%‰]?|(?:19|20)\d\d([/.-])\d{1,2}\1\d{1,2}|[-—–]{1,2}")
"""A number or a day that fills its line, as the cells of a table do that was copied cell by cell."""
_UNIT_LINE = re.compile(r"\([^()\s]{1,8}\)")
"""The unit of such a table's column on a line of its own: (元/股)."""
_BULLET = re.compile(rf"[{_BULLETS}|]")
_SPOKEN = frozenset("说道问")


def is_enumerated(text: str) -> bool:
    """Whether the paragraph begins with a number of its section: 一、 (二) 3. ④ 一是."""
    return bool(_ENUMERATED.match(text))


def is_section(text: str) -> bool:
    """Whether it heads a section of one text: numbered 一、 (二) 第三章, a year or day alone, as in annals or turns of
    a talk. Not 3., which numbers the items of a round too.

    >>> is_section("一、新建农村公路"), is_section("1958年"), is_section("问:何时开工?")
    (True, True, True)
    >>> is_section("1、新建农村公路"), is_section("1958年大事记")
    (False, False)
    """
    numbered = _SECTION_NUMBER.match(text) and is_enumerated(text)
    return bool(numbered or _TURN.match(text) or _DATE.fullmatch(text))


def is_label(text: str) -> bool:
    """Whether the line is a label and what it stands for, as lines of a notice are: 招标人:江城水务公司. One alone may
    be a title as well (女排联赛:江城胜); a sentence and a turn of a talk are none.

    >>> is_label("招标人:江城水务公司"), is_label("江城水务公司中标"), is_label("编者按:近日,县里修了桥。")
    (True, False, False)
    """
    return bool(_LABEL.match(text)) and text[-1] not in "。!?;" and not _TURN.match(text)


def is_row(text: str) -> bool:
    """Whether the line is a row of a table, the unit of one, or a label with its amount, which is no heading.

    >>> is_row("总投资:8.6亿元"), is_row("| 柳湾 | 1820 |"), is_row("总投资创新高")
    (True, True, False)
    >>> is_row("柳湾,1820,93.5"), is_row("柳湾  1820  93.5"), is_row("投入1,234,567"), is_row("单位:人、万元")
    (True, True, False, True)
    """
    return is_row_alone(text) or text[:1] == "|" or bool(_LABELLED.match(text)) or bool(_UNITS.match(text))


@cache
def _says() -> re.Pattern[str]:
    """A verb of saying before a colon, which leads to a quotation. Of the table those that end in 说, 道 or 问: the
    others end labels too (名称:, 技术要求:)."""
    verbs = (one for row in speech(without="reporting") for one in row.surfaces if one[-1] in _SPOKEN)
    return re.compile(rf"(?:{alternation(verbs)}):\Z")


def begins_item(text: str, before: str) -> bool:
    """Whether a line begins an item of its own after the line `before`, so that no sentence runs on.

    It does with a bullet, a number or a bar of a table, as one label, one section of a section or one cell after
    another, and below the unit of a table.

    >>> begins_item("占地:1200亩", "总投资:8.6亿元"), begins_item("占地1200亩", "总投资8.6亿元")
    (True, False)
    >>> begins_item("总投资(亿元):8.6", "项目名称:石桥渠改造"), begins_item("县长说:修桥", "长三百米")
    (True, False)
    >>> begins_item("电费 3400.50", "水费 1260.00"), begins_item("面积(万亩):", "12.6"), begins_item("12.6", "产量:")
    (True, True, False)
    >>> begins_item("县长说:", "3000元"), begins_item("项目名称:", "3000元")
    (False, True)
    >>> begins_item("100,000", "19.502"), begins_item("2019/3/12", "(%)"), begins_item("567元", "1,234,")
    (True, True, False)
    >>> begins_item("1.2 清淤河道", "1.1 改造管网"), begins_item("1.2 公里。", "新修的路长")
    (True, False)
    """
    if is_enumerated(text) or _BULLET.match(text):
        return True
    if _SECTION.match(text) and (_SECTION.match(before) or is_enumerated(before)):
        return True
    if _PAIR.fullmatch(text) and _PAIR.fullmatch(before):
        return True
    if _CELL.fullmatch(text) and (_CELL.fullmatch(before) or _UNIT_LINE.fullmatch(before)):
        return True
    if _BARE_LABEL.fullmatch(text) and _VALUE.fullmatch(before) and not _says().search(text):
        return True
    labelled = is_label(before) or _LABELLED.match(before)
    both = labelled and (is_label(text) or _LABELLED.match(text))
    return bool(both or _UNITS.match(before))
