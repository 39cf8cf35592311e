"""Headings and the columns that they head: to the left, in the middle, and run together over a gutter."""

from __future__ import annotations

from collections.abc import Sequence

from shilu.extract.layout import Line, Scan, Word, lay_out
from shilu.schemas.page import Box

EM, STEP, GUTTER = 32, 48, 36
WIDE = 10 * EM
SENTENCE = "村里新修的水渠上月通了水家家户户都用上了自来水"


def column(place: int, top: int, rows: int, mark: str) -> list[Line]:
    """A column of full lines, the last one closed; each holds the mark of its article and its number."""
    left = place * (WIDE + GUTTER)
    return [
        Line(
            f"{mark}{place}{row}{SENTENCE[row : row + 7]}" + ("。" if row == rows - 1 else "水"),
            Box(x=left, y=top + row * STEP, width=WIDE, height=EM),
        )
        for row in range(rows)
    ]


def heading(text: str, left: int, top: int, size: int = 60) -> Line:
    return Line(text, Box(x=left, y=top, width=size * len(text), height=size))


def order(lines: Sequence[Line]) -> str:
    """The marks in the order in which they are read, each column as one."""
    text, _ = lay_out(
        Scan((tuple(sorted(lines, key=lambda line: (line.box.y, line.box.x) if line.box else (0, 0))),))
    )
    marks = [row[:2] for row in text.split("\n") if row]
    return " ".join(mark for number, mark in enumerate(marks) if not number or mark != marks[number - 1])


def test_a_heading_in_the_middle_heads_the_columns_on_both_sides() -> None:
    whole = 3 * WIDE + 2 * GUTTER
    lines = [heading("甲村通水", whole // 2 - 120, 0), heading("乙村架桥", 3 * (WIDE + GUTTER), 0)]
    for place in range(3):
        lines += column(place, 100, 8, "甲")
    lines += column(3, 100, 8, "乙")
    assert order(lines) == "甲村 甲0 甲1 甲2 乙村 乙3"


def test_headings_in_the_middle_share_out_a_row_of_columns() -> None:
    whole = 3 * WIDE + 2 * GUTTER
    lines = []
    for number, name in enumerate(("甲村通水", "乙村架桥")):
        lines.append(heading(name, number * 3 * (WIDE + GUTTER) + whole // 2 - 120, 0))
        for place in range(3):
            lines += column(number * 3 + place, 100, 8, name[0])
    assert order(lines) == "甲村 甲0 甲1 甲2 乙村 乙3 乙4 乙5"


def test_no_article_is_cut_between_its_heading_and_its_text() -> None:
    """Below the left column an article ends where in the right one a heading ends and its text begins."""
    lines = [*column(0, 0, 10, "甲"), heading("丙村修路", 0, 540), *column(0, 640, 8, "丙")]
    lines += [*column(1, 0, 7, "丁"), heading("乙村架桥", WIDE + GUTTER, 420), *column(1, 520, 10, "乙")]
    assert order(lines) == "甲0 丙村 丙0 丁1 乙村 乙1"


def test_headings_that_were_run_together_are_parted_where_a_column_begins() -> None:
    left, right = "甲村新渠通水了", "乙村架桥"
    start = WIDE + GUTTER
    words = [Word(one, Box(x=44 * number, y=0, width=44, height=44)) for number, one in enumerate(left)]
    words += [
        Word(one, Box(x=start + 44 * number, y=0, width=44, height=44)) for number, one in enumerate(right)
    ]
    title = Line(left + right, Box(x=0, y=0, width=start + 176, height=44), 0.9, tuple(words))
    text, _ = lay_out(Scan(((title, *column(0, 90, 8, "甲"), *column(1, 90, 8, "乙")),)))
    assert text.startswith(left + "\n")
    assert "\n" + right + "\n" in text
