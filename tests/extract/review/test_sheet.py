"""Edited spreadsheets read back as decisions."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from typer.testing import CliRunner

from shilu import Extractor
from shilu.extract.cli import app
from shilu.extract.decisions import Book
from shilu.extract.errors import ShiluError
from shilu.extract.review.sheet import SheetRead, read_sheet
from shilu.extract.samples import sample_pages
from shilu.extract.stores import Options, export_store, read_store, write_folder
from shilu.schemas import Answer

TEXT = (
    "三年来，柳河县建成86座便民书屋，发放补助资金2.5亿元。会上，梅河口市承诺再建12座书屋，惠及群众约3万人。"
)

Edit = Callable[[list[dict[str, Any]]], None]


@pytest.fixture(scope="module")
def run(extractor: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sheet") / "run"
    pages = [extractor.page(TEXT, published="2022-12", id="p"), *map(extractor.records, sample_pages())]
    write_folder(pages, folder)
    return folder


def edited(run: Path, path: Path, edit: Edit, options: Options | None = None) -> Path:
    """The export of a run, opened by a person, changed and saved."""
    export_store(run, path, options)
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        head = [cell.value for cell in sheet[1]]
        rows = [
            dict(zip(head, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=2)
        ]
        edit(rows)
        for number, row in enumerate(rows, 2):
            for column, name in enumerate(head, 1):
                sheet.cell(number, column).value = row[name]
        book.save(path)
        return path
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    edit(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(run: Path, path: Path, tmp_path: Path) -> tuple[SheetRead, Book]:
    book = Book.open(tmp_path / "x.decisions.jsonl")
    return read_sheet(path, read_store(run), book, "甲"), book


def untouched(rows: list[dict[str, Any]]) -> None:
    assert rows


def by_surface(rows: list[dict[str, Any]], surface: str, head: str = "surface") -> dict[str, Any]:
    return next(row for row in rows if row[head] == surface)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("headers", ["en", "zh"])
def test_a_table_that_nobody_changed_says_nothing(
    ending: str, headers: Any, run: Path, tmp_path: Path
) -> None:
    path = edited(run, tmp_path / f"facts.{ending}", untouched, Options(headers=headers))
    told, book = read(run, path, tmp_path)
    assert (told.changes, told.troubles, len(book)) == ([], [], 0)


@pytest.mark.parametrize("table", ["names", "times"])
def test_neither_does_one_of_names_or_times(table: str, run: Path, tmp_path: Path) -> None:
    path = edited(run, tmp_path / "x.csv", untouched, Options(table=table))
    assert read(run, path, tmp_path)[0] == SheetRead()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_changed_cells_become_decisions_and_each_is_told(ending: str, run: Path, tmp_path: Path) -> None:
    def edit(rows: list[dict[str, Any]]) -> None:
        by_surface(rows, "86座").update({"item": "书屋", "review": "right"})
        by_surface(rows, "2.5亿元").update({"status": "计划", "place": None if ending == "xlsx" else ""})
        by_surface(rows, "12座").update({"review": "删"})
        by_surface(rows, "约3万人").update({"value": 31000, "bound": "over", "cumulative": True})

    told, book = read(run, edited(run, tmp_path / f"facts.{ending}", edit), tmp_path)
    assert told.troubles == []
    found = {one.before.span.surface: one for one in book if one.before}
    assert {surface: one.verdict for surface, one in found.items()} == {
        "86座": "right", "2.5亿元": "fixed", "12座": "removed", "约3万人": "fixed",
    }  # fmt: skip
    assert {one.via for one in book} == {"sheet"}
    says = {surface: one.says.fields for surface, one in found.items() if one.says}
    item = says["86座"]["item"]
    assert isinstance(item, Answer)
    assert (item.text, item.span.start) == ("书屋", TEXT.index("书屋"))
    assert (says["2.5亿元"]["status"], says["2.5亿元"]["place"]) == ("planned", None)
    assert [says["约3万人"][name] for name in ("value", "bound", "cumulative")] == ["31000", "over", True]
    assert any("86座" not in line and "item: 便民书屋 → 书屋" in line for line in told.changes)
    assert len(told.changes) == 8


def test_what_is_not_understood_is_told_cell_by_cell_and_the_rest_is_taken(run: Path, tmp_path: Path) -> None:
    def edit(rows: list[dict[str, Any]]) -> None:
        by_surface(rows, "86座").update({"item": "高铁", "status": "maybe", "unit": "间"})
        by_surface(rows, "86座").update({"sentence": "改写", "review": "嗯"})
        by_surface(rows, "2.5亿元").update({"value": "很多", "period": "去年", "kind": "x"})
        rows.append(dict.fromkeys(rows[0], "") | {"id": "p#0-2.count", "item": "新"})

    told, book = read(run, edited(run, tmp_path / "facts.csv", edit), tmp_path)
    assert len(book) == 1
    (only,) = book
    assert only.says is not None
    assert only.says.fields["unit"] == "间"
    assert len(told.changes) == 1
    assert len(told.troubles) == 8
    assert all(line.startswith("p#") for line in told.troubles)


def test_a_second_reading_of_the_same_table_says_nothing_new(run: Path, tmp_path: Path) -> None:
    path = edited(run, tmp_path / "facts.csv", lambda rows: by_surface(rows, "86座").update(unit="间"))
    assert len(read(run, path, tmp_path)[1]) == 1
    told, book = read(run, path, tmp_path)
    assert (told.decisions, len(book)) == (0, 1)


def test_excel_in_china_saves_gb18030(run: Path, tmp_path: Path) -> None:
    path = edited(run, tmp_path / "facts.csv", lambda rows: by_surface(rows, "86座").update(review="对"))
    kept = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)[:4]
    path.write_bytes("".join(kept).encode("gb18030"))
    assert [one.verdict for one in read(run, path, tmp_path)[1]] == ["right"]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"no workbook", "S705"),
        ("a.csv", b"\xff\xfe\xff\xff\x80", "S705"),
        ("a.csv", b"item,kind\nx,y\n", "S706"),
        ("a.csv", b"", "S706"),
    ],
    ids=["no workbook", "no text", "no id", "empty"],
)
def test_what_is_no_table_of_ours_is_named(
    name: str, data: bytes, code: str, run: Path, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(ShiluError, match=code):
        read(run, tmp_path / name, tmp_path)
    with pytest.raises(ShiluError, match="S705"):
        read(run, tmp_path / "none.csv", tmp_path)


def test_the_command_reports_applies_and_tests(run: Path, tmp_path: Path) -> None:
    sheet = edited(
        run,
        tmp_path / "facts.xlsx",
        lambda rows: by_surface(rows, "86座").update(item="书屋", review="right"),
    )
    decisions, out, gold = tmp_path / "d.jsonl", tmp_path / "out.sqlite", tmp_path / "gold"

    def shilu(*arguments: object) -> str:
        done = CliRunner().invoke(app, [str(one) for one in arguments], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    told = shilu(
        "apply", run, "--sheet", sheet, "--by", "甲", "--decisions", decisions, "--out", out, "--gold", gold
    )
    assert "item: 便民书屋 → 书屋" in told
    assert "rows decided: fixed 1" in told
    corrected = {one.page.id: one for one in read_store(out)}
    assert corrected["p"].facts[0].item.text == "书屋"  # type: ignore[union-attr]
    assert (gold / "p.txt").read_text(encoding="utf-8") == TEXT
    shilu("evaluate", gold, out)
    assert "this is what later runs are held against" in shilu("test", gold)
    assert "0 rows worse" in shilu("test", gold)
    mark = gold / "p.facts.jsonl"
    marks = mark.read_text(encoding="utf-8")
    mark.write_text(marks.replace('"status": "actual"', '"status": "planned"', 1), encoding="utf-8")
    worse = CliRunner().invoke(app, ["test", str(gold)])
    assert worse.exit_code == 1
    assert "worse: p#" in worse.output
    assert "status" in worse.output
