"""The tables in every sort of store, and the store of the run as it was."""

from __future__ import annotations

import csv
import sqlite3
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.series import SERIES_TABLES, Wanted, write_series
from shilu.extract.stores import export_store, read_store

duckdb = pytest.importorskip("duckdb")
openpyxl = pytest.importorskip("openpyxl")
parquet = pytest.importorskip("pyarrow.parquet")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_run_gives_variables_of_both_reports(run: Path, tmp_path: Path) -> None:
    account = write_series(run, [str(tmp_path / "s")], Wanted())
    variables = {one["label"]: one for one in rows(tmp_path / "s" / "variables.csv")}
    assert account.documents == 2
    assert account.of_many >= 10
    assert variables["白鹿县 · 地区生产总值 · 元"]["names"] == "GDP | 地区生产总值"
    told = {(one["label"], one["due"]): one for one in rows(tmp_path / "s" / "outcomes.csv")}
    assert told["白鹿县 · 地区生产总值增速 · %", "2020"]["verdict"] == "missed"
    assert told["白鹿县 · 城镇新增就业 · 人", "2020"]["verdict"] == "met"
    assert len(rows(tmp_path / "s" / "observations.csv")) == account.facts


@pytest.mark.parametrize("ending", ["duckdb", "sqlite", "parquet", "folder"])
def test_a_run_takes_the_tables_and_stays_as_it_was(run: Path, tmp_path: Path, ending: str) -> None:
    store = tmp_path / ("run" if ending == "folder" else f"run.{ending}")
    export_store(run, store)
    for _ in range(2):  # a second time replaces the first
        account = write_series(store, [str(store)], Wanted())
    assert list(read_store(store)) == list(read_store(run))
    found = count(store, ending)
    assert found["observations"] == account.facts
    assert found["variables"] == account.variables
    assert found["outcomes"] == found["promises"] == sum(account.verdicts.values())


def count(store: Path, ending: str) -> dict[str, int]:
    if ending == "folder":
        return {name: len(rows(store / f"{name}.csv")) for name in SERIES_TABLES}
    if ending == "parquet":
        return {name: parquet.read_table(store / f"{name}.parquet").num_rows for name in SERIES_TABLES}
    database = duckdb.connect(str(store)) if ending == "duckdb" else sqlite3.connect(store)
    found = {
        name: database.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in SERIES_TABLES
    }
    database.close()
    return found


def test_values_are_numbers_in_databases(run: Path, tmp_path: Path) -> None:
    write_series(run, [str(tmp_path / "new.duckdb")], Wanted())
    with duckdb.connect(str(tmp_path / "new.duckdb"), read_only=True) as database:
        found = database.execute(
            "SELECT value FROM observations WHERE label = '白鹿县 · 粮食播种面积 · 亩' ORDER BY period"
        ).fetchall()
    assert [int(value) for (value,) in found] == [450000, 457500]


def test_a_workbook_has_a_sheet_a_variable(run: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.xlsx"
    account = write_series(run, [str(target)], Wanted(headers="zh", show="pages.html"))
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:3] == ["变量", "承诺", "结果"]
    assert len(book.sheetnames) == 3 + account.of_many
    sheet = book["白鹿县 粮食播种面积 亩"]
    assert [sheet.cell(row, 3).value for row in (1, 2, 3)] == ["数值", 450000, 457500]
    link = sheet.cell(2, 13).hyperlink
    assert link is not None
    assert link.target.startswith("pages.html")
    assert book["变量"]["A2"].hyperlink is not None or book["变量"]["A3"].hyperlink is not None


def test_a_csv_file_holds_one_table_and_no_formula(run: Path, tmp_path: Path) -> None:
    target = tmp_path / "s.csv"
    write_series(run, [str(target)], Wanted(table="promises", headers="zh", bom=True))
    assert target.read_bytes().startswith("\ufeff事实编号".encode())
    assert {one["状态"] for one in rows(target)} <= {"planned", "expected"}


def test_promises_alone_are_two_tables(run: Path, tmp_path: Path) -> None:
    from shilu.extract.series import PROMISES

    write_series(run, [str(tmp_path / "p")], Wanted(tables=PROMISES))
    assert sorted(one.name for one in (tmp_path / "p").iterdir()) == ["outcomes.csv", "promises.csv"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("x.csv", "S416"),
        ("x.sqlite", "S403"),
        ("x.duckdb", "S403"),
        ("x.xlsx", "S416"),
        ("x.jsonld", "S801"),
        ("x.docx", "S406"),
    ],
)
def test_what_is_not_ours_stays(run: Path, tmp_path: Path, name: str, code: str) -> None:
    target = tmp_path / name
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(ShiluError) as raised:
        write_series(run, [str(target)], Wanted())
    assert raised.value.code == code
    assert target.read_text(encoding="utf-8") == "mine"
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_the_same_run_gives_the_same_bytes(run: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_series(run, [str(tmp_path / name), str(tmp_path / f"{name}.xlsx")], Wanted())
    for table in SERIES_TABLES:
        assert (tmp_path / "a" / f"{table}.csv").read_bytes() == (
            tmp_path / "b" / f"{table}.csv"
        ).read_bytes()


def test_the_tables_reach_a_server(run: Path, database: str) -> None:
    import psycopg

    for _ in range(2):
        account = write_series(run, [database], Wanted())
    with psycopg.connect(database) as connection:
        found = connection.execute("SELECT count(*) FROM shilu.observations").fetchone()
    assert found == (account.facts,)
