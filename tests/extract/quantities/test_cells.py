"""Cells of tables, however their columns are parted, and the heads that they stand under."""

from __future__ import annotations

import pytest

from shilu.extract.quantities.cells import Span, Tables

MARKDOWN = """表一：收购进度

| 乡镇 | 收购量（吨） | 同比（%） |
| --- | --- | --- |
| 河口镇 | 310 | +4.2 |
| 山前镇 | 280 | -1.5 |
"""
TABS = "粮食牌价\t单位：元/吨\n品种\t等级\t本旬价\n晚籼\t三等\t2620\n糯稻\t三等\t3260\n"
BLANKS = "  指标      2021    2022\n  在校生    310     280\n  教师      21      19\n"
COMMAS = "学校,班级数,在校生\n城关小学,12,540\n河西小学,8,310\n"

SPACED = "3-2 主要农产品产量\n指标 单位 2020年 2021年\n粮食 吨 186523 190236\n油料 吨 12356 12980\n"


def heads(text: str, number: str) -> tuple[str | None, str | None, str | None]:
    """The heads of the row and the column of a number, and the line above its table."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    at = text.index(number)
    (line,) = (place for place, (first, last) in enumerate(lines) if first <= at < last)
    cell = Tables(text, lines).at(line, at)
    assert cell is not None

    def words(span: Span | None) -> str | None:
        return text[slice(*span)] if span else None

    return words(cell.row), words(cell.column), words(cell.caption)


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        (MARKDOWN, "310", ("河口镇", "收购量", "收购进度")),
        (MARKDOWN, "-1.5", ("山前镇", "同比", "收购进度")),
        (TABS, "3260", ("糯稻", "本旬价", "粮食牌价")),
        (BLANKS, "280", ("在校生", "2022", None)),
        (COMMAS, "310", ("河西小学", "在校生", None)),
        ("| 310 | 280 |\n| 21 | 19 |\n", "280", (None, None, None)),
        ("|甲|12|\n|乙|15|\n", "15", ("乙", None, None)),
    ],
)
def test_an_amount_in_a_table_stands_under_its_heads(
    text: str, number: str, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert heads(text, number) == expected


@pytest.mark.parametrize(
    "text",
    [
        "全县新建书屋12座,改建7座,投资310万元。\n村里新修公路3公里,植树2万株,惠及群众。\n另有水渠4条,泵站2座,全部完工。\n",
        "　　本报讯  去年收粮310吨\n",
        "产量310吨\n产量280吨\n",
    ],
)
def test_prose_is_no_table(text: str) -> None:
    with pytest.raises(AssertionError):
        heads(text, "310")
