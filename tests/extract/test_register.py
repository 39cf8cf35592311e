import csv
import json
import sys
from functools import partial
from pathlib import Path

import pytest

from shilu.extract.errors import ShiluError
from shilu.extract.register import Entry, build_register, check_ending, write_register
from shilu.extract.stores.xlsx import CREATED
from shilu.schemas import CountFact, Exact, Name, Page, PageRecords, Published, Quantity, Slot, Span

TEXT = "寿光市启动“青禾计划”，寿光建成书屋3座。"


def page(name: str, published: str | None) -> PageRecords:
    """One page with three mentions of two names, and a fact that belongs to both."""
    date = Published(value=published, source="option") if published else None
    whole, programme, short, amount = (Span.of(TEXT, *at) for at in ((0, 3), (6, 10), (12, 14), (18, 20)))
    fact = CountFact(
        id=f"{name}#1",
        page=name,
        article=0,
        quantity=Quantity(span=amount, kind="count", amount=Exact(value=3), unit="座"),
        programme=Slot(text="“青禾计划”", span=programme, rule="test"),
        place=Slot(text="寿光市", span=whole, rule="test"),
        sentence=Span.of(TEXT, 0, len(TEXT)),
    )
    names = (
        Name(span=whole, type="place", canonical="寿光市", code="370783"),
        Name(span=programme, type="programme", canonical="青禾计划"),
        Name(span=short, type="place", canonical="寿光市", code="370783"),
    )
    read = Page(id=name, text=TEXT, published=date)
    return PageRecords(page=read, articles=(), facts=(fact,), names=names, times=(), numbers=())


PAGES = [page("b", "2022-12"), page("a", "2021-03-05"), page("c", None)]


def test_each_name_stands_once_with_dates_pages_and_facts() -> None:
    assert build_register(PAGES) == (
        Entry("寿光市", "place", ("寿光",), "2021-03-05", "2022-12", 3, 6, 3, "370783"),
        Entry("青禾计划", "programme", (), "2021-03-05", "2022-12", 3, 3, 3, None),
    )


def test_no_pages_give_no_names() -> None:
    assert build_register([]) == ()


def test_csv_and_jsonl_hold_the_same(tmp_path: Path) -> None:
    entries = build_register(PAGES)
    write_register(entries, tmp_path / "names.csv")
    write_register(entries, tmp_path / "names.jsonl")
    with (tmp_path / "names.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    records = [
        json.loads(line) for line in (tmp_path / "names.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [row["canonical"] for row in rows] == [record["canonical"] for record in records]
    assert rows[0]["aliases"] == "寿光"
    assert rows[1]["code"] == ""
    assert records[1]["code"] is None


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ShiluError, match=r"S106.*\.csv, \.jsonl, \.xlsx"):
        write_register((), tmp_path / "names.doc")


def test_xlsx_is_the_same_whenever_it_is_written_and_keeps_every_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    monkeypatch.setattr("shilu.extract.register.SHEET_ROWS", 2)
    write_register(build_register(PAGES), tmp_path / "names.xlsx")
    book = openpyxl.load_workbook(tmp_path / "names.xlsx")
    assert [[row[0].value for row in sheet] for sheet in book] == [
        ["canonical", "寿光市"],
        ["canonical", "青禾计划"],
    ]
    assert book.properties.created == CREATED


def test_without_the_package_xlsx_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    for call in (check_ending, partial(write_register, ())):
        with pytest.raises(ShiluError, match=r"S109.*xlsxwriter.*pip install"):
            call(tmp_path / "names.xlsx")


def test_no_name_is_a_formula_and_nothing_half_written_is_seen(tmp_path: Path) -> None:
    pytest.importorskip("xlsxwriter")
    entry = Entry("=1+1", "work", (), None, None, 1, 1, 0, None)
    write_register([entry], tmp_path / "names.csv")
    assert (tmp_path / "names.csv").read_text(encoding="utf-8-sig").splitlines()[1] == "'=1+1,work,,,,1,1,0,"
    for name in ("names.csv", "names.jsonl", "names.xlsx"):
        with pytest.raises(ShiluError, match="S108"):
            write_register([entry], tmp_path / "none" / name)
    (tmp_path / "kept.jsonl").mkdir()
    with pytest.raises(ShiluError, match="S108"):
        write_register([entry], tmp_path / "kept.jsonl")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept.jsonl", "names.csv"]
