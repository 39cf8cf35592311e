"""`--words`: names of one's own, which a result depends on, and the register that is handed back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.test_cli import shilu

TEXT = "云杉今年新开门店12家。云杉说，客人多了两成。"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def names(folder: Path) -> list[tuple[str, str, str]]:
    with (folder / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(row["surface"], row["type"], row["canonical"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize("jobs", [1, pytest.param(2, marks=pytest.mark.repeat)])
def test_another_table_is_another_result(tmp_path: Path, page: Path, jobs: int) -> None:
    words, out = tmp_path / "words.csv", tmp_path / "out"
    for canonical in ("临江云杉书店", "柳河云杉书店"):
        words.write_text(f"名称,类型,全称\n云杉,机构,{canonical}\n", encoding="utf-8")
        again = [
            shilu("extract", page, "--out", out, "--words", words, "--jobs", jobs).stdout for _ in range(2)
        ]
        assert "1 done, 0 done before" in again[0]
        assert "0 done, 1 done before" in again[1]
        assert names(out) == [("云杉", "organisation", canonical)] * 2


def test_a_table_that_cannot_be_used_stops_the_run_before_it_begins(tmp_path: Path, page: Path) -> None:
    words = tmp_path / "words.csv"
    words.write_text("名称,类型\n云杉,机关单位\n", encoding="utf-8")
    told = shilu("extract", page, "--out", tmp_path / "out", "--words", words)
    assert told.returncode == 2
    assert "line 2: '机关单位' is no type" in told.stderr
    assert not (tmp_path / "out").exists()


def test_the_register_is_corrected_and_handed_back(tmp_path: Path, page: Path) -> None:
    words, register, out = tmp_path / "words.csv", tmp_path / "names.csv", tmp_path / "out"
    words.write_text("name,type\n云杉,brand\n", encoding="utf-8")
    assert shilu("names", page, "--out", register, "--words", words).returncode == 0
    with register.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row |= {"canonical": "临江云杉书店", "type": "organisation", "aliases": "云杉"}
    with register.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert shilu("extract", page, "--out", out, "--words", register).returncode == 0
    assert names(out) == [("云杉", "organisation", "临江云杉书店")] * 2
