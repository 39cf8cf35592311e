"""Workbooks, read back by another library, and CSV files for spreadsheets."""

from __future__ import annotations

import csv
import errno
import gc
import re
import tempfile
from pathlib import Path
from typing import Any, get_args
from urllib.parse import unquote

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from shilu.extract.errors import ShiluError
from shilu.extract.stores import TABLES, FailedDocument, Options, open_store, page_rows, xlsx
from shilu.extract.stores import xlsx as module
from shilu.extract.stores.spreadsheet import (
    Headers,
    harmless,
    looks_like_formula,
    one_line,
    shown_columns,
    worded,
)
from shilu.extract.stores.xlsx import _cut
from shilu.extract.talk import in_chinese
from shilu.schemas import (
    ArticleKind,
    Bound,
    Change,
    Kind,
    NameType,
    NumberRole,
    Page,
    PageRecords,
    Relation,
    ReviewStatus,
    Status,
    Verdict,
)  # fmt: skip
from tests.extract.stores.records import NASTY, RECORDS, page_of


def write(path: Path, *pages: PageRecords, **options: Any) -> tuple[str, ...]:
    with open_store(path, Options(**options)) as writer:
        for records in pages:
            writer.add(page_rows(records))
        writer.fail(FailedDocument("=bad.txt", None, "-empty"))
        writer.finish()
    return writer.losses


def sheet(path: Path, name: str) -> list[dict[str, Any]]:
    book = openpyxl.load_workbook(path)
    head, *rows = book[name].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_every_table_is_a_sheet_with_typed_cells(tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", RECORDS)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == [
        "facts", "articles", "names", "times", "numbers", "checks", "reviews", "pages", "failed", "long_text",
    ]  # fmt: skip
    assert book["long_text"].sheet_state == "hidden"
    for name, rows in page_rows(RECORDS).items():
        (found,) = sheet(tmp_path / "x.xlsx", name)
        for column in shown_columns(TABLES[name]):
            wanted = rows[0][column.name]
            cell = found[column.name]
            if column.type == "decimal" and wanted is not None:
                assert (type(cell), cell) == (int, int(wanted))
            else:
                assert (cell, type(cell)) == (one_line(column.name, wanted), type(wanted))


