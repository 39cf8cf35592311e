from __future__ import annotations

from shilu.extract.articles.units import units_of

LINES = "甘肃静宁县的果园里今年一派忙\n碌,果农给果子套上了纸袋,又\n雇来十二名帮工,每人一天能挣\n一百八十元。"


def test_each_line_is_a_unit() -> None:
    units = units_of("\n\n书屋建成\n\n全县建成102座书屋。\n")
    assert [(unit.start, unit.end, unit.text) for unit in units] == [
        (2, 6, "书屋建成"),
        (8, 19, "全县建成102座书屋。"),
    ]


def test_lines_of_a_column_are_one_unit() -> None:
    (unit,) = units_of(LINES)
    assert unit.text == LINES.replace("\n", "")
    assert (unit.start, unit.end) == (0, len(LINES))


def test_an_indented_line_begins_a_paragraph() -> None:
    assert len(units_of(LINES + "\n  " + LINES)) == 2


def test_heading_marks_are_no_text() -> None:
    (unit,) = units_of("## 书屋建成")
    assert (unit.text, unit.level, unit.start) == ("书屋建成", 2, 0)


def test_page_breaks_and_odd_line_ends_end_lines() -> None:
    assert [unit.text for unit in units_of("书屋\f大桥\r\n果园\u2028茶山\x85渡口")] == [
        "书屋",
        "大桥",
        "果园",
        "茶山",
        "渡口",
    ]


def test_blank_lines_are_counted() -> None:
    assert [unit.gap for unit in units_of("书屋\n\n\n\n大桥\n果园")] == [0, 3, 0]


def test_a_row_copied_cell_by_cell_is_one_unit() -> None:
    rows = units_of("单位:万元\n项目 |\n金额 |\n工资 |\n120 |\n水费 |\n7.5 |\n以上为本年数。")
    assert [unit.text for unit in rows] == [
        "单位:万元",
        "项目 |金额 |",
        "工资 |120 |",
        "水费 |7.5 |",
        "以上为本年数。",
    ]
    apart = units_of("乡镇\n|\n户数\n|\n柳湾\n|\n96\n|")
    assert [unit.text for unit in apart] == ["乡镇|户数|", "柳湾|96|"]


def test_numbers_that_fill_their_lines_are_cells_of_their_own() -> None:
    text = "减持均价\n(元/股)\n2019/3/12\n19.502\n100,000\n0.0368%\n2019/3/13\n19.179\n60,000"
    assert [unit.text for unit in units_of(text)] == text.split("\n")
