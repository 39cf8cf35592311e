"""Shapes of text that make a reader slow: units repeated to any size, from the tables of every stage and by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import count

__all__ = ["SHAPES", "shape"]

_HEAD = "柳河县今年工作情况\n\n"

_UNITS: Mapping[str, str] = {
    # one character
    "digit": "9", "numeral": "一", "ten": "十", "hundred": "百", "myriad": "万", "letter l": "l",
    "letter O": "O",
    "point": ".", "comma": "，", "stop": "。", "dash": "—", "hyphen": "-", "blank": " ", "wide blank": "　",
    "line": "\n",
    "tab": "\t", "bar": "|", "star": "*", "hash": "#", "equals": "=", "private": "\ue5e5",
    "zero width": "\u200b",
    "surname": "王", "county": "县", "of": "的", "name mark": "·",
    # brackets and quotation marks, opened and never closed, closed and never opened
    "open": "（", "close": "）", "open half": "(", "quote": "“", "unquote": "”", "book": "《",
    "square": "[", "both": "（）",
    "nested": "（3座", "quoted": "“书屋", "titled": "《三年》",
    # amounts without a stop
    "count": "3座", "count and item": "建成3座书屋", "money": "5万元", "share": "3%", "times": "翻两番",
    "ratio": "1:2",
    "range": "3至5人", "rank": "第3名", "date": "3月5日", "year": "2022年", "age": "35岁",
    "fraction": "三分之一",
    "letters and digits": "l1O", "dotted": "1.2", "thousands": "1,000", "code": "A-12", "score": "3:2胜",
    # lists and clauses without a stop
    "enumeration": "3座、", "names": "张三、", "places": "柳河县、青山县、", "clauses": "建成3座书屋，",
    "semicolons": "投资5万元；",
    "colons": "投资：5万元：", "respectively": "城镇、农村分别增长5%、7%，", "compared": "比去年增长3%，",
    "of whom": "其中3名，",
    "said": "县长王明说，", "organisations": "柳河县财政局、", "programmes": "“阳光工程”项目3个、",
    "awards": "获全国先进单位称号，",
    "times list": "今年3月、去年5月、", "holidays": "春节、国庆节、", "goes on": "并将3座",
    "verbs": "建成投资增加", "adverbs": "已经将",
    # lines
    "Markdown table": "| 第3县 | 15万元 | 8座 |\n", "tabs": "第3县\t15万元\t8座\n",
    "CSV": "第3县,15万元,8座\n",
    "cells of years": "2021    ", "row of years": "| 2021 ", "tabs of years": "2021\t",
    "columns of blanks": "第3县  15万元  8座\n", "points": "- 第3县投资5万元\n", "numbered": "1. 建成3座书屋\n",
    "titles": "# 第3县\n", "bylines": "（记者 张三）\n", "short lines": "建成3\n",
    "datelines": "本报讯（记者 张三）建成3座书屋\n",
    "dated lines": "3月5日 建成3座\n", "furniture": "第3版 综合新闻\n",
    "no stop lines": "第3县投资5万元建成8座书屋\n",
    # whole sentences
    "sentence": "柳河县建成3座书屋，投资5万元。", "article": "本报讯（记者 张三）近日，柳河县建成3座书屋。\n\n",
    "same sentence": "全县建成3座书屋，同比增长5%，其中新建2座。", "quotation": "张三说：“建成了3座书屋。”",
    "mixed": "l一（3座“《|、\t", "mixed lines": "|（3%\n- “第l一\n",
}  # fmt: skip
_TAIL: Mapping[str, str] = {"letter l": "1", "open": "3座）", "quote": "3座”", "point": "5",
    "cells of years": "增长", "row of years": "| 增长 |", "tabs of years": "增长"}  # fmt: skip
"""What ends a run, for searches that look ahead to it."""

_COUNTED = ", counted"
_NUMBER = re.compile(r"\d+")


def shape(name: str, size: int) -> str:
    """A text of about so many characters; of names joined by `+`, their units in turn."""
    unit = "".join(_UNITS[one.removesuffix(_COUNTED)] for one in name.split("+"))
    if not name.endswith(_COUNTED):
        return _HEAD + unit * max(size // len(unit), 1) + _TAIL.get(name, "")
    numbers = count(3, 7)
    parts = [_HEAD]
    length = 0
    while length < size:
        parts.append(_NUMBER.sub(lambda _: str(next(numbers) % 971 + 3), unit))
        length += len(parts[-1])
    return "".join(parts)


SHAPES = tuple(
    name
    for one, unit in _UNITS.items()
    for name in ([one, one + _COUNTED] if _NUMBER.search(unit) else [one])
)
"""Names of the shapes; `counted` are those with another number each time, which nothing takes for noise."""