def test_the_head_is_frozen_filtered_and_wide_enough(tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", RECORDS)
    facts = openpyxl.load_workbook(tmp_path / "x.xlsx")["facts"]
    assert facts.freeze_panes == "A2"
    last = openpyxl.utils.get_column_letter(facts.max_column)
    assert facts.auto_filter.ref == f"A1:{last}2"
    sentence = [cell.value for cell in facts[1]].index("sentence") + 1
    assert 8 <= facts.column_dimensions["B"].width < 20
    assert 50 < facts.column_dimensions[openpyxl.utils.get_column_letter(sentence)].width < 70


def test_chinese_heads(tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", RECORDS, headers="zh")
    (fact,) = sheet(tmp_path / "x.xlsx", "事实")
    assert (fact["原文"], fact["数值"], fact["累计"], fact["地点"]) == (
        "近4500万元",
        45000000,
        True,
        "昭苏县",
    )
    assert (fact["类别"], fact["界限"], fact["状态"]) == ("金额", "少于", "已完成")
    assert "完整记录" not in fact


def test_text_is_never_a_formula_and_survives_as_it_is(tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", NASTY)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    surfaces = {cell.value: cell for cell in book["facts"]["D"]}
    assert surfaces["=1+1元"].data_type == "s"
    assert surfaces["=1+1元"].quotePrefix
    assert not surfaces["0.1元"].quotePrefix
    assert book["failed"]["A2"].data_type == "s"
    # Excel reads _x000D_ in a text as a carriage return (ECMA-376, ST_Xstring); openpyxl leaves that to its users.
    found = {unescape(row["canonical"]) for row in sheet(tmp_path / "x.xlsx", "names")}
    assert found == {name.canonical for name in NASTY.names}


def test_numbers_that_excel_cannot_keep_are_text_and_told(tmp_path: Path) -> None:
    losses = write(tmp_path / "x.xlsx", NASTY)
    values = [row["value"] for row in sheet(tmp_path / "x.xlsx", "facts")]
    assert values == [2, "123456789012345678901234567890", 0.333333333333333, 0.1, "9007199254740993"]
    assert "facts.value: numbers of more than 15 digits are text (2)" in losses
    assert "facts.value: fractions rounded to 15 digits (1)" in losses


@pytest.mark.parametrize(
    ("digits", "cell"),
    [
        ("150000000000000000", 150000000000000000),  # fifteen digits and zeros
        ("1" + "0" * 400, "1" + "0" * 400),  # more than a cell takes
        ("-0.25", -0.25),
        ("0", 0),
    ],
)
def test_numbers_of_a_workbook(digits: str, cell: object, tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", page_of("p", ("甲元", digits, None)))
    assert sheet(tmp_path / "x.xlsx", "facts")[0]["value"] == cell


def test_long_text_goes_on_in_a_sheet_of_its_own(tmp_path: Path) -> None:
    text = "长" * 32_766 + "😀" + "文" * 40_000
    long = PageRecords(page=Page(id="long", text=text), articles=(), facts=(), names=(), times=(), numbers=())
    losses = write(tmp_path / "x.xlsx", RECORDS, long)
    pages = sheet(tmp_path / "x.xlsx", "pages")
    more = sheet(tmp_path / "x.xlsx", "long_text")
    assert [(row["table"], row["id"], row["column"], row["part"]) for row in more] == [
        ("pages", "long", "text", 2),
        ("pages", "long", "text", 3),
    ]
    assert pages[1]["text"] + "".join(row["rest"] for row in more) == text
    assert "pages.text: texts of more than 32,767 characters go on in the sheet long_text (1)" in losses
    assert openpyxl.load_workbook(tmp_path / "x.xlsx")["long_text"].sheet_state == "visible"


@given(st.text(st.sampled_from("a文😀\n"), max_size=30), st.integers(2, 9))
def test_cut_text_fits_and_is_whole(text: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_CELL", size)
        parts = _cut(text)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= size for part in parts)
    assert all(parts) or parts == [""]


def test_rows_beyond_the_last_of_a_sheet_go_on_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHEET_ROWS", 3)
    page = page_of("p", *((f"{n}元", str(n), None) for n in range(5)))
    write(tmp_path / "x.xlsx", page)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    sheets = [name for name in book.sheetnames if name.startswith("facts")]
    assert sheets == ["facts", "facts 2", "facts 3"]
    values = [row["value"] for name in sheets for row in sheet(tmp_path / "x.xlsx", name)]
    assert values == [0, 1, 2, 3, 4]


def test_a_workbook_that_is_given_up_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with open_store(tmp_path / "x.xlsx") as writer:
        writer.add(page_rows(RECORDS))
    assert list(tmp_path.iterdir()) == []


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_csv_file_is_one_table_with_all_columns_for_people(tmp_path: Path) -> None:
    losses = write(tmp_path / "x.csv", RECORDS)
    (row,) = rows_of(tmp_path / "x.csv")
    assert tuple(row) == tuple(column.name for column in TABLES["facts"].columns if column.name != "record")
    assert (row["value"], row["cumulative"], row["item"]) == ("45000000", "true", "")
    assert losses[0].startswith("a CSV file holds one table, here facts")


def test_any_table_can_be_had_with_chinese_heads_and_byte_order_mark(tmp_path: Path) -> None:
    write(tmp_path / "x.csv", RECORDS, table="names", headers="zh")
    assert (tmp_path / "x.csv").read_bytes().startswith("\ufeff文档,起,止".encode())
    (name,) = rows_of(tmp_path / "x.csv")
    assert (name["规范名称"], name["类型"]) == ("向日葵书屋", "设施")
    write(tmp_path / "y.csv", RECORDS, bom=False)
    assert (tmp_path / "y.csv").read_bytes().startswith(b"page,start,end")


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv"])
def test_what_the_page_breaks_over_lines_is_on_one(tmp_path: Path, name: str) -> None:
    rows = page_rows(RECORDS)
    broken = dict(rows["facts"][0]) | {"surface": "86\n座", "sentence": "建成86\n座书屋。\nDa\nNang"}
    with open_store(tmp_path / name) as writer:
        writer.add({**rows, "facts": (broken,)})
        writer.finish()
    (fact,) = sheet(tmp_path / name, "facts") if name.endswith("xlsx") else rows_of(tmp_path / name)
    assert (fact["surface"], fact["sentence"]) == ("86座", "建成86座书屋。Da Nang")


WORDS = {
    "kind": {*get_args(Kind), "ordinal"}, "bound": get_args(Bound), "status": get_args(Status),
    "change": get_args(Change), "review": get_args(ReviewStatus), "name": get_args(NameType),
    "number": get_args(NumberRole), "relation": get_args(Relation), "verdict": get_args(Verdict),
    "time": ("date", "period", "duration", "recurring"), "article": get_args(ArticleKind),
    "resolution": ("stated", "anchored", "context", "unresolved", "vague"),
}  # fmt: skip


def test_every_word_of_ours_in_a_cell_has_its_chinese() -> None:
    columns = [one for table in TABLES.values() for one in table.columns if one.labels]
    assert {one.labels for one in columns} == set(WORDS)
    for column in columns:
        told = {word: worded(column, word, "zh") for word in WORDS[column.labels]}
        assert [word for word, chinese in told.items() if chinese == word] == []
        assert len(set(told.values())) == len(told), (
            "two words could not be told apart when the table is read back"
        )


def test_numbers_are_shown_with_their_thousands_apart_and_offsets_are_not(tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", RECORDS)
    facts = openpyxl.load_workbook(tmp_path / "x.xlsx")["facts"]
    cells = {head.value: cell for head, cell in zip(facts[1], facts[2], strict=True)}
    assert (cells["value"].value, cells["value"].number_format) == (45000000, "#,##0")
    assert cells["start"].number_format == cells["year_from"].number_format == "General"


@pytest.mark.parametrize(
    ("number", "shown"), [(1234.5, "#,##0.0"), (0.125, "#,##0.000"), (2, "#,##0"), (-1 / 3, "#,##0.000000")]
)
def test_a_number_is_shown_with_the_decimals_that_it_has(tmp_path: Path, number: float, shown: str) -> None:
    rows = page_rows(RECORDS)
    changed = [dict(row) | {"value": str(number)} for row in rows["facts"]]
    with open_store(tmp_path / "x.xlsx") as writer:
        writer.add({**rows, "facts": tuple(changed)})
        writer.finish()
    facts = openpyxl.load_workbook(tmp_path / "x.xlsx")["facts"]
    heads = [head.value for head in facts[1]]
    assert facts.cell(2, heads.index("value") + 1).number_format == shown


@pytest.mark.parametrize("number", ["6000000000", "-2533333.333333", "0.000001", "123456789012345"])
def test_a_column_is_wide_enough_for_its_numbers(tmp_path: Path, number: str) -> None:
    """With thousands set apart and its indent; a spreadsheet shows ### else."""
    rows = page_rows(RECORDS)
    with open_store(tmp_path / "x.xlsx") as writer:
        writer.add({**rows, "facts": tuple(dict(row) | {"lower": number} for row in rows["facts"])})
        writer.finish()
    facts = openpyxl.load_workbook(tmp_path / "x.xlsx")["facts"]
    head = next(head for head in facts[1] if head.value == "lower")
    digits, _, decimals = number.partition(".")
    shown = f"{int(digits):,}" + ("." + decimals if decimals else "")
    assert facts.column_dimensions[head.column_letter].width >= len(shown) + 2
    assert head.alignment.horizontal == "right"
    assert facts.cell(2, head.column).alignment.indent == 1


@pytest.mark.parametrize("headers", ["en", "zh"])
def test_each_head_tells_in_a_note_what_its_column_means(tmp_path: Path, headers: Headers) -> None:
    write(tmp_path / "x.xlsx", RECORDS, headers=headers)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    for table in TABLES.values():
        columns = [column for column in table.columns if column.name != "record"]
        notes = [head.comment.text for head in book[table.zh if headers == "zh" else table.name][1]]
        told = [in_chinese(one.meaning) if headers == "zh" else one.meaning for one in columns]
        assert notes == [f"{column.name}: {words}" for column, words in zip(columns, told, strict=True)]
        assert headers == "en" or all(re.search(r"[\u4e00-\u9fff]", words) for words in told)


def test_a_sheet_is_printed_across_with_its_head_on_each_page(tmp_path: Path) -> None:
    write(tmp_path / "x.xlsx", RECORDS)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["facts"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is what the format takes where nothing is written
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area == "'facts'!$A$1:$T$2"


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv"])
def test_two_failures_of_one_place_have_two_ids(tmp_path: Path, name: str) -> None:
    with open_store(tmp_path / name, Options(table="failed")) as writer:
        for _ in range(3):
            writer.fail(FailedDocument("a.txt", 7, "empty"))
        writer.finish()
    rows = sheet(tmp_path / name, "failed") if name == "x.xlsx" else rows_of(tmp_path / name)
    assert [row["id"] for row in rows] == ["a.txt:7", "a.txt:7~2", "a.txt:7~3"]


def test_failures_as_a_csv_file(tmp_path: Path) -> None:
    write(tmp_path / "x.csv", RECORDS, table="failed")
    assert [(row["source"], row["reason"]) for row in rows_of(tmp_path / "x.csv")] == [
        ("'=bad.txt", "'-empty")
    ]


def test_formulas_in_a_csv_file_are_defused_unless_it_shall_be_raw(tmp_path: Path) -> None:
    losses = write(tmp_path / "x.csv", NASTY)
    safe = [row["surface"] for row in rows_of(tmp_path / "x.csv")]
    assert safe[:2] == ["'=1+1元", "'@两万亿元"]
    assert "cells that a spreadsheet would reckon with got an apostrophe; `--raw` leaves them (2)" in losses
    write(tmp_path / "x.csv", NASTY, raw=True)
    assert [row["surface"] for row in rows_of(tmp_path / "x.csv")] == [
        fact.span.surface for fact in NASTY.facts
    ]


@pytest.mark.parametrize("first", "=+-@\t\r\n＝＋－＠")
def test_what_a_spreadsheet_would_reckon_with(first: str) -> None:
    assert looks_like_formula(f"{first}1")
    assert not looks_like_formula(f"1{first}")
    assert not looks_like_formula("")


def test_a_negative_number_stays_a_number(tmp_path: Path) -> None:
    cold = page_of("p", ("零下5度", "-5", None))
    write(tmp_path / "x.csv", cold)
    write(tmp_path / "x.xlsx", cold)
    assert rows_of(tmp_path / "x.csv")[0]["value"] == "-5"
    assert sheet(tmp_path / "x.xlsx", "facts")[0]["value"] == -5


def test_a_table_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match=r"S410.*'fact'.*facts"):
        write(tmp_path / "x.csv", table="fact")


@pytest.mark.parametrize(
    "before", ["", " ", "\u200b", "\ufeff", "\u3000 ", "\u00a0", "\u202e", "\u2060", "\x0b", '"', "'\u200b"]
)
@pytest.mark.parametrize("first", "=+-@＝＠")
def test_what_stands_unseen_before_a_formula_does_not_hide_it(before: str, first: str) -> None:
    assert harmless(f"{before}{first}cmd") == f"'{before}{first}cmd"
    for mark in ";,\t\n":
        shown = harmless(f"县{mark}{before}{first}cmd")
        assert (shown == f"县{mark}{before}'{first}cmd") == (first not in "+-")


@pytest.mark.parametrize("text", ["", "86座", "1=2", "a;b", "同比-3%", "（=甲）", "a@b", "x;y,z"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_every_fact_leads_to_its_place_on_the_page(tmp_path: Path) -> None:
    with open_store(tmp_path / "x.xlsx", Options(show="page.html")) as writer:
        writer.add(page_rows(NASTY))
        writer.finish()
    facts = openpyxl.load_workbook(tmp_path / "x.xlsx")["facts"]
    column = [cell.value for cell in facts[1]].index("id") + 1
    for row, fact in enumerate(NASTY.facts, 2):
        cell = facts.cell(row, column)
        assert cell.value == fact.id
        target = cell.hyperlink.target + (f"#{cell.hyperlink.location}" if cell.hyperlink.location else "")
        page, _, anchor = target.partition("#")
        assert (page, unquote(anchor)) == ("page.html", f"fact-{fact.id}")


@pytest.mark.parametrize("room", [0, 3000, 9000])
def test_a_workbook_for_which_there_is_no_room_is_told_and_no_more(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The library's half-made zip file tried to end itself, and Python printed its trace."""

    class Full(xlsx._Into):
        def _do(self, what: str, *given: Any) -> None:
            if self._file and what in {"write", "flush"} and self.tell() >= room:
                self._file.close()
                self._file = None
                raise OSError(errno.ENOSPC, "No space left on device")
            super()._do(what, *given)

    monkeypatch.setattr(xlsx, "_Into", Full)
    with pytest.raises(ShiluError, match=r"S104.*No space left"):
        write(tmp_path / "x.xlsx", RECORDS)
    gc.collect()
    assert capfd.readouterr().err == ""
    assert not list(tmp_path.iterdir())
