"""No CSV file holds a cell that a spreadsheet would reckon with, and what is read back is what the page has."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shilu.extract.evaluate.runs import page_of, read_run
from shilu.extract.stores import (
    FailedDocument,
    open_store,
    page_rows,
    read_failures,
    read_store,
    write_folder,
)
from shilu.extract.stores.formulas import guarded, looks_like_formula, unguarded
from tests.extract.stores.records import NASTY

_TEXTS = st.text("'=+-@＝＠;,\t\n \u200b\"县1", max_size=8)


@given(_TEXTS)
def test_what_was_guarded_is_read_back(text: str) -> None:
    cell = guarded(text)
    assert isinstance(cell, str)
    assert unguarded(cell) == text


@pytest.mark.parametrize("text", ["-0210-03", "-5", "+8.1%", "-1,200", "-0044~"])
def test_bare_numbers_and_years_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("text", ["-5+cmd|' /C calc'!A0", "-2+3", "+86 10", "-5℃", "=1", "@SUM(1)", " =1"])
def test_all_else_gets_its_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.timeout(30)  # a look ahead from each mark would take minutes
@pytest.mark.parametrize("between", ["; ", ";'", ",\u200b", "; x"])
def test_marks_in_any_row_are_looked_at_once(between: str) -> None:
    text = between * 40_000
    assert unguarded(str(guarded(f"{text}=1"))) == f"{text}=1"
    assert guarded(text) == text


def _cells(folder: Path) -> list[str]:
    found = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found += [cell for row in csv.reader(file) for cell in row]
    return found


def test_the_csv_files_of_a_folder_are_harmless_and_its_jsonl_is_raw(tmp_path: Path) -> None:
    write_folder([NASTY], tmp_path)
    assert not [cell for cell in _cells(tmp_path) if looks_like_formula(cell) and unguarded(cell) == cell]
    assert any(cell.startswith("'=1+1") for cell in _cells(tmp_path))
    assert '"surface":"=1+1元"' in (tmp_path / "facts.jsonl").read_text(encoding="utf-8")
    assert list(read_store(tmp_path)) == [NASTY]


def test_a_folder_is_judged_by_what_the_page_has(tmp_path: Path) -> None:
    write_folder([NASTY], tmp_path)
    read, made = read_run(tmp_path)[NASTY.page.id], page_of(NASTY)
    assert [row["surface"] for row in read.facts] == [row["surface"] for row in made.facts]


def test_a_failure_keeps_its_name(tmp_path: Path) -> None:
    failure = FailedDocument(source="=cmd.txt", line=None, reason="-not read", stage=None, trace=None)
    with open_store(tmp_path / "out") as writer:
        writer.add(page_rows(NASTY))
        writer.fail(failure)
        writer.finish()
    assert "'=cmd.txt" in _cells(tmp_path / "out")
    assert list(read_failures(tmp_path / "out")) == [failure]
